"""Is a text French? The share of its words that are function words of French, beside those of nine other
languages.

The method is the classical one of Ingle (1976): the commonest words of a language are half of any text in it
and rare in another's. It needs running text, so little is said of short ones: a text is refused only on clear
evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipeline.read.lists import read_rows

_SAMPLE = 6_000
"""Characters looked at, from the middle of the text: its head is often a list of names, its foot a legal
notice.
"""

_SHORT = 25
"""Words below which only a text with several words of another language, and far fewer French ones, is refused."""

_FLOOR = 0.06
"""The least share of function words in French prose is about 0.25; a list of results still has this much."""

_WORDS = re.compile(r"[^\W\d_]+")
_TAGS = re.compile(r"https?://\S+|www\.\S+|@\S+")


@cache
def _languages_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for word, language in read_rows("function_words.csv"):
        found[word] = (*found.get(word, ()), language)
    return found


def foreign(text: str) -> str:
    """What the text is instead of French, as a phrase for a message (``English``, ``no running French
    text``).

    Returns ``""`` when the text is French or too short to tell. A language is named when its function words
    outnumber the French ones by a quarter; mixed texts, and French with long foreign quotes, count as French.
    """
    words = _WORDS.findall(_TAGS.sub(" ", _sample(text).lower()))
    if not words:
        return "no running text"
    if _other_script(words):
        return "text in another script"
    counts: Counter[str] = Counter()
    for word, times in Counter(words).items():
        for language in _languages_by_word().get(word, ()):
            counts[language] += times
    french = counts.pop("fr", 0)
    other, most = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if len(words) < _SHORT:
        return _name(other) if most >= 4 and most > french * 1.6 else ""
    if most > french * 1.25:
        return _name(other)
    return "no running French text" if french < len(words) * _FLOOR else ""


def _sample(text: str) -> str:
    start = max(0, (len(text) - _SAMPLE) // 2)
    return text[start : start + _SAMPLE]


def _other_script(words: list[str]) -> bool:
    """Most letters lie beyond the Latin blocks (up to U+024F, and U+1E00 to U+1EFF)."""
    letters = "".join(words)
    if len(letters.encode("ascii", "ignore")) * 2 >= len(letters):
        return False
    latin = sum(
        char < "\u0250" or "\u1e00" <= char <= "\u1eff" or "\u0300" <= char <= "\u036f" for char in letters
    )
    return latin * 2 < len(letters)


def _name(language: str) -> str:
    return {row[0]: row[1] for row in read_rows("languages.csv")}[language]
