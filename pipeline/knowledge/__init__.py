"""What the program knows: CSV tables that an analyst can edit, and the one loader that checks them.

``README.md`` beside this file says where each table comes from and what its columns mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter
from pathlib import Path
from typing import cast

from pipeline.knowledge.build import (
    Shared,
    actor_forms,
    check_claims,
    lifespans,
    namings,
    organization_entities,
    place_index,
    shared_forms,
    state_entities,
)
from pipeline.knowledge.entries import (
    Act,
    Ending,
    Form,
    FormKind,
    Knowledge,
    Membership,
    Naming,
    Reporting,
    Role,
    Spell,
)
from pipeline.knowledge.files import Tables, read_tables
from pipeline.knowledge.people import Person, name_words, people, person_entity, person_forms
from pipeline.knowledge.rows import Row
from pipeline.records import Entity, RoleStatus

__all__ = [
    "Act",
    "Ending",
    "Form",
    "FormKind",
    "Knowledge",
    "Membership",
    "Naming",
    "Reporting",
    "Role",
    "Spell",
    "load_knowledge",
]

_ROLE = itemgetter("form", "lemma", "gender", "number", "office", "holder")
_SPELL = itemgetter("person_id", "holder_id", "role", "office", "start", "end", "as_of")
_MEMBERSHIP = itemgetter("org_id", "state_id", "start", "end")


def load_knowledge(overlay: Path | None = None) -> Knowledge:
    """Load the program's tables, with a user's folder of same-named tables laid over them.

    A user's row adds an entity or corrects ours (same key); its column ``action`` may say ``add``,
    ``remove`` or ``drop`` instead. What refers to a dropped entity goes with it. Raises KnowledgeError with
    file, line, column and what is allowed for an unknown file or column, a cell its column does not allow,
    a key that stands twice, a reference to nothing, or a form of two entities that ``shared.csv`` does not
    give to both.
    """
    tables, dropped, version = read_tables(overlay)
    persons = people(tables)
    spells = tuple(_spells(tables["leaders"], dropped))
    entities = _entities(tables, persons, spells)
    shared = shared_forms(tables["shared"], dropped, entities)
    claims = actor_forms(tables)
    check_claims(claims, shared)
    forms = [form for form, _ in claims] + [
        f for key, person in persons.items() for f in person_forms(key, person)
    ]
    _check_references(tables, dropped, entities)
    return Knowledge(
        entities=entities,
        forms=_ordered(forms, shared),
        shared=shared,
        plain=_plain(forms, shared),
        namings=namings(tables["states"]),
        lifespans=lifespans(tables["states"]),
        places=place_index(tables),
        org_kinds={
            row.cells["org_id"]: row.cells["kind"] for row in tables["organizations"] if row.cells["kind"]
        },
        genders={key: person.gender for key, person in persons.items() if person.gender},
        surnames={key: tuple(person.surnames) for key, person in persons.items() if person.surnames},
        name_words=name_words(persons),
        spells=spells,
        roles=tuple(Role(*_ROLE(row.cells)) for row in tables["roles"]),
        role_modifiers=_role_modifiers(tables["role_modifiers"]),
        first_names={row.cells["name"]: row.cells["gender"] for row in tables["first_names"]},
        members=tuple(_members(tables["members"], dropped)),
        acts=tuple(Act(*row.cells.values()) for row in tables["acts"]),
        reporting=tuple(Reporting(*row.cells.values()) for row in tables["reporting"]),
        conjugation=_conjugation(tables["conjugation"]),
        words=_words(tables),
        version=version,
    )


def _entities(tables: Tables, persons: dict[str, Person], spells: tuple[Spell, ...]) -> dict[str, Entity]:
    actors = [*state_entities(tables["states"]), *organization_entities(tables["organizations"])]
    served: dict[str, set[str]] = {}
    for spell in spells:
        if spell.holder_id.startswith("state:"):
            served.setdefault(spell.person_id, set()).add(spell.holder_id.removeprefix("state:"))
    for key, person in persons.items():
        states = served.get(key, set())
        actors.append(person_entity(key, person, next(iter(states)) if len(states) == 1 else ""))
    return {entity.entity_id: entity for entity in sorted(actors, key=lambda entity: entity.entity_id)}


def _spells(rows: list[Row], dropped: set[str]) -> list[Spell]:
    return [Spell(*_SPELL(row.cells)) for row in rows if row.cells["holder_id"] not in dropped]


def _role_modifiers(rows: list[Row]) -> dict[str, RoleStatus]:
    # The schema allows no other value: a status is checked where its cell is read.
    return {row.cells["word"]: cast(RoleStatus, row.cells["status"]) for row in rows}


def _members(rows: list[Row], dropped: set[str]) -> list[Membership]:
    members = [Membership(*_MEMBERSHIP(row.cells)) for row in rows]
    return [member for member in members if dropped.isdisjoint((member.org_id, member.state_id))]


def _conjugation(rows: list[Row]) -> tuple[Ending, ...]:
    endings = [
        Ending(row.cells["ending"], row.many("finite"), row.many("past"), row.many("present")) for row in rows
    ]
    return tuple(sorted(endings, key=lambda ending: (-len(ending.ending), ending.ending)))


def _plain(forms: list[Form], shared: Shared) -> frozenset[str]:
    demonyms = [form for form in forms if form.kind == "demonym"]
    own = {form.entity_id for form in demonyms if form.form not in shared}
    return frozenset(form.entity_id for form in demonyms) - own


def _words(tables: Tables) -> dict[str, frozenset[str]]:
    lists = {name.removeprefix("words/"): rows for name, rows in tables.items() if name.startswith("words/")}
    return {name: frozenset(row.cells["word"] for row in rows) for name, rows in lists.items()}


def _ordered(forms: list[Form], shared: Shared) -> tuple[Form, ...]:
    def order(form: Form) -> tuple[str, str, int, str]:
        keys = shared.get(form.form, ())
        rank = keys.index(form.entity_id) if form.entity_id in keys else len(keys)
        return form.form, form.kind, rank, form.entity_id

    return tuple(sorted(forms, key=order))


def _check_references(tables: Tables, dropped: set[str], entities: Mapping[str, Entity]) -> None:
    references = (
        ("members", "org_id"),
        ("members", "state_id"),
        ("leaders", "holder_id"),
        ("states", "successors"),
    )
    known = entities.keys() | dropped
    for table, column in references:
        for row in tables[table]:
            for key in () if row.cells[column] in known else row.many(column):
                if key not in known:
                    raise row.error(column, f"“{key}” stands in no table", "an id of our tables or yours")
