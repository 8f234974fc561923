"""PDF files with a text layer: one article a file."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from pipeline.errors import InputError
from pipeline.read.layout import read_layout
from pipeline.read.limits import PDF_BYTES, PDF_PAGES
from pipeline.read.lists import read_rows
from pipeline.read.source import Item, ReadOptions, Source
from pipeline.read.text import refuse_exports

_PAGE_CHARACTERS = 20
_SHORT_LINE = 0.75
_STOP = re.compile(r"[.!?…:»”\"]\s*$")
_PAGE_NUMBER = re.compile(r"(?:page\s+)?-?\s*\d{1,4}\s*-?(?:\s*(?:/|sur|de)\s*\d{1,4})?", re.IGNORECASE)
_HYPHEN = re.compile(r"(\w+)[-\u00ad\u2010]$")


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of a PDF: its lines put together to paragraphs again, words parted at line ends rejoined.

    Lines that are page numbers are left out. The paragraphs are a guess from the length of the lines. Raises
    InputError for scans without a text layer, protected files and files over the limit of pages,
    ImportError without the extra ``formats``.
    """
    pages = list(_pages(source))
    if sum(map(len, pages)) < _PAGE_CHARACTERS * len(pages):
        raise InputError(
            "The PDF has no text layer: it is a scan.", "Recognise its text (OCR) and save that as text."
        )
    text = "\n\n".join(paragraph for page in pages for paragraph in reflow(page.split("\n")))
    refuse_exports("\n".join(pages))
    yield read_layout(text)


def reflow(lines: list[str]) -> list[str]:
    """The paragraphs of lines that were set in a column: one ends at a blank line, or at a line that ends
    short of the others with a sentence. An opening line far shorter than the others, without a full stop,
    stands alone.
    """
    trimmed = [" ".join(line.split(" ")).strip() for line in lines]
    kept = [line for line in trimmed if not _PAGE_NUMBER.fullmatch(line)]
    lengths = sorted(len(line) for line in kept if line)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    found: list[str] = []
    open_paragraph = False
    for line in kept:
        if line and open_paragraph:
            found[-1] = _append(found[-1], line)
        elif line:
            found.append(line)
        short = len(line) < _SHORT_LINE * width
        opening = len(found) == 1 and line == found[0]
        open_paragraph = bool(line) and not (short and (opening or _STOP.search(line)))
    return found


def _append(text: str, line: str) -> str:
    """``text`` with the next line; a hyphen at the end of a line is dropped unless it belongs to the word."""
    part = _HYPHEN.search(text)
    if not part:
        return f"{text} {line}"
    stays = not line[:1].islower() or part[1].lower() in {row[0] for row in read_rows("prefixes.csv")}
    return text + line if stays else text[:-1] + line


def _pages(source: Source) -> Iterator[str]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    # its remarks on slight damage are no business of users
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(source.data(limit=PDF_BYTES)))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("The PDF is protected by a password.", "Save it without the password.")
        if len(reader.pages) > PDF_PAGES:
            raise InputError(f"The PDF has more than {PDF_PAGES:,} pages.", "Split it into its articles.")
        for page in reader.pages:
            yield page.extract_text()
    except DependencyError as error:
        raise InputError("The PDF is encrypted.", "Save it without encryption.") from error
    except PyPdfError as error:
        raise InputError("The PDF is damaged.", "Open it and save or print it to a new PDF.") from error
