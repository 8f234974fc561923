"""One file, analysed in this process: what ``liens extract`` does."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from pipeline.errors import UsageError
from pipeline.inputs import FileInputs, StreamInputs
from pipeline.read import FileReport, ReadOptions
from pipeline.records import Analysis, Article, Rejection
from pipeline.review import Decisions, load_decisions

if TYPE_CHECKING:
    from pipeline.write.tables import DialectName

Result = Analysis | Rejection


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be read and how; the file ``-`` is standard input."""

    file: Path
    columns: ReadOptions
    knowledge_dir: Path | None
    decisions: Path | None


@dataclass(frozen=True, slots=True)
class Findings:
    """The analyses and rejections of a file in the order they stand there; its checksum and what its reader says of
    it, for ``run.json``; the corrections that were replayed."""

    results: Sequence[Result]
    inputs: Mapping[str, object]
    reports: Sequence[FileReport]
    decisions: Decisions


def analyze_file(task: Task, *, stdin: BinaryIO) -> Findings:
    """Read the file and analyse its articles.

    Raises UsageError when the file is not there or the decisions are wrong, KnowledgeError when a user's table is;
    the model is loaded only when there is an article to read.
    """
    decisions = load_decisions(task.decisions) if task.decisions else Decisions()
    reports: list[FileReport] = []
    inputs = _inputs(task, stdin, reports)
    return Findings(_analysed(list(inputs), task, decisions), inputs.summary(), reports, decisions)


def _inputs(task: Task, stdin: BinaryIO, reports: list[FileReport]) -> FileInputs | StreamInputs:
    path = task.file
    if str(path) == "-":
        return StreamInputs(stdin.read(), options=task.columns, on_report=reports.append)
    if not path.exists():
        raise UsageError(f"There is no file {path}.", "Name a file with an article, or - for standard input.")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; extract reads one file.", f"Use liens batch {path} --out DIR.")
    return FileInputs([path], options=task.columns, on_report=reports.append)


def _analysed(read: Sequence[Article | Rejection], task: Task, decisions: Decisions) -> list[Result]:
    articles = [result for result in read if isinstance(result, Article)]
    if not articles:
        return [result for result in read if isinstance(result, Rejection)]
    from pipeline.knowledge import load_knowledge
    from pipeline.run import analyze, load_engine

    engine = load_engine(knowledge=load_knowledge(task.knowledge_dir), decisions=decisions)
    found = analyze(engine, articles)
    return [next(found) if isinstance(result, Article) else result for result in read]


def to_json(results: Sequence[Result]) -> str:
    """All records as one JSON array, an object an article, keys as in the records."""
    return json.dumps([asdict(result) for result in results], ensure_ascii=False, indent=2) + "\n"


def check_output(out: Path, *, force: bool) -> None:
    """Raise OutputError now rather than after the work when ``out`` cannot be written."""
    from pipeline.workspace import Workspace

    with Workspace(out, force=force):
        pass


def write(
    findings: Findings, task: Task, out: Path, *, dialect: DialectName, force: bool
) -> Sequence[Rejection]:
    """Write the tables into ``out``; an earlier run there is replaced whole, or left whole.

    Returns a notice for each decision that changed nothing.
    """
    from pipeline.batch import reconciled
    from pipeline.corpus import named_options, run_facts
    from pipeline.doubts import unused_decisions
    from pipeline.knowledge import load_knowledge
    from pipeline.publish import publish
    from pipeline.resolve import resolve_run
    from pipeline.review import RunMerges
    from pipeline.store.collect import collect_tables
    from pipeline.workspace import Workspace

    knowledge = load_knowledge(task.knowledge_dir)
    merges = RunMerges(findings.decisions, partial(resolve_run, knowledge=knowledge))
    options = named_options(
        {"dialect": dialect, "period": "month", "window": "sentence"}, task.columns, task.decisions
    )
    with Workspace(out, force=force) as space, tempfile.TemporaryDirectory() as name:
        tables, folder = Path(name), space.work / "out"
        folder.mkdir()
        rows = collect_tables(findings.results, tables, resolve=merges)
        counts = reconciled(len(findings.results), rows)
        facts = run_facts(knowledge, counts, options, inputs=findings.inputs, reports=findings.reports)
        publish(tables, folder, facts, dialect=dialect)
        space.publish(folder)
        return unused_decisions(tables, findings.decisions, merges.missing)
