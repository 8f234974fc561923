"""``tables.xlsx``, read back by openpyxl."""

from __future__ import annotations

import datetime
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import OutputError
from pipeline.write.schema import load_tables
from pipeline.write.workbook import write_workbook
from tests.synthetic_run import make_run

openpyxl = pytest.importorskip("openpyxl")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    write_workbook(folder / "tables", folder, make_run(folder))
    return folder


@pytest.fixture(scope="module")
def book(run: Path) -> Any:
    return openpyxl.load_workbook(run / "tables.xlsx")


def test_a_sheet_a_table_after_the_two_that_explain(book: Any) -> None:
    assert book.sheetnames == ["lisez-moi", "colonnes", *load_tables()]


@pytest.mark.parametrize("name", list(load_tables()))
def test_a_sheet_holds_its_table(run: Path, book: Any, name: str) -> None:
    table, sheet = load_tables()[name], book[name]
    titles, names, *rows = sheet.iter_rows(values_only=True)
    assert list(titles) == [column.title_fr for column in table.columns]
    assert list(names) == list(table.column_names)
    assert (sheet.freeze_panes, sheet.auto_filter.ref is not None) == ("B3", True)
    expected = pq.read_table(run / "tables" / f"{name}.parquet").to_pylist()
    assert sorted(map(repr, rows)) == sorted(repr(_cells(name, row)) for row in expected)


def _cells(name: str, row: dict[str, Any]) -> tuple[Any, ...]:
    columns = load_tables()[name].columns
    return tuple(
        datetime.datetime.fromisoformat(row[column.name])
        if column.type == "date" and row[column.name]
        else row[column.name]
        for column in columns
    )


def test_text_is_never_a_formula(book: Any) -> None:
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "b", "d"}
    assert "=cmd|' /C calc'!A0" in {cell.value for cell in cells}


def test_a_relation_links_to_exactly_its_sentences(book: Any) -> None:
    sheet, comentions = book["relations"], book["comentions"]
    names = load_tables()["relations"].column_names
    count = names.index("sentences")
    for row in sheet.iter_rows(min_row=3):
        block = comentions[row[count].hyperlink.location.split("!")[1]]
        pairs = {(cells[3].value, cells[4].value) for cells in block}
        assert pairs == {(row[0].value, row[names.index("target_id")].value)}
        assert len(block) == row[count].value


def test_what_a_cell_cannot_hold_is_escaped_or_cut(run: Path, tmp_path: Path) -> None:
    shutil.copytree(run / "tables", tmp_path / "tables")
    path = tmp_path / "tables" / "sentences.parquet"
    table = pq.read_table(path)
    texts = ["a\x07b_x0041_ <&> \n «\u00a0»", " espaces ", "x" * 40_000, *table["text"].to_pylist()[3:]]
    place = table.schema.get_field_index("text")
    pq.write_table(table.set_column(place, table.schema.field(place), pa.array(texts)), path)
    book = openpyxl.load_workbook(write_workbook(tmp_path / "tables", tmp_path, {}))
    cells = [row[place] for row in book["sentences"].iter_rows(min_row=3, max_row=5, values_only=True)]
    assert cells == [unescape(texts[0]), texts[1], "x" * 32_766 + "…"]


def unescape(text: str) -> str:
    """What openpyxl, which leaves Excel's escapes as they are, reads of a text."""
    return text.replace("_x0041_", "_x005F_x0041_").replace("\x07", "_x0007_")


def test_a_reader_that_trusts_the_extent_finds_all_rows(run: Path) -> None:
    quick = openpyxl.load_workbook(run / "tables.xlsx", read_only=True)
    for name in load_tables():
        rows = pq.read_metadata(run / "tables" / f"{name}.parquet").num_rows
        assert (quick[name].max_row, quick[name].max_column) == (rows + 2, len(load_tables()[name].columns))


def test_a_table_that_does_not_fit_is_named_and_nothing_is_written(run: Path, tmp_path: Path) -> None:
    message = "a sheet holds 25 rows, too few for mentions, comentions."
    with pytest.raises(OutputError, match=message):
        write_workbook(run / "tables", tmp_path, {}, max_rows=27)
    assert not (tmp_path / "tables.xlsx").exists()


def test_the_first_sheet_says_what_the_run_is(book: Any) -> None:
    cells = {cell for row in book["lisez-moi"].iter_rows(values_only=True) for cell in row if cell}
    assert {"program.version", "0.1.0", "counts.read", "comentions", "Co-mentions"} <= cells


def test_the_same_tables_give_the_same_bytes(run: Path, tmp_path: Path) -> None:
    again = write_workbook(run / "tables", tmp_path, make_run(tmp_path))
    assert again.read_bytes() == (run / "tables.xlsx").read_bytes()
