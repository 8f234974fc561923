"""What single articles could not join and the run can: surname alone and full name, spellings of one name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.person_names import Words, parse_name, same_person, spelling_keys, surname_forms
from pipeline.records import Entity, EntitySummary
from pipeline.resolve.article import AMBIGUOUS, only


def resolve_run(summaries: Iterable[EntitySummary], knowledge: Knowledge) -> dict[str, str]:
    """Entity id → entity id for those that the run shows to be one: surname alone ↔ full name, spellings of a name.

    A surname that its own article explains by nobody (guide, section 3) is someone's whom several articles name.
    Only people outside the tables move; ambiguous ones and everything without exactly one candidate stay.
    """
    words = knowledge.words
    people = [s for s in summaries if s.entity.type == "PERSON" and not s.entity.status.startswith(AMBIGUOUS)]
    full = [s for s in people if " " in s.entity.name and not _is_surname(s.entity.name, words)]
    merged = _merge_spellings(full, knowledge)
    by_surname: dict[str, set[str]] = defaultdict(set)
    articles: Counter[str] = Counter()
    for summary in full:
        key = merged.get(summary.entity.entity_id, summary.entity.entity_id)
        articles[key] += summary.documents
        for form in surname_forms(summary.entity.name, words):
            by_surname[form].add(key)
    for summary in people:
        key, name = summary.entity.entity_id, summary.entity.name
        if _is_surname(name, words) and key not in knowledge.entities:
            target = only(by_surname.get(name, ()))
            if target and target != key and articles[target] > 1:
                merged[key] = target
    return merged


def _is_surname(name: str, words: Words) -> bool:
    """Is the name but a surname (``Dufour``, ``De Gendt``)?"""
    return " " not in name or not parse_name(name, words).given


def _merge_spellings(full: Sequence[EntitySummary], knowledge: Knowledge) -> dict[str, str]:
    """Spellings of one full name: the tables' person first, then the one named most often."""
    known = knowledge.entities
    order = sorted(full, key=lambda s: (s.entity.entity_id not in known, -s.mentions, s.entity.entity_id))
    merged: dict[str, str] = {}
    kept: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for entity in (summary.entity for summary in order):
        initial = slug(entity.name)[:1]
        keys = [(initial, key) for key in dict.fromkeys(spelling_keys(entity.name, knowledge.words))]
        alike = {other.entity_id: other.name for key in keys for other in kept[key]}
        same = [other for other, name in alike.items() if same_person(entity.name, name, knowledge.words)]
        if only(same) and entity.entity_id not in known:
            merged[entity.entity_id] = only(same)
        else:
            for key in keys:
                kept[key].append(entity)
    return merged
