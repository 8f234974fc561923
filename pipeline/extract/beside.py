"""Does the holder's name stand beside an office (``le président russe Vladimir Poutine``; guide, section 2)?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.offices import Offices
from pipeline.records import Mention

_STEP = re.compile(r"\s?(?:(?P<link>(?:, ?|et )?(?:de la|de l'|de|d'|du|des)|et)\s?)?(?P<word>[a-zà-ÿ-]+)")
_OF_MENTION = re.compile(
    r"\s(?:(?:et )?(?:de la|de l'|du|des|de|d')\s?(?:[a-zà-ÿ-]+ (?:de la |de l'|du |des |de |d')?)?)?"
)
_PARTICIPLE = re.compile(r"(?:ants?|antes?)\Z")
_OF_NAME = re.compile(r" (?:de la |de l'|du |des |de |d')[A-ZÀ-Ý][\w-]+")
_BRACKET = re.compile(r" \([^()\n]{1,40}\)")
_AND = re.compile(r" et | ?, ")
_OFFICE_REACH = 40
_INFINITIVE = re.compile(r"(?:er|ir|[^âu]tre|[dpv]re|[uo]ire|clure)\Z")
_STEPS = 5
_NAME_NEXT = re.compile(
    r"\s*(?:[,(:]\s*)?(?:[MD]r?\.\s|Mme\s|(?:Ch|Sh)e[iï]c?kha?\s|Sir\s|Mgr\s|Monseigneur\s)?"
)
_APPOSED = re.compile(r"(?:\s*\([^()\n]{1,50}\))?\s*,\s*\Z")
_BRACKET_REACH = 60
_OPENING = re.compile(r"(?:\A|[.!?»\n–—] ?)\Z")


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The mentions of a text by where they start, and where the people's names end."""

    text: str
    starts: Mapping[int, Mention]
    name_ends: frozenset[int]
    adjectives: Adjectives
    offices: Offices

    def named(self, start: int, end: int) -> bool:
        """Does the holder's name stand right after the phrase, or right before it as ``X, le président``?"""
        for between in self._ways_on(end):
            after = _NAME_NEXT.match(self.text, between)
            if after is None or after.end() == end or not self._is_person(after.end()):
                continue
            apposed = any(mark in after.group() for mark in ",(:")
            opening = _OPENING.search(self.text[max(0, start - 3) : start])
            if not apposed or opening or self._closes_apposition(after.end()):
                return True
        before = _APPOSED.search(self.text[max(0, start - _BRACKET_REACH) : start])
        return bool(before and start - len(before.group()) in self.name_ends)

    def _is_person(self, start: int) -> bool:
        mention = self.starts.get(start)
        return mention is not None and mention.type == "PERSON"

    def _ways_on(self, end: int) -> Iterator[int]:
        """Where a name may follow: at once, or after up to five adjectives, short complements (``d'affaires``),
        names of what it is the office of (``du Sénat et de la Douma``, ``de la ville de Dreux``), unknown names,
        acronyms in brackets or other offices."""
        yield end
        for _ in range(_STEPS):
            of = _OF_MENTION.match(self.text, end)
            holder = self.starts.get(of.end()) if of else None
            step = _STEP.match(self.text, end)
            bracket = _BRACKET.match(self.text, end) or _OF_NAME.match(self.text, end)
            other = self._joined_office(end)
            if holder is not None and holder.type != "PERSON" and holder.kind != "demonym":
                end = holder.end
            elif bracket:
                end = bracket.end()
            elif other is not None:
                end = other
            elif step is not None and self._qualifies(step):
                end = step.end()
            else:
                return
            yield end

    def _qualifies(self, step: re.Match[str]) -> bool:
        """A complement, no infinitive after ``de``; an adjective; a participle."""
        link, word = step["link"], step["word"]
        if link not in {None, "et"}:
            return link not in {"de", "d'"} or not _INFINITIVE.search(word)
        return self.adjectives.is_one(word) or _PARTICIPLE.search(word) is not None

    def _joined_office(self, end: int) -> int | None:
        """Where another office of the same person ends (``fondateur et PDG``, ``acteur, réalisateur``)."""
        link = _AND.match(self.text, end)
        office = self.offices.search(self.text, link.end(), link.end() + _OFFICE_REACH) if link else None
        return office.end if link and office and office.start == link.end() else None

    def _closes_apposition(self, name_start: int) -> bool:
        """After ``le président, X``: is ``X`` closed by a comma, a bracket or the end, not joined to more?"""
        tail = re.match(r"[^,.;:()\n]{2,60}?\s*([,.;:()\n]|$)", self.text[name_start:])
        return bool(tail) and not re.search(r"\s(?:et|ou)\s", tail.group() if tail else "")
