"""Where the nodes of a drawn network stand: the same places for the same network, on every machine run."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

import networkx as nx

Node = TypeVar("Node", bound=Hashable)

WIDTH, HEIGHT = 1500.0, 1000.0
_ROUNDS = 80


def place_nodes(
    nodes: Sequence[Node], edges: Iterable[tuple[Node, Node, float]], *, gap: float = 46.0
) -> dict[Node, tuple[float, float]]:
    """Coordinates within ``WIDTH`` × ``HEIGHT``, nodes at least ``gap`` apart where there is room.

    Fruchterman and Reingold's springs (1991), by networkx, on the logarithm of the weights, which are positive;
    a weak spring to an unseen hub keeps separate parts in the picture.
    """
    if not nodes:
        return {}
    graph: nx.Graph[object] = nx.Graph()
    hub = object()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from((a, b, 0.3 + 0.1 * math.log1p(weight)) for a, b, weight in edges)
    graph.add_weighted_edges_from((node, hub, 0.12) for node in nodes)
    springs = nx.spring_layout(graph, seed=7, iterations=400, k=2.6 / math.sqrt(len(nodes)))
    places = {node: (float(springs[node][0]), float(springs[node][1])) for node in nodes}
    return _scaled(_apart(_scaled(places), gap))


def _scaled(places: dict[Node, tuple[float, float]]) -> dict[Node, tuple[float, float]]:
    """Stretch to the whole picture, with a margin for the labels."""
    margin = 0.06 * HEIGHT
    spread = []
    for axis, size in enumerate((WIDTH, HEIGHT)):
        values = [place[axis] for place in places.values()]
        low, width = min(values), (max(values) - min(values)) or 1.0
        spread.append([margin + (value - low) / width * (size - 2 * margin) for value in values])
    return dict(zip(places, zip(*spread, strict=True), strict=True))


def _apart(places: dict[Node, tuple[float, float]], gap: float) -> dict[Node, tuple[float, float]]:
    """Push nodes that are too close away from each other, a little at a time."""
    nodes = list(places)
    points = [list(places[node]) for node in nodes]
    for _ in range(_ROUNDS):
        moved = False
        for i, a in enumerate(points):
            for b in points[i + 1 :]:
                if abs(b[0] - a[0]) < gap and abs(b[1] - a[1]) < gap:
                    moved = _push(a, b, gap) or moved
        if not moved:
            break
    return {node: (x, y) for node, (x, y) in zip(nodes, points, strict=True)}


def _push(a: list[float], b: list[float], gap: float) -> bool:
    dx, dy = b[0] - a[0], b[1] - a[1]
    distance = math.hypot(dx, dy)
    if distance >= gap:
        return False
    if distance == 0:
        dx, distance = 1.0, 1.0
    step = (gap - distance) / 2 / distance
    a[0], a[1] = a[0] - dx * step, a[1] - dy * step
    b[0], b[1] = b[0] + dx * step, b[1] + dy * step
    return True
