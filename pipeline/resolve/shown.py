"""Whom the article shows in which office: ``le président russe Vladimir Poutine``, ``Sean Spicer, porte-parole``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.offices import OfficeMatch, Offices
from pipeline.records import Mention, RoleStatus, Span
from pipeline.resolve.article import ArticleNames

_REACH = 80
_BEFORE_OFFICE = 25
_BREAK = re.compile(r"[.;:!?\n«»(]|,\s(?=.)")
_APPOSED = re.compile(r"(?:\s*\([^()\n]{1,40}\))?\s*[,(]\s*(?:le |la |l'|un |une |son |sa )?")
_NAME_APPOSED = re.compile(r"\s*,\s*\Z")
_CLOSED = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?[,.;:)\n]")
_CLOSE = re.compile(r"[.;:!?\n«»),]")
_SMALL = re.compile(r"(?:de|d'|du|des|la|le|l'|les|et|à|au|aux|en|ex|m\.?|mme)$", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"(?:ants?|antes?|ancien|ancienne|nouveau|nouvelle|actuel|actuelle|ex-\w+|future?)\Z"
)
_OF_OTHER = re.compile(r"\s+(?:de la|de l'|du|des|de|d')\s*(?!pays\b)[a-zà-ÿ]")
_BODY_OFFICES = frozenset({"head_of_state", "head_of_government", "leader", "monarch"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The article says that this person has this office (of this state or body, when it says so). ``words`` are those
    of the phrase, in lower case, ``genders`` what the written form of the office shows; ``of_state`` is false where the
    phrase names another holder (``président du club``)."""

    start: int
    person: str
    lemmas: frozenset[str]
    offices: frozenset[str]
    holders: frozenset[str]
    statuses: frozenset[RoleStatus]
    genders: frozenset[str]
    words: frozenset[str]
    of_state: bool


def offices_shown(article: ArticleNames, mentions: Sequence[Mention], offices: Offices) -> list[Shown]:
    """The offices beside the names of people, in reading order."""
    adjectives = Adjectives(article.knowledge)
    shown = []
    for mention in mentions:
        if mention.type != "PERSON" or mention.kind != "name":
            continue
        for match, phrase in _beside(article.text, mention, mentions, offices, adjectives):
            text = article.text[max(phrase[0], match.start - _BEFORE_OFFICE) : phrase[1]]
            holders = held(mentions, *phrase, match.offices)
            shown.append(
                Shown(
                    start=mention.start,
                    person=mention.entity_id,
                    lemmas=frozenset(role.lemma.lower() for role in match.roles),
                    offices=match.offices,
                    holders=holders,
                    statuses=statuses(article, text),
                    genders=genders(match, article.text[max(phrase[0], match.start - 4) : match.start]),
                    words=words_of(text),
                    of_state=not any(key.startswith("org:") for key in holders)
                    and not _OF_OTHER.match(article.text, match.end, phrase[1]),
                )
            )
    return shown


def words_of(text: str) -> frozenset[str]:
    """The words of a phrase in lower case, elided articles apart."""
    return frozenset(re.findall(r"[\w-]+", text.lower()))


def statuses(article: ArticleNames, text: str) -> frozenset[RoleStatus]:
    """What the modifiers of a phrase say of the office (``ancien``, ``élu``, ``par intérim``), now left out."""
    modifiers = article.knowledge.role_modifiers
    words = re.findall(r"[\w-]+", text.lower())
    pairs = [*words, *(" ".join(pair) for pair in pairwise(words))]
    found = {modifiers[word] for word in pairs if word in modifiers}
    if any(word.startswith("ex-") for word in words):
        found.add("former")
    return frozenset(found - {"current"})


def genders(match: OfficeMatch, determiner: str) -> frozenset[str]:
    """``m`` or ``f`` where the form of the office, or a feminine article before it, shows one only; ``le ministre`` may
    be a woman."""
    if re.search(r"\b(?:la|une) ?\Z", determiner.lower()):
        return frozenset("f")
    return frozenset(gender for role in match.roles for gender in role.gender)


def held(mentions: Sequence[Mention], start: int, end: int, offices: frozenset[str]) -> frozenset[str]:
    """The states and bodies that the phrase names; who presides a body does not preside the state in its name."""
    inside = [
        m
        for m in mentions
        if start <= m.start and m.end <= end and m.type in {"STATE", "ORGANIZATION"} and m.entity_id
    ]
    bodies = [m for m in inside if m.type == "ORGANIZATION"] if offices & _BODY_OFFICES else []
    return frozenset(
        m.entity_id
        for m in inside
        if m in bodies or not any(body.start <= m.start and m.end <= body.end for body in bodies)
    )


def _beside(
    text: str, name: Mention, mentions: Sequence[Mention], offices: Offices, adjectives: Adjectives
) -> Iterator[tuple[OfficeMatch, Span]]:
    """The offices that touch a name, each with its phrase: right before it with nothing between but whose office it is
    (and a comma, when one follows the name), or right after it behind a comma or bracket."""
    reach = max(0, name.start - _REACH)
    start = reach + max((cut.end() for cut in _BREAK.finditer(text[reach : name.start])), default=0)
    before = list(_matches(text, start, name.start, offices))
    if before and _describes(text, before[-1].end, name.start, mentions, adjectives):
        yield before[-1], (start, name.start)
    apposed = _NAME_APPOSED.search(text, reach, name.start) if _CLOSED.match(text, name.end) else None
    if apposed and not before:
        start = reach + max((cut.end() for cut in _BREAK.finditer(text[reach : apposed.start()])), default=0)
        before = list(_matches(text, start, apposed.start(), offices))
        if before and _describes(text, before[-1].end, apposed.start(), mentions, adjectives):
            yield before[-1], (start, apposed.start())
    opening = _APPOSED.match(text, name.end)
    match = offices.search(text, opening.end(), opening.end() + _REACH) if opening else None
    if opening and match and _describes(text, opening.end(), match.start, mentions, adjectives):
        closing = _CLOSE.search(text, match.end)
        yield match, (opening.end(), closing.start() if closing else len(text))


def _matches(text: str, start: int, end: int, offices: Offices) -> Iterator[OfficeMatch]:
    while (match := offices.search(text, start, end)) is not None:
        yield match
        start = match.end


def _describes(text: str, start: int, end: int, mentions: Sequence[Mention], adjectives: Adjectives) -> bool:
    """Is there nothing between but mentions, small words and adjectives (no verb)?"""
    inside = [m for m in mentions if start <= m.start and m.end <= end and m.kind != "role"]
    covered = {index for m in inside for index in range(m.start, m.end)}
    rest = "".join(" " if index in covered else text[index] for index in range(start, end))
    words = re.findall(r"[\w'-]+", rest)
    return len(words) < 7 and all(
        _SMALL.match(word) or adjectives.is_one(word) or _PARTICIPLE.search(word) for word in words
    )
