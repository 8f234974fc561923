"""Names that the model saw once and missed elsewhere in the same article."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.extract.edges import Name
from pipeline.knowledge.patterns import either
from pipeline.records import EntityType, Mention

_SCORE = 0.7


def find_repeats(
    text: str, mentions: Sequence[Mention], names: Sequence[Name], particles: Collection[str]
) -> list[Mention]:
    """Further occurrences, missed by the model, of names found elsewhere in the article, and of people's surnames,
    with their particle where it has a capital (``Le Cléac'h``)."""
    others = [(n.start, n.end) for n in names if n.label == "MISC" or " " in text[n.start : n.end]]
    taken = [(mention.start, mention.end) for mention in mentions] + others
    covered = {index for start, end in taken for index in range(start, end)}
    known = _known(mentions, particles)
    if not known:
        return []
    pattern = re.compile(rf"(?<![\w-])(?:{either(known)})(?![\w-])")
    found = []
    for match in pattern.finditer(text):
        if covered.isdisjoint(range(*match.span())) and not _joins_capital(text, *match.span()):
            type_ = known[match.group()]
            found.append(Mention(*match.span(), match.group(), type_, "name", -1, "", "repeat", _SCORE))
    return found


def _known(mentions: Sequence[Mention], particles: Collection[str]) -> dict[str, EntityType]:
    """The forms to look for, each with its type; a surname also as it opens a sentence (``Al-Assad``). ``Bush père``
    has none to look for."""
    known: dict[str, EntityType] = {}
    for mention in mentions:
        if mention.method == "model" and len(mention.text) > 2 and mention.text[0].isupper():
            known.setdefault(mention.text, mention.type)
        if mention.type == "PERSON" and " " in mention.text:
            *_, before, surname = mention.text.split()
            if before[0].isupper() and before.lower() in particles:
                surname = f"{before} {surname}"
            if any(map(str.isupper, surname)):
                known.setdefault(surname, "PERSON")
                known.setdefault(surname[:1].upper() + surname[1:], "PERSON")
    return known


def _joins_capital(text: str, start: int, end: int) -> bool:
    """Does a capitalised word touch the span, so that it may be part of another name?"""
    before = re.search(r"([\w'-]+) $", text[max(0, start - 30) : start])
    after = re.match(r" ([\w'-]+)", text[end : end + 30])
    return bool((before and before[1][0].isupper()) or (after and after[1][0].isupper()))
