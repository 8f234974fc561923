"""What an evaluation gives back: items with a key, scores as counts, and the rows behind them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["right", "missed", "made up", "ignored"]
Key = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be found: ``key`` is what gold and run must agree on, within one article.

    ``group`` is the type or kind it is counted under (``""`` for none). ``start`` and ``end`` are its
    offsets, for the reader of the lists; ``text`` shows it. ``traits`` are values that are compared among
    hits only.
    """

    key: Key
    start: int
    end: int
    text: str
    group: str = ""
    debatable: bool = False
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one measure: ``right`` of ``run`` rows are right, ``found`` of ``gold`` rows are found.

    ``article`` is ``""`` for the sum over articles. ``precision``, ``recall`` and ``f`` are in [0, 1], or
    None where there is nothing to divide by (no row in the run, none in the gold, none in either).
    """

    measure: str
    group: str
    article: str
    right: int
    run: int
    found: int
    gold: int

    @property
    def precision(self) -> float | None:
        """The share of the run's rows that are right."""
        return self.right / self.run if self.run else None

    @property
    def recall(self) -> float | None:
        """The share of the gold's rows that are found."""
        return self.found / self.gold if self.gold else None

    @property
    def f(self) -> float | None:
        """The harmonic mean of precision and recall.

        0 where one of them is undefined, None where there was nothing to find and nothing is wrong.
        """
        if not self.gold and self.run == self.right:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True, slots=True)
class Summary:
    """One measure over all articles: the summed counts (micro) and the mean of the articles' F.

    ``articles`` is the number of articles that the mean is over: those where there is an F.
    """

    total: Score
    mean_f: float | None
    articles: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many of the ``hits`` of ``measure`` agree on ``trait`` (polarity, negated, modality)."""

    measure: str
    trait: str
    agree: int
    hits: int

    @property
    def share(self) -> float | None:
        """``agree / hits``, None without hits."""
        return self.agree / self.hits if self.hits else None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list behind the scores. ``made up`` rows are the run's, all others the gold's.

    ``ignored`` are debatable gold rows that the run found and rows of the run that rest on debatable gold
    only.
    """

    measure: str
    article: str
    verdict: Verdict
    group: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A row that differs between two runs: ``gained`` by the run at hand, or ``lost`` by it.

    A gain is a gold row now found, or a made-up row gone (``row.verdict`` is ``right`` or ``made up``);
    a loss is the reverse.
    """

    change: Literal["gained", "lost"]
    row: Row


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A run against gold.

    ``summaries`` are in the order of the measures, ``by_article`` in the same order and by article name.
    ``rows`` hold every verdict, by measure, article and offset. ``absent`` are gold articles that the run
    does not have: all their rows count as missed. ``extra`` is the number of the run's articles that the gold
    does not have: left out.
    """

    articles: tuple[str, ...]
    absent: tuple[str, ...]
    extra: int
    summaries: tuple[Summary, ...]
    by_article: tuple[Score, ...]
    agreements: tuple[Agreement, ...]
    rows: tuple[Row, ...]
