"""The second pass by number: pairs and acts to Parquet, entities counted, then relations and entities as
tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import duckdb
import numpy as np
import pyarrow as pa

from pipeline.arrays import Integers, int_column, pick, text_column
from pipeline.link.relations import Margins, Period, Relations
from pipeline.link.tally import Tally
from pipeline.store.cells import RelationCells
from pipeline.store.columns import as_table
from pipeline.store.comentions import Counted, Pairs, first_of_each
from pipeline.store.registry import Registry
from pipeline.store.rows import BlockRows, Named


class Sink(Protocol):
    """Where finished rows go: see ``tables.Writer``."""

    def write(self, name: str, table: pa.Table) -> None:
        """Add the rows of ``table`` to the table ``name``."""


class Evidence:
    """Evidence of a run, added a block at a time; ``finish`` makes the tables that need the whole run.

    ``dates`` are the run's distinct dates in order, ``""`` first; ``copies`` maps the number of a copy to
    that of the article that it repeats.
    """

    def __init__(
        self, work: Path, registry: Registry, dates: Sequence[str], copies: Mapping[int, int]
    ) -> None:
        self._work = work
        self._registry = registry
        self._dates = dates
        self._date_ranks = {date: rank for rank, date in enumerate(dates)}
        self._copies = dict(copies) | {head: head for head in copies.values()}
        self._actors = registry.actors()
        self._sentences = 0
        self.mentions, self.sentences, self.documents = np.zeros((3, len(registry)), dtype=np.int64)
        self._windows: Integers | None = None  # the sentences, unless a window is wider
        self._first_dates = np.full(len(registry), len(dates), dtype=np.int64)
        self._last_dates = np.zeros(len(registry), dtype=np.int64)
        self._tally = Tally(work, entities=len(registry), dates=len(dates))

    def add(self, rows: BlockRows, pairs: Pairs, counted: Counted | None) -> None:
        """Take in the block. ``pairs`` are its co-mentions in final order, ``counted`` its windows, None
        where a window is a sentence."""
        ranks = np.fromiter(map(self._date_ranks.__getitem__, rows.dates), dtype=np.int64)
        self._sentences += rows.sentences
        named = rows.named()
        self._count(named, ranks)
        if counted:
            self._windows = counted.named if self._windows is None else self._windows + counted.named
            self._tally.add_windows(pairs.source, pairs.target, counted.shared)
        self._add_pairs(
            pairs, ranks, np.array([self._copies.get(n, -1) for n in rows.numbers] if self._copies else [])
        )
        acts = rows.acts()
        self._tally.add_acts(acts.source, acts.target, acts.conflictual)

    def _add_pairs(self, pairs: Pairs, dates: Integers, clusters: Integers) -> None:
        """``dates`` and ``clusters`` are by place of the article; no cluster is -1."""
        bits = len(self._registry).bit_length()
        # One number a row, so that sorting needs no order to be remembered: 9 bits of article, 27 and 27 of entities.
        rows = (pairs.document << bits | pairs.source) << bits | pairs.target
        rows.sort()
        first = first_of_each(rows)
        document, source, target = rows >> 2 * bits, rows >> bits & (1 << bits) - 1, rows & (1 << bits) - 1
        self._tally.add_pairs(source, target, dates=dates[document], first=first)
        if len(clusters):
            copied = first & (clusters[document] >= 0)
            self._tally.add_copies(source[copied], target[copied], clusters[document[copied]])

    def _count(self, named: Named, dates: Integers) -> None:
        """Count the mentions, and the sentences and documents that name each entity."""
        np.add.at(self.mentions, named.entity, 1)
        for counts, unit in ((self.sentences, named.sentence), (self.documents, named.document)):
            units = int(unit.max(initial=0)) + 1
            rows = named.entity * units + unit
            rows.sort()
            np.add.at(counts, rows[first_of_each(rows)] // units, 1)
        when = dates[named.document]
        known = when > 0
        np.minimum.at(self._first_dates, named.entity[known], when[known])
        np.maximum.at(self._last_dates, named.entity[known], when[known])

    def finish(self, sink: Sink, *, mentions: Path, period: Period, memory: str) -> None:
        """Write entities, aliases (from the table ``mentions``), relations and relations by period to
        ``sink``."""
        sink.write("entities", self._entities())
        _write_aliases(mentions, sink, memory, self._work)
        self.finish_relations(sink, period=period)

    def finish_relations(self, sink: Sink, *, period: Period) -> None:
        """Write relations and relations by period to ``sink``."""
        actors = int(np.count_nonzero(self._actors & (self.sentences > 0)))
        named = self.sentences if self._windows is None else self._windows
        margins = Margins(named, windows=self._sentences, actors=actors)
        relations = Relations(self._tally, self._work, dates=self._dates, period=period, margins=margins)
        cells = RelationCells(self._registry, self._dates, relations.periods)
        for table in relations.by_pair(cells.relations):
            sink.write("relations", table)
        for table in relations.by_period(cells.by_period):
            sink.write("relations_by_period", table)

    def _entities(self) -> pa.Table:
        dates = text_column([*self._dates, ""])
        return as_table(
            "entities",
            {
                "entity_id": text_column(self._registry.ids),
                **{
                    name: self._registry.column(name)
                    for name in ("name", "type", "wikidata_id", "country", "status")
                },
                "mentions": int_column(self.mentions),
                "sentences": int_column(self.sentences),
                "documents": int_column(self.documents),
                "first_date": pick(dates, self._first_dates),
                "last_date": pick(dates, self._last_dates),
            },
        )


def _write_aliases(mentions: Path, sink: Sink, memory: str, work: Path) -> None:
    with duckdb.connect(config={"memory_limit": memory, "temp_directory": str(work / "spill")}) as connection:
        counted = connection.sql(
            "SELECT entity_id, text AS alias, kind, count(*) AS mentions FROM read_parquet(?)"
            " GROUP BY ALL ORDER BY entity_id, alias, kind",
            params=[str(mentions)],
        )
        for batch in counted.to_arrow_reader():
            sink.write(
                "aliases", as_table("aliases", dict(zip(batch.schema.names, batch.columns, strict=True)))
            )
