"""The network for Gephi, networkx and their kin: node and edge lists, GEXF 1.3 with dates, GraphML.

Everything is written as it is read, so that a large network needs no more memory than a small one.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from pipeline.write.tables import DIALECTS, connect, copy_csv
from pipeline.write.xml import DECLARATION, attributes, text, without_controls

Row = dict[str, Any]
Weights = list[tuple[str, int]]

_NODES = """
    SELECT entity_id AS Id, name AS Label, type, country, status, wikidata_id, mentions, sentences, documents,
           first_date, last_date
    FROM entities
    WHERE type <> 'PLACE'
       OR entity_id IN (SELECT source_id FROM relations UNION SELECT target_id FROM relations)
"""
_EDGES = """
    SELECT source_id AS Source, target_id AS Target, 'Undirected' AS Type, sentences AS Weight, documents,
           distinct_documents, expected, npmi, log_likelihood, p_value, backbone, first_date, last_date,
           cooperative, conflictual
    FROM relations
"""
_TEXTS = frozenset({"Id", "Label", "Source", "Target", "Type", "type", "country", "status", "wikidata_id"})
_COUNTS = frozenset(
    {"mentions", "sentences", "documents", "distinct_documents", "cooperative", "conflictual"}
)
_STATIC = 'mode="static"'
_GRAPHML = {
    "xmlns": "http://graphml.graphdrawing.org/xmlns",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://graphml.graphdrawing.org/xmlns "
    "http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
}
_BATCH = 10_000


def write_network(tables: Path, out: Path) -> tuple[Path, ...]:
    """Write ``nodes.csv``, ``edges.csv``, ``network.gexf`` and ``network.graphml`` into ``out``; return them.

    Nodes are the actors, isolated ones too, and any place that a relation names; edges are the relations,
    with ``Weight`` the sentences that name both. The CSV files always have commas and decimal points, which
    Gephi wants whatever the spreadsheet's language. In the GEXF file an edge has a weight for each period of
    ``relations_by_period``; what has no date has no interval and is always there. Rows keep their order; an empty
    cell is an attribute left out.
    """
    out.mkdir(parents=True, exist_ok=True)
    with connect(tables) as connection:
        copy_csv(connection, _NODES, out / "nodes.csv", DIALECTS["csv"])
        copy_csv(connection, _EDGES, out / "edges.csv", DIALECTS["csv"])
        for name, parts in (("network.gexf", _gexf), ("network.graphml", _graphml)):
            with (out / name).open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(parts(connection))
    return tuple(out / name for name in ("nodes.csv", "edges.csv", "network.gexf", "network.graphml"))


def period_bounds(period: str) -> tuple[str, str]:
    """First and last day of a year, a quarter (``2024-Q3``), a month or a day, in ISO form."""
    if quarter := re.fullmatch(r"(\d{4})-Q([1-4])", period):
        last = 3 * int(quarter[2])
        return f"{quarter[1]}-{last - 2:02d}-01", period_bounds(f"{quarter[1]}-{last:02d}")[1]
    year, month, day = (*period.split("-"), "", "")[:3]
    last_month = month or "12"
    last_day = day or str(calendar.monthrange(int(year), int(last_month))[1])
    return f"{year}-{month or '01'}-{day or '01'}", f"{year}-{last_month}-{last_day}"


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Row]:
    """The rows of a query as dicts without their empty cells; text is stripped of what XML cannot hold."""
    names = _names(connection, query)
    for values in _records(connection, query):
        row = zip(names, values, strict=True)
        yield {name: without_controls(value) for name, value in row if value is not None and value != ""}


def _records(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    result = connection.cursor().execute(query)
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _names(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()]


def _gexf(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    spans = _node_spans(connection)
    yield f'{DECLARATION}<gexf xmlns="http://gexf.net/1.3" version="1.3">\n<graph defaultedgetype="undirected" '
    times = 'mode="dynamic" timeformat="date" timerepresentation="interval"'
    yield f"{times if spans else _STATIC}>\n"
    yield from _declared("node", _names(connection, _NODES)[2:])
    yield from _declared("edge", _names(connection, _EDGES)[4:])
    if spans:
        yield '<attributes class="edge" mode="dynamic">\n<attribute id="weight" title="Weight" type="double"/>\n'
        yield "</attributes>\n"
    yield "<nodes>\n"
    for row in _rows(connection, _NODES):
        yield _node(row, spans)
    yield "</nodes>\n<edges>\n"
    for row, weights in _weighted(connection):
        yield _edge(row, weights)
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(kind: str, names: list[str]) -> Iterator[str]:
    yield f'<attributes class="{kind}" {_STATIC}>\n'
    for name in names:
        yield f'<attribute id="{name}" title="{name}" type="{_gexf_type(name)}"/>\n'
    yield "</attributes>\n"


def _gexf_type(name: str) -> str:
    if name in _COUNTS:
        return "integer"
    return "string" if name in _TEXTS or name.endswith("_date") else "double"


def _node(row: Row, spans: Mapping[str, tuple[str, str]]) -> str:
    key = row.pop("Id")
    bounds = [period_bounds(row[name]) for name in ("first_date", "last_date") if name in row]
    bounds += [spans[key]] if key in spans else []
    span = {"start": min(b[0] for b in bounds), "end": max(b[1] for b in bounds)} if bounds else {}
    named = attributes(id=key, label=row.pop("Label", key), **span)
    return f"<node{named}>\n{_values(row, [])}</node>\n"


def _edge(row: Row, weights: Weights) -> str:
    source, target = row.pop("Source"), row.pop("Target")
    row.pop("Type")
    named = attributes(id=f"{source}--{target}", source=source, target=target, weight=str(row.pop("Weight")))
    spells = "".join(f"<spell{attributes(start=start, end=end)}/>\n" for start, end in _bounds(weights))
    spells = f"<spells>\n{spells}</spells>\n" if weights else ""
    return f"<edge{named}>\n{_values(row, weights)}{spells}</edge>\n"


def _bounds(weights: Weights) -> Iterator[tuple[str, str]]:
    return (period_bounds(period) for period, _ in weights)


def _values(row: Row, weights: Weights) -> str:
    cells = [
        f"<attvalue{attributes(**{'for': name, 'value': str(value)})}/>\n" for name, value in row.items()
    ]
    for (_, weight), (start, end) in zip(weights, _bounds(weights), strict=True):
        cells.append(f'<attvalue for="weight" value="{weight}.0" start="{start}" end="{end}"/>\n')
    return f"<attvalues>\n{''.join(cells)}</attvalues>\n"


def _weighted(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Row, Weights]]:
    """Each edge with its sentences by period, in the order of the periods; the undated ones have none."""
    query = """
        SELECT place, period, p.sentences FROM relations_by_period p
        JOIN (SELECT row_number() OVER () AS place, source_id, target_id FROM relations) USING (source_id, target_id)
        WHERE period <> '' ORDER BY place, period
    """
    by_edge = groupby(_records(connection, query), key=lambda record: record[0])
    number, records = next(by_edge, (0, iter(())))
    for place, row in enumerate(_rows(connection, _EDGES), 1):
        if number == place:
            yield row, [(period, sentences) for _, period, sentences in records]
            number, records = next(by_edge, (0, iter(())))
        else:
            yield row, []


def _node_spans(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str]]:
    """First and last day of the periods in which an edge of the node lives: Gephi wants its ends there."""
    query = """
        SELECT id, min(period), max(period) FROM (
            SELECT unnest([source_id, target_id]) AS id, period FROM relations_by_period WHERE period <> '')
        GROUP BY id
    """
    found = _records(connection, query)
    return {key: (period_bounds(first)[0], period_bounds(last)[1]) for key, first, last in found}


def _graphml(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield f"{DECLARATION}<graphml{attributes(**_GRAPHML)}>\n"
    nodes = {"Label": "label"} | {name: name for name in _names(connection, _NODES)[2:]}
    edges = {"Weight": "weight"} | {name: name for name in _names(connection, _EDGES)[4:]}
    keys = {("node", name): f"d{number}" for number, name in enumerate(nodes)}
    keys |= {("edge", name): f"d{number}" for number, name in enumerate(edges, len(keys))}
    for (kind, name), key in keys.items():
        title = (nodes if kind == "node" else edges)[name]
        named = attributes(**{"id": key, "for": kind, "attr.name": title, "attr.type": _graphml_type(name)})
        yield f"  <key{named}/>\n"
    yield '  <graph edgedefault="undirected">\n'
    for row in _rows(connection, _NODES):
        yield _element("node", {"id": row.pop("Id")}, row, keys)
    for row in _rows(connection, _EDGES):
        row.pop("Type")
        yield _element("edge", {"source": row.pop("Source"), "target": row.pop("Target")}, row, keys)
    yield "  </graph>\n</graphml>\n"


def _graphml_type(name: str) -> str:
    kind = _gexf_type(name)
    return "long" if kind == "integer" or name == "Weight" else kind


def _element(kind: str, named: Mapping[str, str], row: Row, keys: Mapping[tuple[str, str], str]) -> str:
    data = "".join(
        f'      <data key="{keys[kind, name]}">{text(str(value))}</data>\n' for name, value in row.items()
    )
    return f"    <{kind}{attributes(**named)}>\n{data}    </{kind}>\n"
