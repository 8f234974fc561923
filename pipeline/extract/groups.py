"""Groups: plural descriptions of actors already named (``les deux pays``, ``les deux dirigeants``; guide, section 2).

The span starts at the article, at the noun phrase after a contraction (``des deux pays``: ``deux pays``), and ends at
the noun. Who is meant is settled by ``pipeline.resolve``.
"""

from __future__ import annotations

import re

from pipeline.knowledge import Knowledge
from pipeline.records import EntityType, Mention

_TYPES: dict[str, EntityType] = {
    "group_nouns_state": "STATE",
    "group_nouns_person": "PERSON",
    "group_nouns_organization": "ORGANIZATION",
}
_ANYONE = frozenset({"hommes", "femmes"})
_NARROWED = re.compile(r"\s+(?:[a-zà-ÿ-]+(?:és|ées|is|ises|us|ues|ants)\b|qui\b|que\b|qu'|dont\b)")


class GroupFinder:
    """The group phrases that the word lists allow."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._types: dict[str, EntityType] = {
            noun: type_ for words, type_ in _TYPES.items() for noun in knowledge.words.get(words, frozenset())
        }
        numbers = "|".join(sorted(knowledge.words.get("numbers", frozenset()), key=len, reverse=True))
        nouns = "|".join(sorted(map(re.escape, self._types), key=len, reverse=True))
        shared: dict[str, set[str]] = {}
        for form in knowledge.forms:
            if form.kind == "name" and form.type == "STATE":
                shared.setdefault(f"{form.form}s", set()).add(form.entity_id)
        self._twins = {form: tuple(sorted(ids)) for form, ids in shared.items() if len(ids) == 2}
        twins = "|".join(sorted(map(re.escape, self._twins))) or "(?!)"
        self._twin_pattern = re.compile(rf"\b(?:[Ll]es )?deux (?P<twins>{twins})\b")
        self._pattern = re.compile(
            rf"\b(?:(?P<article>les|ces|leurs|nos)\s+|(?:des|aux|entre|de|d'|ses)\s+)"
            rf"(?P<phrase>(?:{numbers or '(?!)'})\s+(?:(?:autres|grands|grandes)\s+)?(?P<noun>{nouns or '(?!)'}))\b",
            re.IGNORECASE,
        )

    def find(self, text: str) -> list[Mention]:
        """The group phrases of ``text``, one unresolved mention each, ``sentence`` -1. Indefinite ones (``deux pays
        voisins`` without an article), and people told apart by what follows (``les deux hommes arrêtés``) are none.
        ``les deux Corées`` carries its states as ``candidates``."""
        found = [
            Mention(
                *match.span(),
                match.group(),
                "STATE",
                "group",
                -1,
                "",
                "group",
                0.95,
                self._twins[match["twins"]],
            )
            for match in self._twin_pattern.finditer(text)
        ]
        for match in self._pattern.finditer(text):
            if _NARROWED.match(text, match.end()) and match["noun"].lower() in _ANYONE:
                continue
            determiner = match.group("article")
            if determiner is None and not match.group().lower().startswith(("des", "aux")):
                continue
            start = match.start() if determiner else match.start("phrase")
            type_ = self._types.get(match["noun"]) or self._types.get(match["noun"].lower())
            if type_ is not None:
                found.append(
                    Mention(
                        start, match.end(), text[start : match.end()], type_, "group", -1, "", "group", 0.7
                    )
                )
        return found
