"""A user's rows laid over ours."""

from __future__ import annotations

from pipeline.knowledge.rows import Row
from pipeline.knowledge.schema import Column, Table


def lay_over(table: Table, ours: list[Row], theirs: list[Row]) -> list[Row]:
    """Our rows with a user's laid on top, in our order, new ones last.

    ``set`` (or no action): filled cells replace ours, or the row is new. ``add``: items join our lists.
    ``remove``: the values named go from our row. ``drop``: every row of ours that agrees in the filled key
    cells goes. Raises KnowledgeError for a drop or a removal of what is not there.
    """
    rows = {row.key(table): row for row in ours}
    for row in theirs:
        if row.action == "drop":
            _drop(table, rows, row)
        else:
            _merge(table, rows, row)
    return list(rows.values())


def _drop(table: Table, rows: dict[tuple[str, ...], Row], row: Row) -> None:
    filled = [name for name in table.key if row.cells[name]]
    gone = [key for key, old in rows.items() if all(old.cells[name] == row.cells[name] for name in filled)]
    if not filled or not gone:
        value = ", ".join(row.cells[name] for name in filled)
        raise row.error(table.key[0], f"nothing to drop for “{value}”", f"a {table.key[0]} of our table")
    for key in gone:
        del rows[key]


def _merge(table: Table, rows: dict[tuple[str, ...], Row], row: Row) -> None:
    key = row.key(table)
    old = rows.get(key)
    if old is None and row.action == "remove":
        raise row.error(table.key[0], f"nothing to remove from “{key[0]}”", f"a {table.key[0]} of our table")
    cells = dict(row.cells) if old is None else {c.name: _cell(table, c, old, row) for c in table.columns}
    rows[key] = row._replace(cells=cells)


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
