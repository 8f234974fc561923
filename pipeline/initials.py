"""Do the capitals of an acronym spell the words of a name (``BID``, ``Banque interaméricaine de développement``)?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

_SMALL = re.compile(r"de|la|les?|l|d|des|du|et|à|aux?|en|par|pour|sur|contre")


def first_words(words: Sequence[str], acronym: str) -> Iterator[int]:
    """The index of the first word of each run, ending with the last of ``words``, whose initials spell the capitals
    of ``acronym``; small words may be left out, accents and capitals make no difference."""
    capitals = "".join(_initial(char) for char in acronym if char.isupper())
    if capitals:
        yield from _spelled(words, len(words) - 1, capitals)


def _spelled(words: Sequence[str], last: int, letters: str) -> Iterator[int]:
    if last < 0:
        return
    if _initial(words[last]) == letters[-1]:
        if len(letters) == 1:
            yield last
        else:
            yield from _spelled(words, last - 1, letters[:-1])
    if _SMALL.fullmatch(words[last].lower()):
        yield from _spelled(words, last - 1, letters)


def _initial(word: str) -> str:
    return unicodedata.normalize("NFD", word)[0].lower()
