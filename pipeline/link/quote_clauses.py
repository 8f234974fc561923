"""What was said without quotation marks: ``que`` clauses, infinitives, ``selon X`` and unmarked incises."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from pipeline.link.quote_complements import complementizer, infinitive, that_after
from pipeline.link.quote_incises import after_comma, is_incise
from pipeline.link.quote_phrases import RELATIVES
from pipeline.link.quote_reports import CLITICS, Report
from pipeline.link.quote_sources import source_end
from pipeline.link.quote_tokens import JOINERS, THAT, inside, is_finite, is_parsed, opening
from pipeline.link.tenses import finite, resumes
from pipeline.marks import MARKS, Marked

_EDGES = " \t\n,;:.…–—"


@dataclass(frozen=True, slots=True)
class Clause:
    """Reported words, as characters of the document, and the report they hang on."""

    start: int
    end: int
    report: Report


def find_clauses(sent: Span, reports: Sequence[Report], marks: Sequence[Marked]) -> list[Clause]:
    """The indirect quotes of a sentence, in order of their reports; ``marks`` are the spans that overlap it.

    A report inside quotation marks is the speaker's own and gives none; neither does an infinitive that
    nobody is said to do (``il faut dire que``), unless marks show that its words are a quotation. A sentence that
    nobody parsed has none.
    """
    if not is_parsed(sent):
        return []
    outer = [report for report in reports if not inside(sent.doc[report.verb].idx, marks)]
    return [
        clause
        for clause in (_with_whole_marks(found, marks) for found in _found(sent, outer, marks))
        if clause.start < clause.end and (clause.report.governed or _holds_marks(clause, marks))
    ]


def _with_whole_marks(clause: Clause, marks: Sequence[Marked]) -> Clause:
    """The clause up to the end of a quotation that it begins and later sentences go on with."""
    closing = [mark.closing for mark in marks if clause.start <= mark.start < clause.end < mark.end]
    return replace(clause, end=max(closing)) if closing else clause


def _holds_marks(clause: Clause, marks: Sequence[Marked]) -> bool:
    return any(clause.start <= mark.start and mark.end <= clause.end for mark in marks)


def _found(sent: Span, reports: Sequence[Report], marks: Sequence[Marked]) -> Iterator[Clause]:
    for report in reports:
        if report.negated or report.passive:
            continue
        if report.form == "source":
            yield from _source_clause(sent, report, reports, marks)
        elif "que" in report.frames and (that := complementizer(sent, report, reports)) is not None:
            yield from _that_clauses(sent, report, that, reports, marks)
        elif "inf" in report.frames and (head := infinitive(sent, report)) is not None:
            yield _clause(sent, report, head[0], _end(sent, head[1], head[0], reports, marks))
        elif "incise" in report.frames and _breaks_in(sent, report):
            yield _clause(sent, report, opening(sent, report.first), report.first)


def _breaks_in(sent: Span, report: Report) -> bool:
    """Whether the report is an unmarked incise: not one of several things that somebody did (``est entré, a salué le
    maire et a voté``)."""
    if not is_incise(sent, report) or not after_comma(sent, report):
        return False
    behind = (k for k in range(report.last + 1, sent.end - 1) if sent.doc[k].lower_ in JOINERS)
    return report.pronoun is not None or not any(_shares_subject(sent, k + 1) for k in behind)


def _that_clauses(
    sent: Span, report: Report, that: int, reports: Sequence[Report], marks: Sequence[Marked]
) -> Iterator[Clause]:
    """One clause for each ``que`` that a conjunction adds to the first."""
    while True:
        end = _end(sent, that + 1, _clause_head(sent.doc[that]), reports, marks)
        end = _resumed(sent, report, that, end, marks)
        yield _clause(sent, report, that + 1, end)
        added = next((k for k in range(end, min(end + 3, sent.end)) if sent.doc[k].lower_ in THAT), None)
        if added is None or not any(sent.doc[k].lower_ in JOINERS for k in range(end, added)):
            return
        that = added


def _resumed(sent: Span, report: Report, that: int, end: int, marks: Sequence[Marked]) -> int:
    """Where the reporting verb's subject acts again before ``end``: ``a dit que … était mort et a quitté …``."""
    doc = sent.doc
    main, inner = finite(doc[report.first : report.last + 1]), finite(doc[that + 1 : end])
    if main is None or inner is None:
        return end
    for k in range(inner.i + 1, end - 1):
        if doc[k].lower_ in JOINERS and not inside(doc[k].idx, marks) and _shares_subject(sent, k + 1):
            joined = finite(doc[k + 1 : end])
            if joined is not None and resumes(main, inner, joined):
                return k
    return end


