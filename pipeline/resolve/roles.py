"""Roles: whoever the article shows in the office, else who held it at the article's date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge import Spell
from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.offices import OfficeMatch, Offices
from pipeline.records import Mention, RoleStatus
from pipeline.resolve.article import ArticleNames, only, settled
from pipeline.resolve.people import gender_of, person_entity
from pipeline.resolve.shown import Shown, genders, held, offices_shown, statuses, words_of
from pipeline.resolve.spells import ended, holds, started_lately, starts_after
from pipeline.resolve.topic import topic_state

_MANY = frozenset({"leader", "other", "party_leader", "candidate", "military", "minister", "adviser"})
_COMPLEMENT = re.compile(r"\s+(?P<of>de la|de l'|du|des|de|d')\s*(?P<word>[a-zà-ÿ][\w-]{2,})")
_INFINITIVE = re.compile(r"(?:er|ir|[bcdptuvaoi]re)\Z")
_OF_ALL = frozenset({"pays", "nation", "gouvernement", "jour", "nouveau", "longue", "date", "facto"})
_NEW = frozenset({"nouveau", "nouvel", "nouvelle"})


@dataclass(frozen=True, slots=True)
class _Asked:
    """A role phrase: its office, whose it is, and what else it says of the person."""

    mention: Mention
    match: OfficeMatch
    lemmas: frozenset[str]
    holders: frozenset[str]
    statuses: frozenset[RoleStatus]
    genders: frozenset[str]
    said: frozenset[str]
    complement: str
    new: bool


class RoleResolver:
    """The roles of one article; ``mentions`` are all of it, the names resolved."""

    def __init__(self, article: ArticleNames, mentions: Sequence[Mention], offices: Offices) -> None:
        self._article = article
        self._mentions = mentions
        self._offices = offices
        self._adjectives = Adjectives(article.knowledge)
        self._shown = offices_shown(article, mentions, offices)
        self._people = {m.entity_id for m in mentions if m.type == "PERSON" and m.kind == "name"}
        self._resolved: list[Mention] = []

    def resolve(self) -> list[Mention]:
        """The mentions without the roles that name nobody for sure."""
        for mention in self._mentions:
            if mention.kind != "role":
                self._resolved.append(mention)
                continue
            asked = self._ask(mention)
            key = (self._counterpart(asked) or self._holder(asked)) if asked else ""
            if key:
                self._resolved.append(settled(self._article, mention, person_entity(self._article, key)))
        return self._resolved

    def _ask(self, mention: Mention) -> _Asked | None:
        text = self._article.text
        match = self._offices.search(text, mention.start, mention.end)
        if match is None:
            return None
        fixed = {role.holder for role in match.roles if ":" in role.holder}
        rest = words_of(mention.text.replace(text[match.start : match.end], ""))
        modifiers = self._article.knowledge.role_modifiers
        demonyms = {m.text.lower() for m in self._mentions if m.kind == "demonym"}
        return _Asked(
            mention=mention,
            match=match,
            lemmas=frozenset(role.lemma.lower() for role in match.roles),
            holders=frozenset(fixed) | held(self._mentions, mention.start, mention.end, match.offices),
            statuses=statuses(self._article, mention.text),
            genders=genders(match, text[mention.start : match.start]),
            said=frozenset(w for w in rest - demonyms if self._adjectives.is_one(w) and w not in modifiers),
            complement=_complement(text, mention, match),
            new=not _NEW.isdisjoint(rest),
        )

    def _holder(self, asked: _Asked) -> str:
        agreeing = [shown for shown in self._shown if self._agrees(asked, shown)]
        exact = [s for s in agreeing if s.holders & asked.holders] if asked.holders else agreeing
        if asked.holders and not exact:
            holder = self._by_date(asked)
            if holder:
                return holder
        chosen = exact or agreeing
        before = [s for s in chosen if s.start < asked.mention.start]
        choice = only(s.person for s in before) or self._near(asked, before)
        if not before:
            choice = only(s.person for s in chosen)
        if choice or before:
            return choice
        return "" if asked.said or asked.complement else self._by_date(asked)

    def _agrees(self, asked: _Asked, shown: Shown) -> bool:
        """Is it the same office, or the short form of it (``le porte-parole`` for ``porte-parole du gouvernement``),
        and does nothing that either phrase says speak against it?"""
        if not any(
            long == short or long.startswith(f"{short} ") for short in asked.lemmas for long in shown.lemmas
        ):
            return False
        if asked.holders and shown.holders and not asked.holders & shown.holders:
            return False
        if "former" in shown.statuses and "former" not in asked.statuses:
            return False
        if "future" in asked.statuses and "future" not in shown.statuses:
            return False
        if shown.person in self._inside(asked.mention) or not self._may_be(asked, shown.person):
            return False
        if asked.complement and asked.complement not in shown.words:
            return False
        return asked.said <= shown.words or not any(map(self._adjectives.is_one, shown.words))

    def _may_be(self, asked: _Asked, person: str) -> bool:
        """Does the gender of the phrase fit the person's, or has the article called the person so?"""
        if len(asked.genders) != 1:
            return True
        known = gender_of(self._article, person)
        used = {gender for s in self._shown if s.person == person for gender in s.genders}
        return not known or known in asked.genders or not used.isdisjoint(asked.genders)

    def _inside(self, mention: Mention) -> set[str]:
        """Who is named in the phrase itself (``le porte-parole de Poutine``)."""
        return {
            m.entity_id
            for m in self._mentions
            if m.type == "PERSON" and mention.start < m.start and m.end <= mention.end
        }

    def _near(self, asked: _Asked, shown: Sequence[Shown]) -> str:
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

    def _counterpart(self, asked: _Asked) -> str:
        """``son homologue chinois``: who holds, in the state of the phrase, an office of the one person meant before it
        in the sentence."""
        if "counterpart" not in asked.match.offices:
            return ""
        person = only(
            m.entity_id
            for m in self._resolved
            if m.type == "PERSON"
            and m.kind in {"name", "role"}
            and m.sentence == asked.mention.sentence
            and m.end <= asked.mention.start
        )
        serving = self._serving()
        posts = {s.office for s in serving if s.person_id == person}.union(
            *(s.offices for s in self._shown if s.person == person)
        )
        said = {s.person for s in self._shown if s.offices & posts and s.holders & asked.holders}
        return only(said) or only(
            s.person_id for s in serving if s.office in posts and s.holder_id in asked.holders
        )

    def _serving(self) -> list[Spell]:
        return [s for s in self._article.knowledge.spells if holds(s, self._article.date)]

    def _by_date(self, asked: _Asked) -> str:
        """Who held the office at the article's date: of the state in the phrase, else among the people named, else of
        the state that the article is about. Who held it before or will hold it must be named."""
        offices, date = asked.match.offices, self._article.date
        spells = [s for s in self._article.knowledge.spells if s.office in offices]
        if not asked.holders and not offices - _MANY:
            return ""
        if asked.statuses - {"acting"}:
            fits = ended if "former" in asked.statuses else starts_after
            return only(
                s.person_id
                for s in spells
                if s.person_id in self._people and fits(s, date) and self._fits(asked, s)
            )
        serving = [s for s in spells if holds(s, date) and (not asked.new or started_lately(s, date))]
        if asked.holders:
            found = {s.person_id for s in serving if s.holder_id in asked.holders}
            return only(found) if found else self._open_ended(asked)
        named = only(s.person_id for s in serving if s.person_id in self._people and self._fits(asked, s))
        return named or self._of_topic(asked, serving)

    def _fits(self, asked: _Asked, spell: Spell) -> bool:
        holder = not asked.holders or spell.holder_id in asked.holders
        return holder and self._may_be(asked, spell.person_id)

    def _of_topic(self, asked: _Asked, serving: Sequence[Spell]) -> str:
        """An office that only states have, in an article about one state."""
        if any(role.holder != "state" for role in asked.match.roles) or asked.match.offices & _MANY:
            return ""
        if _COMPLEMENT.match(self._article.text, asked.mention.end):
            return ""
        state = topic_state(self._mentions)
        return only(s.person_id for s in serving if s.holder_id == state and self._fits(asked, s))

    def _open_ended(self, asked: _Asked) -> str:
        """An article without a date, or later than the tables: the one person it names whom they show in that office,
        and do not show out of it."""
        return only(
            s.person_id
            for s in self._article.knowledge.spells
            if s.person_id in self._people
            and s.office in asked.match.offices
            and s.holder_id in asked.holders
            and not (self._article.date and s.end)
        )


def resolve_roles(article: ArticleNames, mentions: list[Mention], offices: Offices) -> list[Mention]:
    """Give each role its person: whoever the article shows in that office, else the holder at the article's date.

    Dropped: roles with no reading, or with several and nothing to choose by.
    """
    return RoleResolver(article, mentions, offices).resolve()


def _complement(text: str, mention: Mention, match: OfficeMatch) -> str:
    """The first word of a complement that no mention is (``le président du groupe``), for offices that bodies and
    places have too; ``""`` where there is none, or where it is the verb's (``au président de partir``)."""
    if all(role.holder not in {"any", "organization"} for role in match.roles):
        return ""
    found = _COMPLEMENT.match(text, mention.end)
    if found is None or found["word"] in _OF_ALL:
        return ""
    verbal = found["of"] in {"de", "d'"} and _INFINITIVE.search(found["word"])
    return "" if verbal else found["word"]
