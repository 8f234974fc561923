"""Which word after an office is an adjective of it (``la maire socialiste``), told by its ending.

The word list ``no_adjectives`` holds the verbs, adverbs and pronouns that only end like one (``le maire explique``).
"""

from __future__ import annotations

import re

from pipeline.knowledge.entries import Knowledge

_ENDING = re.compile(
    r"(?:istes?|iques?|aires?|ains?|aines?|[ié]ens?|[ié]ennes?|ais|aises?|ois|oises?|ales?|aux|al|ifs?|ives?|eux|euses?|el|els|"
    r"elles?|ateurs?|atrices?|crates?|ièmes?|général|générale|adjointe?s?|étrangères|élue?s?|sortante?s?|déchue?s?|"
    r"intérim|locale?s?|suprêmes?|laïcs?|nationaliste)\Z"
)


class Adjectives:
    """The endings, with the words that are none although they end so."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._others = knowledge.words.get("no_adjectives", frozenset())

    def is_one(self, word: str) -> bool:
        """Does the lower-case word look like an adjective?"""
        return word not in self._others and len(word) > 3 and _ENDING.search(word) is not None
