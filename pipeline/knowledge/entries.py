"""What the knowledge tables say, as frozen records: the answer of
:func:`pipeline.knowledge.load_knowledge`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.records import Entity, EntityType, RoleStatus

FormKind = Literal["name", "acronym", "demonym", "combining", "capital", "seat", "periphrasis"]


@dataclass(frozen=True, slots=True)
class Form:
    """One written form of an entity; a form that several entities share has one record for each.

    ``type`` is the type of the entity (a capital has type STATE: the form *may* stand for the state).
    Names, capitals, seats and acronyms are written as the press writes them, demonyms in lower case with
    every inflection listed, combining forms in lower case without the hyphen (``russo``), periphrases
    without their article.
    """

    form: str
    entity_id: str
    type: EntityType
    kind: FormKind


@dataclass(frozen=True, slots=True)
class Naming:
    """How a body of a state is named after it: by what follows (``du Japon``) or by the adjective in the masculine
    singular (``japonais``, ``""`` where there is none)."""

    of: str
    adjective: str


@dataclass(frozen=True, slots=True)
class Spell:
    """A person in an office from ``start`` to ``end`` (ISO dates of any precision, ``""`` when unknown).

    An empty ``end`` does not mean in office: ``as_of`` is the last date at which a source showed the person
    there.
    """

    person_id: str
    holder_id: str
    role: str
    office: str
    start: str
    end: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Role:
    """A word or phrase that names an office: ``gender`` is ``m``, ``f`` or ``mf``, ``number`` ``s``, ``p`` or
    ``sp``. ``holder`` is what the office is held of: ``state``, ``organization``, ``any``, or the id that the
    form itself fixes (``locataire du Kremlin``: ``state:RUS``).
    """

    form: str
    lemma: str
    gender: str
    number: str
    office: str
    holder: str


@dataclass(frozen=True, slots=True)
class Membership:
    """A state's membership of an organisation; an empty date is one that no source attests."""

    org_id: str
    state_id: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Act:
    """A verb or noun of an act between two actors, its syntactic frame, event type and polarity."""

    lemma: str
    pos: str
    frame: str
    event: str
    polarity: str
    example: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """A verb or noun that reports speech, and the frame in which it does."""

    lemma: str
    frame: str
    kind: str
    example: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How the verbs whose infinitive ends so are inflected: what replaces the ending in the third person of
    the finite tenses, in the past participle and in the present participle."""

    ending: str
    finite: tuple[str, ...]
    past: tuple[str, ...]
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All the program knows of the world and of press French.

    ``entities`` holds states, organisations and people by id. ``forms`` is sorted by form, kind and, for a
    shared form, by how likely each entity is (the order of ``shared.csv``). ``shared`` maps such a form to the
    entity ids, likeliest first. ``plain`` holds the states that have no demonym of their own beside shared ones
    (``soudanais`` is Sudan's only one; South Sudan's own is ``sud-soudanais``). ``namings`` says how the bodies
    of a state are named after it. ``lifespans`` gives the first and last day of states that began or ended in
    living memory (``""`` when there is none or no source shows it). ``places`` maps a written form
    (``Beijing``) to its place (``place:pekin``, country ``CHN``): every capital, and the table of places.
    ``org_kinds`` maps an organisation to its kind (``media``, ``company``…) where the tables tell, ``genders``
    a person to ``m`` or ``f`` where known, ``surnames`` to the forms in which the surname stands alone, the
    usual one first (none for a sovereign). ``name_words`` maps the words of a person's name (plain letters,
    sorted, one space) to the people so called, whatever the order. ``role_modifiers`` maps a word beside a role
    (``ancienne``) to the status it gives, ``first_names`` a first name to ``m``, ``f``, ``mf`` or ``""``.
    ``words`` maps the name of a word list to its words. ``conjugation`` is ordered longest ending first.
    ``version`` is a SHA-256 of every table read, a user's included.
    """

    entities: Mapping[str, Entity]
    forms: tuple[Form, ...]
    shared: Mapping[str, tuple[str, ...]]
    plain: frozenset[str]
    namings: Mapping[str, Naming]
    lifespans: Mapping[str, tuple[str, str]]
    places: Mapping[str, Entity]
    org_kinds: Mapping[str, str]
    genders: Mapping[str, str]
    surnames: Mapping[str, tuple[str, ...]]
    name_words: Mapping[str, tuple[str, ...]]
    spells: tuple[Spell, ...]
    roles: tuple[Role, ...]
    role_modifiers: Mapping[str, RoleStatus]
    first_names: Mapping[str, str]
    members: tuple[Membership, ...]
    acts: tuple[Act, ...]
    reporting: tuple[Reporting, ...]
    conjugation: tuple[Ending, ...]
    words: Mapping[str, frozenset[str]]
    version: str

    def __hash__(self) -> int:
        """What is derived from the tables can be kept by them."""
        return hash(self.version)
