"""The order of the stages: an article goes in, its analysis or its rejection comes out, one for one.

The only module that knows the order, and the only place where offsets go back from the clean text to the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from spacy.attrs import IS_ALPHA, LIKE_NUM  # type: ignore[import-not-found]  # Cython, without stubs
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.clean import CleanText, clean_text
from pipeline.extract import Finders, find_mentions, make_finders, settle_metonyms, wants_syntax
from pipeline.knowledge import Knowledge, load_knowledge
from pipeline.language import add_syntax, load_language, read_docs
from pipeline.link.affiliations import find_affiliations
from pipeline.link.comentions import find_comentions
from pipeline.link.quotes import find_quotes, in_quote_spans
from pipeline.link.statements import find_statements
from pipeline.link.syntax import worth_parsing
from pipeline.records import (
    Affiliation,
    Analysis,
    Article,
    Entity,
    Mention,
    Quote,
    Rejection,
    Sentence,
    Statement,
)
from pipeline.resolve import resolve_article
from pipeline.review import Decisions, revise
from pipeline.segment import sentences_of

MAX_CHARACTERS = 1_000_000
_Found = TypeVar("_Found", Sentence, Mention, Affiliation, Quote, Statement)


@dataclass(frozen=True, slots=True)
class Engine:
    """What a process loads once: the model, the knowledge tables, and an analyst's decisions."""

    nlp: Language
    finders: Finders
    decisions: Decisions = field(default_factory=Decisions)


def load_engine(*, knowledge: Knowledge | None = None, decisions: Decisions | None = None) -> Engine:
    """Load the model, and the tables of this package unless other ``knowledge`` is given; about two seconds.

    ``decisions`` are replayed in every article, before relations are sought.
    """
    knowledge = knowledge or load_knowledge()
    nlp = load_language(
        abbreviations=knowledge.words["abbreviations"], reporting=knowledge.words["reporting_forms"]
    )
    return Engine(nlp, make_finders(knowledge), decisions or Decisions())


def analyze(engine: Engine, articles: Iterable[Article]) -> Iterator[Analysis | Rejection]:
    """Analyse articles in order; exactly one answer comes out for each that goes in.

    An article longer than ``MAX_CHARACTERS`` or in which a stage fails becomes a Rejection; the others go on.
    """
    batch: list[Article] = []
    for article in articles:
        batch.append(article)
        if len(batch) == _BATCH:
            yield from _analyze_batch(engine, batch)
            batch = []
    yield from _analyze_batch(engine, batch)


_BATCH = 16


def _analyze_batch(engine: Engine, articles: Sequence[Article]) -> Iterator[Analysis | Rejection]:
    """All at once, for speed; one by one when that fails, so that only the article at fault is rejected."""
    try:
        answers: list[Analysis | Rejection] = _analyze_all(engine, articles)
    except Exception:
        answers = [_analyze_one(engine, article) for article in articles]
    yield from answers


def _analyze_one(engine: Engine, article: Article) -> Analysis | Rejection:
    try:
        return _analyze_all(engine, [article])[0]
    except Exception as error:
        return Rejection(
            source_file=article.source_file,
            position=article.position,
            stage="extract",
            error=f"The article could not be analysed ({type(error).__name__}: {error}).",
            advice="Please report it with the text; the other articles are not affected.",
        )


def _analyze_all(engine: Engine, articles: Sequence[Article]) -> list[Analysis | Rejection]:
    sound = [article for article in articles if len(article.text) <= MAX_CHARACTERS]
    cleaned = [clean_text(article.text, blank=article.metadata) for article in sound]
    docs = [_make_doc(engine.nlp, article, clean) for article, clean in zip(sound, cleaned, strict=True)]
    docs = list(read_docs(engine.nlp, docs))
    found = [_first_look(engine, doc, clean.text) for doc, clean in zip(docs, cleaned, strict=True)]
    add_syntax(engine.nlp, docs, [look.parsed for look in found])
    done = iter([_analyze_doc(engine, *parts) for parts in zip(sound, cleaned, docs, found, strict=True)])
    return [next(done) if len(article.text) <= MAX_CHARACTERS else _too_long(article) for article in articles]


@dataclass(frozen=True, slots=True)
class _FirstLook:
    """What is known of an article before syntax, and the sentences that want it."""

    sentences: list[Sentence]
    candidates: list[Mention]
    parsed: frozenset[int]


def _first_look(engine: Engine, doc: Doc, text: str) -> _FirstLook:
    sentences = sentences_of(doc)
    candidates = find_mentions(doc, sentences, engine.finders)
    parsed = worth_parsing(doc, sentences, candidates, engine.finders.knowledge)
    return _FirstLook(sentences, candidates, parsed | wants_syntax(text, candidates))


def _too_long(article: Article) -> Rejection:
    return Rejection(
        source_file=article.source_file,
        position=article.position,
        stage="extract",
        error=f"The article has {len(article.text):,} characters; at most {MAX_CHARACTERS:,} are analysed.",
        advice="Split it into articles; a file of this size usually holds several.",
    )


def _make_doc(nlp: Language, article: Article, clean: CleanText) -> Doc:
    doc = nlp.make_doc(clean.text)
    if article.headline:
        doc.user_data["headline_end"] = clean.from_source(*article.headline)[1]
    return doc


def _analyze_doc(engine: Engine, article: Article, clean: CleanText, doc: Doc, look: _FirstLook) -> Analysis:
    knowledge, sentences = engine.finders.knowledge, look.sentences
    candidates = settle_metonyms(doc, look.candidates, engine.finders.metonyms)
    mentions, entities = resolve_article(
        clean.text, article.date, candidates, knowledge, engine.finders.offices
    )
    mentions, entities = revise(engine.decisions, article.document_id, mentions, entities)
    quotes = find_quotes(doc, sentences, mentions, knowledge)
    affiliations = find_affiliations(doc, sentences, mentions, knowledge)
    statements = find_statements(doc, sentences, mentions, quotes, knowledge)
    return Analysis(
        article=article,
        words=int(doc.to_array([IS_ALPHA, LIKE_NUM]).any(axis=1).sum()),
        sentences=tuple(_to_source(clean, article.text, sentences)),
        mentions=tuple(_to_source(clean, article.text, mentions)),
        entities=tuple(_with_offices(entities, affiliations, knowledge)),
        comentions=tuple(find_comentions(doc, mentions, in_quote_spans(quotes))),
        affiliations=tuple(_to_source(clean, article.text, affiliations)),
        quotes=tuple(_to_source(clean, article.text, quotes)),
        statements=tuple(_to_source(clean, article.text, statements)),
    )


def _with_offices(
    entities: Iterable[Entity], affiliations: Iterable[Affiliation], knowledge: Knowledge
) -> list[Entity]:
    """The entities by id, with the states and bodies that an office goes with and no mention names."""
    known = {entity.entity_id: entity for entity in entities}
    for affiliation in affiliations:
        if affiliation.entity_id and affiliation.entity_id not in known:
            known[affiliation.entity_id] = knowledge.entities[affiliation.entity_id]
    return [known[key] for key in sorted(known)]


def _to_source(clean: CleanText, source: str, found: Iterable[_Found]) -> Iterator[_Found]:
    """The records with offsets into the source and, where they carry it, its text."""
    for record in found:
        start, end = clean.to_source(record.start, record.end)
        if isinstance(record, Affiliation | Statement):
            yield replace(record, start=start, end=end)
        else:
            yield replace(record, start=start, end=end, text=source[start:end])
