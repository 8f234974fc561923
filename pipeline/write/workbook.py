"""``tables.xlsx``: the tables as typed sheets, for those who would rather not import anything."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from pipeline.errors import OutputError
from pipeline.write.schema import Column, Table, load_tables
from pipeline.write.tables import connect

MAX_ROWS = 1_048_576
MAX_LINKS = 65_000  # Excel drops hyperlinks after 65,530 on a sheet
_MAX_TEXT = 32_767
_HEADER_ROWS = 2
_BATCH = 10_000
_EPOCH = datetime.datetime(1980, 1, 1)
_NARROW, _WIDE = 9, 60
_TYPES = {"string": "texte", "integer": "entier", "number": "nombre", "boolean": "vrai/faux", "date": "date"}

Worksheet = Any
Format = Any
Evidence = dict[tuple[str, str], tuple[int, int]]


def write_workbook(tables: Path, out: Path, run: Mapping[str, Any], *, max_rows: int = MAX_ROWS) -> Path:
    """Write ``out/tables.xlsx``: a first sheet about the run, a sheet of columns, then a sheet a table.

    Numbers, booleans and full dates are typed; everything else is text, never a formula or a link. A text
    longer than Excel's 32,767 characters is cut and ends in ``…``. Rows keep their order, but for
    ``comentions``, sorted by pair so that a relation's count can link to the block of its sentences (the
    first 65,000 relations). Raises ``OutputError``, and writes nothing, when a table has more rows than a
    sheet can hold.
    """
    path = out / "tables.xlsx"
    with connect(tables) as connection:
        counts = {name: _count(connection, name) for name in load_tables()}
        _check_sizes(counts, max_rows)
        evidence = _evidence(connection)
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(path, options) as workbook:
            workbook.set_properties({"title": "liens", "created": _EPOCH})
            styles = _styles(workbook)
            _write_about(workbook.add_worksheet("lisez-moi"), run, counts, styles)
            _write_columns(workbook.add_worksheet("colonnes"), styles)
            for table in load_tables().values():
                sheet = workbook.add_worksheet(table.name)
                _write_sheet(sheet, connection, table, counts[table.name], evidence, styles)
    return path


def _check_sizes(counts: Mapping[str, int], max_rows: int) -> None:
    large = [name for name, count in counts.items() if count + _HEADER_ROWS > max_rows]
    if large:
        raise OutputError(
            f"tables.xlsx is not written: a sheet holds {max_rows - _HEADER_ROWS} rows, too few for "
            f"{', '.join(large)}.",
            "Use the CSV files, or analyse fewer articles at a time.",
        )


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def _evidence(connection: duckdb.DuckDBPyConnection) -> Evidence:
    """First and last row (1-based, as Excel counts) of each pair in the sheet of co-mentions."""
    query = "SELECT source_id, target_id, count(*) FROM comentions GROUP BY ALL ORDER BY ALL"
    evidence, row = {}, _HEADER_ROWS + 1
    for source, target, count in connection.execute(query).fetchall():
        evidence[source, target] = (row, row + count - 1)
        row += count
    return evidence


def _styles(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "title": workbook.add_format({"bold": True, "font_size": 16}),
        "head": workbook.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "valign": "top"}),
        "name": workbook.add_format({"italic": True, "font_color": "#595959", "bottom": 1}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        "number": workbook.add_format({"num_format": "General"}),
        "link": workbook.add_format({"font_color": "#0563C1", "underline": 1}),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_sheet(
    sheet: Worksheet,
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    count: int,
    evidence: Evidence,
    styles: Mapping[str, Format],
) -> None:
    _layout(sheet, connection, table, count)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title_fr, styles["head"])
    for place, column in enumerate(table.columns):
        sheet.write_string(1, place, column.name, styles["name"])
    writers = [_writer(sheet, column, styles) for column in table.columns]
    for number, row in enumerate(_rows(connection, table), _HEADER_ROWS):
        for place, (write, value) in enumerate(zip(writers, row, strict=True)):
            if value is not None and value != "":
                write(number, place, value)
        if table.name == "relations" and number < MAX_LINKS + _HEADER_ROWS:
            _link(sheet, number, table, row, evidence, styles["link"])


def _layout(sheet: Worksheet, connection: duckdb.DuckDBPyConnection, table: Table, count: int) -> None:
    """Freeze the two header rows and the first column, filter on the names, fit widths to the cells."""
    sheet.freeze_panes(_HEADER_ROWS, 1)
    last = len(table.columns) - 1
    sheet.autofilter(1, 0, max(count + _HEADER_ROWS - 1, _HEADER_ROWS), last)
    lengths = ", ".join(f'quantile_disc(length("{name}"::VARCHAR), 0.95)' for name in table.column_names)
    fitted = connection.execute(f"SELECT {lengths} FROM {table.name}").fetchall()[0]
    for place, (column, length) in enumerate(zip(table.columns, fitted, strict=True)):
        width = max(length or 0, len(column.title_fr), len(column.name) + 3) + 1
        sheet.set_column(place, place, min(max(width, _NARROW), _WIDE))


def _rows(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[tuple[Any, ...]]:
    order = "ORDER BY source_id, target_id, document_id, sentence_id" if table.name == "comentions" else ""
    result = connection.cursor().execute(f"SELECT * FROM {table.name} {order}")
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _writer(
    sheet: Worksheet, column: Column, styles: Mapping[str, Format]
) -> Callable[[int, int, Any], object]:
    """The function that writes a cell of the column's type at a row and a place."""
    if column.type == "boolean":
        return lambda row, place, value: sheet.write_boolean(row, place, value)
    if column.type in ("integer", "number"):
        return lambda row, place, value: sheet.write_number(row, place, value)
    if column.type == "date":
        return lambda row, place, value: _write_date(sheet, row, place, value, styles["date"])
    return lambda row, place, value: sheet.write_string(row, place, _cut(value))


