"""What the quote rules ask of tokens and characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span, Token

from pipeline.datelines import prose_start
from pipeline.marks import MARKS, Marked

THAT = frozenset({"que", "qu'"})
JOINERS = frozenset({"et", "ou", "mais"})
SUBJECT_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "on", "qui", "je", "j'", "nous", "vous"})
_RUBRIC = re.compile(r"[^:.,;«\s]+(?: [^:.,;«\s]+){0,2} :\s+(?=[^\s«])")


_CONNECTIVES = (
    "à l'inverse",
    "au contraire",
    "d'ailleurs",
    "de plus",
    "en effet",
    "en outre",
    "en revanche",
    "par ailleurs",
)


def inside(offset: int, marks: Sequence[Marked]) -> bool:
    """Whether the character stands between quotation marks."""
    return any(mark.opening <= offset < mark.closing for mark in marks)


def is_parsed(sent: Span) -> bool:
    """Whether the sentence has syntax; a dateline at its head never has."""
    return bool(sent.root.pos_)


def is_finite(token: Token) -> bool:
    """Whether the token is a verb or auxiliary in a finite tense."""
    # the tagger leaves VerbForm out of some finite verbs, and takes a lone mark for one now and then
    verb = token.pos_ in {"VERB", "AUX"} and token.text[0].isalpha()
    return verb and {"Inf", "Part"}.isdisjoint(token.morph.get("VerbForm", []))


def opening(sent: Span, limit: int) -> int:
    """Where the prose of a sentence begins: behind a dateline, rubric or connective (``En effet,``), and the last
    ``;`` before ``limit``."""
    doc = sent.doc
    rubric = _RUBRIC.match(sent.text)
    skipped = sent.start_char + (prose_start(sent.text) or (rubric.end() if rubric else 0))
    start = next((token.i for token in sent if token.idx >= skipped), sent.start)
    start = _behind_connective(sent, start)
    for k in range(start, limit):
        if doc[k].text == ";" or (doc[k].text == ":" and doc[k + 1].text in MARKS):
            start = k + 1
    return start


def _behind_connective(sent: Span, start: int) -> int:
    comma = next(
        (token.i for token in sent.doc[start : min(start + 4, sent.end)] if token.text == ","), start
    )
    return comma + 1 if sent.doc[start:comma].text.lower().replace("’", "'") in _CONNECTIVES else start
