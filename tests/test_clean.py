"""Clean text and the way back: golden cases and invariants."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.clean import CleanText, clean_text

_PIECES = st.sampled_from(
    [
        "Élysée",
        unicodedata.normalize("NFD", "Élysée à Évry"),
        "aujourd\u2019hui",
        "Pou\u00adtine",
        "«\u00a0Non\u202f»",
        "\r\n",
        "\r",
        "\n\n",
        "\u200b",
        "\ufeff",
        "\u2060",
        "\ud83d",
        "\U0001f642",
        "\u0301",
        "o\u0302\u0323",
        "한국",
        unicodedata.normalize("NFD", "한국"),
        "\u0958",
        "\u0344",
        " ",
        "2,5\u2009%",
    ]
)
TEXTS = st.one_of(st.lists(_PIECES, max_size=12).map("".join), st.text(max_size=40))


@pytest.mark.parametrize(
    ("source", "clean"),
    [
        ("Moscou a protesté.", "Moscou a protesté."),
        ("L\u2019Élysée aujourd\u2019hui", "L'Élysée aujourd'hui"),
        (unicodedata.normalize("NFD", "L'Élysée"), "L'Élysée"),
        ("Vladimir Pou\u00adtine", "Vladimir Poutine"),
        ("«\u00a0Non\u00a0», dit-il\u202f!", "« Non », dit-il !"),
        ("Un.\r\n\r\nDeux.\rTrois.\u2028Quatre.", "Un. \n \nDeux.\nTrois.\nQuatre."),
        ("États\u2011Unis", "États-Unis"),
        ("\ufeffParis\u200b, Rome", "Paris, Rome"),
        ("10\u2009000\tsoldats", "10 000 soldats"),
        ("un \ud83d seul", "un \ufffd seul"),
        # Near misses: dashes, quotation marks and ellipses are typography that the sentence rules read.
        ("– « Oui… » — “non”", "– « Oui… » — “non”"),
        ("le n° 4 de l'œuvre", "le n° 4 de l'œuvre"),
        ("", ""),
    ],
)
def test_what_the_clean_text_is(source: str, clean: str) -> None:
    assert clean_text(source).text == clean


@pytest.mark.parametrize(
    ("source", "words", "written"),
    [
        (unicodedata.normalize("NFD", "à l'Élysée, hier"), "Élysée", unicodedata.normalize("NFD", "Élysée")),
        ("pour Pou\u00adtine seul", "Poutine", "Pou\u00adtine"),
        ("Un.\r\nL\u2019OTAN", "L'OTAN", "L\u2019OTAN"),
        ("les États\u2011Unis", "États-Unis", "États\u2011Unis"),
        ("\ufeffParis dort", "Paris", "Paris"),
    ],
)
def test_a_clean_span_names_its_words_in_the_source(source: str, words: str, written: str) -> None:
    clean = clean_text(source)
    start = clean.text.index(words)
    begin, end = clean.to_source(start, start + len(words))
    assert source[begin:end] == written


def test_blanked_lines_keep_their_place_and_their_breaks() -> None:
    source = "source: AFP\n\nMoscou proteste."
    clean = clean_text(source, blank=[(0, 13)])
    assert clean.text == " " * 11 + "\n\nMoscou proteste."
    assert clean.to_source(13, 19) == (13, 19)


def test_a_text_without_special_characters_has_no_map() -> None:
    assert clean_text("Moscou a protesté à l'Élysée.").starts is None


@given(TEXTS)
@example("\u0344")
@example("\u0301e\u0301")
@example("\u200b\u0301")
def test_every_clean_character_has_a_place_in_the_source(source: str) -> None:
    clean = clean_text(source)
    spans = [clean.to_source(i, i + 1) for i in range(len(clean.text))]
    assert all(0 <= start < end <= len(source) for start, end in spans)
    assert spans == sorted(spans)


@given(TEXTS)
def test_the_whole_clean_text_ends_where_the_source_ends(source: str) -> None:
    clean = clean_text(source)
    assert clean.to_source(len(clean.text), len(clean.text)) == (len(source), len(source))


@given(TEXTS)
def test_every_word_is_what_its_place_in_the_source_shows(source: str) -> None:
    clean = clean_text(source)
    for word in re.finditer(r"\S+", clean.text):
        start, end = clean.to_source(*word.span())
        assert clean_text(source[start:end]).text == word.group()


def test_invisible_characters_behind_a_word_are_none_of_it() -> None:
    clean = clean_text("M. Roux\u200f a con\u00advenu.")
    assert clean.text == "M. Roux a convenu."
    assert clean.to_source(3, 7) == (3, 7)
    assert clean.to_source(10, 17) == (11, 19)


@given(TEXTS)
def test_a_clean_span_comes_back_from_its_source_span(source: str) -> None:
    clean = clean_text(source)
    for i in range(len(clean.text)):
        start, end = clean.from_source(*clean.to_source(i, i + 1))
        assert start <= i < end


@given(TEXTS)
def test_clean_text_is_composed_and_stays_as_it_is(source: str) -> None:
    clean = clean_text(source).text
    assert unicodedata.is_normalized("NFC", clean)
    assert clean_text(clean) == CleanText(clean)


@given(TEXTS)
def test_an_encoder_takes_every_clean_text(source: str) -> None:
    clean_text(source).text.encode("utf-8")


@given(TEXTS, st.data())
def test_blanking_changes_no_place_outside_the_blank(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    clean = clean_text(source, blank=[(start, end)])
    inside = clean.from_source(start, end)
    assert not clean.text[inside[0] : inside[1]].strip()
    assert clean.text.count("\n") == clean_text(source).text.count("\n")
