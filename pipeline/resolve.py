"""Mentions → entities, first in the article, then over the run (guide, section 3).

One resolver a type; the policy is the same everywhere and stands in ``_only``: accept when exactly one candidate
remains. What cannot be told apart stays apart and says so: an entity of its own whose status names the candidates.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.knowledge import Knowledge, Spell
from pipeline.knowledge.build import slug
from pipeline.knowledge.offices import Offices
from pipeline.person_names import same_person, surname_forms
from pipeline.records import Entity, EntitySummary, Mention

AMBIGUOUS = "ambiguous"
_BRACKET = re.compile(r"\s*\(\s*(?:en anglais\s+)?([A-Z][\w&.-]{1,9})\s*[),]")


@dataclass(slots=True)
class _Article:
    """What is being learnt of one article: entity ids of names seen so far."""

    text: str
    date: str
    knowledge: Knowledge
    entities: dict[str, Entity] = field(default_factory=dict)
    people: dict[str, list[str]] = field(default_factory=dict)  # person id → full names in the article
    bodies: dict[str, str] = field(default_factory=dict)  # written form of an organisation → id


def resolve_article(
    text: str, date: str, mentions: Sequence[Mention], knowledge: Knowledge, offices: Offices
) -> tuple[list[Mention], list[Entity]]:
    """The mentions with their entities, and those entities sorted by id.

    A group becomes one mention for each referent. Dropped: roles and groups for which the article and the tables
    leave none or more than one reading. ``date`` is the article's, of any precision.
    """
    article = _Article(text, date, knowledge)
    resolved = _resolve_names(article, mentions)
    resolved = _resolve_roles(article, resolved, offices)
    resolved = _resolve_groups(article, resolved)
    resolved.sort(key=lambda mention: (mention.start, -mention.end, mention.kind, mention.entity_id))
    used = {mention.entity_id for mention in resolved}
    return resolved, sorted((article.entities[key] for key in used), key=lambda entity: entity.entity_id)


def _only(candidates: Iterable[str]) -> str:
    """The policy: the candidate when exactly one remains, else nothing."""
    found = set(candidates)
    return found.pop() if len(found) == 1 else ""


# --- names, demonyms, metonyms ---------------------------------------------------------------------------------------


def _resolve_names(article: _Article, mentions: Sequence[Mention]) -> list[Mention]:
    named = {
        key
        for m in mentions
        if m.kind in {"name", "demonym"} and len(m.candidates) == 1
        for key in m.candidates
    }
    _learn_people(article, [m for m in mentions if m.type == "PERSON" and m.kind == "name"])
    _learn_bodies(article, [m for m in mentions if m.type == "ORGANIZATION" and m.kind == "name"])
    resolved = []
    for mention in mentions:
        if mention.kind in {"role", "group"}:
            resolved.append(mention)
        elif mention.type == "PERSON":
            resolved.append(_person(article, mention))
        elif mention.type == "STATE" or mention.kind == "metonym":
            resolved.append(_state(article, mention, named))
        elif mention.type == "ORGANIZATION":
            resolved.append(_body(article, mention))
        else:
            resolved.append(_place(article, mention))
    return resolved


def _state(article: _Article, mention: Mention, named: Collection[str]) -> Mention:
    """A state by the forms of the tables. A form that several share goes to the one that the article names outright,
    a historic state only then; a capital that is also the seat of a body is the body's."""
    known = article.knowledge.entities
    living = [key for key in mention.candidates if known[key].status != "historic state"]
    bodies = [key for key in mention.candidates if key.startswith("org:")]
    for candidates in (bodies if mention.kind == "metonym" else [], mention.candidates, living):
        choice = _only(candidates) or _only(key for key in candidates if key in named)
        if choice:
            return _settled(article, mention, known[choice])
    return _ambiguous(article, mention, living or list(mention.candidates))


def _ambiguous(article: _Article, mention: Mention, candidates: Sequence[str]) -> Mention:
    key = f"{mention.type.lower()}:{slug(mention.text)}".replace("organization:", "org:")
    names = ", ".join(article.knowledge.entities[other].name for other in candidates)
    entity = Entity(key, mention.text, mention.type, status=f"{AMBIGUOUS}: {names}")
    return replace(
        _settled(article, mention, entity), candidates=tuple(candidates), score=min(mention.score, 0.5)
    )


def _settled(article: _Article, mention: Mention, entity: Entity) -> Mention:
    article.entities.setdefault(entity.entity_id, entity)
    return replace(mention, entity_id=entity.entity_id, type=entity.type, candidates=())


