"""The measures against tables worked by hand, other roads to the same number, and each other."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from pipeline.link import association


def counts(*values: int) -> association.Counts:
    """Counts as the functions take them."""
    return np.array(values, dtype=np.int64)


def disparity(
    source: association.Counts, target: association.Counts, weight: association.Counts, nodes: int
) -> association.Measures:
    """The disparity of a whole network."""
    ties = association.Ties(nodes)
    ties.add(source, target, weight)
    return ties.disparity(source, target, weight)


def corrected(parts: list[list[float]], tests: int) -> list[float]:
    """All the p-values, corrected after they were added in parts."""
    correction = association.Correction(tests, most=sum(map(len, parts)))
    for part in parts:
        correction.add(np.array(part, dtype=np.float64))
    correction.close()
    return list(correction.corrected(np.array([p for part in parts for p in part], dtype=np.float64)))


def exact_tail(k: int, a: int, b: int, n: int) -> float:
    """Fisher's one-sided p by whole numbers."""
    ways = sum(math.comb(a, i) * math.comb(n - a, b - i) for i in range(k, min(a, b) + 1))
    return float(Fraction(ways, math.comb(n, b)))


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    """A possible 2 x 2 table: shared, first, second, all sentences."""
    both, left, right, neither = (draw(st.integers(0, 60)) for _ in range(4))
    assume(both)
    return both, both + left, both + right, both + left + right + neither


# A pair in 10 of 1,000 sentences, one end in 20, the other in 50: expected 20 * 50 / 1000 = 1.
WORKED = (counts(10), counts(20), counts(50), 1000)


def test_a_table_worked_by_hand() -> None:
    k, a, b, n = WORKED
    assert association.expected_count(a, b, n).tolist() == [1.0]
    # ln(10 * 1000 / (20 * 50)) / -ln(10 / 1000) = ln 10 / ln 100
    assert association.npmi(k, a, b, n)[0] == pytest.approx(0.5, abs=1e-15)
    # cells 10, 10, 40, 940 against 1, 19, 49, 931
    by_hand = 2 * (
        10 * math.log(10) + 10 * math.log(10 / 19) + 40 * math.log(40 / 49) + 940 * math.log(940 / 931)
    )
    assert association.log_likelihood(k, a, b, n)[0] == pytest.approx(by_hand, rel=1e-12)
    assert association.fisher_p(k, a, b, n)[0] == pytest.approx(exact_tail(10, 20, 50, 1000), rel=1e-9)


def test_the_lady_tasting_tea() -> None:
    # Fisher's own: 8 cups, 4 with milk first, 4 named so; all right: 1 in 70, three right or more: 17 in 70.
    p = association.fisher_p(counts(4, 3), counts(4, 4), counts(4, 4), 8)
    assert p.tolist() == pytest.approx([1 / 70, 17 / 70], rel=1e-12)


def test_extremes() -> None:
    assert association.npmi(counts(5), counts(5), counts(5), 5).tolist() == [1.0]
    assert association.npmi(counts(5), counts(5), counts(5), 50)[0] == pytest.approx(1.0)
    assert association.log_likelihood(counts(2), counts(4), counts(5), 10)[0] == 0.0
    assert association.fisher_p(counts(1), counts(30), counts(40), 60)[0] == 1.0


@given(tables())
def test_fisher_is_the_exact_tail(table: tuple[int, int, int, int]) -> None:
    k, a, b, n = table
    p = association.fisher_p(counts(k), counts(a), counts(b), n)[0]
    assert p == pytest.approx(exact_tail(k, a, b, n), rel=1e-9, abs=1e-14)


@given(tables())
def test_independence_is_zero_and_signs_agree(table: tuple[int, int, int, int]) -> None:
    k, a, b, n = table
    value = association.npmi(counts(k), counts(a), counts(b), n)[0]
    assert -1.0 <= value <= 1.0 + 1e-12
    if k < n:
        assert np.sign(round(value, 12)) == np.sign(k * n - a * b)
    assert association.log_likelihood(counts(k), counts(a), counts(b), n)[0] >= 0


