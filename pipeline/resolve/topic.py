"""The state that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.knowledge import Knowledge
from pipeline.records import Mention
from pipeline.resolve.article import only

_LEAD = 2
_FIRST = 2


def topic_state(mentions: Sequence[Mention]) -> str:
    """The only state of the first sentence that has one, when the article names it at least twice as often as any
    other; else ``""``."""
    states = [m for m in mentions if m.type == "STATE" and m.kind != "group" and m.entity_id]
    if not states:
        return ""
    first = only(m.entity_id for m in states if m.sentence == states[0].sentence)
    ranked = Counter(m.entity_id for m in states).most_common(2)
    clear = len(ranked) == 1 or ranked[0][1] >= _LEAD * ranked[1][1]
    return first if clear and ranked[0][0] == first else ""


def leading_state(mentions: Sequence[Mention], knowledge: Knowledge) -> str:
    """The state of which the article names most: itself, its places, its bodies and people; the first state named
    counts for more, and comes first of equals. ``""`` where it names nothing of a state. Mentions need no entities."""
    weights: Counter[str] = Counter()
    for mention in mentions:
        state = _state_of(mention, knowledge)
        if state and mention.kind not in {"role", "group"}:
            first = not any(key.startswith("state:") for key in weights)
            weights[state] += _FIRST if first and mention.type == "STATE" else 1
    return max(weights, key=lambda key: weights[key], default="")


def _state_of(mention: Mention, knowledge: Knowledge) -> str:
    if mention.type == "PLACE" or mention.kind == "metonym":
        place = knowledge.places.get(mention.text)
        return f"state:{place.country}" if place and place.country else ""
    key = only(mention.candidates)
    country = knowledge.entities[key].country if key else ""
    return f"state:{country}" if country else ""
