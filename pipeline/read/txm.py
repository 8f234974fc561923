"""TXM folders: ``.txt`` files and a ``metadata.csv`` whose first column, ``id``, holds their names without
suffix.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from pipeline.errors import InputError
from pipeline.read.columns import Columns, delimiter_of, known_columns, metadata_of, with_metadata
from pipeline.read.encoding import decode
from pipeline.read.limits import FILE_BYTES
from pipeline.read.source import Draft, Item, Note, ReadOptions, Source
from pipeline.read.text import read as read_text

TABLE = "metadata.csv"


def belongs(source: Source) -> bool:
    """Whether the source is a text of a TXM folder, or the table of its metadata."""
    if source.folder is None or not (source.suffix == ".txt" or source.name == TABLE):
        return False
    rows = _rows(source.folder)
    return bool(rows) if source.name == TABLE else Path(source.name).stem in rows


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The article of a text file, its metadata from the table beside it; the table itself gives no article.

    A value that the table leaves empty is taken from the opening lines of the text.
    """
    rows = _rows(source.folder) if source.folder else {}
    if source.name == TABLE:
        yield Note(f"It holds the metadata of the {len(rows)} texts beside it.")
        return
    given = rows[Path(source.name).stem]
    for item in read_text(source, options):
        yield with_metadata(item, given) if isinstance(item, Draft) else item


def _rows(folder: Path) -> dict[str, Draft]:
    """The metadata by id; empty when there is no such table, or it is no table of TXM."""
    path = folder / TABLE
    try:
        status = path.stat()
    except OSError:
        return {}
    return _load(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _load(path: Path, changed: int, size: int) -> dict[str, Draft]:
    """The table of one folder, read again only when the file has changed."""
    if size > FILE_BYTES:
        return {}
    try:
        text, _ = decode(path.read_bytes())
        table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        header = next(table, [])
        if not header or header[0].strip().lower() != "id":
            return {}
        columns = Columns(known_columns(header))
        return {row[0].strip(): metadata_of(row, columns) for row in table if row}
    except (csv.Error, InputError, OSError):  # then it is some other file of that name
        return {}
