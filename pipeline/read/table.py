"""CSV and TSV tables with an article a row, streamed: memory does not grow with the table."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from pipeline.errors import InputError
from pipeline.read.columns import Columns, article_of, delimiter_of, find_columns
from pipeline.read.encoding import open_text
from pipeline.read.limits import ROW_CHARACTERS
from pipeline.read.source import Draft, Item, ReadOptions, Source

_SNIFFED_CHARACTERS = 65_536


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The articles of a table in the order of its rows; delimiter, encoding and columns are found from the
    first lines.

    A row without text is dropped, a blank row passed over. Raises InputError when the text column is not
    found, and, after the rows before it, at a line or cell over the limit (an unclosed quote makes one).
    """
    stream, encoding = open_text(source)
    with stream:
        delimiter = _delimiter(source)
        csv.field_size_limit(ROW_CHARACTERS)
        rows = csv.reader(_lines(stream), delimiter=delimiter)
        columns = find_columns(_header(rows), options)
        yield from _articles(rows, columns, encoding)


def _articles(rows: Iterator[list[str]], columns: Columns, encoding: str) -> Iterator[Item]:
    empty = True
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                empty = False
                item = article_of(row, columns)
                yield replace(item, encoding=encoding) if isinstance(item, Draft) else item
    except csv.Error as error:
        raise InputError(
            f"The table cannot be read on: {error}.",
            "Look for a quote that is not closed, and save it again.",
        ) from error
    if empty:
        raise InputError("The table has a header and no rows.", "Check that it was saved whole.")


def _header(rows: Iterator[list[str]]) -> list[str]:
    """The first row that is not blank; ``sep=;``, which Excel writes, is passed over."""
    for row in rows:
        if any(cell.strip() for cell in row) and not row[0].lower().startswith("sep="):
            return row
    return []


def _delimiter(source: Source) -> str:
    stream, _ = open_text(source)
    with stream:
        opening = stream.read(_SNIFFED_CHARACTERS).lstrip()
    if opening[:4].lower() == "sep=" and opening[4:5]:
        return opening[4]
    return delimiter_of(opening)


def _lines(stream: TextIO) -> Iterator[str]:
    while line := stream.readline(ROW_CHARACTERS + 1):
        if len(line) > ROW_CHARACTERS:
            raise InputError(
                f"The file has a line of more than {ROW_CHARACTERS:,} characters.",
                "Save it with an article a line.",
            )
        yield line
