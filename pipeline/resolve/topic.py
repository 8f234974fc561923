"""The one state that an article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.records import Mention
from pipeline.resolve.article import only

_LEAD = 2


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
