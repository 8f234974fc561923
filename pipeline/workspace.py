"""The hidden folder beside a run's output: its shards, its lock, and the way an output is published whole.

``outputs/run`` has ``outputs/.run.liens/``. It holds ``shards/<version>/*.parquet`` (finished articles; they
outlive the run, so that the next one reads only what is new) and, while a run works, ``work/`` and ``lock``.
The output is written in ``work/``, on the same disk, and takes its place by renaming: readers see the old
output or the new one. It may be deleted whenever no run is at work; the next run then starts from nothing.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from pipeline.errors import OutputError

_ADVICE = "{} or choose another folder with --out; earlier output is untouched."


@contextmanager
def output_errors(out: Path) -> Iterator[None]:
    """Turns a full disk, missing rights and the like into one OutputError that names ``out``."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        reason = "the disk is full" if full else (error.strerror or str(error)).lower()
        advice = _ADVICE.format("Free some space" if full else "Check its path and rights,")
        raise OutputError(f"The output folder {out} cannot be written: {reason}.", advice) from error


class Workspace:
    """The hidden folder of ``out``; use it with ``with``, which locks it.

    Raises OutputError when ``out`` cannot be written, when it holds something and ``force`` is false, or when
    another run is at work on it. A publication that a kill cut in two is finished or undone first.
    """

    def __init__(self, out: Path, *, force: bool) -> None:
        self.out = out.resolve()
        self.folder = self.out.parent / f".{self.out.name}.liens"
        self.work = self.folder / "work"
        self._old = self.folder / "old"
        self._force = force
        self._lock: IO[bytes] | None = None

    def __enter__(self) -> Workspace:
        if not self.out.name:
            raise OutputError(f"{self.out} cannot be an output folder.", "Name a folder with --out.")
        with output_errors(self.out):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self.folder / "lock", self.out)
            self._recover()
            self._check_out()
            shutil.rmtree(self.work, ignore_errors=True)
            self.work.mkdir()
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.work, ignore_errors=True)
        if self._lock:
            self._lock.close()

    def shards(self, version: str, *, fresh: bool) -> Path:
        """The folder of the shards of this version of program, model and knowledge; emptied if ``fresh``."""
        folder = self.folder / "shards" / version
        with output_errors(self.out):
            if fresh:
                shutil.rmtree(self.folder / "shards", ignore_errors=True)
            folder.mkdir(parents=True, exist_ok=True)
            for leftover in folder.glob("*.tmp"):
                leftover.unlink()
        return folder

    def publish(self, folder: Path) -> None:
        """Put ``folder``, which lies in ``work``, in the place of the output; hidden files there stay."""
        with output_errors(self.out):
            if self.out.exists():
                for hidden in filter(Path.is_file, self.out.glob(".*")):
                    shutil.copy2(hidden, folder)
                self.out.replace(self._old)
            folder.replace(self.out)
            shutil.rmtree(self._old, ignore_errors=True)

    def _recover(self) -> None:
        if self._old.exists() and not self.out.exists():
            self._old.replace(self.out)
        shutil.rmtree(self._old, ignore_errors=True)

    def _check_out(self) -> None:
        if self.out.exists() and not self.out.is_dir():
            raise OutputError(f"{self.out} is a file, not a folder.", "Name a folder with --out.")
        if self.out.is_dir() and any(not entry.name.startswith(".") for entry in self.out.iterdir()):
            self._check_replaceable()

    def _check_replaceable(self) -> None:
        if not (self.out / "run.json").is_file():
            message = f"The output folder {self.out} holds files that are not from a run."
            raise OutputError(
                message, "Choose another folder with --out; --force replaces the output of a run only."
            )
        if not self._force:
            advice = "Add --force to replace it, or choose another folder with --out."
            raise OutputError(f"The output folder {self.out} holds the output of a run.", advice)


def _locked(path: Path, out: Path) -> IO[bytes]:
    """An open file that no other process holds; the system lets go of it when the process ends, however it
    ends."""
    file = path.open("ab")
    try:
        import fcntl

        # A record lock, for it belongs to this process alone: workers that outlive a kill do not inherit it.
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:  # Windows: two runs into one folder are not told apart
        return file
    except OSError as error:
        file.close()
        message = f"Another run is writing to {out}."
        raise OutputError(message, "Wait for it, or choose another folder with --out.") from error
    return file
