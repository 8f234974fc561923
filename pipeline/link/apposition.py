"""The person named behind an office and a comma: *le ministre russe de la Défense, Jean Durand, a …*.

Read from the words: the parser often hangs such a name on the complement of the office or on the verb.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from spacy.tokens import Token

_CLOSES = (",", ".", ";", ":", ")", "»", "–", "—")
_CIVILITIES = ("m.", "mme", "mlle")
_REACH = 14
_COUNTS = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_PHRASE_ENDS = ("NOUN", "ADJ", "PROPN")


def person_behind(
    office: Token, people: Mapping[int, int], is_officer: Callable[[Token], bool]
) -> int | None:
    """Return the first token of the person that the phrase of ``office`` presents, or None.

    ``people`` maps the first token of each person's name to its last. The name stands at the end of the phrase
    (*le ministre de l'Intérieur Jean Durand*), or right behind the first comma, and closes there: in *le
    président russe, Paul Durand et Luc Morin* it is one more of a list. Another office before it takes it: in
    *le conseiller du président Jean Durand* he is the president.
    """
    doc, end = office.doc, office.sent.end
    taken = False
    for place in range(office.i + 1, min(office.i + _REACH, end - 2)):
        token = doc[place]
        if token.text == ",":
            start = _behind_title(doc[place + 1])
            return start if start in people and _closes(people[start], doc[end - 1], office) else None
        if place in people:
            return place if token.nbor(-1).pos_ in _PHRASE_ENDS and not taken else None
        if _opens_clause(token):
            return None
        taken = taken or is_officer(token)
    return None


def listed(noun: Token, people: Mapping[int, int], at: Callable[[Token], list[str]]) -> list[str]:
    """The people that a counted noun presents, when as many names follow its comma: *trois élus, X, Y et Z*."""
    count = next((_COUNTS[child.lower_] for child in noun.lefts if child.lower_ in _COUNTS), 0)
    ahead = noun.doc[noun.i + 1 : min(noun.i + _REACH, noun.sent.end)] if count else ()
    comma = next((token for token in ahead if token.text == "," or _opens_clause(token)), None)
    if comma is None or comma.text != ",":
        return []
    found: list[str] = []
    names, place, end = 0, comma.i + 1, noun.sent.end
    while place in people:
        found += [key for word in noun.doc[place : people[place] + 1] for key in at(word)]
        names, place = names + 1, people[place] + 1
        place += place < end and noun.doc[place].lower_ in (",", "et")
    return found if names == count else []


def _behind_title(first: Token) -> int:
    """The place behind *M.* or an article and its noun: *un émissaire, le colonel Jean Durand*, *le Grec X*."""
    if first.lower_ in _CIVILITIES:
        return first.i + 1
    titled = first.pos_ == "DET" and first.nbor().pos_ in _PHRASE_ENDS
    return first.i + 2 if titled else first.i


def _closes(last: int, end: Token, office: Token) -> bool:
    return last >= end.i or office.doc[last + 1].text in _CLOSES


def _opens_clause(token: Token) -> bool:
    finite = token.pos_ in ("VERB", "AUX") and "Fin" in token.morph.get("VerbForm", [])
    return finite or token.pos_ in ("PRON", "SCONJ", "PUNCT")
