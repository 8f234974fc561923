"""Many articles: processes, shards, resuming, and one set of tables that is the same however the work was
done."""

from __future__ import annotations

import errno
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

import duckdb
import pyarrow as pa

from pipeline.errors import OutputError, Stopped
from pipeline.link.relations import Period
from pipeline.link.windows import SENTENCE, Window
from pipeline.records import Article, Rejection
from pipeline.store.ledger import Ledger
from pipeline.store.registry import ResolveRun
from pipeline.store.shards import article_key, read_shard, shard_table, write_shard
from pipeline.store.tables import build_tables
from pipeline.workers import Answer, Item
from pipeline.workspace import Workspace, output_errors

TASK_ARTICLES = 16
TASK_CHARACTERS = 500_000
SHARD_ARTICLES = 512
SHARD_SECONDS = 10.0
_PROGRESS_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: articles analysed by it, found finished in shards, rejected; seconds since it began.

    ``left`` estimates the seconds to go; None while there is nothing to estimate from.
    """

    analysed: int
    reused: int
    rejected: int
    seconds: float
    left: float | None

    @property
    def per_second(self) -> float:
        """Articles analysed a second."""
        return self.analysed / self.seconds if self.seconds else 0.0


class Runner(Protocol):
    """Who analyses: ``workers.Pool`` or ``cluster.Cluster``."""

    def run(self, tasks: Iterator[Sequence[Item]]) -> Iterator[tuple[Item, Answer]]:
        """The answers to all items of ``tasks``, in any order."""


class Inputs(Protocol):
    """What there is to read: iterate over it for articles and rejections, in the order of the tables."""

    @property
    def share(self) -> float:
        """How much of it has been read, from 0 to 1."""

    def __iter__(self) -> Iterator[Article | Rejection]: ...


def run_batch(
    inputs: Inputs,
    *,
    out: Path,
    version: str,
    start: Callable[[], AbstractContextManager[Runner]],
    resolve: ResolveRun,
    write: Callable[[Path, Mapping[str, int], Path], None],
    period: Period = "month",
    window: Window = SENTENCE,
    fresh: bool = False,
    force: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> dict[str, int]:
    """Analyse ``inputs`` and put the finished run at ``out``; the counts that ``run.json`` shows.

    Articles whose shards are there (same article, same ``version``) are not analysed again unless ``fresh``.
    The others go to the runner that ``start`` opens; it is not opened when there are none. ``write(tables,
    counts, folder)`` makes the user's files in the empty ``folder`` from the Parquet tables. The bytes of the
    output depend on inputs, version and options alone. Raises OutputError (and leaves ``out`` as it was) when
    it cannot be written or is there already and ``force`` is false, Stopped on Ctrl-C: what was finished is
    kept for the next run.
    """
    with Workspace(out, force=force) as space, _disk_errors(space.out):
        run = _Run(space, version, fresh=fresh, on_progress=on_progress)
        try:
            run.analyse(inputs, start)
        except KeyboardInterrupt:
            run.save()
            message = f"Stopped. {run.analysed + run.reused:,} articles are finished and kept."
            raise Stopped(message, "Run the same command again to go on.") from None
        tables, folder = space.work / "tables", space.work / "out"
        tables.mkdir()
        folder.mkdir()
        rows = build_tables(
            run.ledger, tables, work=space.work, resolve=resolve, period=period, window=window
        )
        counts = reconciled(run.inputs, rows)
        if run.ledger.lost():
            raise RuntimeError(f"Articles went missing: {counts}")
        write(tables, counts, folder)
        space.publish(folder)
        return counts


@contextmanager
def _disk_errors(out: Path) -> Iterator[None]:
    """As ``output_errors``, for the databases' errors too."""
    with output_errors(out):
        try:
            yield
        except (duckdb.IOException, duckdb.OutOfMemoryException, sqlite3.OperationalError) as error:
            said = str(error)
            if "No space left" in said or "disk is full" in said:
                raise OSError(errno.ENOSPC, said) from error
            raise OutputError(
                f"The tables for {out} cannot be made: {said.splitlines()[0].rstrip('.')}.",
                "Free some space on that disk and run the same command again; earlier output is untouched.",
            ) from error


