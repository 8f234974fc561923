"""Groups: the actors that the article is most about, by number and type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.records import Mention
from pipeline.resolve.article import ArticleNames, settled

_NUMBERS = ("deux", "trois", "quatre", "cinq", "six", "sept")


def resolve_groups(article: ArticleNames, mentions: list[Mention]) -> list[Mention]:
    """One mention for each referent: the actors of the type that the article is most about so far, by number."""
    resolved = []
    for mention in mentions:
        if mention.kind != "group":
            resolved.append(mention)
            continue
        for key in mention.candidates or _referents(mention, mentions):
            entity = article.entities.get(key) or article.knowledge.entities[key]
            resolved.append(replace(settled(article, mention, entity), score=0.6))
    return resolved


def _referents(group: Mention, mentions: Sequence[Mention]) -> list[str]:
    """As many entities of the group's type as it counts, the most salient; none when the last of them is no more
    salient than the next (of three or more: not twice as salient)."""
    wanted = next(
        (n for n, word in enumerate(_NUMBERS, start=2) if re.search(rf"\b{word}\b", group.text.lower())), 0
    )
    near = _named_together(group, mentions, wanted)
    if wanted > 2 and near:
        return near
    salience: Counter[str] = Counter()
    for mention in mentions:
        if mention.type == group.type and mention.entity_id and mention.kind != "group":
            salience[mention.entity_id] += _weight(group, mention)
    ranked = salience.most_common()
    if not wanted or len(ranked) < wanted:
        return []
    gap = 2 if wanted > 2 else 1
    if len(ranked) > wanted and ranked[wanted - 1][1] <= gap * ranked[wanted][1] - (gap - 1):
        return []
    return sorted(key for key, _ in ranked[:wanted])


def _named_together(group: Mention, mentions: Sequence[Mention], wanted: int) -> list[str]:
    """The entities of the nearest sentence up to the group that names exactly so many of its type."""
    by_sentence: dict[int, set[str]] = {}
    for mention in mentions:
        if (
            mention.type == group.type
            and mention.kind != "group"
            and mention.entity_id
            and mention.start < group.start
        ):
            by_sentence.setdefault(mention.sentence, set()).add(mention.entity_id)
    counted = [sentence for sentence, keys in by_sentence.items() if len(keys) == wanted]
    return sorted(by_sentence[max(counted)]) if counted else []


def _weight(group: Mention, mention: Mention) -> int:
    """Named before counts double, in the headline or in the same or the previous sentence twice again."""
    weight = 2 if mention.start < group.start else 1
    near = 0 <= group.sentence - mention.sentence <= 1
    return weight * (2 if near or mention.sentence == 0 else 1)
