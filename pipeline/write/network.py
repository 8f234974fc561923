"""The network for Gephi, networkx and their kin: node and edge lists, GEXF 1.3 with dates, GraphML."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

import duckdb
import networkx as nx

from pipeline.write.tables import DIALECTS, connect, copy_csv

Row = dict[str, Any]

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
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BATCH = 10_000


def write_network(tables: Path, out: Path) -> tuple[Path, ...]:
    """Write ``nodes.csv``, ``edges.csv``, ``network.gexf`` and ``network.graphml`` into ``out``; return them.

    Nodes are the actors, isolated ones too, and any place that a relation names; edges are the relations,
    with ``Weight`` the sentences that name both. The CSV files always have commas and decimal points, which
    Gephi wants whatever the spreadsheet's language. In the GEXF file an edge has a weight for each period of
    ``relations_by_period``; what has no date has no interval and is always there. Rows keep their order.
    """
    out.mkdir(parents=True, exist_ok=True)
    with connect(tables) as connection:
        copy_csv(connection, _NODES, out / "nodes.csv", DIALECTS["csv"])
        copy_csv(connection, _EDGES, out / "edges.csv", DIALECTS["csv"])
        _write_gexf(connection, out / "network.gexf")
        graph = read_graph(connection)
    nx.write_graphml_xml(graph, out / "network.graphml", encoding="utf-8", prettyprint=True)
    return tuple(out / name for name in ("nodes.csv", "edges.csv", "network.gexf", "network.graphml"))


def read_graph(connection: duckdb.DuckDBPyConnection) -> nx.Graph[str]:
    """The network as a networkx graph: node ids are entity ids, ``label`` and ``weight`` beside the other
    columns of ``nodes.csv`` and ``edges.csv``; an empty cell is an attribute left out."""
    graph: nx.Graph[str] = nx.Graph()
    for row in _rows(connection, _NODES):
        graph.add_node(row.pop("Id"), label=row.pop("Label"), **row)
    for row in _rows(connection, _EDGES):
        row.pop("Type")
        graph.add_edge(row.pop("Source"), row.pop("Target"), weight=row.pop("Weight"), **row)
    return graph


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
    result = connection.cursor().execute(query)
    names = [column[0] for column in result.description or []]
    while batch := result.fetchmany(_BATCH):
        for values in batch:
            row = zip(names, values, strict=True)
            yield {name: _xml_text(value) for name, value in row if value is not None and value != ""}


def _xml_text(value: Any) -> Any:
    return _NOT_XML.sub(" ", value) if isinstance(value, str) else value


def _write_gexf(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    periods = _weights(connection)
    spans = _node_spans(periods)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        xml = _Xml(file)
        xml.open("gexf", xmlns="http://gexf.net/1.3", version="1.3")
        times = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
        xml.open("graph", defaultedgetype="undirected", **(times if periods else {"mode": "static"}))
        _declare(xml, "node", _names(connection, _NODES)[2:])
        _declare(xml, "edge", _names(connection, _EDGES)[4:])
        if periods:
            xml.open("attributes", **{"class": "edge", "mode": "dynamic"})
            xml.empty("attribute", id="weight", title="Weight", type="double")
            xml.close("attributes")
        xml.open("nodes")
        for row in _rows(connection, _NODES):
            _node(xml, row, spans)
        xml.close("nodes")
        xml.open("edges")
        for row in _rows(connection, _EDGES):
            _edge(xml, row, periods)
        for name in ("edges", "graph", "gexf"):
            xml.close(name)


class _Xml:
    """XML written one element a line, as it comes, so that a large network needs no memory."""

    def __init__(self, file: Any) -> None:
        self._generator = XMLGenerator(file, encoding="utf-8", short_empty_elements=True)
        self._generator.startDocument()

    def open(self, name: str, **attributes: str) -> None:
        self._generator.startElement(name, AttributesImpl(attributes))
        self._generator.ignorableWhitespace("\n")

    def close(self, name: str) -> None:
        self._generator.endElement(name)
        self._generator.ignorableWhitespace("\n")

    def empty(self, name: str, **attributes: str) -> None:
        self._generator.startElement(name, AttributesImpl(attributes))
        self.close(name)


def _declare(xml: _Xml, kind: str, names: list[str]) -> None:
    xml.open("attributes", **{"class": kind, "mode": "static"})
    for name in names:
        xml.empty("attribute", id=name, title=name, type=_gexf_type(name))
    xml.close("attributes")


def _gexf_type(name: str) -> str:
    if name in _COUNTS:
        return "integer"
    return "string" if name in _TEXTS or name.endswith("_date") else "double"


def _node(xml: _Xml, row: Row, spans: Mapping[str, tuple[str, str]]) -> None:
    key = row.pop("Id")
    bounds = [period_bounds(row[name]) for name in ("first_date", "last_date") if name in row]
    bounds += [spans[key]] if key in spans else []
    span = {"start": min(b[0] for b in bounds), "end": max(b[1] for b in bounds)} if bounds else {}
    xml.open("node", id=key, label=row.pop("Label", key), **span)
    _values(xml, row, [])
    xml.close("node")


def _edge(xml: _Xml, row: Row, periods: Mapping[tuple[str, str], list[tuple[str, int]]]) -> None:
    source, target = row.pop("Source"), row.pop("Target")
    row.pop("Type")
    weights = periods.get((source, target), [])
    xml.open("edge", id=f"{source}--{target}", source=source, target=target, weight=str(row.pop("Weight")))
    _values(xml, row, weights)
    if weights:
        xml.open("spells")
        for period, _ in weights:
            start, end = period_bounds(period)
            xml.empty("spell", start=start, end=end)
        xml.close("spells")
    xml.close("edge")


def _values(xml: _Xml, row: Row, weights: list[tuple[str, int]]) -> None:
    xml.open("attvalues")
    for name, value in row.items():
        xml.empty("attvalue", **{"for": name, "value": str(value)})
    for period, weight in weights:
        start, end = period_bounds(period)
        xml.empty("attvalue", **{"for": "weight", "value": f"{weight}.0", "start": start, "end": end})
    xml.close("attvalues")


def _names(connection: duckdb.DuckDBPyConnection, query: str) -> list[str]:
    return [row[0] for row in connection.execute(f"DESCRIBE {query}").fetchall()]


def _weights(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Sentences of each pair by period, in the order of the periods; the undated ones have none."""
    query = """
        SELECT source_id, target_id, period, sentences FROM relations_by_period WHERE period <> '' ORDER BY ALL
    """
    weights: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for source, target, period, sentences in connection.execute(query).fetchall():
        weights.setdefault((source, target), []).append((period, sentences))
    return weights


def _node_spans(weights: Mapping[tuple[str, str], list[tuple[str, int]]]) -> dict[str, tuple[str, str]]:
    """First and last day of the periods in which an edge of the node lives: Gephi wants its ends there."""
    spans: dict[str, tuple[str, str]] = {}
    for pair, periods in weights.items():
        first, last = period_bounds(periods[0][0])[0], period_bounds(periods[-1][0])[1]
        for key in pair:
            old = spans.get(key, (first, last))
            spans[key] = (min(old[0], first), max(old[1], last))
    return spans
