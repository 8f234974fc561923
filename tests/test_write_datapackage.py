"""The data package, checked by the validator that analysts would run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.write.datapackage import write_datapackage
from pipeline.write.network import write_network
from pipeline.write.schema import load_tables
from pipeline.write.tables import write_tables
from tests.synthetic_run import make_run

frictionless = pytest.importorskip("frictionless")


def _package(folder: Path, dialect: Any) -> Path:
    run = make_run(folder)
    write_tables(folder / "tables", folder / "out", dialect=dialect)
    write_network(folder / "tables", folder / "out" / "network")
    return write_datapackage(folder / "tables", folder / "out", run, dialect=dialect)


@pytest.mark.parametrize("dialect", ["csv", "tableur-fr"])
def test_every_table_validates(tmp_path: Path, dialect: str) -> None:
    report = frictionless.validate(str(_package(tmp_path, dialect)))
    assert report.flatten(["name", "fieldName", "type", "message"]) == []
    assert [task.name for task in report.tasks] == [
        *(table.replace("_", "-") for table in load_tables()),
        "network-nodes",
        "network-edges",
    ]
    assert sum(task.stats["rows"] for task in report.tasks) > 50


def test_the_validator_sees_a_broken_key_and_a_wrong_value(tmp_path: Path) -> None:
    path = _package(tmp_path, "csv")
    aliases = tmp_path / "out" / "aliases.csv"
    aliases.write_text(
        aliases.read_text(encoding="utf-8") + "state:XXX,Syldavie,surnom,un\n", encoding="utf-8"
    )
    found = {row[0] for row in frictionless.validate(str(path)).flatten(["type"])}
    assert found == {"foreign-key", "constraint-error", "type-error"}


def test_dates_without_a_day_are_text_of_that_pattern(tmp_path: Path) -> None:
    _package(tmp_path, "csv")
    documents = tmp_path / "tables" / "documents.parquet"
    table = pq.read_table(documents)
    place = table.column_names.index("date")
    pq.write_table(table.set_column(place, "date", pa.array(["2024", "2024-10", None])), documents)
    write_tables(tmp_path / "tables", tmp_path / "out")
    path = write_datapackage(tmp_path / "tables", tmp_path / "out", {})
    fields = json.loads(path.read_text(encoding="utf-8"))["resources"][0]["schema"]["fields"]
    assert (fields[place]["type"], list(fields[place]["constraints"])) == ("string", ["pattern"])
    assert frictionless.validate(str(path)).valid


def test_every_column_is_titled_and_explained_in_both_languages(tmp_path: Path) -> None:
    package = json.loads(_package(tmp_path, "csv").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        for item in [resource, *resource["schema"]["fields"]]:
            assert all(item[key] for key in ("title", "title@fr", "description", "description@fr"))
