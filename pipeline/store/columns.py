"""The columns of the tables, as Arrow knows them."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from pipeline.write.schema import load_tables

_ARROW_TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "date": pa.string(),
}

# Tables whose texts stand in many rows each.
_CODED = ("relations", "relations_by_period")


def table_schema(name: str) -> pa.Schema:
    """The columns of a table of ``columns.csv``, in its order; a date is ISO text."""
    return pa.schema([(column.name, _ARROW_TYPES[column.type]) for column in load_tables()[name].columns])


def memory_schema(name: str) -> pa.Schema:
    """The same before it is written: texts that stand in many rows each are numbers of a dictionary."""
    schema = table_schema(name)
    if name not in _CODED:
        return schema
    coded = pa.dictionary(pa.int32(), pa.string())
    return pa.schema([(field.name, coded if field.type == pa.string() else field.type) for field in schema])


def as_table(name: str, columns: Mapping[str, pa.Array]) -> pa.Table:
    """``columns`` as the table ``name``; raises KeyError when one is missing."""
    schema = memory_schema(name)
    return pa.Table.from_arrays([columns[field.name].cast(field.type) for field in schema], schema=schema)