def _clause_head(that: Token) -> int | None:
    """The finite verb that a ``que`` introduces, where the parse names one."""
    verb = that.head
    finite = is_finite(verb) or any(is_finite(child) for child in verb.children if child.i < verb.i + 2)
    return verb.i if that.dep_ == "mark" and finite else None


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
        colon = token.text == ":" and k + 1 < sent.end and inside(sent.doc[k + 1].idx, marks)
        if colon or token.text == ";" or _leaves(sent, k, head, starts):
            return k
    return sent.end


def _leaves(sent: Span, k: int, head: int | None, starts: dict[int, Report]) -> bool:
    """Whether what follows the comma or conjunction ``k`` is said by the article again, or is a clause of
    its own."""
    doc = sent.doc
    token = doc[k]
    if k + 1 >= sent.end or doc[k + 1].text in MARKS or (token.text != "," and token.lower_ not in JOINERS):
        return False
    after = k + 1
    if doc[after].lower_ in JOINERS:
        after += 1
    if after < sent.end and doc[after].lower_ in THAT and (token.lower_ in JOINERS or after > k + 1):
        return True
    if token.text == "," and after > k + 1 and head is not None and head < k and _is_clause(sent, after):
        return True
    while after < sent.end - 1 and doc[after].lower_ == "tout":
        after += 1
    report = starts.get(after)
    if report is not None and report.form != "infinitive":
        if report.form == "source":
            # « dit que, selon lui, tout va bien » goes on
            return not any(is_finite(word) for word in doc[source_end(sent, report) : sent.end])
        resumes = token.text == "," and report.form == "finite" and head is not None and head < k
        return report.form == "present" or resumes or is_incise(sent, report) or _has_content(sent, report)
    if (
        head is not None
        and token.lower_ in JOINERS
        and not is_finite(doc[head])
        and _shares_subject(sent, k + 1)
    ):
        return True
    return token.text == "," and head is not None and not _belongs(doc[after], head)


def _is_clause(sent: Span, start: int) -> bool:
    """Whether a clause with a subject of its own begins here: ``, et la mairie n'a pas répondu``."""
    verb = next((token for token in sent.doc[start : sent.end] if is_finite(token)), None)
    if verb is None:
        return False
    main = verb.head if verb.dep_.startswith(("aux", "cop")) else verb
    return any(child.dep_.startswith("nsubj") and start <= child.i < verb.i for child in main.children)


def _shares_subject(sent: Span, k: int) -> bool:
    """Whether a finite verb follows with no subject of its own: ``dit avoir gagné et s'en va``."""
    while k < sent.end - 1 and sent.doc[k].lower_ in CLITICS:
        k += 1
    return is_finite(sent.doc[k])


def _has_content(sent: Span, report: Report) -> bool:
    """Whether a report joined by ``et`` reports something of its own, and is no part of what was said."""
    return that_after(sent, report, ()) is not None or infinitive(sent, report) is not None


def _belongs(token: Token, head: int) -> bool:
    return token.i == head or any(ancestor.i == head for ancestor in token.ancestors)


