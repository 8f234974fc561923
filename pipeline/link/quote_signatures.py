"""The line that signs a quotation: ``— Zoé Roy, maire`` below the marks or right behind them."""

from __future__ import annotations

from spacy.tokens import Span

from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_several import NOBODY, Speaker
from pipeline.link.quote_tokens import is_finite
from pipeline.marks import Marked

_DASHES = frozenset({"–", "—", "-", "―"})
_LONGEST = 8


def signature(article: QuotedArticle, mark: Marked) -> Speaker:
    """Who signs the marked words: the actor behind the dash that follows them, else the words up to the comma.

    The dash opens a sentence of its own, or stands behind the closing mark. A line with a verb (a dialogue, a new
    point of a list) is no signature.
    """
    at = article.token_at(mark.closing)
    while at < len(article.doc) and (article.doc[at].is_space or article.doc[at].text == "."):
        at += 1
    if at >= len(article.doc) or article.doc[at].text not in _DASHES:
        return NOBODY
    sent = article.sents[article.sentence_at(article.doc[at].idx)]
    name = _name(sent, at + 1)
    if not name or any(is_finite(token) for token in article.doc[at : sent.end]):
        return NOBODY
    if len(name) > _LONGEST or not name.text[0].isupper() or article.is_marked(name.start_char):
        return NOBODY
    actors = article.actors(article.sentence_at(name.start_char))
    actor = next((m for m in actors if m.start == name.start_char and m.type != "STATE"), None)
    return Speaker(actor.entity_id) if actor else Speaker(text=name.text)


def _name(sent: Span, start: int) -> Span:
    """The tokens from ``start`` to the comma, bracket or end of the line."""
    doc = sent.doc
    end = next((k for k in range(start, sent.end) if doc[k].text in ",(.;\n"), sent.end)
    return doc[start:end]
