"""Arrow columns and NumPy arrays, back and forth without pandas, whose import alone costs half a second."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Integers = npt.NDArray[np.int64]
Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


def integers(column: pa.Array) -> Integers:
    """A column of whole numbers or truth values, as int64. Raises ValueError where a cell is empty."""
    if column.null_count:
        raise ValueError("The column has empty cells.")
    data = column.cast(pa.int64())
    if not len(data):
        return np.zeros(0, dtype=np.int64)
    return np.frombuffer(data.buffers()[1], dtype=np.int64, count=len(data), offset=8 * data.offset)


def int_column(values: npt.NDArray[Any]) -> pa.Array:
    """Whole numbers as a column of int64."""
    data = np.ascontiguousarray(values, dtype=np.int64)
    return pa.Array.from_buffers(pa.int64(), len(data), [None, pa.py_buffer(data)])


def real_column(values: npt.NDArray[Any]) -> pa.Array:
    """Numbers as a column of float64."""
    data = np.ascontiguousarray(values, dtype=np.float64)
    return pa.Array.from_buffers(pa.float64(), len(data), [None, pa.py_buffer(data)])


def text_column(values: list[str]) -> pa.Array:
    """Strings as a column."""
    data = [value.encode("utf-8") for value in values]
    offsets = np.zeros(len(data) + 1, dtype=np.int32)
    np.cumsum([len(value) for value in data], out=offsets[1:])
    return pa.Array.from_buffers(
        pa.string(), len(data), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(data))]
    )


def text_scalar(value: str) -> pa.Scalar:
    """A string as Arrow's functions take it (``pyarrow.scalar`` would load pandas)."""
    return text_column([value])[0]


def pick(column: pa.Array, rows: Integers) -> pa.Array:
    """The cells of ``column`` at ``rows``, in that order."""
    return column.take(int_column(rows))


def joined(*parts: pa.Array | str) -> pa.Array:
    """Texts glued together row by row; a plain string stands in every row."""
    cells = [text_scalar(part) if isinstance(part, str) else part for part in (*parts, "")]
    return pc.binary_join_element_wise(*cells)


def unnest(block: pa.Table, name: str) -> tuple[Integers, dict[str, pa.Array]]:
    """A nested column of a block of articles as flat columns, and for each row the place of its article."""
    nested = block.column(name).combine_chunks()
    parents = integers(pc.list_parent_indices(nested))
    flat = pc.list_flatten(nested)
    names = [flat.type.field(i).name for i in range(flat.type.num_fields)]
    return parents, dict(zip(names, flat.flatten(), strict=True))
