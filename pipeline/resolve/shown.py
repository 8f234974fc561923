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
_COPULA = re.compile(
    r" (?:est|était|fut|devient|est devenue?|était devenue?|a été|est|vient d'être)"
    r"(?: (?:ré)?(?:élue?|nommée?|désignée?))? (?:le |la |l'|un |une )?"
)
_ELSEWHERE = re.compile(r"\b(?:et|à|au|aux|du|des|de|par|en|avec|pour)\b|\bd'")
_OF_OWN = re.compile(r"(?:\b(?:de|du|des|à|au|aux|en|et|ou)|\bd'|\bl')\s*\Z", re.IGNORECASE)
_COMMON = re.compile(r"\b(?:du|des|de la|de l')\s?[A-Za-zÀ-ÿ][\w-]+")
_JOINED = re.compile(r" et (?:(?:d'|de )?(?:ancien |ancienne |ex-)?|l'ancien(?:ne)? )\Z")
_OF_BEFORE = re.compile(r"(?:du|de la|de l'|des|de|d') ?\Z")
_NEXT = re.compile(r"(?: [\w-]+)?(?:,| et)(?: et)? (?:ancien |ancienne |ex-|ex |le |la |l'|un |une )*")
_CLOSED = re.compile(r"\s*(?:\([^()\n]{1,40}\)\s*)?[,.;:)\n]")
_CLOSE = re.compile(r"[.;:!?\n«»),]|\((?=[^)]* )")
_SMALL = re.compile(r"(?:de|d'|du|des|la|le|l'|les|et|à|au|aux|en|ex|m\.?|mme)$", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"(?:ants?|antes?|ancien|ancienne|nouveau|nouvelle|actuel|actuelle|ex-\w+|future?)\Z"
)
_OF_OTHER = re.compile(r"\s+(?:de la|de l'|du|des|de|d')\s*(?!pays\b)[a-zà-ÿ]")
NO_OFFICE = frozenset({"other", "trade", "standing"})
_BODY_OFFICES = frozenset({"head_of_state", "head_of_government", "leader", "monarch"})


@dataclass(frozen=True, slots=True)
class Shown:
    """The article says that this person has this office (of this state or body, when it says so). ``words`` are those
    of the phrase, in lower case, ``places`` those of the places in it, ``genders`` what the written form of the office
    shows; ``of_state`` is false where the phrase names another holder (``président du club``)."""

    start: int
    person: str
    lemmas: frozenset[str]
    offices: frozenset[str]
    holders: frozenset[str]
    statuses: frozenset[RoleStatus]
    genders: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]
    of_state: bool


def offices_shown(article: ArticleNames, mentions: Sequence[Mention], offices: Offices) -> list[Shown]:
    """The offices beside the names of people, in reading order."""
    beside = _Beside(article, mentions, offices)
    shown = []
    for mention in mentions:
        if mention.type != "PERSON" or mention.kind != "name":
            continue
        for match, phrase in beside(mention):
            text = article.text[max(phrase[0], match.start - _BEFORE_OFFICE) : phrase[1]]
            holders = held(mentions, *phrase, match.offices)
            shown.append(
                Shown(
                    start=mention.start,
                    person=mention.entity_id,
                    lemmas=match.lemmas,
                    offices=match.offices,
                    holders=holders,
                    statuses=statuses(article, _without(text, article.text[match.start : match.end])),
                    genders=genders(match, article.text[max(phrase[0], match.start - 4) : match.start]),
                    words=words_of(text),
                    places=places_in(mentions, *phrase),
                    of_state=not any(key.startswith("org:") for key in holders)
                    and not _OF_OTHER.match(article.text, match.end, phrase[1]),
                )
            )
    return shown


def _without(text: str, office: str) -> str:
    """``L'élu`` is elected, not ``élu`` to come: the words of the office are no modifiers of it."""
    before, _, after = text.partition(office)
    return f"{before} {after}"


def words_of(text: str) -> frozenset[str]:
    """The words of a phrase in lower case, elided articles apart."""
    return frozenset(re.findall(r"[\w-]+", text.lower()))


