"""The first pass over the finished articles: what the run says of each entity, its dates, its copies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pipeline.arrays import unnest
from pipeline.duplicates import PERMUTATIONS, Sketches, find_copies, unpack
from pipeline.records import Entity, EntitySummary

SURVEYED = ("date", "signature", "entities", "mentions")

_ENTITY_COLUMNS = [field.name for field in fields(Entity)]


class Survey:
    """Counts over all blocks of a run; holds entities, their names and dates, no article.

    ``work`` is a folder for the sketches of the articles, which do not stay in memory.
    """

    def __init__(self, blocks: Iterable[pa.Table], work: Path) -> None:
        self.variants: Counter[Entity] = Counter()
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._mentions: Counter[str] = Counter()
        dates: set[str] = {""}
        articles = 0
        file = work / "sketches.bin"
        with file.open("wb") as sketches:
            for block in blocks:
                dates.update(block.column("date").to_pylist())
                sketches.writelines(map(unpack, block.column("signature").to_pylist()))
                articles += block.num_rows
                self._add(block)
        self.dates = sorted(dates)
        self.copies = find_copies(_mapped(file, articles)) if articles > 1 else {}

    def _add(self, block: pa.Table) -> None:
        for cells, documents in _counted(block, "entities", _ENTITY_COLUMNS).items():
            self.variants[Entity(*cells)] += documents
        mentioned = _counted(block, "mentions", ["entity_id", "kind", "text"])
        for (entity_id, kind, text), mentions in mentioned.items():
            self._mentions[entity_id] += mentions
            if kind == "name":
                self._names[entity_id][text] += mentions

    def usual(self) -> list[tuple[Entity, int]]:
        """The descriptions of the entities, the usual before the rare, with the number of articles of
        each."""
        return sorted(self.variants.items(), key=lambda item: (-item[1], repr(item[0])))

    def summaries(self) -> Iterator[EntitySummary]:
        """Each entity once, by id, under its most usual description; names by mentions, then
        alphabetically."""
        usual: dict[str, Entity] = {}
        documents: Counter[str] = Counter()
        for entity, count in self.usual():
            usual.setdefault(entity.entity_id, entity)
            documents[entity.entity_id] += count
        for entity_id in sorted(usual):
            names = sorted(self._names[entity_id].items(), key=lambda item: (-item[1], item[0]))
            yield EntitySummary(
                usual[entity_id], self._mentions[entity_id], documents[entity_id], tuple(names)
            )


def _mapped(file: Path, articles: int) -> Sketches:
    return np.memmap(file, dtype="<u4", mode="r", shape=(articles, PERMUTATIONS))


def _counted(block: pa.Table, name: str, columns: list[str]) -> Counter[tuple[Any, ...]]:
    """The distinct rows of some columns of a nested column, each with how often it stands there."""
    _, cells = unnest(block, name)
    return Counter(zip(*(cells[column].to_pylist() for column in columns), strict=True))
