"""CSV file → checked rows, and a user's rows laid over ours.

A user's table may hold any of our columns as long as the key is there, in any order, with ``,`` ``;`` or TAB
between cells, with or without a byte-order mark: what spreadsheets write. Blank rows are dropped, spaces
around a cell go, text becomes NFC with straight apostrophes, as the text of the articles does.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.errors import KnowledgeError
from pipeline.knowledge.schema import Column, Table

ACTIONS = ("set", "add", "remove", "drop")
_ADVICE = "See pipeline/knowledge/README.md for the tables and their columns."


@dataclass(frozen=True, slots=True)
class Row:
    """A row with where it stands: ``file`` as the user knows it, ``line`` counted from 1 (the header)."""

    file: str
    line: int
    cells: dict[str, str]
    action: str = "set"

    def many(self, column: str) -> tuple[str, ...]:
        """The items of a list cell, in order."""
        value = self.cells[column]
        return tuple(part.strip() for part in value.split(";") if part.strip()) if value else ()

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
    header = [_normal(name) for name in next(reader, [])]
    _check_header(table, file, header, overlay=overlay)
    rows = [
        _row(table, file, header, reader.line_num, values) for values in reader if any(map(str.strip, values))
    ]
    _check_keys(table, rows)
    return rows


def lay_over(table: Table, ours: list[Row], theirs: list[Row]) -> list[Row]:
    """Our rows with a user's laid on top, in our order, new ones last. Needs no second look at single cells.

     ``set`` (or no action): filled cells replace ours, or the row is new. ``add``: items join our lists.
    ``remove``: the values named go from our row. ``drop``: every row of ours that agrees in the filled key
    cells goes.
    """
    rows = {_key(table, row): row for row in ours}
    for row in theirs:
        if row.action == "drop":
            _drop(table, rows, row)
        else:
            _merge(table, rows, row)
    return list(rows.values())


def _decode(file: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise KnowledgeError(
            f"{file}, line {line}: the file is not UTF-8; allowed: CSV in UTF-8.",
            "Save it from the spreadsheet as “CSV UTF-8”.",
        ) from None


def _delimiter(data: bytes) -> str:
    header = data.split(b"\n", 1)[0]
    return max(",;\t", key=lambda mark: header.count(mark.encode()))


def _normal(value: str) -> str:
    value = value.strip()
    if value.isascii():
        return value
    return unicodedata.normalize("NFC", value.replace("’", "'").replace("\u00a0", " ").replace("\u202f", " "))


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


def _row(table: Table, file: str, header: list[str], line: int, values: list[str]) -> Row:
    if len(values) > len(header) and any(map(str.strip, values[len(header) :])):
        raise KnowledgeError(
            f"{file}, line {line}: {len(values)} cells; allowed: the {len(header)} of the header.",
            "Put a cell that holds a comma between double quotes.",
        )
    cells = dict.fromkeys((column.name for column in table.columns), "")
    cells.update(zip(header, map(_normal, values), strict=False))
    row = Row(file, line, cells, cells.pop("action", "") or "set")
    _check_row(table, row)
    return row


def _check_row(table: Table, row: Row) -> None:
    if row.action not in ACTIONS:
        raise row.error(
            "action", f"“{row.action}” is no action", "one of " + ", ".join(ACTIONS) + ", or nothing"
        )
    for column in table.columns:
        if row.cells[column.name]:
            _check_cell(row, column)
        elif column.name in table.key and column.required and row.action != "drop":
            raise row.error(column.name, "empty", "a value")


def _check_cell(row: Row, column: Column) -> None:
    for value in row.many(column.name) if column.many else (row.cells[column.name],):
        allowed = column.check(value)
        if allowed:
            raise row.error(column.name, f"“{value}”", allowed)


def _key(table: Table, row: Row) -> tuple[str, ...]:
    return tuple(row.cells[name] for name in table.key)


def _check_keys(table: Table, rows: list[Row]) -> None:
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        first = seen.setdefault((row.action if row.action != "set" else "", *_key(table, row)), row)
        if first is not row:
            value = ", ".join(part for part in _key(table, row) if part)
            raise row.error(table.key[0], f"“{value}” stands twice (line {first.line})", "one row each")


def check_required(table: Table, rows: list[Row]) -> None:
    """Raises KnowledgeError for a row that, once everything is laid over, lacks a value it must have."""
    for row, column in _pairs(table, rows):
        if column.required and not row.cells[column.name]:
            raise row.error(column.name, "empty", "a value")


def _pairs(table: Table, rows: list[Row]) -> Iterator[tuple[Row, Column]]:
    return ((row, column) for row in rows for column in table.columns)


def _drop(table: Table, rows: dict[tuple[str, ...], Row], row: Row) -> None:
    filled = [name for name in table.key if row.cells[name]]
    gone = [key for key, old in rows.items() if all(old.cells[name] == row.cells[name] for name in filled)]
    if not filled or not gone:
        value = ", ".join(row.cells[name] for name in filled)
        raise row.error(table.key[0], f"nothing to drop for “{value}”", f"a {table.key[0]} of our table")
    for key in gone:
        del rows[key]


def _merge(table: Table, rows: dict[tuple[str, ...], Row], row: Row) -> None:
    key = _key(table, row)
    old = rows.get(key)
    if old is None and row.action == "remove":
        raise row.error(table.key[0], f"nothing to remove from “{key[0]}”", f"a {table.key[0]} of our table")
    cells = dict(row.cells) if old is None else {c.name: _cell(table, c, old, row) for c in table.columns}
    rows[key] = replace(row, cells=cells)


def _cell(table: Table, column: Column, old: Row, new: Row) -> str:
    ours, theirs = old.cells[column.name], new.cells[column.name]
    if not theirs or column.name in table.key:
        return ours
    if new.action == "remove":
        return _without(column, old, new)
    if new.action == "add" and column.many:
        return ";".join(dict.fromkeys((*old.many(column.name), *new.many(column.name))))
    return theirs


def _without(column: Column, old: Row, new: Row) -> str:
    gone = new.many(column.name) if column.many else (new.cells[column.name],)
    kept = list(old.many(column.name) if column.many else (old.cells[column.name],))
    for value in gone:
        if value not in kept:
            raise new.error(column.name, f"“{value}” is not there to remove", "a value of our row")
        kept.remove(value)
    return ";".join(kept)
