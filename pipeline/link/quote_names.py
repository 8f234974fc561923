"""Which actor a noun phrase names when somebody speaks."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_phrases import OF
from pipeline.link.quote_tokens import is_finite
from pipeline.records import Mention

_DEFINITE = frozenset({"le", "la", "l'", "les"})
_KINDS = {
    "association": "ngo",
    "club": "sport",
    "ong": "ngo",
    "parti": "party",
    "syndicat": "trade union",
}
_IN_OFFICE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ"})


class Names:
    """The actors that the noun phrases of an article name."""

    def __init__(self, article: QuotedArticle) -> None:
        self.article = article

    def mention(self, sentence: int, start: int, end: int) -> Mention | None:
        doc = self.article.doc
        low, high = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        inside = [m for m in self.article.actors(sentence) if m.start < high and low < m.end]
        heads = [
            m
            for m in inside
            if not self.article.preposition(m, low) and not self._is_titled_complement(m, start)
        ]
        head = next((doc[k] for k in range(start, end) if doc[k].pos_ in {"NOUN", "PROPN"}), doc[start])
        whole = self.article.word(head)
        known = whole in self.article.bodies or whole in self.article.mouthpieces
        named = [
            m for m in heads if m.kind != "demonym" and (known or m.start <= head.idx or m.type == "PERSON")
        ]
        found = next((m for m in named if m.type == "PERSON"), None) or next(iter(named), None)
        if found is not None:
            return found
        apposed = self._apposed(sentence, end) or self._apposed_before(sentence, start)
        if apposed is not None:
            return apposed
        if whole in self.article.mouthpieces and inside:
            return inside[0]
        plural = next((m for m in heads if m.kind == "demonym" and m.text[:1].isupper()), None)
        return plural or self.taken_up(head)

    def _is_titled_complement(self, mention: Mention, start: int) -> bool:
        """Whether the name belongs to an office after ``de``: ``une conseillère du président Luc Morin``.

        The office may be longer (``du ministre des Finances Luc Morin``); its own ``de`` is no such sign.
        """
        last = self.article.token_at(mention.start) - 1
        doc = self.article.doc
        title = last
        while (
            title > start and doc[title].pos_ in _IN_OFFICE and doc[title].lower_ not in self.article.bearers
        ):
            title -= 1
        if doc[title].lower_ not in self.article.bearers:
            title = last
        return title - 1 > start and doc[title].pos_ == "NOUN" and doc[title - 1].lower_ in OF

    def _apposed(self, sentence: int, end: int) -> Mention | None:
        """The name in apposition behind a phrase: ``la ministre de la Santé, Agnès Bon``, ``le quotidien La
        Voix``."""
        doc = self.article.doc
        sent = self.article.sents[sentence]
        if end + 1 >= sent.end:
            return None
        comma = doc[end].text == ","
        start = doc[end + comma].idx
        found = (m for m in self.article.actors(sentence) if m.start == start and m.kind == "name")
        apposed = (m for m in found if not comma or (m.type == "PERSON" and self.article.closes(m)))
        return next((m for m in apposed if m.type in {"PERSON", "ORGANIZATION"}), None)

    def _apposed_before(self, sentence: int, start: int) -> Mention | None:
        """The name that the phrase is an apposition of: ``Agnès Bon, la ministre de la Santé, a dit``."""
        if start < 2 or self.article.doc[start - 1].text != ",":
            return None
        name = self.ending_before(sentence, start)
        return name if name is not None and name.type == "PERSON" else None

    def taken_up(self, noun: Token) -> Mention | None:
        """The organisation or state that a definite noun takes up again: ``le ministère``, ``le journal``, ``l'armée``.

        First one named with that noun, then the only one before of its kind.
        """
        if noun.i == 0 or noun.nbor(-1).lower_ not in _DEFINITE:
            return None
        before = self.article.actors_until(noun.idx)
        if noun.lower_ in self.article.mouthpieces:
            return self._state_of(noun, before)
        if noun.nbor(-1).lower_ == "les":
            return None
        bodies = [m for m in before if m.type == "ORGANIZATION"]
        called = {m.entity_id for m in bodies if self._is_called(m, noun)}
        found = next((m for m in reversed(bodies) if m.entity_id in called), None)
        return found or self._of_kind(noun, bodies)

    def _is_called(self, mention: Mention, noun: Token) -> bool:
        """``le ministère`` for a name behind that noun, ``la Coalition`` for a name that begins with it."""
        behind = noun.lower_ in self.article.bodies and noun.lower_ in self.article.phrase(mention)
        return behind or mention.text.lower().startswith(f"{noun.lower_} ")

    def _state_of(self, noun: Token, before: Sequence[Mention]) -> Mention | None:
        """The one state whose ``armée`` or ``gouvernement`` the article named, for the bare noun."""
        if not self._is_bare(noun):
            return None
        doc = self.article.doc
        states = [m for m in before if m.kind == "demonym" and m.type == "STATE"]
        same = [m for m in states if doc[self.article.token_at(m.start) - 1].lower_ == noun.lower_]
        return same[-1] if len({m.entity_id for m in same}) == 1 else None

    def _of_kind(self, noun: Token, bodies: Sequence[Mention]) -> Mention | None:
        """The only company, medium, party… named before: in the article, else in the sentence before and this one."""
        kinds = self._kinds(noun.lower_)
        if not kinds or not self._is_bare(noun):
            return None
        fitting = [m for m in bodies if self.article.org_kinds.get(m.entity_id, "") in kinds]
        sentence = self.article.sentence_at(noun.idx)
        for near in (fitting, [m for m in fitting if m.sentence >= sentence - 1]):
            if len({m.entity_id for m in near}) == 1:
                return near[-1]
        return None

    def _kinds(self, word: str) -> frozenset[str]:
        if word in self.article.media_words:
            return frozenset({"media"})
        if word in self.article.company_words:
            return frozenset({"company", "bank", "armed group"} if word == "groupe" else {"company", "bank"})
        return frozenset({_KINDS[word]} if word in _KINDS else ())

    def _is_bare(self, noun: Token) -> bool:
        """Whether no complement tells the noun from others of its kind: ``le groupe de presse``, ``l'armée turque``."""
        after = self.article.doc[noun.i + 1 : noun.i + 3]
        if any(token.lower_ in OF for token in after[:1]) or (after[:1] and after[0].pos_ == "PROPN"):
            return False
        actors = self.article.actors(self.article.sentence_at(noun.idx))
        return not any(m.kind == "demonym" and any(m.start == token.idx for token in after) for m in actors)

    def open_apposition(self, sentence: int, noun: Token, at: int) -> Mention | None:
        """The person right before token ``at`` whom only a comma parts from a noun: ``la maire, Zoé Roy a dit``."""
        name = self.ending_before(sentence, at)
        if name is None or name.type != "PERSON" or self.article.doc[at - 1].text == ",":
            return None
        first = self.article.token_at(name.start)
        between = self.article.doc[noun.i : first]
        apposed = len(between) > 1 and between[-1].text == "," and noun.pos_ == "NOUN"
        return name if apposed and not any(is_finite(token) for token in between) else None

    def ending_before(self, sentence: int, at: int) -> Mention | None:
        """The name that ends right before a token, a comma between them or not."""
        doc = self.article.doc
        last = doc[at - 2 if at > 1 and doc[at - 1].text == "," else at - 1]
        found = (
            m for m in self.article.actors(sentence) if m.end == last.idx + len(last) and m.kind == "name"
        )
        return next((m for m in found if m.type in {"PERSON", "ORGANIZATION"}), None)

    def noun_start(self, noun: Token) -> int:
        """The first token of a noun's phrase, without the preposition that leads to it."""
        start = self.article.word_start(noun.left_edge.i)
        while start < noun.i and self.article.doc[start].pos_ in {"ADP", "PUNCT"}:
            start += 1
        return start
