"""Files read in a process of their own: one that hangs its parser, eats memory or kills the process costs itself
alone."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

from pipeline.processes import POLL_SECONDS, await_message, ending, process_context, settle_in
from pipeline.read import FileReport, ReadOptions, read_articles, read_stream
from pipeline.read.inputs import relative_name
from pipeline.read.limits import READER_BYTES, SECONDS
from pipeline.records import Article, Rejection

OnReport = Callable[[FileReport], None]
Read = Callable[..., Iterator[Article | Rejection]]
_Message = Article | Rejection | FileReport | None
_ADVICE = (
    "Open it in its own program and save it again, in parts or as text; the other files are not affected."
)


@dataclass(frozen=True, slots=True)
class _Child:
    process: BaseProcess
    connection: Connection

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


class FileReader:
    """Reads one file after the other in a child process, which is started for the first; use it with ``with``.

    ``seconds`` is how long the child may be silent, ``memory`` how many bytes of address space it may add. A file
    that goes beyond keeps the articles it gave until then, and a Rejection says where it was given up.
    """

    def __init__(self, *, seconds: float = SECONDS, memory: int = READER_BYTES) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: _Child | None = None

    def __enter__(self) -> FileReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def _end(self) -> None:
        if self._child:
            self._child.end()
            self._child = None

    def read_file(
        self, path: Path, *, root: Path, options: ReadOptions, on_report: OnReport | None = None
    ) -> Iterator[Article | Rejection]:
        """As ``read.read_articles``, within the bounds."""
        job = partial(read_articles, path, root=root, options=options)
        return self.read(job, name=relative_name(path, root), on_report=on_report)

    def read_bytes(
        self, data: bytes, *, name: str, options: ReadOptions, on_report: OnReport | None = None
    ) -> Iterator[Article | Rejection]:
        """As ``read.read_stream``, within the bounds."""
        return self.read(
            partial(read_stream, data, name=name, options=options), name=name, on_report=on_report
        )

    def read(self, job: Read, *, name: str, on_report: OnReport | None) -> Iterator[Article | Rejection]:
        """What ``job(on_report=…)`` gives in the child, where it must be fit to be sent; ``name`` is the
        ``source_file`` should it fail.
        """
        child = self._child = self._child or self._start()
        articles, done = 0, False
        try:
            child.connection.send(job)
            while (message := self._receive(child)) is not None:
                if isinstance(message, FileReport):
                    _tell(on_report, message)
                    continue
                articles += isinstance(message, Article)
                yield message
            done = True
        except (EOFError, OSError) as error:
            reason = self._reason(child, error)
            after = f" after {articles:,} article{'s' * (articles > 1)}" if articles else ""
            rejection = Rejection(name, 0, "read", f"The file was given up{after}: {reason}.", _ADVICE)
            yield rejection
            _tell(on_report, FileReport(name, "", "", articles, ((rejection.error, 1),)))
        finally:
            if not done:  # what the child still has to say belongs to nobody
                self._end()

    def _start(self) -> _Child:
        context = process_context()
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there, here, self._memory, os.getpid()), daemon=True)
        process.start()
        there.close()
        return _Child(process, here)

    def _receive(self, child: _Child) -> _Message:
        """The next message, None at the end of the file. Raises TimeoutError, and EOFError or OSError when the
        child has died."""
        if not child.connection.poll(self._seconds):
            raise TimeoutError
        message: _Message = child.connection.recv()
        return message

    def _reason(self, child: _Child, error: Exception) -> str:
        if isinstance(error, TimeoutError):
            return f"its reader found nothing more for {self._seconds:g} seconds"
        child.process.join(POLL_SECONDS)
        return f"its reader crashed ({ending(child.process.exitcode)})"


def _tell(on_report: OnReport | None, report: FileReport) -> None:
    if on_report:
        on_report(report)


def _serve(connection: Connection, others: Connection, memory: int, parent: int) -> None:
    """The child's life: take a job, send what it gives, then None, until told off."""
    settle_in(memory, others)
    with suppress(EOFError, OSError):
        while await_message(connection, parent):
            job: Read = connection.recv()
            for result in job(on_report=connection.send):
                connection.send(result)
            connection.send(None)
