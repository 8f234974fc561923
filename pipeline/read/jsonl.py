"""JSON Lines (an object a line, streamed) and JSON files (one object, or a list of them)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TextIO

from pipeline.errors import InputError
from pipeline.read.columns import article_of, find_columns
from pipeline.read.encoding import decode, open_text
from pipeline.read.limits import FILE_BYTES, ROW_CHARACTERS
from pipeline.read.source import Draft, Dropped, Item, ReadOptions, Source

_INNER = ("name", "$date")
_NOT_JSON = Dropped("The line is not a JSON object.", "Save one JSON object a line.")


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The articles of a JSON file in its order; the keys are found as the columns of a table are.

    Of a JSON object that holds a list of objects, the list is read. Lists of words (authors) are joined by
    ``; ``; of a nested object its ``name`` (a newspaper's) or ``$date`` is taken, else it is left out. A line
    that is no object, or has no text, is dropped. Raises InputError for a file that is not JSON at all, and at
    a line over the limit, after the lines before it.
    """
    stream, encoding = open_text(source)
    with stream:
        first = _first_line(stream)
    value = _object(first)
    if value is not None and not _lists(value):
        items = _lines(source, options)
    else:
        items = (_article(value, options) for value in _whole(source))
    for item in items:
        yield replace(item, encoding=encoding) if isinstance(item, Draft) else item


def _lines(source: Source, options: ReadOptions) -> Iterator[Draft | Dropped]:
    stream, _ = open_text(source)
    with stream:
        while line := stream.readline(ROW_CHARACTERS + 1):
            if len(line) > ROW_CHARACTERS:
                raise InputError(
                    f"The file has a line of more than {ROW_CHARACTERS:,} characters.",
                    "Save it with an article a line.",
                )
            if line.strip():
                value = _object(line)
                yield _NOT_JSON if value is None else _article(value, options)


def _first_line(stream: TextIO) -> str:
    """The first line that is not blank, cut at the limit."""
    while (line := stream.readline(ROW_CHARACTERS)) and not line.strip("\ufeff \t\r\n"):
        pass
    return line


def _object(line: str) -> Mapping[str, object] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _whole(source: Source) -> list[object]:
    """The objects of a JSON file that is one value."""
    text, _ = decode(source.data(limit=FILE_BYTES))
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(
            "The file is not valid JSON.", "Save it as JSON Lines, one object a line."
        ) from error
    if isinstance(value, dict):
        return next(iter(_lists(value)), [value])
    return value if isinstance(value, list) else []


def _lists(value: Mapping[str, object]) -> list[list[object]]:
    """The lists of objects that an object holds."""
    return [part for part in value.values() if isinstance(part, list) and part and isinstance(part[0], dict)]


def _article(value: object, options: ReadOptions) -> Draft | Dropped:
    if not isinstance(value, dict):
        return _NOT_JSON
    header = [str(key) for key in value]
    try:
        return article_of([_cell(part) for part in value.values()], find_columns(header, options))
    except InputError as error:
        return Dropped(error.message.replace("column", "key"), error.advice)


def _cell(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(part for part in value if isinstance(part, str))
    if isinstance(value, dict):
        return next((part for key in _INNER if isinstance(part := value.get(key), str)), "")
    return "" if value is None else str(value)
