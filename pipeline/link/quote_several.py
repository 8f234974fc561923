"""One speaker or several: ``selon Luc Morin et Zoé Roy``, ``les deux ministres ont dit``."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span

from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_phrases import OF
from pipeline.records import Mention

_IN_TITLE = frozenset({"NOUN", "PROPN", "ADJ", "DET"})
_LONGEST_TITLE = 5


@dataclass(frozen=True, slots=True)
class Speaker:
    """``entity_id`` of an actor, or, when the speaker is none, the ``text`` that names them; both may be empty.

    ``others`` are the actors who say the same words with the first one.
    """

    entity_id: str = ""
    text: str = ""
    others: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entity_id or self.text)


NOBODY = Speaker()


def speaker(article: QuotedArticle, mention: Mention) -> Speaker:
    """The actor of a mention, with those of its group or those that ``et`` joins to it, in order."""
    found = _group(article, mention) if mention.kind == "group" else _joined(article, mention)
    others = tuple(dict.fromkeys(m.entity_id for m in found if m.entity_id != mention.entity_id))
    return Speaker(mention.entity_id, others=others)


def _group(article: QuotedArticle, mention: Mention) -> list[Mention]:
    span = (mention.start, mention.end)
    return [m for m in article.actors(mention.sentence) if (m.start, m.end) == span and m.kind == "group"]


def _joined(article: QuotedArticle, mention: Mention) -> list[Mention]:
    """The actors behind commas and one final ``et``; none where the list has no ``et``."""
    found: list[Mention] = []
    last = mention
    for other in article.voices(mention.sentence):
        if other.start < last.end:
            continue
        between = article.doc[article.token_at(last.end) : article.token_at(other.start)]
        if not _joins(between, other):
            return []
        found.append(other)
        last = other
        if between[0].lower_ == "et":
            return found
    return []


def _joins(between: Span, other: Mention) -> bool:
    """Whether only a comma, or ``et`` and the article or title of the next name, stand between two actors."""
    if between[:1].text.lower() not in {",", "et"}:
        return False
    title = between[1:]
    if not title or (len(title) == 1 and title[0].pos_ == "DET"):
        return True
    titled = other.type == "PERSON" and other.kind == "name" and len(title) <= _LONGEST_TITLE
    known = all(token.pos_ in _IN_TITLE and token.lower_ not in OF for token in title)
    return between[0].lower_ == "et" and titled and known
