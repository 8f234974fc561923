"""Word documents: one article a file, or a Nexis export with many."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read import nexis
from pipeline.read.layout import read_layout
from pipeline.read.limits import PAGE_BYTES
from pipeline.read.office import WORD, read_paragraphs
from pipeline.read.source import Item, ReadOptions, Source
from pipeline.read.text import refuse_exports


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of a DOCX, its paragraphs parted by blank lines; date, title and outlet as in a text file.

    A Nexis export is read by the ``nexis`` module; other press databases' exports as DOCX are refused with
    advice.
    """
    paragraphs = read_paragraphs(source.data(limit=PAGE_BYTES), "word/document.xml", WORD)
    if nexis.is_export(paragraphs):
        yield from nexis.articles(paragraphs)
        return
    text = "\n\n".join(paragraphs)
    refuse_exports(text)
    yield read_layout(text)
