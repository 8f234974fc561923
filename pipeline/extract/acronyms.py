"""Bodies that the article names in full with their acronym in brackets: ``régie des eaux du Nord (REN)``.

The initials prove where the name begins, however it is written, and that the acronym is the body's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from pipeline.extract.edges import Name
from pipeline.initials import first_words

_BRACKET = re.compile(r"\s?\(\s?([A-Z][\w&.-]{0,9}[A-Za-z])\s?\)")
_WORD = re.compile(r"[^\W\d_]+")
_STOP = re.compile(r"[.!?;:()«»\n]")
_REACH = 160
_AND_MORE = re.compile(r" et [a-zà-ÿ]+")


def find_acronyms(
    text: str, names: Sequence[Name], heads: Collection[str], no_names: Collection[str]
) -> list[Name]:
    """The bodies and acronyms of ``text`` that brackets join, labelled ORG, longest reading first tried.

    ``heads`` are the nouns that a body's name begins with, in lower case. An acronym right after an ORG of ``names`` is
    that body's whatever its letters, and so is one after its last adjective (``Agence océanique et atmosphérique
    (NOAA)``); one of ``no_names`` is none.
    """
    ends = {name.end for name in names if name.label == "ORG"}
    cut = {_cut_end(text, name): name.start for name in names if name.label == "ORG"}
    found = []
    for bracket in _BRACKET.finditer(text):
        if bracket[1] in no_names or sum(map(str.isupper, bracket[1])) < 2:
            continue
        start = _start_of_name(text, bracket.start(), bracket[1], heads)
        start = cut.get(bracket.start()) if start is None else start
        if start is not None:
            found.append(Name(start, bracket.start(), "ORG"))
        if start is not None or bracket.start() in ends:
            found.append(Name(bracket.start(1), bracket.end(1), "ORG"))
    return found


def _cut_end(text: str, name: Name) -> int:
    """Where a name of several words ends that was cut before ``et`` and its last word; -1 for another."""
    more = _AND_MORE.match(text, name.end) if " " in text[name.start : name.end] else None
    return more.end() if more else -1


def _start_of_name(text: str, end: int, acronym: str, heads: Collection[str]) -> int | None:
    """Where the words before ``end`` begin whose initials are the capitals of ``acronym``."""
    before = text[max(0, end - _REACH) : end]
    stops = [stop.end() for stop in _STOP.finditer(before)]
    words = list(_WORD.finditer(before, stops[-1] if stops else 0))
    for index in first_words([word.group() for word in words], acronym):
        if words[index].group().lower() in heads:
            return end - len(before) + words[index].start()
    return None
