"""``columns.csv``: hygiene, and the tables that it describes."""

from __future__ import annotations

import unicodedata
from importlib import resources

import pytest

from pipeline.write.schema import Column, load_tables

COLUMNS = [column for table in load_tables().values() for column in table.columns]


def _name(column: Column) -> str:
    return f"{column.table}.{column.name}"


def test_tables_come_in_the_documented_order() -> None:
    assert list(load_tables()) == [
        "documents",
        "sentences",
        "mentions",
        "entities",
        "aliases",
        "comentions",
        "relations",
        "relations_by_period",
        "affiliations",
        "statements",
        "quotes",
        "errors",
    ]


def test_the_columns_of_a_table_keep_their_order() -> None:
    assert load_tables()["aliases"].column_names == ("entity_id", "alias", "kind", "mentions")
    assert load_tables()["aliases"].primary_key == ("entity_id", "alias", "kind")
    assert load_tables()["errors"].primary_key == ()


@pytest.mark.parametrize("column", COLUMNS, ids=_name)
def test_every_column_is_fully_described(column: Column) -> None:
    texts = (column.title_fr, column.title_en, column.meaning_fr, column.meaning_en)
    assert all(text and text == text.strip() for text in texts)
    assert column.type in ("string", "integer", "number", "boolean", "date")
    assert column.meaning_fr.endswith(".")
    assert column.meaning_en.endswith(".")
    assert column.name.isascii()
    assert column.name == column.name.lower()


@pytest.mark.parametrize("column", [c for c in COLUMNS if c.references], ids=_name)
def test_a_foreign_key_points_at_a_table_s_whole_key(column: Column) -> None:
    table, name = column.references.split(".")
    assert load_tables()[table].primary_key == (name,)


def test_no_column_is_described_twice() -> None:
    assert len({_name(column) for column in COLUMNS}) == len(COLUMNS)


def test_the_file_is_plain_nfc_text() -> None:
    text = resources.files("pipeline.write").joinpath("columns.csv").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
