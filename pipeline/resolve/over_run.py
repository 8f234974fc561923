"""What single articles could not join and the run can: surname alone and full name, spellings of one name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.knowledge import Knowledge
from pipeline.knowledge.build import slug
from pipeline.person_names import same_person, spelling_keys, surname_forms
from pipeline.records import Entity, EntitySummary
from pipeline.resolve.article import AMBIGUOUS, only


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
            target = only(by_surname.get(name, ()))
            if target and target != key:
                merged[key] = target
    return merged


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
