"""Who held an office at the article's date, by the tables of offices."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence

from pipeline.knowledge import Spell
from pipeline.records import Mention
from pipeline.resolve.article import ArticleNames, only
from pipeline.resolve.asked import Asked
from pipeline.resolve.shown import NO_OFFICE
from pipeline.resolve.spells import ended, holds, started_lately, starts_after, starts_later
from pipeline.resolve.topic import topic_state

_MANY = frozenset({"leader", "party_leader", "candidate", "military", "minister", "adviser"}) | NO_OFFICE
_SIDE_BY_SIDE = frozenset({"adviser", "envoy", "other"})
_STEM = 5
_DAY = re.compile(r"\b(?:1er|[12]?\d|3[01]) [a-zéû]{3,9} ((?:19|20)\d\d)\b")
_AFTER = re.compile(r"\s+(?:de la|de l'|du|des|de|d')\s*[a-zà-ÿ]")


class Tenure:
    """The offices of the tables at the date of one article. Where the article has no date, the year of the last day
    that its text names stands for it, and only people whom it names are meant."""

    def __init__(
        self, article: ArticleNames, mentions: Sequence[Mention], may_be: Callable[[Asked, str], bool]
    ) -> None:
        self._spells = article.knowledge.spells
        self._text = article.text
        self._dated = bool(article.date)
        self._date = article.date or max(_DAY.findall(article.text), default="")
        self._mentions = mentions
        self._people = {m.entity_id for m in mentions if m.type == "PERSON" and m.kind == "name"}
        self._may_be = may_be

    def serving(self) -> list[Spell]:
        """The offices held at the date."""
        return [s for s in self._spells if holds(s, self._date)]

    def holder(self, asked: Asked) -> str:
        """Who held the office: of the state in the phrase, else among the people named, else of the state that the
        article is about. Who held it before or will hold it must be named."""
        offices = asked.offices - _SIDE_BY_SIDE
        if asked.past or (not asked.holders and not offices - _MANY):
            return ""
        spells = [s for s in self._spells if _is_office(s, offices) and self._fits(asked, s)]
        if asked.statuses - {"acting"}:
            fits = ended if "former" in asked.statuses else starts_after
            return only(s.person_id for s in self._of_named(spells) if fits(s, self._date))
        serving = [s for s in spells if holds(s, self._date)]
        if asked.new:
            serving = [s for s in serving if started_lately(s, self._date)]
        named = self._of_named(serving if self._date else spells)
        if asked.holders and self._dated and "minister" not in offices:
            found = {s.person_id for s in serving}
            return only(found) if found else self._open_ended(spells)
        if not asked.holders:
            named = [s for s in named if _so_called(s, asked)] or named
            named = [s for s in named if s.office == "head_of_state"] or named
        choice = only(s.person_id for s in named)
        if not choice and not self._dated:
            choice = self._near(asked, named or self._of_named(spells))
        if choice or named:
            return choice
        return self._open_ended(spells) if asked.holders else self._of_topic(asked, serving)

    def knows(self, asked: Asked) -> bool:
        """Does the article name somebody whom the tables show in the office, of the holder that the phrase names?"""
        offices = asked.offices
        held = [s for s in self._spells if s.holder_id in asked.holders]
        return any(_is_office(s, offices) for s in self._of_named(held))

    def _near(self, asked: Asked, spells: Sequence[Spell]) -> str:
        """The only one whom the sentence of the phrase names, or the sentence before."""
        sentence = asked.mention.sentence
        near = {m.entity_id for m in self._mentions if m.sentence in {sentence - 1, sentence}}
        return only(s.person_id for s in spells if s.person_id in near and not starts_later(s, self._date))

    def _of_named(self, spells: Collection[Spell]) -> list[Spell]:
        return [s for s in spells if s.person_id in self._people]

    def _fits(self, asked: Asked, spell: Spell) -> bool:
        if asked.holders:
            return spell.holder_id in asked.holders
        return self._may_be(asked, spell.person_id)

    def _of_topic(self, asked: Asked, serving: Sequence[Spell]) -> str:
        """An office that only states have, in a dated article about one state."""
        if any(role.holder != "state" for role in asked.match.roles) or asked.offices & _MANY:
            return ""
        if not self._dated or _AFTER.match(self._text, asked.mention.end):
            return ""
        state = topic_state(self._mentions)
        return only(s.person_id for s in serving if s.holder_id == state)

    def _open_ended(self, spells: Sequence[Spell]) -> str:
        """An article without a date, or later than the tables: the one person it names whom they show in that office,
        and do not show out of it."""
        return only(s.person_id for s in self._of_named(spells) if not (self._date and s.end))


def _is_office(spell: Spell, offices: Collection[str]) -> bool:
    """``Le ministre`` may hold any portfolio."""
    return spell.office in offices or ("minister" in offices and spell.office.endswith("_minister"))


def _so_called(spell: Spell, asked: Asked) -> bool:
    """Does the press say the office so, in either gender (``la chancelière`` for ``chancelier``)?"""
    return any(spell.role.lower()[:_STEM] == lemma[:_STEM] for lemma in asked.lemmas)
