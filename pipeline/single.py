"""One file, in this process: for ``liens extract`` and for the public Python API."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import UsageError
from pipeline.read import ReadOptions, input_root, read_articles, read_stream
from pipeline.records import Analysis, Article, Rejection

if TYPE_CHECKING:
    from pipeline.write.tables import DialectName

Result = Analysis | Rejection


def analyze_file(path: Path, *, stdin: BinaryIO, knowledge_dir: Path | None = None) -> list[Result]:
    """The analyses and rejections of one file, in the order they stand there; ``-`` reads ``stdin``.

    Raises UsageError when the file is not there, KnowledgeError when a user's table is wrong; the model is loaded only
    when there is an article to read.
    """
    results = list(_read(path, stdin))
    articles = [result for result in results if isinstance(result, Article)]
    if not articles:
        return [result for result in results if isinstance(result, Rejection)]
    from pipeline.run import analyze, load_engine

    found = analyze(load_engine(knowledge_dir=knowledge_dir), articles)
    return [next(found) if isinstance(result, Article) else result for result in results]


def _read(path: Path, stdin: BinaryIO) -> Sequence[Article | Rejection]:
    if str(path) == "-":
        return list(read_stream(stdin.read(), name="stdin", options=ReadOptions()))
    if not path.exists():
        raise UsageError(f"There is no file {path}.", "Name a file with an article, or - for standard input.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; extract reads one file.", f"Use liens batch {path} --out DIR.")
    return list(read_articles(path, root=input_root([path]), options=ReadOptions()))


def to_json(results: Sequence[Result]) -> str:
    """All records as one JSON array, an object an article, keys as in the records."""
    return json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=2) + "\n"


def check_output(out: Path, *, force: bool) -> None:
    """Raise OutputError now rather than after the work when ``out`` cannot be written."""
    from pipeline.workspace import Workspace

    with Workspace(out, force=force):
        pass


def write(
    results: Sequence[Result], out: Path, *, dialect: DialectName, force: bool, knowledge_dir: Path | None
) -> None:
    """Write the tables of the results into ``out``; an earlier run there is replaced whole, or left whole."""
    from pipeline.corpus import run_facts
    from pipeline.knowledge import load_knowledge
    from pipeline.publish import publish
    from pipeline.resolve import resolve_run
    from pipeline.store.collect import collect_tables
    from pipeline.workspace import Workspace

    knowledge = load_knowledge(knowledge_dir)
    with Workspace(out, force=force) as space, tempfile.TemporaryDirectory() as name:
        tables, folder = Path(name), space.work / "out"
        folder.mkdir()
        rows = collect_tables(results, tables, resolve=partial(resolve_run, knowledge=knowledge))
        counts = {"read": len(results), "written": rows["documents"], "rejected": rows["errors"], **rows}
        publish(tables, folder, run_facts(knowledge, counts, {"dialect": dialect}), dialect=dialect)
        space.publish(folder)
