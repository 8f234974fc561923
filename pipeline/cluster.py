"""The same work on a Dask cluster that is running already (extra ``liens[dask]``).

Every worker loads the engine once. Dask gives a task whose worker died to another; when several die of it, each
of its articles is tried alone at the end, and the one that still kills is rejected. The workers need this program
in the same version and the same knowledge tables at the same place; they need no file of the corpus.
"""

from __future__ import annotations

import os
import pickle
import queue
import re
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any, Generic, TypeVar

from pipeline.errors import LiensError, UsageError
from pipeline.workers import Answer, Item, Work, answers, rejected

E = TypeVar("E")

# Tasks on their way for each thread of the cluster: enough that none waits for this process.
_AHEAD = 3
_CONNECT_SECONDS = 20
_POLL_SECONDS = 5.0
_PATIENCE_SECONDS = 120.0
_ADDRESS = re.compile(r"(?:\w+://)?\S+:\d+/?")
_engines: dict[bytes, Any] = {}
_one_at_a_time = threading.Lock()


class Cluster(Generic[E]):
    """The workers of the scheduler at ``address``; use it with ``with``.

    ``timeout`` is how many seconds an article may take; a task is given up after as many for each of its articles.
    Raises UsageError when the library is missing or nothing answers at ``address``, LiensError when all workers are
    gone and none comes back.
    """

    def __init__(self, work: Work[E], address: str, *, timeout: float) -> None:
        self._work = work
        self._address = address
        self._timeout = timeout
        self._arrived: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def __enter__(self) -> Cluster[E]:
        self._client = _connect(self._address)
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def run(self, tasks: Iterator[Sequence[Item]]) -> Iterator[tuple[Item, Answer]]:
        """The answers to all items of ``tasks``, as they come."""
        under_way: dict[Any, Sequence[Item]] = {}
        suspects: list[Item] = []
        self._top_up(tasks, under_way)
        while under_way:
            future = self._next_done()
            items = under_way.pop(future)
            if future.status == "finished":
                yield from zip(items, future.result(), strict=True)
            else:
                suspects += items
            self._top_up(tasks, under_way)
        for item in suspects:
            yield item, self._alone(item)

    def _alone(self, item: Item) -> Answer:
        """The answer to an article whose task failed, with nothing else on the cluster that it could take along.

        Twice, for the worker may have been dying of the article before.
        """
        for _ in range(2):
            future = self._submit([item])
            self._next_done()
            error = future.exception()
            if error is None:
                answer: Answer = future.result()[0]
                return answer
        return self._rejected(item, error)

    def _next_done(self) -> Any:
        """A task that is done. Raises LiensError when there has been no worker for some time."""
        seen = time.monotonic()
        while True:
            try:
                return self._arrived.get(timeout=_POLL_SECONDS)
            except queue.Empty:
                if self._client.nthreads():
                    seen = time.monotonic()
                elif time.monotonic() - seen > _PATIENCE_SECONDS:
                    message = f"The scheduler at {self._address} has had no worker for {_PATIENCE_SECONDS:g} seconds."
                    raise LiensError(
                        message, "Start workers and run the same command again: it goes on where it stopped."
                    ) from None

    def _submit(self, items: Sequence[Item]) -> Any:
        seconds = self._timeout * len(items)
        future = self._client.submit(_task, self._work, list(items), seconds, pure=False)
        future.add_done_callback(self._arrived.put)
        return future

    def _top_up(self, tasks: Iterator[Sequence[Item]], under_way: dict[Any, Sequence[Item]]) -> None:
        ahead = _AHEAD * max(1, sum(self._client.nthreads().values()))
        while len(under_way) < ahead and (items := next(tasks, ())):
            under_way[self._submit(items)] = items

    def _rejected(self, item: Item, error: BaseException) -> Answer:
        if isinstance(error, LiensError):
            raise error
        if type(error).__name__ == "KilledWorker":
            message = f"Every worker that took this article died or was silent for {self._timeout:g} seconds."
            return rejected(item, message, "Split the article, or allow more with --timeout.")
        message = f"The article could not be analysed ({type(error).__name__}: {error})."
        return rejected(item, message, "Please report it with the text; the others are not affected.")


def _connect(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError(
            "--scheduler needs the library dask.", 'Install it: pip install "liens[dask]".'
        ) from error
    if not _ADDRESS.fullmatch(address):
        raise UsageError(
            f"The address {address!r} of the scheduler is not complete.",
            "Give it as dask scheduler prints it: tcp://HOST:8786.",
        )
    try:
        return Client(  # type: ignore[no-untyped-call]
            address, timeout=_CONNECT_SECONDS, set_as_default=False
        )
    except (OSError, ValueError) as error:
        message = f"No Dask scheduler answers at {address}."
        raise UsageError(
            message, "Start one with: dask scheduler, and give the address that it prints."
        ) from error


def _task(work: Work[E], items: list[Item], seconds: float) -> list[Answer]:
    """What runs on the cluster, one task at a time in each process.

    A worker that exceeds its seconds is ended from within: Dask cannot take a task from it.
    """
    with _one_at_a_time:
        watchdog = threading.Timer(seconds, os._exit, [1])
        watchdog.daemon = True
        watchdog.start()
        try:
            return list(answers(work, _engine(work), items))
        finally:
            watchdog.cancel()


def _engine(work: Work[E]) -> E:
    key = pickle.dumps(work)
    if key not in _engines:
        _engines[key] = work.load()
    engine: E = _engines[key]
    return engine
