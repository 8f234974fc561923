"""Relations: the pairs of a run counted by pair and by period, and measured.

Rows are counted a bucket at a time and go out as sorted runs; what comes back is one sorted whole, a batch at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from pipeline.arrays import Integers
from pipeline.errors import LiensError
from pipeline.link import association
from pipeline.link.merge import Rows, Runs, stable_order
from pipeline.link.tally import PairCounts, PeriodCounts, Tally
from pipeline.threads import in_order

Period = Literal["month", "quarter", "year"]
Columns = dict[str, npt.NDArray[Any]]
T = TypeVar("T")

_COUNTS = (
    "shared",
    "documents",
    "distinct_documents",
    "first_date",
    "last_date",
    "cooperative",
    "conflictual",
)
_PAIR = np.dtype([("key", "<i8"), ("p", "<f8"), ("lead", "<i4"), *((name, "<i4") for name in _COUNTS)])
_PERIOD = np.dtype([("key", "<i8"), ("lead", "<i4"), ("sentences", "<i4"), ("documents", "<i4")])
_MOST_SENTENCES = 1 << 31


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


@dataclass(frozen=True, slots=True)
class Margins:
    """What the measures need to know of a run: ``named``, by rank of entity, is the number of windows (by default
    sentences) that name it, ``windows`` their number in the run; ``actors`` how many there are to make pairs of."""

    named: Integers
    windows: int
    actors: int


class Relations:
    """The pairs of ``tally`` counted and measured; files lie in ``work``.

    ``dates`` are the run's distinct dates in order. Columns are named as in ``relations.csv``, but ``source`` and
    ``target`` are ranks of entities, dates and periods ranks too; ``periods`` has the names of these. Batches may be
    read by several threads. The p-values are corrected for all the pairs that the actors can make, met or not.
    Memory holds a few buckets, then a few batches, and of the run the entities and the distinct p-values that the
    correction may leave below 1. Raises LiensError for more sentences than the numbers hold.
    """

    def __init__(
        self, tally: Tally, work: Path, *, dates: Sequence[str], period: Period, margins: Margins
    ) -> None:
        if margins.windows >= _MOST_SENTENCES:
            raise LiensError(
                f"{margins.windows:,} sentences are more than one run can count.", "Split the corpus."
            )
        of_dates = [period_of(date, period) for date in dates]
        self.periods = sorted(set(of_dates))
        self._margins = margins
        self._windows = max(margins.windows, 1)  # a run without sentences has no pairs, and no logarithm
        self._bits = len(margins.named).bit_length()
        self._ties = association.Ties(len(margins.named))
        tests = margins.actors * (margins.actors - 1) // 2
        self._correction = association.Correction(tests, most=tally.rows)
        self._pairs = Runs(work / "pairs.bin", _PAIR)
        self._by_period = Runs(work / "periods.bin", _PERIOD)
        ranks = {name: rank for rank, name in enumerate(self.periods)}
        self._count(tally, np.array([ranks[name] for name in of_dates], dtype=np.int64))

    def _count(self, tally: Tally, periods: Integers) -> None:
        for pairs, by_period in in_order(partial(self._count_bucket, tally, periods), tally.close()):
            self._ties.add(*self._ends(pairs), -pairs["lead"])
            self._correction.add(pairs["p"])
            self._pairs.add(pairs)
            self._by_period.add(by_period)
        self._correction.close()

    def _count_bucket(self, tally: Tally, periods: Integers, bucket: int) -> tuple[Rows, Rows]:
        pairs, by_period = tally.count(bucket, periods)
        return self._pair_rows(pairs), self._period_rows(by_period)

    def _pair_rows(self, counts: PairCounts) -> Rows:
        named = self._margins.named
        rows = np.empty(len(counts.source), dtype=_PAIR)
        rows["key"] = counts.source << self._bits | counts.target
        rows["lead"] = -counts.sentences
        rows["p"] = association.fisher_p(
            counts.shared, named[counts.source], named[counts.target], self._windows
        )
        for name in _COUNTS:
            rows[name] = getattr(counts, name)
        return rows.take(stable_order(rows["lead"]))

    def _period_rows(self, counts: PeriodCounts) -> Rows:
        rows = np.empty(len(counts.source), dtype=_PERIOD)
        rows["key"] = counts.source << self._bits | counts.target
        rows["lead"] = counts.period
        rows["sentences"] = counts.sentences
        rows["documents"] = counts.documents
        return rows

    def _ends(self, rows: Rows) -> tuple[Integers, Integers]:
        source: Integers = rows["key"] >> self._bits
        target: Integers = rows["key"] & (1 << self._bits) - 1
        return source, target

    def by_pair(self, make: Callable[[Columns], T]) -> Iterator[T]:
        """``make`` of the counts and measures, by sentences (most first), source and target, a batch at a time."""
        return in_order(
            lambda batch: make(self._pair_columns(self._pairs.read(batch))), self._pairs.batches()
        )

    def by_period(self, make: Callable[[Columns], T]) -> Iterator[T]:
        """``make`` of the counts, by period, source and target, a batch at a time."""
        return in_order(
            lambda batch: make(self._period_columns(self._by_period.read(batch))), self._by_period.batches()
        )

    def _pair_columns(self, rows: Rows) -> Columns:
        source, target = self._ends(rows)
        a, b, n = self._margins.named[source], self._margins.named[target], self._windows
        columns = {name: rows[name].astype(np.int64) for name in _COUNTS}
        shared, sentences = columns.pop("shared"), -rows["lead"].astype(np.int64)
        return columns | {
            "source": source,
            "target": target,
            "sentences": sentences,
            "expected": association.expected_count(a, b, n),
            "npmi": association.npmi(shared, a, b, n),
            "log_likelihood": association.log_likelihood(shared, a, b, n),
            "p_value": self._correction.corrected(rows["p"]),
            "backbone": self._ties.disparity(source, target, sentences),
        }

    def _period_columns(self, rows: Rows) -> Columns:
        source, target = self._ends(rows)
        counts = {name: rows[name].astype(np.int64) for name in ("sentences", "documents")}
        return counts | {"source": source, "target": target, "period": rows["lead"].astype(np.int64)}
