"""Quotation marks: pairs, nesting, paragraphs, and marks that are missing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.marks import MARKS, marked_spans

OUTER = {
    "one pair": ("Il a dit « oui » hier.", ["oui"]),
    "two pairs": ("« Oui » puis « non ».", ["Oui", "non"]),
    "nested pair": ("« Un « petit » pas », dit-elle.", ["Un « petit » pas"]),
    "curly marks": ("Il crie “ au feu ” deux fois.", ["au feu"]),
    "curly marks inside guillemets": ("« Un “ petit ” pas »", ["Un “ petit ” pas"]),
    "low marks": ("Il crie „au feu“ deux fois.", ["au feu"]),
    "straight marks": ('Il dit "oui" et "non".', ["oui", "non"]),
    "full stop inside": ("« Il part. » Elle reste.", ["Il part."]),
    "second closing mark": ("« Il part. » » a dit Zoé. « Oui. »", ["Il part.", "Oui."]),
    "second opening mark": ("« Il part. Puis « il rentre » tard.", ["Il part.", "il rentre"]),
    "opening mark without an end": ("Il dit « je pars. Puis il part.", ["je pars."]),
    "closing mark without a start": (
        "Il pleut. Nous partirons demain », a dit Zoé.",
        ["Nous partirons demain"],
    ),
    "closing mark after one word": ("Demain », a dit Zoé.", []),
    "several paragraphs, opened again": (
        "« Un.\n\n« Deux.\n\n« Trois. » Fin.",
        ["Un.\n\n« Deux.\n\n« Trois."],
    ),
    "several paragraphs, opened once": ("« Un.\n\nDeux. » Fin.", ["Un.\n\nDeux."]),
    "unclosed paragraph, new quote in the next": ("« Un. Deux\n\nIl dit « non ».", ["Un.", "non"]),
    "unclosed paragraph, none in the next": ("« Un. Deux\n\nFin.", ["Un."]),
    "empty marks": ("Il dit « » et part.", []),
    "no mark": ("Il pleut.", []),
}


@pytest.mark.parametrize(("text", "words"), OUTER.values(), ids=OUTER.keys())
def test_outer_spans(text: str, words: list[str]) -> None:
    assert [text[m.start : m.end] for m in marked_spans(text) if m.depth == 0] == words


def test_depth_and_completeness() -> None:
    text = "« Un « petit » pas ». Demain matin », dit-elle."
    assert [(text[m.start : m.end], m.depth, m.complete) for m in marked_spans(text)] == [
        ("Un « petit » pas", 0, True),
        ("petit", 1, True),
        ("Demain matin", 0, False),
    ]


@given(st.text(alphabet=MARKS + "ab. \n", max_size=60))
def test_any_marks_give_spans_in_order_that_never_cross(text: str) -> None:
    spans = marked_spans(text)
    for span in spans:
        assert 0 <= span.opening <= span.start < span.end <= span.closing <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
    outer = [span for span in spans if span.depth == 0]
    for one, two in pairwise(outer):
        assert one.closing <= two.opening
