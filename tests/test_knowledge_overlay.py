"""A user's own tables over ours: what they add, correct, remove and drop, and how their mistakes are named."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import KnowledgeError
from pipeline.knowledge import Form, Knowledge, Membership, Spell, load_knowledge
from pipeline.knowledge.overlay import lay_over
from pipeline.knowledge.rows import Row, read_rows
from pipeline.knowledge.schema import ORGANIZATIONS, STATES

ADVICE = "See pipeline/knowledge/README.md for the tables and their columns."


def overlay(folder: Path, **tables: str) -> Knowledge:
    """The knowledge with these tables (file name → lines) of a user on top."""
    for name, text in tables.items():
        path = folder / f"{name.replace('__', '/')}.csv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_knowledge(folder)


def forms_of(known: Knowledge, entity_id: str) -> set[str]:
    return {form.form for form in known.forms if form.entity_id == entity_id}


@pytest.fixture(scope="module")
def ours() -> Knowledge:
    return load_knowledge()


def test_an_empty_folder_changes_nothing(tmp_path: Path, ours: Knowledge) -> None:
    assert load_knowledge(tmp_path) == ours


def test_a_new_organisation_is_added(tmp_path: Path, ours: Knowledge) -> None:
    known = overlay(
        tmp_path,
        organizations="org_id,name,acronym,aliases,kind\n"
        "org:cnt-gabon,Comité pour la transition,CTRI,Comité de transition;junte de Libreville,government\n",
    )
    entity = known.entities["org:cnt-gabon"]
    assert (entity.name, entity.type, entity.country) == ("Comité pour la transition", "ORGANIZATION", "")
    assert Form("CTRI", "org:cnt-gabon", "ORGANIZATION", "acronym") in known.forms
    assert forms_of(known, "org:cnt-gabon") == {
        "Comité pour la transition",
        "CTRI",
        "Comité de transition",
        "junte de Libreville",
    }
    assert len(known.entities) == len(ours.entities) + 1
    assert known.version != ours.version


def test_filled_cells_correct_ours_and_empty_cells_keep_ours(tmp_path: Path, ours: Knowledge) -> None:
    known = overlay(tmp_path, states="state_id,name,wikidata_id\nstate:MKD,Macédoine,\n")
    assert known.entities["state:MKD"].name == "Macédoine"
    assert known.entities["state:MKD"].wikidata_id == ours.entities["state:MKD"].wikidata_id
    assert "macédonien" in forms_of(known, "state:MKD")


def test_add_joins_a_list_and_remove_takes_from_it(tmp_path: Path, ours: Knowledge) -> None:
    known = overlay(
        tmp_path,
        states="state_id,action,aliases,demonyms\n"
        "state:DEU,add,outre-Rhin,teuton;teutonne\n"
        "state:NLD,remove,Hollande,batave;bataves\n",
    )
    assert forms_of(known, "state:DEU") == forms_of(ours, "state:DEU") | {"outre-Rhin", "teuton", "teutonne"}
    assert forms_of(known, "state:NLD") == forms_of(ours, "state:NLD") - {"Hollande", "batave", "bataves"}


def test_a_list_in_a_filled_cell_replaces_ours(tmp_path: Path) -> None:
    known = overlay(tmp_path, states="state_id,combining\nstate:TUR,turco\n")
    assert {f.form for f in known.forms if f.entity_id == "state:TUR" and f.kind == "combining"} == {"turco"}


def test_what_refers_to_a_dropped_entity_goes_with_it(tmp_path: Path, ours: Knowledge) -> None:
    known = overlay(tmp_path, states="state_id,action\nstate:COG,drop\n")
    assert "state:COG" in ours.entities
    assert "state:COG" not in known.entities
    assert "Brazzaville" not in known.places
    assert known.shared["congolais"] == ("state:COD",)
    assert [m for m in known.members if m.state_id == "state:COG"] == []
    assert [s for s in known.spells if s.holder_id == "state:COG"] == []


def test_a_form_may_move_from_one_entity_to_another(tmp_path: Path) -> None:
    known = overlay(
        tmp_path,
        organizations="org_id,action,aliases,name\n"
        "org:etat-islamique,remove,Daech,\n"
        "org:daech-bis,add,Daech,Organisation Daech\n",
    )
    assert [form.entity_id for form in known.forms if form.form == "Daech"] == ["org:daech-bis"]


def test_a_shared_form_needs_a_row_in_shared(tmp_path: Path) -> None:
    known = overlay(
        tmp_path,
        states="state_id,action,aliases\nstate:TZA,add,Zanzibar\nstate:KEN,add,Zanzibar\n",
        shared="form,entity_ids\nZanzibar,state:TZA;state:KEN\n",
    )
    ids = [form.entity_id for form in known.forms if form.form == "Zanzibar"]
    assert ids == ["state:TZA", "state:KEN"]


def test_a_leader_is_added_and_another_dropped(tmp_path: Path, ours: Knowledge) -> None:
    gone = next(spell for spell in ours.spells if spell.holder_id == "state:FRA")
    known = overlay(
        tmp_path,
        leaders="action,person_id,name,gender,holder_id,role,office,start,end\n"
        ",person:marie-durand,Marie Durand,f,state:FRA,présidente,head_of_state,2032-05-14,\n"
        f"drop,{gone.person_id},,,,,,,\n",
    )
    spell = Spell("person:marie-durand", "state:FRA", "présidente", "head_of_state", "2032-05-14", "", "")
    assert spell in known.spells
    assert known.entities["person:marie-durand"].country == "FRA"
    assert known.genders["person:marie-durand"] == "f"
    assert [s for s in known.spells if s.person_id == gone.person_id] == []


def test_people_correct_the_name_of_a_leader(tmp_path: Path, ours: Knowledge) -> None:
    key = next(spell.person_id for spell in ours.spells)
    known = overlay(tmp_path, people=f"person_id,name,aliases\n{key},Nouveau Nom,Autre Nom\n")
    assert known.entities[key].name == "Nouveau Nom"
    assert {"Autre Nom", ours.entities[key].name} <= forms_of(known, key)


def test_membership_ends_and_words_are_added_and_dropped(tmp_path: Path, ours: Knowledge) -> None:
    known = overlay(
        tmp_path,
        members="org_id,state_id,start,end\norg:ue,state:HRV,2013-07-01,2031-01-01\n",
        words__frozen_phrases="word,action\nroulette belge,\nroulette russe,drop\n",
    )
    assert Membership("org:ue", "state:HRV", "2013-07-01", "2031-01-01") in known.members
    theirs = known.words["frozen_phrases"]
    assert theirs == ours.words["frozen_phrases"] - {"roulette russe"} | {"roulette belge"}


def test_what_spreadsheets_write_is_read(tmp_path: Path) -> None:
    text = '\ufeffname;org_id;aliases\r\n Comité d’essai ;org:essai;"CE\u0301TACE;Essai "\r\n;;\r\n'
    known = overlay(tmp_path, organizations=text)
    assert known.entities["org:essai"].name == "Comité d'essai"
    assert forms_of(known, "org:essai") == {"Comité d'essai", "CÉTACE", "Essai"}


def test_notes_and_lock_files_beside_the_tables_are_passed_over(tmp_path: Path, ours: Knowledge) -> None:
    (tmp_path / "README.md").write_text("nos corrections", encoding="utf-8")
    (tmp_path / ".~lock.states.csv#").write_text("", encoding="utf-8")
    assert load_knowledge(tmp_path) == ours


NAMES = "state_id,name\n"
MISTAKES = [
    (
        "states",
        "state_id,nom\nstate:FRA,France\n",
        "line 1, column nom: unknown column; allowed: state_id, name, formal_name, aliases, acronyms, demonyms, "
        "combining, capital, capital_aliases, other_capitals, seats, periphrases, of, iso2, wikidata_id, standing, "
        f"start, end, successors, example, action. {ADVICE}",
    ),
    (
        "shared",
        "entity_ids\nstate:FRA\n",
        f"line 1, column form: missing; allowed: form, entity_ids, example, action. {ADVICE}",
    ),
    (
        "shared",
        "form,form\nA,B\n",
        f"line 1, column form: stands twice; allowed: once. {ADVICE}",
    ),
    (
        "states",
        f"{NAMES}\nFRA,France\n",
        f"line 3, column state_id: “FRA”; allowed: an id such as state:RUS. {ADVICE}",
    ),
    (
        "members",
        "org_id,state_id,start\norg:ue,state:HRV,2013-13\n",
        "line 2, column start: “2013-13”; allowed: a date as YYYY, YYYY-MM or YYYY-MM-DD, or nothing. "
        f"{ADVICE}",
    ),
    (
        "members",
        "org_id,state_id,start\norg:ue,state:HRV,01/07/2013\n",
        "line 2, column start: “01/07/2013”; allowed: a date as YYYY, YYYY-MM or YYYY-MM-DD, or nothing. "
        f"{ADVICE}",
    ),
    (
        "states",
        "state_id,standing\nstate:FRA,great\n",
        "line 2, column standing: “great”; allowed: one of member, observer, partly recognised, de facto, "
        f"historic. {ADVICE}",
    ),
    (
        "states",
        "state_id,wikidata_id\nstate:FRA,142\n",
        f"line 2, column wikidata_id: “142”; allowed: a Wikidata id such as Q159, or nothing. {ADVICE}",
    ),
    (
        "states",
        "state_id,action\nstate:FRA,erase\n",
        f"line 2, column action: “erase” is no action; allowed: one of set, add, remove, drop. {ADVICE}",
    ),
    (
        "states",
        f"{NAMES}state:FRA,France\nstate:FRA,Gaule\n",
        f"line 3, column state_id: “state:FRA” stands twice (line 2); allowed: one row each. {ADVICE}",
    ),
    (
        "states",
        f"{NAMES},France\n",
        f"line 2, column state_id: empty; allowed: a value. {ADVICE}",
    ),
    (
        "states",
        f"{NAMES}state:QQQ,\n",
        f"line 2, column name: empty; allowed: a value. {ADVICE}",
    ),
    (
        "states",
        "state_id,action\nstate:QQQ,drop\n",
        "line 2, column state_id: nothing to drop for “state:QQQ”; allowed: a state_id of our table. "
        f"{ADVICE}",
    ),
    (
        "states",
        "state_id,action,aliases\nstate:FRA,remove,Gaule\n",
        f"line 2, column aliases: “Gaule” is not there to remove; allowed: a value of our row. {ADVICE}",
    ),
    (
        "members",
        "org_id,state_id,start\norg:atlantide,state:FRA,2001\n",
        f"line 2, column org_id: “org:atlantide” stands in no table; allowed: an id of our tables or yours. {ADVICE}",
    ),
    (
        "states",
        f"{NAMES}state:FRA,France,Gaule\n",
        "line 2: 3 cells; allowed: the 2 of the header. Put a cell that holds a comma between double quotes.",
    ),
]


@pytest.mark.parametrize(("name", "text", "message"), MISTAKES)
def test_a_mistake_is_named_with_file_line_column_and_what_is_allowed(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(KnowledgeError) as caught:
        overlay(tmp_path, **{name: text})
    assert str(caught.value) == f"{tmp_path / name}.csv, {message}"


def test_a_form_of_two_entities_names_both_rows(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        overlay(tmp_path, organizations="org_id,name\norg:a-b,Comité Alpha\norg:b-c,Comité Alpha\n")
    file = tmp_path / "organizations.csv"
    assert str(caught.value) == (
        f"{file}, line 3, column name: “Comité Alpha” is already a form of org:a-b ({file}, line 2); allowed: "
        f"a form of one entity, or of those that a row of shared.csv gives it to. {ADVICE}"
    )


def test_an_unknown_file_is_named_with_those_we_read(tmp_path: Path) -> None:
    (tmp_path / "etats.csv").write_text("a\n", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path)
    assert caught.value.message.startswith(f"{tmp_path / 'etats.csv'}: unknown table; allowed: acts.csv, ")
    assert "words/ambiguous_names.csv" in caught.value.message
    assert caught.value.advice == "Name your table as ours is named."


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path / "nulle-part")
    assert str(caught.value) == (
        f"{tmp_path / 'nulle-part'}: no such folder; allowed: a folder of tables. "
        "Check the path of --knowledge."
    )


def test_a_file_in_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "states.csv").write_bytes("state_id,name\nstate:EGY,Égypte\n".encode("cp1252"))
    with pytest.raises(KnowledgeError) as caught:
        load_knowledge(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path / 'states.csv'}, line 2: the file is not UTF-8; allowed: CSV in UTF-8. "
        "Save it from the spreadsheet as “CSV UTF-8”."
    )


names = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1).filter(
    lambda text: text.strip()
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(st.from_regex(r"org:[a-z]{1,8}", fullmatch=True), names, max_size=6),
    st.sampled_from(",;\t"),
)
def test_any_name_comes_back_from_any_dialect(entries: dict[str, str], delimiter: str) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerow(["org_id", "name"])
    writer.writerows(entries.items())
    rows = read_rows(ORGANIZATIONS, "organizations.csv", file.getvalue().encode(), overlay=True)
    assert [row.cells["org_id"] for row in rows] == list(entries)
    again = io.StringIO(newline="")
    writer = csv.writer(again)
    writer.writerow(["org_id", "name"])
    writer.writerows((row.cells["org_id"], row.cells["name"]) for row in rows)
    twice = read_rows(ORGANIZATIONS, "organizations.csv", again.getvalue().encode(), overlay=True)
    assert [row.cells for row in twice] == [row.cells for row in rows]


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True), st.sets(st.sampled_from("abcde")))
def test_adding_then_removing_the_new_items_gives_ours_back(ours_items: list[str], new: set[str]) -> None:
    def row(action: str, items: list[str]) -> Row:
        cells = {column.name: "" for column in STATES.columns}
        return Row("f", 2, cells | {"state_id": "state:FRA", "aliases": ";".join(items)}, action)

    extra = sorted(new - set(ours_items))
    added = lay_over(STATES, [row("set", ours_items)], [row("add", extra)])
    assert added[0].many("aliases") == (*ours_items, *extra)
    back = lay_over(STATES, added, [row("remove", extra)])
    assert back[0].many("aliases") == tuple(ours_items)
