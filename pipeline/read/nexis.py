"""Nexis Uni / Lexis+ exports in Word: best effort, since the layout changes from time to time.

A cover and a list of results come first. Each document is: title, outlet, date line, copyright, ``Section:``,
``Length:``, ``Byline:``, the line ``Body``, the text, then ``Load-Date:`` and ``End of Document``; in French
``Longueur``, ``Auteur``, ``Corps``, ``Fin du document``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.read.dates import parse_date
from pipeline.read.layout import joined, read_layout
from pipeline.read.limits import PAGE_BYTES
from pipeline.read.office import WORD, read_paragraphs
from pipeline.read.source import Draft, Dropped, Item, ReadOptions, Source

_BODY = re.compile(r"(?:Body|Corps|Corps de l'article|Texte intégral)", re.IGNORECASE)
_END = re.compile(r"(?:End of Document|Fin du document)", re.IGNORECASE)
_AFTER_BODY = re.compile(
    r"(?:Load-Date|Date de chargement)\s*:|(?:Graphic|Graphique|Classification|Notes|Correction)$",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:Byline|Auteur|Par)\s*:\s*(.+)", re.IGNORECASE)
_DATE_LINE_CHARACTERS = 60
_ADVICE = "In Nexis download “Full documents” as DOCX, not the list of results."


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The documents in their order; one without a body line or a date line before it is dropped.

    The text is title and body. Copyright, section, length and classification are left out. A Word document
    that only happens to hold the words “End of Document” is read as one article.
    """
    paragraphs = read_paragraphs(source.data(limit=PAGE_BYTES), "word/document.xml", WORD)
    lines: list[str] = []
    ended = False
    for paragraph in paragraphs:
        line = paragraph.strip().replace("\u00a0", " ")
        if _END.fullmatch(line):
            yield _document(lines)
            lines, ended = [], True
        elif line:
            lines.append(line)
    if not ended:
        yield read_layout("\n\n".join(paragraphs))


def _document(lines: list[str]) -> Draft | Dropped:
    body = next((place for place, line in enumerate(lines) if _BODY.fullmatch(line)), None)
    if body is None:
        return Dropped("The Nexis document has no body.", _ADVICE)
    dated = next((place for place in range(body - 1, 1, -1) if _is_date_line(lines[place])), None)
    if dated is None:
        return Dropped("The Nexis document has no date line before its body.", _ADVICE)
    bylines = (match[1] for line in lines[dated:body] if (match := _BYLINE.match(line)))
    raw = lines[dated]
    draft = Draft(
        text="", date=parse_date(raw), date_raw=raw, outlet=lines[dated - 1], author=next(bylines, "").strip()
    )
    return joined(lines[dated - 2], "\n\n".join(_text(lines[body + 1 :])), draft)


def _is_date_line(line: str) -> bool:
    return len(line) <= _DATE_LINE_CHARACTERS and bool(parse_date(line)) and not line.startswith("Copyright")


def _text(lines: list[str]) -> Iterator[str]:
    for line in lines:
        if _AFTER_BODY.match(line):
            return
        yield line
