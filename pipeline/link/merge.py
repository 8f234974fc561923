"""Sorting out of core: sorted runs of rows go to a file, and come back as one sorted whole, a batch at a time.

Every so many rows of a run its keys are remembered; the remembered keys cut the whole into batches, and say which
part of each run a batch can lie in. After Knuth, D. E. (1998), The Art of Computer Programming 3, 5.4, with the
splitters of sample sort (Frazer, W. D. and McKellar, A. C. (1970). Samplesort. J. ACM 17(3)) in the place of a heap.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.arrays import Flags

BATCH_ROWS = 1 << 18
_STEP = 256

Rows = npt.NDArray[np.void]


class Keys(NamedTuple):
    """The keys of some rows, in their order."""

    lead: npt.NDArray[np.int32]
    key: npt.NDArray[np.int64]


class Cut(NamedTuple):
    """A place between rows: before the first row whose keys are not less."""

    lead: int
    key: int


class Runs:
    """Rows of the type ``dtype`` in the new file ``path``; its fields ``lead`` and ``key`` order them.

    No two rows have both in common. Batches can be read by several threads at a time.
    """

    def __init__(self, path: Path, dtype: npt.DTypeLike) -> None:
        self._path = path
        self._dtype: np.dtype[Any] = np.dtype(dtype)
        self._file = path.open("wb")
        self._starts = [0]
        self._samples: list[Keys] = []

    def add(self, rows: Rows) -> None:
        """Add a run: rows sorted by ``lead``, then ``key``."""
        # Not rows.tofile, which does not say that the disk is full.
        self._file.write(rows.view(np.uint8).data)
        self._starts.append(self._starts[-1] + len(rows))
        self._samples.append(Keys(rows["lead"][::_STEP].copy(), rows["key"][::_STEP].copy()))

    def batches(self) -> Iterator[tuple[Cut | None, Cut | None]]:
        """Where the batches begin and end, in order; no run can be added any more."""
        self._file.close()
        none = Keys(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int64))
        leads, keys = (np.concatenate(columns) for columns in zip(none, *self._samples, strict=True))
        chosen = np.lexsort((keys, leads))[BATCH_ROWS // _STEP :: BATCH_ROWS // _STEP]
        cuts = map(Cut, leads[chosen].tolist(), keys[chosen].tolist())
        return pairwise([None, *cuts, None])

    def read(self, batch: tuple[Cut | None, Cut | None]) -> Rows:
        """The rows of a batch, sorted."""
        begin, end = batch
        rows = self._slices(begin, end)
        kept = np.ones(len(rows), dtype=np.bool_)
        if begin:
            kept &= ~_before(rows, begin)
        if end:
            kept &= _before(rows, end)
        rows = rows.compress(kept)
        rows = rows.take(np.argsort(rows["key"], kind="stable"))
        return rows.take(stable_order(rows["lead"]))

    def _slices(self, begin: Cut | None, end: Cut | None) -> Rows:
        """Of each run the part between the samples that enclose the batch."""
        bounds = []
        for (start, stop), samples in zip(pairwise(self._starts), self._samples, strict=True):
            low = start + _STEP * max(0, _rank(samples, begin) - 1) if begin else start
            high = min(stop, start + _STEP * _rank(samples, end)) if end else stop
            bounds.append((low, max(low, high)))
        rows = np.empty(sum(high - low for low, high in bounds), dtype=self._dtype)
        at = 0
        with self._path.open("rb", buffering=0) as file:
            for low, high in bounds:
                file.seek(low * self._dtype.itemsize)
                file.readinto(rows[at : at + high - low].view(np.uint8).data)
                at += high - low
        return rows


def _before(rows: Rows, cut: Cut) -> Flags:
    lead = rows["lead"]
    before: Flags = (lead < cut.lead) | ((lead == cut.lead) & (rows["key"] < cut.key))
    return before


def _rank(samples: Keys, cut: Cut) -> int:
    """How many of the sorted ``samples`` lie before the cut."""
    low, high = np.searchsorted(samples.lead, [cut.lead, cut.lead + 1])
    return int(low + np.searchsorted(samples.key[low:high], cut.key))


def stable_order(values: npt.NDArray[np.integer[Any]]) -> npt.NDArray[np.int64]:
    """The order that sorts ``values`` and leaves equal ones as they were.

    Values that lie close together are sorted by their digits, twenty times as fast as by comparing.
    """
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    least = values.min()
    narrow = int(values.max()) - int(least) < 1 << 16
    return np.argsort((values - least).astype(np.uint16) if narrow else values, kind="stable")