def _place(article: _Article, mention: Mention) -> Mention:
    known = article.knowledge.places.get(mention.text)
    return _settled(
        article, mention, known or Entity(f"place:{slug(mention.text) or 'x'}", mention.text, "PLACE")
    )


# --- organisations ----------------------------------------------------------------------------------------------------


def _learn_bodies(article: _Article, mentions: Sequence[Mention]) -> None:
    """Give every written form of an organisation its id: the tables', or the slug of its longest form; an acronym in
    brackets after a name is that name's for the whole article."""
    for mention in sorted(mentions, key=lambda mention: (-len(mention.text), mention.start)):
        key = (
            _only(mention.candidates)
            or article.bodies.get(mention.text)
            or _longer_form(article, mention.text)
        )
        key = key or f"org:{slug(mention.text) or 'x'}"
        article.bodies.setdefault(mention.text, key)
        name = article.knowledge.entities.get(key) or Entity(key, mention.text, "ORGANIZATION")
        article.entities.setdefault(key, name)
    for mention in mentions:
        bracket = _BRACKET.match(article.text, mention.end)
        if bracket and not any(m.text == bracket[1] and m.candidates for m in mentions):
            _rename(article, bracket[1], article.bodies[mention.text])


def _longer_form(article: _Article, text: str) -> str:
    """The one organisation of the article whose name begins or ends with this form (``Amnesty``)."""
    if len(text) < 4:
        return ""
    return _only(
        key
        for form, key in article.bodies.items()
        if form != text and (form.startswith(f"{text} ") or form.endswith(f" {text}"))
    )


def _rename(article: _Article, acronym: str, key: str) -> None:
    article.bodies[acronym] = key


def _body(article: _Article, mention: Mention) -> Mention:
    key = article.bodies[mention.text]
    entity = article.entities.get(key) or article.knowledge.entities[key]
    return _settled(article, mention, entity)


# --- people -----------------------------------------------------------------------------------------------------------


def _learn_people(article: _Article, mentions: Sequence[Mention]) -> None:
    """Collect the people whom the article names in full, spellings of one name together."""
    for mention in mentions:
        if " " not in mention.text.strip() and not _is_full(article, mention):
            continue
        key = (
            _known_person(article, mention)
            or _same_as(article, mention.text)
            or f"person:{slug(mention.text)}"
        )
        names = article.people.setdefault(key, [])
        if mention.text not in names:
            names.append(mention.text)


def _is_full(article: _Article, mention: Mention) -> bool:
    """A one-word form that the tables hold for one person only (``Pelé``, ``Poutine`` is a surname: no)."""
    key = _only(mention.candidates)
    return bool(key) and mention.text in article.knowledge.entities[key].name.split(" ", 1)[0:1]


def _known_person(article: _Article, mention: Mention) -> str:
    return _only(key for key in mention.candidates if key.startswith("person:"))


def _same_as(article: _Article, name: str) -> str:
    words = article.knowledge.words
    return _only(
        key
        for key, names in article.people.items()
        if any(same_person(name, other, words) for other in names)
    )


def _person(article: _Article, mention: Mention) -> Mention:
    """A person by full name; by surname the one so named in the article, else the one the tables hold."""
    for key, names in article.people.items():
        if mention.text in names:
            return _settled(article, mention, _person_entity(article, key))
    return _by_surname(article, mention)


def _by_surname(article: _Article, mention: Mention) -> Mention:
    named = _bearers(article, mention.text)
    key = _only(named)
    if not key and not named:
        known = _known_bearers(article, mention)
        key = _only(known) or _only(_in_office(article, known))
        if not key and len(known) > 1:
            return _ambiguous(article, mention, sorted(known))
    elif not key:
        entity = Entity(
            f"person:{slug(mention.text)}", mention.text, "PERSON", status=_several(article, named)
        )
        return replace(_settled(article, mention, entity), candidates=tuple(sorted(named)), score=0.5)
    if key:
        return _settled(article, mention, _person_entity(article, key))
    return _settled(article, mention, Entity(f"person:{slug(mention.text) or 'x'}", mention.text, "PERSON"))


def _several(article: _Article, keys: Collection[str]) -> str:
    return f"{AMBIGUOUS}: " + ", ".join(_person_entity(article, key).name for key in sorted(keys))


def _bearers(article: _Article, text: str) -> set[str]:
    """The people of the article whom this word may name: by surname, by a surname form, else by first name."""
    words = article.knowledge.words
    surname = {
        key
        for key, names in article.people.items()
        if any(text in surname_forms(name, words) for name in names)
        or text in article.knowledge.surnames.get(key, ())
    }
    return surname or {
        key for key, names in article.people.items() if any(n.split()[0] == text for n in names)
    }


