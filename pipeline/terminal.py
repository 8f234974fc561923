"""What the terminal shows: rich tables for people, plain lines when piped."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.records import Analysis, CoMention, Rejection

if TYPE_CHECKING:
    from pipeline.batch import Progress
    from pipeline.evaluation.results import Change, Evaluation

_PIPED_WIDTH = 160
_STRONGEST = 10


def _console() -> Console:
    return Console() if sys.stdout.isatty() else Console(width=_PIPED_WIDTH, highlight=False)


def _table(*columns: str, title: str) -> Table:
    """A table with lines on a terminal, without when piped."""
    frame = box.SIMPLE_HEAD if sys.stdout.isatty() else None
    return Table(*columns, title=title, title_justify="left", box=frame)


def _counted(number: int, noun: str) -> str:
    """``1 article``, ``2,000 articles``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def say(text: str) -> None:
    """One line on standard output."""
    _console().print(escape(text), soft_wrap=True)


def show_article(analysis: Analysis) -> None:
    """The entities and the relations of one article, each relation with its sentences."""
    article, console = analysis.article, _console()
    console.print(f"[bold]{escape(article.title or article.document_id)}[/bold]", soft_wrap=True)
    parts = [
        article.date,
        article.outlet,
        article.reader,
        article.encoding,
        _counted(len(analysis.sentences), "sentence"),
    ]
    console.print(escape(" · ".join(filter(None, parts))), soft_wrap=True)
    console.print(_entity_table(analysis))
    _show_relations(console, analysis)


def _entity_table(analysis: Analysis) -> Table:
    forms: dict[str, Counter[str]] = {entity.entity_id: Counter() for entity in analysis.entities}
    for mention in analysis.mentions:
        forms[mention.entity_id][mention.text] += 1
    table = _table("entity", "type", "mentions", "written as", title="Entities")
    names = {entity.entity_id: entity for entity in analysis.entities}
    for key in sorted(forms, key=lambda key: (-forms[key].total(), key)):
        written = ", ".join(form for form, _ in forms[key].most_common(6))
        table.add_row(escape(names[key].name), names[key].type, str(forms[key].total()), escape(written))
    return table


def _show_relations(console: Console, analysis: Analysis) -> None:
    names = {entity.entity_id: entity.name for entity in analysis.entities}
    pairs: dict[tuple[str, str], list[CoMention]] = {}
    for comention in analysis.comentions:
        pairs.setdefault((comention.source_id, comention.target_id), []).append(comention)
    pairs_found = _counted(len(pairs), "pair")
    console.print(f"\n[italic]Relations[/italic]: {pairs_found} of people, states and organisations")
    for (source, target), found in sorted(pairs.items(), key=lambda item: (-len(item[1]), item[0])):
        console.print(
            f"[bold]{escape(names[source])} – {escape(names[target])}[/bold] ({len(found)})", soft_wrap=True
        )
        for comention in found:
            text = " ".join(analysis.sentences[comention.sentence].text.split())
            console.print(f"    {escape(text)}", soft_wrap=True)


def show_rejections(results: Sequence[Analysis | Rejection]) -> None:
    """What was not read, on standard error: one line each, with what to do."""
    for result in results:
        if isinstance(result, Rejection):
            print(f"liens: {result.source_file}: {result.error} {result.advice}", file=sys.stderr)


@contextmanager
def spinner(text: str) -> Iterator[None]:
    """A sign of life on a terminal; nothing where the output is piped."""
    if not sys.stderr.isatty():
        yield
        return
    with Console(stderr=True).status(text):
        yield


@contextmanager
def progress() -> Iterator[Callable[[Progress], None] | None]:
    """A progress line on a terminal: articles, articles a second, time left; nothing where standard error is piped."""
    if not sys.stderr.isatty():
        yield None
        return
    with Console(stderr=True).status("Loading the model…") as status:
        yield lambda progress: status.update(_progress_line(progress))


def _progress_line(progress: Progress) -> str:
    done = progress.analysed + progress.reused
    line = f"{done:,} articles, {progress.rejected:,} rejected, {progress.per_second:.1f} a second"
    return line if progress.left is None else f"{line}, about {_duration(progress.left)} left"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return (
        f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"
    )


def show_run(out: Path, counts: Mapping[str, int], *, dialect: str) -> None:
    """The short summary of a run: articles, sentences, mentions by type, the strongest relations, where it all is."""
    console = _console()
    delimiter = ";" if dialect == "tableur-fr" else ","
    read, rejected = _counted(counts["written"], "article"), _counted(counts["rejected"], "input")
    console.print(f"{read}, {rejected} rejected", soft_wrap=True)
    types = Counter(row["type"] for row in _rows(out / "mentions.csv", delimiter))
    spread = ", ".join(f"{number:,} {type_}" for type_, number in sorted(types.items()))
    console.print(
        f"{counts['sentences']:,} sentences, {counts['mentions']:,} mentions: {spread}", soft_wrap=True
    )
    console.print(_relation_table(out / "relations.csv", delimiter))
    if counts["rejected"]:
        console.print(f"Not read: see {out / 'errors.csv'}", soft_wrap=True)
    console.print(f"Tables: {out}   Report: {out / 'report.html'}", soft_wrap=True)


def _relation_table(path: Path, delimiter: str) -> Table:
    table = Table(
        "source", "target", "sentences", "articles", title="Strongest relations", title_justify="left"
    )
    for row, _ in zip(_rows(path, delimiter), range(_STRONGEST), strict=False):
        table.add_row(escape(row["source"]), escape(row["target"]), row["sentences"], row["documents"])
    return table


def _rows(path: Path, delimiter: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file, delimiter=delimiter)


def show_evaluation(
    evaluation: Evaluation, changes: Sequence[Change], *, form: str, errors: bool, compared: bool
) -> None:
    """Scores, then (asked for) the wrong rows or what changed, as a table, CSV or JSON."""
    from pipeline.evaluation import render

    if form == "json":
        sys.stdout.write(render.to_json(evaluation, changes))
    elif form == "csv":
        chosen = render.changes_csv(changes) if compared else render.rows_csv(render.wrong(evaluation.rows))
        sys.stdout.write(chosen if compared or errors else render.scores_csv(evaluation))
    else:
        console = _console()
        console.print(render.score_table(evaluation))
        for remark in render.remarks(evaluation):
            console.print(escape(remark), soft_wrap=True)
        if errors:
            console.print(render.row_table(render.wrong(evaluation.rows)))
        if compared:
            console.print(render.change_table(changes))
