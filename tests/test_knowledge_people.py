"""Hygiene of the tables about people: leaders, people, roles, role modifiers, first names, words in names."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from pipeline.knowledge import Knowledge, load_knowledge
from pipeline.knowledge.build import slug

FOLDER = Path(__file__).parent.parent / "pipeline" / "knowledge"
ROW = dict[str, str]
TABLES = {
    "leaders": ("person_id", "holder_id", "role", "start"),
    "people": ("person_id",),
    "roles": ("form", "office", "holder"),
    "role_modifiers": ("word",),
    "first_names": ("name",),
    "words/bound_particles": ("word",),
    "words/burmese_names": ("word",),
    "words/civilities": ("word",),
    "words/family_names_first": ("word",),
    "words/particles": ("word",),
    "words/spanish_surnames": ("word",),
}
# Two holders of one office at a time, because both claimed it.
RIVALS = {("state:CIV", "person:alassane-ouattara", "person:laurent-gbagbo")}
# Offices that several persons of one state hold side by side.
SHARED_OFFICES = {"other", "adviser", "envoy"}


def rows(table: str) -> list[ROW]:
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_sorted_and_unique(table: str) -> None:
    keys = [tuple(row[column] for column in TABLES[table]) for row in rows(table)]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize("table", TABLES)
def test_cells_are_clean(table: str) -> None:
    text = (FOLDER / f"{table}.csv").read_bytes().decode("utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert "\r" not in text
    assert "’" not in text
    for row in rows(table):
        for cell in row.values():
            parts = cell.split(";")
            assert [part.strip() for part in parts] == parts, row
            assert "  " not in cell, row
            assert len(set(parts)) == len(parts), row
            assert cell == "" or all(parts), row


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, TABLES[table][0]) for table in TABLES if table not in ("leaders", "first_names", "people")]
    + [("people", "name")],
)
def test_an_entry_stands_in_its_example(table: str, column: str) -> None:
    for row in rows(table):
        entry, example = row[column], row["example"]
        assert re.search(rf"(?<!\w){re.escape(entry)}(?!\w)", example, re.IGNORECASE), row
        assert example[-1] in ".!?»"


def test_person_ids_are_slugs_of_names() -> None:
    for table in ("leaders", "people"):
        assert [row["person_id"] for row in rows(table)] == [
            f"person:{slug(row['name'])}" for row in rows(table)
        ]


def test_a_person_is_described_alike_in_every_row() -> None:
    described = defaultdict(set)
    for row in rows("leaders"):
        described[row["person_id"]].add(
            tuple(row[c] for c in ("name", "surname", "aliases", "gender", "wikidata_id"))
        )
    assert {person: texts for person, texts in described.items() if len(texts) > 1} == {}


def test_people_and_leaders_agree() -> None:
    leaders = {row["person_id"]: (row["name"], row["gender"]) for row in rows("leaders")}
    shared = [row for row in rows("people") if row["person_id"] in leaders]
    assert [(row["name"], row["gender"]) for row in shared] == [leaders[row["person_id"]] for row in shared]


def test_genders() -> None:
    assert {row["gender"] for row in rows("leaders")} == {"m", "f"}
    assert {row["gender"] for row in rows("people")} == {"m", "f"}
    assert {row["gender"] for row in rows("roles")} == {"m", "f", "mf"}
    assert {row["number"] for row in rows("roles")} == {"s", "p", "sp"}
    assert {row["gender"] for row in rows("first_names")} <= {"m", "f", "mf", ""}


def test_wikidata_ids_name_one_person() -> None:
    owners = defaultdict(set)
    for row in rows("leaders") + rows("people"):
        if row["wikidata_id"]:
            owners[row["wikidata_id"]].add(row["person_id"])
    assert {qid: people for qid, people in owners.items() if len(people) > 1} == {}


def test_an_alias_is_not_the_name() -> None:
    for row in rows("leaders") + rows("people"):
        assert row["name"] not in row["aliases"].split(";")


def before(first: str, second: str) -> bool:
    """Whether the first date is surely before the second, at the precision that both have."""
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def test_a_spell_starts_before_it_ends() -> None:
    for row in rows("leaders"):
        assert row["start"], row
        assert row["end"] == "" or before(row["start"], row["end"]) or len(row["end"]) == 7, row
        assert row["end"] == "" or not before(row["end"], row["start"]), row
        assert bool(row["end"]) != bool(row["as_of"]), row
        assert row["as_of"] == "" or not before(row["as_of"], row["start"]), row


def test_dates_and_sources_are_well_formed() -> None:
    for row in rows("leaders"):
        for column in ("start", "end", "as_of"):
            assert re.fullmatch(r"(\d{4}(-\d{2}(-\d{2})?)?)?", row[column]), row
        assert row["source"], row


def test_one_holder_of_an_office_at_a_time() -> None:
    offices = defaultdict(list)
    for row in rows("leaders"):
        if row["office"] not in SHARED_OFFICES:
            offices[row["holder_id"], row["office"], neutral(row["role"])].append(row)
    clashes = {
        (first["holder_id"], *sorted((first["person_id"], second["person_id"])))
        for spells in offices.values()
        for first, second in combinations(spells, 2)
        if before(first["start"], last(second)) and before(second["start"], last(first))
    }
    assert clashes == RIVALS


def test_whoever_was_succeeded_has_left_office() -> None:
    offices = defaultdict(list)
    for row in rows("leaders"):
        if row["office"] not in SHARED_OFFICES:
            offices[row["holder_id"], row["office"], neutral(row["role"])].append(row)
    open_ended = [
        row["person_id"]
        for spells in offices.values()
        for row in sorted(spells, key=lambda row: row["start"])[:-1]
        if not row["end"]
    ]
    assert open_ended == []


def neutral(role: str) -> str:
    return role.replace("présidente", "président").replace("Première", "Premier").replace("reine", "roi")


def last(row: ROW) -> str:
    return row["end"] or row["as_of"]


def test_holders_are_entities(knowledge: Knowledge) -> None:
    assert {row["holder_id"] for row in rows("leaders")} - set(knowledge.entities) == set()
    fixed = {row["holder"] for row in rows("roles") if ":" in row["holder"]}
    assert fixed - set(knowledge.entities) == set()
    assert {row["holder"] for row in rows("roles")} - fixed == {"state", "organization", "any"}


def test_every_office_of_a_leader_can_be_said(knowledge: Knowledge) -> None:
    said = {role.office for role in knowledge.roles}
    assert {spell.office for spell in knowledge.spells} - said == set()


def test_fixed_seats_have_a_holder(knowledge: Knowledge) -> None:
    held = {(spell.office, spell.holder_id) for spell in knowledge.spells}
    wanted = {
        (role.office, role.holder)
        for role in knowledge.roles
        if ":" in role.holder
        and role.office in ("head_of_state", "head_of_government", "secretary_general", "pope")
    }
    assert wanted - held == set()


@pytest.mark.parametrize(
    ("person", "surnames"),
    [
        ("person:xi-jinping", ("Xi",)),
        ("person:kim-jong-un", ("Kim",)),
        ("person:ban-ki-moon", ("Ban",)),
        ("person:ursula-von-der-leyen", ("von der Leyen", "Leyen")),
        ("person:vladimir-poutine", ("Poutine",)),
        ("person:daniel-arap-moi", ("arap Moi",)),
    ],
)
def test_surnames(knowledge: Knowledge, person: str, surnames: tuple[str, ...]) -> None:
    assert knowledge.surnames[person] == surnames


def test_a_sovereign_has_no_surname(knowledge: Knowledge) -> None:
    assert "person:mohammed-vi" not in knowledge.surnames


@pytest.mark.parametrize(
    ("holder", "office", "day", "person"),
    [
        ("state:FRA", "head_of_state", "2016-05-19", "person:francois-hollande"),
        ("state:FRA", "foreign_minister", "2016-05-19", "person:jean-marc-ayrault"),
        ("state:RUS", "spokesperson", "2016-01-21", "person:dmitri-peskov"),
        ("state:USA", "spokesperson", "2017-01-22", "person:sean-spicer"),
        ("state:USA", "head_of_state", "2017-01-20", "person:donald-trump"),
        ("state:GBR", "head_of_government", "2016-09-01", "person:theresa-may"),
        ("state:TUR", "head_of_government", "2017-06-01", "person:binali-yildirim"),
        ("state:IRQ", "head_of_government", "2016-10-17", "person:haider-al-abadi"),
        ("state:YEM", "head_of_state", "2018-06-01", "person:abd-rabbo-mansour-hadi"),
        ("state:KEN", "head_of_state", "2002-12-15", "person:daniel-arap-moi"),
        ("state:KEN", "head_of_state", "2002-12-30", "person:mwai-kibaki"),
        ("state:NER", "head_of_state", "2010-02-12", "person:mamadou-tandja"),
        ("state:MLI", "head_of_government", "2013-09-10", "person:oumar-tatam-ly"),
        ("state:BGR", "head_of_government", "2014-09-01", "person:gueorgui-bliznachki"),
        ("state:GRC", "head_of_government", "2023-06-01", "person:ioannis-sarmas"),
        ("state:ROU", "head_of_government", "2025-07-01", "person:ilie-bolojan"),
        ("state:FRA", "justice_minister", "2024-06-09", "person:eric-dupond-moretti"),
        ("state:UKR", "defense_minister", "2014-04-15", "person:mykhailo-koval"),
        ("state:JPN", "defense_minister", "2014-10-01", "person:akinori-eto"),
        ("org:onu", "secretary_general", "2016-12-31", "person:ban-ki-moon"),
        ("org:onu", "secretary_general", "2017-01-01", "person:antonio-guterres"),
        ("org:parlement-europeen", "speaker", "2017-01-18", "person:antonio-tajani"),
    ],
)
def test_who_held_an_office_on_a_day(
    knowledge: Knowledge, holder: str, office: str, day: str, person: str
) -> None:
    holders = {
        spell.person_id
        for spell in knowledge.spells
        if (spell.holder_id, spell.office) == (holder, office)
        and not before(day, spell.start)
        and before(day, spell.end or "9999")
    }
    assert holders == {person}


def test_roles_are_many_enough(knowledge: Knowledge) -> None:
    assert len({role.lemma for role in knowledge.roles}) >= 150
    assert len(knowledge.first_names) >= 1500
