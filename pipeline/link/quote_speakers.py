"""Who speaks: from a reporting verb or source phrase to an actor, or to the words that name the speaker."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.link.quote_antecedents import NOBODY, Antecedents, Speaker
from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_clauses import says_what, source_end
from pipeline.link.quote_incises import is_incise, subject_after
from pipeline.link.quote_phrases import OF, RELATIVES, closes_phrase, phrase_end, subject_token
from pipeline.link.quote_reports import Report
from pipeline.link.quote_tokens import is_finite
from pipeline.marks import MARKS
from pipeline.records import Mention

_MASCULINE = frozenset({"il", "lui", "celui-ci"})
_FEMININE = frozenset({"elle", "celle-ci"})
_THIS = frozenset({"ce", "cet", "cette"})
_LATTER = frozenset({"dernier", "dernière"})
_IN_OFFICE = frozenset({"NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ"})


class Speakers:
    """The speaker of each report, asked for in reading order: a pronoun may stand for the one before it."""

    def __init__(self, article: QuotedArticle) -> None:
        self.article = article
        self._past = Antecedents(article)

    def of(self, sentence: int, report: Report) -> Speaker:
        """The speaker of a report, remembered for the pronouns that follow."""
        sent = self.article.sents[sentence]
        if report.form == "source":
            found = self._source(sentence, report)
        elif report.passive:
            found = self._agent(sentence, report)
        elif report.pronoun is not None:
            found = self._pronoun(sentence, sent.doc[report.pronoun], report.first)
        elif is_incise(sent, report) or self.article.is_marked(sent.doc[report.verb].idx):
            start = subject_after(sent, report)
            found = self._phrase(sentence, start, phrase_end(sent, start)) if start is not None else NOBODY
        else:
            found = self._subject(sentence, report)
        if found:
            self._past.last[sentence] = found
        return found

    def before(self, sentence: int, offset: int) -> Speaker:
        """Who was speaking or acting last before a quote that has no verb; the last person named before its
        colon."""
        people = [m for m in self._past.before(sentence, offset) if m.type == "PERSON"]
        if not people:
            return self._past.last.get(sentence - 1) or self._past.of(sentence, offset, "")
        return Speaker((self.article.subject(sentence, people) or people[-1]).entity_id)

    def _source(self, sentence: int, report: Report) -> Speaker:
        """Whom ``selon`` names; who says it in ``selon ce que X a dit``."""
        sent = self.article.sents[sentence]
        end = source_end(sent, report)
        if not says_what(sent, report):
            return self._phrase(sentence, report.last + 1, end)
        verb = sent.doc[report.last + 2].head
        subject = next((t for t in verb.children if t.dep_.startswith("nsubj") and t.i < end), None)
        if subject is not None:
            return self._named(sentence, subject, end)
        low, high = sent.doc[report.last].idx, sent.doc[min(end, len(sent.doc) - 1)].idx
        people = [m for m in self._past.before(sentence, high) if m.type == "PERSON" and m.start > low]
        return Speaker(people[0].entity_id) if people else NOBODY

    def _agent(self, sentence: int, report: Report) -> Speaker:
        sent = self.article.sents[sentence]
        for k in range(report.last + 1, sent.end - 1):
            if sent.doc[k].lower_ == "par":
                return self._phrase(sentence, k + 1, phrase_end(sent, k + 1))
            if is_finite(sent.doc[k]) and not self.article.is_marked(sent.doc[k].idx):
                break
        return NOBODY

    def _subject(self, sentence: int, report: Report) -> Speaker:
        """The subject to the left: the pronoun beside the verb, the parse, else the last speaker here."""
        sent = self.article.sents[sentence]
        beside = sent.doc[report.first - 1] if report.first > sent.start else None
        if beside is not None and beside.lower_ in _MASCULINE | _FEMININE | {"on"}:
            return self._pronoun(sentence, beside, beside.i)
        gerund = sent.doc[report.first].lower_ == "en"
        if report.form == "present" and (
            gerund or beside is None or beside.pos_ not in {"NOUN", "PROPN", "ADJ"}
        ):
            return self._participle(sentence, report)
        token = subject_token(sent.doc[report.verb], report.first)
        if token is not None and sent.start <= token.i < report.first:
            return self._named(sentence, token, report.first)
        return self._nearest(sentence, report)

    def _participle(self, sentence: int, report: Report) -> Speaker:
        """Who speaks in ``…, affirmant que``: the last speaker of the sentence, else its subject."""
        sent = self.article.sents[sentence]
        if sentence in self._past.last:
            return self._past.last[sentence]
        verb = sent.doc[report.verb]
        nearest = list(verb.ancestors) if sent.doc[verb.i - 1].lower_ == "en" else []
        for above in (*nearest, sent.root, verb):
            token = subject_token(above, sent.end, nouns=False)
            if token is not None and sent.start <= token.i:
                return self._named(sentence, token, sent.end)
        return self._nearest(sentence, report)

    def _nearest(self, sentence: int, report: Report) -> Speaker:
        if sentence in self._past.last:
            return self._past.last[sentence]
        before = self._past.before(sentence, self.article.doc[report.first].idx)
        free = [mention for mention in before if not self.article.preposition(mention, 0)]
        mention = next((m for m in free if m.type == "PERSON"), None) or next(iter(free), None)
        return Speaker(mention.entity_id) if mention else NOBODY

    def _named(self, sentence: int, token: Token, limit: int) -> Speaker:
        alone = token.left_edge.i == token.right_edge.i
        known = token.text[0].islower() or token.lower_ in _MASCULINE | _FEMININE
        if token.pos_ == "PRON" and alone and known and token.lower_ not in _LATTER:
            return self._pronoun(sentence, token, token.i)
        return self._phrase(sentence, self._noun_start(token), min(token.right_edge.i + 1, limit))

    def _phrase(self, sentence: int, start: int, end: int) -> Speaker:
        """The speaker that a noun phrase names."""
        doc = self.article.doc
        end = next((k for k in range(start + 1, end) if closes_phrase(doc[k])), end)
        if start >= end:
            return NOBODY
        mention = self._mention(sentence, start, end)
        if mention is not None:
            return Speaker(mention.entity_id)
        if doc[start].pos_ == "PRON" and end - start <= 2:
            return self._pronoun(sentence, doc[start], start)
        if doc[start].lower_ in _THIS and start + 1 < end and doc[start + 1].lower_ in _LATTER:
            gender = "f" if doc[start].lower_ == "cette" else "m"
            return self._past.of(sentence, doc[start].idx, gender)
        head = next((token for token in doc[start:end] if token.pos_ in {"NOUN", "PROPN", "PRON"}), None)
        if head is None and doc[start].pos_ == "DET" and start + 1 < end:
            head = doc[start + 1]  # the tagger takes many a noun for an adjective: « un étudiant »
        if head is None:
            return NOBODY
        text = doc[start:end].text.strip(f"{MARKS} ")
        if head.lower_ not in self.article.mouthpieces:
            self._past.nouns[text] = head.morph.get("Gender", [""])[0][:1].lower()
        return Speaker(text=text)

    def _mention(self, sentence: int, start: int, end: int) -> Mention | None:
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
        return plural or self._body(sentence, start, head)

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
        name = self._ending_before(sentence, start)
        return name if name is not None and name.type == "PERSON" else None

    def _body(self, sentence: int, start: int, head: Token) -> Mention | None:
        """The organisation that a bare definite noun takes up again: ``le ministère``, ``le quotidien``."""
        definite = head.i == start + 1 and self.article.doc[start].lower_ in {"le", "la", "l'"}
        if not definite or head.lower_ not in self.article.bodies:
            return None
        before = [m for m in self.article.actors_until(head.idx) if m.type == "ORGANIZATION"]
        called = {m.entity_id for m in before if head.lower_ in self.article.phrase(m)}
        return next((m for m in reversed(before) if m.entity_id in called), None)

    def _pronoun(self, sentence: int, token: Token, limit: int) -> Speaker:
        word = token.lower_.lstrip("-")
        offset = self.article.doc[limit].idx
        if word in _MASCULINE or word in _FEMININE:
            found = self._past.of(sentence, offset, "m" if word in _MASCULINE else "f")
            return found or Speaker(text=word)
        if word in RELATIVES:
            return self._relative(sentence, token)
        return Speaker(text=word)

    def _relative(self, sentence: int, token: Token) -> Speaker:
        """Whom ``qui`` takes up: the name right before it, else the noun that its clause hangs on."""
        name = self._ending_before(sentence, token.i)
        if name is not None:
            return Speaker(name.entity_id)
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head.i > token.i:
            verb = verb.head
        noun = verb.head
        if noun.i >= token.i:
            found = self._past.before(sentence, token.idx)
            return Speaker(found[-1].entity_id) if found else NOBODY
        return self._phrase(sentence, self._noun_start(noun), token.i)

    def _ending_before(self, sentence: int, at: int) -> Mention | None:
        """The name that ends right before a token, a comma between them or not."""
        doc = self.article.doc
        last = doc[at - 2 if at > 1 and doc[at - 1].text == "," else at - 1]
        found = (
            m for m in self.article.actors(sentence) if m.end == last.idx + len(last) and m.kind == "name"
        )
        return next((m for m in found if m.type in {"PERSON", "ORGANIZATION"}), None)

    def _noun_start(self, noun: Token) -> int:
        """The first token of a noun's phrase, without the preposition that leads to it."""
        start = self.article.word_start(noun.left_edge.i)
        while start < noun.i and self.article.doc[start].pos_ in {"ADP", "PUNCT"}:
            start += 1
        return start
