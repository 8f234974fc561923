"""Roles: whoever the article shows in the office, else who held it at the article's date."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pipeline.knowledge.offices import OfficeMatch, Offices
from pipeline.records import Mention, Span
from pipeline.resolve.article import ArticleNames, only, settled
from pipeline.resolve.people import person_entity
from pipeline.resolve.spells import holds

_REACH = 80
_MANY = frozenset({"leader", "other", "party_leader", "candidate", "military", "minister", "adviser"})
_BREAK = re.compile(r"[.;:!?\n«»(]|,\s(?=.)")
_APPOSED = re.compile(r"\s*[,(]\s*(?:le |la |l'|un |une |son |sa )?")
_CLOSE = re.compile(r"[.;:!?\n«»),]")
_SMALL = re.compile(r"(?:de|d'|du|des|la|le|l'|les|et|à|au|aux|en|ex|m\.?|mme)$", re.IGNORECASE)
_ADJECTIVE = re.compile(
    r"(?<!critiqu)(?<!indiqu)(?<!expliqu)(?<!répliqu)(?:iste|ique|aire|ain|aine|ien|ienne|ais|aise|ois|oise|al|ale|aux|if|ive|"
    r"eux|euse|el|elle|ant|ante|ateur|atrice|ième|ancien|ancienne|nouveau|nouvelle|actuel|actuelle|ex-\w+|futur|future|élu|élue|"
    r"sortant|sortante|déchu|déchue|général|générale|adjoint|adjointe|étrangères|intérim)s?$"
)


def resolve_roles(article: ArticleNames, mentions: list[Mention], offices: Offices) -> list[Mention]:
    """Give each role its person: whoever the article shows in that office, else the holder at the article's date."""
    shown = _offices_shown(article, mentions, offices)
    resolved: list[Mention] = []
    for mention in mentions:
        if mention.kind != "role":
            resolved.append(mention)
            continue
        key = _counterpart(article, mention, mentions, offices, shown) or _holder(
            article, mention, mentions, offices, shown
        )
        if key:
            resolved.append(settled(article, mention, person_entity(article, key)))
    return resolved


@dataclass(frozen=True, slots=True)
class _Shown:
    """The article says that this person has this office (of this state or body, when it says so)."""

    start: int
    person: str
    lemmas: frozenset[str]
    offices: frozenset[str]
    holders: frozenset[str]


def _offices_shown(article: ArticleNames, mentions: Sequence[Mention], offices: Offices) -> list[_Shown]:
    """Offices beside names: ``le président russe Vladimir Poutine``, ``Sean Spicer, porte-parole de …``."""
    shown = []
    for mention in mentions:
        if mention.type != "PERSON" or mention.kind != "name":
            continue
        for match, phrase in _beside(article, mention, mentions, offices):
            lemmas = frozenset(role.lemma.lower() for role in match.roles)
            held = _held(mentions, *phrase)
            shown.append(_Shown(mention.start, mention.entity_id, lemmas, match.offices, held))
    return shown


def _beside(
    article: ArticleNames, name: Mention, mentions: Sequence[Mention], offices: Offices
) -> Iterator[tuple[OfficeMatch, Span]]:
    """The offices that touch a name, each with its phrase: right before it with nothing between but whose office it is,
    or right after it behind a comma or bracket."""
    text = article.text
    start = (
        name.start
        - _REACH
        + max(
            (cut.end() for cut in _BREAK.finditer(text[max(0, name.start - _REACH) : name.start])), default=0
        )
    )
    before = list(_matches(text, max(0, start), name.start, offices))
    if before and _describes(text, before[-1].end, name.start, mentions):
        yield before[-1], (max(0, start), name.start)
    opening = _APPOSED.match(text, name.end)
    match = offices.search(text, opening.end(), opening.end() + _REACH) if opening else None
    if opening and match and _describes(text, opening.end(), match.start, mentions):
        closing = _CLOSE.search(text, match.end)
        yield match, (opening.end(), closing.start() if closing else len(text))


def _matches(text: str, start: int, end: int, offices: Offices) -> Iterator[OfficeMatch]:
    while (match := offices.search(text, start, end)) is not None:
        yield match
        start = match.end


