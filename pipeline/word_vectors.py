"""Keeps what a network makes of a word by itself, so that it is computed once a word and not once a token.

The first half of spaCy's ``tok2vec`` (``MultiHashEmbed``: hash embeddings of the word's features, its static vector,
a dense layer that mixes them) looks at each token alone, and costs as much as the half that looks at its neighbours.
Words come again: in 300 articles of the press, six tokens of seven were met before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy
import numpy.typing as npt
from spacy.attrs import NORM, ORTH, SPACY  # type: ignore[import-not-found]
from spacy.tokens import Doc, Token
from thinc.api import Model, NumpyOps

MOST_WORDS = 50_000
# All that MultiHashEmbed may be told of a token follows from these: its other features belong to the word.
_FEATURES = [ORTH, NORM, SPACY]

Vectors = npt.NDArray[numpy.float32]


def keep_word_vectors(model: Model[Any, Any]) -> None:
    """Put a memory of at most ``MOST_WORDS`` words before the first half of the ``tok2vec`` in ``model``, in place.

    For prediction only: the network can be trained no more.
    """
    tok2vec = next(node for node in model.walk() if node.has_ref("embed"))
    embed = tok2vec.get_ref("embed")
    kept: Model[list[Doc], list[Vectors]] = Model("word_vectors", _WordVectors(embed).forward, layers=[embed])
    tok2vec.layers[tok2vec.layers.index(embed)] = kept
    tok2vec.set_ref("embed", kept)


class _WordVectors:
    """The vectors of the words met so far; all are forgotten when there would be too many.

    They are computed with 64 bits and rounded to 32: with 32, their last bit would depend on what other words are
    computed at the same time, and so on the articles read before.
    """

    def __init__(self, embed: Model[list[Doc], list[Vectors]]) -> None:
        self._embed = embed.copy()
        for node in self._embed.walk():
            node.ops = NumpyOps(use_blis=False)  # BLIS multiplies 32 bits only
            for name in filter(node.has_param, node.param_names):
                exact: Any = node.get_param(name).astype("float64")
                node.set_param(name, exact)
        self._rows: dict[bytes, int] = {}
        self._vectors: Vectors = numpy.empty((0, embed.get_dim("nO")), dtype="float32")

    def forward(
        self, model: Model[Any, Any], docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Vectors], Callable[[Any], list[Doc]]]:
        """A matrix for each Doc, a row a token. (The gradient that thinc wants beside it is never asked for.)"""
        keys = [_keys(doc) for doc in docs]
        new = self._unmet(docs, keys)
        if new and len(self._rows) + len(new) > MOST_WORDS:
            self._rows.clear()
            new = self._unmet(docs, keys)
        if new:
            self._learn(new)
        return [self._vectors[[self._rows[key] for key in of_doc]] for of_doc in keys], lambda _: []

    def _unmet(self, docs: Sequence[Doc], keys: Sequence[Sequence[bytes]]) -> dict[bytes, Token]:
        new: dict[bytes, Token] = {}
        for doc, of_doc in zip(docs, keys, strict=True):
            for index, key in enumerate(of_doc):
                if key not in self._rows and key not in new:
                    new[key] = doc[index]
        return new

    def _learn(self, new: dict[bytes, Token]) -> None:
        (vectors,) = self._embed.predict([_doc_of(list(new.values()))])
        known = self._vectors[: len(self._rows)]
        self._vectors = numpy.concatenate([known, vectors.astype("float32")])
        self._rows |= {key: row for row, key in enumerate(new, start=len(known))}


def _keys(doc: Doc) -> list[bytes]:
    """What tells the vector of each token: equal features, equal vectors."""
    features = doc.to_array(_FEATURES)
    return features.view(f"V{features.itemsize * len(_FEATURES)}").ravel().tolist() if len(doc) else []


def _doc_of(tokens: Sequence[Token]) -> Doc:
    """The tokens as a Doc of their own, with the norms that the tokenizer gave them."""
    doc = Doc(
        tokens[0].vocab,
        words=[token.text for token in tokens],
        spaces=[bool(token.whitespace_) for token in tokens],
    )
    for token, original in zip(doc, tokens, strict=True):
        token.norm_ = original.norm_
    return doc
