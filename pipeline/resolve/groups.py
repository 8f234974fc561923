"""Groups: the actors of the type that the phrase asks for, the last named ones or those the article is most about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.knowledge.offices import OfficeMatch, Offices
from pipeline.records import Mention
from pipeline.resolve.article import ArticleNames, settled
from pipeline.resolve.asked import LEADING, is_broad
from pipeline.resolve.people import gender_of, person_entity
from pipeline.resolve.shown import Shown

_NUMBERS = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_SPOUSE = r"(?:épouse|époux|femme|mari|compagne|compagnon|conjointe?|fiancée?)"
_MARRIED = re.compile(rf",? (?:et )?(?:son|sa) {_SPOUSE},? ?| ?, (?:la |l'|le )?{_SPOUSE} (?:de |d')")
_ANYONE = re.compile(r"\b(?:hommes|femmes)\b")
_KIN = re.compile(r"\b(?:frères|sœurs)\b")
_WOMEN = re.compile(r"\b(?:femmes|sœurs)\b")
_NO_WOMEN = re.compile(r"\b(?:hommes|frères)\b")
_DESCRIPTIONS = frozenset({"trade", "standing"})
_LOOSE = frozenset({"other", "candidate"})
_WORD = re.compile(r"[\w-]+")
_NEAR = 3


class GroupResolver:
    """The groups of one article; ``mentions`` are all of it, names and roles resolved, ``strangers`` the roles without
    a holder, ``shown`` its offices."""

    def __init__(
        self,
        article: ArticleNames,
        mentions: Sequence[Mention],
        strangers: Sequence[Mention],
        offices: Offices,
        shown: Sequence[Shown],
    ) -> None:
        self._article = article
        self._named = [m for m in mentions if m.kind != "group" and m.entity_id]
        self._strangers = strangers
        self._offices = offices
        self._shown = shown

    def referents(self, group: Mention) -> list[str]:
        """As many entities as the group counts; none when the article leaves a choice."""
        if group.text.endswith("couple"):
            return self._couple(group)
        wanted = _number(group)
        if not wanted:
            return self._family(group)
        named = [m for m in self._named if m.type in self._types(group)]
        if group.type == "PERSON":
            return self._people(group, named, wanted)
        if group.type == "ORGANIZATION":
            last = _last_named(group, named, wanted) if wanted == 2 else _named_together(group, named, wanted)
            if last or wanted > 2 or group.text.lower().startswith("ces "):
                return last
        near = _named_together(group, named, wanted)
        if wanted > 2 and near:
            return near
        clearly = wanted > 2 or group.type == "ORGANIZATION"
        return _most_salient(group, named, wanted, clearly=clearly)

    def _types(self, group: Mention) -> frozenset[str]:
        """``Les deux parties`` may be states and bodies alike."""
        parties = self._article.knowledge.words.get("group_nouns_party", frozenset())
        both = group.type == "STATE" and not parties.isdisjoint(_WORD.findall(group.text.lower()))
        return frozenset({"STATE", "ORGANIZATION"}) if both else frozenset({group.type})

    def _people(self, group: Mention, named: Sequence[Mention], wanted: int) -> list[str]:
        """Those shown in the office that the group names when they are as many as it counts, else the only ones of its
        gender, else those the article is most about or has named last; brothers and sisters share a surname."""
        before = [m for m in named if m.start < group.start]
        everyone = {key for key in {m.entity_id for m in before} if self._may_be_of(group, key)}
        before = [m for m in before if m.entity_id in everyone]
        known = self._office_holders(group) & everyone
        if len(known) == wanted:
            return sorted(known)
        if _KIN.search(group.text):
            return self._siblings(everyone, wanted)
        if len(known) > wanted:
            before = [m for m in before if m.entity_id in known]
        last = self._last_people(group, before, wanted)
        if last is None:
            return []
        if len(everyone) == wanted:
            return sorted(everyone)
        if wanted > 2:
            return _named_together(group, before, wanted)
        salient = _most_salient(group, before, wanted, clearly=True)
        if _ANYONE.search(group.text) or group.text.startswith("ces "):
            return last or salient
        return salient or last

    def _last_people(self, group: Mention, named: Sequence[Mention], wanted: int) -> list[str] | None:
        """The last people named; None when one of them is a role whose holder nobody knows."""
        strangers = [replace(m, entity_id=f"?{m.start}") for m in self._strangers]
        last = _last_named(group, [*named, *strangers], wanted)
        return None if any(key.startswith("?") for key in last) else last

    def _family(self, group: Mention) -> list[str]:
        """The people named before, at least two, whose surname ends the phrase (``les Morel``)."""
        before = {m.entity_id for m in self._named if m.type == "PERSON" and m.end <= group.start}
        found = [key for key in sorted(before) if _ends_with(group.text, self._surname(key))]
        return found if len(found) > 1 else []

    def _couple(self, group: Mention) -> list[str]:
        """The last two people named who share a surname (``Luc et Anne Petit``), or of whom one is called the other's
        spouse."""
        names = [m for m in self._named if m.type == "PERSON" and m.kind == "name" and m.end <= group.start]
        for one, other in reversed(list(pairwise(names))):
            between = self._article.text[one.end : other.start]
            namesakes = self._surname(one.entity_id) == self._surname(other.entity_id)
            if one.entity_id != other.entity_id and (
                _MARRIED.fullmatch(between) or (between == " et " and namesakes)
            ):
                return sorted((one.entity_id, other.entity_id))
        return []

    def _surname(self, person: str) -> str:
        name = person_entity(self._article, person).name
        return name.rsplit(" ", 1)[1] if " " in name else ""

    def _may_be_of(self, group: Mention, person: str) -> bool:
        gender = gender_of(self._article, person)
        roles = self._offices.search(group.text)
        feminine = roles is not None and all(role.gender == "f" for role in roles.roles)
        if feminine or _WOMEN.search(group.text):
            return gender != "m"
        if _NO_WOMEN.search(group.text) and gender == "f":
            return False
        if roles is None or self._is_loose(roles):
            return True
        others = [s.offices for s in self._shown if s.person == person and not s.lemmas & roles.lemmas]
        if roles.offices <= _DESCRIPTIONS:
            return not others
        posts = self._offices.held_by(person).union(*others)
        return not posts or not posts.isdisjoint(roles.offices)

    def _is_loose(self, roles: OfficeMatch) -> bool:
        """May holders of any office be called so (``les deux dirigeants``, ``les deux candidats``)?"""
        return bool(roles.offices & _LOOSE) or is_broad(roles, self._article.knowledge)

    def _office_holders(self, group: Mention) -> set[str]:
        """Whom the article, or the tables, show in the office of a group (``les deux ministres``)."""
        match = self._offices.search(group.text)
        if match is None:
            return set()
        held = {s.person for s in self._shown if s.lemmas & match.lemmas}
        if is_broad(match, self._article.knowledge):
            held |= {s.person for s in self._shown if s.offices & LEADING}
        return held | {s.person_id for s in self._article.knowledge.spells if s.office in match.offices}

    def _siblings(self, people: set[str], wanted: int) -> list[str]:
        """The only people who share a surname, when they are as many as wanted."""
        surnames: dict[str, list[str]] = {}
        for key in sorted(people):
            surnames.setdefault(self._surname(key), []).append(key)
        families = [keys for name, keys in surnames.items() if name and len(keys) > 1]
        return families[0] if len(families) == 1 and len(families[0]) == wanted else []


def resolve_groups(
    article: ArticleNames,
    mentions: list[Mention],
    strangers: Sequence[Mention],
    offices: Offices,
    shown: Sequence[Shown],
) -> list[Mention]:
    """One mention for each referent of a group; dropped: groups with no reading, or with several."""
    resolver = GroupResolver(article, mentions, strangers, offices, shown)
    resolved = []
    for mention in mentions:
        if mention.kind != "group":
            resolved.append(mention)
            continue
        for key in mention.candidates or resolver.referents(mention):
            entity = article.entities.get(key) or article.knowledge.entities[key]
            resolved.append(settled(article, mention, entity))
    return resolved


def _ends_with(text: str, surname: str) -> bool:
    return bool(surname) and f" {text}".endswith(f" {surname}")


def _number(group: Mention) -> int:
    words = _WORD.findall(group.text.lower())
    return next((n for n, word in enumerate(_NUMBERS, start=2) if word in words), 0)


def _last_named(group: Mention, named: Sequence[Mention], wanted: int) -> list[str]:
    """The entities named in the group's sentence before it and in the sentences before, back to where they are as many
    as it counts; none when they are then more. After ``ces`` its own sentence counts only when it names them all."""
    before = [m for m in named if m.start < group.start]
    own = {m.entity_id for m in before if m.sentence == group.sentence}
    if len(own) == wanted:
        return sorted(own)
    found = set() if group.text.lower().startswith("ces ") else own
    for sentence in range(group.sentence - 1, max(-1, group.sentence - 1 - _NEAR), -1):
        if len(found) >= wanted:
            break
        found = found | {m.entity_id for m in before if m.sentence == sentence}
    return sorted(found) if len(found) == wanted else []


def _named_together(group: Mention, named: Sequence[Mention], wanted: int) -> list[str]:
    """The entities of the nearest sentence up to the group that names exactly so many."""
    by_sentence: dict[int, set[str]] = {}
    for mention in named:
        if mention.start < group.start:
            by_sentence.setdefault(mention.sentence, set()).add(mention.entity_id)
    counted = [sentence for sentence, keys in by_sentence.items() if len(keys) == wanted]
    return sorted(by_sentence[max(counted)]) if counted else []


def _most_salient(group: Mention, named: Sequence[Mention], wanted: int, *, clearly: bool) -> list[str]:
    """The most salient entities; none when the last of them is no more salient than the next (``clearly``: not twice as
    salient)."""
    salience: Counter[str] = Counter()
    for mention in named:
        salience[mention.entity_id] += _weight(group, mention)
    ranked = salience.most_common()
    if len(ranked) < wanted:
        return []
    gap = 2 if clearly else 1
    if len(ranked) > wanted and ranked[wanted - 1][1] <= gap * ranked[wanted][1] - (gap - 1):
        return []
    return sorted(key for key, _ in ranked[:wanted])


def _weight(group: Mention, mention: Mention) -> int:
    """Named before counts double, in the headline or in the same or the previous sentence twice again."""
    weight = 2 if mention.start < group.start else 1
    near = 0 <= group.sentence - mention.sentence <= 1
    return weight * (2 if near or mention.sentence == 0 else 1)