def _known_bearers(article: _Article, mention: Mention) -> set[str]:
    people = {key for key in mention.candidates if key.startswith("person:")}
    return people or {key for key, forms in article.knowledge.surnames.items() if mention.text in forms}


def _in_office(article: _Article, people: Collection[str]) -> set[str]:
    return {
        s.person_id for s in article.knowledge.spells if s.person_id in people and _holds(s, article.date)
    }


def _person_entity(article: _Article, key: str) -> Entity:
    known = article.knowledge.entities.get(key)
    if known:
        return known
    names = article.people.get(key, [key])
    return Entity(key, names[0], "PERSON")


# --- roles ------------------------------------------------------------------------------------------------------------


def _holds(spell: Spell, date: str) -> bool:
    """Was the office held at ``date``? Only as far as a source shows: after ``as_of`` nothing is known. Dates of less
    precision are compared as far as both go."""
    if not date or not spell.start or _before(date, spell.start):
        return False
    end = spell.end or spell.as_of
    return bool(end) and not _before(end, date)


def _before(first: str, second: str) -> bool:
    length = min(len(first), len(second))
    return first[:length] < second[:length]


def _resolve_roles(article: _Article, mentions: list[Mention], offices: Offices) -> list[Mention]:
    """Give each role its person: whoever the article shows in that office, else the holder at the article's date."""
    shown = _offices_shown(article, mentions, offices)
    resolved: list[Mention] = []
    for mention in mentions:
        if mention.kind != "role":
            resolved.append(mention)
            continue
        key = _holder(article, mention, mentions, offices, shown)
        if key:
            resolved.append(_settled(article, mention, _person_entity(article, key)))
    return resolved


@dataclass(frozen=True, slots=True)
class _Shown:
    """The article says that this person has this office (of this state or body, when it says so)."""

    start: int
    person: str
    lemmas: frozenset[str]
    holders: frozenset[str]


def _offices_shown(article: _Article, mentions: Sequence[Mention], offices: Offices) -> list[_Shown]:
    """Offices beside names: ``le président russe Vladimir Poutine``, ``Sean Spicer, porte-parole de …``."""
    shown = []
    for mention in mentions:
        if mention.type != "PERSON" or mention.kind != "name":
            continue
        for start, end in ((max(0, mention.start - 80), mention.start), (mention.end, mention.end + 80)):
            phrase = _beside(article.text, start, end, before=end == mention.start)
            match = offices.search(article.text, *phrase) if phrase else None
            if match:
                holders = _held(mentions, *phrase) if phrase else frozenset()
                lemmas = frozenset(role.lemma.lower() for role in match.roles)
                shown.append(_Shown(mention.start, mention.entity_id, lemmas, holders))
    return shown


def _beside(text: str, start: int, end: int, *, before: bool) -> tuple[int, int] | None:
    """The words that touch the name: up to the last break before it, or after an opening comma up to the next break."""
    window = text[start:end]
    if before:
        cut = max((match.end() for match in re.finditer(r"[.;:!?\n«»(]|,\s(?!$)", window)), default=0)
        return start + cut, end
    opening = re.match(r"\s*[,(]\s*", window)
    if not opening:
        return None
    closing = re.search(r"[.;:!?\n«»),]", window[opening.end() :])
    return start + opening.end(), start + opening.end() + (
        closing.start() if closing else len(window) - opening.end()
    )


def _held(mentions: Sequence[Mention], start: int, end: int) -> frozenset[str]:
    return frozenset(
        m.entity_id
        for m in mentions
        if start <= m.start and m.end <= end and m.type in {"STATE", "ORGANIZATION"}
    )


def _holder(
    article: _Article,
    mention: Mention,
    mentions: Sequence[Mention],
    offices: Offices,
    shown: Sequence[_Shown],
) -> str:
    match = offices.search(article.text, mention.start, mention.end)
    if match is None:
        return ""
    fixed = {role.holder for role in match.roles if ":" in role.holder}
    holders = frozenset(fixed) | _held(mentions, mention.start, mention.end)
    lemmas = frozenset(role.lemma.lower() for role in match.roles)
    agreeing = [
        s for s in shown if s.lemmas & lemmas and (not holders or not s.holders or s.holders & holders)
    ]
    exact = [s for s in agreeing if s.holders & holders] if holders else agreeing
    before = {s.person for s in (exact or agreeing) if s.start < mention.start}
    choice = _only(before) or _only(s.person for s in (exact or agreeing))
    if choice or before:
        return choice
    if _is_former(article, mention):
        return ""
    return _holder_at_date(article, match.offices, holders, mentions)


