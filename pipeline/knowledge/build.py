"""Rows of the tables → the entities and forms they stand for, with the checks that need several tables."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from pipeline.knowledge.entries import Form, FormKind, Naming
from pipeline.knowledge.files import Tables
from pipeline.knowledge.rows import Row
from pipeline.records import Entity, EntityType

_STATUS = {
    "observer": "observer state",
    "partly recognised": "partly recognised state",
    "de facto": "de facto state",
    "historic": "historic state",
}
_STATE_FORMS: tuple[tuple[str, FormKind], ...] = (
    ("name", "name"),
    ("formal_name", "name"),
    ("aliases", "name"),
    ("acronyms", "acronym"),
    ("demonyms", "demonym"),
    ("combining", "combining"),
    ("capital", "capital"),
    ("capital_aliases", "capital"),
    ("other_capitals", "capital"),
    ("seats", "seat"),
    ("periphrases", "periphrasis"),
)
_ORGANIZATION_FORMS: tuple[tuple[str, FormKind], ...] = (
    ("name", "name"),
    ("acronym", "acronym"),
    ("aliases", "name"),
    ("seats", "seat"),
    ("periphrases", "periphrasis"),
)
_SINGLE = frozenset({"name", "formal_name", "capital"})

Shared = dict[str, tuple[str, ...]]


def slug(name: str) -> str:
    """The key of an id: letters without accents, lower case, everything else one hyphen (``Ban Ki-moon``:
    ``ban-ki-moon``).
    """
    ascii_name = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")


def state_entities(rows: list[Row]) -> Iterator[Entity]:
    """States; ``country`` is the state's own alpha-3 code, ``status`` its standing where it is no UN
    member.
    """
    for row in rows:
        key = row.cells["state_id"]
        yield Entity(
            entity_id=key,
            name=row.cells["name"],
            type="STATE",
            wikidata_id=row.cells["wikidata_id"],
            country=key.removeprefix("state:"),
            status=_STATUS.get(row.cells["standing"], ""),
        )


def organization_entities(rows: list[Row]) -> Iterator[Entity]:
    """Organisations; ``country`` only where the body belongs to one state."""
    for row in rows:
        cells = row.cells
        yield Entity(cells["org_id"], cells["name"], "ORGANIZATION", cells["wikidata_id"], cells["country"])


def actor_forms(tables: Tables) -> list[tuple[Form, Row]]:
    """Every form of states and organisations with the row that says it, each once an entity and kind."""
    found: dict[Form, Row] = {}
    for row in tables["states"]:
        for form in _forms(row, row.cells["state_id"], "STATE", _STATE_FORMS):
            found.setdefault(form, row)
    for row in tables["organizations"]:
        for form in _forms(row, row.cells["org_id"], "ORGANIZATION", _ORGANIZATION_FORMS):
            found.setdefault(form, row)
    return list(found.items())


def _forms(
    row: Row, key: str, type_: EntityType, columns: tuple[tuple[str, FormKind], ...]
) -> Iterator[Form]:
    for column, kind in columns:
        values = (row.cells[column],) if column in _SINGLE else row.many(column)
        for value in values:
            if value:
                yield Form(value, key, type_, kind)


def shared_forms(rows: list[Row], dropped: set[str], entities: Mapping[str, Entity]) -> Shared:
    """Form → the entities that may share it, likeliest first; dropped ones are left out.

    Raises KnowledgeError for an id that no table holds.
    """
    answer = {}
    for row in rows:
        keys = tuple(key for key in row.many("entity_ids") if key not in dropped)
        for key in keys:
            if key not in entities:
                raise row.error("entity_ids", f"“{key}” stands in no table", "an id of our tables or yours")
        answer[row.cells["form"]] = keys
    return answer


def check_claims(forms: list[tuple[Form, Row]], shared: Shared) -> None:
    """Raises KnowledgeError for a form of two entities that ``shared.csv`` does not give to both."""
    claims: dict[str, tuple[Form, Row]] = {}
    for form, row in forms:
        first, first_row = claims.setdefault(form.form, (form, row))
        if first.entity_id == form.entity_id:
            continue
        if not {first.entity_id, form.entity_id} <= set(shared.get(form.form, ())):
            where = f"{first_row.file}, line {first_row.line}"
            problem = f"“{form.form}” is already a form of {first.entity_id} ({where})"
            allowed = "a form of one entity, or of those that a row of shared.csv gives it to"
            raise row.error(_column_of(row, form.form), problem, allowed)


def _column_of(row: Row, form: str) -> str:
    return next((name for name in row.cells if form in (row.cells[name], *row.many(name))), "name")


def place_index(tables: Tables) -> dict[str, Entity]:
    """Written form → place: the table of places, then the capitals of states, dissolved ones last."""
    index: dict[str, Entity] = {}
    for row in tables["places"]:
        place = Entity(row.cells["place_id"], row.cells["name"], "PLACE", "", row.cells["country"])
        for form in (place.name, *row.many("aliases")):
            index.setdefault(form, place)
    for row in sorted(tables["states"], key=lambda row: row.cells["standing"] == "historic"):
        for form, place in _capitals(row):
            index.setdefault(form, place)
    return index


def _capitals(row: Row) -> Iterator[tuple[str, Entity]]:
    capital = row.cells["capital"]
    cities = [(capital, (capital, *row.many("capital_aliases")))] if capital else []
    cities += [(city, (city,)) for city in row.many("other_capitals")]
    country = row.cells["state_id"].removeprefix("state:")
    for name, forms in cities:
        place = Entity(f"place:{slug(name)}", name, "PLACE", "", country)
        yield from ((form, place) for form in forms)


def lifespans(rows: list[Row]) -> dict[str, tuple[str, str]]:
    """State id → (start, end) as ISO dates, for the states whose table row gives one of them."""
    dates = ((row.cells["state_id"], row.cells["start"], row.cells["end"]) for row in rows)
    return {key: (start, end) for key, start, end in dates if start or end}


def namings(rows: list[Row]) -> dict[str, Naming]:
    """State id → how its bodies are named after it."""
    answer = {}
    for row in rows:
        of = row.cells["of"] or "de"
        space = "" if of.endswith("'") else " "
        adjective = next(iter(row.many("demonyms")), "")
        answer[row.cells["state_id"]] = Naming(f"{of}{space}{row.cells['name']}", adjective)
    return answer
