"""The same bytes from a Dask cluster, also when a worker is killed."""

from __future__ import annotations

import os
import pickle
import signal
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import fake_work
import pytest
from fake_work import Listed, write
from test_batch import ARTICLES, digest, errors, run

import pipeline.cluster
from pipeline import batch, corpus
from pipeline.cluster import Cluster
from pipeline.errors import LiensError, UsageError
from pipeline.knowledge import load_knowledge
from pipeline.review import Decisions
from pipeline.workers import Work

dask = pytest.importorskip("dask")
distributed = pytest.importorskip("distributed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A scheduler and two workers on this machine."""
    # Without the first every test would wait for four workers to die of the same article; without the second a
    # worker that takes more than 15 seconds to start again, on a busy machine, is given up for ever.
    patience = dask.config.set(
        {"distributed.scheduler.allowed-failures": 0, "distributed.deploy.lost-worker-timeout": "10 minutes"}
    )
    with (
        patience,
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as local,
    ):
        yield local


def load() -> str:
    """An engine that takes its time, as real ones do: a worker that dies as soon as it has started is one that its
    nanny still takes for starting, and does not start again."""
    time.sleep(0.3)
    return fake_work.load()


def run_on(cluster: Any, results: list[Any], out: Path, **options: Any) -> None:
    """A run on the cluster; ``options`` are ``on_progress`` and ``analyze``."""
    work = Work(load, options.pop("analyze", fake_work.analyze))
    batch.run_batch(
        Listed(results),
        out=out,
        version="v1",
        start=partial(Cluster, work, cluster.scheduler_address, timeout=options.pop("timeout", 60)),
        resolve=lambda summaries: {},
        write=write,
        **options,
    )


def test_a_task_carries_no_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Work[Any]] = []
    monkeypatch.setattr(pipeline.cluster, "Cluster", lambda work, address, timeout: given.append(work))
    job = corpus.Job(paths=(), out=Path("out"), scheduler="tcp://127.0.0.1:8786")
    corpus._start(job, load_knowledge(), Decisions())
    assert [len(pickle.dumps(work)) < 1_000 for work in given] == [True]


def test_a_cluster_gives_the_same_bytes_with_one_worker_killed(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "_PROGRESS_SECONDS", 0)
    killed: list[int] = []

    def kill(progress: batch.Progress) -> None:
        if progress.analysed > 30 and not killed:
            killed.append(next(iter(cluster.workers.values())).process.process.pid)
            os.kill(killed[0], signal.SIGKILL)

    run_on(cluster, ARTICLES, tmp_path / "out", on_progress=kill, analyze=fake_work.slowly)
    assert killed
    run(ARTICLES, tmp_path / "here")
    assert digest(tmp_path / "out") == digest(tmp_path / "here")


def test_an_article_that_kills_workers_costs_itself_alone(cluster: Any, tmp_path: Path) -> None:
    deadly = fake_work.article(1000, "TUE la Russie")
    failing = fake_work.article(1001, "RATE la Russie")
    run_on(cluster, [*ARTICLES[:20], deadly, failing], tmp_path / "out")
    rows = {row["source_file"]: str(row["error"]) for row in errors(tmp_path / "out")}
    assert rows == {
        "a/1000.txt": "Every worker that took this article died or was silent for 60 seconds.",
        "a/1001.txt": "The article could not be analysed (RuntimeError: panne).",
    }


def test_an_address_without_a_port_is_a_usage_error() -> None:
    nobody = Cluster(Work(fake_work.load, fake_work.analyze), "localhost", timeout=1)
    with pytest.raises(UsageError) as caught, nobody:
        pass
    assert caught.value.message == "The address 'localhost' of the scheduler is not complete."


def test_a_scheduler_without_workers_is_not_waited_for_forever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.cluster._POLL_SECONDS", 0.1)
    monkeypatch.setattr("pipeline.cluster._PATIENCE_SECONDS", 0.3)
    with (
        distributed.LocalCluster(n_workers=0, dashboard_address=None) as empty,
        pytest.raises(LiensError) as caught,
    ):
        run_on(empty, ARTICLES[:5], tmp_path / "out")
    address = empty.scheduler_address
    assert caught.value.message == f"The scheduler at {address} has had no worker for 0.3 seconds."
    assert caught.value.advice == "Start workers and run the same command again: it goes on where it stopped."


def test_no_scheduler_is_a_usage_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.cluster._CONNECT_SECONDS", 0.5)
    nobody = Cluster(Work(fake_work.load, fake_work.analyze), "tcp://127.0.0.1:9", timeout=1)
    with pytest.raises(UsageError) as caught, nobody:
        pass
    assert caught.value.message == "No Dask scheduler answers at tcp://127.0.0.1:9."
    assert caught.value.advice == "Start one with: dask scheduler, and give the address that it prints."
