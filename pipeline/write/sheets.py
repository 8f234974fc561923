"""The rows of a workbook's sheets, made as XML by the database: fifty times as fast as cell by cell.

The frame of a sheet (header, widths, filters, styles) comes from XlsxWriter; see ``workbook``. It holds a row of
samples, of which the numbers of the styles are read, and which the rows of the table replace. The format is ECMA-376
part 1, 18.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

import duckdb

from pipeline.write.schema import Column, Table, load_tables

HEADER_ROWS = 2
MAX_LINKS = 65_000  # Excel drops hyperlinks after 65,530 on a sheet
DATE_SAMPLE, LINK_SAMPLE = 0, 1  # the columns of the samples
_MAX_TEXT = 32_767
_BATCH = 10_000
_LEVEL = 3  # of compression: half the time of the usual level, a tenth more bytes
_FEW = 10_000
_LARGE = 1 << 30
_SAMPLES = re.compile(rb'<row r="3".*?</row>', re.DOTALL)
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"/>')
_STYLE = re.compile(rb'<c r="[AB]3" s="(\d+)"')
_ORDERS = {"comentions": "source_id, target_id, document_id, sentence_id"}
_CONTROLS = (*range(9), *range(11, 32))
_RARE = r"[\x00-\x08\x0b-\x1f]|_x[0-9a-fA-F]{4}_"


def fill_sheets(frame: BytesIO, path: Path, connection: duckdb.DuckDBPyConnection, *, first: int) -> None:
    """Write the workbook ``frame`` to ``path`` with the rows of every table; ``first`` is the number of the sheet of
    the first table. The same tables give the same bytes."""
    sheets = {f"xl/worksheets/sheet{n}.xml": table for n, table in enumerate(load_tables().values(), first)}
    with ZipFile(frame) as source, ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_LEVEL) as target:
        for name in source.namelist():
            table = sheets.get(name)
            with target.open(name, "w", force_zip64=table is not None and _large(connection, table)) as file:
                if table is None:
                    file.write(source.read(name))
                else:
                    _write_sheet(file, source.read(name), connection, table)


def _large(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the sheet may have more bytes than a plain zip file takes; not all programs know the other kind."""
    if _count(connection, table) < _FEW:
        return False
    cells = " + ".join(f'coalesce(strlen("{column.name}"::VARCHAR), 0) + 80' for column in table.columns)
    return bool(connection.execute(f"SELECT sum({cells}) > {_LARGE} FROM {table.name}").fetchall()[0][0])


def _count(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table.name}").fetchall()[0][0])


