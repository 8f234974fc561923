"""The relation stage alone, on synthetic co-mentions: ``python tests/bench/relation_stage.py [ARTICLES]``.

Each article has 20 mentions in four sentences (7, 6, 5 and 2), drawn from 50,000 entities by Zipf's law; it is dated
by a day of ten years, and every tenth sentence pair is an act. The mentions are made before the clock starts. The
stage: pairs to evidence, counted by pair and month out of core, measured, written as tables. Prints one CSV line.
"""

from __future__ import annotations

import datetime
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from pipeline.records import Entity
from pipeline.store.comentions import Pairs, first_of_each
from pipeline.store.evidence import Evidence
from pipeline.store.registry import Registry
from pipeline.store.rows import Acts, Named
from pipeline.store.tables import Writer

ENTITIES = 50_000
SENTENCES = (7, 6, 5, 2)
BLOCK = 512
DATES = ["", *(str(datetime.date(2014, 1, 1) + datetime.timedelta(days=day)) for day in range(3650))]


@dataclass
class Block:
    """What ``Evidence.add`` asks of ``BlockRows``."""

    numbers: range
    sentences: int
    dates: list[str]
    mentions: Named
    statements: Acts

    def named(self) -> Named:
        """The mentions."""
        return self.mentions

    def acts(self) -> Acts:
        """The acts."""
        return self.statements


def main(articles: int) -> None:
    """Make the articles, run the stage, print the figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = _make(articles, folder / "mentions.bin")
        registry = Registry(
            (Entity(f"person:{n:06}", f"Personne {n}", "PERSON") for n in range(ENTITIES)), {}
        )
        began, cpu = time.perf_counter(), time.process_time()
        rows = _stage(source, registry, folder)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("articles,comentions,relations,relations_by_period,seconds,cpu_seconds,peak_mb")
    print(articles, *rows, f"{seconds:.1f}", f"{cpu:.1f}", f"{peak:.0f}", sep=",")


def _make(articles: int, path: Path) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    chance = np.random.default_rng(1)
    weights = 1 / np.arange(1, ENTITIES + 1)
    bounds = np.cumsum(weights) / weights.sum()
    mentions = np.memmap(path, dtype=np.int32, mode="w+", shape=(articles, sum(SENTENCES)))
    for start in range(0, articles, 50_000):
        part = mentions[start : start + 50_000]
        part[:] = np.searchsorted(bounds, chance.random(part.shape))
    mentions.flush()
    return mentions


def _stage(
    mentions: np.ndarray[tuple[int, int], np.dtype[np.int32]], registry: Registry, folder: Path
) -> tuple[int, int, int]:
    evidence = Evidence(folder, registry, DATES, {})
    total = 0
    for block, pairs in _blocks(mentions):
        evidence.add(block, pairs, None)  # type: ignore[arg-type]
        total += len(pairs.source)
    with Writer(folder, ("entities", "relations", "relations_by_period")) as sink:
        evidence.finish_relations(sink, period="month")
    return total, sink.rows["relations"], sink.rows["relations_by_period"]


def _blocks(mentions: np.ndarray[tuple[int, int], np.dtype[np.int32]]) -> Iterator[tuple[Block, Pairs]]:
    edges = np.cumsum((0, *SENTENCES))
    # A number a pair, 16 bits for each end.
    pairs_of = [np.triu_indices(high - low, 1) for low, high in pairwise(edges)]
    lows = edges[:-1]
    left, right = (
        np.concatenate([low + ends[side] for low, ends in zip(lows, pairs_of, strict=True)])
        for side in (0, 1)
    )
    sentence_of = np.repeat(np.arange(len(SENTENCES)), [len(ends[0]) for ends in pairs_of])
    for start in range(0, len(mentions), BLOCK):
        part = np.asarray(mentions[start : start + BLOCK], dtype=np.int64)
        size = len(part)
        places = np.arange(size)[:, None] * len(SENTENCES) + sentence_of
        first, second = part[:, left], part[:, right]
        numbers = places << 32 | np.minimum(first, second) << 16 | np.maximum(first, second)
        rows = np.sort(numbers[first != second])
        rows = rows[first_of_each(rows)]
        place, source, target = rows >> 32, rows >> 16 & 0xFFFF, rows & 0xFFFF
        zeros = np.zeros(len(rows), dtype=np.int64)
        pairs = Pairs(
            place // len(SENTENCES), place % len(SENTENCES), source, target, zeros, zeros, zeros, zeros
        )
        in_sentence = np.repeat(np.arange(len(SENTENCES)), SENTENCES)
        sentences = (np.arange(size)[:, None] * len(SENTENCES) + in_sentence).ravel()
        named = Named(part.ravel(), sentences, np.repeat(np.arange(size), part.shape[1]))
        acts = pairs.at(np.arange(0, len(rows), 10))
        yield (
            Block(
                range(start, start + size),
                size * len(SENTENCES),
                [DATES[1 + number % (len(DATES) - 1)] for number in range(start, start + size)],
                named,
                Acts(acts.source, acts.target, acts.source % 2 == 1),
            ),
            pairs,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
