"""Decisions: reading them, replaying them, and naming those that no longer apply."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.records import Analysis, Article, Entity, EntitySummary, Mention
from pipeline.review import Decision, Decisions, RunMerges, load_decisions, no_longer_applies, revise
from pipeline.run import Engine, analyze

HEADER = "action,entity_id,target_id,alias,document_id,value,note\n"
MACRON = Entity("person:emmanuel-macron", "Emmanuel Macron", "PERSON")
BRIGITTE = "person:brigitte-macron"
KREMLIN = Entity("org:kremlin", "Kremlin", "ORGANIZATION")


def _load(folder: Path, rows: str, *, header: str = HEADER) -> Decisions:
    path = folder / "decisions.csv"
    path.write_text(header + rows, encoding="utf-8")
    return load_decisions(path)


def _mention(text: str, entity: Entity, start: int = 0) -> Mention:
    return Mention(start, start + len(text), text, entity.type, "name", 0, entity.entity_id, "gazetteer", 0.5)


MENTIONS = [
    _mention("Macron", MACRON),
    _mention("le Kremlin", KREMLIN, 20),
    _mention("M. Macron", MACRON, 40),
]
ENTITIES = [KREMLIN, MACRON]


def test_without_decisions_nothing_changes() -> None:
    assert revise(Decisions(), "doc:a", MENTIONS, ENTITIES) == (MENTIONS, ENTITIES)


def test_an_alias_means_another_entity_in_one_document_only(tmp_path: Path) -> None:
    decisions = _load(tmp_path, f"alias,,{BRIGITTE},Macron,doc:a,Brigitte Macron,\n")
    mentions, entities = revise(decisions, "doc:a", MENTIONS, ENTITIES)
    assert [mention.entity_id for mention in mentions] == [BRIGITTE, KREMLIN.entity_id, MACRON.entity_id]
    assert entities == [KREMLIN, Entity(BRIGITTE, "Brigitte Macron", "PERSON"), MACRON]
    assert revise(decisions, "doc:b", MENTIONS, ENTITIES) == (MENTIONS, ENTITIES)


def test_a_split_takes_every_mention_of_the_entity_in_a_document(tmp_path: Path) -> None:
    decisions = _load(tmp_path, f"split,{MACRON.entity_id},{BRIGITTE},,doc:a,Brigitte Macron,\n")
    mentions, entities = revise(decisions, "doc:a", MENTIONS, ENTITIES)
    assert [mention.entity_id for mention in mentions] == [BRIGITTE, KREMLIN.entity_id, BRIGITTE]
    assert MACRON not in entities


def test_drop_rename_and_retype(tmp_path: Path) -> None:
    rows = f"drop,,,M. Macron,,,\nrename,{MACRON.entity_id},,,,E. Macron,\nretype,org:kremlin,,,,PLACE,\n"
    mentions, entities = revise(_load(tmp_path, rows), "doc:a", MENTIONS, ENTITIES)
    assert [(mention.text, mention.type) for mention in mentions] == [
        ("Macron", "PERSON"),
        ("le Kremlin", "PLACE"),
    ]
    assert [(entity.name, entity.type) for entity in entities] == [
        ("Kremlin", "PLACE"),
        ("E. Macron", "PERSON"),
    ]


def _summary(entity_id: str) -> EntitySummary:
    return EntitySummary(Entity(entity_id, entity_id, "PERSON"), 1, 1, ())


def test_merges_follow_resolution_and_chains(tmp_path: Path) -> None:
    rows = "merge,person:b,person:c,,,,\nmerge,person:c,person:d,,,,\nmerge,person:z,person:d,,,,\n"
    merges = RunMerges(_load(tmp_path, rows), lambda _: {"person:a": "person:b"})
    people = [_summary(f"person:{letter}") for letter in "abcd"]
    assert merges(people) == {f"person:{letter}": "person:d" for letter in "abc"}
    assert [row.entity_id for row in merges.missing] == ["person:z"]


def test_only_what_acts_in_articles_makes_a_new_version(tmp_path: Path) -> None:
    assert _load(tmp_path, "merge,person:a,person:b,,,,\nkeep,person:a,,,,,\n").version == ""
    first = _load(tmp_path, "drop,person:a,,,,,\n").version
    assert first == _load(tmp_path, ",,,,,,vu\ndrop,person:a,,,,,vu\n").version != ""


def test_a_french_spreadsheet_s_file_and_unanswered_proposals_are_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    text = "action;entity_id;target_id;alias;why\r\n;person:a;;;nom seul\r\nalias;;person:a;'@compte;\r\n"
    path.write_text(text, encoding="utf-8-sig", newline="")
    assert load_decisions(path).rows == (Decision(3, "alias", "", "person:a", "@compte"),)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("marge,a,b,,,,\n", "decisions.csv, line 2: unknown action 'marge'. Use one of merge, split, alias"),
        ("merge,person:a,,,,,\n", "line 2: merge needs a value in the column target_id."),
        ("drop,,,,,,\n", "line 2: drop needs an entity_id or an alias."),
        ("split,person:a,person:b,,,,\n", "split needs an alias or a document_id"),
        ("retype,org:a,,,,PAYS,\n", "'PAYS' is no type. Use PERSON, STATE, ORGANIZATION, PLACE"),
        ("alias,,Macron,Macron,,,\n", "'Macron' is no entity id."),
        ("merge,person:a,person:b,,,,\nmerge,person:a,person:c,,,,\n", "line 3: person:a is merged into two"),
        ("merge,person:a,person:b,,,,\nmerge,person:b,person:a,,,,\n", "go round in a circle"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        _load(tmp_path, rows)
    assert message in str(caught.value)


def test_an_unknown_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown column 'cible'"):
        _load(tmp_path, "", header="action,cible\n")


def test_decisions_as_a_french_spreadsheet_saves_them(tmp_path: Path) -> None:
    path = tmp_path / "mes décisions.csv"
    path.write_text("action;entity_id;value\nrename;state:CIV;Côte d’Ivoire\n", encoding="cp1252")
    decisions = load_decisions(path)
    assert (decisions.names, decisions.file) == ({"state:CIV": "Côte d’Ivoire"}, "mes décisions.csv")


def test_decisions_that_are_no_text_are_a_usage_error(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(b"\0\1\2" * 100)
    with pytest.raises(UsageError, match=r"^decisions\.csv: The file is not text"):
        load_decisions(path)


def test_a_decision_that_no_longer_applies_is_named() -> None:
    notice = no_longer_applies(
        Decision(7, "drop", "person:a"), "no article names person:a", source_file="decisions.csv"
    )
    assert (
        notice.error == "The decision on line 7 (drop person:a) changed nothing: no article names person:a."
    )
    assert (notice.source_file, notice.position, notice.stage) == ("decisions.csv", 7, "review")


@pytest.mark.model
def test_decisions_act_before_relations_are_sought(engine: Engine) -> None:
    text = "La Chine soutient la Russie. Pékin a félicité Moscou."
    article = Article(document_id="doc:a", source_file="a.txt", position=1, text=text, reader="text")
    (before,) = analyze(engine, [article])
    rules = (
        Decision(2, "drop", alias="Moscou"),
        Decision(3, "alias", "", "state:TWN", "Pékin", "doc:a", "Taïwan"),
    )
    (after,) = analyze(replace(engine, decisions=Decisions(rules, rules)), [article])
    assert isinstance(before, Analysis)
    assert isinstance(after, Analysis)
    assert [(pair.source_id, pair.target_id, pair.sentence) for pair in before.comentions] == [
        ("state:CHN", "state:RUS", 0),
        ("state:CHN", "state:RUS", 1),
    ]
    assert [(pair.source_id, pair.target_id, pair.sentence) for pair in after.comentions] == [
        ("state:CHN", "state:RUS", 0)
    ]
    assert "state:TWN" in {entity.entity_id for entity in after.entities}
