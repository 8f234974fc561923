"""From typed tables to everything a run hands out: the one place that knows which files a run folder holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.threads import in_order
from pipeline.write.datapackage import write_datapackage
from pipeline.write.network import write_network
from pipeline.write.report import write_report
from pipeline.write.tables import DialectName, write_tables
from pipeline.write.workbook import check_workbook, write_workbook


def publish(tables: Path, folder: Path, run: Mapping[str, Any], *, dialect: DialectName) -> tuple[str, ...]:
    """Write the tables, the workbook, the network, the data package, the report and ``run.json`` into ``folder``.

    ``tables`` holds the Parquet tables, ``run`` is what ``run.json`` will say. Same tables and ``run``, same bytes.
    A workbook that a table does not fit into is left out; the notice of it is returned, and is ``notes`` in
    ``run.json``.
    """
    notes = _left_out(tables)
    if notes:
        run = {**run, "notes": list(notes)}
    outputs: list[Callable[[], object]] = [
        partial(write_report, tables, folder, run),
        partial(write_network, tables, folder / "network"),
        partial(write_tables, tables, folder, dialect=dialect),
        partial(write_datapackage, tables, folder, run, dialect=dialect),
    ]
    if not notes:
        outputs.insert(0, partial(write_workbook, tables, folder, run))
    for _ in in_order(lambda write: write(), outputs):
        pass
    text = json.dumps(run, ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return notes


def _left_out(tables: Path) -> tuple[str, ...]:
    try:
        check_workbook(tables)
    except OutputError as error:
        return (str(error),)
    return ()
