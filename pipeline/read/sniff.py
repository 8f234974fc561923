"""Which reader takes a file: by its first bytes and lines; the suffix only settles what content leaves
open.
"""

from __future__ import annotations

import json
import re
import zipfile
from importlib import import_module
from typing import cast

from pipeline.errors import InputError
from pipeline.read.columns import delimiter_of, known_columns
from pipeline.read.limits import PART_BYTES
from pipeline.read.lists import read_rows
from pipeline.read.source import FormatReader, Source
from pipeline.read.txm import belongs

_HTML = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|article|div|meta|title|table|p)\b[^<>]*>", re.IGNORECASE
)
_XML = re.compile(r"<\?xml\b|<!DOCTYPE\b(?!\s+html)|<(?:TEI|rss|feed|nitf|newsItem)\b", re.IGNORECASE)
_IRAMUTEQ = re.compile(r"\*{4}(?:\s+\*\w\S*)+\s*$", re.MULTILINE)
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:[ \t]*[\w-]+[ \t]*:.*\r?\n|[ \t]+-.*\r?\n)+---[ \t]*\r?\n")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_NO_MEANS = "Name text files or exports of a press database (see “Input formats” in the README)."


def choose(source: Source) -> str:
    """The name of the reader for ``source``: that of its module in ``pipeline.read``.

    Raises InputError with advice for an empty file and for formats that no reader takes.
    """
    if not source.head:
        raise InputError("The file is empty.", "Check that it was saved or copied whole.")
    if source.head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _by_package(source)
    return _by_magic(source.head) or _by_text(source)


def load(name: str) -> FormatReader:
    """The ``read`` function of a reader. Raises ImportError when a library it needs is not installed."""
    return cast(FormatReader, import_module(f"pipeline.read.{name}").read)


def _by_package(source: Source) -> str:
    """The reader for a ZIP package: by the parts that a format must have, ``archive`` without any of them."""
    from pipeline.read.archive import open_zip

    with open_zip(source) as package:
        names = frozenset(package.namelist())
        if "word/document.xml" in names:
            return _by_word(package)
        mimetype = package.read("mimetype")[:100].decode("ascii", "replace") if _is_short(package) else ""
    for part, kind, reader, error, advice in read_rows("packages.csv"):
        if part in names and mimetype.startswith(kind):
            if error:
                raise InputError(error, advice)
            return reader
    return "archive"


def _by_word(package: zipfile.ZipFile) -> str:
    """``nexis`` for a Word document in which a document ends before the file does, ``docx`` for any other."""
    part = package.getinfo("word/document.xml")
    text = package.read(part) if part.file_size <= PART_BYTES else b""
    return "nexis" if any(sign in text for sign in (b"End of Document", b"Fin du document")) else "docx"


def _is_short(package: zipfile.ZipFile) -> bool:
    return "mimetype" in package.namelist() and package.getinfo("mimetype").file_size < 1_000


def _by_magic(head: bytes) -> str:
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.lstrip()[:5] == b"{\\rtf":
        return "rtf"
    for offset, code, kind, advice in read_rows("magic.csv"):
        if head[int(offset) :].startswith(bytes.fromhex(code)):
            raise InputError(f"The file is {kind}, which is not read.", advice)
    return ""


def _by_text(source: Source) -> str:
    text = _rough(source.head)
    start = text.lstrip("\ufeff \t\r\n")
    if _is_markup(start):
        return _by_signs(source)
    if _XML.match(start):
        raise InputError("The file is XML, which is not read.", _NO_MEANS)
    if _is_json(start, source.suffix):
        return "jsonl"
    if _IRAMUTEQ.match(start):
        return "iramuteq"
    if belongs(source):
        return "txm"
    if _is_table(start, source.suffix):
        return "table"
    if source.suffix in (".md", ".markdown") or _FRONT_MATTER.match(start):
        return "markdown"
    for suffix, kind, advice in read_rows("unread.csv"):
        if source.suffix == suffix:
            raise InputError(f"The file is {kind}, which is not read.", advice)
    return "text"


def _by_signs(source: Source) -> str:
    """The press database that made an HTML file, by marks anywhere in it; ``html`` for a page of any other
    site.

    Raises InputError for pages of a database that hold no articles.
    """
    data = source.data()
    if data.startswith(_UTF_16):
        data = data.decode("utf-16", "replace").encode()
    for sign, reader, error, advice in read_rows("html_signs.csv"):
        if sign.encode() in data:
            if error:
                raise InputError(error, advice)
            return reader
    if source.suffix in (".xls", ".xlsx"):
        raise InputError(
            "The file is a web page under the name of a workbook.",
            "Open it in Excel or LibreOffice and save it as XLSX or CSV.",
        )
    return "html"


def _rough(head: bytes) -> str:
    """The head as text, good enough to look for signs: exact decoding is the reader's."""
    if head.startswith(_UTF_16):
        return head[: len(head) // 2 * 2].decode("utf-16", "replace")
    return head.decode("utf-8", "replace")


def _is_markup(start: str) -> bool:
    """HTML from its first tag on, XHTML behind an XML declaration, or a fragment that opens with a tag or
    comment.
    """
    while start.startswith(("<?xml", "<!--")):
        opened = "?>" if start.startswith("<?xml") else "-->"
        end = start.find(opened)
        if end < 0:
            return False
        start = start[end + len(opened) :].lstrip()
    return bool(_HTML.match(start))


def _is_json(start: str, suffix: str) -> bool:
    if suffix in (".jsonl", ".ndjson", ".json"):
        return start[:1] in ("{", "[")
    if start[:1] == "[":
        return bool(re.match(r"\[\s*\{\s*\"", start))
    if not re.match(r"\{\s*\"", start):
        return False
    line = start.split("\n", 1)[0]
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return len(line) == len(start)


def _is_table(start: str, suffix: str) -> bool:
    header = start.split("\n", 1)[0]
    if suffix in (".csv", ".tsv", ".tab"):
        return True
    return len(known_columns(header.split(delimiter_of(start)))) >= 2 and "\n" in start
