"""Pairs counted out of core: rows go to bucket files as packed numbers, each bucket is sorted and counted
alone.

A row of evidence (source, target, date, first in its document) is one 63-bit number, and sorting such numbers
is the fastest grouping there is. Pairs are spread over ``BUCKETS`` files by ``(source + target) % BUCKETS``,
so that memory holds a bucket a thread; the bucket and the source give the target's last digit back.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.arrays import Flags, Integers
from pipeline.errors import LiensError
from pipeline.link.merge import stable_order

BUCKETS = 64
_HELD_ROWS = 500_000
# What a row of each kind of file holds, in numbers of 64 bits.
_COLUMNS = {"pairs": 1, "copies": 2, "windows": 2, "acts": 1}

_Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PairCounts:
    """The pairs of a bucket by source and target, a cell each; dates are ranks, 0 for none known.

    See ``relations.csv``; ``shared`` are the windows that name both.
    """

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
    """The pairs of a bucket by period, source and target, a cell each; periods are ranks."""

    period: Integers
    source: Integers
    target: Integers
    sentences: Integers
    documents: Integers


class Tally:
    """Rows in, counts out. ``entities`` and ``dates`` are how many ranks there are; files lie in ``folder``.

    ``rows`` is how many rows of evidence were added. Raises LiensError when there are more entities than fit in the
    numbers (134 million for 45 years of days).
    """

    def __init__(self, folder: Path, *, entities: int, dates: int) -> None:
        self._date_bits = max(dates - 1, 1).bit_length()
        self._target_bits = max((entities - 1) // BUCKETS, 1).bit_length()
        if max(entities - 1, 1).bit_length() + self._target_bits + self._date_bits + 1 > 63:
            raise LiensError(f"{entities:,} entities are more than one run can count.", "Split the corpus.")
        self._folder = folder
        self._held: dict[str, list[tuple[npt.NDArray[np.int8], _Rows]]] = {kind: [] for kind in _COLUMNS}
        self._waiting = dict.fromkeys(_COLUMNS, 0)
        self.rows = 0

    def add_pairs(self, source: Integers, target: Integers, *, dates: Integers, first: Flags) -> None:
        """Rows of evidence: the rank of the document's date, whether the pair stands there for the first
        time."""
        number = (self._pair(source, target) << self._date_bits | dates) << 1 | first
        self._hold("pairs", source, target, number)
        self.rows += len(number)

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
        held.append((((source + target) % BUCKETS).astype(np.int8), np.column_stack(columns)))
        self._waiting[kind] += len(source)
        if self._waiting[kind] > _HELD_ROWS:
            self._spill(kind)

    def _spill(self, kind: str) -> None:
        if not self._waiting[kind]:
            return
        buckets, rows = (np.concatenate(parts) for parts in zip(*self._held[kind], strict=True))
        self._held[kind].clear()
        self._waiting[kind] = 0
        rows = rows.take(np.argsort(buckets, kind="stable"), axis=0)
        ends = np.concatenate(([0], np.cumsum(np.bincount(buckets, minlength=BUCKETS))))
        for bucket in np.flatnonzero(np.diff(ends)).tolist():
            with self._path(kind, bucket).open("ab") as file:
                # Not ndarray.tofile, which does not say that the disk is full.
                file.write(rows[ends[bucket] : ends[bucket + 1]].data)

    def _path(self, kind: str, bucket: int) -> Path:
        return self._folder / f"{kind}-{bucket}.bin"

    def _load(self, kind: str, bucket: int) -> _Rows:
        path = self._path(kind, bucket)
        numbers = np.fromfile(path, dtype=np.int64) if path.exists() else np.zeros(0, dtype=np.int64)
        path.unlink(missing_ok=True)
        return numbers.reshape(-1, _COLUMNS[kind])

    def close(self) -> list[int]:
        """The buckets that hold a pair, to be counted; nothing can be added any more."""
        for kind in _COLUMNS:
            self._spill(kind)
        return [bucket for bucket in range(BUCKETS) if self._path("pairs", bucket).exists()]

    def count(self, bucket: int, periods: Integers) -> tuple[PairCounts, PeriodCounts]:
        """Each pair of a bucket, and each pair in each period, once. The bucket's rows are gone afterwards.

        ``periods`` is, by rank of date, the rank of its period. Several threads may count a bucket each.
        """
        numbers = self._load("pairs", bucket)[:, 0]
        numbers.sort()
        pair = numbers >> self._date_bits + 1
        date = numbers >> 1 & (1 << self._date_bits) - 1
        first = numbers & 1
        return self._pairs(bucket, pair, date, first), self._periods(bucket, pair, periods[date], first)

    def _pairs(self, bucket: int, pair: Integers, date: Integers, first: Integers) -> PairCounts:
        """``pair`` and, within it, ``date`` ascend."""
        starts, sizes = _runs(pair)
        names = pair[starts]
        documents = np.add.reduceat(first, starts)
        known = np.add.reduceat((date == 0).astype(np.int64), starts)  # rows without a date: they come first
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
            *(_matched(names, acts[acts & 1 == kind] >> 1) for kind in (0, 1)),
        )

    def _surplus(self, bucket: int, names: Integers) -> Integers:
        """By pair: the documents that repeat one which is counted already."""
        copies = self._load("copies", bucket)
        copies = copies[np.lexsort((copies[:, 1], copies[:, 0]))]
        again = (copies[1:] == copies[:-1]).all(axis=1)
        return _matched(names, copies[1:, 0][again])

    def _periods(self, bucket: int, pair: Integers, period: Integers, first: Integers) -> PeriodCounts:
        """``pair`` ascends."""
        order = stable_order(period)
        pair, period, first = pair[order], period[order], first[order]
        starts, sizes = _runs(period, pair)
        source, target = self._ends(pair[starts], bucket)
        return PeriodCounts(period[starts], source, target, sizes, np.add.reduceat(first, starts))


def _runs(*keys: Integers) -> tuple[Integers, Integers]:
    """Where runs of equal keys begin, and how long they are; there is a row at least."""
    changed = keys[0][1:] != keys[0][:-1]
    for key in keys[1:]:
        changed |= key[1:] != key[:-1]
    starts = np.concatenate((np.zeros(1, dtype=np.int64), np.flatnonzero(changed) + 1))
    return starts, np.diff(starts, append=len(keys[0]))


def _matched(names: Integers, keys: Integers, values: Integers | None = None) -> Integers:
    """How often ``keys`` has each of ``names``, which ascend, or the sum of the ``values`` there.

    A key that is no name is left out.
    """
    place = np.minimum(np.searchsorted(names, keys), len(names) - 1)
    found = names[place] == keys
    sums = np.zeros(len(names), dtype=np.int64)
    np.add.at(sums, place[found], 1 if values is None else values[found])
    return sums
