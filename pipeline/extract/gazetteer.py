"""Finds the written forms of the knowledge tables in a text: fast, indifferent to accents and hyphens, not to capitals.

``Etats Unis`` and ``États-Unis`` are one form; ``la chine du bazar`` is none of ``Chine``; an acronym is met as it is
written (``UA``, not ``ua``). Longest form first, so ``Corée du Nord`` hides nothing inside it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from pipeline.knowledge import Form, Knowledge

_ACRONYM_LENGTH = 6
_PARTICLE = re.compile(r"(?<= )(?:Al|Ben|Bin|D[ae]|Des?|Du|El|L[ae]|Van)(?= )")
_STANCE = re.compile(r"\b(?:anti|ex|non|post|pro)-$")


@dataclass(frozen=True, slots=True)
class Hit:
    """A form found at ``start:end``: all the forms that this spelling can stand for, likeliest first."""

    start: int
    end: int
    forms: tuple[Form, ...]


class Gazetteer:
    """The names, acronyms, capitals, seats and periphrases of the tables, ready to be searched for.

    Demonyms and combining forms are not in it: they are words, not names (``extract.demonyms``).
    """

    def __init__(self, knowledge: Knowledge) -> None:
        by_key: dict[str, list[Form]] = defaultdict(list)
        for form in knowledge.forms:
            if form.kind not in {"demonym", "combining"}:
                by_key[fold(form.form)].append(form)
        for form in _places(knowledge):
            by_key.setdefault(fold(form.form), [form])
        self._forms = [tuple(forms) for forms in by_key.values()]
        self._automaton = AhoCorasick(list(by_key)) if by_key else None

    def find(self, text: str) -> list[Hit]:
        """All hits of ``text`` in reading order, none overlapping another: the longest wins, then the first."""
        if self._automaton is None:
            return []
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(fold(text), overlapping=True):
            if _stands_alone(text, start, end):
                forms = tuple(form for form in self._forms[index] if _written_as(text[start:end], form))
                if forms:
                    found.append(Hit(start, end, forms))
        return _attached(text, longest(found))


def _places(knowledge: Knowledge) -> Iterator[Form]:
    """The places as forms. One written like a state, an organisation or a person is theirs: what it stands for is
    settled later (``extract.metonyms``)."""
    for form, place in knowledge.places.items():
        yield Form(form, place.entity_id, "PLACE", "name")


def longest(hits: Iterable[Hit]) -> list[Hit]:
    """The hits that remain when each takes its place from shorter ones, in reading order."""
    kept: list[Hit] = []
    taken: set[int] = set()
    for hit in sorted(hits, key=lambda hit: (hit.start - hit.end, hit.start)):
        if taken.isdisjoint(range(hit.start, hit.end)):
            kept.append(hit)
            taken.update(range(hit.start, hit.end))
    return sorted(kept, key=lambda hit: hit.start)


def fold(text: str) -> str:
    """``text`` in lower case without accents, hyphens as spaces; every character keeps its place."""
    return text.translate(_FOLD)


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or after.isalnum() or before == "_" or after == "_")


def _written_as(slice_: str, form: Form) -> bool:
    """Capitals: an acronym as it is; a name with a capital wherever the table writes a word with one, but for the
    particle of a surname (``Marine le Pen``)."""
    if form.kind == "acronym" or (form.form.isupper() and len(form.form) <= _ACRONYM_LENGTH):
        return slice_ == form.form
    if len(slice_) != len(form.form):
        return slice_[0].isupper() or not form.form[0].isupper()
    wanted = _PARTICLE.sub(lambda word: word[0].lower(), form.form) if form.type == "PERSON" else form.form
    return all(not one.isupper() or char.isupper() for char, one in zip(slice_, wanted, strict=True))


def _attached(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Without the hits that a hyphen ties to a word that is no hit (``Paris-Plages``, ``Saint-Denis``) nor a stance
    (``anti-EI``)."""
    edges = {hit.start for hit in hits} | {hit.end for hit in hits}

    def tied(hit: Hit) -> bool:
        before = text[hit.start - 1 : hit.start] == "-" and hit.start - 1 not in edges
        before = before and text[hit.start - 2 : hit.start - 1].isalnum()
        before = before and not _STANCE.search(text, max(0, hit.start - 6), hit.start)
        after = text[hit.end : hit.end + 1] == "-" and hit.end + 1 not in edges
        after = after and text[hit.end + 1 : hit.end + 2].isalnum()
        return before or after

    return [hit for hit in hits if not tied(hit)]


def _fold_table() -> dict[int, str]:
    table = {ord("-"): " ", ord("’"): "'"}
    for code in range(0x41, 0x250):
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0].lower()
        if len(base) == 1 and base != char:
            table[code] = base
    for code in range(0x370, 0x530):
        lower = chr(code).lower()
        if len(lower) == 1 and lower != chr(code):
            table[code] = lower
    return table


_FOLD = _fold_table()
