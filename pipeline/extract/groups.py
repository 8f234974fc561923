"""Groups: plural descriptions of actors already named (``les deux pays``, ``les deux dirigeants``; guide, section 2).

The span starts at the article, at the noun phrase after a contraction (``des deux pays``: ``deux pays``), and ends at
the last word (``les deux chefs d'État africains``). Who is meant is settled by ``pipeline.resolve``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.knowledge import Knowledge
from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.patterns import either
from pipeline.records import EntityType, Mention

_SCORE = 0.6
_TYPES: dict[str, EntityType] = {
    "group_nouns_state": "STATE",
    "group_nouns_party": "STATE",
    "group_nouns_person": "PERSON",
    "group_nouns_organization": "ORGANIZATION",
}
_TAIL = re.compile(
    r" (?:d'opposition|de l'opposition|de la majorité|de gauche|de droite|(?P<adjective>[a-zà-ÿ][a-zà-ÿ-]+))(?![\w'])"
)
_NARROWED = re.compile(
    r"(?: [a-zà-ÿ]+ment)?\s+(?:(?!(?:plus|depuis|puis|mais|jamais|tous)\b)"
    r"[a-zà-ÿ-]+(?:és|ées|is|ises|us|ues|ants|antes|ayant)\b|qui\b|que\b|qu'|dont\b|ayant\b)"
)
_OWNED = re.compile(r" (?:d'|de |du |des )")
_COUPLE = re.compile(r"\b(?:(?P<article>[Ll]e|[Cc]e) |(?:[Dd]u|[Aa]u) )(?P<noun>couple)(?= [a-zà-ÿ']|[,.;])")
_PAIRED = re.compile(r" (?:d'|de |du |des |que |qui )")
_FAMILY = (
    r"\b(?:(?P<article>[Ll]es|[Cc]es)|[Dd]es|[Aa]ux) (?P<phrase>(?:époux |frères |sœurs )?(?:%s))(?![\w'-])"
)
_FULL_NAME = re.compile(r"[A-ZÀ-Ý][\w'.-]* (?P<surname>\S.*)")


class GroupFinder:
    """The group phrases that the word lists and the plural forms of offices allow."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._types: dict[str, EntityType] = {
            role.form: "PERSON" for role in knowledge.roles if "p" in role.number
        }
        for words, type_ in _TYPES.items():
            self._types |= dict.fromkeys(knowledge.words.get(words, frozenset()), type_)
        self._adjectives = Adjectives(knowledge)
        shared: dict[str, set[str]] = {}
        for form in knowledge.forms:
            if form.kind == "name" and form.type == "STATE":
                shared.setdefault(f"{form.form}s", set()).add(form.entity_id)
        self._twins = {form: tuple(sorted(ids)) for form, ids in shared.items() if len(ids) == 2}
        self._twin_pattern = re.compile(rf"\b(?:[Ll]es )?deux (?P<noun>{either(self._twins)})\b")
        self._pattern = re.compile(
            rf"\b(?:(?P<article>les|ces|leurs|nos)|des|aux)\s+"
            rf"(?P<phrase>(?:{either(knowledge.words.get('numbers', frozenset()))})\s+"
            rf"(?:(?:autres|grands|grandes)\s+)?(?P<noun>{either(self._types)}))(?![\w'-])",
            re.IGNORECASE,
        )

    def find(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """The group phrases of ``text``, one unresolved mention each, ``sentence`` -1; ``mentions`` are the names and
        demonyms found. Indefinite ones (``deux pays voisins`` without an article), and those told apart by what follows
        (``les deux hommes arrêtés``) are none. ``les deux Corées`` carries its states as ``candidates``."""
        demonyms = {mention.start: mention.end for mention in mentions if mention.kind == "demonym"}
        found = [
            _group(text, *match.span(), "STATE", self._twins[match["noun"]])
            for match in self._twin_pattern.finditer(text)
        ]
        for match in self._pattern.finditer(text):
            type_ = self._types.get(match["noun"]) or self._types.get(match["noun"].lower())
            end = self._end(text, match.end(), demonyms)
            owned = type_ == "PERSON" and _OWNED.match(text, end)  # « les deux avocats de X »
            if type_ and not owned and not _NARROWED.match(text, end):
                start = match.start() if match["article"] else match.start("phrase")
                found.append(_group(text, start, end, type_))
        for match in _COUPLE.finditer(text):
            if self._end(text, match.end(), demonyms) == match.end() and not _PAIRED.match(text, match.end()):
                start = match.start() if match["article"] else match.start("noun")
                found.append(_group(text, start, match.end(), "PERSON"))
        return found

    def families(self, text: str, names: Sequence[Mention]) -> list[Mention]:
        """``Les Morel`` where the article names two people of that surname in full: a group, whatever the model takes
        the surname for."""
        people = {mention.text for mention in names if mention.type == "PERSON"}
        full = [found["surname"] for name in sorted(people) if (found := _FULL_NAME.fullmatch(name))]
        shared = {surname for surname in full if full.count(surname) > 1}
        if not shared:
            return []
        called = re.finditer(_FAMILY % either(shared), text)
        return [
            _group(text, one.start() if one["article"] else one.start("phrase"), one.end(), "PERSON")
            for one in called
        ]

    def _end(self, text: str, end: int, demonyms: dict[int, int]) -> int:
        """Where the phrase ends: after demonyms, adjectives and ``de l'opposition``."""
        while True:
            tail = _TAIL.match(text, end)
            if tail is None:
                return end
            if end + 1 in demonyms:
                end = demonyms[end + 1]
            elif tail["adjective"] is None or self._adjectives.is_one(tail["adjective"]):
                end = tail.end()
            else:
                return end


def _group(text: str, start: int, end: int, type_: EntityType, candidates: tuple[str, ...] = ()) -> Mention:
    return Mention(start, end, text[start:end], type_, "group", -1, "", "group", _SCORE, candidates)
