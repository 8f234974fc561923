"""A network that keeps the vectors of words gives those that it would compute, whatever it read before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import spacy
from spacy.ml.models.tok2vec import MaxoutWindowEncoder, MultiHashEmbed, build_Tok2Vec_model
from spacy.tokens import Doc
from thinc.api import Model

from pipeline import word_vectors
from pipeline.word_vectors import keep_word_vectors

NLP = spacy.blank("xx")
TEXTS = ["Paris a protesté hier .", "Hier Paris et Moscou ont protesté", "", "Moscou a protesté . Moscou !"]


def docs() -> list[Doc]:
    """The texts; in the last, one ``Moscou`` has a norm of its own."""
    made = [Doc(NLP.vocab, words=text.split()) for text in TEXTS]
    made[-1][0].norm_ = "russie"
    return made


@pytest.fixture
def tok2vec() -> Model[Any, Any]:
    attributes = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"]
    embed = MultiHashEmbed(width=8, attrs=attributes, rows=[50] * 5, include_static_vectors=False)
    network = build_Tok2Vec_model(
        embed, MaxoutWindowEncoder(width=8, depth=1, window_size=1, maxout_pieces=2)
    )
    network.initialize(X=docs())
    return network


def kept(network: Model[Any, Any]) -> Model[Any, Any]:
    """A copy of the network, with an empty memory."""
    copy = network.copy()
    copy.set_ref("embed", copy.layers[0])  # references are not copied
    keep_word_vectors(copy)
    return copy


def test_the_vectors_are_those_of_the_network(tok2vec: Model[Any, Any]) -> None:
    plain, ours = tok2vec.predict(docs()), kept(tok2vec).predict(docs())
    assert [len(matrix) for matrix in ours] == [5, 6, 0, 6]
    for expected, found in zip(plain, ours, strict=True):
        np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("most", [1, 5, 50_000])
def test_the_vectors_never_depend_on_what_was_read_before(
    tok2vec: Model[Any, Any], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_vectors, "MOST_WORDS", most)
    embed = kept(tok2vec).get_ref("embed")
    fresh = [kept(tok2vec).get_ref("embed").predict([doc])[0] for doc in docs()]
    embed.predict(docs()[::-1])
    for expected, found in zip(fresh, embed.predict(docs()), strict=True):
        np.testing.assert_array_equal(found, expected)
