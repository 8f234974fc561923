"""The ledger of a run: which article came when, where its shard row lies, what was rejected.

It is made anew by every run from the shards themselves (so no kill can leave it wrong) and lies on disk, so
that a hundred million articles need no more memory than ten.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.records import Rejection

BLOCK_ARTICLES = 512
BLOCK_CHARACTERS = 20_000_000

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE document (document_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE run (ordinal INTEGER PRIMARY KEY, key BLOB NOT NULL);
CREATE TABLE shard (key BLOB PRIMARY KEY, file INTEGER, row INTEGER, characters INTEGER) WITHOUT ROWID;
CREATE TABLE rejection (
  ordinal INTEGER PRIMARY KEY, source_file TEXT, position INTEGER, stage TEXT, error TEXT, advice TEXT
);
"""
_FINISHED = """
SELECT shard.file, shard.row, shard.characters FROM run JOIN shard USING (key)
WHERE run.ordinal NOT IN (SELECT ordinal FROM rejection) ORDER BY run.ordinal
"""
_LOST = """
SELECT count(*) FROM run LEFT JOIN shard USING (key)
WHERE shard.key IS NULL AND run.ordinal NOT IN (SELECT ordinal FROM rejection)
"""


class Place(NamedTuple):
    """Where a finished article lies: the number of its shard file and its row there."""

    file: int
    row: int


class Ledger:
    """See the module; ``path`` is a new file, or ``:memory:`` for a run of a few articles."""

    def __init__(self, path: Path | str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(_TABLES)
        self._db.execute("BEGIN")
        self.files: list[Path] = []

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def add_shard(self, path: Path, keys: Iterable[str], characters: Iterable[int]) -> None:
        """Note the rows of a shard; a key that is known already keeps its first place."""
        number = len(self.files)
        self.files.append(path)
        self._db.executemany(
            "INSERT OR IGNORE INTO shard VALUES (?, ?, ?, ?)",
            (
                (bytes.fromhex(key), number, row, size)
                for row, (key, size) in enumerate(zip(keys, characters, strict=True))
            ),
        )

    def holds(self, key: str) -> bool:
        """Whether a shard has the article of this key."""
        found = self._db.execute("SELECT 1 FROM shard WHERE key = ?", (bytes.fromhex(key),)).fetchone()
        return found is not None

    def unique_id(self, document_id: str) -> str:
        """``document_id`` the first time; then ``document_id~2``, ``~3``…: two articles never share an id."""
        candidate, number = document_id, 1
        while not self._claim(candidate):
            number += 1
            candidate = f"{document_id}~{number}"
        return candidate

    def _claim(self, document_id: str) -> bool:
        name = document_id.encode("utf-8", "surrogatepass")
        return self._db.execute("INSERT OR IGNORE INTO document VALUES (?)", (name,)).rowcount == 1

    def expect(self, ordinal: int, key: str) -> None:
        """The ``ordinal``-th input of the run is the article of this key."""
        self._db.execute("INSERT INTO run VALUES (?, ?)", (ordinal, bytes.fromhex(key)))

    def reject(self, ordinal: int, rejection: Rejection) -> None:
        """The ``ordinal``-th input of the run is a row of ``errors.csv``."""
        row = (rejection.source_file, rejection.position, rejection.stage, rejection.error, rejection.advice)
        texts = [cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell for cell in row]
        self._db.execute("INSERT OR IGNORE INTO rejection VALUES (?, ?, ?, ?, ?, ?)", (ordinal, *texts))

    def rejections(self) -> Iterator[Rejection]:
        """What was rejected, in the order of the input."""
        rows = self._db.execute(
            "SELECT source_file, position, stage, error, advice FROM rejection ORDER BY ordinal"
        )
        return (Rejection(*row) for row in rows)

    def blocks(self) -> Iterator[list[Place]]:
        """The finished articles in the order of the input, in blocks that fit in memory."""
        block: list[Place] = []
        size = 0
        for file, row, characters in self._db.execute(_FINISHED):
            if block and (len(block) == BLOCK_ARTICLES or size + characters > BLOCK_CHARACTERS):
                yield block
                block, size = [], 0
            block.append(Place(file, row))
            size += characters
        if block:
            yield block

    def lost(self) -> int:
        """Number of inputs that are neither finished nor rejected: 0 when the run is complete."""
        return int(self._db.execute(_LOST).fetchone()[0])
