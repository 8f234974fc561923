"""``datapackage.json``: a Frictionless Data Package that explains every column of a run in two languages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb

from pipeline.write.schema import Column, Table, load_tables
from pipeline.write.tables import DIALECTS, Dialect, DialectName, connect

_DATE_PATTERN = r"\d{4}(-\d{2}(-\d{2})?)?"
_NODE_NAMES = {"entity_id": "Id", "name": "Label"}
_NODE_COLUMNS = (
    *("entity_id", "name", "type", "country", "status", "wikidata_id"),
    *("mentions", "sentences", "documents", "first_date", "last_date"),
)
_EDGE_NAMES = {"source_id": "Source", "target_id": "Target", "sentences": "Weight"}
_EDGE_COLUMNS = (
    *("source_id", "target_id", "sentences", "documents", "distinct_documents", "expected", "npmi"),
    *("log_likelihood", "p_value", "backbone", "first_date", "last_date", "cooperative", "conflictual"),
)


def write_datapackage(
    tables: Path, out: Path, run: Mapping[str, Any], *, dialect: DialectName = "csv"
) -> Path:
    """Write ``out/datapackage.json`` for the CSV files of ``tables`` in that dialect and for the network's.

    A date column is a Frictionless ``date`` when each of its values is a day; where one is only a month or a
    year it is a ``string`` held to that pattern. Titles and meanings are in English under ``title`` and
    ``description``, in French under ``title@fr`` and ``description@fr``.
    """
    with connect(tables) as connection:
        resources = [
            _resource(table, _partial_dates(connection, table), DIALECTS[dialect])
            for table in load_tables().values()
        ]
        partial = {
            name: _partial_dates(connection, load_tables()[name]) for name in ("entities", "relations")
        }
    package = {
        "profile": "data-package",
        "name": "liens",
        "title": "Actors and relations in press articles",
        "title@fr": "Acteurs et relations dans des articles de presse",
        "version": str(run.get("program", {}).get("version", "")),
        "languages": ["en", "fr"],
        "resources": [*resources, *_network(partial)],
    }
    path = out / "datapackage.json"
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8", newline="\n")
    return path


def _partial_dates(connection: duckdb.DuckDBPyConnection, table: Table) -> frozenset[str]:
    """The date columns of a table that hold a month or a year without its day."""
    names = [column.name for column in table.columns if column.type == "date"]
    if not names:
        return frozenset()
    tests = ", ".join(f'coalesce(bool_or(length("{name}") NOT IN (0, 10)), false)' for name in names)
    found = connection.execute(f"SELECT {tests} FROM {table.name}").fetchall()[0]
    return frozenset(name for name, partial in zip(names, found, strict=True) if partial)


def _resource(table: Table, partial: frozenset[str], dialect: Dialect) -> dict[str, Any]:
    fields = [_field(column, column.name, column.name in partial, dialect) for column in table.columns]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.primary_key:
        schema["primaryKey"] = list(table.primary_key)
    keys = [_foreign_key(column) for column in table.columns if column.references]
    if keys:
        schema["foreignKeys"] = keys
    return _file(table.name, f"{table.name}.csv", table, dialect) | {"schema": schema}


def _file(name: str, path: str, table: Table, dialect: Dialect) -> dict[str, Any]:
    return {
        "name": name.replace("_", "-"),
        "path": path,
        "profile": "tabular-data-resource",
        "title": table.title_en,
        "title@fr": table.title_fr,
        "description": table.meaning_en,
        "description@fr": table.meaning_fr,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig" if dialect.bom else "utf-8",
        "dialect": {
            "delimiter": dialect.delimiter,
            "lineTerminator": dialect.line_end.decode(),
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
        },
    }


def _field(column: Column, name: str, partial: bool, dialect: Dialect) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "type": "string" if partial else column.type,
        "title": column.title_en,
        "title@fr": column.title_fr,
        "description": column.meaning_en,
        "description@fr": column.meaning_fr,
    }
    if column.type == "number":
        field["decimalChar"] = dialect.decimal
    constraints = _constraints(column, partial)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: Column, partial: bool) -> dict[str, Any]:
    constraints: dict[str, Any] = {"pattern": _DATE_PATTERN} if partial else {}
    if column.primary and len(load_tables()[column.table].primary_key) == 1:
        constraints |= {"required": True, "unique": True}
    if column.values:
        constraints["enum"] = list(column.values)
    return constraints


def _foreign_key(column: Column) -> dict[str, Any]:
    table, name = column.references.split(".")
    resource = "" if table == column.table else table
    return {"fields": [column.name], "reference": {"resource": resource, "fields": [name]}}


def _network(partial: Mapping[str, frozenset[str]]) -> Iterable[dict[str, Any]]:
    """The two lists for Gephi: columns of ``entities`` and ``relations`` under the names that Gephi reads."""
    dialect = DIALECTS["csv"]
    entities, relations = load_tables()["entities"], load_tables()["relations"]
    nodes = _renamed(entities, _NODE_COLUMNS, _NODE_NAMES, partial["entities"])
    edges = _renamed(relations, _EDGE_COLUMNS, _EDGE_NAMES, partial["relations"])
    kind = {"name": "Type", "type": "string", "title": "Kind of edge", "title@fr": "Sorte de lien"}
    kind |= {"description": "Always Undirected.", "description@fr": "Toujours Undirected : sans direction."}
    ends = [
        {"fields": [end], "reference": {"resource": "network-nodes", "fields": ["Id"]}}
        for end in ("Source", "Target")
    ]
    yield _file("network_nodes", "network/nodes.csv", entities, dialect) | {
        "schema": {"fields": nodes, "missingValues": [""], "primaryKey": ["Id"]}
    }
    yield _file("network_edges", "network/edges.csv", relations, dialect) | {
        "schema": {
            "fields": [*edges[:2], kind, *edges[2:]],
            "missingValues": [""],
            "primaryKey": ["Source", "Target"],
            "foreignKeys": ends,
        }
    }


def _renamed(
    table: Table, names: Iterable[str], new_names: Mapping[str, str], partial: frozenset[str]
) -> list[dict[str, Any]]:
    columns = {column.name: column for column in table.columns}
    return [
        _field(columns[name], new_names.get(name, name), name in partial, DIALECTS["csv"]) for name in names
    ]
