"""Which opening lines are a headline, and which words are a dateline (section 1 of the annotation guide)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.datelines import AFTER_DATE, BEFORE_DATE, UPPER, without_brackets
from pipeline.read.dates import find_dates, find_day
from pipeline.records import Span

HEADLINE_CHARACTERS = 300
HEADLINE_WORDS = 45
_WRAPPED_LINES = 3
_DATELINE_CHARACTERS = 120

_INNER_STOP = re.compile(
    rf"(?<!\b[{UPPER}])(?<!\bMM)(?<!\bMme)(?<!\bDr)(?<!\bPr)(?<!\bSt)(?<!\bSte)(?<!\.\.)\.\s+[«“\"]?\s*[{UPPER}]"
)
_KICKER = re.compile(rf"[{UPPER}][\w'’-]{{2,}}(?: [\w'’-]+){{0,3}}\. (?=[{UPPER}«“\"\d])")
_INNER_MARK = re.compile(rf"[?!]\s+[«“\"]?\s*[{UPPER}]")
_FINAL_STOP = re.compile(r"(?<!\.)\.\s*[»”\"]?$|[,;]$")
_ACRONYM_END = re.compile(rf"(?:\b[{UPPER}]\.){{2,}}$")
_NO_HEADLINE = re.compile(r"[-–—•*]\s|https?://|www\.", re.IGNORECASE)
_DASH = re.compile(r"(?:(?<=\s)|(?<=[.)]))[–—-]+(?=\s|$)|\s[–—](?=\w)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening words that say where and when: their span, the date they give (``""`` without a year),
    its words.
    """

    span: Span
    date: str
    date_raw: str


def find_headline(text: str, lines: list[Span]) -> Span | None:
    """The span of the headline, or None.

    ``lines`` are the opening lines in order, trimmed, a blank one being empty; the first is not blank and the
    last ones may be cut off. A headline is followed by text. It is an opening line, or a block of two or
    three, that reads like one: short, one sentence at most, no full stop at its end unless it is all in
    capitals. Before a line break without a blank line the first line is a headline when the break is no
    wrapping: capitals, a dateline after it, or a line cut far short of its neighbours' length.
    """
    block = _block(lines)
    more = any(start < end for start, end in lines[len(block) :])
    capitals = _capital_lines(text, block)
    if capitals and (more or capitals < len(block)):
        return block[0][0], block[capitals - 1][1]
    if len(block) == 1:
        return block[0] if more and reads_as_headline(text[slice(*block[0])]) else None
    if _break_is_meant(text, block) and reads_as_headline(text[slice(*block[0])]):
        return block[0]
    whole = block[0][0], block[-1][1]
    wrapped = more and len(block) <= _WRAPPED_LINES and reads_as_headline(text[slice(*whole)])
    return whole if wrapped else None


def reads_as_headline(line: str) -> bool:
    """Whether ``line`` could be a headline by its length and punctuation alone. A kicker of up to four words may open
    it (``Pêche. Les Bretons protestent``).
    """
    flat = _KICKER.sub("", " ".join(line.split()), count=1)
    if not 3 <= len(flat) <= HEADLINE_CHARACTERS or len(flat.split()) > HEADLINE_WORDS:
        return False
    if _NO_HEADLINE.match(flat) or find_dateline(flat, 0, len(flat)) or not re.search(r"[^\W\d_]{2}", flat):
        return False
    if _INNER_STOP.search(flat) or len(_INNER_MARK.findall(flat)) > 1:
        return False
    return bool(_ACRONYM_END.search(flat)) or not _FINAL_STOP.search(flat)


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """The dateline that opens the line ``text[start:end]``, up to its dash, or None.

    ``PARIS, 2 octobre (Agence) –``, ``10 janvier 2016 . –``, ``1er janvier 2016, 14h30 . –``, ``13 mars 2016,
    Lyon –``; without a dash only when the line says nothing else. ``Le 2 octobre 2024 –`` opens a sentence
    and is none.
    """
    dash = _DASH.search(text, start, min(end, start + _DATELINE_CHARACTERS))
    if not dash and end - start > _DATELINE_CHARACTERS // 2:
        return None
    stop = dash.start() if dash else end
    words = without_brackets(text[start:stop])
    found = next(find_dates(words), None) or find_day(words)
    if not found:
        return None
    before, after = words[: found.start], words[found.end :]
    if (
        before.strip() == "Le"
        or not BEFORE_DATE.fullmatch(before.lstrip())
        or not AFTER_DATE.fullmatch(after)
    ):
        return None
    raw = text[start + found.start : start + found.end]
    return Dateline((start, dash.end() if dash else end), found.iso, raw)


def _block(lines: list[Span]) -> list[Span]:
    """The lines up to the first blank one."""
    blank = next((index for index, (start, end) in enumerate(lines) if start == end), len(lines))
    return lines[:blank]


def _capital_lines(text: str, block: list[Span]) -> int:
    """How many lines at the head of the block (three at most) are a headline in capitals."""
    count = 0
    for start, end in block[:_WRAPPED_LINES]:
        letters = [char for char in text[start:end] if char.isalpha()]
        capitals = sum(char.isupper() for char in letters)
        if len(letters) < 4 or capitals < 0.9 * len(letters) or find_dateline(text, start, end):
            break
        count += 1
    return count


def _break_is_meant(text: str, block: list[Span]) -> bool:
    """Whether the first line break of the block parts a headline from the text rather than wraps a paragraph.

    A wrapped line is as full as its neighbours: the next line's first word would not have fitted on it.
    """
    (start, end), (next_start, next_end) = block[:2]
    if find_dateline(text, next_start, next_end):
        return True
    first_word = text[next_start:next_end].split(maxsplit=1)[0]
    longest = max(stop - begin for begin, stop in block[1:])
    opens = first_word.lstrip("«“\"'’( \u00a0\u202f")[:1]
    return end - start + 1 + len(first_word) < 0.7 * longest and (
        opens.isupper() or opens.isdigit() or not opens
    )
