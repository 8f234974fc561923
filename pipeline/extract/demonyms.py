"""Demonyms: adjectives and nouns made from a state's name, alone or in compounds (guide, section 2).

``russe``, ``les Américains``, ``russo-chinoises`` (two mentions), ``pro-russe``, ``américano-sud-coréen``. Languages,
dishes and styles are none, nor is an adjective inside the name of a place or a person (``océan Indien``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from pipeline.extract.gazetteer import fold
from pipeline.knowledge import Knowledge
from pipeline.records import Mention

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LOOSE_HYPHEN = re.compile(r" ?- ?(?=(\w+))")
_AND_LANGUAGE = re.compile(r"\s*(?:,|\bet|\bou|\bni)\s+(?:en |de l'|de la |du |le |la |l'|de |d')?")
# How many words are remembered to begin a demonym or not: nearly all that articles come back to.
_KEPT_WORDS = 50_000
_SPOKEN_WELL = re.compile(
    r"\s+(?:parfait|impeccable|approximatif|hésitant|fluide|châtié|rudimentaire|courant|mâtiné)\b"
)
_MANNER = re.compile(r"\bà (?:la |l' ?)$")
_STANCE = re.compile(r"(?:pro|anti|post|néo)(\w{4,})", re.IGNORECASE)
_ONE_WAY = re.compile(r"\b(?:le|du|au|l'|plein) ?$", re.IGNORECASE)
_Part = tuple[int, int, tuple[str, ...]]


class DemonymFinder:
    """The demonyms and combining forms of the tables, ready to be searched for."""

    def __init__(self, knowledge: Knowledge) -> None:
        demonyms: dict[str, list[str]] = defaultdict(list)
        combining: dict[str, list[str]] = defaultdict(list)
        for form in knowledge.forms:
            if form.kind == "demonym":
                demonyms[fold(form.form)].append(form.entity_id)
            elif form.kind == "combining":
                combining[fold(form.form)].append(form.entity_id)
        self._demonyms = {form: tuple(dict.fromkeys(ids)) for form, ids in demonyms.items()}
        self._combining = {form: tuple(dict.fromkeys(ids)) for form, ids in combining.items()}
        self._spaced: dict[str, list[tuple[str, re.Pattern[str]]]] = defaultdict(list)
        for words in sorted(self._demonyms, key=len, reverse=True):
            if " " in words:
                self._spaced[words.split()[0]].append((words, _loosely(words)))
        self._tails = frozenset(map(fold, knowledge.words.get("combining_tails", frozenset())))
        self._language_nouns = knowledge.words.get("language_cues", frozenset())
        self._lessons = knowledge.words.get("lesson_nouns", frozenset())
        self._style_nouns = knowledge.words.get("style_nouns", frozenset())
        self._begins = lru_cache(_KEPT_WORDS)(self._may_begin)

    def find(self, text: str) -> list[Mention]:
        """The demonyms of ``text`` in reading order, nothing overlapping; ``candidates`` are the states of the form.

        ``sentence`` is -1: the caller places them. Dropped: languages (``en russe``, ``parle russe``, ``la langue
        russe``) and dishes or styles (``cuisine chinoise``).
        """
        found: list[Mention] = []
        reached = spoken = 0
        for match in _WORD.finditer(text):
            if match.start() < reached or not self._begins(match.group()):
                continue
            for start, end, states in self._at(text, match):
                reached = max(reached, end)
                if self._is_language(text, start, end, spoken):
                    spoken = end
                else:
                    found.append(_mention(text, start, end, states))
        return found

    def _may_begin(self, word: str) -> bool:
        folded = fold(word)
        return folded in self._spaced or folded in self._combining or bool(self._parts(word, 0))

    def _at(self, text: str, match: re.Match[str]) -> list[_Part]:
        """The demonyms that begin in one word: of several words, a first half whose hyphen stands loose, or plain."""
        word, start = match.group(), match.start()
        for form, pattern in self._spaced.get(fold(word), ()):
            spaced = pattern.match(text, start)
            if spaced and _is_spaced(text, spaced, form):
                return [(start, spaced.end(), self._demonyms[form])]
        loose = _LOOSE_HYPHEN.match(text, match.end())
        states = self._combining.get(fold(word), ())
        if states and loose and (self._demonym(loose[1]) or fold(loose[1]) in self._tails):
            return [(start, match.end(), states)]
        return self._parts(word, start)

    def _parts(self, word: str, offset: int) -> list[_Part]:
        """The demonyms inside one hyphenated word: the whole, or its longest known pieces from the left."""
        pieces = word.split("-")
        found: list[_Part] = []
        index, start = 0, offset
        while index < len(pieces):
            count, states = self._longest(pieces, index, compound=bool(found))
            length = sum(map(len, pieces[index : index + count])) + count - 1
            stance = _STANCE.fullmatch(pieces[index])
            if states:
                found.append((start, start + length, states))
            elif stance and self._demonym(stance[1]):
                found.append((start + stance.start(1), start + length, self._demonym(stance[1])))
            index, start = index + count, start + length + 1
        return found

    def _longest(self, pieces: Sequence[str], index: int, *, compound: bool) -> tuple[int, tuple[str, ...]]:
        for count in range(len(pieces) - index, 0, -1):
            piece = "-".join(pieces[index : index + count])
            states = self._demonym(piece)
            if states:
                return count, states
        following = index + 1 < len(pieces)
        if following and fold(pieces[index]) in self._combining and self._any_after(pieces, index + 1):
            return 1, self._combining[fold(pieces[index])]
        return 1, ()

    def _any_after(self, pieces: Sequence[str], index: int) -> bool:
        rest = ["-".join(pieces[index:]), pieces[index]]
        return any(
            self._demonym(piece) or fold(piece) in self._combining or fold(piece) in self._tails
            for piece in rest
        )

    def _demonym(self, piece: str) -> tuple[str, ...]:
        """The states of a demonym in lower case, capitalised (``Américains``) or all capitals (a headline), with its
        accents or without (``Egyptiens``)."""
        lower = piece.lower()
        if piece in (lower, lower.capitalize(), lower.upper()) or piece == _capitalised(lower):
            return self._demonyms.get(fold(piece), ())
        return ()

    def _is_language(self, text: str, start: int, end: int, spoken: int) -> bool:
        """Is it a language; ``spoken`` is the end of the last one (``la connaissance de l'anglais ou du français``)?"""
        if text[start].isupper():
            return False
        if spoken and _AND_LANGUAGE.fullmatch(text, spoken, start):
            return True
        clause = re.split(r"[.;:!?\n]", text[max(0, start - 40) : start])[-1]
        before = re.findall(r"[\w']+", clause.lower().replace("'", "' "))
        if len(before) > 1 and before[-1].endswith("ment") and before[-2] in self._language_nouns:
            before.pop()  # an adverb: ``parle couramment russe``
        last = before[-1] if before else ""
        if text[end - 1] == "e" and _MANNER.search(text, max(0, start - 8), start):
            return not re.match(r" [A-ZÀ-Ý]", text[end:])
        if last == "en" or (last in {"un", "son", "leur"} and _SPOKEN_WELL.match(text, end)):
            return True
        noun = next((word for word in reversed(before[:-1]) if word not in {"de", "d'"}), "")
        if last in {"de", "d'"}:
            return noun in self._lessons
        if last in {"le", "du", "l'", "au"}:
            taught = noun in self._language_nouns or noun in self._lessons
            return taught and not re.match(r"\s+(?:[a-zà-ÿ]{4,}|[A-ZÀ-Ý])", text[end:])
        return last in self._language_nouns or last in self._style_nouns


def _loosely(form: str) -> re.Pattern[str]:
    """A folded form of several words as it may stand in a text, its hyphens with or without spaces around them."""
    letters = {"a": "aàâ", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü"}
    spelt = "".join(f"[{letters[char]}]" if char in letters else char for char in form)
    return re.compile(spelt.replace(" ", "(?: ?- ?| )") + r"(?![\w-])", re.IGNORECASE)


def _is_spaced(text: str, found: re.Match[str], form: str) -> bool:
    """Does the demonym of several words stand here with its spaces: ``Sud Coréen``, ``Africaine du Sud``, ``régime
    nord coréen``; not ``dans le sud soudanais``, nor ``le continent africain du sud au nord``?"""
    if " " not in found.group():
        return False
    start = found.start()
    return text[start].isupper() or not (" du " in form or _ONE_WAY.search(text, max(0, start - 6), start))


def _capitalised(word: str) -> str:
    """``sud-coréen`` → ``Sud-Coréen``."""
    return "-".join(part.capitalize() for part in word.split("-"))


def _mention(text: str, start: int, end: int, states: tuple[str, ...]) -> Mention:
    return Mention(start, end, text[start:end], "STATE", "demonym", -1, "", "demonym", 0.95, states)
