"""Words between quotation marks: which are a quotation, and which report they belong to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from spacy.tokens import Span

from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_between import has_agent, is_plain, names_place, tells_content
from pipeline.link.quote_clauses import Clause
from pipeline.link.quote_complements import that_after
from pipeline.link.quote_incises import is_incise, subject_after
from pipeline.link.quote_reports import Report
from pipeline.link.quote_sources import source_end
from pipeline.link.quote_tokens import THAT, is_finite
from pipeline.marks import MARKS, Marked
from pipeline.records import QuoteKind

_ASIDE = 5
_OBJECT = 8
_FAR = 16
_LONG = 8
_SHORT = 4
_CALLED = frozenset({"dite", "dites", "dits"})


@dataclass(frozen=True, slots=True)
class Frame:
    """A sentence with its reports and the clauses they introduce."""

    sentence: int
    reports: Sequence[Report]
    clauses: Sequence[Clause]


@dataclass(frozen=True, slots=True)
class Told:
    """A marked span that is a quotation; ``report`` is None where no verb introduces it, ``sentence`` is the
    sentence of the report or else of the opening mark."""

    mark: Marked
    kind: QuoteKind
    sentence: int
    report: Report | None = None


def find_told(article: QuotedArticle, frames: Sequence[Frame]) -> Iterator[Told]:
    """The quotations among the marked spans of an article, in order.

    A span is one when a report follows it, stands inside it, introduces it with a colon, governs it or
    reports the clause around it; or when it is whole sentences; or when it is long. What remains is a
    title, a nickname or a word held at arm's length. Marks with nothing between them share the report that
    follows the last.
    """
    found = list(_each(article, frames))
    for told, after in zip_longest(found, found[1:]):
        between = article.text[told.mark.closing : after.mark.opening] if after else "-"
        if (
            told.report is None
            and after is not None
            and after.report is not None
            and not between.strip(" .,")
        ):
            yield Told(told.mark, told.kind, after.sentence, after.report)
        else:
            yield told


def _each(article: QuotedArticle, frames: Sequence[Frame]) -> Iterator[Told]:
    last: Told | None = None
    for mark in article.marks:
        first = article.sentence_at(mark.opening)
        if first >= 0:
            told = _told(article, frames, mark, first, max(first, article.sentence_at(mark.closing - 1)))
            told = told or _continued(article, mark, first, last)
            if told is not None:
                last = told
                yield told


def _told(
    article: QuotedArticle, frames: Sequence[Frame], mark: Marked, first: int, last: int
) -> Told | None:
    words = _words(article, mark)
    whole = _sentence_like(words)
    following = _following(article, frames, mark, last) or _within(article, frames[first : last + 1], mark)
    if following is not None:
        whole = whole or (words.text[:1].isupper() and _heads_sentence(article, mark, first))
        return Told(mark, "direct" if whole else "partial", *following)
    if not mark.complete or _is_title(article, mark, words):
        return None
    clause = _around(frames[first], mark)
    if clause is not None:
        incise = article.doc[clause.report.first].idx >= clause.end
        return Told(mark, "direct" if whole and incise else "partial", first, clause.report)
    before = _governor(article, frames[first], mark, whole=whole)
    if before is not None:
        return Told(mark, "direct" if whole else "partial", first, before)
    if article.follows_colon(mark.opening) and any(is_finite(token) for token in words):
        return Told(mark, "direct" if whole else "partial", first)
    later = next((r for r in _outer(article, frames[last]) if _comes_later(article, mark, last, r)), None)
    if later is not None:
        return Told(mark, "direct" if whole else "partial", last, later)
    if whole and _is_alone(article, mark, first, last):
        return Told(mark, "direct", first)
    return None


def _continued(article: QuotedArticle, mark: Marked, sentence: int, last: Told | None) -> Told | None:
    """A further piece of what the sentence quotes already, or words too long for a title or a nickname."""
    words = _words(article, mark)
    if not mark.complete or _is_title(article, mark, words):
        return None
    follows = last is not None and last.sentence == sentence and last.report is not None
    if last is not None and follows and (len(words) > 1 or _is_joined(article, last.mark, mark)):
        return Told(mark, "partial", sentence, last.report)
    if len(words) < 2:
        return None
    lower, finite = not words.text[0].isupper(), any(is_finite(token) for token in words)
    if (len(words) >= _LONG and (finite or lower)) or (len(words) >= _SHORT and finite and lower):
        return Told(mark, "direct" if _sentence_like(words) else "partial", sentence)
    return None


def _is_joined(article: QuotedArticle, before: Marked, mark: Marked) -> bool:
    """``« lâche » et visant à « abattre » la réforme``: one list of words in marks."""
    between = article.doc[article.token_at(before.closing) : article.token_at(mark.opening)]
    joined = between[:1].text in {"et", "ou", ","} and len(between) <= _ASIDE
    return joined and not any(is_finite(token) for token in between) and article.text[mark.start].islower()


def _words(article: QuotedArticle, mark: Marked) -> Span:
    return article.doc[article.token_at(mark.start) : article.token_at(mark.end)]


def _sentence_like(words: Span) -> bool:
    """Whether the words begin like a sentence and hold a verb, as a direct quote does."""
    text = words.text.lstrip("[(… .")
    return (
        bool(text) and text[0].isupper() and (any(is_finite(token) for token in words) or len(words) > _LONG)
    )


def _outer(article: QuotedArticle, frame: Frame) -> list[Report]:
    return [r for r in frame.reports if not article.is_marked(article.doc[r.verb].idx)]


def _following(
    article: QuotedArticle, frames: Sequence[Frame], mark: Marked, sentence: int
) -> tuple[int, Report] | None:
    """The report right behind the closing mark: ``», a-t-il dit``, ``» selon X``, ``» Poutine a écrit``."""
    doc = article.doc
    at = article.token_at(mark.closing)
    while (
        at < len(doc)
        and (doc[at].is_punct or doc[at].is_space or doc[at].text in MARKS)
        and doc[at].text != "("
    ):
        at += 1
    if at == len(doc) or (article.sentence_at(doc[at].idx) != sentence and doc[at].text[:1].isupper()):
        return None
    sentence = article.sentence_at(doc[at].idx)
    for report in _outer(article, frames[sentence]):
        if at <= report.first <= at + _ASIDE and _answers(article, frames[sentence], at, report):
            return sentence, report
    return None


def _answers(article: QuotedArticle, frame: Frame, at: int, report: Report) -> bool:
    """Whether a report that begins at or soon behind token ``at`` attributes the words before it."""
    sent = article.sents[frame.sentence]
    if report.form == "source":
        return report.first == at
    if "incise" not in report.frames or report.form != "finite" or report.passive or report.negated:
        return False
    own = that_after(sent, report, frame.reports) is not None or _opens_marks(sent, report)
    if report.pronoun is not None:
        return not any(is_finite(token) for token in sent.doc[at : report.first])
    between = sent.doc[at : report.first]
    if own or any(is_finite(token) or token.text in MARKS or token.lower_ in THAT for token in between):
        return False
    if is_incise(sent, report):
        return all(token.pos_ not in {"DET", "PROPN"} for token in between) or between[-1:].text == ","
    return any(token.pos_ in {"PROPN", "NOUN"} or token.ent_type_ for token in between)


def _opens_marks(sent: Span, report: Report) -> bool:
    after = sent.doc[report.last + 1 : min(report.last + 3, sent.end)]
    return any(token.text in "«“:" for token in after)


def _within(article: QuotedArticle, frames: Sequence[Frame], mark: Marked) -> tuple[int, Report] | None:
    """An incise inside the marks: ``« Je pars, a-t-il dit, et ne reviens pas »``."""
    for frame in frames:
        for report in frame.reports:
            token = article.doc[report.first]
            comma = report.first > 0 and article.doc[report.first - 1].text in {",", "?", "!"}
            named = report.pronoun is not None or _names_subject(article, frame.sentence, report)
            if mark.start < token.idx < mark.end and comma and named:
                return frame.sentence, report
    return None


def _names_subject(article: QuotedArticle, sentence: int, report: Report) -> bool:
    """Whether a proper name is the inverted subject: ``, confiait hier Luc Morin,``."""
    if "incise" not in report.frames or report.form != "finite":
        return False
    subject = subject_after(article.sents[sentence], report)
    return subject is not None and article.doc[subject].pos_ == "PROPN"


def _around(frame: Frame, mark: Marked) -> Clause | None:
    """The reported clause that the marked words stand in: the last one to begin."""
    found = [c for c in frame.clauses if c.start <= mark.start and mark.end <= c.end]
    return max(found, key=lambda clause: clause.start, default=None)


def _governor(article: QuotedArticle, frame: Frame, mark: Marked, *, whole: bool) -> Report | None:
    """The nearest report to the left that has the marked words as its object, or a colon before them."""
    at = article.token_at(mark.opening)
    before = [report for report in _outer(article, frame) if report.last < at]
    if not before:
        return None
    report = before[-1]
    between = article.doc[report.last + 1 : at]
    if between[-1:].text == ":":
        return report
    if report.negated or any(is_finite(t) or t.text in ".;" for t in between):
        return None
    if report.form == "source":
        named = report.last + 1 == at  # the marks hold the name of the source: selon « L'Écho »
        return report if not named and source_end(article.sents[frame.sentence], report) >= at - 1 else None
    if tells_content(article, between, mark) and "noun" in report.frames:
        return report
    if names_place(between, governs_de="de" in report.frames):
        return None
    far = len(between) > (_FAR if "de" in report.frames or whole else _OBJECT)
    if far or (report.passive and not has_agent(between) and not _agent_behind(article, mark)):
        return None
    if report.pronoun is not None or ("incise" in report.frames and is_plain(between)):
        return report
    if "de" not in report.frames and ("noun" not in report.frames or any(t.pos_ == "VERB" for t in between)):
        return None
    return report


def _comes_later(article: QuotedArticle, mark: Marked, sentence: int, report: Report) -> bool:
    """Whether an incise further on in the sentence has the marked words before it in its charge."""
    behind = article.doc[report.verb].idx >= mark.closing
    return behind and "incise" in report.frames and is_incise(article.sents[sentence], report)


def _agent_behind(article: QuotedArticle, mark: Marked) -> bool:
    """``jugée « trop lente » par le préfet``"""
    return article.doc[article.token_at(mark.closing) :][:1].text.lower() == "par"


def _is_alone(article: QuotedArticle, mark: Marked, first: int, last: int) -> bool:
    """Whether the marks hold whole sentences and nothing stands beside them."""
    right = article.text[mark.closing : article.sents[last].end_char]
    return _heads_sentence(article, mark, first) and not any(char.isalnum() for char in right)


def _heads_sentence(article: QuotedArticle, mark: Marked, sentence: int) -> bool:
    left = article.text[article.sents[sentence].start_char : mark.opening]
    return not any(char.isalnum() for char in left)


def _is_title(article: QuotedArticle, mark: Marked, words: Span) -> bool:
    """``l'opération « Sentinelle »``, ``la loi dite « Sapin »``: a short capitalised name behind a noun, a byname."""
    at = article.token_at(mark.opening)
    if at > 0 and article.doc[at - 1].lower_ in _CALLED:
        return True
    if _has_acronym(article.doc[article.token_at(mark.closing) :][:3]) and not any(map(is_finite, words)):
        return True
    noun = at > 0 and article.doc[at - 1].pos_ in {"NOUN", "PROPN"}
    short = len(words) <= 6 and not any(is_finite(token) for token in words)
    return words.text[:1].isupper() and ((noun and short) or len(words) == 1)


def _has_acronym(behind: Span) -> bool:
    """``la « structure de gestion policière » (SGP)``: the acronym in brackets shows a name."""
    return len(behind) == 3 and behind[0].text == "(" and behind[1].text.isupper() and behind[2].text == ")"
