"""Which actor a noun phrase names when somebody speaks."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from pipeline.link.quote_article import QuotedArticle
from pipeline.link.quote_phrases import OF
from pipeline.link.quote_tokens import is_finite
from pipeline.records import Mention

_PRONOUNS = frozenset({"il", "elle", "qui"})
_ONE = frozenset({"le", "la", "l'"})
_DEFINITE = _ONE | {"les"}
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
            if not self.article.preposition(m, low)
            and not (m.type == "PERSON" and self._is_titled_complement(m, start))
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
        apposed = apposed or self._behind_adjective(sentence, start, end)
        if apposed is not None:
            return apposed
        voiced = self._voice(head, whole, inside)
        if voiced is not None:
            return voiced
        people = [
            m for m in heads if m.kind == "demonym" and m.text[:1].isupper() and m.text.endswith(("s", "x"))
        ]
        several = doc[start].lower_ in {"les", "des", "ces"}  # « une Canadienne » is not Canada
        return next(iter(people if several else ()), None) or self.taken_up(head)

    def _voice(self, noun: Token, word: str, inside: Sequence[Mention]) -> Mention | None:
        """Who speaks through a message or publication: ``les mots de X``; ``une étude américaine`` is no state's."""
        published = word in self.article.publications
        if not published and word not in self.article.mouthpieces:
            return None
        mention = next((m for m in inside if not published or m.kind != "demonym"), None)
        return mention if mention is not None and self._speaks_for(noun, mention) else None

    def _speaks_for(self, noun: Token, mention: Mention) -> bool:
        """``les mots du ministre Luc Morin``, but not ``les mots d'un proche de Luc Morin``."""
        doc = self.article.doc
        behind = self.article.token_at(noun.idx + len(self.article.word(noun)))
        between = doc[behind : self.article.token_at(mention.start)]
        others = (token for token in between if token.pos_ == "NOUN" and token.text[0].islower())
        known = self.article.bearers | self.article.mouthpieces | self.article.bodies
        known |= self.article.media_words | self.article.company_words
        leads = all(token.lower_ in OF | {"par"} for token in between if token.pos_ == "ADP")
        leads = leads and not any(token.like_num for token in between)  # « l'article 5 de l'OTAN »
        return leads and all(token.lower_ in known for token in others)

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
        end = self._behind_acronym(end, sent.end)
        if end + 1 >= sent.end:
            return None
        comma = doc[end].text == ","
        start = doc[self._behind_title(end + 1, sent.end) if comma else end].idx
        found = (m for m in self.article.actors(sentence) if m.start == start and m.kind == "name")
        apposed = (m for m in found if not comma or (m.type == "PERSON" and self.article.closes(m)))
        return next((m for m in apposed if m.type in {"PERSON", "ORGANIZATION"}), None)

    def _behind_acronym(self, at: int, stop: int) -> int:
        """The token behind an acronym in brackets: ``le chef du Parti vert (PV), Luc Morin``."""
        doc = self.article.doc
        closed = at + 2 < stop and doc[at].text == "(" and doc[at + 2].text == ")"
        return at + 3 if closed else at

    def _behind_title(self, at: int, stop: int) -> int:
        """The token behind a civility or a rank: ``Me Luc Morin``, ``le colonel Luc Morin``."""
        doc = self.article.doc
        if doc[at].lower_.rstrip(".") in self.article.civilities:
            return min(at + 1, stop - 1)
        rank = at + 2 < stop and doc[at].lower_ in _ONE and doc[at + 1].pos_ == "NOUN"
        return at + 2 if rank else at

    def _behind_adjective(self, sentence: int, start: int, end: int) -> Mention | None:
        """The person whom a word at the head of the sentence describes: ``Émue, Zoé Roy a dit``."""
        doc = self.article.doc
        if end - start > 1 or start != self.article.sents[sentence].start or doc[end].text != ",":
            return None
        people = (m for m in self.article.actors(sentence) if m.type == "PERSON" and m.kind == "name")
        return next((m for m in people if m.start == doc[end + 1].idx), None)

    def _apposed_before(self, sentence: int, start: int) -> Mention | None:
        """The name that the phrase is an apposition of: ``Agnès Bon, la ministre de la Santé, a dit``."""
        if start < 2 or self.article.doc[start - 1].text != ",":
            return None
        name = self.ending_before(sentence, start)
        return name if name is not None and name.type == "PERSON" else None

    def taken_up(self, noun: Token) -> Mention | None:
        """Whom a definite noun takes up again: ``le ministère``, ``le journal``, ``l'armée``, ``le ministre``.

        First one named with that noun, then the only one before of its kind.
        """
        if noun.i == 0 or noun.nbor(-1).lower_ not in _DEFINITE:
            return None
        before = self.article.actors_until(noun.idx)
        if noun.lower_ in self.article.bearers:
            return self._bearer(noun, before)
        if noun.lower_ in self.article.mouthpieces:
            return self._voiced(noun, before)
        if noun.nbor(-1).lower_ == "les":
            return None
        bodies = [m for m in before if m.type == "ORGANIZATION"] if self._is_bare(noun) else []
        called = {m.entity_id for m in bodies if self._is_called(m, noun)}
        found = next((m for m in reversed(bodies) if m.entity_id in called), None)
        return found or self._of_kind(noun, bodies)

    def _bearer(self, noun: Token, before: Sequence[Mention]) -> Mention | None:
        """The only person named with that office: ``le ministre`` behind ``le ministre Luc Morin``."""
        if noun.nbor(-1).lower_ == "les" or not self._is_bare(noun):
            return None
        people = [m for m in before if m.type == "PERSON" and m.kind == "name"]
        called = [m for m in people if f"{noun.lower_} " in self.article.phrase(m)[: m.start - m.end]]
        return called[-1] if len({m.entity_id for m in called}) == 1 else None

    def _is_called(self, mention: Mention, noun: Token) -> bool:
        """``le ministère`` for a name behind that noun, ``la Coalition`` for a name that begins with it."""
        behind = noun.lower_ in self.article.bodies and noun.lower_ in self.article.phrase(mention)
        return behind or mention.text.lower().startswith(f"{noun.lower_} ")

    def _voiced(self, noun: Token, before: Sequence[Mention]) -> Mention | None:
        """The one actor whose ``armée`` or ``communiqué`` the article named, for the bare noun: ``l'armée turque``."""
        if not self._is_bare(noun):
            return None
        same = [m for m in before if self._governing(m).lower_ == noun.lower_]
        return same[-1] if len({m.entity_id for m in same}) == 1 else None

    def _governing(self, mention: Mention) -> Token:
        """The noun that a mention qualifies: ``armée`` in ``l'armée turque`` and in ``l'armée de la Turquie``."""
        doc = self.article.doc
        at = max(0, self.article.token_at(mention.start) - 1)
        if mention.kind != "demonym":
            at -= at > 0 and doc[at].lower_ in _ONE
            at -= at > 0 and doc[at].lower_ in OF
        return doc[at]

    def _of_kind(self, noun: Token, bodies: Sequence[Mention]) -> Mention | None:
        """The only company, medium, party… named before: in the article, else in the sentence before and this one."""
        kinds = self._kinds(noun.lower_)
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

    def in_front(self, sentence: int, noun: Token, at: int) -> Mention | None:
        """The actor right in front of the verb at ``at`` where the parse takes another ``noun`` for its subject.

        ``la maire, Zoé Roy a dit``; the first of two that ``et`` joins.
        """
        doc = self.article.doc
        titled = self._titled(sentence, noun, at)
        if titled is not None:
            return titled
        name = self.ending_before(sentence, at)
        if name is None or doc[at - 1].text == "," or self.article.preposition(name, 0):
            return None
        first = self.article.token_at(name.start)
        if noun.i >= first or noun.lower_ in _PRONOUNS:
            return None
        if doc[first - 1].lower_ in _ONE:
            first -= 1
        if doc[first - 1].lower_ == "et":
            other = self.ending_before(sentence, first - 1)
            return other if other is not None and not self.article.preposition(other, 0) else None
        return name if doc[first - 1].text == "," and name.type == "PERSON" else None

    def in_apposition(self, sentence: int, noun: Token, at: int) -> Mention | None:
        """The person whose apposition ends at the verb, in another clause: ``le texte que Zoé Roy, maire, juge``."""
        doc = self.article.doc
        if doc[at - 1].text != ",":
            return None
        before = [m for m in self.article.actors(sentence) if m.type == "PERSON" and m.end < doc[at - 1].idx]
        name = next((m for m in reversed(before) if m.kind == "name"), None)
        if name is None or name.start < noun.idx or self.article.preposition(name, 0):
            return None
        behind = doc[self.article.token_at(name.end) : at]
        return name if behind[0].text == "," and not any(is_finite(token) for token in behind) else None

    def _titled(self, sentence: int, office: Token, at: int) -> Mention | None:
        """The person behind an office of several parts: ``le ministre des Postes, du Climat et des Eaux Luc Morin``."""
        doc = self.article.doc
        if office.lower_ not in self.article.bearers or not office.i or doc[office.i - 1].lower_ not in _ONE:
            return None
        low, high = office.idx, doc[at].idx
        people = (m for m in self.article.actors(sentence) if m.type == "PERSON" and low < m.start < high)
        name = next((m for m in people if m.kind == "name"), None)
        if name is None or self.article.preposition(name, 0):
            return None
        between = doc[office.i + 1 : self.article.token_at(name.start)]
        title = all(token.pos_ in _IN_OFFICE or token.text in {",", "-"} for token in between)
        return name if title and between[-1:].text.lower() != "et" else None

    def ending_before(self, sentence: int, at: int) -> Mention | None:
        """The name that ends right before a token, a comma between them or not."""
        doc = self.article.doc
        last = doc[at - 2 if at > 1 and doc[at - 1].text == "," else at - 1]
        found = (
            m for m in self.article.actors(sentence) if m.end == last.idx + len(last) and m.kind == "name"
        )
        return next((m for m in found if m.type in {"PERSON", "ORGANIZATION"}), None)

    def phrase_start(self, noun: Token) -> int:
        """Like ``noun_start``, from the noun that this one complements: ``une source du dossier affirme``."""
        start = self.noun_start(noun)
        doc = self.article.doc
        if start == 0 or doc[start - 1].lower_ not in OF:
            return start
        k = start - 2
        while k > 0 and doc[k].pos_ in {"NOUN", "ADJ", "PROPN", "NUM"}:
            k -= 1
        found = 0 <= k < start - 2 and doc[k].pos_ == "DET" and (k == 0 or doc[k - 1].pos_ != "ADP")
        return k if found else start

    def noun_start(self, noun: Token) -> int:
        """The first token of a noun's phrase, without the preposition that leads to it."""
        start = self.article.word_start(noun.left_edge.i)
        while start < noun.i and self.article.doc[start].pos_ in {"ADP", "CCONJ", "PUNCT"}:
            start += 1
        return start
