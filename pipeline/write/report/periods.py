"""The periods of the report: days, months, quarters or years, whichever gives a readable number of bars."""

from __future__ import annotations

import datetime

import duckdb

_LIMITS = (("day", 45), ("month", 1_200), ("quarter", 4_400))
_LENGTHS = {"day": 10, "month": 7, "quarter": 7, "year": 4}


def choose_grain(connection: duckdb.DuckDBPyConnection) -> str:
    """``day``, ``month``, ``quarter`` or ``year``: the finest that spans the dated articles in some forty bars.

    The dates' own precision counts: a corpus dated by year is shown by year.
    """
    first, last, length = connection.execute("""
        SELECT min(date), max(date), quantile_disc(length(date), 0.1) FROM documents WHERE date <> ''
    """).fetchall()[0]
    if not first:
        return "month"
    days = (_day(last) - _day(first)).days
    fine_enough = [grain for grain, limit in _LIMITS if days <= limit and _LENGTHS[grain] <= length]
    return fine_enough[0] if fine_enough else "year"


def period_sql(grain: str) -> str:
    """The SQL expression of a row's period from its column ``date``; null when the date is not that precise."""
    length = _LENGTHS[grain]
    period = f"left(date, {length})"
    if grain == "quarter":
        period = "left(date, 4) || '-T' || ((substr(date, 6, 2)::INTEGER + 2) // 3)::VARCHAR"
    return f"CASE WHEN length(date) >= {length} THEN {period} END"


def list_periods(connection: duckdb.DuckDBPyConnection, grain: str) -> list[str]:
    """Every period from the first to the last, empty ones too."""
    rows = connection.execute(f"SELECT min({period_sql(grain)}), max({period_sql(grain)}) FROM documents")
    first, last = rows.fetchall()[0]
    if first is None:
        return []
    periods: list[str] = []
    day = _day(first)
    while not periods or periods[-1] < last:
        name = _name(day, grain)
        if not periods or periods[-1] != name:
            periods.append(name)
        day += datetime.timedelta(days=1 if grain == "day" else 27)
    return periods


def _name(day: datetime.date, grain: str) -> str:
    if grain == "quarter":
        return f"{day.year}-T{(day.month + 2) // 3}"
    return day.isoformat()[: _LENGTHS[grain]]


def _day(date: str) -> datetime.date:
    """The first day of a date, a month, a quarter (``2024-T3``) or a year."""
    if "-T" in date:
        return datetime.date(int(date[:4]), 3 * int(date[-1]) - 2, 1)
    return datetime.date.fromisoformat(date + "0000-01-01"[len(date) :])
