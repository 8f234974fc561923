"""``report.html``: one page for people, which opens by double-click and asks nothing of the network.

The network's places are computed here by networkx and drawn as SVG by the page itself: vector print, the reader's
light or dark theme, and nodes that a keyboard and a screen reader can reach, which the canvas of a charting library
does not give.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pipeline.write.report.data import collect
from pipeline.write.report.selection import Caps
from pipeline.write.tables import connect

_HERE = Path(__file__).parent
_SCRIPTS = ("core.js", "network.js", "timeline.js", "panel.js", "page.js")


def write_report(tables: Path, out: Path, run: Mapping[str, Any], *, caps: Caps | None = None) -> Path:
    """Write ``out/report.html`` from the Parquet tables (``texts`` too) and the run's ``run.json``.

    The page says what it leaves out. Article text reaches the reader only as text: the data are JSON without a
    ``<``, the script makes text nodes, and a content security policy lets nothing else run or load. The same
    tables give the same bytes.
    """
    with connect(tables) as connection:
        data = collect(connection, caps=caps or Caps())
    data["run"] = list(_facts(run))
    path = out / "report.html"
    path.write_text(_page(data), encoding="utf-8", newline="\n")
    return path


def _page(data: Mapping[str, Any]) -> str:
    style = _read("page.css")
    script = "\n".join(_read(name) for name in _SCRIPTS)
    articles = data["counts"]["articles"]
    parts = {
        "title": f"Acteurs et relations dans {articles:,} article{'s' if articles > 1 else ''}".replace(
            ",", " "
        ),
        "policy": (
            f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src 'sha256-{_digest(style)}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        ),
        "style": style,
        "script": script,
        "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _read("page.html"))


def _read(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _facts(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Each value of ``run.json`` under its dotted name; a list is only counted."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from _facts(value, f"{prefix}{name}.")
        elif isinstance(value, list | tuple):
            yield f"{prefix}{name}", str(len(value))
        else:
            yield f"{prefix}{name}", str(value)
