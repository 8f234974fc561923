"""Articles made up by number and an analysis that reads them without any model: fast, and it can die on demand.

A text whose first word is ``TUE``, ``DORT``, ``GONFLE`` or ``RATE`` kills its process, sleeps, takes all memory or
raises an exception.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.records import (
    Affiliation,
    Analysis,
    Article,
    CoMention,
    Entity,
    Mention,
    Quote,
    Rejection,
    Sentence,
    Statement,
)

STATES = [
    Entity(f"state:{name[:3].upper()}", name, "STATE") for name in ("Russie", "Chine", "France", "Italie")
]
PEOPLE = [Entity(f"person:{name.lower()}", name, "PERSON") for name in ("Dupont", "Ivanov", "Rossi")]
PLACES = [Entity("place:europe", "Europe", "PLACE")]
ENTITIES = {entity.name: entity for entity in (*STATES, *PEOPLE, *PLACES)}
DATES = ("", "2023", "2024-02", "2024-02-29", "2024-11-05", "2023-07-14")
_NAME = re.compile("|".join(ENTITIES))


def article(number: int, text: str = "") -> Article:
    """The ``number``-th article; the same number always makes the same article."""
    chance = random.Random(number)
    sentences = [" ".join(chance.choices([*ENTITIES, "parle", "signe"], k=6)) for _ in range(5)]
    return Article(
        document_id=f"doc:a/{number}",
        source_file=f"a/{number}.txt",
        position=1,
        text=text or ".\n".join(sentences),
        reader="text",
        date=chance.choice(DATES),
        title=f"Article n° {number}",
    )


def load() -> str:
    """The engine of these tests."""
    return "engine"


def analyze(engine: str, articles: Iterable[Article]) -> Iterator[Analysis | Rejection]:
    """One answer an article, in order."""
    assert engine == "engine"
    for one in articles:
        _obey(one.text)
        yield analysis(one)


def slowly(engine: str, articles: Iterable[Article]) -> Iterator[Analysis | Rejection]:
    """As ``analyze``, at a hundred articles a second."""
    for one in articles:
        time.sleep(0.01)
        yield from analyze(engine, [one])


def _obey(text: str) -> None:
    order = text.split(maxsplit=1)[0] if text else ""
    if order == "TUE":
        os.kill(os.getpid(), signal.SIGKILL)
    elif order == "DORT":
        time.sleep(600)
    elif order == "GONFLE":
        bytearray(1 << 40)
    elif order == "RATE":
        raise RuntimeError("panne")


def analysis(one: Article) -> Analysis:
    """Sentences are lines; names found as they stand; a statement where a sentence says ``signe``."""
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    for line in re.finditer(r"[^\n]+", one.text):
        index = len(sentences)
        sentences.append(Sentence(index, index // 2, line.start(), line.end(), line.group()))
        for found in _NAME.finditer(one.text, line.start(), line.end()):
            entity = ENTITIES[found.group()]
            mentions.append(
                Mention(*found.span(), found.group(), entity.type, "name", index, entity.entity_id, "fake")
            )
    named = {mention.entity_id for mention in mentions}
    comentions = tuple(_comentions(mentions, len(sentences)))
    entities = sorted((e for e in ENTITIES.values() if e.entity_id in named), key=lambda e: e.entity_id)
    return Analysis(
        article=one,
        words=len(one.text.split()),
        sentences=tuple(sentences),
        mentions=tuple(mentions),
        entities=tuple(entities),
        comentions=comentions,
        affiliations=tuple(_affiliations(comentions)),
        quotes=tuple(_quotes(one, sentences)),
        statements=tuple(_statements(comentions, sentences)),
    )


def _comentions(mentions: list[Mention], sentences: int) -> Iterator[CoMention]:
    for index in range(sentences):
        first: dict[str, int] = {}
        for place, mention in enumerate(mentions):
            if mention.sentence == index and mention.type != "PLACE":
                first.setdefault(mention.entity_id, place)
        for source in sorted(first):
            for target in sorted(first):
                if source < target:
                    ends = first[source], first[target]
                    yield CoMention(index, source, target, *ends, abs(ends[0] - ends[1]) - 1)


def _affiliations(comentions: Iterable[CoMention]) -> Iterator[Affiliation]:
    for pair in comentions:
        if pair.source_id.startswith("person:") and pair.target_id.startswith("state:"):
            yield Affiliation(pair.sentence, pair.source_id, "ministre", "current", pair.target_id, 0, 5)


def _quotes(one: Article, sentences: list[Sentence]) -> Iterator[Quote]:
    for sentence in sentences:
        if "parle" in sentence.text:
            yield Quote(
                sentence.index, "", "un témoin", "dire", "direct", sentence.start, sentence.end, sentence.text
            )


def _statements(comentions: Iterable[CoMention], sentences: list[Sentence]) -> Iterator[Statement]:
    for pair in comentions:
        text = sentences[pair.sentence].text
        if "signe" in text:
            kind = "cooperative" if pair.distance else "conflictual"
            ends = (pair.target_id, pair.source_id) if "parle" in text else (pair.source_id, pair.target_id)
            negated = pair.distance == 2
            yield Statement(
                pair.sentence, ends[0], "signer", ends[1], 0, 1, "AGREE", kind, negated, "asserted"
            )


class Listed:
    """Inputs that are there already."""

    def __init__(self, results: Iterable[Article | Rejection]) -> None:
        self._results = list(results)
        self.share = 0.0

    def __iter__(self) -> Iterator[Article | Rejection]:
        for place, result in enumerate(self._results, start=1):
            self.share = place / len(self._results)
            yield result


def write(tables: Path, counts: Mapping[str, int], folder: Path) -> None:
    """The tables as CSV-like JSON lines, and the counts."""
    for path in sorted(tables.glob("*.parquet")):
        rows = pq.ParquetFile(path).read().to_pylist()
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{path.stem}.jsonl").write_text(text, encoding="utf-8")
    (folder / "run.json").write_text(json.dumps(counts), encoding="utf-8")
