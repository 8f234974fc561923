"""Windows wider than a sentence: which pairs count when entities may be named a few sentences apart.

A pair counts in sentence ``s`` when ``s`` names one of the two, and ``s`` or an earlier sentence of the
window of ``s`` names the other. The window of ``s`` begins with ``s`` itself (``sentence``), with the first
sentence of its paragraph, of the ``N`` sentences that end with it (``sentences:N``), or of the document. So
every wider window holds the rows of the narrower ones, ``sentences:1`` is ``sentence``, and the sentence of a
row always names one of its two.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from pipeline.errors import UsageError

_TOKEN = re.compile(r"\w+['’]?|[^\w\s]")
_SENTENCES = re.compile(r"sentences:([1-9][0-9]{0,5})")


@dataclass(frozen=True, slots=True)
class Window:
    """``sentences`` is the number of sentences of a window of ``unit`` sentence, 1 for the default."""

    unit: Literal["sentence", "paragraph", "document"] = "sentence"
    sentences: int = 1

    @property
    def is_sentence(self) -> bool:
        """Whether this is the default, one sentence."""
        return self.unit == "sentence" and self.sentences == 1

    def starts(self, paragraphs: Sequence[int]) -> list[int]:
        """For each sentence, given by its paragraph, the first sentence of its window."""
        if self.unit == "document":
            return [0] * len(paragraphs)
        if self.unit == "paragraph":
            return [paragraphs.index(paragraph) for paragraph in paragraphs]
        return [max(0, index - self.sentences + 1) for index in range(len(paragraphs))]


SENTENCE = Window()


def parse_window(text: str) -> Window:
    """``sentence``, ``paragraph``, ``sentences:N`` or ``document``; raises UsageError for anything else."""
    if text in ("sentence", "paragraph", "document"):
        return Window(text)  # type: ignore[arg-type]  # just checked
    if found := _SENTENCES.fullmatch(text):
        return Window(sentences=int(found[1]))
    raise UsageError(
        f"The window {text!r} is not known: it is sentence, paragraph, sentences:N or document.",
        "Write for instance --window sentences:3.",
    )


class Place(NamedTuple):
    """A mention of an actor: its place among the article's mentions, its sentence, its span, its entity's
    rank."""

    mention: int
    sentence: int
    start: int
    end: int
    rank: int


class Pair(NamedTuple):
    """A co-mention by number: ``source < target`` are ranks, the others as in ``records.CoMention``."""

    sentence: int
    source: int
    target: int
    source_mention: int
    target_mention: int
    distance: int
    in_quote: bool


class ArticleWindows:
    """The windows of one article. ``starts`` are those of its sentences, ``places`` its mentions of
    actors."""

    def __init__(self, text: str, starts: Sequence[int], places: Sequence[Place]) -> None:
        self._starts = starts
        self._tokens = [token.start() for token in _TOKEN.finditer(text)]
        self._by_sentence: dict[int, list[Place]] = {}
        for place in sorted(places, key=lambda p: (p.start, p.end, p.mention)):
            self._by_sentence.setdefault(place.sentence, []).append(place)

    def pairs(
        self, known: Collection[tuple[int, int, int]], quotes: Sequence[tuple[int, int]]
    ) -> Iterator[Pair]:
        """The pairs whose two are named in different sentences of a window; ``known`` (sentence, source,
        target) are those of one sentence, which count already. ``distance`` is the number of words and signs
        between the closest two mentions, ``quotes`` are the spans of the quotations."""
        latest: dict[int, Place] = {}
        for sentence, here in sorted(self._by_sentence.items()):
            best: dict[tuple[int, int], tuple[int, Place, Place]] = {}
            for later in _first_of_each(here).values():
                for earlier in latest.values():
                    ends = sorted((earlier.rank, later.rank))
                    key = ends[0], ends[1]
                    within = earlier.sentence >= self._starts[sentence]
                    if within and earlier.rank != later.rank and (sentence, *key) not in known:
                        found = self._distance(earlier, later), earlier, later
                        best[key] = min(best.get(key, found), found)
            for distance, earlier, later in best.values():
                yield _pair(sentence, distance, earlier, later, quotes)
            latest |= {place.rank: place for place in here}

    def _distance(self, earlier: Place, later: Place) -> int:
        return bisect_left(self._tokens, later.start) - bisect_left(self._tokens, earlier.end)

    def reach(self) -> dict[int, int]:
        """By rank: the sentences whose window names the entity, as the bits of a number."""
        bits: dict[int, int] = {}
        last: dict[int, int] = {}
        for sentence, start in enumerate(self._starts):
            last |= {place.rank: sentence for place in self._by_sentence.get(sentence, ())}
            for rank, named in last.items():
                if named >= start:
                    bits[rank] = bits.get(rank, 0) | 1 << sentence
        return bits


def _first_of_each(places: Sequence[Place]) -> dict[int, Place]:
    return {place.rank: place for place in reversed(places)}


def _pair(
    sentence: int, distance: int, earlier: Place, later: Place, quotes: Sequence[tuple[int, int]]
) -> Pair:
    source, target = sorted((earlier, later), key=lambda place: place.rank)
    quoted = all(
        any(start <= place.start and place.end <= end for start, end in quotes) for place in (source, target)
    )
    return Pair(sentence, source.rank, target.rank, source.mention, target.mention, distance, quoted)
