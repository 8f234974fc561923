"""Proposals for the analyst, and decisions that no longer apply."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.doubts import Doubt, find_doubts, unused_decisions, write_doubts
from pipeline.review import Decision, Decisions, load_decisions
from tests.synthetic_run import make_run


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    make_run(tmp_path)
    return tmp_path / "tables"


def _add_entity(tables: Path, entity_id: str, name: str, kind: str, *, status: str = "") -> None:
    path = tables / "entities.parquet"
    table = pq.read_table(path)
    row = {"entity_id": entity_id, "name": name, "type": kind, "status": status, "mentions": 7}
    new = pa.Table.from_pylist([row], schema=table.schema)
    pq.write_table(pa.concat_tables([table, new]), path)


def _only(tables: Path, entity_id: str) -> list[tuple[str, str, str]]:
    """What is proposed for an entity: action, target, reason."""
    doubts = find_doubts(tables, Decisions())
    return [(d.suggested, d.target_id, d.why) for d in doubts if d.entity_id == entity_id and d.mentions == 7]


@pytest.mark.parametrize(
    ("entity_id", "name", "kind", "expected"),
    [
        (
            "person:macron",
            "Macron",
            "PERSON",
            [("merge", "person:emmanuel-macron", "surname alone, 1 full name in the run")],
        ),
        ("org:macron", "Macron", "ORGANIZATION", []),
        ("person:marcon", "Marcon", "PERSON", []),
    ],
)
def test_a_surname_beside_a_full_name(
    tables: Path, entity_id: str, name: str, kind: str, expected: list[tuple[str, str, str]]
) -> None:
    _add_entity(tables, entity_id, name, kind)
    found = [row for row in _only(tables, entity_id) if row[0] == "merge"]
    assert found == expected


def test_spellings_of_a_name_and_an_acronym(tables: Path) -> None:
    _add_entity(tables, "org:accord-cadre", "Forces Démocratiques syriennes", "ORGANIZATION")
    _add_entity(tables, "org:forces", "forces démocratiques Syriennes", "ORGANIZATION")
    _add_entity(tables, "org:fds", "FDS", "ORGANIZATION")
    assert ("merge", "org:accord-cadre", "same name") in _only(tables, "org:forces")
    assert {row[1] for row in _only(tables, "org:fds") if row[0] == "merge"} == {
        "org:accord-cadre",
        "org:forces",
    }


def test_an_ambiguous_entity_comes_with_its_sentences(tables: Path) -> None:
    path = tables / "entities.parquet"
    table = pq.read_table(path)
    place = table.column_names.index("status")
    ids = table["entity_id"].to_pylist()
    pq.write_table(
        table.set_column(place, "status", pa.array(["ambiguous" if i == "state:UKR" else "" for i in ids])),
        path,
    )
    doubt = next(d for d in find_doubts(tables, Decisions()) if d.entity_id == "state:UKR")
    assert doubt.why == "several entities have this name"
    assert find_doubts(tables, Decisions(rows=(Decision(2, "keep", "state:UKR", alias=doubt.alias),))) == [
        d for d in find_doubts(tables, Decisions()) if d.entity_id != "state:UKR"
    ]


def test_the_file_is_read_back_and_its_proposals_wait_for_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    kept = Decision(2, "alias", "", "person:compte", "@compte", "", "Compte")
    doubt = Doubt("merge", "same name", 3, "org:b", "org:a", examples=("=1+1", "a\nb"))
    write_doubts(path, [doubt], [kept])
    assert load_decisions(path).rows == (kept,)
    text = path.read_text(encoding="utf-8-sig")
    assert "'@compte" in text
    assert "'=1+1;a b" in text


def test_decisions_without_a_trace_are_named(tables: Path) -> None:
    rows = (
        Decision(2, "rename", "state:RUS", value="Russie"),
        Decision(3, "rename", "state:XXX", value="Syldavie"),
        Decision(4, "drop", alias="Moscou"),
        Decision(5, "drop", alias="Klow"),
        Decision(6, "alias", "", "person:x", "Tournesol"),
        Decision(7, "keep", "person:x"),
    )
    missing = Decision(8, "merge", "person:a", "person:b")
    notices = unused_decisions(tables, Decisions(rows=rows), [missing])
    assert [notice.position for notice in notices] == [3, 5, 6, 8]
    assert (
        notices[1].error
        == "The decision on line 5 (drop Klow) changed nothing: no sentence holds it any more."
    )