def _describes(text: str, start: int, end: int, mentions: Sequence[Mention]) -> bool:
    """Is there nothing between but mentions, small words and adjectives (no verb)?"""
    inside = [m for m in mentions if start <= m.start and m.end <= end and m.kind != "role"]
    covered = {index for m in inside for index in range(m.start, m.end)}
    rest = "".join(" " if index in covered else text[index] for index in range(start, end))
    words = re.findall(r"[\w'-]+", rest)
    return all(_SMALL.match(word) or _ADJECTIVE.search(word) for word in words) and len(words) < 7


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
        s for s in shown if _agree(lemmas, s.lemmas) and (not holders or not s.holders or s.holders & holders)
    ]
    exact = [s for s in agreeing if s.holders & holders] if holders else agreeing
    if holders and not exact and not _is_former(article, mention):
        holder = _holder_at_date(article, match.offices, holders, mentions)
        if holder:
            return holder
    before = {s.person for s in (exact or agreeing) if s.start < mention.start}
    whose = {
        m.entity_id
        for m in mentions
        if m.type == "PERSON" and mention.start < m.start and m.end <= mention.end
    }
    before -= whose
    choice = only(before) or only(s.person for s in (exact or agreeing) if s.person not in whose)
    if choice or before:
        return choice
    if _is_former(article, mention):
        return ""
    return _holder_at_date(article, match.offices, holders, mentions)


def _agree(said: Collection[str], shown: Collection[str]) -> bool:
    """Is it the same office, or the short form of it: ``le porte-parole`` for ``porte-parole du gouvernement``?"""
    return any(long == short or long.startswith(f"{short} ") for short in said for long in shown)


def _counterpart(
    article: ArticleNames,
    mention: Mention,
    mentions: Sequence[Mention],
    offices: Offices,
    shown: Sequence[_Shown],
) -> str:
    """``son homologue chinois``: who holds, in the state of the phrase, an office of the one person named before it in
    the sentence."""
    match = offices.search(article.text, mention.start, mention.end)
    if match is None or "counterpart" not in match.offices:
        return ""
    person = only(
        m.entity_id
        for m in mentions
        if m.type == "PERSON"
        and m.kind == "name"
        and m.sentence == mention.sentence
        and m.end <= mention.start
    )
    serving = [s for s in article.knowledge.spells if holds(s, article.date)]
    posts = {s.office for s in serving if s.person_id == person}.union(
        *(s.offices for s in shown if s.person == person)
    )
    states = _held(mentions, mention.start, mention.end)
    said = {s.person for s in shown if s.offices & posts and s.holders & states}
    return only(said) or only(s.person_id for s in serving if s.office in posts and s.holder_id in states)


def _is_former(article: ArticleNames, mention: Mention) -> bool:
    words = re.findall(r"[\w-]+", mention.text.lower())
    modifiers = article.knowledge.role_modifiers
    return (
        any(modifiers.get(word) not in {None, "current"} for word in words) or "ex-" in mention.text.lower()
    )


def _holder_at_date(
    article: ArticleNames, offices: frozenset[str], holders: Collection[str], mentions: Sequence[Mention]
) -> str:
    """Who held the office at the article's date: of the state in the phrase; without one, among the people named."""
    serving = [s for s in article.knowledge.spells if s.office in offices and holds(s, article.date)]
    if not holders and not offices - _MANY:
        return ""
    people = {m.entity_id for m in mentions if m.type == "PERSON" and m.kind == "name"}
    if not holders:
        return only(s.person_id for s in serving if s.person_id in people)
    held = {s.person_id for s in serving if s.holder_id in holders}
    return only(held) if held else _open_ended(article, offices, holders, people)


def _open_ended(
    article: ArticleNames, offices: Collection[str], holders: Collection[str], people: Collection[str]
) -> str:
    """An article without a date, or later than the tables: the one person it names whom they show in that office, and
    do not show out of it."""
    spells = (s for s in article.knowledge.spells if s.person_id in people and s.office in offices)
    return only(s.person_id for s in spells if s.holder_id in holders and not (article.date and s.end))
