"""Copies are found, near copies too, and what merely shares its subject is not."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.duplicates import PERMUTATIONS, Sketches, find_copies, sketch, unpack

STORY = (
    "Le ministre des Affaires étrangères a reçu mardi à Paris son homologue allemand pour évoquer la situation "
    "dans le Sahel, où les deux pays maintiennent des troupes. À l'issue de l'entretien, il a salué une entente "
    "parfaite et annoncé une visite commune à Bamako avant la fin du mois, si les conditions le permettent. "
    "L'opposition a critiqué un déplacement qu'elle juge précipité et demandé un débat au Parlement."
)
OTHER = (
    "Le ministre de l'Économie a reçu jeudi à Paris les représentants des banques pour évoquer la hausse des "
    "taux. À l'issue de la réunion, il a annoncé un plan de soutien aux petites entreprises avant l'été."
)


def sketches(*texts: str) -> Sketches:
    """The sketches of some texts, a row each."""
    data = b"".join(unpack(sketch(text)) for text in texts)
    return np.frombuffer(data, dtype=np.uint32).reshape(-1, PERMUTATIONS)


def test_copies_point_at_the_first() -> None:
    assert find_copies(sketches(STORY, OTHER, STORY, OTHER, STORY)) == {2: 0, 3: 1, 4: 0}


def test_a_copy_may_change_its_capitals_marks_and_a_few_words() -> None:
    nearly = STORY.replace("mardi", "hier").replace("’", "'").upper()
    assert find_copies(sketches(STORY, f"(AFP) – {nearly}")) == {1: 0}


def test_the_same_subject_is_no_copy() -> None:
    assert find_copies(sketches(STORY, OTHER)) == {}


def test_a_quarter_of_a_text_is_no_copy() -> None:
    assert find_copies(sketches(STORY, STORY[: len(STORY) // 4])) == {}


def test_texts_without_words_are_nobodys_copies() -> None:
    assert sketch("  … – !") == ""
    assert find_copies(sketches("", "…", "", STORY)) == {}


def test_short_texts_are_copies_when_they_are_equal() -> None:
    assert find_copies(sketches("Paris dément", "Paris dément.", "Paris confirme")) == {1: 0}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([STORY, OTHER, "", "Paris dément"]), max_size=8))
def test_equal_texts_and_only_they_are_joined(texts: list[str]) -> None:
    first = {text: texts.index(text) for text in texts if text}
    expected = {n: first[text] for n, text in enumerate(texts) if text and first[text] != n}
    assert find_copies(sketches(*texts)) == expected
