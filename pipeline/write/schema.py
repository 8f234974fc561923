"""The tables that a run writes: names, columns, types, keys, titles and meanings, from ``columns.csv``.

``columns.csv`` is the one source: the Parquet tables, the CSV files, the workbook, the data package, the
report and the README all follow it. A row whose ``column`` is empty describes the table itself.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

ColumnType = Literal["string", "integer", "number", "boolean", "date"]

_COLUMNS = Path(__file__).with_name("columns.csv")
_SQL_TYPES: Mapping[str, str] = MappingProxyType(
    {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "VARCHAR"}
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    A ``date`` is ISO text of the source's precision (``2024``, ``2024-10`` or ``2024-10-02``).
    ``references`` is ``table.column`` of the key that the column points at, ``""`` if none. ``values`` are
    the only values allowed, empty when any is.
    """

    table: str
    name: str
    type: ColumnType
    primary: bool
    references: str
    values: tuple[str, ...]
    title_fr: str
    title_en: str
    meaning_fr: str
    meaning_en: str

    @property
    def sql_type(self) -> str:
        """DuckDB's type for the column; a date stays text, for it may be a month or a year."""
        return _SQL_TYPES[self.type]


@dataclass(frozen=True, slots=True)
class Table:
    """One table, its columns in the order of the file."""

    name: str
    title_fr: str
    title_en: str
    meaning_fr: str
    meaning_en: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def primary_key(self) -> tuple[str, ...]:
        """Names of the columns that together name a row; empty for a table without a key."""
        return tuple(column.name for column in self.columns if column.primary)


@cache
def load_tables() -> Mapping[str, Table]:
    """Every table by name, in the order in which they are documented and written."""
    rows = list(_rows())
    heads = [row for row in rows if not row["column"]]
    return MappingProxyType({head["table"]: _table(head, rows) for head in heads})


def _rows() -> Iterator[dict[str, str]]:
    with _COLUMNS.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, strict=True)


def _table(head: dict[str, str], rows: list[dict[str, str]]) -> Table:
    name = head["table"]
    columns = tuple(_column(row) for row in rows if row["table"] == name and row["column"])
    return Table(name, head["title_fr"], head["title_en"], head["meaning_fr"], head["meaning_en"], columns)


def _column(row: dict[str, str]) -> Column:
    return Column(
        table=row["table"],
        name=row["column"],
        type=row["type"],  # type: ignore[arg-type]  # a test checks the file's types
        primary=row["key"] == "primary",
        references=row["references"],
        values=tuple(filter(None, row["values"].split(";"))),
        title_fr=row["title_fr"],
        title_en=row["title_en"],
        meaning_fr=row["meaning_fr"],
        meaning_en=row["meaning_en"],
    )
