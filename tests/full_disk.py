"""Runs into a small disk that is nearly full, less and less: ``python full_disk.py FOLDER``.

A first run leaves its output; then the disk is filled up to so many bytes and a larger run tries to replace it. Prints
a line of JSON a try: bytes left, the error (empty when it went well), whether the output is still the first.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import fake_work
from fake_work import Listed
from test_batch import digest

from pipeline import batch
from pipeline.errors import OutputError
from pipeline.publish import publish
from pipeline.workers import Answer, Item, Work, answers

ARTICLES = 120
LEFT = (0, 60_000, 250_000, 700_000, 20_000_000)


class Here:
    """Analyses in this process."""

    def run(self, tasks: Iterator[Sequence[Item]]) -> Iterator[tuple[Item, Answer]]:
        """The answers to all items."""
        work = Work(fake_work.load, fake_work.analyze)
        for task in tasks:
            yield from zip(task, answers(work, "engine", task), strict=True)


def start() -> AbstractContextManager[Here]:
    return nullcontext(Here())


def write(tables: Path, counts: Mapping[str, int], folder: Path) -> None:
    publish(tables, folder, {"counts": dict(counts)}, dialect="csv")


def run(out: Path, articles: int) -> str:
    """The error of a run into ``out``, if any."""
    try:
        batch.run_batch(
            Listed(fake_work.article(number) for number in range(articles)),
            out=out,
            version="v1",
            start=start,
            resolve=lambda summaries: {},
            write=write,
            force=True,
            fresh=True,
        )
    except OutputError as error:
        return str(error)
    return ""


def main(folder: Path) -> None:
    out, ballast = folder / "out", folder / "ballast"
    run(out, 5)
    before = digest(out)
    for left in map(int, sys.argv[2:] or LEFT):
        ballast.write_bytes(bytes(max(0, shutil.disk_usage(folder).free - left)))
        error = run(out, ARTICLES)
        print(json.dumps([left, error, digest(out) == before]), flush=True)
        ballast.unlink()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
