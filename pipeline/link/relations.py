"""Evidence → relations: pairs counted over the run out of core, then measured.

The evidence is a Parquet file with a row for each row of ``comentions``: ``source`` and ``target`` (ranks of
the entities, source < target), ``shared`` (the windows that the row stands for: 1, unless windows are wider
than a sentence), ``date`` (rank of the document's date among the sorted dates of the run, ``""`` first),
``first`` (true in the first row of the pair in its document), ``cluster`` (number of the first document of a
group of copies; -1 for a document without copies).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrays import Integers, integers
from pipeline.link import association

Period = Literal["month", "quarter", "year"]

EVIDENCE = pa.schema(
    [
        ("source", pa.int32()),
        ("target", pa.int32()),
        ("shared", pa.int32()),
        ("date", pa.int32()),
        ("first", pa.bool_()),
        ("cluster", pa.int64()),
    ]
)

ACTS = pa.schema(
    [("source", pa.int32()), ("target", pa.int32()), ("cooperative", pa.int32()), ("conflictual", pa.int32())]
)

_COUNT_BY_PERIOD = """
COPY (
  SELECT period, source, target, count(*) AS sentences, sum(shared) AS shared,
    count(*) FILTER (first) AS documents, count(*) FILTER (first AND cluster < 0) AS single,
    min(CASE WHEN iso <> '' THEN date END) AS first_date, max(date) AS last_date
  FROM read_parquet('{evidence}') JOIN dates USING (date)
  GROUP BY period, source, target
) TO '{counted}' (FORMAT parquet)
"""
_SORT_PERIODS = """
COPY (
  SELECT period, source, target, sentences, documents
  FROM read_parquet('{counted}') ORDER BY period, source, target
) TO '{periods}' (FORMAT parquet)
"""
_COUNT_PAIRS = """
COPY (
  SELECT source, target, sentences, shared, documents, single + coalesce(articles, 0) AS distinct_documents,
    coalesce(first_date, 0) AS first_date, last_date,
    coalesce(cooperative, 0) AS cooperative, coalesce(conflictual, 0) AS conflictual
  FROM (
    SELECT source, target, sum(sentences)::BIGINT AS sentences,
      sum(shared)::BIGINT AS shared, sum(documents)::BIGINT AS documents,
      sum(single)::BIGINT AS single, min(first_date) AS first_date, max(last_date) AS last_date
    FROM read_parquet('{counted}') GROUP BY source, target
  ) LEFT JOIN (
    SELECT source, target, count(DISTINCT cluster) AS articles
    FROM read_parquet('{evidence}') WHERE first AND cluster >= 0 GROUP BY source, target
  ) USING (source, target) LEFT JOIN (
    SELECT source, target, sum(cooperative)::BIGINT AS cooperative, sum(conflictual)::BIGINT AS conflictual
    FROM read_parquet('{acts}') GROUP BY source, target
  ) USING (source, target)
  ORDER BY sentences DESC, source, target
) TO '{pairs}' (FORMAT parquet)
"""


def period_of(date: str, period: Period) -> str:
    """The period that an ISO date lies in: ``2024-10``, ``2024-Q4`` or ``2024``.

    A date that is coarser than the period (a year, for months) and an unknown one lie in no period: ``""``, a
    row of its own, so that the periods of a pair always add up to its row in ``relations``.
    """
    year, _, month = date[:7].partition("-")
    if period == "year":
        return year
    if not month:
        return ""
    return f"{year}-{month}" if period == "month" else f"{year}-Q{(int(month) + 2) // 3}"


def count_pairs(
    work: Path, *, evidence: Path, acts: Path, dates: Sequence[str], period: Period, memory: str
) -> tuple[Path, Path]:
    """Count the evidence by pair and by pair and period, spilling to ``work``; the two Parquet files it
    leaves there.

    The first is sorted by sentences (most first), source, target, the second by period, source, target.
    ``dates`` are the run's distinct dates in order, ``memory`` is DuckDB's limit (``"800MB"``).
    """
    names = ("counted", "pairs", "periods")
    paths = {name: work / f"{name}.parquet" for name in names} | {"evidence": evidence, "acts": acts}
    quoted = {name: str(path).replace("'", "''") for name, path in paths.items()}
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(work / "spill"),
        "preserve_insertion_order": False,
    }
    with duckdb.connect(config=settings) as connection:
        connection.execute("CREATE TABLE dates (date INTEGER, iso VARCHAR, period VARCHAR)")
        for rank, date in enumerate(dates):
            connection.execute("INSERT INTO dates VALUES (?, ?, ?)", [rank, date, period_of(date, period)])
        for statement in (_COUNT_BY_PERIOD, _SORT_PERIODS, _COUNT_PAIRS):
            connection.execute(statement.format(**quoted))
    return paths["pairs"], paths["periods"]


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of every pair, in the order of the pairs; see ``association`` for each."""

    expected: association.Measures
    npmi: association.Measures
    log_likelihood: association.Measures
    p_value: association.Measures
    backbone: association.Measures


def measure_pairs(pairs: Path, *, named: Integers, sentences: int, actors: int) -> Measures:
    """Measure the pairs that ``count_pairs`` left.

    ``named`` is, by rank of entity, the number of sentences that name it, ``sentences`` the number of
    sentences of the run. The p-values are corrected for all the pairs that ``actors`` entities can make, met
    or not.
    """
    with pq.ParquetFile(pairs) as file:
        columns = file.read(columns=["source", "target", "shared", "sentences"])
    sentences = max(sentences, 1)  # a run without sentences has no pairs, and no logarithm
    source, target, k, weight = (
        integers(columns.column(name).combine_chunks()) for name in columns.column_names
    )
    a, b = named[source], named[target]
    p = association.fisher_p(k, a, b, sentences)
    return Measures(
        association.expected_count(a, b, sentences),
        association.npmi(k, a, b, sentences),
        association.log_likelihood(k, a, b, sentences),
        association.benjamini_hochberg(p, actors * (actors - 1) // 2),
        association.disparity(source, target, weight, len(named)),
    )
