"""Processes that analyse articles and may die of it: a death, a hang or a lack of memory costs one article.

A worker is handed a few articles at a time and sends each back as soon as it is done, as a line of a shard or
as a Rejection. When it dies or falls silent, what it had finished is kept, and each article that it had not
is given alone to a new worker; the one that ends that worker too is rejected.
"""

from __future__ import annotations

import gc
import multiprocessing.process
import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Generic, NamedTuple, TypeVar

from pipeline.duplicates import sketch
from pipeline.errors import LiensError
from pipeline.processes import POLL_SECONDS, await_message, can_fork, ending, process_context, settle_in
from pipeline.records import Analysis, Article, Rejection
from pipeline.store.shards import shard_line

_GIB = 1 << 30

E = TypeVar("E")


class Item(NamedTuple):
    """An article on its way: its place in the run, its key, itself."""

    ordinal: int
    key: str
    article: Article


Answer = bytes | Rejection


@dataclass(frozen=True, slots=True)
class Work(Generic[E]):
    """What a worker does. Both are functions of a module (or partials of such), so that they can be sent.

    ``load`` makes the engine, once a process. ``analyze`` gives exactly one answer for each article, in
    order.
    """

    load: Callable[[], E]
    analyze: Callable[[E, Iterable[Article]], Iterable[Analysis | Rejection]]


def answers(work: Work[E], engine: E, items: Sequence[Item]) -> Iterator[Answer]:
    """The worker's whole job: one answer an item, in order. Raises what ``work.analyze`` raises."""
    results = work.analyze(engine, (item.article for item in items))
    for item, result in zip(items, results, strict=True):
        yield result if isinstance(result, Rejection) else _line(item, result)


def _line(item: Item, analysis: Analysis) -> Answer:
    try:
        return shard_line(analysis, key=item.key, signature=sketch(item.article.text))
    except UnicodeEncodeError:
        error = "The article holds half of a surrogate pair, which is no character."
        return rejected(item, error, "Save the file as valid UTF-8.")


def rejected(item: Item, error: str, advice: str) -> Rejection:
    """The row of ``errors.csv`` for an article that could not be analysed."""
    return Rejection(item.article.source_file, item.article.position, "extract", error, advice)


def memory_share(processes: int) -> int:
    """Bytes of address space that one worker may add to what it inherits: its share of four fifths of the
    machine's memory, 4 GiB at least."""
    try:
        physical = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        physical = 16 * _GIB
    return max(4 * _GIB, physical * 4 // 5 // processes)


@dataclass(slots=True)
class _Worker:
    process: multiprocessing.process.BaseProcess
    connection: Connection
    pending: deque[Item] = field(default_factory=deque)
    last_sign: float = 0.0


class Pool(Generic[E]):
    """``processes`` workers; use it with ``with``, so that none is left behind.

    ``timeout`` is how many seconds a worker may be silent over one article, ``memory`` how many bytes of
    address space it may add to what it inherits. The engine is loaded once and inherited where processes can
    fork, else once in each.
    """

    def __init__(self, work: Work[E], *, processes: int, timeout: float, memory: int | None = None) -> None:
        self._context = process_context()
        self._work = work
        self._engine: E | None = work.load() if can_fork() else None
        self._timeout = timeout
        self._memory = memory or memory_share(processes)
        self._alone: deque[Item] = deque()
        self._workers = [self._start() for _ in range(processes)]
        for worker in self._workers:
            self._await_start(worker)

    def __enter__(self) -> Pool[E]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()

    def _start(self) -> _Worker:
        here, there = self._context.Pipe()
        arguments = (self._work, self._engine, there, here, self._memory, os.getpid())
        process = self._context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        there.close()
        return _Worker(process, here)

    def _await_start(self, worker: _Worker) -> None:
        """Raises LiensError when the worker cannot load its engine."""
        try:
            problem: tuple[str, str] | None = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(POLL_SECONDS)
            problem = f"A worker cannot start ({ending(worker.process.exitcode)}).", "Use fewer processes."
        if problem:
            raise LiensError(*problem)

    def run(self, tasks: Iterator[Sequence[Item]]) -> Iterator[tuple[Item, Answer]]:
        """The answers to all items of ``tasks``, as they come; tasks are taken when a worker is free."""
        while True:
            for worker in self._workers:
                if not worker.pending and (task := self._next(tasks)):
                    yield from self._hand(worker, task)
            busy = [worker for worker in self._workers if worker.pending]
            if not busy:
                return
            ready = wait([worker.connection for worker in busy], timeout=self._patience(busy))
            for worker in busy:
                if worker.connection in ready:
                    yield from self._receive(worker)
                elif time.monotonic() - worker.last_sign > self._timeout:
                    message = f"The analysis took longer than {self._timeout:g} seconds."
                    yield from self._lose(worker, message, "Split the article, or allow more with --timeout.")

    def _next(self, tasks: Iterator[Sequence[Item]]) -> Sequence[Item]:
        return [self._alone.popleft()] if self._alone else next(tasks, ())

    def _hand(self, worker: _Worker, task: Sequence[Item]) -> Iterator[tuple[Item, Answer]]:
        worker.pending.extend(task)
        worker.last_sign = time.monotonic()
        try:
            worker.connection.send(task)
        except OSError:  # it died while it waited; the articles are not at fault
            worker.pending.clear()
            self._alone.extend(task)
            self._replace(worker)
        yield from ()

    def _patience(self, busy: Sequence[_Worker]) -> float:
        return max(0.0, min(worker.last_sign for worker in busy) + self._timeout - time.monotonic() + 0.01)

    def _receive(self, worker: _Worker) -> Iterator[tuple[Item, Answer]]:
        try:
            answer: Answer | str = worker.connection.recv()
        except (EOFError, OSError):
            worker.process.join(POLL_SECONDS)
            message = f"The process that analysed the article ended ({ending(worker.process.exitcode)})."
            yield from self._lose(
                worker, message, "It may need more memory: split it, or use fewer processes."
            )
            return
        worker.last_sign = time.monotonic()
        if isinstance(answer, str):
            yield from self._lose(
                worker, answer, "Please report it with the text; the others are not affected."
            )
        else:
            yield worker.pending.popleft(), answer

    def _lose(self, worker: _Worker, message: str, advice: str) -> Iterator[tuple[Item, Answer]]:
        """Give up the worker. One article pending: it is at fault. Several: each gets a worker of its own."""
        lost = list(worker.pending)
        self._replace(worker)
        if len(lost) == 1:
            yield lost[0], rejected(lost[0], message, advice)
        else:
            self._alone.extend(lost)

    def _replace(self, worker: _Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        new = self._workers[self._workers.index(worker)] = self._start()
        self._await_start(new)


def _serve(
    work: Work[E],
    engine: E | None,
    connection: Connection,
    others: Connection,
    memory: int,
    parent: int,
) -> None:
    """A worker's life: take a task, send an answer an article (or why it failed, as a string), until told
    off."""
    settle_in(memory, others)
    try:
        ready = engine if engine is not None else work.load()
    except LiensError as error:
        connection.send((error.message, error.advice))
        return
    gc.freeze()  # the engine is never garbage: not to be gone through again and again
    connection.send(None)
    while await_message(connection, parent):
        try:
            for answer in answers(work, ready, connection.recv()):
                connection.send(answer)
        except (EOFError, BrokenPipeError):
            return
        except MemoryError:
            connection.send(f"The analysis needs more than {memory / _GIB:.1f} GiB of memory.")
        except Exception as error:
            connection.send(f"The article could not be analysed ({type(error).__name__}: {error}).")
