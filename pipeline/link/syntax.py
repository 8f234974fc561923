"""Which sentences need syntax: those that can hold a statement or a quotation.

Tagging and parsing cost about as much as everything before them, and many sentences have no use for them.
This stage names the sentences that have, from what is known before any syntax: the mentions and the words.
Affiliations read no syntax (``pipeline.link.affiliations``), so a role alone does not call for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.link.quote_lexicon import may_report
from pipeline.records import ACTOR_TYPES, Mention, Sentence, Span

_PRONOUNS = frozenset(("il", "elle", "ils", "elles", "lui", "eux", "dernier", "dernière"))
_CLITIC = re.compile(r"\bl'(?:a|ont|avait|avaient) ")


def worth_parsing(
    doc: Doc, sentences: Sequence[Sentence], mentions: Sequence[Mention], knowledge: Knowledge
) -> frozenset[int]:
    """Return the indexes of the sentences that need part-of-speech tags and a parse.

    A sentence does when it names two actors side by side (a mention inside another one does not count, a
    group counts as two), when it names one and has a pronoun that may be the other, or when it may hold a
    quotation. ``mentions`` may be candidates, before resolution; PLACE mentions are ignored, since a place is
    neither the source nor the target of anything.
    """
    actors = _outer_spans(mentions)
    groups = {mention.sentence for mention in mentions if mention.kind == "group"}
    return frozenset(
        sentence.index
        for sentence in sentences
        if len(actors[sentence.index]) > 1
        or sentence.index in groups
        or (actors[sentence.index] and _has_pronoun(sentence.text))
        or may_report(sentence.text, knowledge)
    )


def _has_pronoun(text: str) -> bool:
    if _CLITIC.search(text):
        return True
    words = text.lower().replace("'", " ").replace("-", " ").split()
    return not _PRONOUNS.isdisjoint(words)


def _outer_spans(mentions: Iterable[Mention]) -> dict[int, set[Span]]:
    """Map each sentence to the spans of its actors that lie in no other actor's span."""
    outer: dict[int, set[Span]] = defaultdict(set)
    last: dict[int, int] = defaultdict(lambda: -1)
    actors = (mention for mention in mentions if mention.type in ACTOR_TYPES)
    for mention in sorted(actors, key=lambda mention: (mention.start, -mention.end)):
        if mention.end > last[mention.sentence]:
            outer[mention.sentence].add((mention.start, mention.end))
            last[mention.sentence] = mention.end
    return outer
