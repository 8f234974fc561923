"""How strongly two entities are tied: measures over 2 x 2 tables of sentences, and the backbone of the
network.

For a pair in a run of ``n`` sentences: ``k`` sentences name both (the rows of ``comentions``), ``a`` name the
one, ``b`` the other. The universe is *every* sentence of the run, whether it names anybody or not;
``expected`` is what chance would give if each entity were spread over all of them independently of the other.

All functions take and return one-dimensional arrays of the same length, one cell a pair, and expect
``1 <= k <= min(a, b)``. A pair whose names mostly nest (``le président russe``: no co-mention) can share
fewer sentences than ``a + b - n``, the least that two independent entities could; its missing cell counts as
empty, and its p-value is 1.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
Measures = npt.NDArray[np.float64]

_TABLE_END = 1024
_LOG_FACTORIALS = np.array([math.lgamma(i + 1) for i in range(_TABLE_END)])
_NEGLIGIBLE = 1e-17


def expected_count(a: Counts, b: Counts, n: int) -> Measures:
    """Sentences that would name both if the two were independent: ``a b / n``."""
    return a.astype(np.float64) * b / n


def npmi(k: Counts, a: Counts, b: Counts, n: int) -> Measures:
    """Normalised pointwise mutual information, in [-1, 1]; 0 under independence, 1 when never apart.

    ``ln(k n / (a b)) / -ln(k / n)``; where every sentence names both (``k = n``) the limit 1 is given.
    Bouma, G. (2009). Normalized (pointwise) mutual information in collocation extraction. GSCL. After Church,
    K. W. and Hanks, P. (1990). Word association norms, mutual information, and lexicography. Comp.
    Linguistics 16(1).
    """
    surprise = np.log(n) - np.log(k)
    information = np.log(k) + np.log(n) - np.log(a) - np.log(b)
    always = k == n
    return np.where(always, 1.0, information / np.where(always, 1.0, surprise))


def log_likelihood(k: Counts, a: Counts, b: Counts, n: int) -> Measures:
    """Log-likelihood ratio G²: twice the sum, over the four cells, of ``observed ln(observed / expected)``.

    It grows with the evidence, whether the pair meets more often than by chance or less often.
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Comp. Linguistics
    19(1).
    """
    total = np.zeros(len(k))
    cells = ((k, a, b), (a - k, a, n - b), (b - k, n - a, b), (n - a - b + k, n - a, n - b))
    for observed, row, column in cells:
        chance = row.astype(np.float64) * column / n
        counts = (observed > 0) & (chance > 0)
        ratio = np.where(counts, observed, 1.0) / np.where(counts, chance, 1.0)
        total += np.where(counts, observed, 0) * np.log(ratio)
    return np.maximum(2 * total, 0.0)


def fisher_p(k: Counts, a: Counts, b: Counts, n: int) -> Measures:
    """Fisher's exact test, one-sided: the probability of ``k`` shared sentences or more, the margins being
    fixed.

    Fisher rather than the chi-square of G², because most pairs of a press corpus share one or two sentences,
    where the chi-square is far from exact (Moore, R. C. (2004). On log-likelihood-ratios and the significance
    of rare events. EMNLP); one-sided, because a pair that meets less often than by chance is no relation. The
    tail of the hypergeometric distribution is summed term by term from ``k``: upwards where ``k`` lies above
    the mean, else downwards and taken from 1. Fisher, R. A. (1922). On the interpretation of chi-square. J.
    R. Stat. Soc. 85(1).
    """
    upward = k.astype(np.float64) * n >= a.astype(np.float64) * b
    upper = _tail(k, a, b, n, step=1, where=upward)
    lower = _tail(k - 1, a, b, n, step=-1, where=~upward)
    return np.clip(np.where(upward, upper, 1.0 - lower), 0.0, 1.0)


def _tail(k: Counts, a: Counts, b: Counts, n: int, *, step: int, where: npt.NDArray[np.bool_]) -> Measures:
    """Sum of the hypergeometric terms at ``k``, ``k + step``, … where asked for; 0 elsewhere."""
    sums = np.zeros(len(k))
    rows = np.flatnonzero(where & (k >= np.maximum(0, a + b - n)))
    x, left, right = (column[rows].astype(np.float64) for column in (k, a, b))
    term = np.exp(_log_term(k[rows], a[rows], b[rows], n))
    while len(rows):
        sums[rows] += term
        if step > 0:
            term = term * (left - x) * (right - x) / ((x + 1) * (n - left - right + x + 1))
        else:
            term = term * x * (n - left - right + x) / ((left - x + 1) * (right - x + 1))
        x = x + step
        going = term > _NEGLIGIBLE * sums[rows]
        rows, x, left, right, term = rows[going], x[going], left[going], right[going], term[going]
    return sums


def _log_term(k: Counts, a: Counts, b: Counts, n: int) -> Measures:
    """Log of the hypergeometric probability of exactly ``k``."""
    ways = _log_factorial(a) + _log_factorial(b) + _log_factorial(n - a) + _log_factorial(n - b)
    cells = (k, a - k, b - k, n - a - b + k)
    return ways - math.lgamma(n + 1) - sum(_log_factorial(cell) for cell in cells)


def _log_factorial(n: Counts) -> Measures:
    """``ln n!``: from a table, and beyond it by Stirling's series, whose next term is below 1e-18 there."""
    x = np.maximum(n, _TABLE_END).astype(np.float64)
    series = (x + 0.5) * np.log(x) - x + 0.5 * math.log(2 * math.pi) + 1 / (12 * x) - 1 / (360 * (x * x * x))
    return np.where(n < _TABLE_END, _LOG_FACTORIALS[np.minimum(n, _TABLE_END - 1)], series)


