"""Acts told by nouns: *la visite de X en Y*, *l'impasse entre X et Y*, *l'accord russo-américain*."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import ActIndex, NounAct, follow, preposition, singular

_POSSESSIVES = ("son", "sa", "ses", "leur", "leurs")


class Reading(NamedTuple):
    """A noun of an act with the actors that its own phrase names; ``mutual`` are those who do it to each
    other.

    ``owned`` is true when a possessive stands for the source (*ses rencontres avec Xi*).
    """

    token: Token
    act: NounAct
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    mutual: tuple[str, ...]
    owned: bool


def read_noun(noun: Token, actors: Actors, index: ActIndex) -> Reading | None:
    """Return what the phrase of ``noun`` says when it is a noun of an act and names an actor, else None."""
    act = noun_act(noun, index)
    if act is None:
        return None
    complements = _complements(noun, actors)
    adjectives = tuple(actors.demonyms(noun))
    owned = any(child.lower_ in _POSSESSIVES for child in noun.lefts)
    mutual = _mutual(noun, act, actors, complements, adjectives)
    sources, targets = ((), ()) if mutual else _roles(act, complements, adjectives)
    return (
        Reading(noun, act, sources, targets, mutual, owned) if mutual or sources or targets or owned else None
    )


def noun_act(noun: Token, index: ActIndex) -> NounAct | None:
    """Return the most specific entry of the act table that ``noun`` may be."""
    if noun.pos_ in ("AUX", "ADP"):
        return None
    acts = index.nouns.get(singular(noun.lower_)) or index.nouns.get(noun.lemma_.lower()) or ()
    return next((act for act in acts if follow(noun, act.words, noun.sent.end)), None)


def _complements(noun: Token, actors: Actors) -> dict[str, list[tuple[str, ...]]]:
    """The actors after each preposition that the noun governs, phrase by phrase."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for child in [*noun.rights, *_hung_elsewhere(noun)]:
        name = preposition(child)
        named = tuple(actors.of(child)) if name and child.dep_ != "conj" else ()
        if named:
            found[name].append(named)
    return found


def _hung_elsewhere(noun: Token) -> list[Token]:
    """Complements that parsers hang on the noun's adjective (*l'appui déterminant de la Russie*), on its first
    complement (*l'offensive de la Grèce contre la Turquie*) or on its verb.
    """
    found = [other for child in noun.rights if child.dep_ == "amod" for other in child.rights]
    sources = [child for child in noun.rights if preposition(child) == "de"]
    found += [
        other for child in sources for other in child.rights if preposition(other) not in ("", "de", "en")
    ]
    verb = noun.head
    if noun.dep_ in ("obj", "nsubj") and verb.pos_ in ("VERB", "AUX"):
        end = verb.i if noun.i < verb.i else noun.sent.end
        found += [child for child in verb.children if noun.i < child.i < end and preposition(child) != "de"]
    return found


def _mutual(
    noun: Token,
    act: NounAct,
    actors: Actors,
    complements: dict[str, list[tuple[str, ...]]],
    adjectives: tuple[str, ...],
) -> tuple[str, ...]:
    if not act.joint:
        return ()
    between = complements.get("entre", [_after_entre(noun, actors)])[0]
    return next((pair for pair in (between, adjectives) if len(pair) > 1), ())


def _after_entre(noun: Token, actors: Actors) -> tuple[str, ...]:
    """The actors after *entre* right behind the noun, where the parse hangs them on the verb."""
    for other in noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]:
        if other.lower_ == "entre":
            return tuple(actors.of(other.head))
    return ()


def _roles(
    act: NounAct, complements: dict[str, list[tuple[str, ...]]], adjectives: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sources and targets by the first frame that finds both; else what the first frame finds of either."""
    partial: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    for before, after in act.frames:
        phrases = complements.get(before, [])
        sources = phrases[0] if phrases else adjectives
        rest = complements.get(after, [])[1 if phrases and before == after else 0 :]
        targets = rest[0] if rest else ()
        if sources and targets:
            return sources, targets
        if not any(partial):
            partial = sources, targets
    return partial
