"""Quotation marks: which opening belongs to which closing, in text where some are missing or nested.

French press text has « », “ ”, „ “ and straight " marks. Inside « » others may nest; a quote over several
paragraphs opens again at the head of each; and marks get lost. Nothing here raises: a mark without its
fellow gives an incomplete span or none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

MARKS = '«»“”„"'
_OPENING = {"«": "«", "“": "“", "„": "“"}
_CLOSING = {"»": "«", "”": "“"}
_BREAK = re.compile(r"\n[^\S\n]*\n\s*")
_EVENT = re.compile(rf"[{MARKS}]|{_BREAK.pattern}")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between quotation marks: ``[start, end)`` without the marks and the spaces inside them.

    ``opening`` is where the opening mark stands and ``closing`` is just behind the closing one;
    ``complete`` is false where one of the two is missing from the text and the span was guessed. ``depth``
    is 0 for an outermost span.
    """

    start: int
    end: int
    opening: int
    closing: int
    complete: bool = True
    depth: int = 0


@dataclass(slots=True)
class _Open:
    at: int
    family: str


def marked_spans(text: str) -> list[Marked]:
    """Every marked span, in order of ``opening``; outermost ones never overlap, and empty ones are left out.

    A mark that opens nothing (a second ``»``) is skipped. A closing mark without an opening one makes an
    incomplete span back to the start of its sentence; an opening mark that the paragraph does not close,
    and the next does not go on with, an incomplete one up to the end of its sentence.
    """
    return _settled([span for span in _pairs(text) if span.start < span.end])


def _pairs(text: str) -> Iterator[Marked]:
    stack: list[_Open] = []
    last = 0
    for event in _EVENT.finditer(text):
        at = event.start()
        if text[at] == "\n":
            if stack and not _goes_on(text, event.end(), stack[0].family):
                yield from (_unclosed(text, item) for item in stack)
                stack.clear()
            last = event.end() if not stack else last
            continue
        opens, family = _role(text, at, stack)
        if opens:
            if not (stack and stack[0].family == family and _heads_paragraph(text, at)):
                stack.append(_Open(at, family))
        elif any(item.family == family for item in stack):
            while stack[-1].family != family:
                yield _unclosed(text, stack.pop())
            yield _trimmed(text, stack.pop().at, at + 1)
        elif not stack:
            yield from _unopened(text, last, at)
        last = at + 1
    yield from (_unclosed(text, item) for item in stack)


def _role(text: str, at: int, stack: list[_Open]) -> tuple[bool, str]:
    """Whether the mark opens, and its family."""
    mark = text[at]
    if mark == "“" and any(text[item.at] == "„" for item in stack):
        return False, "“"
    if mark in _OPENING:
        return True, _OPENING[mark]
    if mark in _CLOSING:
        return False, _CLOSING[mark]
    pending = any(item.family == mark for item in stack)
    return not pending, mark


def _heads_paragraph(text: str, at: int) -> bool:
    before = text[:at].rstrip()
    return bool(before) and _BREAK.search(text, len(before), at) is not None


def _goes_on(text: str, at: int, family: str) -> bool:
    """Whether the paragraph at ``at`` goes on with an open quote: it opens it again, or closes it first of
    all."""
    mark = re.compile(rf"[{MARKS}]|{_BREAK.pattern}").search(text, at)
    if mark is None or text[mark.start()] == "\n":
        return False
    if mark.start() == at:
        return _OPENING.get(text[at], text[at]) == family
    return _CLOSING.get(text[mark.start()], text[mark.start()]) == family


def _trimmed(text: str, opening: int, closing: int) -> Marked:
    inner = text[opening + 1 : closing - 1]
    start = opening + 1 + len(inner) - len(inner.lstrip())
    return Marked(start, start + len(inner.strip()), opening, closing)


def _unclosed(text: str, item: _Open) -> Marked:
    """An opened span that nothing closes: to the next mark, the end of the sentence or of the paragraph."""
    stop = _EVENT.search(text, item.at + 1)
    end = stop.start() if stop else len(text)
    sentence = _SENTENCE_END.search(text, item.at, end)
    end = sentence.end() if sentence else end
    inner = text[item.at + 1 : end]
    start = item.at + 1 + len(inner) - len(inner.lstrip())
    end = start + len(inner.strip())
    return Marked(start, end, item.at, end, complete=False)


def _unopened(text: str, last: int, at: int) -> Iterator[Marked]:
    """What a closing mark without an opening one ends: from the start of its sentence, two words at least."""
    head = text[last:at].rstrip()
    ends = [match.end() for match in _SENTENCE_END.finditer(head, 0, max(len(head) - 1, 0))]
    start = last + (ends[-1] if ends else 0)
    inner = text[start:at]
    start += len(inner) - len(inner.lstrip())
    if len(inner.split()) > 1:
        yield Marked(start, start + len(inner.strip()), start, at + 1, complete=False)


def _settled(spans: list[Marked]) -> list[Marked]:
    """Spans with their depth; one that crosses the one before it is dropped."""
    kept: list[Marked] = []
    around: list[Marked] = []
    for span in sorted(spans, key=lambda span: (span.opening, -span.closing)):
        while around and around[-1].closing <= span.opening:
            around.pop()
        if around and around[-1].closing < span.closing:
            continue
        kept.append(replace(span, depth=len(around)))
        around.append(span)
    return kept