class Correction:
    """p-values corrected for ``tests`` comparisons, of which those added are all that are below 1.

    Keeping the pairs whose corrected value is at most q keeps the share of false ones among them at most q.
    The pairs that never meet were tested too (their one-sided p is 1): ``tests`` counts every pair of actors.
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. J. R. Stat. Soc. B 57(1).

    First every p-value is added, at most ``most`` of them, then any can be corrected. The one of rank i becomes
    ``p tests / i`` or more and i is at most ``most``, so from ``most / tests`` on all become 1: the distinct ones
    below are held.
    """

    def __init__(self, tests: int, *, most: int) -> None:
        self._tests = tests
        self._ceiling = most / max(tests, 1)
        self._held: list[tuple[Measures, Counts]] = []

    def add(self, p: Measures) -> None:
        """Take in some p-values."""
        below = np.sort(p[p < self._ceiling])
        ends = np.flatnonzero(np.diff(below, append=np.inf))
        self._held.append((below[ends], np.diff(ends, prepend=-1)))

    def close(self) -> None:
        """There are no more."""
        none: tuple[Measures, Counts] = np.zeros(0), np.zeros(0, dtype=np.int64)
        values, counts = (np.concatenate(parts) for parts in zip(none, *self._held, strict=True))
        self._held.clear()
        order = np.argsort(values)
        self._values = values[order]
        scaled = self._values * (self._tests / np.cumsum(counts[order]))
        self._corrected = np.append(np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0), 1.0)

    def corrected(self, p: Measures) -> Measures:
        """Some of the p-values, corrected."""
        return np.where(p < self._ceiling, self._corrected[np.searchsorted(self._values, p)], 1.0)


class Ties:
    """The disparity filter: how surprising a pair's share of an entity's ties is, the smaller the more.

    For an end with ``d`` partners, of whose ties the pair holds the share ``s``: ``(1 - s) ** (d - 1)``, the
    probability of such a share if the ties were spread at random; an end with one partner says nothing (1). The
    smaller of the two ends is given: an edge stays in the backbone when it matters to either.
    Serrano, M. Á., Boguñá, M. and Vespignani, A. (2009). Extracting the multiscale backbone of complex weighted
    networks. PNAS 106(16).

    First every pair of the network is added, then any can be measured. ``source`` and ``target`` are numbers below
    ``nodes``; a pair stands in one row.
    """

    def __init__(self, nodes: int) -> None:
        self._strength = np.zeros(nodes)
        self._partners = np.zeros(nodes, dtype=np.int64)

    def add(self, source: Counts, target: Counts, weight: Counts) -> None:
        """Take in some pairs."""
        for end in (source, target):
            self._strength += np.bincount(end, weight, len(self._strength))
            self._partners += np.bincount(end, minlength=len(self._partners))

    def disparity(self, source: Counts, target: Counts, weight: Counts) -> Measures:
        """The filter's value for some of the pairs."""
        ends = [(1 - weight / self._strength[end]) ** (self._partners[end] - 1) for end in (source, target)]
        weakest: Measures = np.minimum(*ends)
        return weakest
