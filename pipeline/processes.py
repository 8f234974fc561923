"""What processes of ours have in common: how they are started, held to a bound of memory, and how they ended."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, SpawnContext
from pathlib import Path

POLL_SECONDS = 5.0


def can_fork() -> bool:
    """Whether a process may inherit what this one has loaded; macOS can, but its libraries do not bear it."""
    return sys.platform != "darwin" and "fork" in multiprocessing.get_all_start_methods()


def process_context() -> ForkContext | SpawnContext:
    """How processes are started here: by forking where that is sound, else anew."""
    return multiprocessing.get_context("fork") if can_fork() else multiprocessing.get_context("spawn")


def settle_in(memory: int, others: Connection) -> None:
    """To be called first in a new process: Ctrl-C, which reaches the whole group, is left to the parent, and the
    process may take ``memory`` bytes of address space beside what it has from its parent.

    ``others`` is the parent's end of the connection: closed here, or else a process that sends would wait for ever
    when the parent is killed.
    """
    others.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        import resource

        limit = _address_space() + memory
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (ImportError, ValueError, OSError):  # Windows, or a stricter limit is set already
        return


def _address_space() -> int:
    """Bytes of address space that this process has; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def await_message(connection: Connection, parent: int) -> bool:
    """Wait for the parent to send something; False when it is gone.

    A pipe that siblings hold open would not tell of its death, so it is looked for every few seconds.
    """
    while not connection.poll(POLL_SECONDS):
        if os.getppid() != parent:
            return False
    return True


def ending(exit_code: int | None) -> str:
    """How a process ended: ``exit code 1``, ``signal SIGKILL``."""
    if exit_code is not None and exit_code < 0:
        return f"signal {signal.Signals(-exit_code).name}"
    return f"exit code {exit_code}"
