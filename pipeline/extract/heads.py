"""The common noun before a name: outside a place's name (``lac du Bourget``) and a body's (``association Anticor``),
part of a street's (``rue Lamartine``).

A street or a school that bears a person's name is no person, and its town is no part of it.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.edges import Name
from pipeline.knowledge import Knowledge
from pipeline.knowledge.patterns import OF, either

_WAYS = re.compile(r"(?:Aérodrome|Aéroport|Avenue|Boulevard|Gare|Lac|Pont|Rue|Tunnel)\b")


class Heads:
    """The word lists ``body_heads``, ``place_generics``, ``street_nouns`` and ``school_nouns``, ready to search."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.words
        self._places = knowledge.places
        generics = either(words.get("place_generics", frozenset()))
        self._generic = re.compile(
            rf"(?:(?:{generics})(?: [a-zà-ÿ-]+)*? {OF}?|[ÉE]tats? {OF}(?!Union))(?=[A-ZÀ-Ý])"
        )
        bodies = words.get("body_heads", frozenset()) - words.get("school_nouns", frozenset())
        self._apposed = re.compile(rf"(?:{either(bodies)}) (?=[A-ZÀ-Ý])")
        self._bodies = frozenset(form.form for form in knowledge.forms if form.type == "ORGANIZATION")
        streets = either(words.get("street_nouns", frozenset()))
        schools = either(words.get("school_nouns", frozenset()))
        self._street = re.compile(rf"(?<![\w-])(?:{streets}) $", re.IGNORECASE)
        self._school = re.compile(rf"(?<![\w-])(?:{schools}) $", re.IGNORECASE)
        self._named = re.compile(rf"(?:{schools}) [A-ZÀ-Ý][\w'-]*(?: [A-ZÀ-Ý][\w'-]*)*( {OF})")

    def settle(self, text: str, name: Name) -> Name:
        """The name with its edges and label as the noun before it wants them."""
        if name.label == "ORG" and _WAYS.match(text, name.start):
            return replace(name, label="LOC")
        if name.label == "PER" or (
            self._is_unknown(text, name) and self._street.search(text, max(0, name.start - 25), name.start)
        ):
            return self._with_noun(text, name)
        apposed = self._apposed.match(text, name.start, name.end) if name.label == "ORG" else None
        if apposed:
            return replace(name, start=apposed.end())
        named = self._named.match(text, name.start, name.end)
        if named and text[named.end() : name.end] in self._places:
            return replace(name, end=named.start(1))
        generic = self._generic.match(text, name.start, name.end)
        if generic is None or name.label == "MISC":
            return name
        federated = text[name.start] in "ÉE"
        if name.label == "ORG" and not federated and text[generic.end() : name.end] not in self._places:
            return name
        return Name(generic.end(), name.end, "LOC")

    def _is_unknown(self, text: str, name: Name) -> bool:
        """Is it a place or a body that the tables do not hold?"""
        slice_ = text[name.start : name.end]
        return name.label in {"LOC", "ORG"} and slice_ not in self._places and slice_ not in self._bodies

    def _with_noun(self, text: str, name: Name) -> Name:
        for pattern, label in ((self._street, "LOC"), (self._school, "ORG")):
            noun = pattern.search(text, max(0, name.start - 25), name.start)
            if noun:
                return replace(name, start=noun.start(), label=label)
        return name
