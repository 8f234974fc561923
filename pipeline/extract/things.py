"""Names of things, which are no mentions: ships, works, beasts, prizes, treaties (guide, section 2, “Spans”).

The common noun before the name says what it is (``la sonde Rosetta``, ``le satellite de télécommunications Alphasat``),
or its last word does (``Critics' Choice Awards``). A thing keeps its name through the article and lends it to the
acronym in brackets; what merely bears a person's name (``le prix Albert-Londres``, ``la famille Lefort``) takes nothing
from the person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.edges import Name
from pipeline.knowledge import Knowledge
from pipeline.knowledge.adjectives import Adjectives
from pipeline.knowledge.patterns import either
from pipeline.records import Mention

_REACH = 70
_SUNK = re.compile(r"\b(?:[Nn]aufrage|[Tt]orpillage|[Ss]abordage|[ÉEé]chouement) (?:du |de l')[«“\"]? ?\Z")
_TAXON = re.compile(r"[A-Z][a-z]+(?:aceae|idae|inae)\Z")
_MORE_ADJECTIVES = re.compile(r"(?:i[eè]re?s?|(?<!sign)ée?s?|[ai]bles?|âles?|emelles?|ébuts?)\Z")
_LIST_GAP = re.compile(r"\s?(?:,|\bet\b|\bou\b)\s?[«“\"]?\s?")
_NAME_GOES_ON = re.compile(r"[\w-]| [A-ZÀ-Ý]")
_AND_OTHER = re.compile(r" et [A-ZÀ-Ý]")
_BRACKETED = re.compile(r"\s?\(\s?([A-Z][\w-]+)\s?\)")


class Things:
    """The word lists of what is no mention (``thing_nouns``, ``bearer_nouns`` and the like), ready to be asked."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.words
        self._adjectives = Adjectives(knowledge)
        self._demonyms = frozenset(form.form for form in knowledge.forms if form.kind == "demonym")
        self._first_names = knowledge.first_names
        self._actors = frozenset(form.form for form in knowledge.forms)
        self._tails = words.get("thing_tails", frozenset())
        self._contests = words.get("contest_heads", frozenset())
        self._treaties = words.get("treaty_nouns", frozenset())
        self._thing = _before(words.get("thing_nouns", frozenset()))
        self._bearer = _before(words.get("bearer_nouns", frozenset()))

    def marked(self, text: str, names: Sequence[Name]) -> list[Name]:
        """The names, which are in reading order, those of things labelled MISC."""
        things = {name for name in names if self._has_tail(text, name)} | set(self._called(text, names))
        whole = {text[name.start : name.end] for name in things}
        whole.update(acronym[1] for name in things if (acronym := _BRACKETED.match(text, name.end)))
        people = {_last(text, name) for name in names if _is_full(text, name) and name not in things}
        words = {_last(text, name) for name in things} - people
        return [
            replace(name, label="MISC")
            if name in things or text[name.start : name.end] in whole - people or _last(text, name) in words
            else name
            for name in names
        ]

    def _has_tail(self, text: str, name: Name) -> bool:
        """Does its last word say so (``Awards``), its first, or the ending of a taxon (``Felidae``)?"""
        words = text[name.start : name.end].split()
        if _TAXON.match(words[-1]):
            return True
        return len(words) > 1 and (words[-1] in self._tails or words[0] in self._contests)

    def _is_borne(self, text: str, start: int, end: int) -> bool:
        """Does something bear the person's name there (``le prix Albert-Londres``); not ``son époux Marc``, ``les
        frères Hakim et Sofiane``?"""
        if text[start:end] in self._first_names or _AND_OTHER.match(text, end):
            return False
        return bool(self._noun(self._bearer, text, start))

    def _called(self, text: str, names: Sequence[Name]) -> Iterator[Name]:
        """The names with the noun of a thing before them here or elsewhere in the text, and the rest of the list that
        a plural opens."""
        listed = -1
        spellings = {text[name.start : name.end] for name in names}
        called = {spelling for spelling in spellings if self._is_called(text, spelling)}
        for name in names:
            number = self._noun(self._thing, text, name.start)
            if (
                number
                or text[name.start : name.end] in called
                or (listed >= 0 and _LIST_GAP.fullmatch(text, listed, name.start))
            ):
                listed = -1 if number == "singular" else name.end
                yield name

    def _is_called(self, text: str, spelling: str) -> bool:
        start = text.find(spelling)
        while start >= 0:
            whole = not _NAME_GOES_ON.match(text, start + len(spelling))
            if whole and (self._noun(self._thing, text, start) or self._has_sunk(text, start, spelling)):
                return True
            start = text.find(spelling, start + 1)
        return False

    def _has_sunk(self, text: str, start: int, slice_: str) -> bool:
        """Is it the ship of a shipwreck (``le naufrage du Costa Concordia``), and no state or body whose ruin it is?"""
        return slice_ not in self._actors and _SUNK.search(text, max(0, start - 25), start) is not None

    def _noun(self, pattern: re.Pattern[str], text: str, start: int) -> str:
        """``singular`` or ``plural`` where a noun of ``pattern`` stands before ``start``, nothing where none does."""
        found = pattern.search(text, max(0, start - _REACH), start)
        if found is None:
            return ""
        rest = re.sub(r"(?:\bde |d')([a-zà-ÿ-]+)", "", found["rest"])
        if not all(self._is_adjective(word) for word in rest.split()):
            return ""
        return "plural" if found["many"] else "singular"

    def _is_adjective(self, word: str) -> bool:
        return (
            self._adjectives.is_one(word)
            or word in self._demonyms
            or _MORE_ADJECTIVES.search(word) is not None
        )

    def is_part(self, text: str, mention: Mention) -> bool:
        """Is the name but part of a thing's: the place of a treaty (``l'accord de Paris``), the person of a prize?"""
        if mention.type == "PERSON":
            return self._is_borne(text, mention.start, mention.end)
        if mention.kind != "metonym" and mention.type != "PLACE":
            return False
        noun = re.search(r"(\w+) (?:de |d')$", text[max(0, mention.start - 25) : mention.start])
        return noun is not None and noun[1].lower() in self._treaties


def _before(nouns: frozenset[str]) -> re.Pattern[str]:
    """One of the nouns, its complement without article and its adjectives, a rank or a quotation mark, at the end."""
    written = {form for noun in nouns for form in (noun, noun.capitalize())}
    return re.compile(
        rf"(?<![\w-])(?<!\bde )(?<!\bd')(?P<noun>{either(written)})(?P<many>[sx]?)"
        r"(?P<rest>(?: (?:(?:de |d')(?!la |l'|le |les ))?(?!d[eu]s? |la |les? |à |au |par |pour )[a-zà-ÿ-]{3,}){0,2})"
        r"(?: (?:appelé|baptisé|dénommé|intitulé|nommé|surnommé)e?s?)?"
        r"(?: (?:Amiral|Prince|Reine|Roi|Général|USS|HMS)\b[^.,]{0,15})? [«“\"]?\s?$"
    )


def _last(text: str, name: Name) -> str:
    return text[name.start : name.end].split()[-1]


def _is_full(text: str, name: Name) -> bool:
    """Is it a person's name of several words?"""
    return name.label == "PER" and " " in text[name.start : name.end]
