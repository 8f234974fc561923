"""Many files: what ``liens batch`` does, from paths to a published run folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.batch import Progress, Runner, run_batch
from pipeline.doubts import unused_decisions
from pipeline.errors import UsageError
from pipeline.inputs import FileInputs
from pipeline.knowledge import Knowledge, load_knowledge
from pipeline.link.relations import Period
from pipeline.link.windows import parse_window
from pipeline.publish import publish
from pipeline.read import FileReport, ReadOptions
from pipeline.records import Rejection
from pipeline.resolve import resolve_run
from pipeline.review import Decisions, RunMerges, load_decisions
from pipeline.threads import processors
from pipeline.versions import digest, versions
from pipeline.workers import Pool, Work
from pipeline.write.tables import DialectName


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A batch run as the user asks for it; what is not said is as ``liens batch`` has it.

    ``processes`` None stands for the processors of the machine, ``timeout`` is in seconds, ``scheduler`` the address
    of a Dask scheduler or empty, ``decisions`` the file of an analyst's corrections.
    """

    paths: Sequence[Path]
    out: Path
    columns: ReadOptions = field(default_factory=ReadOptions)
    processes: int | None = None
    dialect: DialectName = "csv"
    period: Period = "month"
    window: str = "sentence"
    force: bool = False
    fresh: bool = False
    knowledge_dir: Path | None = None
    timeout: float = 300
    scheduler: str = ""
    decisions: Path | None = None


def run_job(
    job: Job,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    on_notice: Callable[[Rejection], None] | None = None,
) -> dict[str, int]:
    """Do the job; returns the counts of ``run.json``. ``on_notice`` hears of decisions that changed nothing.

    Raises UsageError for a path that is not there and when there is nothing to read, KnowledgeError, OutputError,
    and Stopped on Ctrl-C.
    """
    reports: list[FileReport] = []
    inputs = _inputs(job, reports)
    knowledge = load_knowledge(job.knowledge_dir)
    decisions = load_decisions(job.decisions) if job.decisions else Decisions()
    merges = RunMerges(decisions, partial(resolve_run, knowledge=knowledge))
    named = versions(knowledge) | ({"decisions": decisions.version} if decisions.version else {})

    def write(tables: Path, counts: Mapping[str, int], folder: Path) -> None:
        for notice in unused_decisions(tables, decisions, merges.missing):
            if on_notice:
                on_notice(notice)
        facts = run_facts(knowledge, counts, _options(job), inputs=inputs.summary(), reports=reports)
        publish(tables, folder, facts, dialect=job.dialect)

    return run_batch(
        inputs,
        out=job.out,
        version=digest(named),
        start=partial(_start, job, knowledge, decisions),
        resolve=merges,
        write=write,
        period=job.period,
        window=parse_window(job.window),
        fresh=job.fresh,
        force=job.force,
        on_progress=on_progress,
    )


def _inputs(job: Job, reports: list[FileReport]) -> FileInputs:
    for path in job.paths:
        if not path.exists():
            raise UsageError(f"There is no file or folder {path}.", "Name files or folders that exist.")
    inputs = FileInputs(job.paths, options=job.columns, on_report=reports.append)
    if not inputs.found:
        names = ", ".join(map(str, job.paths))
        raise UsageError(f"There is no file to read in {names}.", "Name folders that hold articles.")
    return inputs


def _start(job: Job, knowledge: Knowledge, decisions: Decisions) -> AbstractContextManager[Runner]:
    if job.scheduler:
        from pipeline.cluster import Cluster

        # Every task carries its work, so it names the tables: they would cost more than the articles.
        there = Work(load=partial(_load_there, job.knowledge_dir, decisions), analyze=_analyze)
        return Cluster(there, job.scheduler, timeout=job.timeout)
    work = Work(load=partial(_load, knowledge, decisions), analyze=_analyze)
    return Pool(work, processes=job.processes or processors(), timeout=job.timeout)


def _load(knowledge: Knowledge, decisions: Decisions) -> Any:
    from pipeline.run import load_engine

    return load_engine(knowledge=knowledge, decisions=decisions)


def _load_there(knowledge_dir: Path | None, decisions: Decisions) -> Any:
    return _load(load_knowledge(knowledge_dir), decisions)


def _analyze(engine: Any, articles: Any) -> Any:
    from pipeline.run import analyze

    return analyze(engine, articles)


def _options(job: Job) -> dict[str, str]:
    """The options that change the tables; how many processes made them does not."""
    return named_options(
        {"dialect": job.dialect, "period": job.period, "window": job.window}, job.columns, job.decisions
    )


def named_options(chosen: Mapping[str, str], columns: ReadOptions, decisions: Path | None) -> dict[str, str]:
    """Options as ``run.json`` shows them: columns and decisions only where the user names some."""
    named = {name: value for name, value in asdict(columns).items() if value}
    return {**chosen, **named, **({"decisions": decisions.name} if decisions else {})}


def run_facts(
    knowledge: Knowledge,
    counts: Mapping[str, int],
    options: Mapping[str, Any],
    *,
    inputs: Mapping[str, object],
    reports: Sequence[FileReport],
) -> dict[str, Any]:
    """What ``run.json`` says: versions, options, inputs with checksums, what each reader took, counts."""
    return {
        "versions": versions(knowledge),
        "options": dict(options),
        "inputs": dict(inputs),
        "readers": [
            {
                "file": report.source_file,
                "reader": report.reader,
                "encoding": report.encoding,
                "articles": report.articles,
                "dropped": [{"reason": reason, "articles": number} for reason, number in report.dropped],
                "notes": list(report.notes),
            }
            for report in reports
        ],
        "counts": dict(counts),
    }
