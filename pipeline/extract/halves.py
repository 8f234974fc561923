"""``le Nord`` and ``le Sud`` where an article names both states, ``la Corée du Nord`` and ``la Corée du Sud``."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.knowledge import Knowledge
from pipeline.records import Mention

_HALF = re.compile(r"(.+) du (Nord|Sud)")
_ALONE = re.compile(
    r"(?:(?P<before>[\w-]+) )?(?<![\w-])(?P<article>[Ll]e|[Dd]u|[Aa]u) (?P<half>Nord|Sud)(?![\w-]| (?:de|du|des)\b| d')"
)
_SCORE = 0.7


class HalfFinder:
    """The pairs of states that the tables call ``X du Nord`` and ``X du Sud``."""

    def __init__(self, knowledge: Knowledge) -> None:
        halves: dict[str, dict[str, str]] = defaultdict(dict)
        for form in knowledge.forms:
            split = _HALF.fullmatch(form.form) if form.type == "STATE" and form.kind == "name" else None
            if split:
                halves[split[1]][split[2]] = form.entity_id
        self._pairs = tuple(pair for pair in halves.values() if len(pair) == 2)
        self._water = knowledge.words.get("water_nouns", frozenset())

    def find(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """The halves that stand alone in an article whose ``mentions`` name both states; a way, a sea or a station
        (``vers le nord``, ``mer du Nord``, ``gare du Nord``) is none."""
        named = {m.candidates[0] for m in mentions if m.type == "STATE" and len(m.candidates) == 1}
        pair = next((pair for pair in self._pairs if named.issuperset(pair.values())), None)
        if pair is None:
            return []
        longer = (mention for mention in mentions if mention.text not in pair)
        covered = {index for mention in longer for index in range(mention.start, mention.end)}
        return [
            _mention(text, *found.span("half"), pair[found["half"]])
            for found in _ALONE.finditer(text)
            if found.start("half") not in covered and not self._is_part(found)
        ]

    def _is_part(self, found: re.Match[str]) -> bool:
        before = found["before"] or ""
        named = before[:1].isupper() or before in self._water | {"gare", "pôle", "hémisphère", "département"}
        return found["article"].lower() == "du" and named


def _mention(text: str, start: int, end: int, state: str) -> Mention:
    return Mention(start, end, text[start:end], "STATE", "name", -1, "", "half", _SCORE, (state,))
