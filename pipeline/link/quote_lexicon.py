"""The verbs and phrases of reported speech, by every form they take in print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pipeline.knowledge import Knowledge
from pipeline.knowledge.conjugation import VerbForm, inflect
from pipeline.marks import MARKS

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*'?|,")
_THAT = frozenset({"que", "qu'"})
_INVERTED = ("-il", "-elle", "-ils", "-elles", "-on")
_INFINITIVE = ("er", "ir", "re")
_REACH = 13
_ASIDE = 7
_AUXILIARY = 4
_HEAD = 8


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
    sources: Mapping[str, tuple[tuple[str, ...], ...]]
    having: frozenset[str]
    being: frozenset[str]


def may_report(text: str, knowledge: Knowledge) -> bool:
    """Whether a sentence could hold a quotation: a quotation mark, a source phrase, or a reporting verb.

    Meant as a cheap test before syntax is paid for: it never misses a sentence that :func:`find_quotes` needs
    parsed, and lets many through that hold no quote.
    """
    if any(mark in text for mark in MARKS):
        return True
    words = _WORD.findall(text.lower().replace("’", "'"))
    known = lexicon(knowledge)
    if any(_is_source(words, i, known.sources.get(word, ())) for i, word in enumerate(words)):
        return True
    inverted = any(word.endswith(_INVERTED) for word in words)
    return any(_may_govern(words, i, known, inverted=inverted) for i in range(len(words)))


def _is_source(words: list[str], i: int, phrases: tuple[tuple[str, ...], ...]) -> bool:
    return any(_stands(words, i, phrase) and (phrase != ("pour",) or i < _HEAD) for phrase in phrases)


def _stands(words: list[str], i: int, phrase: tuple[str, ...]) -> bool:
    # a final "de" may be contracted (``aux yeux du``)
    fixed = phrase[:-1] if phrase[-1] == "de" else phrase
    return tuple(words[i : i + len(fixed)]) == fixed


def _may_govern(words: list[str], i: int, known: Lexicon, *, inverted: bool) -> bool:
    """Whether a verb form stands with what makes it a report: ``que``, an inverted subject, a comma before it, or an
    infinitive soon after."""
    behind = words[i + 1 : i + 1 + _REACH]
    forms = known.forms.get(words[i]) or known.forms.get(words[i].split("-")[0], ())
    # a phrase must stand whole: "faire" without "savoir" reports nothing
    readings = [verb for verb, _ in forms if all(part in " ".join(behind) for part in verb.rest)]
    if not readings:
        return False
    if inverted or not _THAT.isdisjoint(behind) or "," in words[max(0, i - _AUXILIARY) : i]:
        return True
    governs = any("inf" in verb.frames for verb in readings)
    return governs and any(word.endswith(_INFINITIVE) for word in behind[:_ASIDE])


@lru_cache(maxsize=4)
def lexicon(knowledge: Knowledge) -> Lexicon:
    """The reporting table of ``knowledge`` in every inflected form; built once for each set of tables."""
    conjugation = knowledge.conjugation
    frames: dict[str, set[str]] = defaultdict(set)
    for row in knowledge.reporting:
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
        _by_first_word(sources),
        frozenset(inflect("avoir", conjugation)),
        frozenset(inflect("être", conjugation)),
    )


def _verb(lemma: str, frames: frozenset[str]) -> tuple[str, Verb]:
    bare = lemma.removeprefix("se ").removeprefix("s'")
    head, *rest = _split(bare)
    return head, Verb(bare.removesuffix(" à"), frames, bare != lemma, tuple(rest))


def _by_first_word(phrases: list[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda words: (-len(words), words)):
        found[phrase[0]].append(phrase)
    return {word: tuple(known) for word, known in found.items()}


def _split(lemma: str) -> list[str]:
    """Words as the tokenizer cuts them: ``d'après`` is two."""
    return lemma.replace("'", "' ").split()
