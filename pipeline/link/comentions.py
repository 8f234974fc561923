"""Co-mentions: pairs of entities with a mention each in one sentence (guide, section 4)."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from spacy.tokens import Doc

from pipeline.records import ACTOR_TYPES, CoMention, Mention, Span


def find_comentions(doc: Doc, mentions: Sequence[Mention], quoted: Sequence[Span]) -> list[CoMention]:
    """One record a pair a sentence, in order of sentence and ids, with its closest pair of mentions.

    ``quoted`` are the spans inside quotation marks. PLACE mentions are left out, and so are pairs that only exist
    because one mention nests in the other (``le président russe``).
    """
    starts = [token.idx for token in doc if not token.is_space]
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        if mention.type in ACTOR_TYPES:
            by_sentence[mention.sentence].append(index)
    found = []
    for sentence, indexes in sorted(by_sentence.items()):
        for pair, (distance, first, second) in sorted(_closest(mentions, indexes, starts).items()):
            in_quote = _inside(mentions[first], quoted) and _inside(mentions[second], quoted)
            found.append(CoMention(sentence, *pair, first, second, distance, in_quote))
    return found


def _closest(
    mentions: Sequence[Mention], indexes: Sequence[int], starts: Sequence[int]
) -> dict[tuple[str, str], tuple[int, int, int]]:
    """(source, target) → (distance in tokens, source mention, target mention), the closest pair of each."""
    best: dict[tuple[str, str], tuple[int, int, int]] = {}
    for one, two in combinations(indexes, 2):
        if mentions[one].entity_id == mentions[two].entity_id or _nested(mentions[one], mentions[two]):
            continue
        first, second = sorted((one, two), key=lambda index: mentions[index].entity_id)
        key = (mentions[first].entity_id, mentions[second].entity_id)
        candidate = (_distance(mentions[one], mentions[two], starts), first, second)
        best[key] = min(candidate, best.get(key, candidate))
    return best


def _nested(one: Mention, two: Mention) -> bool:
    inside = one.start <= two.start and two.end <= one.end
    around = two.start <= one.start and one.end <= two.end
    return (inside or around) and (one.start, one.end) != (two.start, two.end)


def _distance(one: Mention, two: Mention, starts: Sequence[int]) -> int:
    """The number of tokens between the two spans; 0 when they touch or share one."""
    first, second = sorted((one, two), key=lambda mention: mention.start)
    return max(0, bisect_left(starts, second.start) - bisect_left(starts, first.end))


def _inside(mention: Mention, spans: Sequence[Span]) -> bool:
    return any(start <= mention.start and mention.end <= end for start, end in spans)
