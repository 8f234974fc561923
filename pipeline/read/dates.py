"""Dates as the French press writes them, and English ones, whatever the locale of the machine.

A date is ISO text with the precision its source gave: ``2024``, ``2024-10`` or ``2024-10-02``. Numeric dates
are day first, as in French (``02/10/2024`` is 2 October), unless the calendar allows only the other order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from pipeline.read.lists import fold, read_rows
from pipeline.records import Span

FIRST_YEAR, LAST_YEAR = 1600, 2100
_RAW_CHARACTERS = 200
_PIVOT = 70
"""Two-digit years from here on are of the twentieth century."""

MONTHS: dict[str, int] = {row[0]: int(row[1]) for row in read_rows("months.csv")}

_WORD = r"[^\W\d_](?:\w|[\u0300-\u036f])*"
_DATE = re.compile(
    rf"""(?<![\w/-])(?:
      (?P<iso_year>\d{{4}})-(?P<iso_month>\d\d)(?:-(?P<iso_day>\d\d))?(?:(?=T\d)|(?![\w-]))
    | (?P<y>\d{{4}})/(?P<m>\d\d)/(?P<d>\d\d)(?![\w/])
    | (?P<n1>\d{{1,2}})(?P<sep>[/.-])(?P<n2>\d{{1,2}})(?P=sep)(?P<n3>\d{{4}}|\d\d)(?![\w/-]|\.\d)
    | (?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?:\s+(?:of\s+)?|-)
      (?P<month>{_WORD})\.?(?:,?\s+|-)(?P<year>\d{{4}})(?!\w)
    | (?P<en_month>{_WORD})\.?\s+(?P<en_day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<en_year>\d{{4}})(?!\w)
    | (?P<month_only>{_WORD})\.?\s+(?P<month_year>\d{{4}})(?!\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DAY_MONTH = re.compile(rf"(?<![\w/-])(\d{{1,2}})(?:er)?\s+({_WORD})(?![\w\u0300-\u036f])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: its ISO form and the span that says it."""

    iso: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """``(start, end)``."""
        return self.start, self.end


def parse_date(raw: str) -> str:
    """The first date in the first 200 characters of ``raw`` as ISO, ``""`` without one.

    Also reads ``20241002`` and a bare year, when they are all there is.
    """
    text = raw.strip()[:_RAW_CHARACTERS]
    if re.fullmatch(r"\d{4}", text):
        return text if FIRST_YEAR <= int(text) <= LAST_YEAR else ""
    if compact := _COMPACT.fullmatch(text):
        return _iso(compact[1], compact[2], compact[3])
    found = next(find_dates(text), None)
    return found.iso if found else ""


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """The dates of ``text[start:end]`` in order, without overlap. Impossible dates (31 février) are passed
    over.
    """
    position, stop = start, len(text) if end is None else end
    while match := _DATE.search(text, position, stop):
        if iso := _read(match):
            yield FoundDate(iso, match.start(), match.end())
            position = match.end()
        else:
            position = _after_first_token(match)


def date_at(text: str, start: int) -> FoundDate | None:
    """The date that begins exactly at ``start``, or None."""
    match = _DATE.match(text, start)
    iso = _read(match) if match else ""
    return FoundDate(iso, match.start(), match.end()) if match and iso else None


def find_day(text: str, start: int = 0, end: int | None = None) -> FoundDate | None:
    """The first day and month without a year (``2 octobre``) in ``text[start:end]``, with ``""`` for its
    date.
    """
    for match in _DAY_MONTH.finditer(text, start, len(text) if end is None else end):
        if fold(match[2]) in MONTHS and 1 <= int(match[1]) <= 31:
            return FoundDate("", match.start(), match.end())
    return None


def _after_first_token(match: re.Match[str]) -> int:
    """Where to look on after a candidate that is no date; an impossible day leaves no month behind."""
    if match["day"] and _month(match["month"]) != "0":
        return match.end()
    token = re.compile(r"\w+|\W").match(match.string, match.start())
    return token.end() if token else match.end()


def _read(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part["iso_year"]:
        return _iso(part["iso_year"], part["iso_month"], part["iso_day"])
    if part["y"]:
        return _iso(part["y"], part["m"], part["d"])
    if part["n1"]:
        return _numeric(part["n1"], part["n2"], part["n3"])
    if part["day"]:
        return _iso(part["year"], _month(part["month"]), part["day"])
    if part["en_month"]:
        return _iso(part["en_year"], _month(part["en_month"]), part["en_day"])
    return _iso(part["month_year"], _month(part["month_only"]))


def _numeric(first: str, second: str, year: str) -> str:
    if len(year) == 2:
        year = ("19" if int(year) >= _PIVOT else "20") + year
    return _iso(year, second, first) or _iso(year, first, second)


def _month(word: str) -> str:
    return str(MONTHS.get(fold(word), 0))


def _iso(year: str, month: str, day: str | None = None) -> str:
    """ISO text when such a date exists and its year is plausible, else ``""``."""
    if not FIRST_YEAR <= int(year) <= LAST_YEAR:
        return ""
    try:
        return date(int(year), int(month), int(day or 1)).isoformat()[: 10 if day else 7]
    except ValueError:
        return ""
