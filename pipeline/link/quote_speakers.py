"""Who speaks: from a reporting verb or source phrase to an actor, or to the words that name the speaker."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Span, Token

from pipeline.link.quote_antecedents import Antecedents
from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_incises import is_incise, subject_after
from pipeline.link.quote_names import Names
from pipeline.link.quote_phrases import (
    OF,
    RELATIVES,
    cleft,
    closes_phrase,
    gender_of,
    is_subject,
    phrase_end,
    subject_token,
    words_of,
)
from pipeline.link.quote_reports import CLITICS, Report
from pipeline.link.quote_several import NOBODY, Speaker, speaker
from pipeline.link.quote_sources import says_what, source_end
from pipeline.link.quote_tokens import JOINERS, is_finite, opening
from pipeline.marks import MARKS, Marked
from pipeline.records import Mention

_MASCULINE = frozenset({"il", "lui", "celui-ci"})
_FEMININE = frozenset({"elle", "celle-ci"})
_PLURAL = {"ils": "mp", "eux": "mp", "elles": "fp"}
_THIS = frozenset({"ce", "cet", "cette"})
_THERE = frozenset({"dans", "sur", "à", "au", "chez"})
_TITLE = 6
_LETS = frozenset(
    {"permettre", "conduire", "amener", "pousser", "obliger", "contraindre", "forcer", "inciter", "faire"}
)
_THIS_ONE = frozenset({"celui-ci", "celle-ci"})
_LATTER = frozenset({"dernier", "dernière"})


class Speakers:
    """The speaker of each report, asked for in reading order: a pronoun may stand for the one before it."""

    def __init__(self, article: QuotedArticle) -> None:
        self.article = article
        self._names = Names(article)
        self._past = Antecedents(article, self._names)
        self._sources: dict[int, Speaker] = {}  # by the token behind the phrase

    def of(self, sentence: int, report: Report) -> Speaker:
        """The speaker of a report, remembered for the pronouns that follow."""
        sent = self.article.sents[sentence]
        if report.form == "source":
            found = self._source(sentence, report)
        elif report.passive:
            found = self._agent(sentence, report)
        elif report.pronoun is not None:
            read = self._text_read(sentence, report)
            found = read or self._pronoun(sentence, sent.doc[report.pronoun], report.first)
        elif is_incise(sent, report) or self.article.is_marked(sent.doc[report.verb].idx):
            start = subject_after(sent, report)
            found = self._phrase(sentence, start, phrase_end(sent, start)) if start is not None else NOBODY
        else:
            found = self._subject(sentence, report)
        if found.others and not _is_plural(sent, report):
            found = replace(found, others=())
        return self.remember(sentence, found)

    def remember(self, sentence: int, found: Speaker) -> Speaker:
        """The speaker, kept for the pronouns and participles behind the sentence."""
        if found:
            self._past.last[sentence] = found
        return found

    def before(self, sentence: int, mark: Marked) -> Speaker:
        """Who was speaking or acting last before a quote that has no verb; the last person named before its
        colon."""
        offset = mark.opening
        subject = subject_token(self.article.sents[sentence].root, self.article.token_at(offset))
        if (
            subject is not None
            and subject.lower_ in {"il", "elle"}
            and not self.article.is_marked(subject.idx)
        ):
            return self._pronoun(sentence, subject, subject.i)
        people = [m for m in self._past.before(sentence, offset) if m.type == "PERSON"]
        if not people:
            return self._past.last.get(sentence - 1) or self._past.of(sentence, offset, "")
        return Speaker((self.article.subject(sentence, people) or people[-1]).entity_id)

    def saying(self, sentence: int, mark: Marked) -> Speaker:
        """The subject right in front of marked words that begin with its verb: ``Zoé Roy « regrette ce choix »``."""
        doc = self.article.doc
        at, first = self.article.token_at(mark.opening), self.article.token_at(mark.start)
        verb = next((token for token in doc[first : first + 3] if token.lower_ not in CLITICS), None)
        if verb is None or not is_finite(verb) or not at or not doc[first].text[0].islower():
            return NOBODY
        before = doc[at - 1]
        if before.lower_ in _MASCULINE | _FEMININE:
            return self._pronoun(sentence, before, before.i)
        name = self._names.ending_before(sentence, at)
        if name is not None and before.text != "," and not self.article.preposition(name, 0):
            return Speaker(name.entity_id)
        body = self._names.taken_up(before)
        return Speaker(body.entity_id) if body else NOBODY

    def _text_read(self, sentence: int, report: Report) -> Speaker:
        """Where ``on`` says it: ``», peut-on lire dans le communiqué``, ``», glisse-t-on chez les élus``."""
        sent = self.article.sents[sentence]
        after = sent.doc[report.last + 1 : min(report.last + 3, sent.end)]
        where = next((token.i for token in after if token.lower_ in _THERE), None)
        if report.pronoun is None or sent.doc[report.pronoun].lower_ != "-on" or where is None:
            return NOBODY
        return self._phrase(sentence, where + 1, phrase_end(sent, where + 1))

    def _source(self, sentence: int, report: Report) -> Speaker:
        """Whom ``selon`` names; who says it in ``selon ce que X a dit``."""
        sent = self.article.sents[sentence]
        end = source_end(sent, report)
        if not says_what(sent, report):
            self._sources[end] = self._phrase(sentence, report.last + 1, end)
            return self._sources[end]
        verb = sent.doc[report.last + 2].head
        subject = next((t for t in verb.children if is_subject(t) and t.i < end), None)
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
        if report.form == "infinitive" and beside is not None and self._is_narrated(sentence, beside):
            return self._narrated(sentence, beside)
        told = self._told_to(sentence, report)
        if told is not None:
            return Speaker(told.entity_id)
        governor = self._governor(report)
        token = subject_token(governor, governor.i) if governor is not None else None
        token = token or subject_token(sent.doc[report.verb], report.first)
        if token is not None and opening(sent, report.first) <= token.i < report.first:
            near = self._names.in_front(sentence, token, report.first)
            if near is None and token.head.i != report.verb:
                near = self._names.in_apposition(sentence, token, report.first)
            if near is not None:
                return speaker(self.article, near)
            if not self._is_said(token) or self.article.is_marked(sent.doc[report.verb].idx):
                return self._named(sentence, token, report.first)
        return self._nearest(sentence, report)

    def _is_narrated(self, sentence: int, of: Token) -> bool:
        """Whether no verb governs an infinitive behind ``de``: ``Et elle d'ajouter que …``."""
        start = opening(self.article.sents[sentence], of.i)
        return of.lower_ in OF and not any(is_finite(token) for token in of.doc[start : of.i])

    def _narrated(self, sentence: int, of: Token) -> Speaker:
        """Who speaks in ``et Luc Morin d'ajouter que …``."""
        if of.i > 0 and of.nbor(-1).lower_ in _MASCULINE | _FEMININE | set(_PLURAL):
            return self._pronoun(sentence, of.nbor(-1), of.i - 1)
        name = self._names.ending_before(sentence, of.i)
        return speaker(self.article, name) if name else self._past.last.get(sentence, NOBODY)

    def _governor(self, report: Report) -> Token | None:
        """The verb that an infinitive hangs on: ``demande au club de préciser``; None for other forms."""
        above = self.article.doc[report.verb].ancestors if report.form == "infinitive" else ()
        return next((token for token in above if token.pos_ == "VERB" and token.i < report.first), None)

    def _told_to(self, sentence: int, report: Report) -> Mention | None:
        """Who speaks in ``ce succès a permis à la ministre Zoé Roy de dire``: the last actor in front, no owner."""
        governor = self._governor(report)
        if governor is None or governor.lemma_ not in _LETS:
            return None
        low, high = governor.idx, self.article.doc[report.first].idx
        between = [m for m in self.article.actors(sentence) if low < m.start < high and m.kind != "demonym"]
        return next((m for m in reversed(between) if self.article.preposition(m, low) not in OF), None)

    def _is_said(self, token: Token) -> bool:
        """Whether a noun is part of what is quoted, and no title in marks."""
        words = self.article.marked_words(token.idx)
        return len(words) > _TITLE or any(is_finite(word) for word in words)

    def _participle(self, sentence: int, report: Report) -> Speaker:
        """Who speaks in ``…, affirmant que``: the last speaker of the sentence, else its subject."""
        sent = self.article.sents[sentence]
        verb = sent.doc[report.verb]
        gerund = sent.doc[report.first].lower_ == "en"
        own = subject_token(verb.head, verb.i, nouns=False) if gerund else None
        if own is not None and own.lower_ == "qui":
            return self._named(sentence, own, sent.end)  # « c'est lui qui l'a écarté en disant »
        if sentence in self._past.last:
            return self._past.last[sentence]
        nearest = list(verb.ancestors) if gerund else []
        for above in (*nearest, sent.root, verb):
            token = subject_token(above, sent.end, nouns=False)
            if token is not None and sent.start <= token.i and not self._is_said(token):
                return self._named(sentence, cleft(token), sent.end)
        return self._nearest(sentence, report)

    def _nearest(self, sentence: int, report: Report) -> Speaker:
        if sentence in self._past.last:
            return self._past.last[sentence]
        before = self._past.before(sentence, self.article.doc[report.first].idx)
        free = [mention for mention in before if not self.article.preposition(mention, 0)]
        mention = next((m for m in free if m.type == "PERSON"), None) or next(iter(free), None)
        if mention is None and self.article.doc[report.first - 1].lower_ in JOINERS:
            return self._past.last.get(sentence - 1, NOBODY)  # the quotation ran over the end of a sentence
        return Speaker(mention.entity_id) if mention else NOBODY

    def _named(self, sentence: int, token: Token, limit: int) -> Speaker:
        alone = token.left_edge.i == token.right_edge.i
        known = token.text[0].islower() or token.lower_ in _MASCULINE | _FEMININE
        if token.pos_ == "PRON" and alone and known and token.lower_ not in _LATTER:
            return self._pronoun(sentence, token, token.i)
        start = max(self._names.phrase_start(token), opening(self.article.sents[sentence], token.i))
        return self._phrase(sentence, start, min(token.right_edge.i + 1, limit))

    def _phrase(self, sentence: int, start: int, end: int) -> Speaker:
        """The speaker that a noun phrase names."""
        doc = self.article.doc
        start += start < end and doc[start].text in MARKS  # « Le Tour du soir » says
        this = "".join(token.lower_ for token in doc[start : start + 3])
        if this in _THIS_ONE:  # three tokens at the head of a sentence
            return self._past.of(sentence, doc[start].idx, "m" if this in _MASCULINE else "f")
        end = next((k for k in range(start + 1, end) if closes_phrase(doc[k])), end)
        if start >= end:
            return NOBODY
        mention = self._names.mention(sentence, start, end)
        if mention is not None:
            return speaker(self.article, mention)
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
        text = words_of(doc[start:end])
        if head.lower_ not in self.article.mouthpieces:
            self._past.nouns[text] = gender_of(head)
        return Speaker(text=text)

    def _pronoun(self, sentence: int, token: Token, limit: int) -> Speaker:
        word = token.lower_.lstrip("-")
        offset = self.article.doc[limit].idx
        if word in _MASCULINE or word in _FEMININE:
            found = self._past.of(sentence, offset, "m" if word in _MASCULINE else "f")
            return found or Speaker(text=word)
        if word in _PLURAL:
            return self._past.of_several(sentence, offset, _PLURAL[word]) or Speaker(text=word)
        if word in RELATIVES:
            return self._relative(sentence, token)
        return Speaker(text=word)

    def _relative(self, sentence: int, token: Token) -> Speaker:
        """Whom ``qui`` takes up: the name right before it, else the noun that its clause hangs on."""
        name = self._names.ending_before(sentence, token.i)
        if name is not None:
            return Speaker(name.entity_id)
        if token.i - 1 in self._sources:
            return self._sources[token.i - 1]  # « selon la police, qui précise »
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head.i > token.i:
            verb = verb.head
        noun = verb.head
        if noun.i >= token.i:
            found = self._past.before(sentence, token.idx)
            return Speaker(found[-1].entity_id) if found else NOBODY
        return self._phrase(sentence, self._names.noun_start(noun), token.i)


def _is_plural(sent: Span, report: Report) -> bool:
    """Whether several may be the subject of a report by its number; a source phrase and a participle have none."""
    finite = next((token for token in sent.doc[report.first : report.verb + 1] if is_finite(token)), None)
    return finite is None or "Sing" not in finite.morph.get("Number", [])
