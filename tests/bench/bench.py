"""Speed and memory side by side: ``python tests/bench/bench.py [ARTICLES.jsonl] [--sizes N...] [--rounds N]``.

Each row is a program started afresh: wall seconds, CPU seconds of it and its workers, articles a wall second, peak
memory of its largest process. Rounds alternate between the programs, and the least of each counts, so that what else
the machine does falls on all alike. Prints a Markdown table. Without a file, ``../shared/dev/winer_fr_300.jsonl`` is
taken where it is there, else the articles of ``corpus/``. ``--sizes`` adds the peak memory of runs of so many articles
(the file's, over and over), ``--relations`` the relation stage of a million articles.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = ROOT.parent / "shared" / "dev" / "winer_fr_300.jsonl"
LIENS = [sys.executable, "-m", "pipeline"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a program took."""

    wall: float
    cpu: float
    peak_mb: float


def measure(command: Sequence[str | Path]) -> Figures:
    """Run ``command`` to its end; raises RuntimeError with what it said when it fails."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([str(part) for part in command], env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{command}: {said.read().decode(errors='replace')}")
    return Figures(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def articles_of(source: Path | None) -> list[dict[str, str]]:
    """The articles of a JSONL file, or those of the corpus."""
    source = source or (SHARED if SHARED.exists() else None)
    if source:
        return [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    files = sorted((ROOT / "corpus").rglob("*.txt"))
    return [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in files]


def write_articles(articles: Sequence[dict[str, str]], count: int, path: Path) -> Path:
    """A JSONL file of ``count`` articles: the given ones over and over, each with a first sentence of its own."""
    with path.open("w", encoding="utf-8") as file:
        for number, article in enumerate(islice(cycle(articles), count)):
            text = (
                article["text"]
                if count <= len(articles)
                else f"Dépêche numéro {number}.\n\n{article['text']}"
            )
            file.write(json.dumps({**article, "id": str(number), "text": text}, ensure_ascii=False) + "\n")
    return path


def batch(source: Path, out: Path, processes: int) -> list[str | Path]:
    """The command of a whole run, from nothing."""
    return [*LIENS, "batch", source, "--out", out, "--processes", str(processes), "--fresh", "--force"]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("source", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    parser.add_argument("--relations", action="store_true")
    options = parser.parse_args()
    articles = articles_of(options.source)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        side_by_side(articles, folder, options.rounds)
        for size in options.sizes:
            source = write_articles(articles, size, folder / f"{size}.jsonl")
            _row(f"liens batch, {size:,} articles", size, measure(batch(source, folder / "sizes", 1)))
    if options.relations:
        print()
        subprocess.run(
            [sys.executable, HERE / "relation_stage.py"], env=os.environ | {"PYTHONPATH": str(ROOT)}
        )


def side_by_side(articles: Sequence[dict[str, str]], folder: Path, rounds: int) -> None:
    """The plain script against ``liens``: all articles, and one alone."""
    everything = write_articles(articles, len(articles), folder / "all.jsonl")
    single = write_articles(articles, 1, folder / "one.jsonl")
    plain = [sys.executable, HERE / "plain.py"]
    commands: dict[str, tuple[int, list[str | Path]]] = {
        "plain script": (len(articles), [*plain, everything, folder / "plain"]),
        "liens batch, 1 process": (len(articles), batch(everything, folder / "one", 1)),
        "liens batch, 2 processes": (len(articles), batch(everything, folder / "two", 2)),
        "plain script, one article": (1, [*plain, single, folder / "plain-one"]),
        "liens extract, one article": (1, [*LIENS, "extract", single]),
    }
    taken: dict[str, list[Figures]] = {label: [] for label in commands}
    for _ in range(rounds):
        for label, (_, command) in commands.items():
            taken[label].append(measure(command))
    print("| program | articles | wall s | CPU s | articles/s | peak MB |\n|---|---|---|---|---|---|")
    for label, (count, _) in commands.items():
        figures = taken[label]
        least = Figures(*(min(getattr(one, field) for one in figures) for field in Figures.__slots__))
        _row(label, count, least)


def _row(label: str, count: int, figures: Figures) -> None:
    rate = count / figures.wall
    cells = (
        label,
        f"{count:,}",
        f"{figures.wall:.1f}",
        f"{figures.cpu:.1f}",
        f"{rate:.2f}",
        f"{figures.peak_mb:.0f}",
    )
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
