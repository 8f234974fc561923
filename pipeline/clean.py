"""Source text to clean text and back: the only place that knows how offsets shift.

The model and the rules want one spelling of everything: composed accents, straight apostrophes, plain spaces, no
soft hyphens. The tables want offsets into the text as it was decoded. ``clean_text`` gives the first together with the
map to the second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from .records import Span

_SAME_LENGTH = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u2032\uff07"), "'"),
    **dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u200a\u202f\u2002\u2003\u2005\u3000\t\x0b\x0c\x00"), " "),
    **dict.fromkeys(map(ord, "\u2010\u2011"), "-"),
    **dict.fromkeys(map(ord, "\u2028\u2029\u0085"), "\n"),
}
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_TRAILING = re.compile(f"{_INVISIBLE.pattern}+$")
_JOINING = re.compile(f"{_INVISIBLE.pattern}|[\u1160-\u11ff]")  # vowels and finals join a Hangul syllable
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """The clean ``text`` of an article; ``starts[i]`` and ``ends[i]`` are the source offsets of its character ``i``,
    without invisible ones behind it, and ``starts[-1]`` is the length of the source. Both are None when nothing moved.
    """

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def to_source(self, start: int, end: int) -> Span:
        """The source span of the clean span: from its first character to the end of its last one."""
        if self.starts is None or self.ends is None:
            return start, end
        first = self.starts[start]
        return first, (self.ends[end - 1] if end > start else first)

    def from_source(self, start: int, end: int) -> Span:
        """The clean span that covers the source span; characters that were dropped belong to what precedes them."""
        if self.starts is None:
            return start, end
        return _first_at_least(self.starts, start), _first_at_least(self.starts, end)


def clean_text(source: str, *, blank: Sequence[Span] = ()) -> CleanText:
    """Clean ``source``; the spans in ``blank`` (metadata lines) become spaces, their line breaks stay.

    Dropped: soft hyphens, zero-width and direction marks. A combining mark joins its letter (NFC). Lone surrogates,
    which no encoder takes, become U+FFFD. Everything else keeps its place one for one.
    """
    text = source.replace("\r\n", " \n").replace("\r", "\n").translate(_SAME_LENGTH)
    text = _SURROGATE.sub("\ufffd", text)
    for start, end in blank:
        text = text[:start] + re.sub(r"[^\n]", " ", text[start:end]) + text[end:]
    if unicodedata.is_normalized("NFC", text) and not _INVISIBLE.search(text):
        return CleanText(text)
    return _compose(text)


def _compose(text: str) -> CleanText:
    """NFC of ``text`` without its invisible characters, cluster by cluster, with the offset of each character."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    start = 0
    while start < len(text):
        end = start + 1
        while end < len(text) and (_JOINING.match(text[end]) or unicodedata.category(text[end])[0] == "M"):
            end += 1
        composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text[start:end]))
        pieces.append(composed)
        seen = start + len(_TRAILING.sub("", text[start:end]))
        for shift in range(len(composed)):
            starts.append(min(start + shift, seen - 1))
            ends.append(seen if shift == len(composed) - 1 else min(start + shift + 1, seen))
        start = end
    return CleanText("".join(pieces), [*starts, len(text)], ends)


def _first_at_least(starts: Sequence[int], offset: int) -> int:
    low, high = 0, len(starts) - 1
    while low < high:
        middle = (low + high) // 2
        if starts[middle] < offset:
            low = middle + 1
        else:
            high = middle
    return low
