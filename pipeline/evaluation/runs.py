"""Run folders: the CSV tables that a run writes, taken apart by article."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.evaluation.rows import RUN_ROWS
from pipeline.evaluation.sides import PairRow, Side
from pipeline.evaluation.tables import TableRow, folder, read_table

RUN_COLUMNS: dict[str, tuple[str, ...]] = {
    "documents": ("document_id",),
    "sentences": ("sentence_id", "document_id", "start", "end", "text"),
    "mentions": ("document_id", "sentence_id", "start", "end", "text", "type", "kind", "entity_id"),
    "entities": ("entity_id", "name"),
    "comentions": ("document_id", "sentence_id", "source_id", "target_id"),
    "affiliations": ("document_id", "sentence_id", "person_id", "role", "entity_id"),
    "quotes": ("document_id", "sentence_id", "speaker_id", "speaker_text", "kind", "start", "end"),
    "statements": (
        *("document_id", "sentence_id", "source_id", "verb", "target_id"),
        *("polarity", "negated", "modality"),
    ),
}


def read_run(path: Path, *, wanted: Collection[str]) -> tuple[dict[str, Side], int]:
    """The run's articles whose name is in ``wanted``, and how many others it has.

    The name of an article is the last part of its document id: ``doc:presse/lundi`` is ``lundi``.
    """
    tables = {table: _read(path, table) for table in RUN_COLUMNS}
    ids = _wanted_ids(path, tables["documents"], wanted)
    names = {row["entity_id"]: row["name"] for row in tables["entities"]}
    parts = {
        table: _by_document(rows) for table, rows in tables.items() if table not in {"documents", "entities"}
    }
    sides = {
        name: _side({table: part[key] for table, part in parts.items()}, names) for name, key in ids.items()
    }
    return sides, len(tables["documents"]) - len(ids)


def _read(path: Path, table: str) -> list[TableRow]:
    file = folder(path, "run") / f"{table}.csv"
    if not file.is_file():
        raise UsageError(
            f"The run folder {path} lacks {table}.csv.",
            "Give the output folder of a finished run (csv dialect).",
        )
    return list(read_table(file, columns=RUN_COLUMNS[table], others=True))


def _wanted_ids(path: Path, documents: list[TableRow], wanted: Collection[str]) -> dict[str, str]:
    ids: dict[str, str] = {}
    for row in documents:
        name = row["document_id"].removeprefix("doc:").rpartition("/")[2]
        if name not in wanted:
            continue
        if name in ids:
            raise UsageError(
                f"The run {path} has two articles named {name}: {ids[name]} and {row['document_id']}.",
                "Run the program on a folder where each gold article stands once.",
            )
        ids[name] = row["document_id"]
    return ids


def _by_document(rows: list[TableRow]) -> defaultdict[str, list[TableRow]]:
    parts: defaultdict[str, list[TableRow]] = defaultdict(list)
    for row in rows:
        parts[row["document_id"]].append(row)
    return parts


def _side(tables: dict[str, list[TableRow]], names: dict[str, str]) -> Side:
    return Side(
        sentences={
            row["sentence_id"]: (row.number("start"), row.number("end")) for row in tables["sentences"]
        },
        mentions=tuple(
            RUN_ROWS.mention(row, name=names.get(row["entity_id"], "")) for row in tables["mentions"]
        ),
        comentions=tuple(
            PairRow(row["source_id"], row["target_id"], row["sentence_id"]) for row in tables["comentions"]
        ),
        affiliations=tuple(map(RUN_ROWS.affiliation, tables["affiliations"])),
        quotes=tuple(map(RUN_ROWS.quote, tables["quotes"])),
        statements=tuple(map(RUN_ROWS.statement, tables["statements"])),
        text=_text(tables["sentences"]),
    )


def _text(sentences: list[TableRow]) -> str:
    """The article's text with a space for every character outside the sentences."""
    text = [" "] * max((row.number("end") for row in sentences), default=0)
    for row in sentences:
        start, end = row.number("start"), row.number("end")
        text[start:end] = row["text"].ljust(end - start)[: end - start]
    return "".join(text)
