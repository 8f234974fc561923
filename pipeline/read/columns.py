"""Which column of a table holds what: French and English headers, and those of europarser, minet and
GarganText.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from pipeline.errors import InputError
from pipeline.read.dates import parse_date
from pipeline.read.layout import joined
from pipeline.read.limits import COLUMNS, FIELD_CHARACTERS
from pipeline.read.lists import fold, read_rows
from pipeline.read.source import Draft, Dropped, ReadOptions

_DELIMITERS = (",", ";", "\t", "|")
_LINES = 50
_NAME_CHARACTERS = 40
_IMPOSSIBLE = re.compile(r"[\0\ud800-\udfff]")
_MARK = re.compile(r"</?mark\b[^<>]*>", re.IGNORECASE)
_HTML = re.compile(r"</(?:p|div|span|strong|b|em|i|a|li|h[1-6])>|<br\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6});", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")

_FIELDS = {row[0]: (row[1], int(row[2])) for row in read_rows("columns.csv")}
_OPTIONS = ("text", "title", "date", "outlet", "author", "url")


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each field in a row, by field name."""

    places: Mapping[str, int]

    def value(self, row: Sequence[str], name: str) -> str:
        """The cell of a field, trimmed; ``""`` when the table has no such column or the row is short."""
        place = self.places.get(name, -1)
        return row[place].strip() if 0 <= place < len(row) else ""


def known_columns(header: Sequence[str]) -> dict[str, int]:
    """The place of each field's best known column, ``{"text": 3, "date": 0}``: by the rank that the table of
    headers gives (``texte`` before ``resume``), then the leftmost.
    """
    best: dict[str, tuple[int, int]] = {}
    for place, column in enumerate(header[:COLUMNS]):
        if known := _FIELDS.get(_normal(column)):
            name, rank = known
            best[name] = min(best.get(name, (rank, place)), (rank, place))
    return {name: place for name, (_, place) in best.items()}


def find_columns(header: Sequence[str], options: ReadOptions) -> Columns:
    """The columns of a table. Raises InputError when a column that the user named, or the text, is not
    there.
    """
    places = known_columns(header)
    names = ", ".join(_line(column)[:_NAME_CHARACTERS] for column in header[:20]) or "none"
    for name in _OPTIONS:
        if wanted := getattr(options, f"{name}_column"):
            places[name] = _place(header, wanted, names)
    if "text" not in places:
        raise InputError(
            f"No column is known to hold the text of the articles; the columns are: {names}.",
            "Name it with --text-column; the first row must hold the names of the columns.",
        )
    return Columns(places)


def delimiter_of(text: str) -> str:
    """The delimiter of the table that ``text`` opens: the one that parts most known headers in the first
    line, then the one that is commonest there, then in the first lines.
    """
    lines = text.splitlines()[:_LINES] or [""]
    body = "\n".join(lines)

    def score(mark: str) -> tuple[int, int, int]:
        return len(known_columns(lines[0].split(mark, COLUMNS))), lines[0].count(mark), body.count(mark)

    return max(_DELIMITERS, key=score)


def article_of(row: Sequence[str], columns: Columns) -> Draft | Dropped:
    """The article of a row: title, blank line, text. A cell without blank lines has a paragraph a line.

    Of a text that is HTML the paragraphs are taken; else tags that mark search hits are left out. A row without text,
    or with HTML that no parser should see, is dropped.
    """
    try:
        body = _body(_MARK.sub("", columns.value(row, "text")))
    except InputError as error:
        return Dropped(error.message, error.advice)
    if not body:
        return Dropped(
            "The row has no text.", "Fill the column of the text, or name another with --text-column."
        )
    draft = metadata_of(row, columns)
    return joined(draft.title, body, draft)


def metadata_of(row: Sequence[str], columns: Columns) -> Draft:
    """Title, date, outlet, author and address of a row, without its text. Without a date column, or a date in
    it, the date is made of the columns of year, month and day.
    """
    raw = _line(columns.value(row, "date"))
    parts = "-".join(part for name in ("year", "month", "day") if (part := _line(columns.value(row, name))))
    return Draft(
        text="",
        title=_line(_unescaped(_MARK.sub("", columns.value(row, "title")))),
        date=parse_date(raw) or parse_date(re.sub(r"-(\d)\b", r"-0\1", parts)),
        date_raw=raw or parts,
        outlet=_line(columns.value(row, "outlet")),
        author=_line(columns.value(row, "author")),
        url=_line(columns.value(row, "url")),
    )


def with_metadata(draft: Draft, given: Draft) -> Draft:
    """``draft`` with the metadata of ``given`` wherever it has any."""
    return replace(
        draft,
        title=given.title or draft.title,
        date=given.date or draft.date,
        date_raw=given.date_raw if given.date else draft.date_raw or given.date_raw,
        outlet=given.outlet or draft.outlet,
        author=given.author or draft.author,
        url=given.url or draft.url,
    )


def _place(header: Sequence[str], wanted: str, names: str) -> int:
    for form in (str.strip, _normal):
        for place, column in enumerate(header[:COLUMNS]):
            if form(column) == form(wanted):
                return place
    raise InputError(f"The table has no column “{wanted}”; its columns are: {names}.", "Name one of them.")


def _body(cell: str) -> str:
    if not _HTML.search(cell):
        return _paragraphs(_unescaped(cell))
    from pipeline.read.markup import paragraphs, tree_of

    return "\n\n".join(paragraphs(tree_of(cell)))


def _unescaped(cell: str) -> str:
    """The cell with ``&rsquo;`` and the like as characters; a lone ``&`` stays."""
    return _ENTITY.sub(lambda match: unescape(match[0]), cell)


def _paragraphs(cell: str) -> str:
    text = cell.replace("\r\n", "\n").replace("\r", "\n")
    return text if _BLANK_LINE.search(text) else text.replace("\n", "\n\n")


def _line(cell: str) -> str:
    """A cell on one line, cut at the limit, without characters that no table may hold."""
    return _IMPOSSIBLE.sub("\ufffd", " ".join(cell[: 2 * FIELD_CHARACTERS].split())[:FIELD_CHARACTERS])


def _normal(column: str) -> str:
    """A header as the table of headers has it: folded, words joined by ``_``."""
    return re.sub(r"\W+", "_", fold(column.strip("\ufeff \"'"))).strip("_")
