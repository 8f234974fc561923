"""The network and the timeline of a run as pictures for a paper: SVG and PNG, by matplotlib (extra ``plot``)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from pipeline.errors import UsageError
from pipeline.write.layout import HEIGHT, WIDTH, place_nodes
from pipeline.write.tables import connect

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLORS = {"PERSON": "#2563a8", "STATE": "#7b3fa0", "ORGANIZATION": "#0b7480", "PLACE": "#7a5c3e"}
_MARKERS = {"PERSON": "o", "STATE": "s", "ORGANIZATION": "D", "PLACE": "^"}
_LABELS = {"PERSON": "personne", "STATE": "État", "ORGANIZATION": "organisation", "PLACE": "lieu"}
_TONES = {"coop": "#2a7f3a", "conf": "#c8341c", "mixed": "#a86f00", "none": "#9aa3ad"}
_TONE_LABELS = {"coop": "coopératif", "conf": "conflictuel", "mixed": "partagé", "none": "sans acte relevé"}
_INCHES = (10.0, 6.9)
_STYLE = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "svg.hashsalt": "liens",
    "svg.fonttype": "path",
    "axes.spines.top": False,
    "axes.spines.right": False,
}


@dataclass(frozen=True, slots=True)
class _Edge:
    source: str
    target: str
    sentences: int
    tone: str


def plot_run(tables: Path, out: Path, *, nodes: int = 60) -> tuple[Path, ...]:
    """Write ``network.svg``, ``network.png``, ``timeline.svg`` and ``timeline.png`` into ``out``; return them.

    The network shows the ends of the strongest relations, at most ``nodes`` of them; areas and widths grow with the
    sentences, colours tell types and tones as in the report, and a label that finds no room is left out. The
    timeline shows articles and statements by month, or by year for more than ten years. The same tables give the
    same pictures. Raises ``UsageError`` when matplotlib is not installed.
    """
    _import_matplotlib()
    out.mkdir(parents=True, exist_ok=True)
    with connect(tables) as connection:
        pictures = {"network": _draw_network(connection, nodes), "timeline": _draw_timeline(connection)}
    return tuple(
        _save(figure, out / f"{name}.{kind}") for name, figure in pictures.items() for kind in ("svg", "png")
    )


def _import_matplotlib() -> None:
    try:
        import matplotlib
    except ImportError as error:
        raise UsageError(
            "Pictures need matplotlib, which is not installed.", "Install liens[plot]."
        ) from error
    matplotlib.use("Agg")
    matplotlib.rc_file_defaults()
    for name, value in _STYLE.items():
        matplotlib.rcParams[name] = value  # type: ignore[index]  # the stubs list the names one by one


def _save(figure: Figure, path: Path) -> Path:
    metadata = {"Date": None} if path.suffix == ".svg" else {"Software": None}
    figure.savefig(path, dpi=300, metadata=metadata)
    return path


def _draw_network(connection: duckdb.DuckDBPyConnection, most: int) -> Figure:
    from matplotlib import pyplot

    figure = pyplot.figure(figsize=_INCHES)
    pyplot.close(figure)
    axes = figure.add_axes((0.01, 0.07, 0.98, 0.92))
    edges = _strongest(connection, most)
    names = sorted({name for edge in edges for name in (edge.source, edge.target)})
    rows = connection.execute(
        "SELECT entity_id, name, type, sentences FROM entities WHERE list_contains($ids, entity_id)",
        {"ids": names},
    ).fetchall()
    about = {row[0]: row for row in rows}
    places = place_nodes(names, [(edge.source, edge.target, edge.sentences) for edge in edges], gap=58.0)
    _draw_edges(axes, edges, places)
    sizes = _draw_nodes(axes, about, places)
    axes.set(xlim=(-60, WIDTH + 60), ylim=(HEIGHT + 30, -30))
    axes.axis("off")
    if names:
        _label_nodes(figure, axes, about, places, sizes)
        _legend(axes, {about[name][2] for name in names}, {edge.tone for edge in edges})
    return figure


def _strongest(connection: duckdb.DuckDBPyConnection, most: int) -> list[_Edge]:
    """The relations among the nodes that the strongest relations bring in, weakest first for drawing."""
    rows = connection.execute("""
        SELECT source_id, target_id, sentences, coalesce(cooperative, 0), coalesce(conflictual, 0) FROM relations
        ORDER BY sentences DESC, source_id, target_id LIMIT 2000
    """).fetchall()
    chosen: set[str] = set()
    for source, target, *_ in rows:
        if len(chosen | {source, target}) <= most:
            chosen |= {source, target}
    kept = [row for row in rows if row[0] in chosen and row[1] in chosen]
    return [_Edge(source, target, n, _tone(coop, conf)) for source, target, n, coop, conf in reversed(kept)]


def _tone(cooperative: int, conflictual: int) -> str:
    """Which kind of act is at least twice as frequent as the other."""
    if not cooperative and not conflictual:
        return "none"
    if cooperative >= 2 * conflictual:
        return "coop"
    return "conf" if conflictual >= 2 * cooperative else "mixed"


def _draw_edges(axes: Axes, edges: Sequence[_Edge], places: Mapping[str, tuple[float, float]]) -> None:
    most = max((edge.sentences for edge in edges), default=1)
    for edge in edges:
        (x1, y1), (x2, y2) = places[edge.source], places[edge.target]
        axes.plot(
            (x1, x2),
            (y1, y2),
            color=_TONES[edge.tone],
            linewidth=0.5 + 3.5 * math.sqrt(edge.sentences / most),
            linestyle=(0, (4, 1.6)) if edge.tone == "conf" else "-",
            alpha=0.6 if edge.tone == "none" else 0.85,
            solid_capstyle="round",
            zorder=1,
        )


def _draw_nodes(
    axes: Axes, about: Mapping[str, tuple[Any, ...]], places: Mapping[str, tuple[float, float]]
) -> dict[str, float]:
    """Draw the nodes; their radii in points."""
    most = max((row[3] for row in about.values()), default=1)
    radii = {}
    for key, (_, _, kind, sentences) in about.items():
        area = 18 + 240 * sentences / most
        radii[key] = math.sqrt(area) / 2
        axes.scatter(
            *places[key], s=area, c=_COLORS[kind], marker=_MARKERS[kind], edgecolors="white", zorder=2
        )
    return radii


def _label_nodes(
    figure: Figure,
    axes: Axes,
    about: Mapping[str, tuple[Any, ...]],
    places: Mapping[str, tuple[float, float]],
    radii: Mapping[str, float],
) -> None:
    """Names below, above, right or left of their node, the most named first; none where all four are taken."""
    from matplotlib import patheffects
    from matplotlib.transforms import Bbox

    scale = figure.dpi / 72
    points = {key: axes.transData.transform(place) for key, place in places.items()}
    taken = [
        Bbox.from_bounds(
            x - radii[key] * scale, y - radii[key] * scale, 2 * radii[key] * scale, 2 * radii[key] * scale
        )
        for key, (x, y) in points.items()
    ]
    halo: list[patheffects.AbstractPathEffect] = [patheffects.withStroke(linewidth=2, foreground="white")]
    for key in sorted(about, key=lambda key: (-about[key][3], key)):
        gap = radii[key] + 2
        spots = (
            *((0, -gap, "center", "top"), (0, gap, "center", "bottom")),
            *((gap, 0, "left", "center"), (-gap, 0, "right", "center")),
        )
        for dx, dy, across, up in spots:
            text = axes.annotate(
                about[key][1], places[key], (dx, dy), textcoords="offset points", ha=across, va=up, zorder=3
            )
            text.set_path_effects(halo)
            box = text.get_window_extent()
            inside = figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
            if inside and not any(box.overlaps(other) for other in taken):
                taken.append(box)
                break
            text.remove()


def _legend(axes: Axes, kinds: set[str], tones: set[str]) -> None:
    from matplotlib.lines import Line2D

    marks = [
        Line2D([], [], color=_COLORS[kind], marker=_MARKERS[kind], linestyle="", label=_LABELS[kind])
        for kind in _COLORS
        if kind in kinds
    ]
    lines = [
        Line2D(
            [], [], color=_TONES[tone], linestyle="--" if tone == "conf" else "-", label=_TONE_LABELS[tone]
        )
        for tone in _TONES
        if tone in tones
    ]
    axes.legend(
        handles=[*marks, *lines], loc="upper left", bbox_to_anchor=(0, 0), ncols=8, frameon=False, fontsize=8
    )


def _draw_timeline(connection: duckdb.DuckDBPyConnection) -> Figure:
    from matplotlib import pyplot

    periods, counts = _by_period(connection)
    figure, (above, below) = pyplot.subplots(
        2, 1, figsize=(_INCHES[0], 4.6), sharex=True, layout="constrained"
    )
    pyplot.close(figure)
    above.set_title("Articles", loc="left", fontsize=10)
    below.set_title("Énoncés coopératifs (au-dessus) et conflictuels (au-dessous)", loc="left", fontsize=10)
    places = range(len(periods))
    above.bar(places, [row[0] for row in counts], color="#1f5fa8", width=0.85)
    below.bar(places, [row[1] for row in counts], color=_TONES["coop"], width=0.85)
    below.bar(places, [-row[2] for row in counts], color=_TONES["conf"], width=0.85)
    below.axhline(0, color="#444444", linewidth=0.6)
    below.yaxis.set_major_formatter(lambda value, _: f"{abs(value):g}")
    step = max(1, math.ceil(len(periods) / 16))
    below.set_xticks(list(places)[::step], periods[::step], rotation=45, ha="right")
    return figure


def _by_period(connection: duckdb.DuckDBPyConnection) -> tuple[list[str], list[tuple[int, int, int]]]:
    """Every month (or year) from the first to the last, with articles, cooperative and conflictual statements."""
    first, last = connection.execute(
        "SELECT min(date), max(date) FROM documents WHERE date <> ''"
    ).fetchall()[0]
    if not first:
        return [], []
    length = 4 if int(last[:4]) - int(first[:4]) > 10 else 7
    query = f"""
        SELECT p, sum(articles)::BIGINT, sum(coop)::BIGINT, sum(conf)::BIGINT FROM (
            SELECT left(date, {length}) AS p, 1 AS articles, 0 AS coop, 0 AS conf FROM documents
            UNION ALL
            SELECT left(date, {length}), 0, (polarity = 'cooperative')::INTEGER, (polarity = 'conflictual')::INTEGER
            FROM statements WHERE NOT negated)
        WHERE length(p) = {length} GROUP BY p ORDER BY p
    """
    found = {row[0]: (row[1], row[2], row[3]) for row in connection.execute(query).fetchall()}
    if not found:
        return [], []
    periods = _between(min(found), max(found))
    return periods, [found.get(period, (0, 0, 0)) for period in periods]


def _between(first: str, last: str) -> list[str]:
    if len(first) == 4:
        return [str(year) for year in range(int(first), int(last) + 1)]
    months = range(12 * int(first[:4]) + int(first[5:]) - 1, 12 * int(last[:4]) + int(last[5:]))
    return [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in months]
