"""Demonyms in every form that the press writes, and the words beside them that are none."""

from __future__ import annotations

import pytest

from pipeline.extract.demonyms import DemonymFinder
from pipeline.knowledge import load_knowledge


@pytest.fixture(scope="module")
def finder() -> DemonymFinder:
    return DemonymFinder(load_knowledge())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Les forces russo-chinoises manœuvrent.", [("russo", "RUS"), ("chinoises", "CHN")]),
        ("Un exercice américano-sud-coréen débute.", [("américano", "USA"), ("sud-coréen", "KOR")]),
        ("La frontière turquo-syrienne est fermée.", [("turquo", "TUR"), ("syrienne", "SYR")]),
        ("La frontière turco-syrienne est fermée.", [("turco", "TUR"), ("syrienne", "SYR")]),
        ("Des séparatistes pro-russes avancent.", [("russes", "RUS")]),
        ("Un discours anti-américain.", [("américain", "USA")]),
        ("Les Egyptiens et les ETHIOPIENS négocient.", [("Egyptiens", "EGY"), ("ETHIOPIENS", "ETH")]),
        ("Un Sud-Coréen et un Nord-coréen.", [("Sud-Coréen", "KOR"), ("Nord-coréen", "PRK")]),
        ("La diplomatie nippone et l'armée helvétique.", [("nippone", "JPN"), ("helvétique", "CHE")]),
        ("La junte nigérienne et la police nigériane.", [("nigérienne", "NER"), ("nigériane", "NGA")]),
        # Near misses: continents, regions, peoples, an aircraft, a language.
        ("Le canadair survole la forêt européenne.", []),
        ("Les Kurdes, les Écossais et les Catalans votent.", []),
        ("Un sommet afro-asiatique.", []),
        ("Le texte est écrit en russe.", []),
    ],
)
def test_demonyms_are_found_with_their_state(
    finder: DemonymFinder, text: str, found: list[tuple[str, str]]
) -> None:
    mentions = [(mention.text, mention.candidates[0].removeprefix("state:")) for mention in finder.find(text)]
    assert mentions == found


def test_a_shared_demonym_keeps_every_state_likeliest_first(finder: DemonymFinder) -> None:
    (mention,) = finder.find("Un soldat congolais est mort.")
    assert mention.candidates == ("state:COD", "state:COG")
