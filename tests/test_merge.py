"""Rows sorted out of core: the same as sorting them all at once, whatever the batches; threads keep the order."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import threads
from pipeline.link import merge
from pipeline.threads import in_order

ROW = np.dtype([("key", "<i8"), ("lead", "<i4"), ("value", "<i4")])


def sorted_run(rows: list[tuple[int, int]]) -> merge.Rows:
    return np.array([(key, lead, 7 * key - lead) for lead, key in sorted(rows)], dtype=ROW)


@settings(max_examples=40, deadline=None)
@given(
    st.sets(st.tuples(st.integers(-3, 3), st.integers(0, 300)), max_size=400),
    st.integers(1, 5),
    st.sampled_from([(1, 1), (4, 16), (256, 1 << 18)]),
)
def test_merging_is_sorting(rows: set[tuple[int, int]], runs: int, sizes: tuple[int, int]) -> None:
    shares = [[row for row in rows if hash(row) % runs == number] for number in range(runs)]
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_STEP", sizes[0])
        patch.setattr(merge, "BATCH_ROWS", sizes[1])
        together = merge.Runs(Path(name) / "rows.bin", ROW)
        for share in shares:
            together.add(sorted_run(share))
        batches = [together.read(batch) for batch in together.batches()]
    found = [(row["lead"], row["key"], row["value"]) for batch in batches for row in batch]
    assert found == [(lead, key, 7 * key - lead) for lead, key in sorted(rows)]
    assert all(len(batch) <= sizes[1] + sizes[0] * runs for batch in batches)


@given(st.lists(st.sampled_from([0, 1, 2, -5, 70_000, 1 << 40])))
def test_the_order_is_stable(values: list[int]) -> None:
    found = merge.stable_order(np.array(values, dtype=np.int64)).tolist()
    assert found == sorted(range(len(values)), key=lambda place: values[place])


@pytest.mark.parametrize("processors", [1, 2, 64])
def test_answers_come_in_order(monkeypatch: pytest.MonkeyPatch, processors: int) -> None:
    monkeypatch.setattr(threads, "processors", lambda: processors)

    def late(number: int) -> int:
        time.sleep(0.001 * (number % 3))
        return number * number

    assert list(in_order(late, range(30))) == [number * number for number in range(30)]


def test_an_error_comes_in_its_turn() -> None:
    answers = in_order(lambda number: 1 // number, [1, 1, 0, 1])
    assert [next(answers), next(answers)] == [1, 1]
    with pytest.raises(ZeroDivisionError):
        next(answers)
