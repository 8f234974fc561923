"""What the entity head learns from: guide edges, and variants whose spans still hold names."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.training.corpus import Annotated, guide_edges, outermost, read_corpus
from pipeline.training.variants import (
    bare_letters,
    close_up,
    curly,
    edit,
    elides,
    name_bank,
    shout,
    shout_headline,
    substitute,
    vary,
)


def annotated(marked: str) -> Annotated:
    """``[PER Ana Costa] arrive`` as text and spans."""
    text, spans = "", []
    for piece in marked.replace("]", "[").split("["):
        label, _, name = piece.partition(" ")
        if label in {"PER", "LOC", "ORG", "MISC"}:
            spans.append((len(text), len(text) + len(name), label))
            piece = name
        text += piece
    return Annotated(text, tuple(spans))


def names(article: Annotated) -> list[str]:
    return [article.text[start:end] for start, end, _ in article.spans]


@pytest.mark.parametrize(
    ("found", "kept"),
    [
        ("[ORG l'armée] recule", "armée"),
        ("[ORG l’ Opinion] paraît", "Opinion"),
        ("[LOC la Norvège] gagne", "Norvège"),
        ("[PER M. Berg] part", "Berg"),
        ("[PER Mme Ana Costa] part", "Ana Costa"),
        ("[LOC  Riga ] dort", "Riga"),
        ("[LOC La Haye] juge", "La Haye"),
        ("[ORG Le Monde] paraît", "Le Monde"),
        ("[ORG L'Équipe] paraît", "L'Équipe"),
        ("[PER de Gaulle] parle", "de Gaulle"),
        ("[PER Le Clézio] écrit", "Le Clézio"),
        ("[PER la Callas] chante", "la Callas"),
        ("[LOC Lalibela] prie", "Lalibela"),
    ],
)
def test_guide_edges(found: str, kept: str) -> None:
    article = annotated(found)
    assert names(Annotated(article.text, tuple(guide_edges(article.text, article.spans)))) == [kept]


def test_outermost_keeps_the_longest_and_the_first_of_two_that_cross() -> None:
    spans = [(5, 9, "LOC"), (0, 9, "ORG"), (10, 14, "PER"), (12, 20, "LOC"), (20, 22, "LOC")]
    assert list(outermost(spans)) == [(0, 9, "ORG"), (10, 14, "PER"), (20, 22, "LOC")]


def test_read_corpus_keeps_names_and_drops_dates(tmp_path: Path) -> None:
    line = {"text": "À Riga lundi", "ents": [[2, 6, "Location"], [7, 12, "Date"]], "id": "x"}
    path = tmp_path / "data.jsonl"
    path.write_text(json.dumps(line) + "\n\n", encoding="utf-8")
    assert read_corpus(path) == (Annotated("À Riga lundi", ((2, 6, "LOC"),)),)


@pytest.mark.parametrize("line", ["{", '{"text": "a"}', '{"text": "a", "ents": [[0, "b", "c"]]}', "[]"])
def test_read_corpus_names_the_bad_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "data.jsonl"
    path.write_text(f'{{"text": "a", "ents": []}}\n{line}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="line 2 is no annotated article"):
        read_corpus(path)


def test_read_corpus_names_the_missing_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.jsonl cannot be read"):
        read_corpus(tmp_path / "none.jsonl")


ARTICLE = annotated(
    "[LOC Éire]\n[PER Ana Costa] et l'[ORG Otra] , à [LOC Riga] . [PER Ana Costa] (née là ) rit."
)


def test_close_up_takes_the_spaces_that_links_leave() -> None:
    closed = close_up(ARTICLE)
    assert closed.text == "Éire\nAna Costa et l'Otra, à Riga. Ana Costa (née là) rit."
    assert names(closed) == names(ARTICLE)


def test_accents_apostrophes_capitals() -> None:
    assert names(bare_letters(ARTICLE))[0] == "Eire"
    assert "l’Otra" in curly(ARTICLE).text
    assert names(shout(ARTICLE)) == ["ÉIRE", "ANA COSTA", "OTRA", "RIGA", "ANA COSTA"]
    assert names(shout_headline(ARTICLE)) == ["ÉIRE", *names(ARTICLE)[1:]]
    assert shout(annotated("[ORG Straße]")).text == "STRAßE"


def test_substitute_is_consistent_and_keeps_labels_and_elision() -> None:
    bank = name_bank([ARTICLE, annotated("[PER Bo Li], [ORG Ohm], [ORG Zeta], [LOC Lima], [MISC Coupe]")])
    assert set(bank) == {
        ("PER", True),
        ("PER", False),
        ("ORG", True),
        ("ORG", False),
        ("LOC", True),
        ("LOC", False),
    }
    seen = set()
    for seed in range(30):
        other = substitute(ARTICLE, bank, random.Random(seed))
        assert [label for _, _, label in other.spans] == [label for _, _, label in ARTICLE.spans]
        assert names(other)[1] == names(other)[4]
        assert [elides(name) for name in names(other)] == [True, True, True, False, True]
        seen.add(names(other)[2])
    assert seen == {"Otra", "Ohm"}


texts = st.text(alphabet="aÉ' .,(ßœ\nX", min_size=1, max_size=30)


@st.composite
def articles(draw: st.DrawFn) -> Annotated:
    text = draw(texts)
    places = sorted(draw(st.lists(st.integers(0, len(text)), unique=True, max_size=6)))
    pairs = [(places[index], places[index + 1]) for index in range(0, len(places) - 1, 2)]
    labels = draw(st.lists(st.sampled_from(["PER", "LOC", "MISC"]), min_size=len(pairs), max_size=len(pairs)))
    return Annotated(text, tuple((s, e, label) for (s, e), label in zip(pairs, labels, strict=True)))


@given(articles(), st.lists(texts, min_size=3, max_size=3))
def test_edited_spans_hold_what_replaced_them(article: Annotated, words: list[str]) -> None:
    edits = [(start, end, words[index]) for index, (start, end, _) in enumerate(article.spans)]
    assert names(edit(article, edits)) == [word for _, _, word in edits]


@given(articles(), st.integers())
def test_a_variant_keeps_its_spans_in_order(article: Annotated, seed: int) -> None:
    other = vary(article, name_bank([article]), random.Random(seed))
    places: list[int] = [place for span in other.spans for place in span[:2]]
    assert places == sorted(places)
    assert [span[2] for span in other.spans] == [span[2] for span in article.spans]
    assert places == [] or places[-1] <= len(other.text)


def test_variants_repeat_with_their_seed() -> None:
    bank = name_bank([ARTICLE])
    assert vary(ARTICLE, bank, random.Random(5)) == vary(ARTICLE, bank, random.Random(5))
