"""From items to verdicts and counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.evaluation.measures import Measured
from pipeline.evaluation.results import Agreement, Item, Key, Row, Score, Summary, Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """One measure in one article: the score of the whole, then of each group; its rows; what its hits agree
    on.
    """

    scores: tuple[Score, ...]
    rows: tuple[Row, ...]
    agreements: tuple[Agreement, ...]


def judge(article: str, measure: Measured) -> Judged:
    """Give every item its verdict and count. Items of one side with the same key count once."""
    gold = _by_key(item for item in measure.gold if not item.debatable)
    debatable = _by_key(item for item in measure.gold if item.debatable and item.key not in gold)
    run = _by_key(measure.run)
    verdicts: list[tuple[Item, Verdict]] = [
        (item, "right" if key in run else "missed") for key, item in gold.items()
    ]
    verdicts += [(item, "ignored") for key, item in debatable.items() if key in run]
    verdicts += [
        (item, "ignored" if item.debatable else "made up")
        for key, item in run.items()
        if key not in gold and key not in debatable
    ]
    rewarded = [item for key, item in debatable.items() if key in run and measure.reward_debatable]
    return Judged(
        tuple(_score(article, measure.measure, group, verdicts, rewarded) for group in ("", *measure.groups)),
        tuple(_rows(article, measure.measure, verdicts)),
        tuple(_agreements(measure.measure, gold, run)),
    )


def _by_key(items: Iterable[Item]) -> dict[Key, Item]:
    kept: dict[Key, Item] = {}
    for item in items:
        kept.setdefault(item.key, item)
    return kept


def _score(
    article: str, measure: str, group: str, verdicts: list[tuple[Item, Verdict]], rewarded: list[Item]
) -> Score:
    counts: defaultdict[str, int] = defaultdict(int)
    for item, verdict in verdicts:
        counts[verdict] += group in ("", item.group)
    right = counts["right"] + sum(group in ("", item.group) for item in rewarded)
    return Score(
        measure=measure,
        group=group,
        article=article,
        right=right,
        run=right + counts["made up"],
        found=counts["right"],
        gold=counts["right"] + counts["missed"],
    )


def _rows(article: str, measure: str, verdicts: list[tuple[Item, Verdict]]) -> Iterator[Row]:
    for item, verdict in sorted(
        verdicts, key=lambda pair: (pair[0].start, pair[0].end, pair[0].text, pair[1])
    ):
        yield Row(measure, article, verdict, item.group, item.start, item.end, item.text)


def _agreements(measure: str, gold: dict[Key, Item], run: dict[Key, Item]) -> Iterator[Agreement]:
    """Traits of gold items that the run found, counted by trait."""
    agree: defaultdict[str, int] = defaultdict(int)
    hits: defaultdict[str, int] = defaultdict(int)
    for key in gold.keys() & run.keys():
        for (trait, value), (_, found) in zip(gold[key].traits, run[key].traits, strict=True):
            agree[trait] += value == found
            hits[trait] += 1
    for trait in sorted(hits):
        yield Agreement(measure, trait, agree[trait], hits[trait])


def summarise(scores: Iterable[Score]) -> tuple[Summary, ...]:
    """The articles' scores summed by measure and group, in the order of first appearance.

    The mean F is over the articles that have one; None where there is no such article.
    """
    parts: defaultdict[tuple[str, str], list[Score]] = defaultdict(list)
    for score in scores:
        parts[score.measure, score.group].append(score)
    return tuple(_summary(part) for part in parts.values())


def _summary(scores: list[Score]) -> Summary:
    values = [score.f for score in scores if score.f is not None]
    total = replace(
        scores[0],
        article="",
        right=sum(score.right for score in scores),
        run=sum(score.run for score in scores),
        found=sum(score.found for score in scores),
        gold=sum(score.gold for score in scores),
    )
    return Summary(total, sum(values) / len(values) if values else None, len(values))


def merge(agreements: Iterable[Agreement]) -> tuple[Agreement, ...]:
    """The articles' agreements summed by measure and trait."""
    summed: dict[tuple[str, str], Agreement] = {}
    for one in agreements:
        before = summed.get((one.measure, one.trait), Agreement(one.measure, one.trait, 0, 0))
        summed[one.measure, one.trait] = replace(
            before, agree=before.agree + one.agree, hits=before.hits + one.hits
        )
    return tuple(summed[key] for key in sorted(summed))
