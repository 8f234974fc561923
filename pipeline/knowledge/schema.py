"""The knowledge tables: their files, columns, keys and what each cell may hold."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.knowledge import cells
from pipeline.knowledge.cells import Check


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the check of a cell (of each item, when ``many``) and whether a row must fill it."""

    name: str
    check: Check = cells.text
    many: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: ``name`` is its file without suffix; no two rows agree in all columns of ``key``."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """The column of that name, or None."""
        return next((column for column in self.columns if column.name == name), None)


_EXAMPLE = Column("example")
_QID = Column("wikidata_id", cells.qid)
_SPAN = (Column("start", cells.iso_date), Column("end", cells.iso_date))
_KINDS = cells.one_of(
    *("agency", "alliance", "armed group", "army", "bank", "company", "court", "forum", "government"),
    *("intelligence", "intergovernmental", "media", "ministry", "ngo", "organ", "parliament", "party"),
    *("police", "religious", "sport", "trade union", "union"),
)
_STANDINGS = cells.one_of("member", "observer", "partly recognised", "de facto", "historic")


def _needed(name: str, check: Check = cells.text) -> Column:
    return Column(name, check, required=True)


def _many(name: str, check: Check = cells.text) -> Column:
    return Column(name, check, many=True)


STATES = Table(
    "states",
    ("state_id",),
    (
        _needed("state_id", cells.entity_id("state")),
        _needed("name"),
        Column("formal_name"),
        _many("aliases"),
        _many("acronyms"),
        _many("demonyms"),
        _many("combining"),
        Column("capital"),
        _many("capital_aliases"),
        _many("other_capitals"),
        _many("seats"),
        _many("periphrases"),
        Column("of", cells.one_of("de", "d'", "de l'", "de la", "des", "du")),
        Column("iso2", cells.alpha2),
        _QID,
        Column("standing", _STANDINGS),
        *_SPAN,
        _many("successors", cells.entity_id("state")),
        _EXAMPLE,
    ),
)
ORGANIZATIONS = Table(
    "organizations",
    ("org_id",),
    (
        _needed("org_id", cells.entity_id("org")),
        _needed("name"),
        _many("acronym"),
        _many("aliases"),
        _many("seats"),
        _many("periphrases"),
        Column("kind", _KINDS),
        _QID,
        Column("country", cells.alpha3),
        _EXAMPLE,
    ),
)
MEMBERS = Table(
    "members",
    ("org_id", "state_id", "start"),
    (
        _needed("org_id", cells.entity_id("org")),
        _needed("state_id", cells.entity_id("state")),
        *_SPAN,
        Column("source"),
    ),
)
PLACES = Table(
    "places",
    ("place_id",),
    (
        _needed("place_id", cells.entity_id("place")),
        _needed("name"),
        _many("aliases"),
        Column("country", cells.alpha3),
        Column("kind"),
        _EXAMPLE,
    ),
)
SHARED = Table(
    "shared",
    ("form",),
    (
        _needed("form"),
        _many("entity_ids", cells.entity_id("state", "org")),
        _EXAMPLE,
    ),
)
PEOPLE = Table(
    "people",
    ("person_id",),
    (
        _needed("person_id", cells.entity_id("person")),
        Column("name"),
        _many("surname"),
        _many("aliases"),
        Column("gender", cells.one_of("m", "f")),
        _QID,
        Column("country", cells.alpha3),
        _EXAMPLE,
    ),
)
LEADERS = Table(
    "leaders",
    ("person_id", "holder_id", "role", "start"),
    (
        _needed("person_id", cells.entity_id("person")),
        Column("name"),
        _many("surname"),
        _many("aliases"),
        Column("gender", cells.one_of("m", "f")),
        _QID,
        _needed("holder_id", cells.entity_id("state", "org")),
        _needed("role"),
        _needed("office"),
        *_SPAN,
        Column("as_of", cells.iso_date),
        Column("source"),
    ),
)
ROLES = Table(
    "roles",
    ("form", "office", "holder"),
    (
        _needed("form"),
        _needed("lemma"),
        Column("gender", cells.one_of("m", "f", "mf")),
        Column("number", cells.one_of("s", "p", "sp")),
        _needed("office"),
        _needed("holder", cells.role_holder),
        _EXAMPLE,
    ),
)
ROLE_MODIFIERS = Table(
    "role_modifiers",
    ("word",),
    (_needed("word"), _needed("status", cells.one_of("current", "former", "future", "acting")), _EXAMPLE),
)
FIRST_NAMES = Table(
    "first_names", ("name",), (_needed("name"), Column("gender", cells.one_of("m", "f", "mf")))
)
# The published event types of PLOVER (Halterman et al. 2023, arXiv 2304.01331), most cooperative first.
PLOVER = (
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
)
ACTS = Table(
    "acts",
    ("lemma", "pos", "frame"),
    (
        _needed("lemma"),
        _needed("pos", cells.one_of("NOUN", "VERB")),
        Column("frame", many=True, required=True),
        Column("event", cells.one_of(*PLOVER)),
        _needed("polarity", cells.one_of("cooperative", "neutral", "conflictual")),
        _EXAMPLE,
    ),
)
REPORTING = Table(
    "reporting",
    ("lemma", "frame"),
    (_needed("lemma"), _needed("frame"), _needed("kind"), _EXAMPLE),
)
CONJUGATION = Table(
    "conjugation",
    ("ending",),
    (_needed("ending"), _many("finite"), _many("past"), _many("present"), _EXAMPLE),
)
TABLES = (
    STATES,
    ORGANIZATIONS,
    MEMBERS,
    PLACES,
    SHARED,
    PEOPLE,
    LEADERS,
    ROLES,
    ROLE_MODIFIERS,
    FIRST_NAMES,
    ACTS,
    REPORTING,
    CONJUGATION,
)


def word_list(name: str) -> Table:
    """The schema of one word list, ``words/<name>.csv``."""
    return Table(f"words/{name}", ("word",), (_needed("word"), _EXAMPLE))
