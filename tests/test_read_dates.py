"""Dates in French and English, and the small tables that the readers know things by."""

from __future__ import annotations

import csv
import locale
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline.read
from pipeline.read.dates import MONTHS, find_dates, parse_date
from pipeline.read.language import foreign

TABLES = sorted(Path(pipeline.read.__file__).parent.glob("*.csv"))
ORDERED_BY_MEANING = {"exports.csv", "html_signs.csv", "packages.csv", "magic.csv"}


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("2024-10-02", "2024-10-02"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
        ("20241002", "2024-10-02"),
        ("2024-10-02T14:30:00Z", "2024-10-02"),
        ("2024/10/02", "2024-10-02"),
        ("02/10/2024", "2024-10-02"),
        ("2.10.2024", "2024-10-02"),
        ("02/10/24", "2024-10-02"),
        ("02/10/98", "1998-10-02"),
        ("10/31/2024", "2024-10-31"),
        ("2 octobre 2024", "2024-10-02"),
        ("1er janvier 2016, 14h30", "2016-01-01"),
        ("mercredi 2 OCTOBRE 2024", "2024-10-02"),
        ("12 févr. 2020", "2020-02-12"),
        ("3 aout 2019", "2019-08-03"),
        ("3 ao\u00fbt 2019", "2019-08-03"),
        (unicodedata.normalize("NFD", "3 août 2019"), "2019-08-03"),
        ("5\u00a0juillet\u202f2021", "2021-07-05"),
        ("sept. 2009", "2009-09"),
        ("octobre 2024", "2024-10"),
        ("October 2, 2024", "2024-10-02"),
        ("Wednesday, October 2nd, 2024 14:05 UTC", "2024-10-02"),
        ("2 October 2024", "2024-10-02"),
        ("02-Oct-2024", "2024-10-02"),
        ("Communication, mardi 14 mars 2006, p. 16", "2006-03-14"),
        ("p. 16, no. 43018, mardi 14 mars 2006", "2006-03-14"),
        ("31 février 2024", ""),
        ("31/02/2024", ""),
        ("2024-13-01", ""),
        ("0012-10-02", ""),
        ("3024", ""),
        ("version 1.2.2024.5", ""),
        ("article 10-2024", ""),
        ("Union 2024", ""),
        ("2 octobre", ""),
        ("", ""),
    ],
)
def test_dates(raw: str, iso: str) -> None:
    assert parse_date(raw) == iso


@given(st.dates(min_value=date(1600, 1, 1), max_value=date(2100, 12, 31)), st.sampled_from(sorted(MONTHS)))
def test_every_day_is_read_back(day: date, word: str) -> None:
    assert parse_date(day.isoformat()) == day.isoformat()
    assert parse_date(f"{day.day}/{day.month:02}/{day.year}") == day.isoformat()
    assert parse_date(f"1er {word} {day.year}") == f"{day.year:04}-{MONTHS[word]:02}-01"


@given(st.text(max_size=80))
def test_dates_are_found_in_order_and_within_the_text(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end


def test_the_machine_s_locale_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "setlocale", lambda *_: pytest.fail("the locale is none of our business"))
    assert parse_date("14 décembre 2020") == parse_date("December 14, 2020") == "2020-12-14"


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_tables_are_clean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert text.endswith("\n")
    assert "\r" not in text
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = csv.reader(stream)
    assert {len(row) for row in rows} == {len(header)}
    assert all(cell == cell.strip() for row in rows for cell in row)
    keys = [tuple(row) if path.name in ("function_words.csv", "packages.csv") else row[0] for row in rows]
    if path.name != "magic.csv":
        assert len(set(keys)) == len(keys)
    if path.name not in ORDERED_BY_MEANING:
        assert rows == sorted(rows)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "El ministro de Sanidad del Perú fue recibido en Quito, donde se quedará dos días más con los suyos.",
            "Spanish",
        ),
        (
            "Der Minister ist in der Stadt und bleibt dort noch zwei Tage mit den Leuten aus dem Norden.",
            "German",
        ),
        (
            "Il ministro della Sanità è stato ricevuto a Quito e vi resterà per due giorni con gli altri.",
            "Italian",
        ),
        (
            "De minister is in de stad en blijft daar nog twee dagen met de mensen uit het noorden van het land.",
            "Dutch",
        ),
        ("def f(x):\n    return x + 1\n\n" * 30, "no running French text"),
        ("1,2,3\n4,5,6", "no running text"),
        ("部长抵达基多，并将在那里停留两天。", "text in another script"),
        ("Le ministre est arrivé à Quito, où il restera deux jours avec les siens.", ""),
        ("Sommet de Quito : Lima présente", ""),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert foreign(text) == language
