"""Roles: whoever the article shows in the office, else who held it at the article's date."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.offices import Offices
from pipeline.records import Mention
from pipeline.resolve.article import ArticleNames, only, settled
from pipeline.resolve.asked import Asked, ask
from pipeline.resolve.people import gender_of, person_entity
from pipeline.resolve.shown import NO_OFFICE, Shown
from pipeline.resolve.spells import given_up
from pipeline.resolve.tenure import Tenure
from pipeline.resolve.trades import Trades

_LOOSE = frozenset({"candidate", "counterpart"}) | NO_OFFICE
_OF_STATES = frozenset({"head_of_state", "head_of_government", "monarch", "pope"})
_NO_HERO = frozenset({"counterpart", "predecessor", "successor", "trade", "standing"})
_FIRST_SENTENCES = 5
_YEAR = re.compile(r"(?:19|20)\d\d")


class RoleResolver:
    """The roles of one article; ``mentions`` are all of it, the names resolved."""

    def __init__(
        self, article: ArticleNames, mentions: Sequence[Mention], offices: Offices, shown: Sequence[Shown]
    ) -> None:
        self._article = article
        self._mentions = mentions
        self._offices = offices
        self._adjectives = Adjectives(article.knowledge)
        self._shown = shown
        self._tenure = Tenure(article, mentions, self._may_be)
        self._trades = Trades(article, mentions, self._shown)
        self._resolved: list[Mention] = []
        self._called: dict[frozenset[str], str] = {}

    def resolve(self) -> list[Mention]:
        """The mentions without the roles that name nobody for sure."""
        for mention in self._mentions:
            if mention.kind != "role":
                self._resolved.append(mention)
                continue
            asked = ask(self._article, mention, self._mentions, self._offices)
            key = (self._counterpart(asked) or self._holder(asked)) if asked else ""
            if key and asked and self._is_so_called(asked, key):
                self._resolved.append(settled(self._article, mention, person_entity(self._article, key)))
        return self._resolved

    def _is_so_called(self, asked: Asked, person: str) -> bool:
        """Has the article not called somebody else by the same words for an occupation before?"""
        return not asked.offices <= NO_OFFICE or self._called.setdefault(asked.lemmas, person) == person

    def _holder(self, asked: Asked) -> str:
        agreeing = [shown for shown in self._shown if self._agrees(asked, shown)]
        exact = [s for s in agreeing if s.holders & asked.holders] if asked.holders else agreeing
        if asked.holders and not exact:
            holder = self._tenure.holder(asked)
            if holder or (not asked.past and not asked.statuses and self._tenure.knows(asked)):
                return holder
        chosen = exact or agreeing
        if asked.places:
            chosen = [s for s in chosen if asked.places <= s.words] or chosen
        if "former" in asked.statuses:
            chosen = [s for s in chosen if "former" in s.statuses] or chosen
        if not asked.complement:
            chosen = [s for s in chosen if s.of_state] or chosen
        before = [s for s in chosen if s.start < asked.mention.start]
        choice = only(s.person for s in before) or self._near(asked, before)
        if not before and (asked.mention.sentence == 0 or not asked.offices <= NO_OFFICE):
            choice = only(s.person for s in chosen)
        if choice or before:
            return choice
        narrowed = asked.said or asked.complement or asked.places
        return (
            ("" if narrowed else self._tenure.holder(asked))
            or self._trades.holder(asked)
            or self._protagonist(asked)
        )

    def _agrees(self, asked: Asked, shown: Shown) -> bool:
        """Is it the same office, and does nothing that either phrase says speak against it?"""
        if not asked.names_office_of(shown):
            return False
        if asked.holders and shown.holders and not asked.holders & shown.holders:
            return False
        if not self._of_that_time(asked, shown):
            return False
        if "future" in asked.statuses and "future" not in shown.statuses:
            return False
        if shown.person in self._inside(asked.mention) or not self._may_be(asked, shown.person):
            return False
        if shown.places and not asked.places <= shown.words:
            return False
        if not asked.complement <= shown.words:
            return False
        return asked.said <= shown.words or not any(map(self._adjectives.is_one, shown.words))

    def _of_that_time(self, asked: Asked, shown: Shown) -> bool:
        """``Le président`` is nobody shown as former; ``l'ancien président`` is who is shown so, who held the office in
        a year that the text gives, or who has given it up by the tables."""
        if not asked.once:
            return "former" in asked.statuses or "former" not in shown.statuses
        if "former" in shown.statuses or any(_YEAR.fullmatch(word) for word in shown.words):
            return True
        spells = self._article.knowledge.spells
        return any(
            s.person_id == shown.person and s.office in shown.offices and given_up(s, self._article.date)
            for s in spells
        )

    def _may_be(self, asked: Asked, person: str) -> bool:
        """Does the gender of the phrase fit the person's, or has the article called the person so?"""
        if len(asked.genders) != 1:
            return True
        known = gender_of(self._article, person)
        used = {gender for s in self._shown if s.person == person for gender in s.genders}
        return (not known and not used) or known in asked.genders or not used.isdisjoint(asked.genders)

    def _inside(self, mention: Mention) -> set[str]:
        """Who is named in the phrase itself (``le porte-parole de Poutine``)."""
        return {
            m.entity_id
            for m in self._mentions
            if m.type == "PERSON" and mention.start < m.start and m.end <= mention.end
        }

    def _near(self, asked: Asked, shown: Sequence[Shown]) -> str:
        """Of several, the one who is named in the sentence before the phrase, or in the one before that."""
        people = {s.person for s in shown}
        for sentence in (asked.mention.sentence, asked.mention.sentence - 1):
            named = {
                m.entity_id
                for m in self._mentions
                if m.sentence == sentence and m.start < asked.mention.start and m.entity_id in people
            }
            if named:
                return only(named)
        return ""

    def _counterpart(self, asked: Asked) -> str:
        """``son homologue chinois``: who holds, in the state of the phrase, an office of the one person just meant."""
        if "counterpart" not in asked.offices:
            return ""
        person = self._just_meant(asked.mention)
        serving = self._tenure.serving()
        posts = {s.office for s in serving if s.person_id == person}.union(
            *(s.offices for s in self._shown if s.person == person)
        )
        said = {s.person for s in self._shown if s.offices & posts and s.holders & asked.holders}
        return only(said) or only(
            s.person_id for s in serving if s.office in posts and s.holder_id in asked.holders
        )

    def _just_meant(self, mention: Mention) -> str:
        """The one person meant before the phrase in its sentence; when there is nobody, in the sentence before."""
        people = [m for m in self._resolved if m.type == "PERSON" and m.end <= mention.start]
        for sentence in (mention.sentence, mention.sentence - 1):
            meant = {m.entity_id for m in people if m.sentence == sentence and m.kind != "group"}
            if meant:
                return only(meant)
        return ""

    def _protagonist(self, asked: Asked) -> str:
        """``Le député`` that opens one of the first sentences, when one person only, of no other office, has been named
        so far; the candidate, wherever, when the headline names one person."""
        if asked.holders or asked.complement or asked.offices & _NO_HERO:
            return ""
        mention = asked.mention
        people = [m for m in self._mentions if m.type == "PERSON" and m.kind == "name"]
        if asked.offices == {"candidate"}:
            person = only(m.entity_id for m in people if m.sentence == 0)
        elif mention.sentence < _FIRST_SENTENCES and self._opens(mention) and not asked.offices & _OF_STATES:
            person = only(m.entity_id for m in people if m.start < mention.start)
        else:
            return ""
        posts = {office for s in self._shown if s.person == person for office in s.offices}
        posts |= {s.office for s in self._tenure.serving() if s.person_id == person}
        return person if self._may_be(asked, person) and posts <= _LOOSE else ""

    def _opens(self, mention: Mention) -> bool:
        """Does the phrase open its sentence?"""
        return mention.text[0].isupper() and not any(
            m.sentence == mention.sentence and m.start < mention.start for m in self._mentions
        )


def resolve_roles(
    article: ArticleNames, mentions: list[Mention], offices: Offices, shown: Sequence[Shown]
) -> list[Mention]:
    """Give each role its person: whoever the article shows in that office, else the holder at the article's date.

    Dropped: roles with no reading, or with several and nothing to choose by.
    """
    return RoleResolver(article, mentions, offices, shown).resolve()
