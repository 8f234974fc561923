"""XML as text, quickly: most names and numbers hold nothing that must be escaped."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPECIAL = re.compile('[&<>"\n\r\t]')


def without_controls(value: Any) -> Any:
    """The value, if it is a text with a space for each character that XML cannot hold."""
    return _NOT_XML.sub(" ", value) if isinstance(value, str) else value


def text(value: str) -> str:
    """The text between two tags."""
    return escape(value) if _SPECIAL.search(value) else value


def attributes(**values: str) -> str:
    """Attributes as they stand in a tag, each after a space."""
    quoted = (
        (name, quoteattr(value) if _SPECIAL.search(value) else f'"{value}"') for name, value in values.items()
    )
    return "".join(f" {name}={value}" for name, value in quoted)
