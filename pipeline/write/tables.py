"""Typed Parquet tables → CSV, in the dialect that the reader's spreadsheet wants."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

import duckdb

from pipeline.errors import OutputError
from pipeline.write.schema import Column, Table, load_tables

DialectName = Literal["csv", "tableur-fr"]

_BOM = b"\xef\xbb\xbf"
_CHUNK = 1 << 22
_MAX_LINE = 64_000_000
_MEMORY = "1GB"
_FORMULA_STARTS = ", ".join(str(ord(start)) for start in "=+-@\t\r")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written.

    ``guard`` puts a ``'`` before a text cell that a spreadsheet would run as a formula (it begins with one of
    ``= + - @``, a tabulation or a carriage return) and turns each line break inside a cell into spaces,
    as many as it has characters.
    """

    delimiter: str
    decimal: str
    bom: bool
    line_end: bytes
    guard: bool


DIALECTS: Mapping[DialectName, Dialect] = MappingProxyType(
    {
        "csv": Dialect(delimiter=",", decimal=".", bom=False, line_end=b"\n", guard=False),
        "tableur-fr": Dialect(delimiter=";", decimal=",", bom=True, line_end=b"\r\n", guard=True),
    }
)


def write_tables(tables: Path, out: Path, *, dialect: DialectName = "csv") -> tuple[Path, ...]:
    """Write each ``tables/<name>.parquet`` as ``out/<name>.csv``; return the files, in the tables' order.

    Rows and columns keep the order of the Parquet file. A null, an empty text and a number that is not finite
    are an empty cell. The same tables give the same bytes. Raises ``OutputError`` if a table is missing or
    its columns are not those of ``columns.csv``.
    """
    out.mkdir(parents=True, exist_ok=True)
    with connect(tables) as connection:
        return tuple(
            _write_table(connection, table, out, DIALECTS[dialect]) for table in load_tables().values()
        )


def connect(tables: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB connection with a view of every table in the folder, ``texts`` too if it is there.

    The folder holds the Parquet tables, or is a run folder: then its CSV files are read, in whichever dialect they
    are, and the mark before a guarded cell is taken away again. Queries return rows in the order of the files; a
    missing value is null. Raises ``OutputError`` if a table is missing.
    """
    # What needs more is spilled; without a place of its own it would be spilled to wherever the user stands.
    connection = duckdb.connect(config={"memory_limit": _MEMORY, "temp_directory": str(tables / ".spill")})
    connection.execute("SET preserve_insertion_order = true")
    for table in load_tables().values():
        connection.execute(f"CREATE VIEW {table.name} AS {_source(tables, table)}")
    if (tables / "texts.parquet").exists():
        connection.execute(f"CREATE VIEW texts AS {_parquet(tables / 'texts.parquet')}")
    return connection


def _source(folder: Path, table: Table) -> str:
    parquet, plain = folder / f"{table.name}.parquet", folder / f"{table.name}.csv"
    if parquet.exists():
        return _parquet(parquet)
    if not plain.exists():
        raise OutputError(f"The table {table.name} is missing from {folder}.", "Run the analysis again.")
    with plain.open("rb") as file:
        dialect = DIALECTS["tableur-fr" if file.read(len(_BOM)) == _BOM else "csv"]
    types = ", ".join(f"{sql_text(column.name)}: {sql_text(column.sql_type)}" for column in table.columns)
    columns = ", ".join(_unguarded(column, dialect) for column in table.columns)
    return (
        f"SELECT {columns} FROM read_csv({sql_text(str(plain))}, auto_detect = false, header = true, nullstr = '', "
        f"delim = {sql_text(dialect.delimiter)}, quote = '\"', escape = '\"', "
        f"decimal_separator = {sql_text(dialect.decimal)}, max_line_size = {_MAX_LINE}, columns = {{{types}}})"
    )


def _parquet(path: Path) -> str:
    return f"SELECT * FROM read_parquet({sql_text(str(path))})"


def _unguarded(column: Column, dialect: Dialect) -> str:
    name = f'"{column.name}"'
    if not dialect.guard or column.type not in ("string", "date"):
        return name
    guarded = f"starts_with({name}, '''') AND ascii(substr({name}, 2)) IN ({_FORMULA_STARTS}, 32)"
    return f"CASE WHEN {guarded} THEN substr({name}, 2) ELSE {name} END AS {name}"


def copy_csv(connection: duckdb.DuckDBPyConnection, query: str, path: Path, dialect: Dialect) -> None:
    """Write the rows of an SQL query as a CSV file with a header; nulls are empty cells.

    Only the delimiter, the byte-order mark and the line ends of the dialect are applied: the query says what
    the cells hold.
    """
    connection.execute(
        f"COPY ({query}) TO {sql_text(str(path))} "
        f"(FORMAT csv, HEADER, DELIMITER {sql_text(dialect.delimiter)}, QUOTE '\"', ESCAPE '\"', NULLSTR '')"
    )
    if dialect.bom or dialect.line_end != b"\n":
        _rewrite(path, dialect)


def _write_table(connection: duckdb.DuckDBPyConnection, table: Table, out: Path, dialect: Dialect) -> Path:
    path = out / f"{table.name}.csv"
    _check_columns(connection, table)
    columns = ", ".join(_cell(column, dialect) for column in table.columns)
    copy_csv(connection, f"SELECT {columns} FROM {table.name}", path, dialect)
    return path


def _check_columns(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    found = [row[0] for row in connection.execute(f"DESCRIBE {table.name}").fetchall()]
    if found != list(table.column_names):
        raise OutputError(
            f"The table {table.name} has the columns {', '.join(found)}, "
            f"not {', '.join(table.column_names)}.",
            "It was written by another version: run the analysis again.",
        )


def _cell(column: Column, dialect: Dialect) -> str:
    """The SQL expression of a cell's text under its column's name."""
    name = f'"{column.name}"'
    if column.type == "number":
        text = f"CASE WHEN isfinite({name}) THEN {name}::VARCHAR END"
        cell = f"replace({text}, '.', {sql_text(dialect.decimal)})"
    elif column.type in ("integer", "boolean"):
        cell = f"{name}::VARCHAR"
    else:
        cell = f"nullif({_guarded(name) if dialect.guard else name}, '')"
    return f"{cell} AS {name}"


def _guarded(name: str) -> str:
    """Plain comparisons, not regular expressions: seven times as fast over ten million cells."""
    guarded = f"CASE WHEN ascii({name}) IN ({_FORMULA_STARTS}) THEN '''' || {name} ELSE {name} END"
    broken = f"contains({name}, chr(10)) OR contains({name}, chr(13))"
    flat = f"translate({guarded}, chr(10) || chr(13), '  ')"
    return f"CASE WHEN {broken} THEN {flat} ELSE {guarded} END"


def _rewrite(path: Path, dialect: Dialect) -> None:
    """Add the byte-order mark and the line ends of the dialect; no cell holds a line break any more."""
    aside = path.with_suffix(".part")
    with path.open("rb") as source, aside.open("wb") as target:
        target.write(_BOM if dialect.bom else b"")
        while chunk := source.read(_CHUNK):
            target.write(chunk.replace(b"\n", dialect.line_end))
    shutil.move(aside, path)


def sql_text(value: str) -> str:
    """The value as an SQL string."""
    return "'" + value.replace("'", "''") + "'"
