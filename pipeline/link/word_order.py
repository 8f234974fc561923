"""Actors right before and right after a verb: what word order shows where the parse does not."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import preposition

_CLITICS = ("se", "s'", "ne", "n'", "l'", "y", "en")
_TOPICAL = ("lui", "elle", "eux", "elles")
_LOOK_AHEAD = 8


def actors_before(verb: Token, actors: Actors) -> list[str]:
    """The actors whose noun phrases end right before ``verb`` and open a clause, coordinated ones included.

    Nobody when a preposition introduces them, or when a people's adjective qualifies a noun that is no part
    of its state (*l'écrivain russe*).
    """
    start = verb.sent.start
    place = verb.i - 1
    while place > start and (verb.doc[place].pos_ in ("ADV", "AUX") or verb.doc[place].lower_ in _CLITICS):
        place -= 1
    if place > start + 2 and verb.doc[place - 1].lower_ in _TOPICAL and verb.doc[place].text == ",":
        place -= 3  # « X, lui, a accusé … »
    apposed = (
        place > start and verb.doc[place].text == ","
    )  # « le président du Sénat, Jean Durand, a reçu … »
    place -= apposed
    found: list[str] = []
    while place >= start and actors.covering(verb.doc[place]) is not None:
        first = _phrase_start(verb.doc[place], actors)
        keys = _subject(verb.doc[first], verb.doc[place], actors)
        if not keys:
            return []
        found = [*keys, *found]
        if first == start or verb.doc[first - 1].pos_ in ("", "PUNCT", "SPACE", "SCONJ"):
            return found if not apposed or (first > start and verb.doc[first - 1].text == ",") else []
        if apposed or verb.doc[first - 1].lower_ != "et":
            return []
        place = first - 2
    return []


def actor_after(verb: Token, actors: Actors) -> list[str]:
    """The first actor after ``verb`` with nothing but its own noun phrase in between."""
    state_noun = False
    for token in verb.doc[verb.i + 1 : min(verb.i + 1 + _LOOK_AHEAD, verb.sent.end)]:
        mention = actors.covering(token)
        if mention is not None:
            bare = token.i == verb.i + 1 or not preposition(token) or state_noun
            return [mention.entity_id] if bare and (mention.kind != "demonym" or state_noun) else []
        if token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "ADV") and token.lower_ not in ("de", "d'"):
            return []
        state_noun = state_noun or actors.stands_for_state(token)
    return []


def _phrase_start(last: Token, actors: Actors) -> int:
    first = last.i
    while first > last.sent.start and _in_phrase(last.doc[first - 1], last, actors):
        first -= 1
    return first


def _in_phrase(token: Token, last: Token, actors: Actors) -> bool:
    inside = actors.covering(token)
    if inside is None and token.lower_ in ("de", "d'", "du", "des"):
        return token.i > token.sent.start and actors.stands_for_state(token.nbor(-1))
    return inside == actors.covering(last) or (inside is None and token.pos_ in ("DET", "ADJ", "NUM", "NOUN"))


def _subject(first: Token, last: Token, actors: Actors) -> list[str]:
    mention = actors.covering(last)
    phrase = last.doc[first.i : last.i + 1]
    if mention is None:
        return []
    bare = mention.kind != "demonym" or any(actors.stands_for_state(token) for token in phrase)
    return [mention.entity_id] if bare or (first.pos_ == "DET" and first.i == last.i - 1) else []
