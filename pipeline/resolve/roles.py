"""Roles: whoever the article shows in the office, else who held it at the article's date."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.knowledge.offices import Offices
from pipeline.records import Mention
from pipeline.resolve.article import ArticleNames, only, settled
from pipeline.resolve.people import person_entity
from pipeline.resolve.spells import holds


def resolve_roles(article: ArticleNames, mentions: list[Mention], offices: Offices) -> list[Mention]:
    """Give each role its person: whoever the article shows in that office, else the holder at the article's date."""
    shown = _offices_shown(article, mentions, offices)
    resolved: list[Mention] = []
    for mention in mentions:
        if mention.kind != "role":
            resolved.append(mention)
            continue
        key = _holder(article, mention, mentions, offices, shown)
        if key:
            resolved.append(settled(article, mention, person_entity(article, key)))
    return resolved


@dataclass(frozen=True, slots=True)
class _Shown:
    """The article says that this person has this office (of this state or body, when it says so)."""

    start: int
    person: str
    lemmas: frozenset[str]
    holders: frozenset[str]


def _offices_shown(article: ArticleNames, mentions: Sequence[Mention], offices: Offices) -> list[_Shown]:
    """Offices beside names: ``le président russe Vladimir Poutine``, ``Sean Spicer, porte-parole de …``."""
    shown = []
    for mention in mentions:
        if mention.type != "PERSON" or mention.kind != "name":
            continue
        for start, end in ((max(0, mention.start - 80), mention.start), (mention.end, mention.end + 80)):
            phrase = _beside(article.text, start, end, before=end == mention.start)
            match = offices.search(article.text, *phrase) if phrase else None
            if match:
                holders = _held(mentions, *phrase) if phrase else frozenset()
                lemmas = frozenset(role.lemma.lower() for role in match.roles)
                shown.append(_Shown(mention.start, mention.entity_id, lemmas, holders))
    return shown


def _beside(text: str, start: int, end: int, *, before: bool) -> tuple[int, int] | None:
    """The words that touch the name: up to the last break before it, or after an opening comma up to the next break."""
    window = text[start:end]
    if before:
        cut = max((match.end() for match in re.finditer(r"[.;:!?\n«»(]|,\s(?!$)", window)), default=0)
        return start + cut, end
    opening = re.match(r"\s*[,(]\s*", window)
    if not opening:
        return None
    closing = re.search(r"[.;:!?\n«»),]", window[opening.end() :])
    return start + opening.end(), start + opening.end() + (
        closing.start() if closing else len(window) - opening.end()
    )


def _held(mentions: Sequence[Mention], start: int, end: int) -> frozenset[str]:
    return frozenset(
        m.entity_id
        for m in mentions
        if start <= m.start and m.end <= end and m.type in {"STATE", "ORGANIZATION"}
    )


def _holder(
    article: ArticleNames,
    mention: Mention,
    mentions: Sequence[Mention],
    offices: Offices,
    shown: Sequence[_Shown],
) -> str:
    match = offices.search(article.text, mention.start, mention.end)
    if match is None:
        return ""
    fixed = {role.holder for role in match.roles if ":" in role.holder}
    holders = frozenset(fixed) | _held(mentions, mention.start, mention.end)
    lemmas = frozenset(role.lemma.lower() for role in match.roles)
    agreeing = [
        s for s in shown if s.lemmas & lemmas and (not holders or not s.holders or s.holders & holders)
    ]
    exact = [s for s in agreeing if s.holders & holders] if holders else agreeing
    before = {s.person for s in (exact or agreeing) if s.start < mention.start}
    choice = only(before) or only(s.person for s in (exact or agreeing))
    if choice or before:
        return choice
    if _is_former(article, mention):
        return ""
    return _holder_at_date(article, match.offices, holders, mentions)


def _is_former(article: ArticleNames, mention: Mention) -> bool:
    words = re.findall(r"[\w'-]+", mention.text.lower())
    modifiers = article.knowledge.role_modifiers
    return (
        any(modifiers.get(word) not in {None, "current"} for word in words) or "ex-" in mention.text.lower()
    )


def _holder_at_date(
    article: ArticleNames, offices: Collection[str], holders: Collection[str], mentions: Sequence[Mention]
) -> str:
    """Who held the office at the article's date: of the state in the phrase; without one, among the people named."""
    serving = [s for s in article.knowledge.spells if s.office in offices and holds(s, article.date)]
    if holders:
        return only(s.person_id for s in serving if s.holder_id in holders)
    people = {m.entity_id for m in mentions if m.type == "PERSON" and m.kind == "name"}
    return only(s.person_id for s in serving if s.person_id in people)
