"""Doc → mentions: names, demonyms, metonyms, roles and groups, and the one place that settles overlaps.

``find_mentions`` reads words and entities only; ``settle_metonyms`` comes after syntax, for it decides better with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from spacy.tokens import Doc

from pipeline.extract.demonyms import DemonymFinder
from pipeline.extract.groups import GroupFinder
from pipeline.extract.halves import HalfFinder
from pipeline.extract.metonyms import MetonymRule, settle_metonyms, wants_syntax
from pipeline.extract.names import NameFinder
from pipeline.extract.phrases import SetPhrases
from pipeline.extract.roles import RoleFinder
from pipeline.knowledge import Knowledge
from pipeline.knowledge.offices import Offices
from pipeline.records import Mention, Sentence

_COUNTED = re.compile(
    r"\b(?:un|une|le|du|au|ce|autre|jeune|cet|cette|premier|dernier|seul|meilleur)\s$", re.IGNORECASE
)
_APPOSED = re.compile(r" ?[,:] (?:l'|le |la )?")

__all__ = ["Finders", "find_mentions", "make_finders", "settle_metonyms", "wants_syntax"]


@dataclass(frozen=True, slots=True)
class Finders:
    """The knowledge tables made ready for searching; built once a process."""

    knowledge: Knowledge
    names: NameFinder
    demonyms: DemonymFinder
    groups: GroupFinder
    halves: HalfFinder
    roles: RoleFinder
    metonyms: MetonymRule
    offices: Offices
    phrases: SetPhrases


def make_finders(knowledge: Knowledge) -> Finders:
    """Build the finders from the tables."""
    offices = Offices(knowledge)
    return Finders(
        knowledge=knowledge,
        names=NameFinder(knowledge),
        demonyms=DemonymFinder(knowledge),
        groups=GroupFinder(knowledge),
        halves=HalfFinder(knowledge),
        roles=RoleFinder(knowledge, offices),
        metonyms=MetonymRule(knowledge),
        offices=offices,
        phrases=SetPhrases(knowledge.words["frozen_phrases"]),
    )


def find_mentions(doc: Doc, sentences: Sequence[Sentence], finders: Finders) -> list[Mention]:
    """All candidate mentions in reading order, outer before inner; ``entity_id`` is still empty.

    Overlaps (guide, section 2): names never overlap each other; a demonym inside the name of a body stays, inside the
    name of a person or place it goes, and so does a part of a set phrase; roles and groups may hold names and demonyms,
    and each other, never cut them.
    """
    text = doc.text
    names = finders.names.find(doc, sentences)
    demonyms = _not_countries(text, finders.demonyms.find(text), names)
    spans = {(mention.start, mention.end) for mention in demonyms} | _compounds(text, demonyms)
    names = [mention for mention in names if (mention.start, mention.end) not in spans]
    demonyms = _outside(demonyms, [mention for mention in names if mention.type != "ORGANIZATION"])
    halves = finders.halves.find(text, [*names, *demonyms])
    spans = {(half.start, half.end) for half in halves}
    names = [name for name in names if (name.start, name.end) not in spans] + halves
    families = finders.groups.families(text, names)
    names = _outside(names, families)
    base = sorted(finders.phrases.outside([*names, *demonyms], text), key=_order)
    roles = [role for role in finders.roles.find(text, base) if not _cuts(role, base)]
    groups = [
        group
        for group in finders.groups.find(text, base)
        if not _cuts(group, base) and not _names_follow(group, base, text)
    ]
    return placed([*base, *roles, *groups, *families], sentences)


def _not_countries(text: str, demonyms: Sequence[Mention], names: Sequence[Mention]) -> list[Mention]:
    """Without the demonyms that are the state's own name: ``la Suisse``, but ``un Suisse``, ``l'Argentine Ana Paz``."""
    own = {(name.start, name.end) for name in names if name.candidates}
    people = {name.start - 1 for name in names if name.type == "PERSON"}
    return [
        m
        for m in demonyms
        if (m.start, m.end) not in own
        or m.end in people
        or _COUNTED.search(text, max(0, m.start - 10), m.start)
    ]


def _compounds(text: str, demonyms: Sequence[Mention]) -> set[tuple[int, int]]:
    """The spans of two demonyms joined by a hyphen (``la Franco-Algérienne``): no name, whatever the model says."""
    return {(a.start, b.end) for a, b in pairwise(demonyms) if text[a.end : b.start] == "-"}


def placed(mentions: Iterable[Mention], sentences: Sequence[Sentence]) -> list[Mention]:
    """The mentions with their sentence, in order; one that lies across two sentences is dropped."""
    found: list[Mention] = []
    index = 0
    for mention in sorted(mentions, key=_order):
        while index < len(sentences) and sentences[index].end <= mention.start:
            index += 1
        if index == len(sentences):
            break
        if sentences[index].start <= mention.start and mention.end <= sentences[index].end:
            found.append(replace(mention, sentence=sentences[index].index))
    return found


def _order(mention: Mention) -> tuple[int, int, str, str]:
    return mention.start, -mention.end, mention.kind, mention.entity_id


def _outside(mentions: Iterable[Mention], holders: Sequence[Mention]) -> list[Mention]:
    """The mentions that lie in none of the holders."""
    covered = {index for holder in holders for index in range(holder.start, holder.end)}
    return [mention for mention in mentions if covered.isdisjoint(range(mention.start, mention.end))]


def _names_follow(group: Mention, mentions: Sequence[Mention], text: str) -> bool:
    """Do the people's names stand right after (``les deux ministres français Jean Roux et Anne Petit``), or behind a
    comma, joined by ``et``?"""
    starts = {mention.start: mention for mention in reversed(mentions) if mention.start >= group.end}
    apposed = _APPOSED.match(text, group.end)
    at = apposed.end() if apposed else group.end + 1
    while at in starts and starts[at].kind == "demonym":
        at = starts[at].end + 1
    name = starts.get(at)
    if name is None or name.type != "PERSON":
        return False
    return apposed is None or text.startswith(" et ", name.end)


def _cuts(phrase: Mention, mentions: Sequence[Mention]) -> bool:
    """Does the phrase overlap a mention that it does not hold whole?"""
    return any(
        mention.start < phrase.end
        and phrase.start < mention.end
        and not (phrase.start <= mention.start and mention.end <= phrase.end)
        for mention in mentions
    )
