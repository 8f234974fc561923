"""Roles: definite descriptions of one person without the name (``le président russe``; guide, section 2).

The span runs from the article (from the noun after ``du`` and ``au``) to the last word that says whose office it is.
Where the name stands beside the office (``le président russe Vladimir Poutine``, ``le porte-parole, Sean Spicer,``)
the office is the person's role and no mention. Who holds it is settled by ``pipeline.resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge import Knowledge
from pipeline.knowledge.offices import Offices
from pipeline.records import Mention

_OF = re.compile(r"\s+(?:de la|de l'|du|des|de|d'|à la|à l'|aux|à|au)\s*", re.IGNORECASE)
_PREDICATE = re.compile(
    r"\b(?:est|était|fut|sera|serait|être|devient|devenu|devenue|devenir|resté|reste|élue?|nommée?|comme|en tant que|"
    r"en tant qu'|élections?|investiture|candidatures? au poste|poste de|fonctions? de|rôle de|titre de|candidat à)\s*$"
)
_PREDICATE_REACH = 80
_MINISTER = re.compile(r"(?:vice-|ex-)?(?:ministre|secrétaire d'État)$", re.IGNORECASE)
_PORTFOLIO = re.compile(
    r"\s+(?:de la|de l'|du|des|d'|à la|à l'|aux)\s*[A-ZÀ-Ý][\w-]+"
    r"(?:\s+[a-zà-ÿ-]+(?:el|elle|ale|ique|ère|aires?|ive|ées?|eure?s?)\b)?"
)


class RoleFinder:
    """The role phrases of a text, given the mentions already found in it."""

    def __init__(self, knowledge: Knowledge, offices: Offices) -> None:
        self._offices = offices
        words = "|".join(
            map(re.escape, sorted(knowledge.role_modifiers, key=lambda word: (-len(word), word)))
        )
        self._modifier = re.compile(rf"\s+(?:{words or '(?!)'})(?![\w-])")
        self._phrase = re.compile(
            rf"(?<![\w'-])(?:(?P<determiner>le|la|l'|son|sa|leur|notre|ce|cette)|(?P<contraction>du|au|de|d'))\s*"
            rf"(?P<noun>(?:(?:{words or '(?!)'}|tout nouveau|tout|très|jeune|puissant|puissante)[\s-]+)*"
            rf"(?P<role>(?:ex-|vice-)?{offices.source}))",
            re.IGNORECASE,
        )

    def find(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """The role phrases of ``text`` in reading order, unresolved, ``sentence`` -1. ``mentions`` are the names,
        metonyms and demonyms found so far. Dropped: indefinite and plural phrases, predicates (``est le président``),
        offices beside their holder's name."""
        starts = {mention.start: mention for mention in mentions}
        names = {mention.end for mention in mentions if mention.type == "PERSON"}
        people = {mention.start for mention in mentions if mention.type == "PERSON"}
        taken = {i for m in mentions if m.type in {"PERSON", "ORGANIZATION"} for i in range(m.start, m.end)}
        found = []
        for match in self._phrase.finditer(text):
            if not self._is_definite(match) or match.start("role") in taken:
                continue
            portfolio = _PORTFOLIO.match(text, match.end()) if _MINISTER.match(match["role"]) else None
            end = portfolio.end() if portfolio and portfolio.end() not in taken else match.end()
            end = self._end(text, end, starts)
            if _beside_name(text, match.start(), end, people, names) or _PREDICATE.search(
                text, max(0, match.start() - _PREDICATE_REACH), match.start()
            ):
                continue
            start = match.start() if match["determiner"] else match.start("noun")
            found.append(Mention(start, end, text[start:end], "PERSON", "role", -1, "", "role", 0.8))
        return found

    def _is_definite(self, match: re.Match[str]) -> bool:
        """One person, and a known one: singular forms after a definite or possessive determiner."""
        contraction = (match["contraction"] or "").lower()
        if contraction in {"de", "d'"}:
            return False
        roles = self._offices.roles(re.sub(r"^ex-", "", match["role"], flags=re.IGNORECASE))
        return any("s" in role.number for role in roles) or not roles

    def _end(self, text: str, end: int, starts: dict[int, Mention]) -> int:
        """Where the phrase ends: after demonyms, modifiers and ``de`` + a state, a body, a seat or another office."""
        while True:
            longer = self._longer(text, end, starts)
            if longer == end:
                return end
            end = longer

    def _longer(self, text: str, end: int, starts: dict[int, Mention]) -> int:
        modifier = self._modifier.match(text, end)
        if modifier:
            return modifier.end()
        space = re.match(r"[ \n]+", text[end : end + 3])
        following = starts.get(end + space.end()) if space else None
        if following and (following.kind == "demonym" or following.type == "ORGANIZATION"):
            return following.end
        of = _OF.match(text, end)
        if of is None:
            return end
        following = starts.get(of.end())
        if following and following.kind != "demonym":
            return following.end
        office = (
            self._offices.search(text, of.end(), of.end() + 40)
            if of.group().split()[0] in {"du", "de"}
            else None
        )
        if office and office.start == of.end() and of.group().strip().lower() != "de":
            return office.end
        return end


_VERBS = "critique|indique|explique|réplique|applique|rappelle|appelle|interpelle|signale|avale|dévale"
_TO_NAME = re.compile(
    rf"(?:\s(?:(?:et|de|d'|du|des)\s?)?(?!(?:{_VERBS})\b)(?:(?<=\sde\s)[a-zà-ÿ-]+|(?<=\set\s)[a-zà-ÿ-]+|"
    r"[a-zà-ÿ-]+(?:istes?|iques?|aires?|ains?|aines?|iens?|iennes?|aises?|ais|oises?|ois|ale?|aux|ifs?|ives?|"
    r"eux|euses?|el|elle|ants?|antes?|ateurs?|atrices?|crates?|icains?|icaines?))){0,3}"
    r"\s*(?:[,(:]\s*)?(?:[MD]r?\.\s|Mme\s|(?:Ch|Sh)e[iï]c?kha?\s|Sir\s|Mgr\s|Monseigneur\s)?"
)


def _beside_name(text: str, start: int, end: int, people: set[int], names: set[int]) -> bool:
    """Does the holder's name stand right after the phrase, or right before it as ``X, le président``?"""
    after = _TO_NAME.match(text[end : end + 40])
    if after and after.end() and end + after.end() in people:
        apposed = any(mark in after.group() for mark in ",(:")
        if not apposed or _closes_apposition(text, end + after.end(), people):
            return True
    before = re.search(r"\s*,\s*$", text[max(0, start - 4) : start])
    return bool(before and start - (before.end() - before.start()) in names)


def _closes_apposition(text: str, name_start: int, people: set[int]) -> bool:
    """After ``le président, X``: is ``X`` closed by a comma, a bracket or the end, not joined to more?"""
    tail = re.match(r"[^,.;:()\n]{2,60}?\s*([,.;:()\n]|$)", text[name_start:])
    return bool(tail) and not re.search(r"\s(?:et|ou)\s", tail.group() if tail else "")
