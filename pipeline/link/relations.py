"""Relations: the pairs of a run counted by pair and by period, and measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Literal

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrays import Integers, int_column, integers
from pipeline.link import association
from pipeline.link.tally import PairCounts, PeriodCounts, Tally

Period = Literal["month", "quarter", "year"]


def period_of(date: str, period: Period) -> str:
    """The period that an ISO date lies in: ``2024-10``, ``2024-Q4`` or ``2024``.

    A date that is coarser than the period (a year, for months) and an unknown one lie in no period: ``""``, a
    row of its own, so that the periods of a pair always add up to its row in ``relations``.
    """
    year, _, month = date[:7].partition("-")
    if period == "year":
        return year
    if not month:
        return ""
    return f"{year}-{month}" if period == "month" else f"{year}-Q{(int(month) + 2) // 3}"


def count_pairs(
    tally: Tally, work: Path, *, dates: Sequence[str], period: Period, memory: str
) -> tuple[Path, Path, list[str]]:
    """Count the pairs of ``tally``: two Parquet files in ``work``, and the periods by rank.

    The first has the columns of ``PairCounts``, sorted by sentences (most first), source, target; the second
    those of ``PeriodCounts``, sorted by period, source, target. ``dates`` are the run's distinct dates in
    order, ``memory`` is the limit for sorting (``"800MB"``); what does not fit is spilled to ``work``.
    """
    of_dates = [period_of(date, period) for date in dates]
    periods = sorted(set(of_dates))
    ranks = {name: rank for rank, name in enumerate(periods)}
    counted = tally.count(np.array([ranks[name] for name in of_dates], dtype=np.int64))
    with (
        pq.ParquetWriter(work / "pairs-unsorted.parquet", _schema(PairCounts)) as pairs_file,
        pq.ParquetWriter(work / "periods-unsorted.parquet", _schema(PeriodCounts)) as periods_file,
    ):
        for pair_counts, period_counts in counted:
            pairs_file.write_table(_table(pair_counts))
            periods_file.write_table(_table(period_counts))
    pairs = _sort(work, "pairs", "sentences DESC, source, target", memory)
    return pairs, _sort(work, "periods", "period, source, target", memory), periods


def _schema(counts: type[PairCounts] | type[PeriodCounts]) -> pa.Schema:
    return pa.schema([(field.name, pa.int64()) for field in fields(counts)])


def _table(counts: PairCounts | PeriodCounts) -> pa.Table:
    columns = [int_column(getattr(counts, field.name)) for field in fields(counts)]
    return pa.Table.from_arrays(columns, schema=_schema(type(counts)))


def _sort(work: Path, name: str, order: str, memory: str) -> Path:
    source, target = work / f"{name}-unsorted.parquet", work / f"{name}.parquet"
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(work / "spill"),
    }
    with duckdb.connect(config=settings) as connection:
        connection.execute("SET enable_progress_bar = false")
        rows = connection.from_parquet(str(source)).order(order)
        rows.write_parquet(str(target))
    source.unlink()
    return target


class Measurer:
    """Measures the pairs that ``count_pairs`` left, a batch at a time; only p-values are held for all.

    ``named`` is, by rank of entity, the number of windows (by default sentences) that name it, ``windows`` their
    number in the run. The p-values are corrected for all the pairs that ``actors`` entities can make, met or not.
    """

    def __init__(self, pairs: Path, *, named: Integers, windows: int, actors: int) -> None:
        self._named = named
        self._windows = max(windows, 1)  # a run without sentences has no pairs, and no logarithm
        self._ties = association.Ties(len(named))
        parts = [np.zeros(0)]
        with pq.ParquetFile(pairs) as file:
            for batch in file.iter_batches(columns=["source", "target", "shared", "sentences"]):
                source, target, shared, sentences = map(integers, batch.columns)
                self._ties.add(source, target, sentences)
                parts.append(association.fisher_p(shared, named[source], named[target], self._windows))
        self._p = association.benjamini_hochberg(np.concatenate(parts), actors * (actors - 1) // 2)

    def measure(self, batch: pa.RecordBatch, *, first: int) -> dict[str, association.Measures]:
        """The measures of ``relations.csv`` by name; ``first`` is the row of the file where the batch begins."""
        source, target, shared, sentences = (
            integers(batch.column(name)) for name in ("source", "target", "shared", "sentences")
        )
        a, b, n = self._named[source], self._named[target], self._windows
        return {
            "expected": association.expected_count(a, b, n),
            "npmi": association.npmi(shared, a, b, n),
            "log_likelihood": association.log_likelihood(shared, a, b, n),
            "p_value": self._p[first : first + batch.num_rows],
            "backbone": self._ties.disparity(source, target, sentences),
        }
