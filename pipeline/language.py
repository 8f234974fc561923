"""Builds the spaCy pipeline and runs it the cheap way: sentences and entities everywhere, syntax where it is asked for.

``fr_core_news_md`` is loaded once a process. Its ``senter`` and ``ner`` carry their own vectors-to-tensor layer, so
tagger, parser and lemmatizer, two thirds of the cost, can wait until it is known which sentences need them.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import numpy
from spacy.attrs import DEP, HEAD, LEMMA, MORPH, POS  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.tokens import Doc, Span, Token
from thinc.api import NumpyOps, set_current_ops

from pipeline.datelines import prose_start
from pipeline.fast_french import load_model
from pipeline.model import MODEL, load_head
from pipeline.word_vectors import keep_word_vectors

from . import segment  # noqa: F401  (registers the component liens_sentences)

log = logging.getLogger(__name__)

SYNTAX = ("tok2vec", "morphologizer", "parser", "attribute_ruler", "lemmatizer")
BATCH = 16
SENTENCES = 64
_FEW = 3
_ELIDED = frozenset({"l", "d", "n", "s", "c", "j", "m", "qu"})
_COPIED = [HEAD, DEP, POS, LEMMA, MORPH]


def load_language(
    *, abbreviations: Collection[str] | None = None, reporting: Collection[str] | None = None
) -> Language:
    """The pipeline ``senter → ner → liens_sentences`` with the syntax components loaded but off.

    Uses numpy's own BLAS (same entities as thinc's, 1.6 times as fast), so call it before any other component
    touches thinc in the process. The trained entity head takes the place of the model's own ``ner``;
    without one, or with one for another model, a warning is logged.
    """
    set_current_ops(NumpyOps(use_blis=False))
    nlp = load_model(MODEL, disable=SYNTAX)
    nlp.enable_pipe("senter")
    lack = load_head(nlp)
    if lack:
        log.warning(lack)
    for name in ("ner", "senter", "tok2vec"):
        keep_word_vectors(nlp.get_pipe(name).model)  # type: ignore[attr-defined]
    _index_lemmas(nlp)
    _drop_tags(nlp)
    nlp.add_pipe(
        "liens_sentences",
        after="ner",
        config={
            "abbreviations": None if abbreviations is None else sorted(abbreviations),
            "reporting": None if reporting is None else sorted(reporting),
        },
    )
    return nlp


def _index_lemmas(nlp: Language) -> None:
    """The lemmatizer looks words up in lists of up to 66,000; as dictionaries they give the same lemmas at once."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    table = lemmatizer.lookups.get_table("lemma_index")
    for part_of_speech, words in table.items():
        table[part_of_speech] = dict.fromkeys(words)


def _drop_tags(nlp: Language) -> None:
    """Most rules of the attribute ruler copy the part of speech into the tag, which nobody reads."""
    ruler: Any = nlp.get_pipe("attribute_ruler")
    wanted = [rule for rule in ruler.patterns if set(rule["attrs"]) != {"TAG"}]
    ruler.clear()
    ruler.add_patterns(wanted)


def read_docs(nlp: Language, docs: Iterable[Doc]) -> Iterator[Doc]:
    """Entities and sentences for each Doc, in order. Input Docs come from ``nlp.make_doc``.

    Entities come first: ``ner`` never crosses a sentence start, and ``senter`` takes many a surname for one.
    """
    components: dict[str, Any] = dict(nlp.components)
    stream: Iterable[Doc] = docs
    for name in ("ner", "senter"):
        stream = components[name].pipe(stream, batch_size=BATCH)
    return map(components["liens_sentences"], stream)


def add_syntax(nlp: Language, docs: Sequence[Doc], chosen: Sequence[Collection[int]]) -> None:
    """Part of speech, lemma, morphology and dependencies for the chosen sentences of each Doc, by index, in place.

    ``doc.sents`` stays as it was. Tokens of the other sentences keep an empty ``pos_`` and hang, as ``dep``, from the
    first token of their sentence. Each chosen sentence is parsed alone, with the parser kept from splitting it.
    """
    spans = [_chosen(doc, wanted) for doc, wanted in zip(docs, chosen, strict=True)]
    parsed = iter(_parse(nlp, [_part(_words(span)) for of_doc in spans for span in of_doc]))
    for doc, of_doc in zip(docs, spans, strict=True):
        table = _unparsed(doc)
        for span in of_doc:
            _take_over(table, span, next(parsed))
        doc.from_array(_COPIED, table)