@given(st.lists(tables(), min_size=1, max_size=20))
def test_a_pair_is_measured_alike_alone_and_among_others(rows: list[tuple[int, int, int, int]]) -> None:
    n = max(row[3] for row in rows)
    k, a, b = (counts(*(row[column] for row in rows)) for column in range(3))
    together = association.fisher_p(k, a, b, n)
    alone = [association.fisher_p(k[i : i + 1], a[i : i + 1], b[i : i + 1], n)[0] for i in range(len(rows))]
    assert together.tolist() == alone


@pytest.mark.parametrize("shared", [1, 900, 1000, 1100, 5000])
def test_large_counts_agree_with_scipy(shared: int) -> None:
    # 30 million sentences: the factorials come from Stirling's series, whose digits must hold.
    k, a, b, n = counts(shared), counts(200_000), counts(150_000), 30_000_000
    p = association.fisher_p(k, a, b, n)[0]
    assert p == pytest.approx(float(hypergeom.sf(shared - 1, n, 200_000, 150_000)), rel=1e-6)


def test_log_factorials_meet_where_the_series_takes_over() -> None:
    values = association._log_factorial(counts(0, 1, 5, 1023, 1024, 2000, 10**7))
    assert values.tolist() == pytest.approx(
        [math.lgamma(i + 1) for i in (0, 1, 5, 1023, 1024, 2000, 10**7)], rel=1e-14
    )


def test_benjamini_hochberg_by_hand() -> None:
    # Sorted .01 .02 .03 .5 of 8 tests: .08 .08 .08 1 after the steps 8/1 8/2 8/3 8/4.
    assert corrected([[0.5, 0.01, 0.03, 0.02]], 8) == pytest.approx([1.0, 0.08, 0.08, 0.08])


@given(
    st.lists(st.lists(st.sampled_from([1e-9, 1e-4, 0.003, 0.01, 0.02, 0.3, 1.0])), max_size=4),
    st.integers(0, 90),
)
def test_a_correction_in_parts_is_that_of_the_whole(parts: list[list[float]], more: int) -> None:
    p = [value for part in parts for value in part]
    tests = len(p) + more
    by_hand = [
        min([1.0, *(q * tests / sum(other <= q for other in p) for q in p if q >= value)]) for value in p
    ]
    assert corrected(parts, tests) == pytest.approx(by_hand, rel=1e-12)


def test_a_pair_that_mostly_nests_is_no_surprise() -> None:
    # Ten sentences, each with « le président russe », one of which names both apart as well.
    nested = counts(1), counts(10), counts(10), 10
    assert association.fisher_p(*nested).tolist() == [1.0]
    assert association.npmi(*nested).tolist() == [-1.0]
    assert np.isfinite(association.log_likelihood(*nested)).all()


def test_no_pairs_no_measures() -> None:
    none = counts()
    assert association.fisher_p(none, none, none, 5).tolist() == []
    assert corrected([], 0) == []
    assert disparity(none, none, none, 0).tolist() == []


def test_disparity_by_hand() -> None:
    # A star: 0 has 8 with 1, 1 with 2, 1 with 3; 1 has 2 more with 2.
    source, target, weight = counts(0, 0, 0, 1), counts(1, 2, 3, 2), counts(8, 1, 1, 2)
    values = disparity(source, target, weight, 4)
    expected = [
        min((1 - 8 / 10) ** 2, (1 - 8 / 10) ** 1),
        min((1 - 1 / 10) ** 2, (1 - 1 / 3) ** 1),
        min((1 - 1 / 10) ** 2, 1.0),
        min((1 - 2 / 10) ** 1, (1 - 2 / 3) ** 1),
    ]
    assert values.tolist() == pytest.approx(expected, rel=1e-12)


def test_an_end_with_one_partner_says_nothing() -> None:
    assert disparity(counts(0), counts(1), counts(7), 2).tolist() == [1.0]
