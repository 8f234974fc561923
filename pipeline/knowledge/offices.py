"""Role words met in a text: which office does the phrase at this place name?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from pipeline.knowledge.entries import Knowledge, Role
from pipeline.knowledge.patterns import either

_TAIL = re.compile(r"(?P<head>\S+) (?P<tail>(?:de|du|des|à|aux) .+|(?:d|à l)'.+)")


@dataclass(frozen=True, slots=True)
class OfficeMatch:
    """A role form at ``start:end`` with the roles it can be (one form may serve several offices)."""

    start: int
    end: int
    roles: tuple[Role, ...]

    @property
    def offices(self) -> frozenset[str]:
        return frozenset(role.office for role in self.roles)

    @property
    def lemmas(self) -> frozenset[str]:
        """In small letters, one for all genders and numbers."""
        return frozenset(role.lemma.lower() for role in self.roles)


class Offices:
    """The role forms of the tables as one pattern, longest form first; capitals do not matter."""

    def __init__(self, knowledge: Knowledge) -> None:
        by_form: dict[str, list[Role]] = defaultdict(list)
        for role in knowledge.roles:
            by_form[role.form.lower()].append(role)
        self._roles = {form: tuple(roles) for form, roles in by_form.items()}
        self.source = rf"(?:{_alternatives(self._roles) or '(?!)'})(?![\w-])"
        self._pattern = re.compile(rf"(?<![^\W_]){self.source}", re.IGNORECASE)
        demonyms = {form.form for form in knowledge.forms if form.kind == "demonym"}
        self._between = frozenset({"chargé", "chargée", *demonyms, *knowledge.role_modifiers})
        self._tails = _tails(self._roles)
        self._held: dict[str, set[str]] = defaultdict(set)
        for spell in knowledge.spells:
            self._held[spell.person_id].add(spell.office)

    def search(self, text: str, start: int = 0, end: int | None = None) -> OfficeMatch | None:
        """The first role form that begins at a word between ``start`` and ``end``, the longest there; a state's
        adjective or a modifier may part it (``ministre marocain des Affaires étrangères``)."""
        end = len(text) if end is None else end
        for match in self._pattern.finditer(text, start, end):
            if not match.start() or text[match.start() - 1] != "-":
                found = OfficeMatch(match.start(), match.end(), self._roles[match.group().lower()])
                return self._parted(text, found, end) or found
        return None

    def _parted(self, text: str, found: OfficeMatch, end: int) -> OfficeMatch | None:
        """The longer form that begins with the one found and goes on after one word."""
        head = text[found.start : found.end].lower()
        tails = self._tails.get(head)
        match = tails.match(text, found.end, end) if tails else None
        if match is None or match["between"].lower() not in self._between:
            return None
        return OfficeMatch(found.start, match.end(), self._roles[f"{head} {match['tail'].lower()}"])

    def held_by(self, person: str) -> frozenset[str]:
        """The offices that the tables give a person at any time."""
        return frozenset(self._held.get(person, ()))

    def roles(self, form: str) -> tuple[Role, ...]:
        """The roles of a written form, empty when it is none."""
        return self._roles.get(form.lower(), ())


def _alternatives(forms: Collection[str]) -> str:
    """The forms as a pattern, longest first; those of one first letter together, so that a place in a text is held
    against a few of the hundreds."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        by_letter[form[0]].append(re.escape(form[1:]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(ends)})" for letter, ends in by_letter.items())


def _tails(forms: Collection[str]) -> dict[str, re.Pattern[str]]:
    """Head of a form (``ministre``) → the ends that a word may part from it (``des Affaires étrangères``)."""
    tails: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        parts = _TAIL.fullmatch(form)
        if parts and parts["head"] in forms:
            tails[parts["head"]].append(parts["tail"])
    return {
        head: re.compile(
            rf" (?P<between>[\w-]+) (?P<tail>{either(ends)})(?![\w-])",
            re.IGNORECASE,
        )
        for head, ends in tails.items()
    }
