"""Gold folders: ``NAME.<table>.csv`` for each article, annotated by the guide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.evaluation.rows import GOLD_ROWS
from pipeline.evaluation.sides import Side
from pipeline.evaluation.tables import TableRow, folder, read_table

GOLD_COLUMNS: dict[str, tuple[str, ...]] = {
    "sentences": ("sentence", "start", "end"),
    "mentions": (
        *("start", "end", "text", "type", "kind", "entity_id", "entity_name"),
        *("sentence", "debatable", "note"),
    ),
    "affiliations": ("person_id", "role", "entity_id", "sentence", "debatable"),
    "quotes": (
        *("start", "end", "kind", "speaker_id", "verb_lemma", "sentence", "speaker_text", "debatable"),
    ),
    "statements": (
        *("source_id", "verb_lemma", "target_id", "sentence"),
        *("polarity", "negated", "modality", "debatable"),
    ),
}


def read_gold(path: Path) -> dict[str, Side]:
    """Every article of the gold folder by its name, sorted; affiliations, quotes and statements may be
    absent.
    """
    names = sorted(
        file.name.removesuffix(".mentions.csv") for file in folder(path, "gold").glob("*.mentions.csv")
    )
    if not names:
        raise UsageError(
            f"The gold folder {path} has no NAME.mentions.csv.",
            "It needs NAME.sentences.csv and NAME.mentions.csv for each article.",
        )
    return {name: _article(path, name) for name in names}


def _article(path: Path, name: str) -> Side:
    has = {table: (path / f"{name}.{table}.csv").exists() for table in GOLD_COLUMNS}
    if not has["sentences"]:
        raise UsageError(f"The gold folder {path} lacks {name}.sentences.csv.", "Each article needs it.")
    sentences = {
        row["sentence"]: (row.number("start"), row.number("end")) for row in _rows(path, name, "sentences")
    }
    return Side(
        sentences=sentences,
        mentions=tuple(
            GOLD_ROWS.mention(row, name=row["entity_name"]) for row in _rows(path, name, "mentions")
        ),
        affiliations=tuple(map(GOLD_ROWS.affiliation, _rows(path, name, "affiliations")))
        if has["affiliations"]
        else None,
        quotes=tuple(map(GOLD_ROWS.quote, _rows(path, name, "quotes"))) if has["quotes"] else None,
        statements=tuple(map(GOLD_ROWS.statement, _rows(path, name, "statements")))
        if has["statements"]
        else None,
    )


def _rows(path: Path, name: str, table: str) -> Iterator[TableRow]:
    return read_table(path / f"{name}.{table}.csv", columns=GOLD_COLUMNS[table], others=False)
