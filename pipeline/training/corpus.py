"""Annotated articles in WiNER's form, their spans brought to the guide's edges."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError

LABELS = {"Person": "PER", "Location": "LOC", "Organization": "ORG", "Event": "MISC", "Product": "MISC"}
"""Labels of the data that are learnt, as labels of fr_core_news_md; others (dates, hours) are not names."""

_ARTICLE = re.compile(r"(?:[ld]['’] ?|(?:le|la|les|du|des) )(?=\w)")
_CIVILITY = re.compile(r"(?:[ld]['’] ?(?=[A-ZÀ-Þ])|(?:M\.|MM\.|Mme|Mlle|Mgr|Me|Dr) )(?=\w)")

Labelled = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text and its names: non-overlapping (start, end, label) in reading order."""

    text: str
    spans: tuple[Labelled, ...]


def read_corpus(path: Path) -> tuple[Annotated, ...]:
    """The articles of a JSONL file with ``text`` and ``ents`` ([start, end, label]) in each line, in file
    order.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", "Give a JSONL file.") from error
    return tuple(_annotated(path, number, line) for number, line in enumerate(lines, 1) if line.strip())


def _annotated(path: Path, number: int, line: str) -> Annotated:
    try:
        record = json.loads(line)
        text = str(record["text"])
        spans = [(int(start), int(end), str(label)) for start, end, label in record["ents"]]
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path}, line {number} is no annotated article.",
            'A line is a JSON object with "text" and "ents", a list of [start, end, label].',
        ) from error
    learnt = ((start, end, LABELS[label]) for start, end, label in spans if label in LABELS)
    return Annotated(text, tuple(guide_edges(text, outermost(learnt))))


def outermost(spans: Iterable[Labelled]) -> Iterator[Labelled]:
    """Spans that lie in no other, in reading order; of two that cross, the first."""
    last = 0
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield start, end, label
            last = end


def guide_edges(text: str, spans: Iterable[Labelled]) -> Iterator[Labelled]:
    """The spans without lower-case article or civility in front and space around (guide, section 2).

    ``La Haye`` and ``Le Monde`` keep theirs, and so do people: ``de Gaulle``. Spans with nothing left are
    dropped.
    """
    for start, end, label in spans:
        words = text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        front = (_CIVILITY if label == "PER" else _ARTICLE).match(text[start:end])
        start += front.end() if front else 0
        if start < end:
            yield start, end, label
