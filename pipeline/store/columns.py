"""Arrow columns and NumPy arrays, back and forth without pandas, whose import alone costs half a second."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.write.schema import load_tables

Integers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.string(),
}


def table_schema(name: str) -> pa.Schema:
    """The columns of a table of ``columns.csv``, in its order; a date is ISO text."""
    return pa.schema([(column.name, _ARROW_TYPES[column.type]) for column in load_tables()[name].columns])


def integers(column: pa.Array) -> Integers:
    """A column of whole numbers without gaps, as int64."""
    return np.asarray(column.cast(pa.int64()).to_numpy(zero_copy_only=False))


def int_column(values: npt.NDArray[Any]) -> pa.Array:
    """Whole numbers as a column of int64."""
    data = np.ascontiguousarray(values, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(data), [None, pa.py_buffer(data)])


def real_column(values: npt.NDArray[Any]) -> pa.Array:
    """Numbers as a column of float64."""
    data = np.ascontiguousarray(values, dtype=np.float64)
    return pa.Array.from_buffers(pa.float64(), len(data), [None, pa.py_buffer(data)])


def flag_column(values: Flags) -> pa.Array:
    """Truth values as a column."""
    bits = np.packbits(values, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(bits)])


def text_column(values: list[str]) -> pa.Array:
    """Strings as a column."""
    data = [value.encode("utf-8") for value in values]
    offsets = np.zeros(len(data) + 1, dtype=np.int32)
    np.cumsum([len(value) for value in data], out=offsets[1:])
    return pa.Array.from_buffers(
        pa.string(), len(data), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(data))]
    )


def pick(column: pa.Array, rows: Integers) -> pa.Array:
    """The cells of ``column`` at ``rows``, in that order."""
    return column.take(int_column(rows))


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts glued together row by row; a plain string stands in every row."""
    scalars = [pa.scalar(part, pa.string()) if isinstance(part, str) else part for part in (*parts, "")]
    return pc.binary_join_element_wise(*scalars)


def as_table(name: str, columns: Mapping[str, pa.Array]) -> pa.Table:
    """``columns`` as the table ``name``; raises KeyError when one is missing."""
    schema = table_schema(name)
    return pa.Table.from_arrays([columns[field.name].cast(field.type) for field in schema], schema=schema)


def unnest(block: pa.Table, name: str) -> tuple[Integers, dict[str, pa.Array]]:
    """A nested column of a block of articles as flat columns, and for each row the place of its article."""
    nested = block.column(name).combine_chunks()
    parents = integers(pc.list_parent_indices(nested))
    flat = pc.list_flatten(nested)
    names = [flat.type.field(i).name for i in range(flat.type.num_fields)]
    return parents, dict(zip(names, flat.flatten(), strict=True))
