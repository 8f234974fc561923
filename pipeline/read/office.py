"""Word and OpenDocument files: the paragraphs of their main text, by the standard library alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from pipeline.errors import InputError
from pipeline.read.limits import ARCHIVE_RATIO, PART_BYTES, RATIO_FREE_BYTES, TREE_DEPTH

_WORDS = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SAVE = "Open it in its own program and save it again."


@dataclass(frozen=True, slots=True)
class Tags:
    """What the elements of a format mean. ``text`` empty: all text in a paragraph is text (mixed content)."""

    paragraph: frozenset[str]
    text: frozenset[str]
    space: frozenset[str]
    line: frozenset[str]
    skip: frozenset[str]


WORD = Tags(
    paragraph=frozenset(f"{{{name}}}p" for name in _WORDS),
    text=frozenset(f"{{{name}}}t" for name in _WORDS),
    space=frozenset(f"{{{name}}}tab" for name in _WORDS),
    line=frozenset(f"{{{name}}}{tag}" for name in _WORDS for tag in ("br", "cr")),
    skip=frozenset(f"{{{name}}}{tag}" for name in _WORDS for tag in ("del", "moveFrom", "instrText"))
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"},
)
OPEN_DOCUMENT = Tags(
    paragraph=frozenset({f"{{{_TEXT}}}p", f"{{{_TEXT}}}h"}),
    text=frozenset(),
    space=frozenset({f"{{{_TEXT}}}tab", f"{{{_TEXT}}}s"}),
    line=frozenset({f"{{{_TEXT}}}line-break"}),
    skip=frozenset({f"{{{_TEXT}}}tracked-changes", f"{{{_TEXT}}}note"})
    | {"{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"}
    | {f"{{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}}{tag}" for tag in ("title", "desc")},
)


def open_package(data: bytes) -> zipfile.ZipFile:
    """The opened package. Raises InputError for one that is damaged, protected by a password, or a bomb."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as error:
        raise InputError("The file is damaged: it is no whole ZIP package.", _SAVE) from error
    parts = package.infolist()
    if sum(part.file_size for part in parts) > max(RATIO_FREE_BYTES, ARCHIVE_RATIO * len(data)):
        raise InputError(f"The file unpacks to more than {ARCHIVE_RATIO} times its size.", _SAVE)
    if any(part.file_size > PART_BYTES for part in parts):
        raise InputError(f"A part of the file is larger than {PART_BYTES >> 20} MiB.", "Split the file.")
    if any(part.flag_bits & 1 for part in parts):
        raise InputError("The file is protected by a password.", "Save it without the password.")
    return package


def check_xml(part: bytes) -> None:
    """Raises InputError when an XML part declares a document type or entities, as no office program writes
    them.
    """
    if b"\0" in part[:64] or _DECLARATION.search(part):
        raise InputError("The XML of the file declares entities, as no office program does.", _SAVE)


def read_paragraphs(data: bytes, name: str, tags: Tags) -> list[str]:
    """The paragraphs of the part ``name``, in document order, without blank ones; a line break stays one.

    Insertions under revision are read and deletions are not; notes, comments, headers and footers are left
    out.
    """
    package = open_package(data)
    if name not in package.namelist():
        raise InputError("The file holds no text document.", _SAVE)
    part = package.read(name)
    check_xml(part)
    try:
        return [text for text in _paragraphs(part, tags) if text.strip()]
    except ElementTree.ParseError as error:
        raise InputError("The file is damaged: its XML is not well formed.", _SAVE) from error


def _paragraphs(part: bytes, tags: Tags) -> Iterator[str]:
    depth = inside = 0
    for event, element in ElementTree.iterparse(io.BytesIO(part), events=("start", "end")):
        step = 1 if event == "start" else -1
        depth += step
        if depth > TREE_DEPTH:
            raise InputError(f"The file nests elements more than {TREE_DEPTH} deep.", _SAVE)
        if element.tag in tags.paragraph or element.tag in tags.skip:
            inside += step
        if event == "end" and not inside:
            if element.tag in tags.paragraph:
                yield from "".join(_pieces(element, tags)).split("\n\n")
            element.clear()


def _pieces(element: ElementTree.Element, tags: Tags) -> Iterator[str]:
    """The text of a paragraph; paragraphs in it (text boxes) are set off by a blank line."""
    if element.tag in tags.skip:
        return
    if element.tag in tags.space:
        yield " "
    elif element.tag in tags.line:
        yield "\n"
    elif not tags.text or element.tag in tags.text:
        yield element.text or ""
    for child in element:
        nested = child.tag in tags.paragraph
        yield "\n\n" if nested else ""
        yield from _pieces(child, tags)
        yield "\n\n" if nested else ""
        yield "" if tags.text else child.tail or ""
