"""The knowledge tables as shipped: clean, in order, consistent, and each entry at home in a French sentence."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pytest

import pipeline.knowledge
from pipeline.knowledge import Knowledge, load_knowledge
from pipeline.knowledge.files import read_tables
from pipeline.knowledge.schema import TABLES, Table, word_list

FOLDER = Path(pipeline.knowledge.__file__).parent
LISTS = tuple(word_list(path.stem) for path in sorted((FOLDER / "words").glob("*.csv")))
SHIPPED = tuple(table for table in (*TABLES, *LISTS) if (FOLDER / f"{table.name}.csv").exists())
WITH_EXAMPLE = tuple(table for table in SHIPPED if table.column("example"))


def rows_of(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def items(row: dict[str, str], *columns: str) -> list[str]:
    return [item for column in columns for item in row[column].split(";") if item]


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


def by_name(table: Table) -> str:
    return table.name


@pytest.mark.parametrize("table", SHIPPED, ids=by_name)
def test_table_is_clean_utf8_in_the_order_of_its_key(table: Table) -> None:
    text = (FOLDER / f"{table.name}.csv").read_bytes().decode("utf-8")
    assert text.endswith("\n")
    assert "\r" not in text
    assert "\ufeff" not in text
    assert "’" not in text
    assert unicodedata.is_normalized("NFC", text)
    rows = rows_of(table.name)
    keys = [tuple(row[name] for name in table.key) for row in rows]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("table", SHIPPED, ids=by_name)
def test_no_stray_space_and_no_empty_or_repeated_item(table: Table) -> None:
    lists = {column.name for column in table.columns if column.many}
    for row in rows_of(table.name):
        for name, cell in row.items():
            parts = cell.split(";") if name in lists and cell else []
            assert [part.strip() for part in [cell, *parts]] == [cell, *parts], row
            assert "  " not in cell, row
            assert all(parts), row
            assert len(set(parts)) == len(parts), row


@pytest.mark.parametrize("table", WITH_EXAMPLE, ids=by_name)
def test_every_row_has_a_french_sentence(table: Table) -> None:
    for row in rows_of(table.name):
        assert row["example"].endswith((".", "!", "?", "»")), row
        assert row["example"][0].isupper() or row["example"][0] == "«", row


@pytest.mark.parametrize(
    ("name", "column"),
    [("states", "name"), ("organizations", "name"), ("places", "name"), ("shared", "form")]
    + [(table.name, "word") for table in LISTS],
)
def test_every_entry_is_found_in_its_own_sentence(name: str, column: str) -> None:
    rows = rows_of(name) if (FOLDER / f"{name}.csv").exists() else []
    assert [row[column] for row in rows if row[column].lower() not in row["example"].lower()] == []


def test_every_state_with_a_demonym_shows_one_in_its_sentence() -> None:
    def shows(row: dict[str, str]) -> bool:
        words = set(re.findall(r"[\w-]+", row["example"]))
        return not row["demonyms"] or bool(words & set(items(row, "demonyms")))

    assert [row["state_id"] for row in rows_of("states") if not shows(row)] == []


def test_demonyms_and_combining_forms_are_lower_case_words() -> None:
    for row in rows_of("states"):
        for form in items(row, "demonyms"):
            assert re.fullmatch(r"[a-zà-ÿœ]+(?:[- ][a-zà-ÿœ]+)*", form), form
        for form in items(row, "combining"):
            assert re.fullmatch(r"[a-zà-ÿœ-]+o", form), form


def test_states_are_the_members_of_the_united_nations_and_the_others_we_say() -> None:
    standings = Counter(row["standing"] for row in rows_of("states"))
    assert standings == {"member": 193, "observer": 2, "partly recognised": 5, "de facto": 5, "historic": 19}
    in_the_un = {row["state_id"] for row in rows_of("members") if row["org_id"] == "org:onu"}
    assert in_the_un == {row["state_id"] for row in rows_of("states") if row["standing"] == "member"}


def test_iso_and_wikidata_codes_name_one_entity_each() -> None:
    for name, column in (("states", "iso2"), ("states", "wikidata_id"), ("organizations", "wikidata_id")):
        codes = Counter(row[column] for row in rows_of(name) if row[column])
        assert [code for code, count in codes.items() if count > 1] == []


def test_every_shared_form_is_one_of_each_entity_it_is_given_to(known: Knowledge) -> None:
    claims = defaultdict(set)
    for form in known.forms:
        if form.type != "PERSON":
            claims[form.form].add(form.entity_id)
    assert {form: set(ids) for form, ids in known.shared.items()} == {
        form: ids for form, ids in claims.items() if len(ids) > 1
    }


def test_every_reference_names_an_entity(known: Knowledge) -> None:
    assert {member.org_id for member in known.members} <= known.entities.keys()
    assert {member.state_id for member in known.members} <= known.entities.keys()
    assert {spell.holder_id for spell in known.spells} <= known.entities.keys()
    assert {spell.person_id for spell in known.spells} <= known.entities.keys()
    countries = {entity.country for entity in known.entities.values() if entity.country}
    assert {f"state:{country}" for country in countries} <= known.entities.keys()


def test_dates_of_a_row_are_in_order(known: Knowledge) -> None:
    spans = [(member.start, member.end) for member in known.members]
    spans += list(known.lifespans.values())
    assert [(start, end) for start, end in spans if start and end and end < start] == []


def test_ambiguous_names_are_forms_that_the_tables_hold(known: Knowledge) -> None:
    forms = {form.form for form in known.forms} | known.places.keys()
    assert known.words["ambiguous_names"] - forms == frozenset()


@pytest.mark.parametrize(
    ("form", "kind", "ids"),
    [
        ("Chine", "name", ["state:CHN"]),
        ("RPC", "acronym", ["state:CHN"]),
        ("République populaire de Chine", "name", ["state:CHN"]),
        ("République de Chine", "name", ["state:TWN"]),
        ("URSS", "acronym", ["state:SUN"]),
        ("Zaïre", "name", ["state:ZAR"]),
        ("Birmanie", "name", ["state:MMR"]),
        ("Myanmar", "name", ["state:MMR"]),
        ("Hollande", "name", ["state:NLD"]),
        ("congolais", "demonym", ["state:COD", "state:COG"]),
        ("nigérien", "demonym", ["state:NER"]),
        ("nigérian", "demonym", ["state:NGA"]),
        ("coréenne", "demonym", ["state:KOR", "state:PRK"]),
        ("guinéens", "demonym", ["state:GIN", "state:GNB", "state:GNQ"]),
        ("nord-coréen", "demonym", ["state:PRK"]),
        ("états-unien", "demonym", ["state:USA"]),
        ("burkinabè", "demonym", ["state:BFA"]),
        ("russo", "combining", ["state:RUS"]),
        ("turco", "combining", ["state:TUR"]),
        ("turquo", "combining", ["state:TUR"]),
        ("Kyiv", "capital", ["state:UKR"]),
        ("Moscou", "capital", ["state:RUS", "state:SUN"]),
        ("Tel-Aviv", "capital", ["state:ISR"]),
        ("Maison Blanche", "seat", ["state:USA"]),
        ("Empire du Milieu", "periphrasis", ["state:CHN"]),
        ("État hébreu", "periphrasis", ["state:ISR"]),
        ("Daech", "name", ["org:etat-islamique"]),
        ("Otan", "acronym", ["org:otan"]),
        ("Bruxelles", "seat", ["org:ue"]),
        ("Vingt-Sept", "periphrasis", ["org:ue"]),
        ("Quai d'Orsay", "name", ["org:ministere-francais-des-affaires-etrangeres"]),
        # Near misses: parts of states, regions and peoples are no states.
        ("Angleterre", "name", []),
        ("écossais", "demonym", []),
        ("européen", "demonym", []),
        ("kurde", "demonym", []),
        ("afro", "combining", []),
        ("La Haye", "capital", []),
        ("Bercy", "seat", []),
    ],
)
def test_a_form_stands_for_these_likeliest_first(
    known: Knowledge, form: str, kind: str, ids: list[str]
) -> None:
    found = [entry.entity_id for entry in known.forms if entry.form == form and entry.kind == kind]
    assert found == ids


def test_places_keep_their_country_under_every_spelling(known: Knowledge) -> None:
    assert known.places["Pékin"] == known.places["Beijing"]
    assert known.places["Pékin"].entity_id == "place:pekin"
    assert known.places["Pékin"].country == "CHN"
    assert known.places["Moscou"].country == "RUS"
    assert known.places["Bonn"].entity_id == "place:bonn"
    assert known.places["Abidjan"].country == "CIV"


def test_standing_is_the_status_of_a_state_that_is_no_member(known: Knowledge) -> None:
    entities = known.entities
    assert entities["state:FRA"].status == ""
    assert entities["state:TWN"].status == "partly recognised state"
    assert entities["state:PSE"].status == "observer state"
    assert entities["state:XTN"].status == "de facto state"
    assert entities["state:SUN"].status == "historic state"
    assert known.lifespans["state:SUN"] == ("1922-12-30", "1991-12-26")


def test_the_united_kingdom_left_the_union(known: Knowledge) -> None:
    spans = [(m.start, m.end) for m in known.members if (m.org_id, m.state_id) == ("org:ue", "state:GBR")]
    assert spans == [("1973-01-01", "2020-02-01")]
    today = [m for m in known.members if m.org_id == "org:ue" and not m.end]
    assert len(today) == 27


def test_loading_is_repeatable_and_its_version_too(known: Knowledge) -> None:
    again = load_knowledge()
    assert again == known
    assert re.fullmatch(r"[0-9a-f]{64}", known.version)


def test_dropped_is_empty_without_an_overlay() -> None:
    assert read_tables(None)[1] == set()


@pytest.mark.parametrize("table", [*TABLES, *LISTS], ids=by_name)
def test_the_readme_says_what_every_table_and_list_is(table: Table) -> None:
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    name = table.name.removeprefix("words/")
    assert (
        f"| {name} |" in readme
        if table in LISTS
        else f"## {name}.csv" in readme or f" {name}.csv\n" in readme
    )
