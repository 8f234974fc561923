"""The label of a model name, corrected by the noun before it and by what the same spelling is elsewhere."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.edges import Name
from pipeline.knowledge import Knowledge
from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.patterns import either

_CIVILITY = re.compile(r"(?:\bM\. ?|\bMM\. ?|\bMme |\bMlle |\bMe )$")
_LIST_GAP = re.compile(r"\s?(?:,|\bet\b)\s?(?:d'|de )?")
_TOWN_ARTICLE = re.compile(r"^(?:L[ae]|Les) ")
_KIN = r"(?:affaire|clan|couple|époux|famille|frères|sœurs)"
_WEIGHT = 3


class Labels:
    """``le collectif Indecline`` is a body, ``à l'est de Shirqat`` a place, ``M. Untel`` a person."""

    def __init__(self, knowledge: Knowledge) -> None:
        bodies = either(knowledge.words.get("body_heads", frozenset()))
        self._place_nouns = knowledge.words.get("place_heads", frozenset())
        places = either(self._place_nouns)
        skies = either(knowledge.words.get("sky_nouns", frozenset()))
        members = either(knowledge.words.get("member_nouns", frozenset()))
        self._member = re.compile(rf"\b(?:{members})(?: [a-zà-ÿ]+)? (?:de la |de l'|de |d'|du )$")
        self._surnames = frozenset(form for forms in knowledge.surnames.values() for form in forms)
        self._adjectives = Adjectives(knowledge)
        self._demonyms = frozenset(form.form for form in knowledge.forms if form.kind == "demonym")
        self._body = re.compile(rf"(?<!\bde )(?<!\bd')\b(?:{bodies})(?: ([a-zà-ÿ]+))? «? ?$")
        self._place = re.compile(rf"\b(?:{places})s? (?:de la |de |d'|du |des )$|\b(?:{skies}) $")

    def settle(self, text: str, names: Sequence[Name]) -> list[Name]:
        """Each spelling gets the label that most speaks for in the article: the model's, one vote an occurrence, and
        the noun before, three; the first seen breaks a tie. The surname alone of a person named in full is a person."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for name in names:
            votes[text[name.start : name.end]][name.label] += 1
        for name, cue in self._cues(text, names):
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

    def _cues(self, text: str, names: Sequence[Name]) -> Iterator[tuple[Name, str]]:
        """The names with the label that the words before them call for; a list shares what its first name is told
        (``les îles de Molène, Sein et Hoëdic``)."""
        before, listed = -1, ""
        for name in names:
            in_list = listed and _LIST_GAP.fullmatch(text, before, name.start)
            cue = self._cue(text, name) or (listed if in_list else "")
            listed = cue if cue == "LOC" and (in_list or self._places_before(text, name.start)) else ""
            before = name.end
            if cue:
                yield name, cue

    def _cue(self, text: str, name: Name) -> str:
        """The label that the words before a one-word name call for. Longer names are the model's to tell, but for
        the body that it takes for a person, and a place with its article (``la braderie de La Bassée``)."""
        before = text[max(0, name.start - 40) : name.start]
        if " " in _TOWN_ARTICLE.sub("", text[name.start : name.end]):
            return "ORG" if name.label == "PER" and self._is_body(before) else ""
        if after_civility(text, name.start):
            return "PER"
        if self._is_body(before) or self._has_members(text, name, before):
            return "ORG"
        if name.label == "PER" and self._is_movement(text, name):
            return "ORG"
        return "LOC" if self._place.search(before) else ""

    def _places_before(self, text: str, start: int) -> bool:
        """Is the noun before ``de`` a plural (``les villages de``)?"""
        noun = re.search(r"([\w-]+)s (?:de |d')$", text[max(0, start - 25) : start])
        return noun is not None and noun[1] in self._place_nouns

    def is_body(self, text: str, spelling: str) -> bool:
        """Does the text anywhere call the name the name of a body (``l'agence Anatolie``)?"""
        found = re.finditer(rf"{re.escape(spelling)}(?![\w-])", text)
        return any(self.is_body_at(text, one.start()) for one in found)

    def is_body_at(self, text: str, start: int) -> bool:
        """Does the noun of a body stand right before?"""
        return self._is_body(text[max(0, start - 40) : start])

    def _is_body(self, before: str) -> bool:
        """Do the words end in the noun of a body, with an adjective or without?"""
        found = self._body.search(before)
        if found is None:
            return False
        return not found[1] or found[1] in self._demonyms or self._adjectives.is_one(found[1])

    def _has_members(self, text: str, name: Name, before: str) -> bool:
        """Does what no person known by that surname is called have members or staff (``les mercenaires de Wagner``)?"""
        if name.label != "PER" or text[name.start : name.end] in self._surnames:
            return False
        return self._member.search(before) is not None

    @staticmethod
    def _is_movement(text: str, name: Name) -> bool:
        """Are there several of the name, which is no family's (``les Indignados``)?"""
        many = re.search(r"\b(?:[LlDd]es|[Aa]ux|[Cc]es) $", text[max(0, name.start - 4) : name.start])
        slice_ = re.escape(text[name.start : name.end])
        return many is not None and not re.search(rf"{_KIN} {slice_}\b", text)


def after_civility(text: str, start: int) -> bool:
    """Does a civility (``M.``, ``Mme``) stand right before?"""
    return _CIVILITY.search(text, max(0, start - 6), start) is not None
