"""Roles: definite descriptions of one person without the name (``le président russe``; guide, section 2).

The span runs from the article (from the noun after ``du`` and ``au``) to the last word that says whose office it is.
Where the name stands beside the office (``le président russe Vladimir Poutine``, ``le porte-parole, Sean Spicer,``)
the office is the person's role and no mention. Who holds it is settled by ``pipeline.resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.beside import Neighbours
from pipeline.knowledge import Knowledge
from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.offices import Offices
from pipeline.records import Mention

_OF = re.compile(r"\s+(?:de la|de l'|du|des|de|d')\s*", re.IGNORECASE)
_AT = re.compile(
    r"\s+(?:de la|de l'|du|des|de|d'|à la|à l'|aux|à|au|en|auprès (?:de la|de l'|des|de|du))\s*",
    re.IGNORECASE,
)
_ABROAD = re.compile(
    r"(?:ambassad|consul|représentant|envoyé|nonce|chargée? d'aff|correspondant|délégué)", re.IGNORECASE
)
_CANDIDATE = re.compile(r"candidate?\b", re.IGNORECASE)
_RUN = re.compile(
    r" (?:à la|à l'|aux|pour la|pour l')\s?"
    r"(?:primaires?|présidentielles?|législatives?|municipales?|mairie|présidence|élections?|succession)\b"
)
_PREDICATE = re.compile(
    r"\b(?:est|était|fut|sera|serait|être|devient|devenu|devenue|devenir|resté|reste|élue?|nommée?|comme|en tant que|"
    r"en tant qu'|désigner|désignera|désigne|élire|élira|nommer|choisir|se veut|se voulait|se dit|se disait|"
    r"proclamée?|devint|devenait|redevenue?|"
    r"élections?|investiture|candidatures? au poste|poste de|fonctions? de|rôle de|titre de|candidat à)"
    r"(?:\s+(?:aussi|bien|également|désormais|toujours|encore|alors|ainsi|ensuite))?\s*$"
)
_NAMED_FOR = re.compile(
    r"\b(?:fête|coupe|prix|trophée|médaille|rue|avenue|boulevard|square) \Z", re.IGNORECASE
)
_NAMED_FOR_REACH = 12
_SUPERLATIVE = re.compile(r" l[ae] (?:plus|moins)\b")
_PREDICATE_REACH = 80
_CHARGED = re.compile(
    r"\s+(?:chargée?|déléguée?)\s+(?:de la|de l'|du|des|d'|à la|à l'|aux|au|auprès de la|auprès du)\s*[\wà-ÿ-]+"
)
_COMMON = re.compile(
    r"\s+(?:de la |de l'|du |des )(?!(?:plus|moins|meilleure?|même|nouveau|nouvelle|premier|première)\b)"
    r"(?P<noun>[a-zà-ÿ][a-zà-ÿ-]+)(?![\w'])"
)
_WORD = re.compile(r" ([a-zà-ÿ][a-zà-ÿ-]+)")
_MINISTER = re.compile(r"(?:vice-|ex-)?(?:ministre|secrétaire d'État)$", re.IGNORECASE)
_PORTFOLIO = re.compile(
    r"\s+(?:de la|de l'|du|des|d'|à la|à l'|aux)\s*[A-ZÀ-Ý][\w-]+"
    r"(?:\s+[a-zà-ÿ-]+(?:el|elle|ale|ique|ère|aires?|ive|ées?|eure?s?)\b)?"
)


class RoleFinder:
    """The role phrases of a text, given the mentions already found in it."""

    def __init__(self, knowledge: Knowledge, offices: Offices) -> None:
        self._offices = offices
        self._adjectives = Adjectives(knowledge)
        self._numbers = knowledge.words.get("numbers", frozenset())
        words = "|".join(
            map(re.escape, sorted(knowledge.role_modifiers, key=lambda word: (-len(word), word)))
        )
        self._modifier = re.compile(rf"\s+(?:{words or '(?!)'})(?![\w-])")
        self._phrase = re.compile(
            rf"(?<![\w'-])(?:(?P<determiner>le|la|l'|son|sa|leur|notre|ce|cet|cette)|(?P<contraction>du|au|de|d'))\s*"
            rf"(?P<noun>(?:(?:{words or '(?!)'}|tout nouveau|tout|très|jeune|puissante?|célèbre|grande?)[\s-]+)*"
            rf"(?P<role>(?:ex-|vice-)?{offices.source}))",
            re.IGNORECASE,
        )

    def find(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """The role phrases of ``text`` in reading order, unresolved, ``sentence`` -1. ``mentions`` are the names,
        metonyms and demonyms found so far. Dropped: indefinite and plural phrases, predicates (``est le président``),
        superlatives (``le chanteur le plus écouté``), offices beside their holder's name."""
        starts = {mention.start: mention for mention in mentions}
        name_ends = frozenset(mention.end for mention in mentions if mention.type == "PERSON")
        neighbours = Neighbours(text, starts, name_ends, self._adjectives, self._offices)
        taken = {i for m in mentions if m.type in {"PERSON", "ORGANIZATION"} for i in range(m.start, m.end)}
        found = []
        for match in self._phrase.finditer(text):
            if not self._is_definite(match) or match.start("role") in taken:
                continue
            office_end = self._office_end(text, match, taken, mentions)
            end = self._end(text, office_end, starts, match.start("role"))
            if (
                _SUPERLATIVE.match(text, end)
                or neighbours.named(match.start(), end)
                or _PREDICATE.search(text, max(0, match.start() - _PREDICATE_REACH), match.start())
            ):
                continue
            start = match.start() if match["determiner"] else match.start("noun")
            found.append(Mention(start, end, text[start:end], "PERSON", "role", -1, "", "role", 0.8))
        return found

    def _office_end(
        self, text: str, match: re.Match[str], taken: set[int], mentions: Sequence[Mention]
    ) -> int:
        """Where the words of the office end: after a portfolio, or a name that the form runs into
        (``président de la [République française]``)."""
        office = self._offices.search(text, match.start("role"))
        end = max(match.end(), office.end if office and office.start < match.end() else 0)
        portfolio = (
            (_CHARGED.match(text, end) or _PORTFOLIO.match(text, end))
            if _MINISTER.match(match["role"])
            else None
        )
        if portfolio and portfolio.end() not in taken:
            return portfolio.end()
        return max((m.end for m in mentions if match.start("role") < m.start < end < m.end), default=end)

    def _is_definite(self, match: re.Match[str]) -> bool:
        """One person, and a known one: singular forms after a definite or possessive determiner, not what a feast, a
        prize or a street is called after (``la fête du roi``)."""
        contraction = (match["contraction"] or "").lower()
        start = match.start()
        if contraction in {"de", "d'"} or (
            contraction and _NAMED_FOR.search(match.string, max(0, start - _NAMED_FOR_REACH), start)
        ):
            return False
        roles = self._offices.roles(re.sub(r"^ex-", "", match["role"], flags=re.IGNORECASE))
        return any("s" in role.number for role in roles) or not roles

    def _end(self, text: str, end: int, starts: dict[int, Mention], start: int) -> int:
        """Where the phrase ends: after demonyms, modifiers, ``de`` + a state, a body, a seat or another office, and a
        common noun with its article (``du club``, ``de la ville``)."""
        while True:
            longer = self._longer(text, end, starts, start)
            if longer == end:
                return end
            end = longer

    def _longer(self, text: str, end: int, starts: dict[int, Mention], start: int) -> int:
        modifier = self._modifier.match(text, end)
        if modifier:
            return modifier.end()
        space = re.match(r"[ \n]+", text[end : end + 3])
        following = starts.get(end + space.end()) if space else None
        if following and (following.kind == "demonym" or following.type in {"ORGANIZATION", "PLACE"}):
            return following.end
        word = _WORD.match(text, end)
        if word and self._adjectives.is_one(word[1]) and end + 1 not in starts:
            return word.end()
        run = _RUN.match(text, end) if _CANDIDATE.match(text, start) else None
        if run:
            return run.end()
        of = (_AT if _ABROAD.match(text, start) else _OF).match(text, end)
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
        noun = _COMMON.match(text, end)
        return noun.end() if noun and noun["noun"] not in self._numbers else end
