"""Acts that the parse misses and the word order shows: *La Chine intercepte un avion américain*.

The parser is trained on full sentences and often takes the verb of a headline for an adjective or a noun.
Where a finite form of an act verb stands right after an actor and right before another, the order decides.
"""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import ActIndex
from pipeline.link.found import Found
from pipeline.link.word_order import actor_after, actors_before


def adjacent_acts(word: Token, actors: Actors, index: ActIndex) -> list[Found]:
    """Return the acts between the actors right before ``word`` and the one after it, if it may be a verb."""
    lemma = index.finite.get(word.lower_, "")
    act = next((act for act in index.verbs.get(lemma, ()) if "obj" in act.frames and not act.words), None)
    if act is None or act.reflexive:
        return []
    return [
        Found(word, source, lemma, target, act.event, act.polarity)
        for target in actor_after(word, actors)
        for source in actors_before(word, actors)
        if source != target
    ]
