"""What was said without quotation marks: ``que`` clauses, infinitives, ``selon X`` and unmarked incises."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span, Token

from pipeline.link.quote_reports import Report
from pipeline.marks import Marked

_THAT = frozenset({"que", "qu'"})
_NOT_THAT = frozenset({"alors", "ainsi", "afin", "tandis", "bien", "dès", "tant", "plus", "moins", "autant"})
_JOINERS = frozenset({"et", "ou", "mais"})
_REACH = 12
_DATELINE = re.compile(r"\s*(?=[^–—.!?]{0,60}[\d(A-Z])[^–—!?]{2,60}\s[–—]\s+(?=\S)")
_EDGES = " \t\n,;:.…–—"


@dataclass(frozen=True, slots=True)
class Clause:
    """Reported words without marks of their own, as characters of the document, and the report they hang on.
    Reported words without marks of their own, as characters of the document, and the report they hang on."""

    start: int
    end: int
    report: Report


def find_clauses(sent: Span, reports: Sequence[Report], marks: Sequence[Marked]) -> list[Clause]:
    """The indirect quotes of a sentence, in order of their reports; ``marks`` are the spans that overlap it.

    A report inside quotation marks is the speaker's own and gives none.
    """
    outer = [report for report in reports if not inside(sent.doc[report.verb].idx, marks)]
    return [clause for clause in _found(sent, outer, marks) if clause.start < clause.end]


def _found(sent: Span, reports: Sequence[Report], marks: Sequence[Marked]) -> Iterator[Clause]:
    for report in reports:
        if report.negated:
            continue
        if report.form == "source":
            yield from _source_clause(sent, report, marks)
        elif "que" in report.frames and (that := _that(sent, report, reports)) is not None:
            yield from _that_clauses(sent, report, that, reports, marks)
        elif "inf" in report.frames and (head := _infinitive(sent, report)) is not None:
            yield _clause(sent, report, head[0], _end(sent, head[1], head[0], reports, marks))
        elif "incise" in report.frames and is_incise(sent, report) and _after_comma(sent, report):
            yield _clause(sent, report, opening(sent, report.first), report.first)


def inside(offset: int, marks: Sequence[Marked]) -> bool:
    """Whether the character stands between quotation marks."""
    return any(mark.opening <= offset < mark.closing for mark in marks)


def is_incise(sent: Span, report: Report) -> bool:
    """Whether the report follows or breaks into what was said: its subject stands behind it.

    ``a-t-il déclaré``, ``affirme le président``, ``a ajouté hier M. Lavrov``: an inverted pronoun, or no
    subject to the left and a noun phrase to the right.
    """
    if report.pronoun is not None:
        return True
    if report.form != "finite" or (_left_subject(sent, report) and not _behind_marks(sent, report)):
        return False
    return subject_after(sent, report) is not None


def subject_after(sent: Span, report: Report) -> int | None:
    """The first token of the noun phrase behind an inverted verb; adverbs and dates may stand between."""
    doc = sent.doc
    for k in range(report.last + 1, min(report.last + 6, sent.end)):
        token = doc[k]
        if (
            token.pos_ in {"DET", "PROPN"}
            or token.ent_type_
            or (token.pos_ == "NOUN" and token.text[0].isupper())
        ):
            return k
        if token.pos_ == "PRON" and token.lower_ in {"un", "une", "l'", "celui-ci", "celle-ci", "certains"}:
            return k
        if token.pos_ not in {"ADV", "NOUN", "ADJ"}:
            return None
    return None


def _left_subject(sent: Span, report: Report) -> bool:
    verb = sent.doc[report.verb]
    return any(child.dep_.startswith("nsubj") and child.i < report.first for child in verb.children)


def _behind_marks(sent: Span, report: Report) -> bool:
    """Whether a closing mark stands right before the report; the parse is not to be trusted there."""
    before = [
        token for token in sent.doc[max(sent.start, report.first - 3) : report.first] if token.text != ","
    ]
    return bool(before) and before[-1].text in '»”"'


def _after_comma(sent: Span, report: Report) -> bool:
    """Whether a comma parts the report from a whole clause to its left."""
    doc = sent.doc
    comma = report.first - 1
    if comma <= sent.start or doc[comma].text != ",":
        return False
    return any(is_finite(token) for token in doc[sent.start : comma])


def is_finite(token: Token) -> bool:
    """Whether the token is a verb or auxiliary in a finite tense."""
    return token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", [])


def that_after(sent: Span, report: Report, reports: Sequence[Report]) -> int | None:
    """The ``que`` that opens what the report reports, or None."""
    doc = sent.doc
    others = {other.first for other in reports if other.form != "source"}
    for k in range(report.last + 1, min(report.last + 1 + _REACH, sent.end)):
        token = doc[k]
        if token.lower_ in _THAT and (k <= report.last + 2 or doc[k - 1].lower_ not in _NOT_THAT):
            return None if _is_relative(sent, report, k) else k
        if k in others or token.text in ':;«»“”"' or is_finite(token):
            return None
    return None


def _that(sent: Span, report: Report, reports: Sequence[Report]) -> int | None:
    """The ``que`` of a report, be it only the second thing it reports (``accuser X de … et que …``)."""
    that = that_after(sent, report, reports)
    if that is not None or "de" not in report.frames:
        return that
    stop = next((other.first for other in reports if other.first > report.last), sent.end)
    doc = sent.doc
    return next((k for k in range(report.last + 2, stop) if _is_added(doc[k - 1], doc[k])), None)


def _is_added(joiner: Token, that: Token) -> bool:
    return that.lower_ in _THAT and joiner.lower_ in _JOINERS


def _is_relative(sent: Span, report: Report, that: int) -> bool:
    """``annonce la mesure que…``: the verb has an object, and ``que`` stands for it."""
    doc = sent.doc
    if that == report.last + 1 or doc[that].dep_ == "mark":
        return False
    between = doc[report.last + 1 : that]
    return any(t.dep_ == "obj" and t.pos_ in {"NOUN", "PROPN"} and t.head.i == report.verb for t in between)


def _that_clauses(
    sent: Span, report: Report, that: int, reports: Sequence[Report], marks: Sequence[Marked]
) -> Iterator[Clause]:
    """One clause for each ``que`` that a conjunction adds to the first."""
    while True:
        head = sent.doc[that].head if sent.doc[that].dep_ == "mark" else None
        end = _end(sent, that + 1, head.i if head is not None else None, reports, marks)
        yield _clause(sent, report, that + 1, end)
        added = next((k for k in range(end, min(end + 3, sent.end)) if sent.doc[k].lower_ in _THAT), None)
        if added is None or not any(sent.doc[k].lower_ in _JOINERS for k in range(end, added)):
            return
        that = added


def _infinitive(sent: Span, report: Report) -> tuple[int, int] | None:
    """The infinitive that a report governs without a preposition: its first clitic and itself."""
    doc = sent.doc
    for k in range(report.last + 1, min(report.last + 6, sent.end)):
        if "Inf" in doc[k].morph.get("VerbForm", []):
            start = k
            while start - 1 > report.last and doc[start - 1].pos_ in {"PRON", "DET"}:
                start -= 1
            return start, k
        if doc[k].pos_ not in {"ADV", "PRON", "DET"}:
            return None
    return None


def _end(sent: Span, start: int, head: int | None, reports: Sequence[Report], marks: Sequence[Marked]) -> int:
    """The token behind the last one of a reported clause that begins at ``start``."""
    doc = sent.doc
    starts = {report.first: report for report in reports}
    depth = 0
    for k in range(start, sent.end):
        token = doc[k]
        depth += (token.text == "(") - (token.text == ")")
        if depth > 0 or inside(token.idx, marks) or k == start:
            continue
        if token.text == ";" or _leaves(sent, k, head, starts):
            return k
    return sent.end


def _leaves(sent: Span, k: int, head: int | None, starts: dict[int, Report]) -> bool:
    """Whether what follows the comma or conjunction ``k`` is said by the article again, or is a clause of
    its own."""
    doc = sent.doc
    token = doc[k]
    if k + 1 >= sent.end or (token.text != "," and token.lower_ not in _JOINERS):
        return False
    after = k + 1
    if doc[after].lower_ in _JOINERS:
        after += 1
    if after < sent.end and doc[after].lower_ in _THAT and (token.lower_ in _JOINERS or after > k + 1):
        return True
    report = starts.get(after)
    if report is not None and (report.form in {"present", "source"} or report.first == after):
        return report.form != "infinitive"
    return token.text == "," and head is not None and not _belongs(doc[after], head)


def _belongs(token: Token, head: int) -> bool:
    return token.i == head or any(ancestor.i == head for ancestor in token.ancestors)


def _source_clause(sent: Span, report: Report, marks: Sequence[Marked]) -> Iterator[Clause]:
    """``Selon X, …`` (what follows), ``…, selon X`` (what precedes), ``…, selon X, …`` (both, with the
    phrase)."""
    doc = sent.doc
    behind = source_end(sent, report)
    before = any(is_finite(token) for token in doc[sent.start : report.first])
    rest = _word(doc[behind : sent.end])
    start = opening(sent, report.first)
    if (
        not rest
        or doc[behind].text == ";"
        or (not any(is_finite(t) for t in doc[behind : sent.end]) and before)
    ):
        yield _clause(sent, report, start, report.first)
    elif before or (_word(doc[start : report.first]) and doc[report.first - 1].text == ","):
        yield _clause(sent, report, start, _end(sent, behind, None, (), marks))
    else:
        yield _clause(sent, report, behind, _end(sent, behind, None, (), marks))


def _word(tokens: Span) -> bool:
    return any(token.text[0].isalnum() for token in tokens)


def source_end(sent: Span, report: Report) -> int:
    """The token behind the speaker that a source phrase names: its comma, mark or verb."""
    doc = sent.doc
    depth = 0
    for k in range(report.last + 1, sent.end):
        token = doc[k]
        depth += (token.text == "(") - (token.text == ")")
        if depth > 0 or k == report.last + 1:
            continue
        if token.text in ',;:.«»“”"' and not _apposition(sent, k):
            return k
        if is_finite(token) or token.lower_ in _THAT:
            return k
    return sent.end


def _apposition(sent: Span, comma: int) -> bool:
    """Whether the comma opens an apposition (``selon Luc Bon, maire de la ville, …``): bare noun to the next
    comma."""
    doc = sent.doc
    if doc[comma].text != "," or comma + 1 >= sent.end or doc[comma + 1].pos_ not in {"NOUN", "ADJ", "PROPN"}:
        return False
    for k in range(comma + 1, sent.end):
        if doc[k].text == ",":
            return True
        if is_finite(doc[k]) or doc[k].text in ".;«":
            return False
    return False


def opening(sent: Span, limit: int) -> int:
    """Where the prose of a sentence begins: behind a dateline, and behind the last ``;`` before ``limit``."""
    doc = sent.doc
    dateline = _DATELINE.match(sent.text)
    skipped = sent.start_char + (dateline.end() if dateline else 0)
    start = next((token.i for token in sent if token.idx >= skipped), sent.start)
    for k in range(start, limit):
        if doc[k].text == ";":
            start = k + 1
    return start


def _clause(sent: Span, report: Report, start: int, end: int) -> Clause:
    """The characters of tokens ``start`` to ``end``, without the punctuation and spaces at either edge."""
    if start >= end:
        return Clause(0, 0, report)
    span = sent.doc[start:end]
    text = span.text
    left = len(text) - len(text.lstrip(_EDGES))
    return Clause(span.start_char + left, span.start_char + max(left, len(text.rstrip(_EDGES))), report)
