"""Workers that start anew and inherit nothing, as on macOS and Windows."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import fake_work
import pytest
from test_batch import ARTICLES, digest, errors, run

from pipeline.errors import LiensError
from pipeline.workers import Pool, Work


@pytest.fixture
def spawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])


def test_spawned_workers_give_the_same_bytes_and_lose_one_article(
    spawn: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [*ARTICLES[:20], fake_work.article(1000, "TUE la Russie"), *ARTICLES[20:40]]
    run(articles, tmp_path / "spawned")
    (row,) = errors(tmp_path / "spawned")
    assert row["error"] == "The process that analysed the article ended (signal SIGKILL)."
    monkeypatch.undo()
    run(articles, tmp_path / "forked")
    assert digest(tmp_path / "spawned") == digest(tmp_path / "forked")


def test_a_spawned_worker_that_cannot_load_says_so(spawn: None) -> None:
    with pytest.raises(LiensError) as caught, Pool(Work(refuse, fake_work.analyze), processes=1, timeout=9):
        pass
    assert (caught.value.message, caught.value.advice) == ("states.csv, line 3: no name.", "Fill it in.")


def refuse() -> str:
    """An engine that a user's table spoils."""
    raise LiensError("states.csv, line 3: no name.", "Fill it in.")
