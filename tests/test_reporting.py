"""The tables of reported speech: canonical, and every entry found in its own example."""

from __future__ import annotations

import re

import pytest

from pipeline.knowledge import Knowledge, Reporting, load_knowledge
from pipeline.knowledge.conjugation import inflect
from pipeline.link.quote_lexicon import lexicon, may_report

TABLES = load_knowledge()
FRAMES = {"incise", "que", "inf", "de", "noun", "prep"}
KINDS = {
    "speech", "writing", "opinion", "charge", "support", "commitment", "denial", "question", "source",
}  # fmt: skip


def test_there_are_enough_reporting_verbs_and_each_once() -> None:
    verbs = [row.lemma for row in TABLES.reporting if row.frame != "prep"]
    assert len(verbs) == len(set(verbs))
    assert len(verbs) > 280


def test_rows_are_in_canonical_order() -> None:
    assert [row.lemma for row in TABLES.reporting] == sorted(row.lemma for row in TABLES.reporting)


@pytest.mark.parametrize("row", TABLES.reporting, ids=lambda row: row.lemma)
def test_reporting_row(row: Reporting) -> None:
    frames = row.frame.split(";")
    assert frames == sorted(frames)
    assert set(frames) <= FRAMES
    assert ("prep" in frames) == (row.kind == "source")
    assert row.kind in KINDS
    assert _holds(row)


def _holds(row: Reporting) -> bool:
    """Whether the example holds the phrase, or a form of the verb and the words that follow it."""
    words = re.findall(r"[\w-]+", row.example.lower())
    if row.kind == "source":
        return _holds_phrase(row, words)
    head, *rest = re.findall(r"[\w-]+", row.lemma.removeprefix("se ").removeprefix("s'"))
    forms = inflect(head, TABLES.conjugation)
    stems = {word.rstrip("es") for word in words}
    return not set(words).isdisjoint(forms) and all(word.rstrip("es") in stems for word in rest)


def _holds_phrase(row: Reporting, words: list[str]) -> bool:
    phrase = re.findall(r"[\w-]+", row.lemma.removesuffix(" de"))
    return any(words[i : i + len(phrase)] == phrase for i in range(len(words)))


@pytest.mark.parametrize(
    ("verb", "form", "kind"),
    [
        ("déclarer", "déclare", "finite"),
        ("déclarer", "déclarées", "past"),
        ("annoncer", "annonçait", "finite"),
        ("juger", "jugeant", "present"),
        ("répéter", "répète", "finite"),
        ("rappeler", "rappellent", "finite"),
        ("soutenir", "soutient", "finite"),
        ("promettre", "promis", "past"),
        ("écrire", "écrivait", "finite"),
        ("prédire", "prédisent", "finite"),
        ("avertir", "avertissent", "finite"),
        ("démentir", "dément", "finite"),
        ("reconnaître", "reconnaît", "finite"),
        ("dire", "dire", "infinitive"),
    ],
)
def test_inflection(verb: str, form: str, kind: str) -> None:
    assert inflect(verb, TABLES.conjugation)[form] == kind


@pytest.mark.parametrize("form", ["déclar", "jugeer", "annoncait", "soutenit"])
def test_no_form(form: str) -> None:
    assert form not in lexicon(TABLES).forms


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("« Non. »", True),
        ("Paris a déclaré que non.", True),
        ("Selon Paris, c'est non.", True),
        ("D'après Paris, c'est non.", True),
        ("Aux yeux de Paris, c'est non.", True),
        ("C'est non, dit-il.", True),
        ("Il pleut sur la ville.", False),
    ],
)
def test_may_report(sentence: str, expected: bool) -> None:
    assert may_report(sentence, TABLES) == expected


def test_lexicon_is_built_once(knowledge: Knowledge) -> None:
    assert lexicon(knowledge) is lexicon(knowledge)
