"""Whom a judgement of a deed strikes: *salue la décision de X*, *conteste les chiffres de X* are about X.

The nouns are those of ``knowledge/words/deed_nouns.csv``: what somebody does, says or proposes. What somebody
undergoes (*la mort de X*) is none of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import preposition, singular

JUDGING = frozenset({"ACCUSE", "AGREE", "REJECT", "SUPPORT"})  # the events that judge what somebody does
_DEPTH = 3


def owners(noun: Token, actors: Actors, deeds: frozenset[str], depth: int = 0) -> list[str]:
    """The actors whose deed ``noun`` names by *de X* or by a state's adjective; none for any other noun."""
    if depth > _DEPTH or deeds.isdisjoint((singular(noun.lower_), noun.lower_)):
        return []
    for child in _complements(noun):
        found = actors.of(child) or owners(child, actors, deeds, depth + 1)
        if found:
            return found
    return actors.demonyms(noun)


def _complements(noun: Token) -> Iterator[Token]:
    """The words after *de* that hang on the noun, or on its verb where marks mislead the parse."""
    for child in noun.rights:
        if preposition(child) == "de":
            yield child
    for child in noun.head.rights:
        between = noun.doc[noun.i + 1 : child.i]
        if child.i > noun.i and preposition(child) == "de" and not any(_names(token) for token in between):
            yield child


def _names(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "VERB", "PRON")
