"""Noun phrases and subjects: where the words that name a speaker begin and end."""

from __future__ import annotations

from spacy.tokens import Span, Token

from pipeline.marks import MARKS

OF = frozenset({"de", "du", "des", "d'"})
RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où"})
_TAILS = OF | {"même", "lui-même", "elle-même", "cependant", "toutefois"}
_THAT_ONE = frozenset({"celui", "celle", "ceux", "celles"})
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
    """Whether a noun phrase ends before the token: a relative pronoun, comma, bracket or mark.

    A relative clause that is all that names somebody (``ceux qui le connaissent``) belongs to the phrase.
    """
    if token.lower_ in RELATIVES:
        return token.i == 0 or token.nbor(-1).lower_ not in _THAT_ONE
    return token.text in ",(;:" or token.text in MARKS


def cleft(subject: Token) -> Token:
    """Who does it in ``c'est Zoé Roy qui l'a dit`` and ``c'est ce qu'a dit Zoé Roy``."""
    if subject.lower_ not in {"c'", "ce"} or subject.head.dep_ != "ROOT":
        return subject
    what = subject.head
    verbs = (child for child in what.children if child.dep_ == "acl:relcl")
    subjects = (t for verb in verbs for t in verb.children if is_subject(t) and t.lower_ != "qui")
    return next(subjects, subject) if what.lower_ == "ce" else what


def is_subject(token: Token) -> bool:
    """The subject of a verb; the parser takes one behind its verb for the object: ``ce que rapporte la presse``."""
    return token.dep_.startswith("nsubj") or (token.dep_ == "obj" and token.i > token.head.i)


def gender_of(noun: Token) -> str:
    """``m`` or ``f``, with ``p`` behind it in the plural; ``""`` where the tagger does not say."""
    gender = noun.morph.get("Gender", [""])[0][:1].lower()
    return gender + "p" if gender and "Plur" in noun.morph.get("Number", []) else gender


def words_of(phrase: Span) -> str:
    """The words that name a speaker, without marks and without what follows the name: ``la mairie elle-même``."""
    end = len(phrase)
    while end > 1 and phrase[end - 1].lower_ in _TAILS:
        end -= 1
    return phrase[:end].text.strip(f"{MARKS} ")
