"""Our mentions for other spaCy users: ``nlp.add_pipe("liens_entities")`` fills ``doc.spans["liens"]``."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Span

from pipeline.extract import find_mentions, make_finders, settle_metonyms
from pipeline.knowledge import load_knowledge
from pipeline.resolve import resolve_article
from pipeline.segment import sentences_of

SPANS = "liens"


class EntityAnnotator:
    """The component ``liens_entities``: mentions as spans with the type as ``label_`` and the entity as ``id_``.

    It reads sentences, ``ner`` and, where there is one, the parse. A mention inside a token (``russo-chinoises``) takes
    the whole token. ``date`` is the ISO date that settles who holds an office.
    """

    def __init__(self, *, date: str) -> None:
        self._finders = make_finders(load_knowledge())
        self._date = date

    def __call__(self, doc: Doc) -> Doc:
        finders = self._finders
        candidates = find_mentions(doc, sentences_of(doc), finders)
        settled = settle_metonyms(doc, candidates, finders.metonyms)
        mentions, _ = resolve_article(doc.text, self._date, settled, finders.knowledge, finders.offices)
        doc.spans[SPANS] = [
            span
            for mention in mentions
            if (span := _span(doc, mention.start, mention.end, mention.type, mention.entity_id)) is not None
        ]
        return doc


def _span(doc: Doc, start: int, end: int, label: str, entity_id: str) -> Span | None:
    return doc.char_span(start, end, label=label, span_id=entity_id, alignment_mode="expand")


@Language.factory(
    "liens_entities",
    requires=["doc.ents", "token.is_sent_start"],
    assigns=["doc.spans"],
    default_config={"date": ""},
)
def make_entity_annotator(nlp: Language, name: str, date: str) -> EntityAnnotator:
    """Factory for ``nlp.add_pipe("liens_entities", config={"date": "2024-10-02"})``."""
    return EntityAnnotator(date=date)
