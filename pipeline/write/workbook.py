"""``tables.xlsx``: the tables as typed sheets, for those who would rather not import anything."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter  # type: ignore[import-untyped]  # it ships no types

from pipeline.errors import OutputError
from pipeline.write.schema import Table, load_tables
from pipeline.write.sheets import DATE_SAMPLE, HEADER_ROWS, LINK_SAMPLE, MAX_LINKS, fill_sheets
from pipeline.write.tables import connect

MAX_ROWS = 1_048_576
_EPOCH = datetime.datetime(1980, 1, 1)
_NARROW, _WIDE = 9, 60
_TYPES = {"string": "texte", "integer": "entier", "number": "nombre", "boolean": "vrai/faux", "date": "date"}

Worksheet = Any
Format = Any


def write_workbook(tables: Path, out: Path, run: Mapping[str, Any], *, max_rows: int = MAX_ROWS) -> Path:
    """Write ``out/tables.xlsx``: a first sheet about the run, a sheet of columns, then a sheet a table.

    Numbers, booleans and full dates are typed; everything else is text, never a formula or a link. A text
    longer than Excel's 32,767 characters is cut and ends in ``…``. Rows keep their order, but for
    ``comentions``, sorted by pair so that a relation's count can link to the block of its sentences (the
    first 65,000 relations). Raises ``OutputError``, and writes nothing, when a table has more rows than a
    sheet can hold.
    """
    path = out / "tables.xlsx"
    frame = BytesIO()
    with connect(tables) as connection:
        counts = {name: _count(connection, name) for name in load_tables()}
        _check_sizes(counts, max_rows)
        with xlsxwriter.Workbook(frame, {"in_memory": True}) as workbook:
            workbook.set_properties({"title": "liens", "created": _EPOCH})
            styles = _styles(workbook)
            _write_about(workbook.add_worksheet("lisez-moi"), run, counts, styles)
            _write_columns(workbook.add_worksheet("colonnes"), styles)
            before = len(workbook.worksheets())
            for table in load_tables().values():
                sheet = workbook.add_worksheet(table.name)
                _write_frame(sheet, connection, table, counts[table.name], styles)
        fill_sheets(frame, path, connection, first=before + 1)
    return path


def check_workbook(tables: Path, *, max_rows: int = MAX_ROWS) -> None:
    """Raise the ``OutputError`` of ``write_workbook`` before anything is written."""
    with connect(tables) as connection:
        _check_sizes({name: _count(connection, name) for name in load_tables()}, max_rows)


def _check_sizes(counts: Mapping[str, int], max_rows: int) -> None:
    large = [name for name, count in counts.items() if count + HEADER_ROWS > max_rows]
    if large:
        raise OutputError(
            f"tables.xlsx is not written: a sheet holds {max_rows - HEADER_ROWS} rows, too few for "
            f"{', '.join(large)}.",
            "Use the CSV files, or analyse fewer articles at a time.",
        )


def _count(connection: duckdb.DuckDBPyConnection, name: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0])


def _styles(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    return {
        "title": workbook.add_format({"bold": True, "font_size": 16}),
        "head": workbook.add_format({"bold": True, "bg_color": "#DCE6F1", "border": 1, "valign": "top"}),
        "name": workbook.add_format({"italic": True, "font_color": "#595959", "bottom": 1}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
        "link": workbook.add_format({"font_color": "#0563C1", "underline": 1}),
        "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
    }


def _write_frame(
    sheet: Worksheet,
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    count: int,
    styles: Mapping[str, Format],
) -> None:
    """All of a sheet but its rows, in the place of which stand samples of styles."""
    _layout(sheet, connection, table, count)
    for place, column in enumerate(table.columns):
        sheet.write_string(0, place, column.title_fr, styles["head"])
        sheet.write_string(1, place, column.name, styles["name"])
    sheet.write_blank(HEADER_ROWS, DATE_SAMPLE, None, styles["date"])
    sheet.write_blank(HEADER_ROWS, LINK_SAMPLE, None, styles["link"])


def _layout(sheet: Worksheet, connection: duckdb.DuckDBPyConnection, table: Table, count: int) -> None:
    """Freeze the two header rows and the first column, filter on the names, fit widths to the cells."""
    sheet.freeze_panes(HEADER_ROWS, 1)
    last = len(table.columns) - 1
    sheet.autofilter(1, 0, max(count + HEADER_ROWS - 1, HEADER_ROWS), last)
    lengths = ", ".join(f'quantile_disc(length("{name}"::VARCHAR), 0.95)' for name in table.column_names)
    fitted = connection.execute(f"SELECT {lengths} FROM {table.name}").fetchall()[0]
    for place, (column, length) in enumerate(zip(table.columns, fitted, strict=True)):
        width = max(length or 0, len(column.title_fr), len(column.name) + 3) + 1
        sheet.set_column(place, place, min(max(width, _NARROW), _WIDE))


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
