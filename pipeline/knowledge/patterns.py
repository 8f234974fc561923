"""Patterns that several stages share: the words of a complement, and words as alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterable

OF = r"(?:de la |de l'|du |des |de |d')"
"""``de`` before a noun or name, with its article or contracted, and the space behind it."""


def either(words: Iterable[str]) -> str:
    """A pattern, without group, for any of ``words``, the longest that fits first; it matches nothing when there are
    none."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)"
