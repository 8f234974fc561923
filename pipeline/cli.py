"""The ``liens`` command: parse, call, turn errors into one sentence and an exit code. Nothing heavy is imported before
it must be, and no other module prints.

Exit codes: 0 all inputs read, 1 nothing usable, 2 the call is wrong, 3 some inputs rejected, 130 stopped.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal, Never

import typer

from pipeline import __version__
from pipeline.errors import LiensError, Stopped
from pipeline.options import (
    AuthorColumn,
    DateColumn,
    DecisionsFile,
    DialectOption,
    Force,
    KnowledgeDir,
    OutletColumn,
    PeriodOption,
    TextColumn,
    TitleColumn,
    UrlColumn,
    WindowOption,
)

NOTHING, USAGE, PARTLY, STOPPED = 1, 2, 3, 130

app = typer.Typer(
    name="liens",
    help="French press articles in, spreadsheet tables out: who stands beside whom, and the sentence that says so.",
    epilog="Exit codes: 0 all read, 1 nothing usable, 2 wrong call, 3 some inputs rejected (see errors.csv), "
    "130 stopped.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command; what users can get wrong ends in one sentence on standard error and an exit code."""
    try:
        app()
    except Stopped as error:
        _fail(error, STOPPED)
    except LiensError as error:
        _fail(error, USAGE)
    except OSError as error:  # a file that the user names; those of the input have their rows
        message = f"{error.filename or 'A file'} cannot be opened: {(error.strerror or str(error)).lower()}."
        _fail(LiensError(message, "Check the path and its rights."), USAGE)


