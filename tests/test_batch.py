"""The same bytes for any processes and any order; one article lost, never the run; resuming; whole output."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import fake_work
import pytest
from fake_work import Listed, write

from pipeline import batch
from pipeline.errors import OutputError, Stopped
from pipeline.records import Article, Rejection
from pipeline.workers import Pool, Work

WORK = Work(fake_work.load, fake_work.analyze)


def run(
    results: Iterable[Article | Rejection],
    out: Path,
    *,
    processes: int = 2,
    timeout: float = 60,
    work: Work[str] = WORK,
    **options: bool,
) -> dict[str, int]:
    """A run over made-up articles; ``options`` are ``force`` and ``fresh``."""
    return batch.run_batch(
        Listed(results),
        out=out,
        version="v1",
        start=partial(Pool, work, processes=processes, timeout=timeout),
        resolve=lambda summaries: {},
        write=write,
        **options,
    )


def digest(out: Path) -> str:
    """One checksum over all files of an output."""
    files = sorted(path for path in out.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()


def errors(out: Path) -> list[dict[str, object]]:
    """The rows of the errors table."""
    return [json.loads(line) for line in (out / "errors.jsonl").read_text(encoding="utf-8").splitlines()]


ARTICLES = [fake_work.article(number) for number in range(120)]
MISSING = Rejection("b.pdf", 0, "read", "The file is empty.", "Check it.")


def refuse() -> Pool[str]:
    """A runner that must not be needed."""
    raise AssertionError("nothing was to be analysed")


@pytest.mark.parametrize(("processes", "size"), [(1, 1), (2, 7), (3, 64)])
def test_the_bytes_do_not_depend_on_processes_or_sizes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int, size: int
) -> None:
    results = [*ARTICLES[:50], MISSING, *ARTICLES[50:]]
    run(results, tmp_path / "one", processes=1)
    monkeypatch.setattr(batch, "TASK_ARTICLES", size)
    monkeypatch.setattr(batch, "SHARD_ARTICLES", 2 * size)
    run(results, tmp_path / "other", processes=processes)
    assert digest(tmp_path / "other") == digest(tmp_path / "one")


def test_counts_reconcile(tmp_path: Path) -> None:
    counts = run([*ARTICLES, MISSING], tmp_path / "out")
    assert (counts["read"], counts["written"], counts["rejected"]) == (121, 120, 1)
    assert counts["sentences"] == 600


@pytest.mark.parametrize(
    ("order", "error"),
    [
        ("TUE", "The process that analysed the article ended (signal SIGKILL)."),
        ("DORT", "The analysis took longer than 1 seconds."),
        ("GONFLE", "The analysis needs more than"),
        ("RATE", "The article could not be analysed (RuntimeError: panne)."),
        ("\ud800", "The article holds half of a surrogate pair, which is no character."),
    ],
)
def test_a_deadly_article_costs_itself_alone(tmp_path: Path, order: str, error: str) -> None:
    deadly = fake_work.article(1000, f"{order} la Russie et la Chine")
    run([*ARTICLES[:20], deadly, *ARTICLES[20:40]], tmp_path / "out", timeout=1)
    (row,) = errors(tmp_path / "out")
    assert (row["source_file"], row["stage"]) == ("a/1000.txt", "extract")
    assert str(row["error"]).startswith(error)
    run(ARTICLES[:40], tmp_path / "sane")
    for name in ("documents", "mentions", "relations"):
        assert digest_of(tmp_path / "out", name) == digest_of(tmp_path / "sane", name)


def digest_of(out: Path, name: str) -> str:
    """Checksum of one table."""
    return hashlib.sha256((out / f"{name}.jsonl").read_bytes()).hexdigest()


def test_several_deadly_articles_cost_themselves(tmp_path: Path) -> None:
    deadly = [fake_work.article(1000 + number, f"TUE {number}") for number in range(5)]
    run([*deadly, *ARTICLES[:30], *deadly], tmp_path / "out")
    assert len(errors(tmp_path / "out")) == 10


def test_a_second_run_analyses_only_what_is_new(tmp_path: Path) -> None:
    run(ARTICLES[:100], tmp_path / "out")
    first = digest(tmp_path / "out")
    batch.run_batch(
        Listed(ARTICLES[:100]),
        out=tmp_path / "out",
        version="v1",
        start=refuse,
        resolve=lambda summaries: {},
        write=write,
        force=True,
    )
    assert digest(tmp_path / "out") == first
    run(ARTICLES, tmp_path / "out", force=True)
    run(ARTICLES, tmp_path / "undisturbed")
    assert digest(tmp_path / "out") == digest(tmp_path / "undisturbed")


@pytest.mark.parametrize("change", ["version", "fresh", "date"])
def test_what_changed_is_analysed_again(tmp_path: Path, change: str) -> None:
    run(ARTICLES[:5], tmp_path / "out")
    articles = [fake_work.article(number) for number in range(5)]
    if change == "date":
        articles = [Article(**{**_fields(one), "date": "1999"}) for one in articles]
    with pytest.raises(AssertionError, match="nothing was to be analysed"):
        batch.run_batch(
            Listed(articles),
            out=tmp_path / "out",
            version="v2" if change == "version" else "v1",
            start=refuse,
            resolve=lambda summaries: {},
            write=write,
            force=True,
            fresh=change == "fresh",
        )


def _fields(one: Article) -> dict[str, object]:
    return {name: getattr(one, name) for name in Article.__slots__}


def test_a_spoilt_shard_is_made_again(tmp_path: Path) -> None:
    run(ARTICLES, tmp_path / "out")
    first = digest(tmp_path / "out")
    (shard,) = (tmp_path / ".out.liens" / "shards" / "v1").glob("*.parquet")
    shard.write_bytes(shard.read_bytes()[:1000])
    run(ARTICLES, tmp_path / "out", force=True)
    assert digest(tmp_path / "out") == first


def test_two_articles_never_share_an_id(tmp_path: Path) -> None:
    run([ARTICLES[0], ARTICLES[1], ARTICLES[0]], tmp_path / "out")
    rows = (tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["document_id"] for row in rows] == ["doc:a/0", "doc:a/1", "doc:a/0~2"]
    assert [json.loads(row)["duplicate_of"] for row in rows] == ["", "", "doc:a/0"]


def test_output_of_a_run_is_replaced_only_by_force(tmp_path: Path) -> None:
    run(ARTICLES[:3], tmp_path / "out")
    before = digest(tmp_path / "out")
    with pytest.raises(OutputError) as caught:
        run(ARTICLES[:5], tmp_path / "out")
    assert caught.value.message == f"The output folder {tmp_path / 'out'} holds the output of a run."
    assert caught.value.advice == "Add --force to replace it, or choose another folder with --out."
    assert digest(tmp_path / "out") == before


def test_a_folder_of_other_files_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.odt").write_text("à moi")
    with pytest.raises(OutputError) as caught:
        run(ARTICLES[:5], tmp_path / "out", force=True)
    assert (
        caught.value.message == f"The output folder {tmp_path / 'out'} holds files that are not from a run."
    )
    assert (tmp_path / "out" / "thesis.odt").read_text() == "à moi"


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        run(ARTICLES[:5], tmp_path / "out")


def test_a_full_disk_leaves_earlier_output_whole(tmp_path: Path) -> None:
    run(ARTICLES[:3], tmp_path / "out")
    before = digest(tmp_path / "out")

    def full(tables: Path, counts: Mapping[str, int], folder: Path) -> None:
        (folder / "half.csv").write_text("half")
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError) as caught:
        batch.run_batch(
            Listed(ARTICLES[:5]),
            out=tmp_path / "out",
            version="v1",
            start=partial(Pool, WORK, processes=1, timeout=9),
            resolve=lambda summaries: {},
            write=full,
            force=True,
        )
    assert (
        caught.value.message == f"The output folder {tmp_path / 'out'} cannot be written: the disk is full."
    )
    assert digest(tmp_path / "out") == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_an_unwritable_folder_is_an_output_error(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="permission denied"):
        run(ARTICLES[:5], tmp_path / "closed" / "out")


def test_two_runs_do_not_write_the_same_output(tmp_path: Path) -> None:
    held = subprocess.Popen(
        [sys.executable, "-c", _HOLD_LOCK, str(tmp_path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    assert held.stdout
    held.stdout.readline()
    with pytest.raises(OutputError, match="Another run is writing"):
        run(ARTICLES[:5], tmp_path / "out")
    held.communicate(b"\n")
    run(ARTICLES[:5], tmp_path / "out")


_HOLD_LOCK = """
import fcntl, pathlib, sys
folder = pathlib.Path(sys.argv[1]) / ".out.liens"
folder.mkdir()
with (folder / "lock").open("ab") as file:
    fcntl.lockf(file, fcntl.LOCK_EX)
    print("locked", flush=True)
    sys.stdin.readline()
