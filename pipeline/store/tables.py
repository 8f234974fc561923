"""Shards → the typed tables of a run, streamed in the order of the input.

Three passes: what the run says of each entity, then the rows of every article with their final ids, then the
pairs counted and measured out of core. Memory holds the entities and one block of articles.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrays import int_column, text_column
from pipeline.link.relations import Period
from pipeline.link.windows import SENTENCE, Window
from pipeline.records import Rejection
from pipeline.store.columns import as_table, memory_schema
from pipeline.store.comentions import find_pairs, widen
from pipeline.store.evidence import Evidence
from pipeline.store.ledger import Ledger, Place
from pipeline.store.registry import Registry, ResolveRun
from pipeline.store.rows import BlockRows
from pipeline.store.shards import read_shard
from pipeline.store.survey import SURVEYED, Survey

_CACHED_SHARDS = 8
_TEXTS = pa.schema([("document_id", pa.string()), ("text", pa.string())])
_STREAMED = (
    "documents",
    "texts",
    "sentences",
    "mentions",
    "comentions",
    "affiliations",
    "statements",
    "quotes",
)


class Writer:
    """The Parquet files ``<folder>/<table>.parquet``, written a piece at a time; use it with ``with``."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self._folder = folder
        self._files = {name: self._open(name) for name in names}
        self.rows = dict.fromkeys(names, 0)

    def _open(self, name: str) -> pq.ParquetWriter:
        schema = _TEXTS if name == "texts" else memory_schema(name)
        texts = [field.name for field in schema if not pa.types.is_primitive(field.type)]
        return pq.ParquetWriter(
            self._folder / f"{name}.parquet",
            schema,
            compression="lz4",
            use_dictionary=texts,
            store_schema=False,
            write_statistics=False,
        )

    def write(self, name: str, table: pa.Table) -> None:
        """Add the rows of ``table``, which has the columns of that table."""
        if table.num_rows:
            self._files[name].write_table(table)
            self.rows[name] += table.num_rows

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        for file in self._files.values():
            file.close()


def read_blocks(ledger: Ledger, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The finished articles in the order of the input, a block at a time."""
    shards: OrderedDict[int, pa.Table] = OrderedDict()
    for block in ledger.blocks():
        yield _gather(block, ledger.files, columns, shards)


def _gather(
    block: Sequence[Place],
    files: Sequence[Path],
    columns: Sequence[str] | None,
    shards: OrderedDict[int, pa.Table],
) -> pa.Table:
    pieces, order, at = [], np.empty(len(block), dtype=np.int64), 0
    for file in sorted({place.file for place in block}):
        if file not in shards:
            shards[file] = read_shard(files[file], columns)
        shards.move_to_end(file)
        wanted = [number for number, place in enumerate(block) if place.file == file]
        pieces.append(shards[file].take(int_column(np.array([block[number].row for number in wanted]))))
        order[wanted] = np.arange(at, at + len(wanted))
        at += len(wanted)
        while len(shards) > _CACHED_SHARDS:
            shards.popitem(last=False)
    return pa.concat_tables(pieces).take(int_column(order)).combine_chunks()


def build_tables(
    ledger: Ledger,
    folder: Path,
    *,
    work: Path,
    resolve: ResolveRun,
    period: Period = "month",
    window: Window = SENTENCE,
    memory: str = "800MB",
) -> dict[str, int]:
    """Write every table as ``folder/<name>.parquet`` and return the number of rows of each.

    Columns and their order are those of ``columns.csv``, plus ``texts`` (document_id, text) for the report.
    Rows: what follows the articles in the order of the input and of the text, ``entities`` by id, ``aliases``
    by entity, form and kind, ``relations`` by sentences (most first) and ids, ``relations_by_period`` by
    period and ids. ``work`` is an existing folder for intermediate files; ``resolve`` joins entities over the
    run.
    """
    survey = Survey(read_blocks(ledger, SURVEYED), work)
    registry = Registry((entity for entity, _ in survey.usual()), resolve(survey.summaries()))
    evidence = Evidence(work, registry, survey.dates, survey.copies)
    with Writer(folder, _STREAMED) as writer:
        _stream(read_blocks(ledger), registry, survey, window, writer, evidence)
    with Writer(folder, ("entities", "aliases", "relations", "relations_by_period", "errors")) as last:
        evidence.finish(last, mentions=folder / "mentions.parquet", period=period, memory=memory)
        last.write("errors", _errors(ledger.rejections()))
    return writer.rows | last.rows


def _stream(
    blocks: Iterator[pa.Table],
    registry: Registry,
    survey: Survey,
    window: Window,
    writer: Writer,
    evidence: Evidence,
) -> None:
    first = 0
    heads = dict.fromkeys(survey.copies.values(), "")
    for block in blocks:
        rows = BlockRows(block, registry, first=first)
        ids = zip(rows.numbers, rows.document_ids, strict=True)
        heads.update((number, document_id) for number, document_id in ids if number in heads)
        copied = [heads[survey.copies[n]] if n in survey.copies else "" for n in rows.numbers]
        pairs, counted = find_pairs(block, registry), None
        if not window.is_sentence:
            pairs, counted = widen(block, registry, pairs, window)
        for name, table in rows.tables(duplicate_of=copied).items():
            writer.write(name, table)
        writer.write("comentions", rows.comentions(pairs))
        evidence.add(rows, pairs, counted)
        first += block.num_rows


def _errors(rejections: Iterator[Rejection]) -> pa.Table:
    rows = [astuple(rejection) for rejection in rejections]
    source_files, positions, *texts = zip(*rows, strict=True) if rows else [()] * 5
    columns = dict(zip(("source_file", "stage", "error", "advice"), (source_files, *texts), strict=True))
    position = int_column(np.array(positions, dtype=np.int64))
    return as_table(
        "errors", {name: text_column(list(cells)) for name, cells in columns.items()} | {"position": position}
    )
