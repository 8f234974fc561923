"""The entities of a run: what the articles say of each, joined over the run, numbered in the order of their
ids.

This is the one thing that grows with the corpus and is held in memory; everything else streams.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrays import Flags, Integers, integers, pick, text_column
from pipeline.records import ACTOR_TYPES, Entity, EntitySummary

ResolveRun = Callable[[Iterable[EntitySummary]], Mapping[str, str]]


class Registry:
    """Final entities by rank (their place when sorted by id); the rank ``len(self)`` stands for "none",
    ``""``.

    ``usual`` are the descriptions of the entities, the usual before the rare. ``mapping`` joins entities that
    turned out to be one: old id → final id; an id that is not in it stays. An entity is described as articles
    that gave it its final id do most often, or, if none did, as the most usual one that it took over.
    """

    def __init__(self, usual: Iterable[Entity], mapping: Mapping[str, str]) -> None:
        own: dict[str, Entity] = {}
        taken_over: dict[str, Entity] = {}
        final: dict[str, str] = {}
        for entity in usual:
            new = final[entity.entity_id] = mapping.get(entity.entity_id, entity.entity_id)
            (own if new == entity.entity_id else taken_over).setdefault(new, entity)
        described = taken_over | own
        self.ids = sorted(described)
        self.entities = [described[entity_id] for entity_id in self.ids]
        ranks = {entity_id: rank for rank, entity_id in enumerate(self.ids)}
        self._rank_of = {old: ranks[new] for old, new in final.items()} | {"": len(self.ids)}
        self.id_column = text_column([*self.ids, ""])

    def __len__(self) -> int:
        return len(self.ids)

    def ranks(self, ids: pa.Array) -> Integers:
        """Ranks of a column of ids as the articles gave them; raises KeyError for an id that nobody
        described."""
        encoded = pc.dictionary_encode(ids)
        values = [self._rank_of[value] for value in encoded.dictionary.to_pylist()]
        ranks: Integers = np.asarray(values, dtype=np.int64)[integers(encoded.indices)]
        return ranks

    def final_ids(self, ranks: Integers) -> pa.Array:
        """The ids of the entities of these ranks, ``""`` for none."""
        return pick(self.id_column, ranks)

    def actors(self) -> Flags:
        """By rank: whether the entity can stand in a relation."""
        return np.array([entity.type in ACTOR_TYPES for entity in self.entities], dtype=np.bool_)

    def column(self, name: str) -> pa.Array:
        """One attribute of ``Entity`` by rank."""
        return text_column([getattr(entity, name) for entity in self.entities])
