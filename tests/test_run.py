"""The order of the stages: one answer for each article, in order, with offsets into the source."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from golden import article
from hypothesis import example, given, settings
from hypothesis import strategies as st

import pipeline.run as run
from pipeline.records import Analysis, Article, Rejection
from pipeline.run import MAX_CHARACTERS, Engine, analyze

pytestmark = pytest.mark.model

PLAIN = (
    "Le président russe Vladimir Poutine a rencontré M. Lavrov. « La Chine est notre amie », a déclaré "
    "Vladimir Poutine à Pékin. L'Élysée s'inquiète de l'influence de l'État chinois."
)
ODD_SOURCES = {
    "decomposed accents": unicodedata.normalize("NFD", PLAIN),
    "carriage returns": "Titre\r\n\r\n" + PLAIN.replace(". ", ".\r\n"),
    "soft hyphens": PLAIN.replace("Poutine", "Pou\u00adtine"),
    "no-break spaces": PLAIN.replace("« ", "«\u00a0").replace(" »", "\u202f»"),
    "curly apostrophes": PLAIN.replace("'", "\u2019"),
    "byte-order mark": "\ufeff" + PLAIN,
    "everything": unicodedata.normalize("NFD", PLAIN)
    .replace(". ", ".\r\n")
    .replace("Poutine", "Pou\u00adtine"),
}


def check_offsets(answer: Analysis) -> None:
    """Every record with a text shows exactly what the source holds there."""
    text = answer.article.text
    for one in (*answer.sentences, *answer.mentions, *answer.quotes):
        assert one.text == text[one.start : one.end]
    for other in (*answer.affiliations, *answer.statements):
        assert 0 <= other.start < other.end <= len(text)
    for mention in answer.mentions:
        sentence = answer.sentences[mention.sentence]
        assert sentence.start <= mention.start < mention.end <= sentence.end


def names(answer: Analysis) -> list[tuple[str, str]]:
    """(clean text, entity) of each mention."""
    return [
        (unicodedata.normalize("NFC", one.text).replace("\u00ad", "").replace("\u2019", "'"), one.entity_id)
        for one in answer.mentions
    ]


@pytest.fixture(scope="module")
def odd(engine: Engine) -> dict[str, Analysis]:
    texts = {"plain": PLAIN, **ODD_SOURCES}
    answers = analyze(engine, [article(text, position=n) for n, text in enumerate(texts.values(), 1)])
    return {name: one for name, one in zip(texts, answers, strict=True) if isinstance(one, Analysis)}


@pytest.mark.parametrize("name", ["plain", *ODD_SOURCES])
def test_offsets_index_the_source(odd: dict[str, Analysis], name: str) -> None:
    check_offsets(odd[name])


@pytest.mark.parametrize("name", ODD_SOURCES)
def test_the_spelling_of_a_file_changes_no_mention(odd: dict[str, Analysis], name: str) -> None:
    assert names(odd[name]) == names(odd["plain"])


def test_entities_are_those_that_mentions_name(odd: dict[str, Analysis]) -> None:
    for answer in odd.values():
        used = {mention.entity_id for mention in answer.mentions}
        assert [entity.entity_id for entity in answer.entities] == sorted(used)


def test_metadata_is_no_sentence_and_holds_no_mention(engine: Engine) -> None:
    text = "source: Le Monde\n\nMoscou a protesté contre la décision du tribunal."
    (answer,) = analyze(engine, [replace(article(text), metadata=((0, 16),))])
    assert isinstance(answer, Analysis)
    assert [one.text for one in answer.sentences] == ["Moscou a protesté contre la décision du tribunal."]
    assert [one.text for one in answer.mentions] == ["Moscou"]


def articles(count: int) -> list[Article]:
    return [article(f"La Chine a signé l'accord numéro {n}.", position=n) for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [0, 1, 16, 17])
def test_one_answer_for_each_article_in_order(engine: Engine, count: int) -> None:
    answers = list(analyze(engine, articles(count)))
    assert [one.article.position for one in answers if isinstance(one, Analysis)] == list(range(1, count + 1))


def test_answers_come_while_articles_are_still_read(engine: Engine) -> None:
    read: list[int] = []

    def reading() -> Iterable[Article]:
        for one in articles(40):
            read.append(one.position)
            yield one

    next(iter(analyze(engine, reading())))
    assert len(read) == 16


def test_an_article_that_is_too_long_is_rejected_and_the_others_go_on(engine: Engine) -> None:
    first, second, third = articles(3)
    long = replace(second, text="a" * (MAX_CHARACTERS + 1), source_file="long.txt")
    answers = list(analyze(engine, [first, long, third]))
    assert [type(one) for one in answers] == [Analysis, Rejection, Analysis]
    assert answers[1] == Rejection(
        source_file="long.txt",
        position=2,
        stage="extract",
        error="The article has 1,000,001 characters; at most 1,000,000 are analysed.",
        advice="Split it into articles; a file of this size usually holds several.",
    )


@pytest.mark.parametrize(
    "stage", ["find_mentions", "resolve_article", "find_quotes", "find_statements", "clean_text"]
)
def test_an_exception_in_a_stage_costs_one_article(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    sound: Any = getattr(run, stage)

    def fails(first: Any, *rest: Any, **options: Any) -> Any:
        if "numéro 2." in str(first):
            raise ValueError("broken")
        return sound(first, *rest, **options)

    monkeypatch.setattr(run, stage, fails)
    answers = list(analyze(engine, articles(3)))
    assert [type(one) for one in answers] == [Analysis, Rejection, Analysis]
    rejection = answers[1]
    assert isinstance(rejection, Rejection)
    assert (rejection.position, rejection.stage) == (2, "extract")
    assert rejection.error == "The article could not be analysed (ValueError: broken)."


def test_the_same_articles_give_the_same_answers(engine: Engine) -> None:
    assert list(analyze(engine, articles(3))) == list(analyze(engine, articles(3)))


def test_a_neighbour_changes_nothing(engine: Engine) -> None:
    alone = list(analyze(engine, [article(PLAIN)]))
    together = list(analyze(engine, [article(PLAIN), *articles(2)]))
    assert together[:1] == alone


_WORDS = [
    "La Chine",
    "Moscou",
    "M. Lavrov",
    "le président russe",
    "a dit",
    "(OCS)",
    "les deux pays",
    "russo-chinois",
    "selon le",
    "pour",
    "d'origine grecque",
    "Luc Morin",
    "élu",
    "qui",
]
_MARKS = ["«", "»", ".", ",", "–", "\r\n", "\n\n", "10 %"]
_ODD = ["Pou\u00adtine", "e\u0301", "\u200b", "\ud83d", "\x00", "\U0001f642"]
_PARTS = st.sampled_from([*_WORDS, *_MARKS, *_ODD])


@given(st.lists(_PARTS, max_size=20).map(" ".join))
@example("Luc Morin parle selon le")
@example("russes élus La Chine a reçu Luc Morin")
@settings(max_examples=80, deadline=None)
def test_any_text_is_analysed_with_offsets_into_the_source(engine: Engine, text: str) -> None:
    (answer,) = analyze(engine, [article(text)])
    assert isinstance(answer, Analysis)
    check_offsets(answer)
    shown = {index for one in answer.sentences for index in range(one.start, one.end)}
    assert not [char for index, char in enumerate(text) if index not in shown and char.isalnum()]
