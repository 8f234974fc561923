"""People of the tables: one entity from the rows of ``people.csv`` and ``leaders.csv`` together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.knowledge.build import slug
from pipeline.knowledge.entries import Form
from pipeline.knowledge.files import Tables
from pipeline.knowledge.rows import Row
from pipeline.records import Entity


@dataclass(slots=True)
class Person:
    """What several rows say of one person; ``first`` is the row an error names."""

    first: Row
    name: str = ""
    wikidata_id: str = ""
    gender: str = ""
    country: str = ""
    forms: dict[str, None] = field(default_factory=dict)
    surnames: dict[str, None] = field(default_factory=dict)


def people(tables: Tables) -> dict[str, Person]:
    """Person id → what is known; a filled cell of ``people.csv`` wins over ``leaders.csv``, aliases are
    joined.

    Raises KnowledgeError when two rows of ``leaders.csv`` name one person differently, or no row names
    them.
    """
    found: dict[str, Person] = {}
    for row in tables["people"]:
        _take(found.setdefault(row.cells["person_id"], Person(row)), row)
    settled = {key for key, person in found.items() if person.name}
    for row in tables["leaders"]:
        key = row.cells["person_id"]
        person = found.setdefault(key, Person(row))
        if key not in settled and person.name and row.cells["name"] not in ("", person.name):
            raise row.error(
                "name", f"“{row.cells['name']}” but line {person.first.line} has “{person.name}”", "one name"
            )
        _take(person, row)
    for person in found.values():
        if not person.name:
            raise person.first.error("name", "empty", "a name")
    return found


def _take(person: Person, row: Row) -> None:
    cells = row.cells
    person.name = person.name or cells["name"]
    person.wikidata_id = person.wikidata_id or cells["wikidata_id"]
    person.gender = person.gender or cells["gender"]
    person.country = person.country or cells.get("country", "")
    for form in (cells["name"], *row.many("aliases")):
        if form:
            person.forms[form] = None
    person.surnames.update(dict.fromkeys(row.many("surname")))


def person_entity(key: str, person: Person, country: str) -> Entity:
    """The entity of a person; ``country`` is that of the states they served when they are one, unless a table
    says it.
    """
    return Entity(key, person.name, "PERSON", person.wikidata_id, person.country or country)


def person_forms(key: str, person: Person) -> list[Form]:
    """The full name and other names as the tables spell them."""
    return [Form(form, key, "PERSON", "name") for form in person.forms]


def unordered(name: str) -> str:
    """The words of a name in no order of their own: ``Fumio Kishida`` and ``Kishida Fumio`` → ``fumio kishida``."""
    return " ".join(sorted(slug(name).split("-")))


def name_words(persons: Mapping[str, Person]) -> dict[str, tuple[str, ...]]:
    """The ``unordered`` words of every name of several words → the people so called."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, person in persons.items():
        for form in person.forms:
            words = unordered(form)
            if " " in words:
                found[words].add(key)
    return {words: tuple(sorted(keys)) for words, keys in found.items()}