def _write_sheet(file: IO[bytes], frame: bytes, connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    samples = _SAMPLES.search(frame)
    if samples is None:
        raise RuntimeError(f"The frame of {table.name} has no row of samples.")
    date, link = (style.decode() for style in _STYLE.findall(samples[0]))
    last = _count(connection, table) + HEADER_ROWS
    extent = f'<dimension ref="A1:{_letters(len(table.columns) - 1)}{last}"/>'
    file.write(_DIMENSION.sub(extent.encode(), frame[: samples.start()]))
    cells = _Cells(table, date, link, _rare_columns(connection, table))
    for part in _texts(connection, cells.query()):
        file.write(part)
    file.write(_with_links(frame[samples.end() :], connection if table.name == "relations" else None))


def _with_links(rest: bytes, connection: duckdb.DuckDBPyConnection | None) -> bytes:
    links = b"".join(_texts(connection, _links())) if connection else b""
    return (
        rest.replace(b"<pageMargins", b"<hyperlinks>" + links + b"</hyperlinks><pageMargins")
        if links
        else rest
    )


def _texts(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[bytes]:
    """The texts of a query of one column, glued together, in parts."""
    for batch in connection.cursor().sql(query).to_arrow_reader(_BATCH):
        _, places, data = batch.column(0).buffers()
        ends = memoryview(places).cast("i")
        start = batch.column(0).offset
        yield data[ends[start] : ends[start + batch.num_rows]].to_pybytes()


@dataclass(frozen=True, slots=True)
class _Cells:
    """The query for the rows of a table as XML. ``date`` and ``link`` are numbers of styles, ``rare`` are the columns
    in which a text holds what XML cannot."""

    table: Table
    date: str
    link: str
    rare: frozenset[str]

    def query(self) -> str:
        """One text a row; an empty cell is left out."""
        name = self.table.name
        order = f"ORDER BY {_ORDERS[name]}" if name in _ORDERS else ""
        cells = " || ".join(f"coalesce({self._cell(place)}, '')" for place in range(len(self.table.columns)))
        return (
            f"SELECT '<row r=\"' || row || '\">' || {cells} || '</row>' FROM ("
            f"SELECT *, (row_number() OVER () + {HEADER_ROWS})::VARCHAR AS row FROM (FROM {name} {order}))"
        )

    def _cell(self, place: int) -> str:
        """The SQL expression of a cell."""
        column = self.table.columns[place]
        name, start = f'"{column.name}"', f"'<c r=\"{_letters(place)}' || row || '\"'"
        if column.type == "boolean":
            return f"{start} || ' t=\"b\"><v>' || {name}::INTEGER || '</v></c>'"
        if column.type in ("integer", "number"):
            style = (
                self._link_style() if (self.table.name, column.name) == ("relations", "sentences") else "''"
            )
            return f"CASE WHEN isfinite({name}::DOUBLE) THEN {start} || {style} || '><v>' || {name} || '</v></c>' END"
        return self._date(column, start) if column.type == "date" else self._text(column, start)

    def _link_style(self) -> str:
        return f"CASE WHEN row::BIGINT <= {MAX_LINKS + HEADER_ROWS} THEN ' s=\"{self.link}\"' ELSE '' END"

    def _text(self, column: Column, start: str) -> str:
        name, opening = f'"{column.name}"', '\' t="inlineStr"><is><t xml:space="preserve">\''
        cut = f"CASE WHEN length({name}) > {_MAX_TEXT} THEN left({name}, {_MAX_TEXT - 1}) || '…' ELSE {name} END"
        text = _escaped(cut, rare=column.name in self.rare)
        return f"CASE WHEN {name} <> '' THEN {start} || {opening} || {text} || '</t></is></c>' END"

    def _date(self, column: Column, start: str) -> str:
        """A full date as a date; a month or a year, and a day before Excel's calendar, as the text it is."""
        name = f'"{column.name}"'
        day = f"CASE WHEN length({name}) = 10 AND {name} >= '1900-03-01' THEN TRY_CAST({name} AS DATE) END"
        number = f"date_diff('day', DATE '1899-12-30', {day})"
        cell = f"{start} || ' s=\"{self.date}\"><v>' || {number} || '</v></c>'"
        return f"coalesce({cell}, {self._text(column, start)})"


def _escaped(text: str, *, rare: bool) -> str:
    """The SQL expression of a text as XML; what XML cannot hold (``rare``) is written ``_x0007_``, as Excel does."""
    if rare:
        text = f"regexp_replace({text}, '(_x[0-9a-fA-F]{{4}}_)', '_x005F\\1', 'g')"
        for sign in _CONTROLS:
            text = f"replace({text}, chr({sign}), '_x{sign:04X}_')"
    return f"replace(replace(replace({text}, '&', '&amp;'), '<', '&lt;'), '>', '&gt;')"


def _rare_columns(connection: duckdb.DuckDBPyConnection, table: Table) -> frozenset[str]:
    """The columns in which a text holds what XML cannot: telling them apart saves all others the trouble."""
    names = [column.name for column in table.columns if column.type in ("string", "date")]
    found = ", ".join(f"""bool_or(regexp_matches("{name}", '{_RARE}'))""" for name in names)
    flags = connection.execute(f"SELECT {found} FROM {table.name}").fetchall()[0]
    return frozenset(name for name, flag in zip(names, flags, strict=True) if flag)


def _links() -> str:
    """The query for the links of the first relations to the rows of their sentences in the sheet of co-mentions."""
    columns = load_tables()["relations"].column_names
    last = _letters(len(load_tables()["comentions"].columns) - 1)
    return f"""
        WITH blocks AS (
            SELECT source_id, target_id, count(*) AS size,
                   sum(count(*)) OVER (ORDER BY source_id, target_id) + {HEADER_ROWS} AS stop
            FROM comentions GROUP BY source_id, target_id),
        linked AS (
            SELECT source_id, target_id, row_number() OVER () + {HEADER_ROWS} AS row
            FROM relations QUALIFY row <= {MAX_LINKS + HEADER_ROWS})
        SELECT '<hyperlink ref="{_letters(columns.index("sentences"))}' || row || '" location="comentions!A'
               || (stop - size + 1)::BIGINT || ':{last}' || stop::BIGINT || '"/>'
        FROM linked JOIN blocks USING (source_id, target_id) ORDER BY row
    """


def _letters(place: int) -> str:
    """``A`` for 0; no table has more columns than letters."""
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[place]
