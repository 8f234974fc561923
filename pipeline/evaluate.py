"""A run against gold: how much of what a careful reader marks was found, and what was made up.

``evaluate`` reads a run's tables and a gold folder, pairs their articles by name and scores every measure of
``pipeline.evaluation.measures``; ``compare`` says row by row what one run gained and lost against another.
Nothing is printed here; ``pipeline.evaluation.render`` turns the results into tables, CSV or JSON.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import UsageError
from pipeline.evaluation.alignment import align_entities, align_sentences
from pipeline.evaluation.gold import read_gold
from pipeline.evaluation.judge import Judged, judge, merge, summarise
from pipeline.evaluation.measures import Pair, measured
from pipeline.evaluation.results import Change, Evaluation
from pipeline.evaluation.runs import read_run
from pipeline.evaluation.sides import EMPTY_SIDE


def evaluate(run: Path, gold: Path) -> Evaluation:
    """Score the run folder ``run`` against the gold folder ``gold``.

    Articles are paired by name: the last part of the document id and the gold's file stem. A gold article
    that the run lacks counts as missed in full; the run's other articles are left out and counted. Raises
    UsageError when a folder, a table or a column is missing or unknown, or no article is shared.
    """
    golden = read_gold(gold)
    runs, extra = read_run(run, wanted=golden.keys())
    if not runs:
        raise UsageError(
            f"No article of the gold {gold} is in the run {run}.",
            f"Articles are paired by file name; the gold has {', '.join(golden)}.",
        )
    entity_of = align_entities(golden.values(), runs.values())
    judged: list[Judged] = []
    for name, side in golden.items():
        found = runs.get(name, EMPTY_SIDE)
        pair = Pair(side, found, align_sentences(side, found), entity_of)
        judged.extend(judge(name, one) for one in measured(pair))
    summaries = summarise(score for one in judged for score in one.scores)
    order = [(summary.total.measure, summary.total.group) for summary in summaries]
    scores = [score for one in judged for score in one.scores]
    rows = [row for one in judged for row in one.rows]
    measures = list(dict.fromkeys(measure for measure, _ in order))
    return Evaluation(
        articles=tuple(golden),
        absent=tuple(name for name in golden if name not in runs),
        extra=extra,
        summaries=summaries,
        by_article=tuple(sorted(scores, key=lambda score: order.index((score.measure, score.group)))),
        agreements=merge(agreement for one in judged for agreement in one.agreements),
        rows=tuple(sorted(rows, key=lambda row: measures.index(row.measure))),
    )


def compare(run: Evaluation, other: Evaluation) -> tuple[Change, ...]:
    """What ``run`` gained and lost against ``other``, both scored against the same gold.

    Gained: gold rows now found, made-up rows gone. Lost: the reverse. In the order of the rows. Raises
    UsageError when the two were scored against different articles.
    """
    if run.articles != other.articles:
        raise UsageError(
            "The two runs were scored against different gold.", "Compare them on one gold folder."
        )
    before, after = set(other.rows), set(run.rows)
    changes = [Change("gained", row) for row in run.rows if row.verdict == "right" and row not in before]
    changes += [Change("gained", row) for row in other.rows if row.verdict == "made up" and row not in after]
    changes += [Change("lost", row) for row in other.rows if row.verdict == "right" and row not in after]
    changes += [Change("lost", row) for row in run.rows if row.verdict == "made up" and row not in before]
    measures = list(dict.fromkeys(row.measure for row in (*run.rows, *other.rows)))
    return tuple(
        sorted(changes, key=lambda one: (measures.index(one.row.measure), one.row.article, one.row.start))
    )