class _Run:
    """The state of a run: its ledger, the lines that wait to become a shard, its counts."""

    def __init__(
        self,
        space: Workspace,
        version: str,
        *,
        fresh: bool,
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self.ledger = Ledger(space.work / "ledger.sqlite")
        self.inputs = self.analysed = self.reused = self.rejected = 0
        self._version = version
        self._folder = space.shards(version, fresh=fresh)
        self._on_progress = on_progress
        self._lines: list[bytes] = []
        self._began = self._saved = self._told = time.monotonic()
        for path in sorted(self._folder.glob("*.parquet")):
            self._index(path)

    def _index(self, path: Path) -> None:
        """Enter a shard in the ledger; one that a crash of the machine spoilt is deleted, to be made
        again."""
        try:
            table = read_shard(path, ["key", "characters"])
        except (pa.ArrowInvalid, pa.ArrowKeyError, OSError):
            path.unlink()
            return
        self.ledger.add_shard(path, table["key"].to_pylist(), table["characters"].to_pylist())

    def analyse(self, inputs: Inputs, start: Callable[[], AbstractContextManager[Runner]]) -> None:
        """Read everything, analyse what no shard holds, and keep it."""
        tasks = self._tasks(inputs)
        first = next(tasks, None)
        if first is not None:
            with start() as runner:
                for item, answer in runner.run(chain([first], tasks)):
                    self._take(item, answer)
                    self._tell(inputs)
        self.save()

    def _tasks(self, inputs: Iterable[Article | Rejection]) -> Iterator[list[Item]]:
        task: list[Item] = []
        for ordinal, result in enumerate(inputs):
            self.inputs += 1
            if isinstance(result, Rejection):
                self._reject(ordinal, result)
            elif (item := self._expect(ordinal, result)) is not None:
                task.append(item)
                if len(task) == TASK_ARTICLES or _characters(task) > TASK_CHARACTERS:
                    yield task
                    task = []
        if task:
            yield task

    def _expect(self, ordinal: int, article: Article) -> Item | None:
        """Enter an article in the ledger; None when a shard holds it."""
        document_id = self.ledger.unique_id(article.document_id)
        if document_id != article.document_id:
            article = replace(article, document_id=document_id)
        key = article_key(article, self._version)
        self.ledger.expect(ordinal, key)
        if self.ledger.holds(key):
            self.reused += 1
            return None
        return Item(ordinal, key, article)

    def _take(self, item: Item, answer: Answer) -> None:
        if isinstance(answer, Rejection):
            self._reject(item.ordinal, answer)
            return
        self.analysed += 1
        self._lines.append(answer)
        if len(self._lines) >= SHARD_ARTICLES or time.monotonic() - self._saved > SHARD_SECONDS:
            self.save()

    def _reject(self, ordinal: int, rejection: Rejection) -> None:
        self.rejected += 1
        self.ledger.reject(ordinal, rejection)

    def save(self) -> None:
        """Write what waits as a shard."""
        if self._lines:
            self._index(write_shard(shard_table(self._lines), self._folder))
            self._lines.clear()
        self._saved = time.monotonic()

    def _tell(self, inputs: Inputs) -> None:
        now = time.monotonic()
        if self._on_progress and now - self._told > _PROGRESS_SECONDS:
            self._told = now
            seconds, share = now - self._began, inputs.share
            left = seconds * (1 - share) / share if share else None
            self._on_progress(Progress(self.analysed, self.reused, self.rejected, seconds, left))


def _characters(task: Sequence[Item]) -> int:
    return sum(len(item.article.text) for item in task)


def reconciled(read: int, rows: Mapping[str, int]) -> dict[str, int]:
    """The counts of ``run.json``, from the number of inputs and the rows of each table; raises RuntimeError when an
    input is neither a document nor an error."""
    counts = {"read": read, "written": rows["documents"], "rejected": rows["errors"], **rows}
    if counts["read"] != counts["written"] + counts["rejected"]:
        raise RuntimeError(f"Articles went missing: {counts}")
    del counts["texts"], counts["errors"], counts["documents"]
    return counts
