"""Whom a pronoun takes up when somebody speaks: the last fitting actor of the article."""

from __future__ import annotations

from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_names import Names
from pipeline.link.quote_phrases import OF
from pipeline.link.quote_several import NOBODY, Speaker, speaker
from pipeline.records import Mention

_SENTENCES_BACK = 10


class Antecedents:
    """The speakers of an article so far, by sentence, and whom a pronoun may mean after them.

    ``last`` is the last speaker of each sentence; ``nouns`` the gender of speakers known by a noun only.
    """

    def __init__(self, article: QuotedArticle, names: Names) -> None:
        self.article = article
        self._names = names
        self.last: dict[int, Speaker] = {}
        self.nouns: dict[str, str] = {}

    def before(self, sentence: int, offset: int) -> list[Mention]:
        return [m for m in self.article.voices(sentence) if m.end <= offset]

    def _fitting(self, sentence: int, offset: int, gender: str) -> list[Mention]:
        """The actors that a pronoun of that gender may stand for; known genders go before unknown ones."""
        fitting = [m for m in self.before(sentence, offset) if self.article.fits(m.entity_id, gender)]
        known = [m for m in fitting if self.article.gender(m.entity_id) == gender and m.type == "PERSON"]
        return known or fitting

    def _is_free(self, mention: Mention, beside: bool) -> bool:
        """Whether a pronoun may mean a person: no owner, nor, in the sentence of the pronoun, behind any preposition
        (``après sa visite à Luc Morin, il a dit``)."""
        preposition = self.article.preposition(mention, 0)
        return not preposition if beside else preposition not in OF

    def of(self, sentence: int, offset: int, gender: str) -> Speaker:
        """The last fitting actor: in this sentence, then in each one before it the last speaker, the
        subject, and the last person named."""
        fallback = NOBODY
        for index in range(sentence, max(-1, sentence - _SENTENCES_BACK), -1):
            last = self.last.get(index, NOBODY)
            if last.entity_id and self.article.fits(last.entity_id, gender):
                return last
            if last.text and gender and self.nouns.get(last.text) == gender:
                return last
            if index < sentence and self._continues(index, gender):
                continue
            fitting = self._fitting(index, offset, gender)
            people = [m for m in fitting if m.type == "PERSON" and self._is_free(m, index == sentence)]
            subject = self.article.subject(index, fitting)
            if subject is not None and subject.type == "PERSON":
                return Speaker(subject.entity_id)
            if people:
                return Speaker((people[0] if index == sentence else people[-1]).entity_id)
            subject = subject or (self._body(index, offset, gender) if index >= sentence - 1 else None)
            if subject is not None and index >= sentence - 1:
                return Speaker(subject.entity_id)
            if subject is not None and not fallback and index == sentence - 2:
                fallback = Speaker(subject.entity_id)
        return fallback

    def _continues(self, sentence: int, gender: str) -> bool:
        """Whether the subject of a sentence is the same pronoun: then nobody else whom it names is meant."""
        pronoun = {"m": "il", "f": "elle"}.get(gender, "")
        root = self.article.sents[sentence].root
        subjects = (child for child in root.children if child.dep_.startswith("nsubj") and child.i < root.i)
        own = (t for t in subjects if t.i == 0 or t.nbor(-1).pos_ != "ADP")  # « le maire a, quant à lui, »
        return any(t.lower_ == pronoun and not self.article.is_marked(t.idx) for t in own)

    def _body(self, sentence: int, offset: int, gender: str) -> Mention | None:
        """The organisation that a bare noun takes up as the subject of a sentence: ``Le groupe recule. Il dit …``."""
        subjects = (t for t in self.article.sents[sentence] if t.dep_ == "nsubj" and t.head.dep_ == "ROOT")
        noun = next((t for t in subjects if t.idx < offset and t.pos_ == "NOUN"), None)
        fits = noun is not None and noun.morph.get("Gender", [""])[0][:1].lower() == gender
        return self._names.taken_up(noun) if noun is not None and fits else None

    def of_several(self, sentence: int, offset: int, gender: str) -> Speaker:
        """Whom ``ils`` (``mp``) or ``elles`` (``fp``) takes up in this sentence or the two before it.

        The last speakers, where they were several or a plural noun, else the people joined by ``et``.
        """
        for index in range(sentence, max(-1, sentence - 3), -1):
            last = self.last.get(index, NOBODY)
            if last.others or (last.text and self.nouns.get(last.text) == gender):
                return last
            people = [m for m in self.before(index, offset) if m.type == "PERSON"]
            several = (speaker(self.article, m) for m in people if not self.article.preposition(m, 0))
            found = next((one for one in several if one.others), NOBODY)
            if found:
                return found
        return NOBODY
