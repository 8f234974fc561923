"""Which entity and which sentence of the run is which of the gold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.evaluation.sides import Side, fold
from pipeline.records import Span


@dataclass(frozen=True, slots=True)
class Entities:
    """Run ids to gold ids. An id that the gold does not have stays as it is."""

    gold_of: dict[str, str]

    def __call__(self, entity: str) -> str:
        return self.gold_of.get(entity, entity)


def align_entities(gold: Iterable[Side], run: Iterable[Side]) -> Entities:
    """Entities are the same by id, else by type and full name without accents and case.

    Ids of bodies outside the fact tables are free, so the name decides; the type keeps the city of Luxembourg
    apart from the state. Entities are aligned over the whole run, as they are resolved over it.
    """
    gold_mentions = [mention for side in gold for mention in side.mentions]
    known = {mention.entity for mention in gold_mentions}
    named = {(mention.type, fold(mention.name)): mention.entity for mention in gold_mentions}
    gold_of: dict[str, str] = {}
    for mention in (mention for side in run for mention in side.mentions):
        same = named.get((mention.type, fold(mention.name)))
        if mention.entity not in known and same is not None:
            gold_of[mention.entity] = same
    return Entities(gold_of)


def align_sentences(gold: Side, run: Side) -> dict[str, str]:
    """Each run sentence's gold sentence: the one it shares most characters with, the earlier of two equals.

    A run sentence that touches none keeps its own id, which no gold sentence has.
    """
    aligned: dict[str, str] = {}
    for sentence, span in run.sentences.items():
        shared = {name: _shared(span, other) for name, other in gold.sentences.items()}
        best = max(shared, key=lambda name: shared[name], default=None)
        aligned[sentence] = best if best is not None and shared[best] > 0 else sentence
    return aligned


def trim(text: str, span: Span) -> Span:
    """``span`` without the quotation marks, punctuation and spaces at its ends.

    Edges move inwards to the first and last letter or digit of ``text``; a span without any, or outside
    ``text``, stays as it is.
    """
    start, end = span
    inside = [place for place in range(start, min(end, len(text))) if text[place].isalnum()]
    return (inside[0], inside[-1] + 1) if inside else span


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))
