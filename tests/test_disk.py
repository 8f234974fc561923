"""A disk that is really full, at several stages of a run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SMALL_DISK = 'mount -t tmpfs -o size=32m tmpfs "$1" && shift && exec "$@"'


def on_a_small_disk(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command that sees a disk of 32 MB at ``folder``: it needs a namespace of its own, not root."""
    paths = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parents[1])])
    return subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", SMALL_DISK, "sh", str(folder), *command],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    if not shutil.which("unshare") or on_a_small_disk(tmp_path, "true").returncode:
        pytest.skip("this machine lets nobody mount a disk of his own")
    return tmp_path


def test_a_full_disk_is_one_sentence_and_leaves_earlier_output_whole(small: Path) -> None:
    script = str(Path(__file__).with_name("full_disk.py"))
    done = on_a_small_disk(small, sys.executable, script, str(small))
    assert done.returncode == 0, done.stderr
    *full, (_, error, same) = map(json.loads, done.stdout.splitlines())
    out = small / "out"
    advice = "Free some space or choose another folder with --out; earlier output is untouched."
    assert len(full) == 4
    assert {(message, kept) for _, message, kept in full} == {
        (f"The output folder {out} cannot be written: the disk is full. {advice}", True)
    }
    assert (error, same) == ("", False)
