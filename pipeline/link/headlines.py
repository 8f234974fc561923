"""Acts that the parse misses and the word order shows: *La Chine intercepte un avion américain*.

The parser is trained on full sentences and often takes the verb of a headline for an adjective or a noun.
Where a finite form of an act verb stands right after an actor and right before another, the order decides.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import ActIndex, preposition
from pipeline.link.predicates import Found
from pipeline.records import Mention

_LOOK_AHEAD = 8


def adjacent_acts(word: Token, actors: Actors, index: ActIndex) -> list[Found]:
    """Return the act between the actor just before ``word`` and the one just after it, when ``word`` may be
    its verb.
    """
    lemma = index.finite.get(word.lower_, "")
    act = next((act for act in index.verbs.get(lemma, ()) if "obj" in act.frames and not act.words), None)
    if act is None or act.reflexive:
        return []
    source, target = _before(word, actors), _after(word, actors)
    if source is None or target is None or source.entity_id == target.entity_id:
        return []
    return [Found(word, source.entity_id, lemma, target.entity_id, act.event, act.polarity)]


def _before(word: Token, actors: Actors) -> Mention | None:
    """The actor whose noun phrase ends right before ``word``, unless a preposition introduces it."""
    place = word.i - 1
    while place > word.sent.start and word.doc[place].pos_ == "ADV":
        place -= 1
    mention = actors.covering(word.doc[place]) if place >= word.sent.start else None
    if mention is None:
        return None
    first = place
    while first > word.sent.start and _same_phrase(word.doc[first - 1], mention, actors):
        first -= 1
    starts = first == word.sent.start or word.doc[first - 1].pos_ in ("PUNCT", "SPACE", "SCONJ", "CCONJ")
    return mention if starts and _is_subject(word.doc[first : word.i], mention, actors) else None


def _same_phrase(token: Token, mention: Mention, actors: Actors) -> bool:
    inside = actors.covering(token)
    if inside is None and token.lower_ in ("de", "d'", "du", "des"):
        return token.i > token.sent.start and actors.stands_for_state(token.nbor(-1))
    return inside == mention or (inside is None and token.pos_ in ("DET", "ADJ", "NUM", "NOUN"))


def _is_subject(phrase: object, mention: Mention, actors: Actors) -> bool:
    if mention.kind != "demonym":
        return True
    return any(actors.stands_for_state(token) for token in phrase)  # type: ignore[attr-defined]


def _after(word: Token, actors: Actors) -> Mention | None:
    """The first actor after ``word`` with nothing but its own noun phrase in between."""
    state_noun = False
    for token in word.doc[word.i + 1 : min(word.i + 1 + _LOOK_AHEAD, word.sent.end)]:
        mention = actors.covering(token)
        if mention is not None:
            bare = token.i == word.i + 1 or not preposition(token) or state_noun
            return mention if bare and (mention.kind != "demonym" or state_noun) else None
        if token.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "ADV") and token.lower_ not in ("de", "d'"):
            return None
        state_noun = state_noun or actors.stands_for_state(token)
    return None
