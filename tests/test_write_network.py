"""The network files, read back by networkx and by the csv module."""

from __future__ import annotations

import csv
from pathlib import Path
from xml.etree import ElementTree

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.write.network import period_bounds, write_network
from tests.synthetic_run import make_run

GEXF = "{http://gexf.net/1.3}"
HERMIT, RUSSIA, CHINA = "person:ermite", "state:RUS", "state:CHN"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    make_run(folder, articles=14)
    write_network(folder / "tables", folder / "network")
    return folder / "network"


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


def test_the_lists_have_the_headers_that_gephi_reads(network: Path) -> None:
    nodes, edges = _rows(network / "nodes.csv"), _rows(network / "edges.csv")
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert list(edges[0])[:4] == ["Source", "Target", "Type", "Weight"]
    assert not any(" " in name for name in [*nodes[0], *edges[0]])
    assert {edge["Type"] for edge in edges} == {"Undirected"}


def test_every_edge_has_its_ends_and_isolated_actors_stay(network: Path) -> None:
    nodes = {node["Id"] for node in _rows(network / "nodes.csv")}
    ends = {edge[end] for edge in _rows(network / "edges.csv") for end in ("Source", "Target")}
    assert ends < nodes
    assert HERMIT in nodes - ends
    assert "place:europe" not in nodes


def test_networkx_reads_the_same_graph_from_gexf_graphml_and_the_lists(network: Path) -> None:
    gexf = nx.read_gexf(network / "network.gexf", version="1.3")
    graphml = nx.read_graphml(network / "network.graphml")
    edges = {(e["Source"], e["Target"]): float(e["Weight"]) for e in _rows(network / "edges.csv")}
    for graph in (gexf, graphml):
        assert not graph.is_directed()
        assert not graph.is_multigraph()
        assert set(graph) == {node["Id"] for node in _rows(network / "nodes.csv")}
        read = {tuple(sorted(pair)): float(graph.edges[pair]["weight"]) for pair in graph.edges}
        assert read == edges
        assert graph.nodes["org:img"]["label"] == '"><img src=x onerror=alert(1)>'
        assert graph.edges[CHINA, RUSSIA]["npmi"] == -0.375
        assert graph.degree(HERMIT) == 0


def test_weights_over_time_add_up_to_the_dated_sentences(network: Path) -> None:
    root = ElementTree.parse(network / "network.gexf").getroot()
    edge = next(e for e in root.iter(f"{GEXF}edge") if e.get("id") == f"{CHINA}--{RUSSIA}")
    weights = [value for value in edge.iter(f"{GEXF}attvalue") if value.get("for") == "weight"]
    months = [f"2024-{month:02d}-01" for month in range(1, 13)]
    assert [weight.get("start") for weight in weights] == months
    undated = 2  # article 1 has no date and says it twice
    assert (
        sum(float(str(weight.get("value"))) for weight in weights) == float(str(edge.get("weight"))) - undated
    )


def test_a_node_lives_at_least_as_long_as_its_edges(network: Path) -> None:
    root = ElementTree.parse(network / "network.gexf").getroot()
    lives = {node.get("id"): (node.get("start"), node.get("end")) for node in root.iter(f"{GEXF}node")}
    for edge in root.iter(f"{GEXF}edge"):
        for spell in edge.iter(f"{GEXF}spell"):
            for end in ("source", "target"):
                start, stop = lives[edge.get(end)]
                assert start is not None
                assert stop is not None
                assert start <= str(spell.get("start")) <= str(spell.get("end")) <= stop


def test_without_dates_the_graph_is_static(tmp_path: Path) -> None:
    make_run(tmp_path, articles=2)
    table = pq.read_table(tmp_path / "tables" / "relations_by_period.parquet")
    pq.write_table(table.slice(0, 0), tmp_path / "tables" / "relations_by_period.parquet")
    write_network(tmp_path / "tables", tmp_path / "network")
    graph = ElementTree.parse(tmp_path / "network" / "network.gexf").getroot().find(f"{GEXF}graph")
    assert graph is not None
    assert graph.get("mode") == "static"


def test_what_xml_cannot_hold_becomes_a_space(tmp_path: Path) -> None:
    make_run(tmp_path, articles=2)
    path = tmp_path / "tables" / "entities.parquet"
    table = pq.read_table(path)
    names = ["bip\x07", *table["name"].to_pylist()[1:]]
    pq.write_table(table.set_column(1, "name", pa.array(names)), path)
    write_network(tmp_path / "tables", tmp_path / "network")
    labels = nx.get_node_attributes(nx.read_graphml(tmp_path / "network" / "network.graphml"), "label")
    assert labels[table["entity_id"][0].as_py()] == "bip "


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q1", "2024-01-01", "2024-03-31"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("2024-02-29", "2024-02-29", "2024-02-29"),
    ],
)
def test_the_bounds_of_a_period(period: str, first: str, last: str) -> None:
    assert period_bounds(period) == (first, last)


def test_the_same_tables_give_the_same_bytes(network: Path, tmp_path: Path) -> None:
    files = write_network(network.parent / "tables", tmp_path)
    assert [file.read_bytes() for file in files] == [(network / file.name).read_bytes() for file in files]
