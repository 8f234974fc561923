"""Noun phrases and subjects: where the words that name a speaker begin and end."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.marks import MARKS

OF = frozenset({"de", "du", "des", "d'"})
RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où"})
_HANGING = frozenset({"conj", "advcl", "xcomp", "ccomp", "acl", "parataxis", "obl:mod"})


def subject_token(verb: Token, limit: int, *, nouns: bool = True) -> Token | None:
    """The subject of a verb, or of the verb it is joined to or hangs on; with ``nouns``, else a participle's
    noun."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_.startswith(("nsubj", "expl:subj")) and child.i < limit:
                return child
        if nouns and verb.dep_ == "acl" and verb.head.pos_ in {"NOUN", "PROPN"}:
            return verb.head
        if verb.dep_ not in _HANGING and "Part" not in verb.morph.get("VerbForm", []):
            return None
        verb = verb.head
    return None


def phrase_end(sent: Span, start: int) -> int:
    """The token behind a noun phrase that begins at ``start``: before punctuation, a verb, or any
    preposition but ``de``."""
    doc = sent.doc
    for k in range(start + 1, sent.end):
        token = doc[k]
        stops = (token.is_punct and token.text not in "-'") or token.pos_ in {"VERB", "AUX", "SCONJ", "CCONJ"}
        if token.lower_ == "par" and k + 1 < sent.end and doc[k + 1].lower_ == "intérim":
            continue
        if token.lower_.startswith("présent") and k + 1 < sent.end and doc[k + 1].pos_ == "ADP":
            return k  # « un diplomate présent à la réunion »
        if (
            stops
            or token.lower_ in RELATIVES | {"tandis"}
            or (token.pos_ == "ADP" and token.lower_ not in OF)
        ):
            return k
    return sent.end


def closes_phrase(token: Token) -> bool:
    """Whether a noun phrase ends before the token: a relative pronoun, comma, bracket or mark."""
    return token.lower_ in RELATIVES or token.text in ",(;:" or token.text in MARKS
