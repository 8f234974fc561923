"""Word documents: one article a file."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.layout import read_layout
from pipeline.read.limits import PAGE_BYTES
from pipeline.read.office import WORD, read_paragraphs
from pipeline.read.source import Item, ReadOptions, Source
from pipeline.read.text import refuse_exports


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of a DOCX, its paragraphs parted by blank lines; date, title and outlet as in a text file.

    The exports of press databases as DOCX, but for Nexis, are refused with advice.
    """
    text = "\n\n".join(read_paragraphs(source.data(limit=PAGE_BYTES), "word/document.xml", WORD))
    refuse_exports(text)
    yield read_layout(text)