"""


def test_progress_ends_near_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_PROGRESS_SECONDS", 0)
    seen: list[batch.Progress] = []
    batch.run_batch(
        Listed(ARTICLES),
        out=tmp_path / "out",
        version="v1",
        start=partial(Pool, WORK, processes=2, timeout=9),
        resolve=lambda summaries: {},
        write=write,
        on_progress=seen.append,
    )
    assert [progress.analysed for progress in seen] == list(range(1, 121))
    assert seen[-1].left == 0
    assert seen[-1].per_second > 0


def test_ctrl_c_keeps_what_is_finished(tmp_path: Path) -> None:
    def interrupt(progress: batch.Progress) -> None:
        if progress.analysed == 40:
            raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "_PROGRESS_SECONDS", 0)
        with pytest.raises(Stopped) as caught:
            batch.run_batch(
                Listed(ARTICLES),
                out=tmp_path / "out",
                version="v1",
                start=partial(Pool, WORK, processes=2, timeout=9),
                resolve=lambda summaries: {},
                write=write,
                on_progress=interrupt,
            )
    assert caught.value.message == "Stopped. 40 articles are finished and kept."
    assert caught.value.advice == "Run the same command again to go on."
    assert not (tmp_path / "out").exists()
    run(ARTICLES, tmp_path / "out")
    run(ARTICLES, tmp_path / "undisturbed")
    assert digest(tmp_path / "out") == digest(tmp_path / "undisturbed")


def test_a_worker_that_cannot_load_says_so() -> None:
    from pipeline.errors import KnowledgeError, LiensError

    def broken() -> str:
        raise KnowledgeError("states.csv, line 3: no name.", "Fill it in.")

    with (
        pytest.raises(LiensError, match="line 3"),
        Pool(Work(broken, fake_work.analyze), processes=1, timeout=9),
    ):
        pass


def kill_at(out: Path, seconds: float) -> bool:
    """Start a run of ``kill_run.py`` and kill it after so many seconds; whether it was still running."""
    command = [sys.executable, str(Path(__file__).with_name("kill_run.py")), str(out)]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)})
    time.sleep(seconds)
    running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    return running


@pytest.mark.parametrize("seconds", [1.0, 2.0])
def test_after_a_kill_the_next_run_gives_the_same_bytes(
    tmp_path: Path, seconds: float, undisturbed: str
) -> None:
    kill_at(tmp_path / "out", seconds)
    subprocess.run(
        [sys.executable, str(Path(__file__).with_name("kill_run.py")), str(tmp_path / "out")],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    assert digest(tmp_path / "out") == undisturbed


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Checksum of a run of ``kill_run.py`` that nobody disturbs."""
    out = tmp_path_factory.mktemp("undisturbed") / "out"
    subprocess.run(
        [sys.executable, str(Path(__file__).with_name("kill_run.py")), str(out)],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
    )
    return digest(out)
