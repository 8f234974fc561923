"""The pictures for papers."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest

from pipeline.write.layout import HEIGHT, WIDTH, place_nodes
from pipeline.write.plot import plot_run
from tests.synthetic_run import make_run

pytest.importorskip("matplotlib")


def test_the_pictures_are_written_and_are_the_same_every_time(tmp_path: Path) -> None:
    make_run(tmp_path, articles=5)
    first = plot_run(tmp_path / "tables", tmp_path / "a")
    second = plot_run(tmp_path / "tables", tmp_path / "b")
    assert [path.name for path in first] == ["network.svg", "network.png", "timeline.svg", "timeline.png"]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert ElementTree.parse(first[0]).getroot().tag.endswith("svg")


def test_a_run_without_relations_or_dates_still_has_its_pictures(tmp_path: Path) -> None:
    make_run(tmp_path, articles=1)
    for name in ("relations", "documents", "statements"):
        path = tmp_path / "tables" / f"{name}.parquet"
        pq.write_table(pq.read_table(path).slice(0, 0), path)
    assert all(path.stat().st_size > 1000 for path in plot_run(tmp_path / "tables", tmp_path))


def test_nodes_stand_within_the_picture_and_apart() -> None:
    nodes = [f"n{i}" for i in range(20)]
    places = place_nodes(nodes, [(nodes[0], other, 3.0) for other in nodes[1:]])
    assert list(places) == nodes
    assert all(0 <= x <= WIDTH and 0 <= y <= HEIGHT for x, y in places.values())
    assert places == place_nodes(nodes, [(nodes[0], other, 3.0) for other in nodes[1:]])
    closest = min(
        (ax - bx) ** 2 + (ay - by) ** 2
        for a, (ax, ay) in places.items()
        for b, (bx, by) in places.items()
        if a < b
    )
    assert closest > 40**2
    assert place_nodes([], []) == {}
