"""Acts as they are found, before an article makes statements of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from spacy.tokens import Token

from pipeline.records import Polarity


class Found(NamedTuple):
    """An act between two entities: the word that tells it, who, what, whom; ``uses`` are the other words it
    takes.
    """

    token: Token
    source: str
    verb: str
    target: str
    event: str
    polarity: Polarity
    uses: frozenset[int] = frozenset()


class Target(NamedTuple):
    """An entity that an act reaches, with its type and polarity once the noun in between has had its say."""

    entity: str
    event: str
    polarity: Polarity
    uses: frozenset[int]


def pairs(
    verb: Token,
    lemma: str,
    entities: Sequence[str],
    event: str,
    polarity: Polarity,
    uses: frozenset[int] = frozenset(),
) -> list[Found]:
    """Return one act for each two of some actors, from the one named first to the other."""
    return [
        Found(verb, source, lemma, target, event, polarity, uses)
        for place, source in enumerate(entities)
        for target in entities[place + 1 :]
        if source != target
    ]
