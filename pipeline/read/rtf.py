"""RTF documents: one article a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pipeline.errors import InputError
from pipeline.read.layout import read_layout
from pipeline.read.limits import RTF_BYTES
from pipeline.read.source import Item, ReadOptions, Source
from pipeline.read.text import refuse_exports


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of an RTF file, its paragraphs parted by blank lines; date, title and outlet as in a text
    file.

    Raises ImportError without the extra ``formats``.
    """
    from striprtf.striprtf import rtf_to_text

    convert: Callable[[str], object] = rtf_to_text
    code = source.data(limit=RTF_BYTES).decode("latin-1")
    # characters beyond U+FFFF come out as two halves
    converted = str(convert(code)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = [line.strip() for line in converted.split("\n")]
    text = "\n\n".join(line for line in lines if line)
    if not text:
        raise InputError("The RTF file holds no text.", "Open it in a word processor and save it again.")
    refuse_exports(text)
    yield read_layout(text)
