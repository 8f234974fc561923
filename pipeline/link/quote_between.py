"""What stands between a reporting verb and words in marks behind it."""

from __future__ import annotations

from spacy.tokens import Span

from pipeline.link.quote_article import QuotedArticle
from pipeline.marks import Marked

_STATUS = frozenset({"statut", "titre", "rang", "poste", "surnom", "nom"})  # « son statut d'« homme fort » »


def is_plain(between: Span) -> bool:
    """Whether only adverbs, dates and whom it was said to stand between a verb and its words."""
    direct = bool(between) and between[0].pos_ == "DET"
    return not direct and all(token.pos_ != "VERB" for token in between)


def tells_content(article: QuotedArticle, between: Span, mark: Marked) -> bool:
    """Whether the marks fill a noun that the verb reports: ``affirme sa volonté de « rester »``."""
    words = [token for token in between if token.pos_ not in {"ADJ", "ADV"} and token.text != "'"]
    shape = [token.pos_ for token in words] == ["DET", "NOUN", "ADP"]
    shape = shape and words[1].lower_ not in _STATUS
    return shape and words[-1].lower_ in {"de", "d'", "d"} and article.text[mark.start].islower()


def names_place(between: Span, *, governs_de: bool) -> bool:
    """Whether marks behind these words name a place, a programme or a status: ``lors de « L'Émission »``."""
    preposition = bool(between) and between[-1].pos_ == "ADP" and between[-1].lower_ != "comme"
    compound = len(between) > 1 and between[-2].pos_ in {"ADP", "ADV"} and between[-1].is_alpha
    return preposition and (compound or not governs_de)


def has_agent(between: Span) -> bool:
    """Whether a passive verb's agent stands before the marks."""
    return any(token.lower_ == "par" for token in between)
