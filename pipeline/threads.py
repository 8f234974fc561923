"""Work in threads, answers in order: for NumPy and Arrow, which let go of the interpreter while they compute."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

# Each thread holds a piece of work in memory, so there is a limit to them.
_MOST_THREADS = 4


def processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(function: Callable[[T], R], items: Iterable[T]) -> Iterator[R]:
    """``function`` of each of ``items``, in their order, computed ahead by a few threads.

    The answers do not depend on how many there are. What ``function`` raises is raised when its turn comes.
    """
    threads = min(processors(), _MOST_THREADS)
    under_way: deque[Future[R]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for item in items:
                under_way.append(pool.submit(function, item))
                if len(under_way) > threads:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
        finally:
            for future in under_way:
                future.cancel()