def _is_former(article: _Article, mention: Mention) -> bool:
    words = re.findall(r"[\w'-]+", mention.text.lower())
    modifiers = article.knowledge.role_modifiers
    return (
        any(modifiers.get(word) not in {None, "current"} for word in words) or "ex-" in mention.text.lower()
    )


def _holder_at_date(
    article: _Article, offices: Collection[str], holders: Collection[str], mentions: Sequence[Mention]
) -> str:
    """Who held the office at the article's date: of the state in the phrase; without one, among the people named."""
    serving = [s for s in article.knowledge.spells if s.office in offices and _holds(s, article.date)]
    if holders:
        return _only(s.person_id for s in serving if s.holder_id in holders)
    people = {m.entity_id for m in mentions if m.type == "PERSON" and m.kind == "name"}
    return _only(s.person_id for s in serving if s.person_id in people)


# --- groups -----------------------------------------------------------------------------------------------------------

_NUMBERS = ("deux", "trois", "quatre", "cinq", "six", "sept")


def _resolve_groups(article: _Article, mentions: list[Mention]) -> list[Mention]:
    """One mention for each referent: the actors of the type that the article is most about so far, by number."""
    resolved = []
    for mention in mentions:
        if mention.kind != "group":
            resolved.append(mention)
            continue
        for key in _referents(mention, mentions):
            resolved.append(replace(_settled(article, mention, article.entities[key]), score=0.6))
    return resolved


def _referents(group: Mention, mentions: Sequence[Mention]) -> list[str]:
    """As many entities of the group's type as it counts, the most salient; none when the last of them is no more
    salient than the next."""
    wanted = next(
        (n for n, word in enumerate(_NUMBERS, start=2) if re.search(rf"\b{word}\b", group.text.lower())), 0
    )
    salience: Counter[str] = Counter()
    for mention in mentions:
        if mention.type == group.type and mention.entity_id and mention.kind != "group":
            salience[mention.entity_id] += _weight(group, mention)
    ranked = salience.most_common()
    if not wanted or len(ranked) < wanted:
        return []
    if len(ranked) > wanted and ranked[wanted - 1][1] == ranked[wanted][1]:
        return []
    return sorted(key for key, _ in ranked[:wanted])


def _weight(group: Mention, mention: Mention) -> int:
    """Named before counts double, in the headline or in the same or the previous sentence twice again."""
    weight = 2 if mention.start < group.start else 1
    near = 0 <= group.sentence - mention.sentence <= 1
    return weight * (2 if near or mention.sentence == 0 else 1)


# --- the run ----------------------------------------------------------------------------------------------------------


def resolve_run(summaries: Iterable[EntitySummary], knowledge: Knowledge) -> dict[str, str]:
    """Entity id → entity id for those that the run shows to be one: surname alone ↔ full name, spellings of a name.

    Only people outside the tables move; ambiguous ones and everything without exactly one candidate stay.
    """
    people = [s for s in summaries if s.entity.type == "PERSON" and not s.entity.status.startswith(AMBIGUOUS)]
    full = [s for s in people if " " in s.entity.name]
    merged = _merge_spellings(full, knowledge)
    by_surname: dict[str, set[str]] = defaultdict(set)
    for summary in full:
        for form in surname_forms(summary.entity.name, knowledge.words):
            by_surname[form].add(merged.get(summary.entity.entity_id, summary.entity.entity_id))
    for summary in people:
        key, name = summary.entity.entity_id, summary.entity.name
        if " " not in name and key not in knowledge.entities:
            target = _only(by_surname.get(name, ()))
            if target and target != key:
                merged[key] = target
    return merged


def _merge_spellings(full: Sequence[EntitySummary], knowledge: Knowledge) -> dict[str, str]:
    """Spellings of one full name: the tables' person first, then the one named most often."""
    known = knowledge.entities
    order = sorted(full, key=lambda s: (s.entity.entity_id not in known, -s.mentions, s.entity.entity_id))
    merged: dict[str, str] = {}
    kept: dict[str, list[Entity]] = defaultdict(list)
    for entity in (summary.entity for summary in order):
        bucket = slug(entity.name)[:1]
        same = [
            other.entity_id for other in kept[bucket] if same_person(entity.name, other.name, knowledge.words)
        ]
        if _only(same) and entity.entity_id not in known:
            merged[entity.entity_id] = _only(same)
        else:
            kept[bucket].append(entity)
    return merged
