"""The readers' own small tables: CSV files beside this module, sorted, with a header."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``pipeline/read/<name>`` without the header, in file order."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as stream:
        return tuple(tuple(row) for row in list(csv.reader(stream))[1:])


def fold(word: str) -> str:
    """``word`` in lower case without accents: how the tables' first column is written (``Févr`` →
    ``fevr``).
    """
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))
