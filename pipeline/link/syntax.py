"""Which sentences need syntax: those that can hold a statement or a quotation.

Tagging and parsing cost about as much as everything before them, and most sentences have no use for them.
This stage names the sentences that have, from what is known before any syntax: the mentions and the words.
Affiliations read no syntax (``pipeline.link.affiliations``), so a role alone does not call for it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from pipeline.records import ACTOR_TYPES, Mention, Sentence, Span

if TYPE_CHECKING:
    from pipeline.knowledge import Knowledge

_FIRST_GROUP = re.compile(r"(?:s'|se )?(\w\w+)er\b")
_OTHER_GROUPS = re.compile(r"(?:s'|se )?(\w{3,}?)(?:(?<=[tv])enir|ettre|aitre|vre|dre|ire|re|ir)\b")
_SAY = "(?:re)?di(?:t|ts|te|re|ra|ront|sent|sait|saient|sant)"  # too short for a stem: « dimanche »
_QUOTE_MARKS = re.compile(r"[«»“”\"]|^\s*[—–-] ", re.MULTILINE)
_COMPLEMENT = re.compile(r"\b(?:que|qu'|selon|d'après|si|de|d')", re.IGNORECASE)


def worth_parsing(
    doc: Doc, sentences: Sequence[Sentence], mentions: Sequence[Mention], knowledge: Knowledge
) -> frozenset[int]:
    """Return the indexes of the sentences that need part-of-speech tags and a parse.

    A sentence does when it names two actors side by side (a mention inside another one does not count, and a
    group counts as two) or has a reporting frame: a form of a verb of ``knowledge.reporting`` beside an actor
    or a quotation mark. ``mentions`` may be candidates, before resolution; PLACE mentions are ignored,
    since a place is neither the source nor the target of anything.
    """
    actors = _outer_spans(mentions)
    groups = {mention.sentence for mention in mentions if mention.kind == "group"}
    reporting = _reporting_pattern(tuple(entry.lemma for entry in knowledge.reporting))
    return frozenset(
        sentence.index
        for sentence in sentences
        if len(actors[sentence.index]) > 1
        or sentence.index in groups
        or _may_report(sentence.text, bool(actors[sentence.index]), reporting)
    )


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


def _may_report(text: str, has_actor: bool, reporting: re.Pattern[str]) -> bool:
    """Whether ``text`` may hold a reporting frame: an actor or quoted words, and a verb that reports."""
    if not (_QUOTE_MARKS.search(text) or (has_actor and _COMPLEMENT.search(text))):
        return False
    return any(reporting.fullmatch(word) for word in re.findall(r"\w+", _plain(text.lower())))


@lru_cache(maxsize=4)
def _reporting_pattern(lemmas: tuple[str, ...]) -> re.Pattern[str]:
    """Compile a pattern for every form of the verbs, and few other words; it reads text without accents."""
    plain = [_plain(lemma) for lemma in lemmas]
    first = sorted({match[1] for lemma in plain if (match := _FIRST_GROUP.match(lemma))})
    other = sorted({match[1] for lemma in plain if (match := _OTHER_GROUPS.match(lemma))})
    regular = "|".join(f"{stem}{stem[-1]}?" for stem in first)  # « appelle », « jette »
    none = "(?!)"
    return re.compile(
        f"{_SAY}|(?:{regular or none})e?[aeio]\\w{{0,6}}|(?:{'|'.join(other) or none})\\w{{1,7}}"
    )


def _plain(text: str) -> str:
    """Return ``text`` without its accents and cedillas, of the same length when it was in NFC."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
