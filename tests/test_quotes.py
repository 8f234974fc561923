"""Quotations in sentences of our own: each form with the near-misses that are none."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from quote_markup import plain, quote_cases, quotes_in
from spacy.language import Language

from pipeline.knowledge import Knowledge
from pipeline.link.quotes import in_quote_spans
from pipeline.records import Quote

pytestmark = pytest.mark.model

CASES = quote_cases("quotes.txt")
PIECES = [
    "«",
    "»",
    '"',
    "“",
    "”",
    "—",
    ":",
    ".",
    ",",
    "\n\n",
    "Luc Morin",
    "a dit",
    "a-t-il",
    "que",
    "selon",
    "le pont",
]
Find = Callable[[str], list[Quote]]


@pytest.fixture(scope="module")
def find(nlp: Language, knowledge: Knowledge) -> Find:
    """The finder of quotes in a marked text."""
    return lambda marked: quotes_in(marked, nlp, knowledge)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_quotes(case: str, find: Find) -> None:
    found = [
        (quote.kind, quote.verb, quote.speaker_id or quote.speaker_text, quote.text) for quote in find(case)
    ]
    assert found == plain(case)[2]


def test_a_quote_over_two_sentences_is_under_the_sentence_of_its_verb(find: Find) -> None:
    case = "« Le pont tiendra. Il a mille ans », a dit [person:luc-morin|Luc Morin]."
    assert [quote.sentence for quote in find(case)] == [1]


def test_in_quote_spans_are_those_of_the_quotes(find: Find) -> None:
    case = "[person:luc-morin|Luc Morin] dit que le pont est « très sûr »."
    text = plain(case)[0]
    spans = in_quote_spans(find(case))
    assert [text[start:end] for start, end in spans] == ["le pont est « très sûr »", "très sûr"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(PIECES)))
@example(words=["selon", "selon", "—"])
def test_any_marks_keep_spans_in_the_text(find: Find, words: list[str]) -> None:
    text = " ".join(words)
    quotes = find(text)
    assert all(text[quote.start : quote.end] == quote.text for quote in quotes)
    marked = sorted((quote.start, quote.end) for quote in quotes if quote.kind != "indirect")
    assert all(one[1] <= two[0] for one, two in pairwise(marked))
