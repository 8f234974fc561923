"""Dialogue: a line behind a dash is a quotation where a reporting verb says so (``— Non, répond-il.``)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Span

from pipeline.link.quote_incises import is_incise
from pipeline.link.quote_reports import Report
from pipeline.marks import MARKS, Marked

_LINE = re.compile(rf"(?m)^[–—-]\s+(?P<turn>[^{MARKS}\n]+)$")
_BEFORE = ",?!…"


def dash_spans(doc: Doc, sents: Sequence[Span], reports: Sequence[Sequence[Report]]) -> Iterator[Marked]:
    """The turns of a dialogue, in order: what stands between the dash and the incise.

    Where words follow the incise the turn is the whole line, the incise included, as between quotation marks. A line
    without an incise (a list item, a signature) is none, and one with quotation marks is left to them.
    """
    text = doc.text
    ends = [sent.end_char for sent in sents]
    for line in _LINE.finditer(text):
        low, high = line.span("turn")
        for index in range(bisect_right(ends, low), len(sents)):
            sent = sents[index]
            if sent.start_char >= high:
                break
            report = next(
                (r for r in reports[index] if low < doc[r.first].idx < high and _breaks_in(sent, r)), None
            )
            if report is not None:
                yield _turn(doc, text, report, line.start(), low, high)
                break


def _breaks_in(sent: Span, report: Report) -> bool:
    before = sent.doc[report.first - 1].text if report.first > sent.start else ""
    return before in _BEFORE and bool(before) and is_incise(sent, report)


def _turn(doc: Doc, text: str, report: Report, dash: int, low: int, high: int) -> Marked:
    incise = doc[report.first].idx
    behind = re.search(r"[,.;!?…]", text[incise:high])
    goes_on = behind is not None and any(char.isalnum() for char in text[incise + behind.end() : high])
    closing = high if goes_on else incise
    words = text[low:closing].rstrip(" \n" if goes_on else " \n,")
    return Marked(low, low + len(words), dash, closing)
