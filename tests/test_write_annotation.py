"""Mentions out to annotation tools and back."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pipeline.errors import InputError
from pipeline.write.annotation import AnnotationTool, export_mentions, import_mentions, write_mentions
from pipeline.write.tables import write_tables
from tests.synthetic_run import make_run

FORMATS: list[AnnotationTool] = ["doccano", "prodigy"]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    make_run(folder)
    return folder / "tables"


def _exported(tables: Path, folder: Path, tool: AnnotationTool) -> Path:
    path = folder / "annotations.jsonl"
    assert export_mentions(tables, path, tool=tool) == 3
    return path


def _edit(path: Path, line: int, change: dict[str, Any]) -> None:
    lines = [json.loads(text) for text in path.read_text(encoding="utf-8").splitlines()]
    lines[line] |= change
    path.write_text("".join(json.dumps(article) + "\n" for article in lines), encoding="utf-8")


@pytest.mark.parametrize("tool", FORMATS)
def test_nothing_is_lost_on_the_way_out_and_back(tables: Path, tmp_path: Path, tool: AnnotationTool) -> None:
    rows = import_mentions(_exported(tables, tmp_path, tool), tool=tool)
    write_mentions(tmp_path / "mentions.csv", rows)
    with (tmp_path / "mentions.csv").open(encoding="utf-8", newline="") as lines:
        assert [row["mention_id"] for row in csv.DictReader(lines)] == [row["mention_id"] for row in rows]
    assert rows == pq.read_table(tables / "mentions.parquet").to_pylist()


@pytest.mark.parametrize("dialect", ["csv", "tableur-fr"])
def test_a_run_folder_is_enough(tables: Path, tmp_path: Path, dialect: Any) -> None:
    write_tables(tables, tmp_path / "run", dialect=dialect)
    rows = import_mentions(_exported(tmp_path / "run", tmp_path, "doccano"), tool="doccano")
    assert rows == pq.read_table(tables / "mentions.parquet").to_pylist()


@pytest.mark.parametrize("tool", FORMATS)
def test_offsets_index_the_text(tables: Path, tmp_path: Path, tool: AnnotationTool) -> None:
    for line in _exported(tables, tmp_path, tool).read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for mention in article["liens"]["mentions"]:
            assert article["text"][mention["start"] : mention["end"]] == mention["text"]


def test_prodigy_spans_begin_and_end_with_a_token(tables: Path, tmp_path: Path) -> None:
    for line in _exported(tables, tmp_path, "prodigy").read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        for token in article["tokens"]:
            assert article["text"][token["start"] : token["end"]] == token["text"]
        for span in article["spans"]:
            assert article["tokens"][span["token_start"]]["start"] == span["start"]
            assert article["tokens"][span["token_end"]]["end"] == span["end"]


def test_a_new_span_and_a_new_label_come_back_as_the_annotator_s(tables: Path, tmp_path: Path) -> None:
    path = _exported(tables, tmp_path, "doccano")
    _edit(path, 1, {"label": [[0, 6, "PLACE/name"], [7, 13, "PERSON/role"]]})
    rows = [row for row in import_mentions(path, tool="doccano") if row["document_id"] == "doc:presse/00001"]
    assert [(row["text"], row["type"], row["kind"], row["method"]) for row in rows] == [
        ("Moscou", "PLACE", "name", "annotation"),
        ("accuse", "PERSON", "role", "annotation"),
    ]
    assert {row["sentence_id"] for row in rows} == {"s:presse/00001:0"}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"label": [[0, 6, "PAYS"]]}, "line 2: unknown label 'PAYS'. A label is a type (PERSON, STATE,"),
        ({"label": [[0, 99999, "STATE/name"]]}, "line 2: the span 0–99999 lies outside the text"),
        ({"liens": None}, "line 2 is not an article that liens wrote for doccano."),
    ],
)
def test_what_cannot_be_read_is_named(
    tables: Path, tmp_path: Path, change: dict[str, Any], message: str
) -> None:
    path = _exported(tables, tmp_path, "doccano")
    _edit(path, 1, change)
    with pytest.raises(InputError) as caught:
        import_mentions(path, tool="doccano")
    assert message in str(caught.value)
