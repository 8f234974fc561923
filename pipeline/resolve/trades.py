"""Occupations: ``la romancière``, ``le perchiste français`` said of the one person named so far whom they fit."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from pipeline.records import Mention
from pipeline.resolve.article import ArticleNames, only
from pipeline.resolve.asked import Asked
from pipeline.resolve.people import gender_of
from pipeline.resolve.shown import Shown

_BRACKET = re.compile(r"\s*\(\s*")
_POSSESSIVE = re.compile(r"(?:son|sa|leur|notre)\b", re.IGNORECASE)
_NEAR = 2
_PRIVATE = frozenset({"trade", "standing", "other", "candidate"})


class Trades:
    """Who of an article may be meant by an occupation; ``shown`` are the offices that it shows."""

    def __init__(self, article: ArticleNames, mentions: Sequence[Mention], shown: Sequence[Shown]) -> None:
        self._article = article
        self._names = [m for m in mentions if m.type == "PERSON" and m.kind == "name"]
        self._states = _states(article.text, mentions)
        self._posts: dict[str, set[str]] = defaultdict(set)
        self._trades: dict[str, set[str]] = defaultdict(set)
        for one in shown:
            self._posts[one.person] |= one.offices
            if "trade" in one.offices:
                self._trades[one.person] |= one.lemmas
                self._states[one.person] |= one.holders

    def holder(self, asked: Asked) -> str:
        """The one person named before the phrase whom its gender, its state's adjective and the trades and offices that
        the article shows leave, when named in this sentence, in one of the two before it, or in the headline. ``""``
        for another office, a phrase with a complement or a possessive, and one inside a quotation (``le footballeur
        n'est pas libre``)."""
        text, mention = self._article.text, asked.mention
        quoted = text.rfind("«", 0, mention.start) > text.rfind("»", 0, mention.start)
        if "trade" not in asked.offices or asked.complement or asked.places or quoted:
            return ""
        if _POSSESSIVE.match(mention.text):
            return ""
        named = [m for m in self._names if m.end <= mention.start]
        fitting = {m.entity_id for m in named if self._fits(asked, m.entity_id)}
        compatriots = {p for p in fitting if self._states[p] & asked.holders}
        if compatriots:
            fitting = compatriots
        elif len(fitting) != 1 and not asked.holders:
            fitting = {p for p in fitting if not self._has_other_trade(asked, p)}
        near = {m.entity_id for m in named if mention.sentence - m.sentence <= _NEAR or m.sentence == 0}
        return only(fitting) if fitting <= near else ""

    def _fits(self, asked: Asked, person: str) -> bool:
        """Does nothing that is known of the person speak against it: gender, state, or an office?"""
        gender = gender_of(self._article, person)
        if len(asked.genders) == 1 and gender and gender not in asked.genders:
            return False
        officials = {spell.person_id for spell in self._article.knowledge.spells}
        return person not in officials and self._posts[person] <= _PRIVATE

    def _has_other_trade(self, asked: Asked, person: str) -> bool:
        return bool(self._trades[person]) and self._trades[person].isdisjoint(asked.lemmas)


def _states(text: str, mentions: Sequence[Mention]) -> Mapping[str, set[str]]:
    """The states whose adjective stands before a person's name (``l'Italienne Ada Rossi``) or that stand in a bracket
    after it."""
    found: dict[str, set[str]] = defaultdict(set)
    states = [m for m in mentions if m.type == "STATE" and m.entity_id]
    ends = {m.end: m.entity_id for m in states if m.kind == "demonym"}
    starts = {m.start: m.entity_id for m in states}
    for name in mentions:
        if name.type != "PERSON" or name.kind != "name":
            continue
        bracket = _BRACKET.match(text, name.end)
        after = starts.get(bracket.end()) if bracket else None
        found[name.entity_id] |= {state for state in (ends.get(name.start - 1), after) if state}
    return found