def _fail(error: LiensError, code: int) -> Never:
    print(f"liens: {error}", file=sys.stderr)
    raise SystemExit(code)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"liens {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """French press articles in, spreadsheet tables out: who stands beside whom, and the sentence that says so."""


@app.command()
def extract(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="An article, or a file of several; - reads a text.")
    ],
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write all tables into this folder too.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print everything found as JSON.")] = False,
    dialect: DialectOption = "csv",
    force: Force = False,
    knowledge: KnowledgeDir = None,
    decisions: DecisionsFile = None,
    text_column: TextColumn = "",
    title_column: TitleColumn = "",
    date_column: DateColumn = "",
    outlet_column: OutletColumn = "",
    author_column: AuthorColumn = "",
    url_column: UrlColumn = "",
) -> None:
    """Show the actors and relations of one file, with the sentences that say so.

    Example: liens extract article.txt
    """
    from pipeline import single, terminal
    from pipeline.read import ReadOptions
    from pipeline.records import Analysis

    if out is not None:
        single.check_output(out, force=force)
    columns = ReadOptions(text_column, title_column, date_column, outlet_column, author_column, url_column)
    task = single.Task(file=file, columns=columns, knowledge_dir=knowledge, decisions=decisions)
    with terminal.spinner("Reading"):
        findings = single.analyze_file(task, stdin=sys.stdin.buffer)
    analyses = [result for result in findings.results if isinstance(result, Analysis)]
    if as_json:
        sys.stdout.write(single.to_json(findings.results))
    else:
        for analysis in analyses:
            terminal.show_article(analysis)
    terminal.show_rejections(findings.results)
    if out is not None:
        terminal.show_rejections(single.write(findings, task, out, dialect=dialect, force=force))
        terminal.say(f"Tables: {out}")
    raise typer.Exit(_code(len(analyses), len(findings.results) - len(analyses)))


@app.command()
def batch(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files and folders (read recursively).")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder for the tables.")],
    processes: Annotated[
        int | None, typer.Option(min=1, help="Worker processes; default: the processors of this machine.")
    ] = None,
    dialect: DialectOption = "csv",
    period: PeriodOption = "month",
    window: WindowOption = "sentence",
    force: Force = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Analyse everything again; forget finished articles.")
    ] = False,
    knowledge: KnowledgeDir = None,
    timeout: Annotated[
        float, typer.Option(min=1, help="Seconds one article may take before it is given up.")
    ] = 300,
    decisions: DecisionsFile = None,
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="A running Dask scheduler to work on (needs liens[dask]).")
    ] = "",
    text_column: TextColumn = "",
    title_column: TitleColumn = "",
    date_column: DateColumn = "",
    outlet_column: OutletColumn = "",
    author_column: AuthorColumn = "",
    url_column: UrlColumn = "",
) -> None:
    """Read many files and write all tables into one folder; run it again to go on where it was stopped.

    Example: liens batch corpus --out outputs
    """
    from pipeline import corpus, terminal
    from pipeline.read import ReadOptions
    from pipeline.records import Rejection

    columns = ReadOptions(text_column, title_column, date_column, outlet_column, author_column, url_column)
    job = corpus.Job(
        paths=paths,
        out=out,
        columns=columns,
        processes=processes,
        dialect=dialect,
        period=period,
        window=window,
        force=force,
        fresh=fresh,
        knowledge_dir=knowledge,
        timeout=timeout,
        scheduler=scheduler,
        decisions=decisions,
    )
    notices: list[Rejection] = []
    with terminal.progress() as on_progress:
        counts = corpus.run_job(job, on_progress=on_progress, on_notice=notices.append)
    terminal.show_run(out, counts, dialect=dialect)
    terminal.show_rejections(notices)
    raise typer.Exit(_code(counts["written"], counts["rejected"]))


@app.command()
def evaluate(
    run: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run (dialect csv).")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="The folder of the gold files.")],
    against: Annotated[
        Path | None,
        typer.Option(metavar="OTHER_RUN", help="Show row by row what RUN gains and loses against it."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List what was missed and what was made up.")
    ] = False,
    form: Annotated[
        Literal["table", "csv", "json"], typer.Option("--format", help="How to print.")
    ] = "table",
) -> None:
    """Score a run against gold files: sentences, mentions, links, co-mentions, affiliations, quotes, statements.

    Example: liens evaluate outputs tests/gold --errors
    """
    from pipeline import terminal
    from pipeline.evaluate import compare
    from pipeline.evaluate import evaluate as score

    evaluation = score(run, gold)
    changes = compare(evaluation, score(against, gold)) if against else ()
    terminal.show_evaluation(evaluation, changes, form=form, errors=errors, compared=against is not None)


RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.")]


@app.command()
def plot(
    run: RunFolder,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where to; default: the folder of the run.")
    ] = None,
    nodes: Annotated[int, typer.Option(min=2, help="Actors to draw at most.")] = 60,
) -> None:
    """Draw the network and the timeline of a run as SVG and PNG, fit for a paper (needs liens[plot]).

    Example: liens plot outputs
    """
    from pipeline import terminal
    from pipeline.write.plot import plot_run

    with terminal.spinner("Drawing"):
        pictures = plot_run(run, out or run, nodes=nodes)
    for picture in pictures:
        terminal.say(str(picture))


@app.command()
def review(
    run: RunFolder,
    decisions: Annotated[
        Path, typer.Option(metavar="FILE", help="The table to write; decisions already in it stay.")
    ] = Path("decisions.csv"),
    limit: Annotated[int, typer.Option(min=1, help="Doubtful cases at most.")] = 100,
) -> None:
    """Write a table of doubtful cases with their sentences, to decide on and replay with batch --decisions.

    Example: liens review outputs
    """
    from pipeline import terminal
    from pipeline.doubts import find_doubts, write_doubts
    from pipeline.review import Decisions, load_decisions

    taken = load_decisions(decisions) if decisions.exists() else Decisions()
    doubts = find_doubts(run, taken, limit=limit)
    write_doubts(decisions, doubts, taken.rows)
    terminal.say(f"{decisions}: {len(taken.rows)} decisions kept, {len(doubts)} cases to decide")


@app.command()
def annotate(
    path: Annotated[
        Path, typer.Argument(metavar="RUN|FILE", help="A run to hand out, or an annotated file to take back.")
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The file to write.")],
    tool: Annotated[Literal["doccano", "prodigy"], typer.Option(help="The annotation tool.")] = "doccano",
) -> None:
    """Hand a run's mentions to an annotation tool (JSONL), or take an annotated file back as mentions.csv.

    Example: liens annotate outputs --out articles.jsonl; liens annotate articles.jsonl --out mentions.csv
    """
    from pipeline import terminal
    from pipeline.write.annotation import export_mentions, import_mentions, write_mentions

    if path.is_dir():
        terminal.say(f"{out}: {export_mentions(path, out, tool=tool)} articles")
    else:
        rows = import_mentions(path, tool=tool)
        write_mentions(out, rows)
        terminal.say(f"{out}: {len(rows)} mentions")


def _code(written: int, rejected: int) -> int:
    """Exit code by what became of the inputs."""
    if not written:
        return NOTHING
    return PARTLY if rejected else 0
