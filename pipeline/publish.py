"""From typed tables to everything a run hands out: the one place that knows which files a run folder holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.errors import OutputError
from pipeline.write.datapackage import write_datapackage
from pipeline.write.network import write_network
from pipeline.write.report import write_report
from pipeline.write.tables import DialectName, write_tables
from pipeline.write.workbook import write_workbook


def publish(tables: Path, folder: Path, run: Mapping[str, Any], *, dialect: DialectName) -> tuple[str, ...]:
    """Write the tables, the workbook, the network, the data package, the report and ``run.json`` into ``folder``.

    ``tables`` holds the Parquet tables, ``run`` is what ``run.json`` will say. Same tables and ``run``, same bytes.
    A workbook that a table does not fit into is left out; the notice of it is returned, and is ``notes`` in
    ``run.json``.
    """
    write_tables(tables, folder, dialect=dialect)
    write_network(tables, folder / "network")
    notes: tuple[str, ...] = ()
    try:
        write_workbook(tables, folder, run)
    except OutputError as error:
        notes = (str(error),)
        run = {**run, "notes": list(notes)}
    write_datapackage(tables, folder, run, dialect=dialect)
    write_report(tables, folder, run)
    text = json.dumps(run, ensure_ascii=False, indent=2)
    (folder / "run.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    return notes
