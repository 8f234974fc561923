"""The CSV dialects: what each writes, and what a spreadsheet makes of it."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import OutputError
from pipeline.write.schema import load_tables
from pipeline.write.tables import connect, write_tables
from tests.synthetic_run import ARROW, HOSTILE, make_run

SOFFICE = shutil.which("soffice")
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
FRENCH_CSV = "CSV:59,34,76,1,,1036,false,true"  # ; " UTF-8, first line, French, special numbers (dates) read


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    make_run(folder)
    return folder


def _error_rows(folder: Path, cells: list[str]) -> Path:
    """A run whose table of errors has a row for each cell."""
    if not (folder / "tables").exists():
        make_run(folder, articles=1)
    columns = load_tables()["errors"].columns
    rows = {c.name: ["x.txt"] * len(cells) if c.type == "string" else [-1] * len(cells) for c in columns}
    schema = pa.schema([(column.name, ARROW[column.type]) for column in columns])
    pq.write_table(pa.table(rows | {"error": cells}, schema=schema), folder / "tables" / "errors.parquet")
    return folder / "tables"


def _read(path: Path, *, encoding: str, delimiter: str) -> list[dict[str, str]]:
    text = path.read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def test_csv_keeps_every_cell_as_it_is(run: Path, tmp_path: Path) -> None:
    write_tables(_error_rows(tmp_path, [*HOSTILE, "a;b,c", 'dit "oui"', "deux\nlignes"]), tmp_path / "out")
    rows = _read(tmp_path / "out" / "errors.csv", encoding="utf-8", delimiter=",")
    assert [row["error"] for row in rows] == [*HOSTILE, "a;b,c", 'dit "oui"', "deux\nlignes"]


def test_tableur_fr_guards_text_and_leaves_numbers(tmp_path: Path) -> None:
    cells = [*HOSTILE, "a;b,c", 'dit "oui"', "deux\nlignes", "a=1", "’=1"]
    write_tables(_error_rows(tmp_path, cells), tmp_path / "out", dialect="tableur-fr")
    rows = _read(tmp_path / "out" / "errors.csv", encoding="utf-8-sig", delimiter=";")
    guarded = ["'" + re.sub(r"\r", " ", cell) for cell in HOSTILE]
    assert [row["error"] for row in rows] == [*guarded, "a;b,c", 'dit "oui"', "deux lignes", "a=1", "’=1"]
    assert {row["position"] for row in rows} == {"-1"}


def test_tableur_fr_has_a_bom_crlf_and_decimal_commas(run: Path, tmp_path: Path) -> None:
    write_tables(run / "tables", tmp_path, dialect="tableur-fr")
    for table in load_tables():
        content = (tmp_path / f"{table}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\n") == content.count(b"\r\n") == content.count(b"\r")
    rows = _read(tmp_path / "relations.csv", encoding="utf-8-sig", delimiter=";")
    assert rows[0]["npmi"] == "-0,375"
    assert rows[0]["first_date"] == "2024-01-01"


def test_csv_has_no_bom_and_writes_booleans_and_missing_values_plainly(run: Path, tmp_path: Path) -> None:
    files = write_tables(run / "tables", tmp_path)
    assert [file.name for file in files] == [f"{table}.csv" for table in load_tables()]
    assert (tmp_path / "documents.csv").read_bytes().startswith(b"document_id,source_file,")
    rows = _read(tmp_path / "comentions.csv", encoding="utf-8", delimiter=",")
    assert rows[0]["in_quote"] == "false"
    documents = _read(tmp_path / "documents.csv", encoding="utf-8", delimiter=",")
    assert documents[1]["date"] == ""
    assert b'""' not in (tmp_path / "entities.csv").read_bytes().replace(b'"""><img', b"")


