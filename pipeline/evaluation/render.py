"""Evaluations as rich tables, CSV and JSON text. Shares are shown in per cent with one decimal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipeline.evaluation.results import Change, Evaluation, Row, Score, Summary

if TYPE_CHECKING:
    from rich.table import Table

SCORE_COLUMNS = (
    *("measure", "group", "article", "gold", "found", "run", "right"),
    *("precision", "recall", "f", "mean_f", "articles"),
)
ROW_COLUMNS = ("measure", "article", "verdict", "group", "start", "end", "text")
CHANGE_COLUMNS = ("change", *ROW_COLUMNS)


def score_table(evaluation: Evaluation) -> Table:
    """The summed scores, a line a measure and group; groups that nobody has are left out."""
    from rich.table import Table

    table = Table("Measure", "Group", title=f"{len(evaluation.articles)} gold articles")
    for name in ("Gold", "Run", "Precision", "Recall", "F", "Mean F over articles"):
        table.add_column(name, justify="right")
    for summary in evaluation.summaries:
        total = summary.total
        if total.gold or total.run:
            shares = (total.precision, total.recall, total.f, summary.mean_f)
            table.add_row(
                "" if total.group else total.measure,
                total.group,
                str(total.gold),
                str(total.run),
                *(per_cent(share) for share in shares),
                style="dim" if total.group else "",
            )
    return table


def remarks(evaluation: Evaluation) -> list[str]:
    """What the table does not show: agreement among hits, gold articles not in the run, articles left out."""
    lines = [
        f"Of {one.hits} {one.measure} found, {one.agree} agree in {one.trait} ({per_cent(one.share)} %)."
        for one in evaluation.agreements
    ]
    if evaluation.absent:
        lines.append(f"Not in the run, all rows counted as missed: {', '.join(evaluation.absent)}.")
    if evaluation.extra:
        lines.append(f"Articles of the run that the gold does not have, left out: {evaluation.extra}.")
    return lines


def row_table(rows: Iterable[Row]) -> Table:
    """What was missed and made up, a line a row; the rest is left out."""
    from rich.table import Table

    table = Table("Measure", "Article", "Verdict", "Place", "Text", title="Missed and made up")
    for row in wrong(rows):
        table.add_row(row.measure, row.article, row.verdict, f"{row.start}–{row.end}", _plain(row.text))
    return table


def change_table(changes: Iterable[Change]) -> Table:
    """What a run gained and lost against another, a line a row."""
    from rich.table import Table

    table = Table("Change", "Measure", "Article", "Row", "Place", "Text", title="Gained and lost")
    for change in changes:
        row = change.row
        style = "green" if change.change == "gained" else "red"
        place = f"{row.start}–{row.end}"
        table.add_row(
            change.change, row.measure, row.article, _what(row), place, _plain(row.text), style=style
        )
    return table


def wrong(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows that were missed or made up, in their order."""
    return tuple(row for row in rows if row.verdict in ("missed", "made up"))


def scores_csv(evaluation: Evaluation) -> str:
    """Sums (empty ``article``) and articles as CSV: SCORE_COLUMNS, shares in per cent or empty."""
    return _csv(SCORE_COLUMNS, (tuple(record.values()) for record in _score_records(evaluation)))


def rows_csv(rows: Iterable[Row]) -> str:
    """Rows of any verdict as CSV: ROW_COLUMNS."""
    return _csv(ROW_COLUMNS, map(_row_cells, rows))


def changes_csv(changes: Iterable[Change]) -> str:
    """Changes as CSV: CHANGE_COLUMNS, ``verdict`` being what the row is in the run that has it."""
    return _csv(CHANGE_COLUMNS, ((change.change, *_row_cells(change.row)) for change in changes))


def to_json(evaluation: Evaluation, changes: Iterable[Change] = ()) -> str:
    """Everything as one JSON object: articles, scores, agreements, wrong rows, changes."""
    content = {
        "articles": evaluation.articles,
        "absent": evaluation.absent,
        "extra": evaluation.extra,
        "scores": _score_records(evaluation),
        "agreements": [
            {"measure": one.measure, "trait": one.trait, "agree": one.agree, "hits": one.hits}
            for one in evaluation.agreements
        ],
        "rows": [dict(zip(ROW_COLUMNS, _row_cells(row), strict=True)) for row in wrong(evaluation.rows)],
        "changes": [
            dict(zip(CHANGE_COLUMNS, (change.change, *_row_cells(change.row)), strict=True))
            for change in changes
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def per_cent(share: float | None) -> str:
    """``0.9412`` as ``94.1``, None as ``–``."""
    return "–" if share is None else f"{100 * share:.1f}"


def _score_records(evaluation: Evaluation) -> list[dict[str, object]]:
    records = [_record(summary.total, summary) for summary in evaluation.summaries]
    return records + [_record(score, None) for score in evaluation.by_article]


def _record(score: Score, summary: Summary | None) -> dict[str, object]:
    cells = (
        *(score.measure, score.group, score.article, score.gold, score.found, score.run, score.right),
        *(_rounded(score.precision), _rounded(score.recall), _rounded(score.f)),
        *((_rounded(summary.mean_f), summary.articles) if summary else (None, None)),
    )
    return dict(zip(SCORE_COLUMNS, cells, strict=True))


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 2)


def _row_cells(row: Row) -> tuple[str | int, ...]:
    return (row.measure, row.article, row.verdict, row.group, row.start, row.end, row.text)


def _what(row: Row) -> str:
    return "gold row" if row.verdict == "right" else "made-up row"


def _plain(text: str) -> str:
    """``text`` safe for rich: no markup, one line."""
    from rich.markup import escape

    return escape(" ".join(text.split()))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return buffer.getvalue()
