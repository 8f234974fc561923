"""A run of a few seconds over made-up articles, to be killed: ``python kill_run.py OUT``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import fake_work
from fake_work import Listed, write

from pipeline import batch
from pipeline.workers import Pool, Work


def main() -> None:
    batch.SHARD_ARTICLES = 20
    batch.run_batch(
        Listed(fake_work.article(number) for number in range(200)),
        out=Path(sys.argv[1]),
        version="v1",
        start=partial(Pool, Work(fake_work.load, fake_work.slowly), processes=2, timeout=60),
        resolve=lambda summaries: {},
        write=write,
        force=True,
    )


if __name__ == "__main__":
    main()
