"""The files of a knowledge folder: which tables it holds, and the checked rows of ours and a user's
together.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.errors import KnowledgeError
from pipeline.knowledge.overlay import lay_over
from pipeline.knowledge.rows import Row, check_filled, read_rows
from pipeline.knowledge.schema import TABLES, Table, word_list

OURS = Path(__file__).parent
Tables = dict[str, list[Row]]


def read_tables(overlay: Path | None) -> tuple[Tables, set[str], str]:
    """Every table as rows, the entity ids that the user's folder dropped, and the SHA-256 of all files read.

    Raises KnowledgeError when the folder is missing or holds a file that is no table of ours, and whatever
    :func:`pipeline.knowledge.rows.read_rows` raises.
    """
    schemas = _schemas()
    digest = hashlib.sha256()
    theirs = _their_files(overlay, schemas) if overlay is not None else {}
    tables: Tables = {}
    dropped: set[str] = set()
    for name, table in sorted(schemas.items()):
        ours = _read(table, OURS / f"{name}.csv", f"knowledge/{name}.csv", digest, overlay=False)
        path = theirs.get(name)
        rows = (
            ours
            if path is None
            else lay_over(table, ours, _read(table, path, str(path), digest, overlay=True))
        )
        check_filled(rows, [column.name for column in table.columns if column.required])
        tables[name] = rows
        dropped |= _ids(table, ours) - _ids(table, rows)
    return tables, dropped, digest.hexdigest()


def _schemas() -> dict[str, Table]:
    lists = [word_list(path.stem) for path in sorted((OURS / "words").glob("*.csv"))]
    return {table.name: table for table in (*TABLES, *lists)}


def _read(table: Table, path: Path, file: str, digest: hashlib._Hash, *, overlay: bool) -> list[Row]:
    data = path.read_bytes() if path.exists() else b""
    if not data and not overlay:
        return []
    digest.update(f"{table.name}\0{len(data)}\0".encode() + data)
    return read_rows(table, file, data, overlay=overlay)


def _ids(table: Table, rows: list[Row]) -> set[str]:
    return {row.cells[table.key[0]] for row in rows} if table.key[0].endswith("_id") else set()


def _their_files(folder: Path, schemas: dict[str, Table]) -> dict[str, Path]:
    if not folder.is_dir():
        raise KnowledgeError(
            f"{folder}: no such folder; allowed: a folder of tables.", "Check the path of --knowledge."
        )
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if path.is_dir() or path.name.startswith((".", "~")) or path.suffix.lower() == ".md":
            continue
        name = relative.with_suffix("").as_posix()
        if path.suffix.lower() != ".csv" or name not in schemas:
            allowed = ", ".join(f"{known}.csv" for known in sorted(schemas))
            raise KnowledgeError(
                f"{path}: unknown table; allowed: {allowed}.", "Name your table as ours is named."
            )
        found[name] = path
    return found
