"""Counts and measures of pairs by number → the rows of ``relations`` and ``relations_by_period``.

Texts that stand in millions of rows (ids, names, dates) are written once a batch and pointed to.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.arrays import Integers, Reals, int_column, integers, pick, real_column, text_column
from pipeline.link.relations import Columns
from pipeline.store.columns import as_table
from pipeline.store.registry import Registry

# Digits that are kept of a measure: enough for any use, and the same on every machine.
_DIGITS = 6
_COUNTS = ("sentences", "documents", "distinct_documents", "cooperative", "conflictual")
_MEASURES = ("expected", "npmi", "log_likelihood", "p_value", "backbone")
# Powers of ten are exact up to 22, and a number from 1e-15 to 1e15 is scaled by no more than 1e21.
_POWERS = np.array([float(f"1e{power}") for power in range(23)])


class RelationCells:
    """Tables of columns as ``link.relations`` gives them; several threads may ask at a time."""

    def __init__(self, registry: Registry, dates: Sequence[str], periods: Sequence[str]) -> None:
        self._ids = _Texts(registry.id_column)
        self._names = _Texts(registry.column("name"))
        self._types = _Texts(registry.column("type"))
        self._dates = _Texts(text_column(list(dates)))
        self._periods = _Texts(text_column(list(periods)))

    def relations(self, columns: Columns) -> pa.Table:
        """Rows of ``relations``."""
        cells: dict[str, pa.Array] = {name: int_column(columns[name]) for name in _COUNTS}
        for end in ("source", "target"):
            cells[f"{end}_id"] = self._ids.pick(columns[end])
            cells[end] = self._names.pick(columns[end])
            cells[f"{end}_type"] = self._types.pick(columns[end])
        for name in ("first_date", "last_date"):
            cells[name] = self._dates.pick(columns[name])
        for name in _MEASURES:
            cells[name] = real_column(rounded(columns[name]))
        return as_table("relations", cells)

    def by_period(self, columns: Columns) -> pa.Table:
        """Rows of ``relations_by_period``."""
        cells = {
            "period": self._periods.pick(columns["period"]),
            "source_id": self._ids.pick(columns["source"]),
            "target_id": self._ids.pick(columns["target"]),
            "sentences": int_column(columns["sentences"]),
            "documents": int_column(columns["documents"]),
        }
        return as_table("relations_by_period", cells)


class _Texts:
    """Texts by number, some of them alike."""

    def __init__(self, column: pa.Array) -> None:
        encoded = pc.dictionary_encode(column)
        self._texts = encoded.dictionary
        self._codes = integers(encoded.indices)

    def pick(self, rows: Integers) -> pa.DictionaryArray:
        """The texts of these numbers; the dictionary holds only those."""
        codes = self._codes[rows]
        used = np.zeros(len(self._texts), dtype=np.bool_)
        used[codes] = True
        places = (np.cumsum(used, dtype=np.int32) - 1)[codes]
        indices = int_column(places).cast(pa.int32())
        return pa.DictionaryArray.from_arrays(indices, pick(self._texts, np.flatnonzero(used)), safe=False)


def rounded(values: Reals) -> Reals:
    """To six significant digits: the very number that a decimal numeral of so many digits is read as."""
    size = np.abs(values)
    # One division by a power of ten that is exact gives that number; the few others go through text.
    plain = (size > 1e-15) & (size < 1e15)
    places = _DIGITS - 1 - np.floor(np.log10(size, out=np.zeros(len(size)), where=plain)).astype(np.int64)
    up, down = _POWERS[np.maximum(places, 0)], _POWERS[np.maximum(-places, 0)]
    near = np.where(plain, np.rint(values * up / down) * down / up, values)
    rest = np.flatnonzero(~plain & (values != 0))
    near[rest] = [float(f"{value:.{_DIGITS}g}") for value in values[rest].tolist()]
    return near
