"""Hygiene of the act table and of the word lists that statements use."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline.knowledge import Act, Knowledge
from pipeline.knowledge.conjugation import inflect
from pipeline.knowledge.schema import PLOVER
from pipeline.link.acts import act_index, singular, words_of

TABLES = Path(__file__).parent.parent / "pipeline" / "knowledge"
LISTS = ("state_nouns", "support_verbs", "empty_verbs", "possible_verbs", "negative_verbs")
FRAME = re.compile(r"obj(?:\+\w+)?|joint|tie|que|clause|fact|entre|[\wà]+>[\wà]+|[\wà]+")


def test_the_table_is_large_enough(knowledge: Knowledge) -> None:
    typed = [act for act in knowledge.acts if act.event]
    assert len(typed) >= 450
    assert {act.event for act in typed} == set(PLOVER)


def test_plover_has_its_sixteen_types() -> None:
    assert len(set(PLOVER)) == 16


def test_rows_are_sorted_and_unique() -> None:
    with (TABLES / "acts.csv").open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    keys = [row[:3] for row in rows]
    assert keys == sorted(set(keys))
    assert [cell for row in rows for cell in row if cell != cell.strip() or "  " in cell] == []


def test_every_frame_is_known(knowledge: Knowledge) -> None:
    frames = {frame for act in knowledge.acts for frame in act.frame.split(";")}
    assert [frame for frame in frames if not FRAME.fullmatch(frame)] == []
    assert [
        act.lemma
        for act in knowledge.acts
        if act.pos == "VERB" and (">" in act.frame or "entre" in act.frame)
    ] == []
    assert [act.lemma for act in knowledge.acts if act.pos == "NOUN" and "obj" in act.frame] == []


def test_every_entry_stands_in_its_example(knowledge: Knowledge) -> None:
    assert [act.lemma for act in knowledge.acts if not _shows(act, knowledge)] == []


def test_no_two_examples_are_alike(knowledge: Knowledge) -> None:
    examples = [act.example for act in knowledge.acts]
    assert sorted(examples) == sorted(set(examples))


def test_a_claim_is_no_act(knowledge: Knowledge) -> None:
    claims = [act for act in knowledge.acts if "que" in act.frame.split(";")]
    assert [(act.lemma, act.event) for act in claims] == [("soutenir", "")]


@pytest.mark.parametrize(
    ("lemma", "words"),
    [
        ("imposer des sanctions", ["imposer", "sanction"]),
        ("mettre en garde", ["mettre", "garde"]),
        ("prendre d'assaut", ["prendre", "assaut"]),
        ("se rapprocher", ["rapprocher"]),
        ("s'en prendre", ["prendre"]),
        ("faire l'éloge", ["faire", "éloge"]),
    ],
)
def test_the_words_of_a_construction(lemma: str, words: list[str]) -> None:
    assert words_of(lemma) == words


def test_a_specific_reading_comes_first(knowledge: Knowledge) -> None:
    index = act_index(knowledge.acts, knowledge.conjugation)
    assert [act.frames for act in index.verbs["condamner"]] == [frozenset({"obj+à"}), frozenset({"obj"})]
    assert [bool(act.words) for act in index.verbs["mettre"]] == [True] * len(index.verbs["mettre"])


@pytest.mark.parametrize("name", LISTS)
def test_every_word_stands_in_its_example(name: str) -> None:
    with (TABLES / "words" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["word"], row["example"]) for row in csv.DictReader(file)]
    assert rows == sorted(rows)
    assert [
        word for word, example in rows if not re.search(rf"(?<!\w){re.escape(word)}", example, re.IGNORECASE)
    ] == []


def _shows(act: Act, knowledge: Knowledge) -> bool:
    """Whether the example holds a form of the head and every other word of the entry."""
    head, *rest = words_of(act.lemma.lower())
    words = set(re.findall(r"[\w-]+", act.example.lower()))
    forms = set(inflect(head, knowledge.conjugation)) if act.pos == "VERB" else {head}
    singulars = {singular(word) for word in words}
    return bool(words & forms or singulars & forms) and singulars.issuperset(rest)