def _write_date(sheet: Worksheet, row: int, place: int, value: str, style: Format) -> None:
    """A full date as a date; a month or a year, and a day before Excel's calendar, as the text it is."""
    if len(value) == len("2024-10-02") and value >= "1900-03-01":
        sheet.write_datetime(row, place, datetime.datetime.fromisoformat(value), style)
    else:
        sheet.write_string(row, place, value)


def _cut(text: str) -> str:
    return text if len(text) <= _MAX_TEXT else text[: _MAX_TEXT - 1] + "…"


def _link(
    sheet: Worksheet, number: int, table: Table, row: tuple[Any, ...], evidence: Evidence, style: Format
) -> None:
    """Make a relation's number of sentences a link that selects those sentences."""
    cells = dict(zip(table.column_names, row, strict=True))
    block = evidence.get((cells["source_id"], cells["target_id"]))
    if block:
        place = table.column_names.index("sentences")
        last = xlsxwriter.utility.xl_col_to_name(len(load_tables()["comentions"].columns) - 1)
        sheet.write_url(number, place, f"internal:comentions!A{block[0]}:{last}{block[1]}", style)
        sheet.write_number(number, place, cells["sentences"], style)


def _write_about(
    sheet: Worksheet, run: Mapping[str, Any], counts: Mapping[str, int], styles: Mapping[str, Format]
) -> None:
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 26)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, 3, 90)
    sheet.write_string(0, 0, "liens : acteurs et relations dans des articles de presse", styles["title"])
    row = 2
    for name, value in _facts(run):
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
        row += 1
    for place, title in enumerate(("Feuille", "Contenu", "Lignes", "Une ligne est…")):
        sheet.write_string(row + 1, place, title, styles["head"])
    for number, table in enumerate(load_tables().values(), row + 2):
        sheet.write_url(number, 0, f"internal:{table.name}!A1", styles["link"], table.name)
        sheet.write_string(number, 1, table.title_fr)
        sheet.write_number(number, 2, counts[table.name])
        sheet.write_string(number, 3, table.meaning_fr)
    notes = number + 2
    for line, text in enumerate(_notes(counts), notes):
        sheet.write_string(line, 0, text)


def _facts(run: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """What ``run.json`` says, a line a value, but for its long lists of inputs."""
    for name, value in run.items():
        if isinstance(value, Mapping):
            yield from _facts(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            yield f"{prefix}{name}", f"{len(value)} (voir run.json)" if value else "0"
        else:
            yield f"{prefix}{name}", str(value)


def _notes(counts: Mapping[str, int]) -> Iterator[str]:
    yield "Sur chaque feuille, la première ligne porte le titre français, la deuxième le nom de la colonne."
    yield "Un clic sur le nombre de phrases d'une relation sélectionne ces phrases, feuille comentions."
    if counts["relations"] > MAX_LINKS:
        yield f"Excel limite les liens : seules les {MAX_LINKS} premières relations en ont un."


def _write_columns(sheet: Worksheet, styles: Mapping[str, Format]) -> None:
    """The dictionary of every column of every table."""
    titles = ("Feuille", "Colonne", "Titre", "Type", "Ce qu'elle contient")
    for place, (title, width) in enumerate(zip(titles, (20, 20, 26, 10, 100), strict=True)):
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, title, styles["head"])
    columns = [column for table in load_tables().values() for column in table.columns]
    for row, column in enumerate(columns, 1):
        texts = (column.table, column.name, column.title_fr, _TYPES[column.type], column.meaning_fr)
        for place, text in enumerate(islice(texts, len(titles))):
            sheet.write_string(row, place, text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(columns), len(titles) - 1)