def places_in(mentions: Sequence[Mention], start: int, end: int) -> frozenset[str]:
    """The words of the places that a phrase names."""
    places = (m for m in mentions if m.type == "PLACE" and start <= m.start and m.end <= end)
    return frozenset(word for place in places for word in words_of(place.text))


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


class _Beside:
    """Finds the offices that stand beside the names of an article."""

    def __init__(self, article: ArticleNames, mentions: Sequence[Mention], offices: Offices) -> None:
        self._text = article.text
        self._mentions = [m for m in mentions if m.kind != "role"]
        self._people = {m.start for m in mentions if m.type == "PERSON" and m.kind == "name"}
        self._offices = offices
        self._adjectives = Adjectives(article.knowledge)
        self._generics = article.knowledge.words.get("place_generics", frozenset())

    def __call__(self, name: Mention) -> Iterator[tuple[OfficeMatch, Span]]:
        """The offices that touch a name, each with its phrase: right before it with nothing between but whose office
        it is (and a comma, when one follows the name), or right after it behind a comma, a bracket or ``est``."""
        before = list(self._before(name.start))
        apposed = _NAME_APPOSED.search(self._text, max(0, name.start - _REACH), name.start)
        if apposed and not before and _CLOSED.match(self._text, name.end):
            before = list(self._before(apposed.start()))
        yield from before
        copula = _COPULA.match(self._text, name.end)
        opening = copula or _APPOSED.match(self._text, name.end)
        if opening and (copula or not before or not self._is_of_next(opening.end())):
            yield from self._after(opening.end())

    def _is_of_next(self, start: int) -> bool:
        """In ``le président, X, le ministre, Y,``: is the office after X followed by another name?"""
        closing = _CLOSE.search(self._text, start)
        return closing is not None and closing.end() + 1 in self._people

    def _before(self, end: int) -> Iterator[tuple[OfficeMatch, Span]]:
        """The last office that a phrase up to ``end`` names, and the ones that ``et`` joins to it."""
        reach = max(0, end - _REACH)
        start = reach + max((cut.end() for cut in _BREAK.finditer(self._text[reach:end])), default=0)
        until, joined = end, True
        found = list(self._matches(start, end))
        for index, match in reversed(list(enumerate(found))):
            owned = until == end and _OF_OWN.search(self._text, match.end, until)  # « le médecin de X »
            if not joined or owned or not self._describes(match.end, until):
                return
            yield match, (start, end)
            until = match.start
            nested = index > 1 and _OF_BEFORE.search(self._text, start, found[index - 1].start)
            joined = index > 0 and not nested and bool(_JOINED.search(self._text, match.start - 30, until))

    def _after(self, start: int) -> Iterator[tuple[OfficeMatch, Span]]:
        """The first office after ``start``, and the ones that follow it at once (``acteur, réalisateur et poète``)."""
        match = self._offices.search(self._text, start, start + _REACH)
        if match is None or _ELSEWHERE.search(self._text, start, match.start):
            return
        if not self._describes(start, match.start):
            return
        while match is not None:
            closing = _CLOSE.search(self._text, match.end)
            yield match, (start, closing.start() if closing else len(self._text))
            start = match.end
            match = self._offices.search(self._text, start, start + _REACH)
            if match and not _NEXT.fullmatch(self._text, start, match.start):
                return

    def _matches(self, start: int, end: int) -> Iterator[OfficeMatch]:
        while (match := self._offices.search(self._text, start, end)) is not None:
            yield match
            start = match.end

    def _describes(self, start: int, end: int) -> bool:
        """Is there nothing between but mentions, small words, adjectives, words for places and complements (``du
        musée``): no verb, no quote?"""
        inside = [m for m in self._mentions if start <= m.start and m.end <= end]
        covered = {index for m in inside for index in range(m.start, m.end)}
        rest = "".join(" " if index in covered else self._text[index] for index in range(start, end))
        words = re.findall(r"[ld]'|[\w-]+", _COMMON.sub("", rest))
        return len(words) < 7 and not _BREAK.search(rest) and all(map(self._is_small, words))

    def _is_small(self, word: str) -> bool:
        return bool(
            _SMALL.match(word)
            or word in self._generics
            or self._adjectives.is_one(word)
            or _PARTICIPLE.search(word)
        )
