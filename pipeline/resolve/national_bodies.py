"""Bodies that each state has under one name (``Sénat``, ``Cour suprême``, ``ministère de la Défense``): whose is it?

The state is the one that the name says (``ministère russe de la Défense``, ``Sénat`` before ``brésilien``), there or
where the article names the same body; else the one that the article is about (guide, section 3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.records import Entity, Mention
from pipeline.resolve.article import ArticleNames, Context, only
from pipeline.resolve.shared_bodies import state_after, table_bodies

_HOME = "state:FRA"
_UNION = frozenset({"org:ue", "org:commission-europeenne"})
_MINISTRY = "ministère "
_OF_CITIES = frozenset({"Congrès", "Sénat"})
_BEFORE_ADJECTIVE = ("Ministère ", "Parlement")


def learn_national_bodies(
    article: ArticleNames, bodies: Sequence[Mention], mentions: Sequence[Mention], context: Context
) -> None:
    """Note in ``article.national`` which body each mention of a state's body names.

    Left out: a name of which the article has a longer one that is no state's (``Parlement``, ``Parlement européen``)
    or that may be the Union's, where it names that much; and, where the article is about no state, what names none.
    """
    states = {m.start: m for m in mentions if m.type == "STATE" and m.kind in {"name", "demonym"}}
    capitals = _capitals_named(article.knowledge, mentions)
    parted = {m.start: _parted(article, m, states, capitals) for m in bodies}
    others = [m.text for m in bodies if not parted[m.start][0]]
    said: dict[str, str] = {}
    for base, state in parted.values():
        if base and state:
            said.setdefault(base, state)
    topic = context.leading
    of_union = 2 * sum(only(m.candidates) in _UNION for m in bodies)
    union = of_union > 0 and of_union >= sum(m.candidates == (topic,) for m in mentions)
    for mention in bodies:
        base, state = parted[mention.start]
        if not base or any(other.startswith(f"{mention.text} ") for other in others):
            continue
        state = state or said.get(base, "")
        if not state and not (union and _is_of_union(article.knowledge, base)):
            state = "" if topic == _HOME and mention.candidates else topic
        if state:
            article.national[mention.start] = _body(article, mention, base, state)


def _parted(
    article: ArticleNames, mention: Mention, states: Mapping[int, Mention], capitals: Mapping[int, Mention]
) -> tuple[str, str]:
    """The name of a state's body without the state, and the state that it says; two empty strings for another body."""
    text = mention.text
    inner = [m for start, m in states.items() if mention.start <= start and m.end <= mention.end]
    if len(inner) == 1:
        start, end = inner[0].start - mention.start, inner[0].end - mention.start
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}".strip()
        state = only(inner[0].candidates)
    else:
        text, state = _of_state(text, article.knowledge)
    base = _base(text, article.knowledge)
    state = state or (state_after(article.text, mention, states) if base else "")
    if base and not state and base not in _OF_CITIES:
        state = state_after(article.text, mention, capitals)
    return (base, state) if base else ("", "")


def _of_state(text: str, knowledge: Knowledge) -> tuple[str, str]:
    """``ministère de l'Intérieur du Japon`` → ``ministère de l'Intérieur`` and Japan, as ``de Tokyo`` would give."""
    for state, naming in knowledge.namings.items():
        if text.endswith(f" {naming.of}"):
            return text.removesuffix(f" {naming.of}"), state
    body, _, city = text.rpartition(" de ")
    state = _capitals(knowledge).get(city, "")
    return (body, state) if state and body not in _OF_CITIES else (text, "")


def _capitals_named(knowledge: Knowledge, mentions: Sequence[Mention]) -> dict[int, Mention]:
    """The capitals among the mentions by their start, each as its state's (``ministère de la Défense de Taipei``)."""
    capitals = _capitals(knowledge)
    cities = (m for m in mentions if (m.kind == "metonym" or m.type == "PLACE") and m.text in capitals)
    return {m.start: replace(m, candidates=(capitals[m.text],)) for m in cities}


def _base(text: str, knowledge: Knowledge) -> str:
    """The name of a state's body as it is usually written, ``""`` for another name."""
    if text.lower().startswith(_MINISTRY):
        return text[:1].upper() + text[1:]
    return _bases(knowledge).get(slug(text), "")


def _is_of_union(knowledge: Knowledge, base: str) -> bool:
    """Has the European Union a body of that name too?"""
    return (
        not table_bodies(knowledge)
        .keys()
        .isdisjoint({slug(f"{base} {adjective}") for adjective in ("européen", "européenne")})
    )


def _body(article: ArticleNames, mention: Mention, base: str, state: str) -> str:
    """The id of the body of ``state``: the tables', else one of its own. A French one that the tables do not hold bears
    no state in its name, unless it is a ministry or the Parliament."""
    knowledge = article.knowledge
    known = only(c for c in mention.candidates if f"state:{knowledge.entities[c].country}" == state)
    name = _full_name(knowledge, base, state)
    known = known or _table_body(knowledge, base, state, name)
    if known:
        return known
    if state == _HOME and not base.startswith(_BEFORE_ADJECTIVE):
        name = base
    key = f"org:{slug(name)}"
    entity = Entity(key, name, "ORGANIZATION", country=state.removeprefix("state:"))
    article.entities.setdefault(key, entity)
    return key


def _full_name(knowledge: Knowledge, base: str, state: str) -> str:
    """``Ministère japonais de la Défense``, ``Parlement japonais``, ``Cour suprême du Japon``."""
    naming = knowledge.namings[state]
    if base.startswith(_BEFORE_ADJECTIVE) and naming.adjective:
        noun, *rest = base.split(" ", 1)
        return " ".join([noun, naming.adjective, *rest])
    return f"{base} {naming.of}"


def _table_body(knowledge: Knowledge, base: str, state: str, name: str) -> str:
    """The body of the tables that is called by its state's adjective or name (``Parlement britannique``)."""
    names = [name, *(f"{base} {demonym}" for demonym in _demonyms(knowledge)[state])]
    return only(key for key in map(table_bodies(knowledge).get, map(slug, names)) if key)


@lru_cache(maxsize=4)
def _bases(knowledge: Knowledge) -> dict[str, str]:
    return {slug(word): word for word in knowledge.words.get("national_bodies", ())}


@lru_cache(maxsize=4)
def _capitals(knowledge: Knowledge) -> dict[str, str]:
    """Capital → its state; without those that stand for another power too, as Brussels does."""
    found: dict[str, set[str]] = {}
    for form in knowledge.forms:
        found.setdefault(form.form, set()).add(form.entity_id)
    return {
        form.form: form.entity_id
        for form in knowledge.forms
        if form.kind == "capital" and only(found[form.form])
    }


@lru_cache(maxsize=4)
def _demonyms(knowledge: Knowledge) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {state: [] for state in knowledge.namings}
    for form in knowledge.forms:
        if form.kind == "demonym":
            found[form.entity_id].append(form.form)
    return found