def _words(sentence: Span) -> list[Token]:
    """The tokens to parse: line breaks, blanked metadata, a dateline before the sentence (*12 mai 2016. –*) and
    the apostrophe of *l' Italie* would only mislead the parser.
    """
    start = sentence.start_char + prose_start(sentence.text)
    words = [token for token in sentence if token.idx >= start and not (token.is_space or _elides(token))]
    return words or list(sentence)


def _elides(token: Token) -> bool:
    """Whether ``token`` is an apostrophe that the tokenizer has cut from *l* or *d* (*l' Italie*)."""
    if token.text not in ("'", "’") or token.i == 0:
        return False
    before = token.nbor(-1)
    return before.lower_ in _ELIDED and not before.whitespace_


def _take_over(table: Any, sentence: Span, part: Doc) -> None:
    """Put the annotations of ``part``, the parsed words of ``sentence``, into the article's table.

    What is not parsed hangs from the root: from any other word it would make that word's phrase as long as the
    sentence.
    """
    rows = part.to_array(_COPIED)
    positions = numpy.asarray([token.i for token in _words(sentence)], dtype="int64")
    offsets = rows[:, 0].astype("int64")
    root = positions[numpy.flatnonzero(offsets == 0)[0]]
    heads = numpy.arange(len(positions)) + offsets
    rows[:, 0] = (positions[heads] - positions).astype("uint64")
    table[positions] = rows
    spaces = numpy.delete(numpy.arange(sentence.start, sentence.end), positions - sentence.start)
    table[spaces, 0] = (root - spaces).astype("uint64")
    for place in spaces:
        if _elides(sentence.doc[int(place)]):  # what « l » is, its apostrophe is
            table[place, 1:] = table[place - 1, 1:]
            table[place, 0] = (table[place - 1, 0].astype("int64") - 1).astype("uint64")


def _chosen(doc: Doc, wanted: Collection[int]) -> list[Span]:
    return [span for index, span in enumerate(doc.sents) if index in wanted]


def _unparsed(doc: Doc) -> Any:
    """The annotations of a Doc without syntax: every token hangs from the first of its sentence."""
    table = numpy.zeros((len(doc), len(_COPIED)), dtype="uint64")
    table[:, 1] = doc.vocab.strings.add("dep")
    for sentence in doc.sents:
        heads = sentence.start - numpy.arange(sentence.start, sentence.end)
        table[sentence.start : sentence.end, 0] = heads.astype("int64").astype("uint64")
    return table


def _part(tokens: Sequence[Token]) -> Doc:
    """A sentence as a Doc of its own, closed to any further splitting; one in capitals as the parser knows it."""
    shouted = "".join(token.text for token in tokens).isupper() and len(tokens) > _FEW
    words = [_lowered(token) if shouted else _elided(token) for token in tokens]
    spaces = [bool(token.whitespace_) for token in tokens]
    starts: list[bool | int | None] = [index == 0 for index in range(len(words))]
    return Doc(tokens[0].vocab, words=words, spaces=spaces, sent_starts=starts)


def _elided(token: Token) -> str:
    """*l* with the apostrophe that ``_words`` leaves out, as the parser knows it."""
    inner = token.lower_ in _ELIDED and token.i + 1 < len(token.doc)
    return f"{token.text}'" if inner and _elides(token.nbor()) else token.text


def _lowered(token: Token) -> str:
    return token.text.capitalize() if token.ent_type_ else token.text.lower()


def _parse(nlp: Language, parts: list[Doc]) -> Iterable[Doc]:
    components: dict[str, Any] = dict(nlp.components)
    stream: Iterable[Doc] = parts
    for name in SYNTAX:
        stream = components[name].pipe(stream, batch_size=SENTENCES)
    return stream
