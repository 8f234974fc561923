"""Pairs counted out of core: rows go to bucket files as packed numbers, each bucket is sorted and counted
alone.

A row of evidence (source, target, date, first in its document) is one 63-bit number, and sorting such numbers
is the fastest grouping there is. Pairs are spread over ``BUCKETS`` files by ``(source + target) % BUCKETS``,
so that memory holds one bucket; the bucket and the source give the target's last digit back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.arrays import Flags, Integers
from pipeline.errors import LiensError

BUCKETS = 64
_HELD_ROWS = 500_000
# What a row of each kind of file holds, in numbers of 64 bits.
_COLUMNS = {"pairs": 1, "copies": 2, "windows": 2, "acts": 1}

_Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairCounts:
    """The pairs of a bucket, a cell each; dates are ranks, 0 for none known. See ``relations.csv``."""

    source: Integers
    target: Integers
    sentences: Integers
    shared: Integers
    documents: Integers
    distinct_documents: Integers
    first_date: Integers
    last_date: Integers
    cooperative: Integers
    conflictual: Integers


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """The pairs of a bucket by period, a cell each; periods are ranks."""

    period: Integers
    source: Integers
    target: Integers
    sentences: Integers
    documents: Integers


class Tally:
    """Rows in, counts out. ``entities`` and ``dates`` are how many ranks there are; files lie in ``folder``.

    Raises LiensError when there are more entities than fit in the numbers (134 million for 45 years of days).
    """

    def __init__(self, folder: Path, *, entities: int, dates: int) -> None:
        self._date_bits = max(dates - 1, 1).bit_length()
        self._target_bits = max((entities - 1) // BUCKETS, 1).bit_length()
        if max(entities - 1, 1).bit_length() + self._target_bits + self._date_bits + 1 > 63:
            raise LiensError(f"{entities:,} entities are more than one run can count.", "Split the corpus.")
        self._folder = folder
        self._held: dict[str, list[tuple[Integers, _Rows]]] = {kind: [] for kind in _COLUMNS}

    def add_pairs(self, source: Integers, target: Integers, *, dates: Integers, first: Flags) -> None:
        """Rows of evidence: the rank of the document's date, whether the pair stands there for the first
        time."""
        number = (self._pair(source, target) << self._date_bits | dates) << 1 | first
        self._hold("pairs", source, target, number)

    def add_copies(self, source: Integers, target: Integers, clusters: Integers) -> None:
        """For documents with copies: each pair of the document once, and the document that stands for all
        copies."""
        self._hold("copies", source, target, self._pair(source, target), clusters)

    def add_windows(self, source: Integers, target: Integers, shared: Integers) -> None:
        """For windows wider than a sentence: how many windows name both; without, it is the number of
        rows."""
        self._hold("windows", source, target, self._pair(source, target), shared)

    def add_acts(self, source: Integers, target: Integers, conflictual: Flags) -> None:
        """Acts between the two, cooperative or conflictual."""
        self._hold("acts", source, target, self._pair(source, target) << 1 | conflictual)

    def _pair(self, source: Integers, target: Integers) -> Integers:
        return source << self._target_bits | target // BUCKETS

    def _ends(self, pair: Integers, bucket: int) -> tuple[Integers, Integers]:
        source = pair >> self._target_bits
        high = pair & ((1 << self._target_bits) - 1)
        return source, high * BUCKETS + (bucket - source) % BUCKETS

    def _hold(self, kind: str, source: Integers, target: Integers, *columns: Integers) -> None:
        held = self._held[kind]
        held.append(((source + target) % BUCKETS, np.column_stack(columns)))
        if sum(len(rows) for _, rows in held) > _HELD_ROWS:
            self._spill(kind)

    def _spill(self, kind: str) -> None:
        if not self._held[kind]:
            return
        buckets, rows = (np.concatenate(parts) for parts in zip(*self._held[kind], strict=True))
        self._held[kind].clear()
        order = np.argsort(buckets.astype(np.int8), kind="stable")
        rows, ends = rows[order], np.searchsorted(buckets[order], np.arange(BUCKETS + 1))
        for bucket in np.flatnonzero(np.diff(ends)).tolist():
            with self._path(kind, bucket).open("ab") as file:
                rows[ends[bucket] : ends[bucket + 1]].tofile(file)

    def _path(self, kind: str, bucket: int) -> Path:
        return self._folder / f"{kind}-{bucket}.bin"

    def _load(self, kind: str, bucket: int) -> _Rows:
        path = self._path(kind, bucket)
        numbers = np.fromfile(path, dtype=np.int64) if path.exists() else np.zeros(0, dtype=np.int64)
        path.unlink(missing_ok=True)
        return numbers.reshape(-1, _COLUMNS[kind])

    def count(self, periods: Integers) -> Iterator[tuple[PairCounts, PeriodCounts]]:
        """Bucket by bucket, each pair and each pair in each period once; within a bucket by source and
        target.

        ``periods`` is, by rank of date, the rank of its period. The rows are gone afterwards.
        """
        for kind in _COLUMNS:
            self._spill(kind)
        for bucket in range(BUCKETS):
            numbers = self._load("pairs", bucket)[:, 0]
            numbers.sort()
            pair, date, first = (
                numbers >> self._date_bits + 1,
                numbers >> 1 & (1 << self._date_bits) - 1,
                numbers & 1,
            )
            yield self._pairs(bucket, pair, date, first), self._periods(bucket, pair, periods[date], first)

    def _pairs(self, bucket: int, pair: Integers, date: Integers, first: Integers) -> PairCounts:
        """``pair`` and, within it, ``date`` ascend."""
        starts, sizes = _runs(pair)
        names = pair[starts]
        documents = _sums(first, starts)
        known = _sums((date == 0).astype(np.int64), starts)  # how many rows have no date: they come first
        dated = starts + np.minimum(known, sizes - 1)
        acts = self._load("acts", bucket)[:, 0]
        windows = self._load("windows", bucket)
        shared = _matched(names, windows[:, 0], windows[:, 1]) if len(windows) else sizes
        return PairCounts(
            *self._ends(names, bucket),
            sizes,
            shared,
            documents,
            documents - self._surplus(bucket, names),
            date[dated],
            date[starts + sizes - 1],
            _matched(names, acts >> 1, 1 - (acts & 1)),
            _matched(names, acts >> 1, acts & 1),
        )

    def _surplus(self, bucket: int, names: Integers) -> Integers:
        """By pair: the documents that repeat one which is counted already."""
        copies = np.sort(self._load("copies", bucket).view("i8,i8"), axis=0).view(np.int64).reshape(-1, 2)
        again = np.zeros(len(copies), dtype=np.int64)
        again[1:] = (copies[1:] == copies[:-1]).all(axis=1)
        return _matched(names, copies[:, 0], again)

    def _periods(self, bucket: int, pair: Integers, period: Integers, first: Integers) -> PeriodCounts:
        """``pair`` ascends; ``period`` is, within a pair, in the order of dates, but for those in no
        period."""
        order = (
            np.lexsort((period, pair))
            if np.any((pair[1:] == pair[:-1]) & (period[1:] < period[:-1]))
            else None
        )
        if order is not None:
            pair, period, first = pair[order], period[order], first[order]
        starts, sizes = _runs(pair, period)
        source, target = self._ends(pair[starts], bucket)
        return PeriodCounts(period[starts], source, target, sizes, _sums(first, starts))


def _runs(*keys: Integers) -> tuple[Integers, Integers]:
    """Where runs of equal keys begin, and how long they are."""
    if not len(keys[0]):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    changes = np.flatnonzero(np.any([key[1:] != key[:-1] for key in keys], axis=0)) + 1
    starts = np.concatenate((np.zeros(1, dtype=np.int64), changes))
    return starts, np.diff(starts, append=len(keys[0]))


def _sums(values: Integers, starts: Integers) -> Integers:
    return np.add.reduceat(values, starts) if len(starts) else np.zeros(0, dtype=np.int64)


def _matched(names: Integers, keys: Integers, values: Integers) -> Integers:
    """The sum of ``values`` for each of ``names``, which ascend; a key that is no name is left out."""
    sums = np.zeros(len(names), dtype=np.int64)
    if len(names):
        place = np.minimum(np.searchsorted(names, keys), len(names) - 1)
        found = names[place] == keys
        np.add.at(sums, place[found], values[found])
    return sums
