"""CSV file → checked rows.

A user's table may hold any of our columns as long as the key is there, in any order, with ``,`` ``;`` or TAB
between cells, with or without a byte-order mark: what spreadsheets write. Blank rows are dropped, spaces
around a cell go, text becomes NFC with straight apostrophes, as the text of the articles does.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import NamedTuple

from pipeline.errors import KnowledgeError
from pipeline.knowledge import cells as checks
from pipeline.knowledge.schema import Column, Table

ACTIONS = ("set", "add", "remove", "drop")
_ADVICE = "See pipeline/knowledge/README.md for the tables and their columns."


class Row(NamedTuple):
    """A row with where it stands: ``file`` as the user knows it, ``line`` counted from 1 (the header).

    A tuple, not a dataclass: thousands are made whenever the program starts.
    """

    file: str
    line: int
    cells: dict[str, str]
    action: str = "set"

    def many(self, column: str) -> tuple[str, ...]:
        """The items of a list cell, in order."""
        value = self.cells[column]
        return tuple(part.strip() for part in value.split(";") if part.strip()) if value else ()

    def key(self, table: Table) -> tuple[str, ...]:
        """The cells that tell this row from every other of its table."""
        return tuple([self.cells[name] for name in table.key])

    def error(self, column: str, problem: str, allowed: str) -> KnowledgeError:
        """The error that names this row's file and line, the column, what is wrong and what is allowed."""
        where = f"{self.file}, line {self.line}, column {column}"
        return KnowledgeError(f"{where}: {problem}; allowed: {allowed}.", _ADVICE)


def read_rows(table: Table, file: str, data: bytes, *, overlay: bool) -> list[Row]:
    """The rows of one table file, checked cell by cell.

    Raises KnowledgeError for a file that is not UTF-8 or has no header, an unknown or missing column, a row
    with too many cells, a cell that its column does not allow, and a key that stands twice.
    """
    reader = csv.reader(io.StringIO(_decode(file, data), newline=""), delimiter=_delimiter(data))
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(table, file, header, overlay=overlay)
        rows = [_row(file, header, reader.line_num, values) for values in reader if any(values)]
    except csv.Error as error:
        raise KnowledgeError(
            f"{file}, line {reader.line_num}: {error}; allowed: CSV.", "Close every quote that you open."
        ) from None
    if overlay or any(len(row.cells) < len(table.columns) for row in rows):
        blank = dict.fromkeys((column.name for column in table.columns), "")
        rows = [_completed(row, blank) for row in rows if any(map(str.strip, row.cells.values()))]
    _check_cells(table, rows)
    _check_keys(table, rows)
    return rows


def _decode(file: str, data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(
            f"{file}, line {line}: the file is not UTF-8; allowed: CSV in UTF-8.",
            "Save it from the spreadsheet as “CSV UTF-8”.",
        ) from None
    text = text.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", text)


def _delimiter(data: bytes) -> str:
    header = data.split(b"\n", 1)[0]
    return max(",;\t", key=lambda mark: header.count(mark.encode()))


def _check_header(table: Table, file: str, header: list[str], *, overlay: bool) -> None:
    names = [column.name for column in table.columns]
    allowed = ", ".join([*names, "action"] if overlay else names)
    for name in header:
        if table.column(name) is None and not (overlay and name == "action"):
            raise KnowledgeError(
                f"{file}, line 1, column {name}: unknown column; allowed: {allowed}.", _ADVICE
            )
        if header.count(name) > 1:
            raise KnowledgeError(f"{file}, line 1, column {name}: stands twice; allowed: once.", _ADVICE)
    for name in table.key if overlay else names:
        if name not in header:
            raise KnowledgeError(f"{file}, line 1, column {name}: missing; allowed: {allowed}.", _ADVICE)


def _row(file: str, header: list[str], line: int, values: list[str]) -> Row:
    if len(values) > len(header) and any(map(str.strip, values[len(header) :])):
        raise KnowledgeError(
            f"{file}, line {line}: {len(values)} cells; allowed: the {len(header)} of the header.",
            "Put a cell that holds a comma between double quotes.",
        )
    return Row(file, line, dict(zip(header, values, strict=False)))


def _completed(row: Row, blank: dict[str, str]) -> Row:
    cells = blank | {name: cell.strip() for name, cell in row.cells.items()}
    return row._replace(cells=cells, action=cells.pop("action", "") or "set")


def _check_cells(table: Table, rows: list[Row]) -> None:
    needed = [column.name for column in table.columns if column.required and column.name in table.key]
    for row in rows:
        if row.action not in ACTIONS:
            raise row.error("action", f"“{row.action}” is no action", "one of " + ", ".join(ACTIONS))
    check_filled([row for row in rows if row.action != "drop"], needed)
    for column in table.columns:
        if column.check is not checks.text:
            _check_column(column, rows)


def _check_column(column: Column, rows: list[Row]) -> None:
    passed = {""}
    for row in rows:
        cell = row.cells[column.name]
        if cell in passed:
            continue
        for value in row.many(column.name) if column.many else (cell,):
            allowed = column.check(value)
            if allowed:
                raise row.error(column.name, f"“{value}”", allowed)
        passed.add(cell)


def _check_keys(table: Table, rows: list[Row]) -> None:
    keys = [(row.action if row.action != "set" else "", *row.key(table)) for row in rows]
    if len(set(keys)) == len(keys):
        return
    seen: dict[tuple[str, ...], Row] = {}
    for key, row in zip(keys, rows, strict=True):
        first = seen.setdefault(key, row)
        if first is not row:
            value = ", ".join(part for part in key[1:] if part)
            raise row.error(table.key[0], f"“{value}” stands twice (line {first.line})", "one row each")


def check_filled(rows: list[Row], columns: list[str]) -> None:
    """Raises KnowledgeError for the first row that lacks a value in one of the columns."""
    for name in columns:
        for row in rows:
            if not row.cells[name]:
                raise row.error(name, "empty", "a value")
