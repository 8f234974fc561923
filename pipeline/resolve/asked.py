"""What a role phrase asks for: an office, whose it is, and what else the phrase says of the person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.knowledge import Knowledge
from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.offices import OfficeMatch, Offices
from pipeline.records import Mention, RoleStatus
from pipeline.resolve.article import ArticleNames
from pipeline.resolve.shown import Shown, genders, held, places_in, statuses, words_of

_COMPLEMENT = re.compile(
    r"\s+(?P<of>(?:de la|du|des|de)(?=\s)|de l'|d')\s*(?P<marks>[«\"]\s*)?(?P<word>[A-Za-zÀ-ÿ][\w-]{2,})"
)
_COMPLEMENT_REACH = 40
_INFINITIVE = re.compile(r"(?:er|ir|[bcdptuvaoi]re)\Z")
_OF_ALL = frozenset({"pays", "nation", "ville", "commune", "gauche", "droite", "centre"})
_NO_COMPLEMENT = frozenset({"plus", "nouveau", "jour", "longue", "date", "facto", "même"})
_ONCE = re.compile(r"\b(?:ancien|ancienne|ex)\b")
_NEW = frozenset({"nouveau", "nouvel", "nouvelle"})
_OTHER_TIME = re.compile(r"\s+(?:(?:en|de) (?P<year>[12]\d{3})\b|à l'époque|de l'époque|d'alors)")
_IN_YEAR = re.compile(r"\b[Ee]n (?P<year>[12]\d{3}), ?\Z")
_YEAR_REACH = 12
_ELECTED = frozenset({"legislator", "mayor", "vice_president"})
LEADING = frozenset(
    {"head_of_state", "head_of_government", "monarch", "supreme_leader", "leader", "party_leader"}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A role phrase. ``said`` are its adjectives other than states' and modifiers, ``places`` the words of the places
    in it, ``complement`` the words of what follows ``de`` and are no mention; ``broad`` is a word for several
    offices (``le dirigeant``), ``new`` one who took office lately, ``once`` an ``ancien``, ``past`` one
    at another time than the article's."""

    mention: Mention
    match: OfficeMatch
    lemmas: frozenset[str]
    holders: frozenset[str]
    statuses: frozenset[RoleStatus]
    genders: frozenset[str]
    said: frozenset[str]
    places: frozenset[str]
    complement: frozenset[str]
    broad: bool
    new: bool
    past: bool
    once: bool

    @property
    def offices(self) -> frozenset[str]:
        """The classes of office that the phrase may mean."""
        return self.match.offices

    def names_office_of(self, shown: Shown) -> bool:
        """Is it the office shown, its short form (``le porte-parole`` for ``porte-parole du gouvernement``), or a word
        that takes it in (``le chef de l'État`` for ``président``)?"""
        if any(
            long == short or long.startswith(f"{short} ") for short in self.lemmas for long in shown.lemmas
        ):
            return True
        if "head_of_state" in self.offices & shown.offices and shown.of_state and not self.complement:
            return True  # « le président » where the article has « le chef de l'État, X »
        leads = not self.offices.isdisjoint(LEADING)
        if not self.broad or (leads and not shown.of_state):
            return False
        wider = LEADING if "leader" in self.offices else _ELECTED if "élu" in self.lemmas else frozenset()
        return not shown.offices.isdisjoint(self.offices | wider)


def ask(
    article: ArticleNames, mention: Mention, mentions: Sequence[Mention], offices: Offices
) -> Asked | None:
    """What the role phrase asks for; None when no office of the tables is in it."""
    text = article.text
    match = offices.search(text, mention.start, mention.end)
    if match is None:
        return None
    adjectives = Adjectives(article.knowledge)
    rest = words_of(text[mention.start : match.start] + " " + text[match.end : mention.end])
    inside = [m for m in mentions if mention.start <= m.start and m.end <= mention.end and m is not mention]
    demonyms = {m.text.lower() for m in inside if m.kind == "demonym"}
    fixed = {role.holder for role in match.roles if ":" in role.holder}
    other_time = _OTHER_TIME.match(text, mention.end) or _IN_YEAR.search(
        text, max(0, mention.start - _YEAR_REACH), mention.start
    )
    return Asked(
        mention=mention,
        match=match,
        lemmas=match.lemmas,
        holders=frozenset(fixed) | held(mentions, mention.start, mention.end, match.offices),
        statuses=statuses(article, text[mention.start : match.start] + " " + text[match.end : mention.end]),
        genders=genders(match, text[mention.start : match.start]),
        said=frozenset(
            word
            for word in rest - demonyms
            if adjectives.is_one(word) and word not in article.knowledge.role_modifiers
        ),
        places=places_in(mentions, mention.start, mention.end),
        complement=_complement(text, mention, match, inside),
        broad=is_broad(match, article.knowledge),
        new=not _NEW.isdisjoint(rest),
        once=_ONCE.search(mention.text.lower()) is not None,
        past=other_time is not None and other_time["year"] != article.date[:4],
    )


def is_broad(match: OfficeMatch, knowledge: Knowledge) -> bool:
    """Is it a word for several offices (``dirigeant``)?"""
    return any(word.lower() in match.lemmas for word in knowledge.words.get("broad_roles", ()))


def _complement(text: str, mention: Mention, match: OfficeMatch, inside: Sequence[Mention]) -> frozenset[str]:
    """The words of the complements that no mention is (``le président du groupe``), for offices that bodies and places
    have too; none that is the verb's (``au président de partir``)."""
    if all(role.holder not in {"any", "organization"} for role in match.roles):
        return frozenset()
    words: list[str] = []
    end = mention.end
    for found in _COMPLEMENT.finditer(text, match.end, mention.end + _COMPLEMENT_REACH):
        if found.start() > end:
            break
        end = max(end, found.end())
        verbal = not found["marks"] and found["of"] in {"de", "d'"} and _INFINITIVE.search(found["word"])
        if verbal or found["word"] in _NO_COMPLEMENT:
            break
        if found["word"] not in _OF_ALL and not any(m.start <= found.start("word") < m.end for m in inside):
            words.append(found["word"].lower())
    return frozenset(words)
