"""liens: French press articles in, spreadsheet tables of actors and relations out.

The Python API is six names: ``read_articles`` (files → articles), ``load_engine`` and ``analyze`` (articles →
analyses), ``load_knowledge`` (the tables), ``run_job`` with ``Job`` (files → a folder of tables, as ``liens batch``).
They are imported when they are first used, so that ``import pipeline`` costs nothing.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any

__version__ = "0.1.0"

# One thread a process: two take half as much processor time again for a sixth less waiting, and stand in the way of a
# second process. OpenBLAS reads it once, when numpy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_HOMES = {
    "read_articles": "pipeline.read",
    "load_engine": "pipeline.run",
    "analyze": "pipeline.run",
    "load_knowledge": "pipeline.knowledge",
    "Job": "pipeline.corpus",
    "run_job": "pipeline.corpus",
}
__all__ = ["Job", "analyze", "load_engine", "load_knowledge", "read_articles", "run_job"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
