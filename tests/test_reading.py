"""Files read in a process of their own: what they give, and what becomes of one that goes wrong there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from read_samples import DATA

from pipeline.inputs import FileInputs
from pipeline.read import FileReport, ReadOptions, read_articles
from pipeline.reading import FileReader
from pipeline.records import Article, Rejection

OPTIONS = ReadOptions()
ADVICE = (
    "Open it in its own program and save it again, in parts or as text; the other files are not affected."
)
Report = Callable[[FileReport], None]


def article(number: int) -> Article:
    return Article(f"doc:a#{number}", "a.txt", number, "Un texte.", "text")


def sound(*, on_report: Report) -> Iterator[Article | Rejection]:
    yield article(1)
    on_report(FileReport("a.txt", "text", "utf-8", 1))


def hangs(*, on_report: Report) -> Iterator[Article | Rejection]:
    yield article(1)
    while True:
        time.sleep(0.01)


def dies(*, on_report: Report) -> Iterator[Article | Rejection]:
    yield from ()
    os._exit(3)


def bloats(*, on_report: Report) -> Iterator[Article | Rejection]:
    yield Article("doc:a", "a.txt", 1, str(len(bytearray(1 << 33))), "text")


def given_up(after: str, reason: str) -> Rejection:
    return Rejection("a.txt", 0, "read", f"The file was given up{after}: {reason}.", ADVICE)


@pytest.mark.parametrize(
    ("job", "expected"),
    [
        pytest.param(
            hangs,
            [article(1), given_up(" after 1 article", "its reader found nothing more for 0.5 seconds")],
            id="hangs",
        ),
        pytest.param(dies, [given_up("", "its reader crashed (exit code 3)")], id="dies"),
        pytest.param(bloats, [given_up("", "its reader crashed (exit code 1)")], id="bloats"),
    ],
)
def test_a_file_that_goes_wrong_costs_itself_alone(
    job: Callable[..., Iterator[Article | Rejection]], expected: list[Article | Rejection]
) -> None:
    reports: list[FileReport] = []
    with FileReader(seconds=0.5) as reader:
        assert list(reader.read(job, name="a.txt", on_report=reports.append)) == expected
        assert list(reader.read(sound, name="a.txt", on_report=reports.append)) == [article(1)]
    error, articles = expected[-1], len(expected) - 1
    assert isinstance(error, Rejection)
    assert reports == [
        FileReport("a.txt", "", "", articles, ((error.error, 1),)),
        FileReport("a.txt", "text", "utf-8", 1),
    ]


def test_a_file_that_is_left_half_read_does_not_spill_into_the_next() -> None:
    with FileReader(seconds=5) as reader:
        assert next(reader.read(hangs, name="a.txt", on_report=None)) == article(1)
        assert list(reader.read(sound, name="a.txt", on_report=None)) == [article(1)]


def test_the_child_ends_with_its_reader() -> None:
    with FileReader() as reader:
        list(reader.read(sound, name="a.txt", on_report=None))
        assert reader._child
        process = reader._child.process
        assert process.is_alive()
    assert not process.is_alive()


_KILLED = """
import os, signal
from test_reading import FileReader, floods
found = FileReader().read(floods, name="a.txt", on_report=None)
next(found)
os.kill(os.getpid(), signal.SIGKILL)
"""


def floods(*, on_report: Report) -> Iterator[Article | Rejection]:
    while True:
        yield Article("doc:a", "a.txt", 1, "Un texte." * 1000, "text")


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is a POSIX signal")
def test_a_child_that_sends_ends_when_its_parent_is_killed() -> None:
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    # The output is that of both, so that this returns when both have ended.
    done = subprocess.run(
        [sys.executable, "-c", _KILLED],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": paths},
        timeout=30,
        check=False,
    )
    assert (done.returncode, done.stderr) == (-signal.SIGKILL, b"")


def test_files_give_what_they_give_in_this_process() -> None:
    reports: list[FileReport] = []
    here: list[FileReport] = []
    found = list(FileInputs([DATA], options=OPTIONS, on_report=reports.append))
    expected: list[Article | Rejection] = []
    for path in sorted(path for path in DATA.rglob("*") if path.is_file()):
        expected += read_articles(path, root=DATA, options=OPTIONS, on_report=here.append)
    assert found == expected
    assert reports == here


def test_standard_input_is_read_in_the_child_too(tmp_path: Path) -> None:
    path = tmp_path / "stdin"
    path.write_bytes((DATA / "europresse_articles.html").read_bytes())
    with FileReader() as reader:
        found = list(reader.read_bytes(path.read_bytes(), name="stdin", options=OPTIONS))
    assert found == list(read_articles(path, root=tmp_path, options=OPTIONS))