@pytest.mark.parametrize("dialect", ["csv", "tableur-fr"])
def test_a_run_folder_is_read_back_as_the_tables_that_made_it(
    run: Path, tmp_path: Path, dialect: Any
) -> None:
    write_tables(run / "tables", tmp_path, dialect=dialect)
    with connect(run / "tables") as made, connect(tmp_path) as read:
        for table in load_tables():
            rows = made.execute(f"SELECT * FROM {table}").fetchall()
            flat = [
                tuple(
                    cell.replace("\n", " ").replace("\r", " ")
                    if dialect == "tableur-fr" and isinstance(cell, str)
                    else cell
                    for cell in row
                )
                for row in rows
            ]
            assert read.execute(f"SELECT * FROM {table}").fetchall() == flat


@pytest.mark.parametrize("dialect", ["csv", "tableur-fr"])
def test_the_same_tables_give_the_same_bytes(run: Path, tmp_path: Path, dialect: Any) -> None:
    first = write_tables(run / "tables", tmp_path / "a", dialect=dialect)
    second = write_tables(run / "tables", tmp_path / "b", dialect=dialect)
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_a_missing_table_and_a_wrong_column_are_named(run: Path, tmp_path: Path) -> None:
    tables = shutil.copytree(run / "tables", tmp_path / "tables")
    pq.write_table(pa.table({"alias": ["Moscou"]}), tables / "aliases.parquet")
    with pytest.raises(OutputError, match="The table aliases has the columns alias, not entity_id, alias,"):
        write_tables(tables, tmp_path / "out")
    (tables / "quotes.parquet").unlink()
    with pytest.raises(OutputError, match="The table quotes is missing"):
        write_tables(tables, tmp_path / "out")


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)))
def test_any_text_comes_back_from_csv(tmp_path: Path, cells: list[str]) -> None:
    write_tables(_error_rows(tmp_path, cells), tmp_path / "out")
    rows = _read(tmp_path / "out" / "errors.csv", encoding="utf-8", delimiter=",")
    assert [row["error"] for row in rows] == cells


def _open_in_libreoffice(path: Path, folder: Path) -> list[list[ElementTree.Element]]:
    """The cells that LibreOffice Calc makes of a CSV file, a French reader's settings chosen."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", "fods", f"--infilter={FRENCH_CSV}"]
    subprocess.run(
        [*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120
    )
    root = ElementTree.parse(folder / f"{path.stem}.fods").getroot()
    return [[*_cells(row)] for row in root.iter(f"{TABLE}table-row")]


def _cells(row: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for cell in row.findall(f"{TABLE}table-cell"):
        yield from [cell] * int(cell.get(f"{TABLE}number-columns-repeated", "1"))


def _shown(cell: ElementTree.Element) -> str:
    return "".join("".join(paragraph.itertext()) for paragraph in cell)


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_reads_tableur_fr_back_right(run: Path, tmp_path: Path) -> None:
    tables = _error_rows(tmp_path, [*HOSTILE, "Été à Besançon : l’« œil »"])
    shutil.copy(run / "tables" / "relations.parquet", tables)
    write_tables(tables, tmp_path / "out", dialect="tableur-fr")
    _, *errors = _open_in_libreoffice(tmp_path / "out" / "errors.csv", tmp_path)
    cells = [row[3] for row in errors if len(row) > 3]
    assert {_shown(cell)[0] for cell in cells[:-1]} == {"'"}
    assert _shown(cells[-1]) == "Été à Besançon : l’« œil »"
    assert {cell.get(f"{OFFICE}value-type") for cell in cells} == {"string"}
    assert {cell.get(f"{TABLE}formula") for row in errors for cell in row} == {None}
    assert errors[0][1].get(f"{OFFICE}value-type") == "float"

    header, first, *_ = _open_in_libreoffice(tmp_path / "out" / "relations.csv", tmp_path)
    row = dict(zip(map(_shown, header), first, strict=True))
    assert (row["npmi"].get(f"{OFFICE}value-type"), row["npmi"].get(f"{OFFICE}value")) == ("float", "-0.375")
    assert float(row["p_value"].get(f"{OFFICE}value", "nan")) == 1e-07
    assert row["first_date"].get(f"{OFFICE}date-value") == "2024-01-01"
