"""IRaMuTeQ corpora: one text file, an article after each line ``**** *source_X *date_2024-09-11``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TextIO

from pipeline.errors import InputError
from pipeline.read.columns import Columns, known_columns, metadata_of, with_metadata
from pipeline.read.encoding import open_text
from pipeline.read.layout import read_layout
from pipeline.read.limits import ARTICLE_CHARACTERS, ROW_CHARACTERS
from pipeline.read.source import Draft, Dropped, Item, ReadOptions, Source

_STARS = re.compile(r"\ufeff?\s*\*{4}(?P<variables>(?:\s+\*\S+)*)\s*$")
_VARIABLE = re.compile(r"\*([^\W_][^\W_]*)_(\S+)")
_THEME = re.compile(r"\s*-\*\w+\s*$")


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The articles of a corpus in its order, streamed. Thematic lines (``-*theme``) are left out.

    The variables are found as the columns of a table are (``*journal_…``, ``*annee_…``), ``_`` in a value is
    a space; a headline is found in the text as in a text file. Lines before the first ``****`` are a text
    without variables.
    """
    stream, encoding = open_text(source)
    with stream:
        for variables, body in _texts(stream):
            item = _article(variables, body)
            yield replace(item, encoding=encoding) if isinstance(item, Draft) else item


def _texts(stream: TextIO) -> Iterator[tuple[str, str]]:
    """The star line and the text of each article; a text over the limit of an article is cut just behind
    it.
    """
    variables, lines, size = "", list[str](), 0
    while line := stream.readline(ROW_CHARACTERS + 1):
        if len(line) > ROW_CHARACTERS:
            raise InputError(
                f"The file has a line of more than {ROW_CHARACTERS:,} characters.", "Split the file."
            )
        if stars := _STARS.match(line):
            if variables or "".join(lines).strip():
                yield variables, "".join(lines)
            variables, lines, size = stars["variables"] or " ", [], 0
        elif not _THEME.match(line) and size <= ARTICLE_CHARACTERS:
            lines.append(line)
            size += len(line)
    if variables or "".join(lines).strip():
        yield variables, "".join(lines)


def _article(variables: str, body: str) -> Draft | Dropped:
    text = body.strip()
    if not text:
        return Dropped("The line of stars has no text after it.", "Check the corpus file.")
    pairs = _VARIABLE.findall(variables)
    row = [value if "date" in key else value.replace("_", " ") for key, value in pairs]
    given = metadata_of(row, Columns(known_columns([key for key, _ in pairs])))
    return with_metadata(read_layout(text), given)
