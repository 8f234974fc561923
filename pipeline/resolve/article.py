"""What is being learnt of one article while its mentions are resolved, and the policy all resolvers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.records import Entity, Mention

AMBIGUOUS = "ambiguous"


@dataclass(slots=True)
class ArticleNames:
    """The names of one article: ``people`` maps a person to the full names seen, ``bodies`` a written form of an
    organisation to its id, ``entities`` holds every entity met so far. ``national`` says which state's body a
    mention is, by its start (``Sénat``), ``first_named`` where a person is first named in full, ``couples`` whom a
    first name stands for that shares its surname (``Bill et Hillary Clinton``)."""

    text: str
    date: str
    knowledge: Knowledge
    entities: dict[str, Entity] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, str] = field(default_factory=dict)
    national: dict[int, str] = field(default_factory=dict)
    first_named: dict[str, int] = field(default_factory=dict)
    couples: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What an article says elsewhere that can settle a shared form: the states that it names by a form of their own,
    in order, those whose cities it names, and the one that it is about (see ``leading_state``); whether it names the
    European Union, be it as Brussels."""

    named: tuple[str, ...]
    at: frozenset[str]
    leading: str
    union: bool


def only(candidates: Iterable[str]) -> str:
    """The policy: the candidate when exactly one remains, else nothing."""
    found = set(candidates)
    return found.pop() if len(found) == 1 else ""


def settled(article: ArticleNames, mention: Mention, entity: Entity) -> Mention:
    """The mention as one of ``entity``, which the article now holds; no candidates remain."""
    article.entities.setdefault(entity.entity_id, entity)
    return replace(mention, entity_id=entity.entity_id, type=entity.type, candidates=())


def ambiguous(article: ArticleNames, mention: Mention, candidates: Sequence[str], form: str = "") -> Mention:
    """The mention as one of an entity of its own, called by ``form`` or as it is written, whose status names the open
    ``candidates``."""
    name = form or mention.text
    key = f"{mention.type.lower()}:{slug(name)}".replace("organization:", "org:")
    names = ", ".join(article.knowledge.entities[other].name for other in candidates)
    entity = Entity(key, name, mention.type, status=f"{AMBIGUOUS}: {names}")
    return replace(
        settled(article, mention, entity), candidates=tuple(candidates), score=min(mention.score, 0.5)
    )
