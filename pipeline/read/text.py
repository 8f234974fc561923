"""The text reader: one plain text file, one article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from pipeline.errors import InputError
from pipeline.read.encoding import decode
from pipeline.read.layout import read_layout
from pipeline.read.limits import ARTICLE_CHARACTERS
from pipeline.read.lists import read_rows
from pipeline.read.source import Item, ReadOptions, Source


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of a text file. Offsets index the decoded text, without its byte order mark, line ends as
    they are.

    Raises InputError for a file that is too long for one article, binary, in an unknown encoding, or the
    export of a press database in a format that loses where its articles begin.
    """
    text, encoding = decode(source.data(limit=4 * ARTICLE_CHARACTERS))
    refuse_exports(text)
    yield replace(read_layout(text), encoding=encoding)


def refuse_exports(text: str) -> None:
    """Raises InputError when running text is a press database's export saved the wrong way; says how to
    save it.
    """
    for pattern, error, advice in _exports():
        if pattern.search(text):
            raise InputError(error, advice)


@cache
def _exports() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    return tuple((re.compile(row[0]), row[1], row[2]) for row in read_rows("exports.csv"))
