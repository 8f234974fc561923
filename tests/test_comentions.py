"""Co-mentions against a count made the slow way, and the cases that the guide names."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import read_markup
from spacy.tokens import Doc
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from pipeline.link.comentions import find_comentions
from pipeline.records import CoMention, EntityType, Mention

_VOCAB = Vocab()
_WORDS = 12
_ENTITIES: list[tuple[str, EntityType]] = [
    ("person:a", "PERSON"),
    ("state:B", "STATE"),
    ("org:c", "ORGANIZATION"),
    ("state:D", "STATE"),
    ("place:e", "PLACE"),
]


def plain_doc(words: int = _WORDS) -> Doc:
    """``w w w …``: token ``i`` stands at character ``2 * i``."""
    return Doc(_VOCAB, words=["w"] * words)


def doc_of(text: str) -> Doc:
    """A token for each stretch between white space."""
    words, spaces = get_words_and_spaces(text.split(), text)
    return Doc(_VOCAB, words=words, spaces=spaces)


@st.composite
def articles(draw: st.DrawFn) -> list[Mention]:
    """Mentions over the words of ``plain_doc``, in reading order, each with one of three sentences."""
    mentions = []
    for _ in range(draw(st.integers(0, 9))):
        sentence = draw(st.integers(0, 2))
        first = draw(st.integers(4 * sentence, 4 * sentence + 3))
        last = draw(st.integers(first, 4 * sentence + 3))
        entity, type_ = draw(st.sampled_from(_ENTITIES))
        start, end = 2 * first, 2 * last + 1
        mentions.append(Mention(start, end, "w" * (end - start), type_, "name", sentence, entity))
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end))


def slow_pairs(mentions: list[Mention]) -> dict[tuple[int, str, str], int]:
    """(sentence, source, target) → the least number of words between two mentions of the pair, word by word."""
    found: dict[tuple[int, str, str], int] = {}
    for one, two in product(mentions, mentions):
        if one.sentence != two.sentence or "PLACE" in (one.type, two.type) or one.entity_id >= two.entity_id:
            continue
        first, second = set(range(one.start, one.end)), set(range(two.start, two.end))
        if first < second or second < first:
            continue
        between = set(range(min(one.end, two.end), max(one.start, two.start)))
        words = sum(2 * i in between for i in range(_WORDS))
        key = (one.sentence, one.entity_id, two.entity_id)
        found[key] = min(words, found.get(key, words))
    return found


@given(articles())
def test_co_mentions_equal_a_count_made_the_slow_way(mentions: list[Mention]) -> None:
    found = find_comentions(plain_doc(), mentions, [])
    assert {(one.sentence, one.source_id, one.target_id): one.distance for one in found} == slow_pairs(
        mentions
    )
    assert len(found) == len(slow_pairs(mentions))


@given(articles())
def test_rows_are_in_order_and_show_their_mentions(mentions: list[Mention]) -> None:
    found = find_comentions(plain_doc(), mentions, [])
    assert found == sorted(found, key=lambda one: (one.sentence, one.source_id, one.target_id))
    for one in found:
        source, target = mentions[one.source_mention], mentions[one.target_mention]
        assert (source.entity_id, target.entity_id) == (one.source_id, one.target_id)
        assert source.sentence == target.sentence == one.sentence


@given(articles(), st.tuples(st.integers(0, _WORDS), st.integers(0, _WORDS)))
def test_in_quote_says_that_both_mentions_are_quoted(mentions: list[Mention], words: tuple[int, int]) -> None:
    start, end = 2 * min(words), 2 * max(words) + 1
    for one in find_comentions(plain_doc(), mentions, [(start, end)]):
        pair = (mentions[one.source_mention], mentions[one.target_mention])
        assert one.in_quote == all(start <= mention.start and mention.end <= end for mention in pair)


def rows(marked: str, *, quoted: str = "") -> list[CoMention]:
    text, _, mentions = read_markup(marked)
    start = text.index(quoted)
    return find_comentions(doc_of(text), mentions, [(start, start + len(quoted))] if quoted else [])


@pytest.mark.parametrize(
    ("marked", "found"),
    [
        pytest.param(
            "<STATE RUS>Moscou</STATE> soutient <STATE CHN>Pékin</STATE>.",
            [("state:CHN", "state:RUS", 1)],
            id="a pair, ids in order",
        ),
        pytest.param(
            "<STATE RUS>Moscou</STATE> et <STATE RUS demonym>Russes</STATE> avec <STATE CHN>Pékin</STATE>.",
            [("state:CHN", "state:RUS", 1)],
            id="one row a pair, the closest mentions",
        ),
        pytest.param(
            "<PERSON x role>Le président <STATE RUS demonym>russe</STATE></PERSON> parle.",
            [],
            id="nested: no co-mention",
        ),
        pytest.param(
            "<PERSON x role>Le président <STATE RUS demonym>russe</STATE></PERSON> menace la "
            "<STATE RUS>Russie</STATE>.",
            [("person:x", "state:RUS", 2)],
            id="nested and named beside: one co-mention",
        ),
        pytest.param(
            "<STATE RUS demonym>russo</STATE>-<STATE CHN demonym>chinoises</STATE>",
            [("state:CHN", "state:RUS", 0)],
            id="a compound: two states that touch",
        ),
        pytest.param(
            "<STATE RUS>Moscou</STATE> parle.\n\n<STATE CHN>Pékin</STATE> se tait.", [], id="two sentences"
        ),
        pytest.param("<STATE RUS>Russie</STATE> à <PLACE paris>Paris</PLACE>", [], id="a place is no actor"),
        pytest.param(
            "<STATE RUS>Moscou</STATE> et la <STATE RUS>Russie</STATE>", [], id="one entity under two names"
        ),
    ],
)
def test_pairs_of_the_guide(marked: str, found: list[tuple[str, str, int]]) -> None:
    assert [(one.source_id, one.target_id, one.distance) for one in rows(marked)] == found


def test_two_mentions_of_a_group_are_a_pair() -> None:
    text = "Les deux pays négocient."
    group = [Mention(0, 13, text[:13], "STATE", "group", 0, key) for key in ("state:CHN", "state:RUS")]
    assert [(one.source_id, one.target_id) for one in find_comentions(doc_of(text), group, [])] == [
        ("state:CHN", "state:RUS")
    ]


@pytest.mark.parametrize(
    ("quoted", "in_quote"),
    [
        ("La Russie et la Chine", True),
        ("La Russie et", False),
    ],
)
def test_a_pair_is_quoted_when_both_are(quoted: str, in_quote: bool) -> None:
    marked = "« La <STATE RUS>Russie</STATE> et la <STATE CHN>Chine</STATE> s'aident », dit-il."
    assert [one.in_quote for one in rows(marked, quoted=quoted)] == [in_quote]
