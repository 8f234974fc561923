"""Quotations: their words, their verb and their speaker (section 4 of the annotation guide).

Rules over tokens, the reporting table and, where a sentence is parsed, its syntax. Direct and partial
quotes start from the quotation marks, indirect ones from the reporting verb; both ask the same speakers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_clauses import Clause, find_clauses
from pipeline.link.quote_dashes import dash_spans
from pipeline.link.quote_lexicon import lexicon
from pipeline.link.quote_marked import Frame, Told, find_told
from pipeline.link.quote_reports import find_reports
from pipeline.link.quote_several import Speaker
from pipeline.link.quote_signatures import signature
from pipeline.link.quote_speakers import Speakers
from pipeline.marks import Marked
from pipeline.records import Mention, Quote, QuoteKind, Sentence, Span

_NOBODY = frozenset({"on", "ce", "cela", "ceci"})


def find_quotes(
    doc: Doc, sentences: Sequence[Sentence], mentions: Sequence[Mention], knowledge: Knowledge
) -> list[Quote]:
    """The quotes of an article in order of their start, an indirect one before the partial one inside it; a row
    for each of several speakers.

    ``sentences`` and resolved ``mentions`` index the text of ``doc``; ``doc`` carries syntax in the
    sentences that :func:`pipeline.link.quote_lexicon.may_report` lets through. Left out: marks around
    titles, nicknames and single ironic words (scare quotes), what a negated verb or ``on`` reports, and
    quotes inside quotes.
    """
    article = QuotedArticle(doc, sentences, mentions, knowledge)
    words = lexicon(knowledge)
    reports = [
        [report for report in find_reports(sent, words) if article.admits(index, report)]
        for index, sent in enumerate(article.sents)
    ]
    article.add_marks(dash_spans(doc, article.sents, reports))
    frames = [
        Frame(index, found, find_clauses(sent, found, article.marks_in(sent)))
        for index, (sent, found) in enumerate(zip(article.sents, reports, strict=True))
    ]
    spoken = Speakers(article)
    told = list(find_told(article, frames))
    used = {(one.sentence, one.report.first) for one in told if one.report is not None}
    used |= {(frame.sentence, clause.report.first) for frame in frames for clause in frame.clauses}
    speakers: dict[tuple[int, int], Speaker] = {}
    quotes: list[list[Quote]] = []
    for frame in frames:
        for report in frame.reports:
            if (frame.sentence, report.first) in used:
                speakers[frame.sentence, report.first] = spoken.of(frame.sentence, report)
        indirect = [
            _indirect(article, frame.sentence, clause, speakers)
            for clause in _bare(article, frame)
            if clause.report.form != "infinitive" or speakers[frame.sentence, clause.report.first]
        ]  # « force est de constater que »
        quotes += [said for said in indirect if said[0].speaker_text.lower() not in _NOBODY]
        quotes += [_marked(article, one, speakers, spoken) for one in told if one.sentence == frame.sentence]
    latest = {
        (said[0].start, said[0].end, said[0].kind): said for said in quotes
    }  # « et que » of the verb nearest to it
    return sorted(chain.from_iterable(latest.values()), key=lambda quote: (quote.start, -quote.end))


def _bare(article: QuotedArticle, frame: Frame) -> Iterator[Clause]:
    """The clauses that are indirect quotes: not those of an incise or a source that marks fill already."""
    for clause in frame.clauses:
        marks = [mark for mark in article.marks_in(article.sents[frame.sentence]) if _overlap(mark, clause)]
        if clause.report.form == "source":
            bare = _has_words(article, clause, marks)
        else:
            introduced = article.doc[clause.report.first].idx < clause.start
            bare = introduced or sum(_overlap(m, clause) for m in marks) * 2 < clause.end - clause.start
        if bare:
            yield clause


def _overlap(mark: Marked, clause: Clause) -> int:
    return max(0, min(mark.end, clause.end) - max(mark.start, clause.start))


def _has_words(article: QuotedArticle, clause: Clause, marks: Sequence[Marked]) -> bool:
    """Whether a clause says more outside its marks than what joins them: ``le texte « est prêt »``."""
    words = article.doc[article.token_at(clause.start) : article.token_at(clause.end)]
    free = (token for token in words if not any(m.opening <= token.idx < m.closing for m in marks))
    return any(token.is_alpha and token.pos_ not in {"ADV", "CCONJ"} for token in free)


def _indirect(
    article: QuotedArticle, sentence: int, clause: Clause, speakers: dict[tuple[int, int], Speaker]
) -> list[Quote]:
    speaker = speakers[sentence, clause.report.first]
    return _quotes(article, sentence, speaker, clause.report.lemma, "indirect", (clause.start, clause.end))


def _marked(
    article: QuotedArticle, told: Told, speakers: dict[tuple[int, int], Speaker], spoken: Speakers
) -> list[Quote]:
    lemma = told.report.lemma if told.report else ""
    signed = signature(article, told.mark)
    if signed.entity_id or (signed and told.report is None):
        speaker = spoken.remember(told.sentence, signed)
    elif told.report is not None:
        speaker = speakers[told.sentence, told.report.first]
    else:
        introduced = told.kind == "direct" or article.follows_colon(told.mark.opening)
        find = spoken.before if introduced else spoken.saying
        speaker = find(told.sentence, told.mark)
    return _quotes(article, told.sentence, speaker, lemma, told.kind, (told.mark.start, told.mark.end))


def _quotes(
    article: QuotedArticle, sentence: int, speaker: Speaker, verb: str, kind: QuoteKind, span: Span
) -> list[Quote]:
    """One row for each of its speakers."""
    text = article.text[span[0] : span[1]]
    ids = (speaker.entity_id, *speaker.others)
    return [Quote(sentence, entity_id, speaker.text, verb, kind, *span, text) for entity_id in ids]


def in_quote_spans(quotes: Sequence[Quote]) -> list[Span]:
    """The spans in which a co-mention counts as said by somebody else: every quote, of every kind, in order.

    Both mentions must lie in the same span.
    """
    return sorted({(quote.start, quote.end) for quote in quotes})
