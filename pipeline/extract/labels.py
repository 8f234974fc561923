"""The label of a model name, corrected by the noun before it and by what the same spelling is elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.edges import Name
from pipeline.knowledge import Knowledge

_CIVILITY = re.compile(r"(?:\bM\.|\bMM\.|\bMme|\bMlle|\bMe) $")
_WEIGHT = 3


class Labels:
    """``le collectif Indecline`` is a body, ``à l'est de Shirqat`` a place, ``M. Untel`` a person."""

    def __init__(self, knowledge: Knowledge) -> None:
        bodies = "|".join(sorted(knowledge.words.get("body_heads", frozenset()))) or "(?!)"
        places = "|".join(sorted(knowledge.words.get("place_heads", frozenset()))) or "(?!)"
        self._body = re.compile(
            rf"\b(?:{bodies})(?: [a-zà-ÿ]+(?:ais|ain|ien|ique|iste|ois|aire|al|el))? «? ?$"
        )
        self._place = re.compile(rf"\b(?:{places}) (?:de |d'|du )$")

    def settle(self, text: str, names: Sequence[Name]) -> list[Name]:
        """Each spelling gets the label that most speaks for in the article: the model's, one vote an occurrence, and
        the noun before, three; the first seen breaks a tie. The surname alone of a person named in full is a person."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for name in names:
            votes[text[name.start : name.end]][name.label] += 1
            cue = self._cue(text, name)
            if cue:
                votes[text[name.start : name.end]][cue] += _WEIGHT
        labels = {spelling: counter.most_common(1)[0][0] for spelling, counter in votes.items()}
        surnames = {
            spelling.split()[-1] for spelling, label in labels.items() if label == "PER" and " " in spelling
        }
        surnames |= {
            surname[0].upper() + surname[1:] for surname in surnames
        }  # ``Al-Assad`` opens a sentence
        labels |= dict.fromkeys(labels.keys() & surnames, "PER")
        return [replace(name, label=labels[text[name.start : name.end]]) for name in names]

    def _cue(self, text: str, name: Name) -> str:
        """The label that the words before a one-word name call for; longer names are the model's to tell."""
        if " " in text[name.start : name.end]:
            return ""
        before = text[max(0, name.start - 40) : name.start]
        if after_civility(text, name.start):
            return "PER"
        if self._body.search(before):
            return "ORG"
        return "LOC" if self._place.search(before) else ""


def after_civility(text: str, start: int) -> bool:
    """Does a civility (``M.``, ``Mme``) stand right before?"""
    return _CIVILITY.search(text, max(0, start - 6), start) is not None
