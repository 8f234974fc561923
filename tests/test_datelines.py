"""Where the prose of a sentence begins behind its dateline. Golden cases with their near-misses."""

from __future__ import annotations

import pytest

from pipeline.datelines import prose_start


@pytest.mark.parametrize(
    ("dateline", "prose"),
    [
        ("QUITO, 2 octobre (Agence) – ", "Le texte"),
        ("Quito, le 3 févr. 2019 - ", "Le texte"),
        ("12 mai 2016 . –\n", "Le texte"),
        ("1er juin 2016, 14h30 . – ", "Le texte"),
        ("13 mars 2016, Vertou . – ", "Le texte"),
        ("QUITO (Agence) – ", "Le texte"),
        ("LE CAP (Agence) - ", "Le texte"),
        ("", "Le 2 octobre 2024 – jour de pluie – Quito attend."),
        ("", "Quito attend le 2 octobre 2024 - ou le 3 - son ministre."),
        ("", "Le club – dernier du groupe avec 2 points (12 matchs) – est relégué."),
        ("", "Mai 2024 a été le prétexte – « connu » – de la dispute."),
        ("", "Le maire (sans étiquette) – il a 40 ans – se tait."),
        ("", "12 mai 2016 . –"),
        ("", "Franco-chilien – le sommet"),
    ],
)
def test_prose_starts_behind_the_dateline(dateline: str, prose: str) -> None:
    assert prose_start(dateline + prose) == len(dateline)
