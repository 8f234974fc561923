"""Set phrases: what they hide and what they leave."""

from __future__ import annotations

import pytest

from pipeline.extract.phrases import SetPhrases
from pipeline.knowledge import load_knowledge
from pipeline.records import Mention


def mention(text: str, word: str) -> Mention:
    start = text.index(word)
    return Mention(start, start + len(word), word, "STATE", "name", 0)


@pytest.mark.parametrize(
    ("text", "word", "kept"),
    [
        ("Deux cochons d'Inde ont disparu.", "Inde", False),
        ("Les cochons d'Indre ont disparu en Inde.", "Inde", True),
        ("La presse sud-américaine s'inquiète.", "américaine", False),
        ("La presse américaine s'inquiète.", "américaine", True),
        ("Une flotte croise dans l'Océan indien.", "indien", False),
        ("Le pays joue à la roulette russe.", "russe", False),
        ("Une roulette belge, des mines russes.", "russes", True),
        ("Un navire a coulé en mer de Chine méridionale.", "Chine", False),
        ("Un navire a coulé en mer de Chine méridionale.", "mer de Chine méridionale", True),
        ("La semaine anglaise épuise l'équipe.", "anglaise", False),
        ("Le garde des Sceaux quitte la chancellerie.", "Sceaux", False),
        ("Le parc de Sceaux accueille un concert.", "Sceaux", True),
    ],
)
def test_only_a_part_of_a_set_phrase_goes(text: str, word: str, kept: bool) -> None:
    phrases = SetPhrases(load_knowledge().words["frozen_phrases"])
    found = [mention(text, word)]
    assert phrases.outside(found, text) == (found if kept else [])


def test_no_phrase_hides_nothing() -> None:
    found = [mention("La Chine proteste.", "Chine")]
    assert SetPhrases([]).outside(found, "La Chine proteste.") == found
