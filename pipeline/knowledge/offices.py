"""Role words met in a text: which office does the phrase at this place name?"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from pipeline.knowledge.entries import Knowledge, Role


@dataclass(frozen=True, slots=True)
class OfficeMatch:
    """A role form at ``start:end`` with the roles it can be (one form may serve several offices)."""

    start: int
    end: int
    roles: tuple[Role, ...]

    @property
    def offices(self) -> frozenset[str]:
        return frozenset(role.office for role in self.roles)


class Offices:
    """The role forms of the tables as one pattern, longest form first; capitals do not matter."""

    def __init__(self, knowledge: Knowledge) -> None:
        by_form: dict[str, list[Role]] = defaultdict(list)
        for role in knowledge.roles:
            by_form[role.form.lower()].append(role)
        self._roles = {form: tuple(roles) for form, roles in by_form.items()}
        alternatives = "|".join(map(re.escape, sorted(self._roles, key=lambda form: (-len(form), form))))
        self.source = rf"(?:{alternatives or '(?!)'})(?![\w-])"
        self._pattern = re.compile(self.source, re.IGNORECASE)

    def search(self, text: str, start: int = 0, end: int | None = None) -> OfficeMatch | None:
        """The first role form that begins at a word between ``start`` and ``end``, the longest there."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            if not match.start() or not (text[match.start() - 1].isalnum() or text[match.start() - 1] == "-"):
                return OfficeMatch(match.start(), match.end(), self._roles[match.group().lower()])
        return None

    def roles(self, form: str) -> tuple[Role, ...]:
        """The roles of a written form, empty when it is none."""
        return self._roles.get(form.lower(), ())
