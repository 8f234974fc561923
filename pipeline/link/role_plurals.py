"""Offices of several people at once: *les présidents [russe] X et [turc] Y*, *les députés [LR] X et Y*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.knowledge import Knowledge, Role
from pipeline.knowledge.patterns import either
from pipeline.link.role_forms import role_words
from pipeline.link.role_phrases import RolePhrase
from pipeline.records import Mention, Sentence

_PREPOSITION = r"(?:de la |de l'|du |des |de |d')\s*"
_AND = r"(?:et|puis|ainsi que)\s+"
_BETWEEN = re.compile(rf"\s*(?:,\s*)?(?:{_AND})?(?:{_PREPOSITION})?(?:M\.? |Mme )?")
_OF = re.compile(rf"\b{_PREPOSITION}\Z")
_WORD_BEFORE = re.compile(r"([\w-]+)[ -]\Z")
_NEXT = re.compile(rf"\s*(?:,\s*|,?\s*{_AND})(?:M\.? |Mme )?")
_LIST = re.compile(r"\s*,\s*(?:respectivement\s+)?(?:(?:tous (?:les )?)?(?:deux|trois)\s+|les\s+)?")
_ONE_OF = re.compile(r"\bune? des\s+\Z")
_COUNT = re.compile(r"\b(deux|trois|quatre)\s+\Z")
_NUMBERS = ("", "un", "deux", "trois", "quatre")


class PluralForms(NamedTuple):
    """The plural role forms as a pattern, and the singular of each."""

    pattern: re.Pattern[str]
    singular: Mapping[str, Role]


@dataclass(frozen=True, slots=True)
class _Row:
    """What follows a plural office: its qualifiers and the names, in order, and where it all ends."""

    items: tuple[Mention, ...]
    tail: str
    end: int

    @property
    def names(self) -> list[Mention]:
        return [item for item in self.items if item.type == "PERSON"]

    @property
    def qualifiers(self) -> list[Mention]:
        return [item for item in self.items if item.type != "PERSON"]


@lru_cache(maxsize=4)
def plural_forms(knowledge: Knowledge) -> PluralForms:
    """Index the plural forms that have a singular of their gender and office."""
    singular = {
        (role.lemma, role.gender, role.office): role for role in knowledge.roles if role.number == "s"
    }
    found: dict[str, Role] = {}
    for role in knowledge.roles:
        one = singular.get((role.lemma, role.gender, role.office))
        if role.number == "p" and one is not None:
            found.setdefault(role.form.lower(), one)
    return PluralForms(re.compile(rf"(?<![\w-])(?:{either(found)})(?![\w-])"), found)


def find_plural_phrases(
    sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge
) -> Iterator[tuple[RolePhrase, Mention]]:
    """Yield an office and its person for each name that a plural office is given to, in reading order.

    The qualifiers (states, bodies) go to the names one by one when there are as many, to all when there is one.
    Dropped: a plural office with a single name, unless it says *un des*; one whose names a comma parts from a lone
    qualifier, unless a numeral counts them (*les députés [LR], X et Y* may be an enumeration).
    """
    forms = plural_forms(knowledge)
    lower = sentence.text.lower()
    for match in forms.pattern.finditer(lower):
        if any(m.start <= sentence.start + match.start() < m.end for m in mentions if m.kind == "name"):
            continue
        role = forms.singular[match[0]]
        longer = _longer(role, role_words(knowledge).by_form)
        row = _row_after(sentence, match.end(), mentions, longer)
        role = longer.get(row.tail, role)
        before = _names_before(sentence, match.start(), mentions)
        word = _WORD_BEFORE.search(lower[: match.start()])
        status = knowledge.role_modifiers.get(word[1], "current") if word else "current"
        pairs = _given(row, before, lower[: match.start()])
        for name, qualifier in pairs:
            end = max(sentence.start + row.end, name.end)
            phrase = RolePhrase(sentence.start + match.start(), end, role, role.form, status)
            yield _qualified(phrase, qualifier), name


def _longer(role: Role, by_form: Mapping[str, Role]) -> dict[str, Role]:
    """The offices that begin with the words of one, by what they add to it, the longest first."""
    head = role.form.lower()
    found = {form.removeprefix(head): other for form, other in by_form.items() if form.startswith(f"{head} ")}
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


def _row_after(sentence: Sentence, at: int, mentions: Sequence[Mention], longer: Mapping[str, Role]) -> _Row:
    """The mentions that follow one another behind the office, the rest of an office that they cut in two aside."""
    starting = {m.start - sentence.start: m for m in reversed(mentions) if m.kind not in ("role", "group")}
    items: list[Mention] = []
    lower, tail = sentence.text.lower(), ""
    while True:
        if items and not tail:
            tail = next((rest for rest in longer if lower.startswith(rest, at)), "")
            at += len(tail)
        between = _BETWEEN.match(sentence.text, at)
        following = starting.get(between.end()) if between else None
        if following is None or following.type == "PLACE" or not between or not between[0]:
            return _Row(tuple(items), tail, at)
        if following.type == "PERSON" and _OF.search(between[0]):  # « les ministres de X »: not X and others
            return _Row(tuple(items), tail, at)
        items.append(following)
        at = following.end - sentence.start


def _names_before(sentence: Sentence, at: int, mentions: Sequence[Mention]) -> list[Mention]:
    """The names of the enumeration that the office is in apposition to (*X et Y, députés*)."""
    names: list[Mention] = []
    joint = _LIST
    for name in reversed([m for m in mentions if m.type == "PERSON" and m.kind == "name"]):
        end = name.end - sentence.start
        if end > at:
            continue
        if not joint.fullmatch(sentence.text, end, at):
            break
        names.insert(0, name)
        at, joint = name.start - sentence.start, _NEXT
    return names if len(names) > 1 else []


def _given(row: _Row, before: list[Mention], lead: str) -> list[tuple[Mention, Mention | None]]:
    names, qualifiers = row.names, row.qualifiers
    if before and not names:
        names = before
    elif len(names) < (1 if _ONE_OF.search(lead) else 2):
        return []
    elif [item.type == "PERSON" for item in row.items] == [False, True] * len(names):
        return list(zip(names, qualifiers, strict=True))
    if len(qualifiers) == len(names):
        return list(zip(names, qualifiers, strict=True))
    if len(qualifiers) > 1 or not _belong(row, names, before, lead):
        return []
    return [(name, qualifiers[0] if qualifiers else None) for name in names]


def _belong(row: _Row, names: list[Mention], before: list[Mention], lead: str) -> bool:
    """Whether all names share the office: nothing parts the first of them from it, or a numeral counts them."""
    if names is before or _ONE_OF.search(lead):
        return True
    count = _COUNT.search(lead)
    apart = row.qualifiers and row.names[0].start - row.qualifiers[-1].end > 1
    return not apart or (count is not None and _NUMBERS.index(count[1]) == len(names))


def _qualified(phrase: RolePhrase, qualifier: Mention | None) -> RolePhrase:
    if qualifier is None:
        return phrase
    if qualifier.kind == "demonym":
        return replace(phrase, nationality=qualifier.entity_id)
    return replace(phrase, holders=(qualifier.entity_id,))
