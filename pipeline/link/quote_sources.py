"""Where the speaker that a source phrase names ends (``selon Luc Morin, maire de la ville, …``)."""

from __future__ import annotations

from spacy.tokens import Span

from pipeline.link.quote_reports import Report
from pipeline.link.quote_tokens import THAT, is_finite
from pipeline.marks import MARKS


def source_end(sent: Span, report: Report) -> int:
    """The token behind the speaker that a source phrase names: its comma, mark or verb."""
    doc = sent.doc
    depth = 0
    related = False
    for k in range(report.last + 1, sent.end):
        token = doc[k]
        depth += (token.text == "(") - (token.text == ")")
        if depth > 0 or k == report.last + 1:
            continue
        if token.text in ',;:.«»“”"' and not _apposition(sent, k):
            if token.text in "»”" and doc[report.last + 1].text in MARKS:
                return k + 1
            return k
        if says_what(sent, report):
            continue
        if token.lower_ == "et" and k + 1 < sent.end and doc[k + 1].like_num:
            return k  # « 20 000 selon la police et 40 000 selon les organisateurs »
        pronoun = doc[report.last + 1].pos_ == "PRON" and k == report.last + 2
        if pronoun and token.pos_ != "ADJ" and token.lower_ != "qui":
            return k
        fresh = token.pos_ == "DET" and token.text.islower() and _ends_name(doc[k - 1 : k + 2])
        related = related or token.lower_ == "qui"  # « selon les chercheurs qui l'ont vu, »
        if not related and (is_finite(token) or token.lower_ in THAT or fresh):
            return k
    return sent.end


def says_what(sent: Span, report: Report) -> bool:
    """Whether a source phrase is a clause: ``selon ce que X a dit``."""
    after = sent.doc[report.last + 1 : min(report.last + 3, sent.end)]
    return len(after) > 1 and after[0].lower_ == "ce" and after[1].lower_ in THAT


def _apposition(sent: Span, comma: int) -> bool:
    """Whether the comma opens an apposition (``selon Luc Morin, maire de la ville, …``): bare noun to the next
    comma."""
    doc = sent.doc
    if doc[comma].text != "," or comma + 1 >= sent.end:
        return False
    described = doc[comma + 1].pos_ == "DET"
    if not described and doc[comma + 1].pos_ not in {"NOUN", "ADJ", "PROPN", "VERB"}:
        return False
    for k in range(comma + 1, sent.end):
        if doc[k].text == ",":
            fresh = k + 1 < sent.end and (doc[k + 1].text in MARKS or doc[k + 1].pos_ in {"DET", "PRON"})
            return not described or (fresh and doc[comma - 1].pos_ == "PROPN")
        if is_finite(doc[k]) or doc[k].text in ".;«":
            return False
    return False


def _ends_name(around: Span) -> bool:
    """Whether a name or noun ends in front of an article that opens no date: not ``L'Écho le 4 janvier``."""
    before = around[0]
    dated = len(around) > 2 and around[2].text.isdigit()
    return before.is_alpha and before.pos_ in {"NOUN", "PROPN", "ADJ"} and not dated
