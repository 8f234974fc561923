"""Which column of a table holds what: French and English headers, and those of europarser and minet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.lists import fold, read_rows

_DELIMITERS = (",", ";", "\t", "|")
_LINES = 50

FIELDS = {row[0]: row[1] for row in read_rows("columns.csv")}


def normal(column: str) -> str:
    """A header as the table of headers has it: folded, words joined by ``_``."""
    return re.sub(r"\W+", "_", fold(column.strip("\ufeff \"'"))).strip("_")


def known_columns(header: Sequence[str]) -> dict[str, int]:
    """The place of each field's first known column: ``{"text": 3, "date": 0}``."""
    found: dict[str, int] = {}
    for place, column in enumerate(header):
        if kind := FIELDS.get(normal(column)):
            found.setdefault(kind, place)
    return found


def delimiter_of(text: str) -> str:
    """The delimiter of the table that ``text`` opens: the one that parts the most known headers of the
    first line, then the one that is commonest in the first lines.
    """
    lines = text.splitlines()[:_LINES]
    header = lines[0] if lines else ""
    body = "\n".join(lines)
    return max(
        _DELIMITERS,
        key=lambda mark: (len(known_columns(header.split(mark))), header.count(mark), body.count(mark)),
    )
