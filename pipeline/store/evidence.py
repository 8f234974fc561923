"""The second pass by number: pairs and acts to Parquet, entities counted, then relations and entities as
tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrays import Integers, int_column, integers, pick, real_column, text_column
from pipeline.link.relations import Measurer, Period, count_pairs
from pipeline.link.tally import Tally
from pipeline.store.columns import as_table
from pipeline.store.comentions import Counted, Pairs, first_of_each
from pipeline.store.registry import Registry
from pipeline.store.rows import BlockRows, Named

# Digits that are kept of a measure: enough for any use, and the same on every machine.
_DIGITS = 6


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
        self._windows = np.zeros(len(registry), dtype=np.int64)
        self._first_dates = np.full(len(registry), len(dates), dtype=np.int64)
        self._last_dates = np.zeros(len(registry), dtype=np.int64)
        self._tally = Tally(work, entities=len(registry), dates=len(dates))

    def add(self, rows: BlockRows, pairs: Pairs, counted: Counted | None) -> None:
        """Take in the block. ``pairs`` are its co-mentions in final order, ``counted`` its windows, None
        where a window is a sentence."""
        ranks = np.array([self._date_ranks[date] for date in rows.dates], dtype=np.int64)
        clusters = np.array([self._copies.get(n, -1) for n in rows.numbers], dtype=np.int64)
        self._sentences += rows.sentences
        sentences = self._count(rows.named(), ranks)
        self._windows += counted.named if counted else sentences
        # Rows lie in the order of documents, so the first row of a pair in a document comes first in a stable
        # sort.
        order = np.lexsort((pairs.target, pairs.source, pairs.document))
        first = np.empty(len(order), dtype=np.bool_)
        first[order] = first_of_each(pairs.document[order], pairs.source[order], pairs.target[order])
        self._tally.add_pairs(pairs.source, pairs.target, dates=ranks[pairs.document], first=first)
        if counted:
            self._tally.add_windows(pairs.source, pairs.target, counted.shared)
        copied = first & (clusters[pairs.document] >= 0)
        if copied.any():
            some = pairs.at(copied)
            self._tally.add_copies(some.source, some.target, clusters[some.document])
        acts = rows.acts()
        self._tally.add_acts(acts.source, acts.target, acts.conflictual)

    def _count(self, named: Named, dates: Integers) -> Integers:
        """Count the mentions; the sentences of the block that name each entity, by rank."""
        size = len(self._registry)
        before = self.sentences.copy()
        self.mentions += np.bincount(named.entity, minlength=size)
        for counts, unit in ((self.sentences, named.sentence), (self.documents, named.document)):
            order = np.lexsort((unit, named.entity))
            once = order[first_of_each(named.entity[order], unit[order])]
            counts += np.bincount(named.entity[once], minlength=size)
        when = dates[named.document]
        known = when > 0
        np.minimum.at(self._first_dates, named.entity[known], when[known])
        np.maximum.at(self._last_dates, named.entity[known], when[known])
        return self.sentences - before

    def finish(self, sink: Sink, *, mentions: Path, period: Period, memory: str) -> None:
        """Write entities, aliases (from the table ``mentions``), relations and relations by period to
        ``sink``."""
        sink.write("entities", self._entities())
        _write_aliases(mentions, sink, memory)
        self.finish_relations(sink, period=period, memory=memory)

    def finish_relations(self, sink: Sink, *, period: Period, memory: str) -> None:
        """Write relations and relations by period to ``sink``."""
        pairs, by_period, periods = count_pairs(
            self._tally, self._work, dates=self._dates, period=period, memory=memory
        )
        actors = int(np.count_nonzero(self._actors & (self.sentences > 0)))
        measurer = Measurer(pairs, named=self._windows, windows=self._sentences, actors=actors)
        self._write_relations(pairs, measurer, sink)
        names = text_column(periods)
        for batch in pq.ParquetFile(by_period).iter_batches():
            columns = self._with_ids(batch)
            columns["period"] = pick(names, integers(columns["period"]))
            sink.write("relations_by_period", as_table("relations_by_period", columns))

    def _with_ids(self, batch: pa.RecordBatch) -> dict[str, pa.Array]:
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        columns["source_id"] = self._registry.final_ids(integers(columns.pop("source")))
        columns["target_id"] = self._registry.final_ids(integers(columns.pop("target")))
        return columns

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

    def _write_relations(self, pairs: Path, measurer: Measurer, sink: Sink) -> None:
        names, types = self._registry.column("name"), self._registry.column("type")
        dates = text_column(list(self._dates))
        start = 0
        for batch in pq.ParquetFile(pairs).iter_batches():
            source, target = integers(batch.column("source")), integers(batch.column("target"))
            columns = self._with_ids(batch)
            columns |= {"source": pick(names, source), "source_type": pick(types, source)}
            columns |= {"target": pick(names, target), "target_type": pick(types, target)}
            for name in ("first_date", "last_date"):
                columns[name] = pick(dates, integers(columns[name]))
            measures = measurer.measure(batch, first=start)
            columns |= {name: real_column(_rounded(values)) for name, values in measures.items()}
            sink.write("relations", as_table("relations", columns))
            start += batch.num_rows


def _rounded(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """To ``_DIGITS`` significant digits: the very number that a decimal numeral of so many digits is read
    as."""
    size = np.abs(values)
    # Powers of ten up to 22 are exact, so one division gives that number; the few beyond go through text.
    plain = (size > 1e-15) & (size < 1e15)
    places = _DIGITS - 1 - np.floor(np.log10(np.where(plain, size, 1.0)))
    up, down = 10.0 ** np.maximum(places, 0), 10.0 ** np.maximum(-places, 0)
    rounded = np.where(plain, np.rint(values * up / down) * down / up, values)
    rest = np.flatnonzero(~plain & (values != 0))
    rounded[rest] = [float(f"{value:.{_DIGITS}g}") for value in rounded[rest]]
    return rounded


def _write_aliases(mentions: Path, sink: Sink, memory: str) -> None:
    with duckdb.connect(config={"memory_limit": memory}) as connection:
        counted = connection.sql(
            "SELECT entity_id, text AS alias, kind, count(*) AS mentions FROM read_parquet(?)"
            " GROUP BY ALL ORDER BY entity_id, alias, kind",
            params=[str(mentions)],
        )
        for batch in counted.to_arrow_reader():
            sink.write(
                "aliases", as_table("aliases", dict(zip(batch.schema.names, batch.columns, strict=True)))
            )
