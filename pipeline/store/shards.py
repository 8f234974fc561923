"""A shard: a Parquet file of finished articles, one row an article, what was found in it as nested lists.

One row an article makes a shard whole or absent (it is written aside, then renamed) and lets a later run pick
single articles out of it by their key. Workers hand their rows over as JSON lines: plain text crosses every
process and network border, and Arrow reads it without Python objects.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.json as pa_json
import pyarrow.parquet as pq

from pipeline.records import (
    Affiliation,
    Analysis,
    Article,
    CoMention,
    Entity,
    Mention,
    Quote,
    Sentence,
    Statement,
)

KEY_HEX_DIGITS = 32

_TEXT, _INT, _FLAG, _REAL = pa.string(), pa.int32(), pa.bool_(), pa.float64()


def _list_of(**columns: pa.DataType) -> pa.DataType:
    return pa.list_(pa.struct(list(columns.items())))


_CHILDREN: dict[str, pa.DataType] = {
    "sentences": _list_of(paragraph=_INT, start=_INT, end=_INT, text=_TEXT),
    "mentions": _list_of(
        start=_INT,
        end=_INT,
        text=_TEXT,
        type=_TEXT,
        kind=_TEXT,
        sentence=_INT,
        entity_id=_TEXT,
        method=_TEXT,
        score=_REAL,
    ),
    "entities": _list_of(**{field.name: _TEXT for field in fields(Entity)}),
    "comentions": _list_of(
        sentence=_INT,
        source_id=_TEXT,
        target_id=_TEXT,
        source_mention=_INT,
        target_mention=_INT,
        distance=_INT,
        in_quote=_FLAG,
    ),
    "affiliations": _list_of(
        sentence=_INT, person_id=_TEXT, role=_TEXT, status=_TEXT, entity_id=_TEXT, start=_INT, end=_INT
    ),
    "quotes": _list_of(
        sentence=_INT,
        speaker_id=_TEXT,
        speaker_text=_TEXT,
        verb=_TEXT,
        kind=_TEXT,
        start=_INT,
        end=_INT,
        text=_TEXT,
    ),
    "statements": _list_of(
        sentence=_INT,
        source_id=_TEXT,
        verb=_TEXT,
        target_id=_TEXT,
        start=_INT,
        end=_INT,
        event=_TEXT,
        polarity=_TEXT,
        negated=_FLAG,
        modality=_TEXT,
        speaker_id=_TEXT,
    ),
}

SHARD_SCHEMA = pa.schema(
    [
        ("key", _TEXT),
        ("document_id", _TEXT),
        ("source_file", _TEXT),
        ("position", _INT),
        ("title", _TEXT),
        ("date", _TEXT),
        ("date_raw", _TEXT),
        ("outlet", _TEXT),
        ("author", _TEXT),
        ("url", _TEXT),
        ("reader", _TEXT),
        ("characters", _INT),
        ("words", _INT),
        ("sha256", _TEXT),
        ("text", _TEXT),
        ("signature", _TEXT),
        *_CHILDREN.items(),
    ]
)

_ARTICLE_COLUMNS = (
    "document_id",
    "source_file",
    "position",
    "title",
    "date",
    "date_raw",
    "outlet",
    "author",
    "url",
    "reader",
    "text",
)


def article_key(article: Article, version: str) -> str:
    """The name under which a finished article is kept: 32 hex digits of SHA-256.

    It covers everything of the article that an analysis may depend on or a table may show, and the version of
    program, model and knowledge: the same key means the same row.
    """
    parts = json.dumps([version, *astuple(article)], ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(parts.encode("ascii")).hexdigest()[:KEY_HEX_DIGITS]


def shard_line(analysis: Analysis, *, key: str, signature: str = "") -> bytes:
    """One finished article as a line of JSON, by ``SHARD_SCHEMA``.

    Raises UnicodeEncodeError for a lone surrogate, which no table could hold, and ValueError when the
    sentences are not numbered by their place or an id is used that ``analysis.entities`` does not describe.
    """
    _check(analysis)
    article = analysis.article
    row: dict[str, object] = {name: getattr(article, name) for name in _ARTICLE_COLUMNS}
    row["key"] = key
    row["characters"] = len(article.text)
    row["words"] = analysis.words
    row["sha256"] = hashlib.sha256(article.text.encode("utf-8")).hexdigest()
    row["signature"] = signature
    for name, kind in _CHILDREN.items():
        columns = [kind.value_type.field(n).name for n in range(kind.value_type.num_fields)]
        row[name] = [_cells(record, columns) for record in getattr(analysis, name)]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _check(analysis: Analysis) -> None:
    if [sentence.index for sentence in analysis.sentences] != list(range(len(analysis.sentences))):
        raise ValueError(f"The sentences of {analysis.article.document_id} are not numbered from 0 in order.")
    used = {mention.entity_id for mention in analysis.mentions}
    used |= {end for pair in analysis.comentions for end in (pair.source_id, pair.target_id)}
    used |= {end for tie in analysis.affiliations for end in (tie.person_id, tie.entity_id)}
    used |= {quote.speaker_id for quote in analysis.quotes}
    used |= {end for act in analysis.statements for end in (act.source_id, act.target_id, act.speaker_id)}
    unknown = used - {entity.entity_id for entity in analysis.entities} - {""}
    if unknown:
        raise ValueError(
            f"{analysis.article.document_id} names entities that it does not describe: {unknown}."
        )


def _cells(
    record: Sentence | Mention | Entity | CoMention | Affiliation | Quote | Statement, columns: Sequence[str]
) -> dict[str, object]:
    return {column: getattr(record, column) for column in columns}


def shard_table(lines: Iterable[bytes]) -> pa.Table:
    """The rows of ``shard_line`` as one Arrow table, in the same order; no row, no table row."""
    data = b"".join(lines)
    if not data:
        return SHARD_SCHEMA.empty_table()
    # One block: Arrow refuses a row that is longer than its block, and threads would not keep the order.
    reading = pa_json.ReadOptions(use_threads=False, block_size=len(data) + 1)
    parsing = pa_json.ParseOptions(explicit_schema=SHARD_SCHEMA, unexpected_field_behavior="error")
    table = pa_json.read_json(io.BytesIO(data), read_options=reading, parse_options=parsing)
    return table.select(SHARD_SCHEMA.names)


def read_shard(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of a shard (or any Parquet file), all columns or some. Raises OSError or pyarrow's
    ArrowInvalid."""
    # Not pyarrow.parquet.read_table, which loads pyarrow.dataset and, with it, pandas.
    with pq.ParquetFile(path) as file:
        return file.read(columns=columns and list(columns))


def write_shard(table: pa.Table, folder: Path) -> Path:
    """Write ``table`` to a new file of ``folder`` and return its path: the file is whole or it is not there.

    The name comes from the keys, so the same articles never make two shards. Raises OSError.
    """
    keys = "".join(table["key"].to_pylist())
    path = folder / f"{hashlib.sha256(keys.encode('ascii')).hexdigest()[:24]}.parquet"
    aside = path.with_suffix(f".{os.getpid()}.tmp")
    with aside.open("wb") as file:
        pq.write_table(table, file, compression="zstd")
        file.flush()
        os.fsync(file.fileno())
    aside.replace(path)
    return path
