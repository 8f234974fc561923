"""Names as mentions: which of the entities that share a form a hit may stand for, and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.edges import Name
from pipeline.extract.gazetteer import Hit
from pipeline.knowledge import Form
from pipeline.records import EntityType, Mention

LABELS: dict[str, EntityType] = {"PER": "PERSON", "ORG": "ORGANIZATION", "LOC": "PLACE"}
_SCORES = {"table+model": 0.95, "table": 0.85, "model": 0.75}


def from_hit(text: str, hit: Hit, names: Sequence[Name]) -> Mention:
    """The mention of a form of the tables, its entities as candidates."""
    label = next((name.label for name in names if name.start < hit.end and hit.start < name.end), "")
    forms = _forms_for(hit.forms, label)
    metonym = all(form.kind in {"capital", "seat"} for form in forms)
    method = "table+model" if label else "table"
    return Mention(
        start=hit.start,
        end=hit.end,
        text=text[hit.start : hit.end],
        type=forms[0].type,
        kind="metonym" if metonym else "name",
        sentence=-1,
        method=method,
        score=_SCORES[method],
        candidates=tuple(dict.fromkeys(form.entity_id for form in forms)),
    )


def _forms_for(forms: tuple[Form, ...], label: str) -> tuple[Form, ...]:
    """The forms of one type: the one the model's label agrees with, else that of the likeliest form. A name proper
    wins over a capital or a seat written alike (``Singapour`` is the state's own name). Capitals and seats all stay:
    ``Bruxelles`` is Belgium's and the Union's."""
    wanted = {"PER": {"PERSON"}, "ORG": {"ORGANIZATION"}, "LOC": {"STATE", "PLACE"}}.get(label, set())
    agreeing = tuple(form for form in forms if form.type in wanted) or forms
    proper = tuple(form for form in agreeing if form.kind not in {"capital", "seat"})
    if not proper:
        return tuple(form for form in forms if form.kind in {"capital", "seat"})
    return tuple(form for form in proper if form.type == proper[0].type)


def from_name(text: str, name: Name) -> Mention:
    """The mention of a name that the model alone saw."""
    return Mention(
        start=name.start,
        end=name.end,
        text=text[name.start : name.end],
        type=LABELS[name.label],
        kind="name",
        sentence=-1,
        method="model",
        score=_SCORES["model"],
    )
