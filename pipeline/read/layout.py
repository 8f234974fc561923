"""Plain text → article: what its opening lines say of date, title, outlet and author, and where the
headline is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipeline.read.dates import FoundDate, date_at, parse_date
from pipeline.read.headline import find_dateline, find_headline
from pipeline.read.lists import fold, read_rows
from pipeline.read.source import Draft
from pipeline.records import Span

_OPENING_LINES = 80
_VALUE_CHARACTERS = 200
_DATELINE_LINES = 8
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060\u00ad"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_GAP = re.compile(r"\s*[:=]\s*|\s+")
_LABEL_CHARACTERS = 30
_WEEKDAY = re.compile(
    r"(?:le\s+)?(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche),?\s+)?", re.IGNORECASE
)
_TIME = re.compile(
    r"[\s,–-]*(?:(?:à|at)?\s*\d{1,2}\s*[h:]\s*(?:\d\d)?(?::\d\d)?(?:\s*min)?(?:\s*\(?[A-Z]{3,4}\)?)?"
    r"|T[\d:.Z+-]+)?\s*\.?"
)
_URL = re.compile(r"https?://\S+$|www\.\S+$")
_FIELDS = {row[0]: row[1] for row in read_rows("fields.csv")}


@dataclass(slots=True)
class _Header:
    """What the opening lines have said so far."""

    values: dict[str, str] = field(default_factory=dict)
    metadata: list[Span] = field(default_factory=list)
    date: str = ""
    title: Span | None = None


def read_layout(text: str) -> Draft:
    """The article that ``text`` is, its spans indexing ``text``.

    Opening lines ``date 2024-10``, ``Date : 2 octobre 2024``, ``Publié le …``, ``source: …``, ``auteur: …``,
    ``url: …`` are metadata, before or right after the headline; so is a ``date …`` prefix stuck to the
    headline, and a date alone on the first line. Of ``titre: …`` the label is metadata and the value is the
    headline, unless the next line repeats it. A dateline gives the date when no such line does, and stays
    text.
    """
    lines = _opening_lines(text)
    header = _Header()
    rest = _read_fields(text, _skip_blank(lines), header, first=True)
    headline = _headline(text, rest, header)
    if headline:
        after = _skip_blank([(max(start, min(headline[1], end)), end) for start, end in rest])
        rest = _read_fields(text, after, header, first=False)
    dateline = _first_dateline(text, rest)
    raw = header.values.get("date", "")
    if not header.date and dateline:
        header.date, raw = dateline
    title = " ".join(text[slice(*headline)].split()) if headline else ""
    return Draft(
        text=text,
        headline=headline,
        metadata=tuple(sorted(header.metadata)),
        title=title,
        date=header.date,
        date_raw=raw,
        outlet=header.values.get("outlet", ""),
        author=header.values.get("author", ""),
        url=header.values.get("url", ""),
    )


def joined(title: str, body: str, draft: Draft) -> Draft:
    """``draft`` with the text of a container's article: title, blank line, body; the title is the headline.

    Spaces around both are dropped, line breaks in the title become spaces; without a title the text is the
    body.
    """
    flat, rest = " ".join(title.split()), body.strip()
    if not flat:
        return replace(draft, text=rest, headline=None, title="")
    text = f"{flat}\n\n{rest}" if rest else flat
    return replace(draft, text=text, headline=(0, len(flat)), title=flat)


def _opening_lines(text: str) -> list[Span]:
    """The first lines as trimmed spans; a blank line is an empty span at its start."""
    spans: list[Span] = []
    position = 0
    while position < len(text) and len(spans) < _OPENING_LINES:
        match = _LINE.match(text, position)
        if not match or match.end() == position:
            break
        spans.append(_trim(text, match.start(), match.end()))
        position = match.end()
    return spans


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _skip_blank(lines: list[Span]) -> list[Span]:
    first = next((index for index, (start, end) in enumerate(lines) if start < end), len(lines))
    return lines[first:]


def _read_fields(text: str, lines: list[Span], header: _Header, *, first: bool) -> list[Span]:
    """Reads metadata lines at the head of ``lines`` into ``header``; returns what follows, without blank
    lines.
    """
    titled = header.title
    while lines and header.title == titled:
        start, end = lines[0]
        stop = _read_date(text, start, end, header, first=first) or _read_value(text, start, end, header)
        if not stop:
            break
        header.metadata.append((start, stop))
        lines = _skip_blank([_trim(text, stop, end), *lines[1:]])
        first = False
    return lines


def _read_date(text: str, start: int, end: int, header: _Header, *, first: bool) -> int:
    """Reads ``date …`` or, on the first line, a date alone; returns where the metadata end, 0 when it is
    no date.
    """
    name, value, _ = _label(text, start, end)
    labelled = _FIELDS.get(name) == "date"
    if not labelled and not first:
        return 0
    begin = value if labelled else start
    found = _date_from(text, begin, end)
    time = _TIME.match(text, found.end, end) if found else None
    if not found or not time:
        return 0
    alone = time.end() == end
    stuck = name == "date" and (found.end == end or text[found.end].isspace())
    if not alone and not stuck:
        return 0
    header.date = header.date or found.iso
    stop = end if alone else found.end
    header.values.setdefault("date", text[begin:stop])
    return stop


def _read_value(text: str, start: int, end: int, header: _Header) -> int:
    """Reads ``titre: …``, ``source: …`` and the like; returns where the metadata end, 0 when the line is
    none.
    """
    name, value, colon = _label(text, start, end)
    kind = _FIELDS.get(name, "")
    words = text[value:end]
    if not kind or not colon or kind == "date" or not words:
        return 0
    if kind == "title":
        header.title = (value, end)
        return value
    if len(words) > _VALUE_CHARACTERS or (kind == "url" and not _URL.match(words)):
        return 0
    header.values.setdefault(kind, " ".join(words.split()))
    return end


def _label(text: str, start: int, end: int) -> tuple[str, int, bool]:
    """The known label that opens the line, folded, where its value starts, and whether a colon parts them."""
    for gap in _GAP.finditer(text, start, min(end, start + _LABEL_CHARACTERS)):
        name = fold(" ".join(text[start : gap.start()].split()))
        if name in _FIELDS:
            return name, gap.end(), bool(gap[0].strip())
    return "", start, False


def _headline(text: str, rest: list[Span], header: _Header) -> Span | None:
    """The headline: the value of ``titre:``, unless the next line says the same; else what reads like one."""
    if header.title is None:
        lines = [
            span if place == 0 or not _is_field(text, span) else span[:1] * 2
            for place, span in enumerate(rest)
        ]
        return find_headline(text, lines) if lines else None
    following = _skip_blank([(start, end) for start, end in rest if start >= header.title[1]])
    if following and _flat(text, following[0]) == _flat(text, header.title):
        header.metadata[-1] = (header.metadata[-1][0], header.title[1])
        return following[0]
    return header.title


def _is_field(text: str, line: Span) -> bool:
    """Whether a line is metadata: it ends the block of the headline as a blank line does."""
    scratch = _Header()
    stop = _read_date(text, *line, scratch, first=False) or _read_value(text, *line, scratch)
    return stop == line[1] and stop > line[0]


def _flat(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _first_dateline(text: str, lines: list[Span]) -> tuple[str, str] | None:
    """The date and the words of the first dateline that opens one of the next blocks or their lines."""
    for start, end in lines[:_DATELINE_LINES]:
        if start < end and (dateline := find_dateline(text, start, end)):
            return dateline.date, dateline.date_raw
    return None


def _date_from(text: str, start: int, end: int) -> FoundDate | None:
    """The date at ``start``, after a weekday or ``le``; a bare year only at the end of the line."""
    weekday = _WEEKDAY.match(text, start, end)
    begin = weekday.end() if weekday else start
    if found := date_at(text, begin):
        return found if found.end <= end else None
    iso = parse_date(text[begin:end])
    return FoundDate(iso, begin, end) if len(iso) == 4 else None