def _source_clause(
    sent: Span, report: Report, reports: Sequence[Report], marks: Sequence[Marked]
) -> Iterator[Clause]:
    """``Selon X, …`` (what follows), ``…, selon X`` (what precedes), ``le bilan, selon X, …`` (both).

    What precedes begins behind an earlier source; what follows is not ``, qui …`` about the source itself.
    """
    doc = sent.doc
    behind = source_end(sent, report)
    start = opening(sent, report.first)
    for earlier in (r for r in reports if r.form == "source" and r.first < report.first):
        end = source_end(sent, earlier)
        if not _content(doc[start : earlier.first]) or _counts_on(doc[end : sent.end]):
            start = min(end, report.first)
    start += start < report.first and doc[start].lower_ in JOINERS
    comma = doc[report.first - 1].text == ","
    before = doc[report.first - comma - 1] if report.first - comma > start else None
    if before is not None and before.lower_ in THAT:
        return
    if before is not None and before.lower_ in RELATIVES:
        yield _clause(sent, report, behind, _end(sent, behind, _relative_head(before), (), marks))
    elif _content(doc[start : report.first]) and _turns_aside(doc[behind : sent.end]):
        yield _clause(sent, report, start, report.first)
    elif before is not None and (before.lower_ in JOINERS or before.pos_ in {"SCONJ", "CCONJ"}):
        yield _clause(sent, report, behind, _end(sent, behind, None, (), marks))
    elif not comma and _word(doc[behind : sent.end]) and _content(doc[start : report.first]):
        commas = [k + 1 for k in range(start, report.first) if doc[k].text == ","]
        yield _clause(sent, report, max([start, *commas]), _end(sent, behind, None, (), marks))
    elif any(is_finite(token) for token in doc[start : report.first]):
        main = next((token.i for token in doc[start : report.first] if token.dep_ == "ROOT"), None)
        later = next((token.i for token in doc[behind : sent.end] if token.dep_ == "ROOT"), None)
        whole = (main is None and later is not None) or (
            comma and before is not None and _is_cut(before, later)
        )
        yield _clause(sent, report, start, _end(sent, behind, None, (), marks) if whole else report.first)
    elif comma and _content(doc[start : report.first]):
        yield _clause(sent, report, start, _end(sent, behind, None, (), marks))
    elif _word(doc[behind : sent.end]):
        yield _clause(sent, report, behind, _end(sent, behind, None, (), marks))
    else:
        yield _clause(sent, report, start, report.first)


def _relative_head(pronoun: Token) -> int | None:
    """The verb of the relative clause that a pronoun opens."""
    return next(
        (word.i for word in pronoun.ancestors if word.dep_ == "acl:relcl" and word.i > pronoun.i), None
    )


def _turns_aside(behind: Span) -> bool:
    """Whether the words behind a source tell of it (``, qui ne dit pas``) or begin another count (``et 300 selon``)."""
    relates = len(behind) > 1 and behind[0].text == "," and behind[1].lower_ == "qui"
    return relates or _counts_on(behind)


def _counts_on(behind: Span) -> bool:
    return len(behind) > 1 and behind[0].lower_ == "et" and behind[1].like_num


def _is_cut(before: Token, later: int | None) -> bool:
    """Whether a source phrase parts an auxiliary from its participle: ``aurait, selon X, découvert l'or``."""
    return before.pos_ == "AUX" and (before.head.i > before.i or later is not None)


def _content(tokens: Span) -> bool:
    """Whether more than ``toujours``, ``mais`` or ``et`` stands there."""
    return any(token.is_alpha and token.pos_ not in {"ADV", "CCONJ"} for token in tokens)


def _word(tokens: Span) -> bool:
    return any(token.text[0].isalnum() for token in tokens)


def _clause(sent: Span, report: Report, start: int, end: int) -> Clause:
    """The characters of tokens ``start`` to ``end``, without the punctuation and spaces at either edge."""
    if start >= end:
        return Clause(0, 0, report)
    span = sent.doc[start:end]
    text = span.text
    left = len(text) - len(text.lstrip(_EDGES))
    return Clause(span.start_char + left, span.start_char + max(left, len(text.rstrip(_EDGES))), report)
