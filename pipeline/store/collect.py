"""The straight path of a small run: results in, typed tables out, nothing kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from pathlib import Path

from pipeline.duplicates import sketch
from pipeline.link.relations import Period
from pipeline.link.windows import SENTENCE, Window
from pipeline.records import Analysis, Rejection
from pipeline.store.ledger import Ledger
from pipeline.store.registry import ResolveRun
from pipeline.store.shards import KEY_HEX_DIGITS, shard_line, shard_table, write_shard
from pipeline.store.tables import build_tables

_SHARD_ARTICLES = 512


def collect_tables(
    results: Iterable[Analysis | Rejection],
    folder: Path,
    *,
    resolve: ResolveRun,
    period: Period = "month",
    window: Window = SENTENCE,
) -> dict[str, int]:
    """Write the tables of ``results`` to the existing ``folder``; the number of rows of each: see
    ``build_tables``."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        ledger = Ledger(work / "ledger.sqlite")
        try:
            numbered = enumerate(results)
            while part := list(islice(numbered, _SHARD_ARTICLES)):
                _add(ledger, part, work)
            return build_tables(ledger, folder, work=work, resolve=resolve, period=period, window=window)
        finally:
            ledger.close()


def _add(ledger: Ledger, part: list[tuple[int, Analysis | Rejection]], work: Path) -> None:
    lines, keys = [], []
    for ordinal, result in part:
        if isinstance(result, Rejection):
            ledger.reject(ordinal, result)
            continue
        article = replace(result.article, document_id=ledger.unique_id(result.article.document_id))
        key = f"{ordinal:0{KEY_HEX_DIGITS}x}"
        lines.append(shard_line(replace(result, article=article), key=key, signature=sketch(article.text)))
        keys.append(key)
        ledger.expect(ordinal, key)
    if lines:
        table = shard_table(lines)
        ledger.add_shard(write_shard(table, work), keys, table["characters"].to_pylist())
