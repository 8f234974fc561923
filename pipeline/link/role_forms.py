"""The words for an office that one person holds, as one pattern, and what may qualify them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge import Knowledge, Role
from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.patterns import OF, either

OCCUPATION = "occupation"  # what somebody does in a body without an office: an affiliation to that body alone
_OF = re.compile(rf" {OF}?")
_PRIVATE = {"groupe", "parti"}  # of a state's nouns those that are no part of the state
_NATIONAL = {"équipe"}  # of the other bodies those that a state has: « l'équipe de France »


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The singular role forms, longest first in ``pattern``, with their roles, and the words beside an office.

    ``bodies`` are common nouns of bodies, ``private`` those of them that belong to no state, ``names`` pairs
    of an entity and a name of it in small letters.
    """

    pattern: re.Pattern[str]
    by_form: Mapping[str, Role]
    adjectives: Adjectives
    kept: frozenset[str]
    bodies: frozenset[str]
    private: frozenset[str]
    names: frozenset[tuple[str, str]]

    def title(self, role: Role) -> str:
        """The office as the form says it, without the holder that it names: *porte-parole* (du Kremlin)."""
        fixed = ":" in role.holder or role.office == "ambassador_to_un"
        shorter = self.shorter(role.form.lower()) if fixed else None
        while shorter is not None:
            name = _OF.sub("", role.form[len(shorter.form) :], count=1).lower()
            if (role.holder, name) in self.names or ":" not in role.holder:
                return shorter.form
            shorter = self.shorter(shorter.form.lower())
        return role.form

    def shorter(self, form: str) -> Role | None:
        """The longest office of the tables that a longer form begins with."""
        while form := form.rpartition(" ")[0]:
            if form in self.by_form and self.by_form[form].office != OCCUPATION:
                return self.by_form[form]
        return None


@lru_cache(maxsize=4)
def role_words(knowledge: Knowledge) -> RoleWords:
    """Index the tables; plural forms name nobody by themselves, a trade (*la romancière*) or
    standing (*le suspect*) is no office: they are left out."""
    by_form: dict[str, Role] = {}
    for role in knowledge.roles:
        if role.number != "p" and role.office not in ("trade", "standing"):
            by_form.setdefault(role.form.lower(), role)
    for word in sorted(knowledge.words["occupations"]):
        by_form.setdefault(word, Role(word, word, "mf", "s", OCCUPATION, "organization"))
    bodies = frozenset().union(*(knowledge.words[name] for name in ("bodies", "body_heads", "body_nouns")))
    return RoleWords(
        re.compile(rf"(?<!\w)(?<!(?<!ex)-)(?:{either(by_form)})(?![\w-])"),
        by_form,
        Adjectives(knowledge),
        knowledge.words["office_adjectives"],
        bodies,
        bodies - (knowledge.words["state_nouns"] - _PRIVATE) - _NATIONAL,
        frozenset((form.entity_id, form.form.lower()) for form in knowledge.forms if form.kind != "demonym"),
    )
