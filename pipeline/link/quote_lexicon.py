"""The verbs and phrases of reported speech, by every form they take in print."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from pipeline.knowledge import Ending, Knowledge, Reporting
from pipeline.marks import MARKS

VerbForm = Literal["finite", "past", "present", "infinitive"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A reporting verb: ``lemma`` as the tables show it (no ``se``), the frames it allows (``incise``,
    ``que``, ``inf``, ``de``, ``noun``) and the words that follow it when it is a phrase (``faire`` +
    ``savoir``)."""

    lemma: str
    frames: frozenset[str]
    reflexive: bool = False
    rest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """``forms`` maps a written form, lower case, to the verbs and inflections it may be; phrases first.

    ``sources`` are the phrases before a speaker (``selon``, ``aux yeux de``), as words, longest first.
    ``having`` and ``being`` are the forms of the two auxiliaries.
    """

    forms: Mapping[str, tuple[tuple[Verb, VerbForm], ...]]
    sources: tuple[tuple[str, ...], ...]
    having: frozenset[str]
    being: frozenset[str]


def lexicon(knowledge: Knowledge) -> Lexicon:
    """The reporting table of ``knowledge`` in every inflected form; built once for each set of tables."""
    return _lexicon(knowledge.reporting, knowledge.conjugation)


def inflect(infinitive: str, conjugation: tuple[Ending, ...]) -> dict[str, VerbForm]:
    """The third-person and non-finite forms of a verb, by its longest ending in ``conjugation``.

    A form that is several (``dit``) is given as finite: the past participle is told by its auxiliary.
    """
    forms: dict[str, VerbForm] = {infinitive: "infinitive"}
    for ending in conjugation:
        if infinitive.endswith(ending.ending):
            stem = infinitive.removesuffix(ending.ending)
            forms |= {stem + form: "present" for form in ending.present}
            forms |= {stem + form: "past" for form in ending.past}
            return forms | {stem + form: "finite" for form in ending.finite}
    return forms


def may_report(text: str, knowledge: Knowledge) -> bool:
    """Whether a sentence could hold a quotation: a quotation mark, a source phrase, or a reporting verb.

    Meant as a cheap test before syntax is paid for: it never misses a sentence that :func:`find_quotes` needs
    parsed, and lets many through that hold no quote.
    """
    if any(mark in text for mark in MARKS):
        return True
    lower = text.lower()
    words = lower.replace("'", "' ").replace(",", " ").replace("-", " ").split()
    entries = lexicon(knowledge)
    line = f" {' '.join(words)} "
    if any(f" {' '.join(phrase)} " in line for phrase in entries.sources if phrase != ("pour",)):
        return True
    verbs = (verb for word in words for verb, _ in entries.forms.get(word, ()))
    return any(all(part in lower for part in verb.rest) for verb in verbs)


@lru_cache(maxsize=4)
def _lexicon(reporting: tuple[Reporting, ...], conjugation: tuple[Ending, ...]) -> Lexicon:
    frames: dict[str, set[str]] = defaultdict(set)
    for row in reporting:
        frames[row.lemma].update(row.frame.split(";"))
    forms: dict[str, list[tuple[Verb, VerbForm]]] = defaultdict(list)
    for lemma in sorted(frames, key=lambda lemma: (-lemma.count(" "), lemma)):
        if "prep" not in frames[lemma]:
            head, verb = _verb(lemma, frozenset(frames[lemma]))
            for form, inflection in inflect(head, conjugation).items():
                forms[form].append((verb, inflection))
    sources = [tuple(_split(lemma)) for lemma in frames if "prep" in frames[lemma]]
    return Lexicon(
        {form: tuple(verbs) for form, verbs in forms.items()},
        tuple(sorted(sources, key=lambda words: (-len(words), words))),
        frozenset(inflect("avoir", conjugation)),
        frozenset(inflect("être", conjugation)),
    )


def _verb(lemma: str, frames: frozenset[str]) -> tuple[str, Verb]:
    bare = lemma.removeprefix("se ").removeprefix("s'")
    head, *rest = _split(bare)
    return head, Verb(bare.removesuffix(" à"), frames, bare != lemma, tuple(rest))


def _split(lemma: str) -> list[str]:
    """Words as the tokenizer cuts them: ``d'après`` is two."""
    return lemma.replace("'", "' ").split()
