"""Capitals and seats of the executive: the power, or the place? (guide, section 2, “State or place”).

``Moscou et Pékin entretiennent…``, ``l'impasse entre Moscou et Kiev``, ``la position de Washington`` speak of states;
``à Pékin``, ``arrivé à Moscou``, ``dans les rues de Paris`` of places. Syntax decides where the sentence was parsed,
else the words around. A capital that nothing marks as a power stays a place, and keeps its country.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from pipeline.knowledge import Knowledge
from pipeline.records import Mention

_POWER_PREPOSITIONS = frozenset({"avec", "contre", "entre", "envers", "par", "selon", "auprès", "face"})
_ABSTRACT = re.compile(r"(?:tion|sion|ment|té|ance|ence|isme|ude|ude|age)s?$")
_AUXILIARIES = frozenset({"a", "ont", "n'a", "s'est", "veut", "peut", "entend", "met"})
_FINITE = re.compile(r"(?:ait|aient|era|eront|e|ent|it|ût)$")
_TOWARDS = re.compile(r"\b(?:avec|contre|envers) $")
_SPORT_SHARE = 40  # one word in so many
_CLAUSE_OPENS = re.compile(
    r"(?:^|[.!?…:;«»,\n–]|\b(?:et|que|mais|car|si|où|dont)|\bqu')\s*(?:[Ll]e |[Ll]a |[Ll]')?$"
)
_VERB_FOLLOWS = re.compile(
    r"\s+(?!(?:à|au|en|et|ou|où|de|du|des|le|la|les|par|pour|dans|sur|qui|que)\b)(?:[a-zà-ÿ]|l')"
)
_ADDRESS_NOUNS = frozenset(
    {"message", "soutien", "aide", "appel", "ultimatum", "avertissement", "réponse", "opposition"}
)
_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:caus")
_SCORES = {"subject": 0.9, "object": 0.8, "between": 0.9, "preposition": 0.85, "noun": 0.8, "addressee": 0.8}


def settle_metonyms(doc: Doc, mentions: Sequence[Mention], rule: MetonymRule) -> list[Mention]:
    """The mentions with every candidate metonym decided: a metonym of its state, or a PLACE by name.

    Order and number stay. Where a place is written like the state itself (``Singapour``) the mention was a name
    already and is left alone.
    """
    if not any(mention.kind == "metonym" for mention in mentions):
        return list(mentions)
    text = doc.text
    sport = rule.is_sport(text)
    return [
        rule.settle(doc, text, mention, sport) if mention.kind == "metonym" else mention
        for mention in mentions
    ]


def wants_syntax(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """The sentences with a candidate metonym where a subject stands: syntax may show it a power there."""
    return frozenset(
        mention.sentence
        for mention in mentions
        if mention.kind == "metonym"
        and _CLAUSE_OPENS.search(text, max(0, mention.start - 8), mention.start)
        and _VERB_FOLLOWS.match(text, mention.end)
    )


class MetonymRule:
    """The word lists of the decision, read once a process, and the decision."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.words
        self._power_nouns = words.get("power_nouns", frozenset()) | {
            act.lemma for act in knowledge.acts if act.pos == "NOUN"
        }
        self._act_verbs = frozenset(act.lemma for act in knowledge.acts if act.pos == "VERB")
        self._sport = words.get("sport_words", frozenset())
        self._place_nouns = words.get("place_nouns", frozenset())
        self._place_verbs = words.get("place_verbs", frozenset())
        self._address_verbs = words.get("address_verbs", frozenset())
        self._travel_nouns = words.get("travel_nouns", frozenset())
        self._seats = frozenset(form.form for form in knowledge.forms if form.kind == "seat")

    def is_sport(self, text: str) -> bool:
        """Is the article about sport, where a city that wins or loses is its club?"""
        words = re.findall(r"[\w-]+", text.lower())
        return len(words) < _SPORT_SHARE * sum(word in self._sport for word in words)

    def settle(self, doc: Doc, text: str, mention: Mention, sport: bool) -> Mention:
        """One mention of ``doc``, whose text is ``text``, decided; ``method`` names the cue."""
        cue = "" if sport and mention.text not in self._seats else self._cue(doc, text, mention)
        if cue:
            return replace(mention, method=f"metonym:{cue}", score=_SCORES[cue])
        return replace(mention, type="PLACE", kind="name", method="place", candidates=())

    def _cue(self, doc: Doc, text: str, mention: Mention) -> str:
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or self._is_dateline(text, mention):
            return ""
        root = span.root
        seat = mention.text in self._seats
        cue = self._by_syntax(root) if root.pos_ else ""
        if not cue and _TOWARDS.search(text, max(0, mention.start - 10), mention.start):
            cue = "preposition"
        if not root.pos_ or root.dep_ in {"ROOT", "dep"}:
            cue = cue or self._by_words(text, mention)
        if not cue and seat:
            return "" if self._is_building(text, mention) else "noun"
        return cue

    @staticmethod
    def _is_dateline(text: str, mention: Mention) -> bool:
        line_start = text.rfind("\n", 0, mention.start) + 1
        return not text[line_start : mention.start].strip() and bool(
            re.match(
                r"\s*(?:,|\()\s*(?:le\s+)?\d|\s*\([A-Z]{2,}|\s*[–—]", text[mention.end : mention.end + 12]
            )
        )

    def _is_building(self, text: str, mention: Mention) -> bool:
        before = text[max(0, mention.start - 40) : mention.start]
        words = re.findall(r"\w+", before.lower())
        prepositions = re.search(
            r"\b(?:à|dans|devant|vers|près de|hors de|autour de|depuis)\s(?:l'|la |le )?$", before
        )
        return (
            bool(prepositions)
            or bool(re.search(r"\bau\s$", before))
            or any(word in self._place_nouns for word in words[-3:])
        )

    def _by_syntax(self, token: Token) -> str:
        while (
            token.dep_ in {"conj", "flat:name"}
            and token.head.i != token.i
            and token.head.pos_ in {"PROPN", "NOUN"}
        ):
            if _preposition(token):
                break
            token = token.head
        head, preposition = token.head, _preposition(token)
        if token.dep_ in _SUBJECTS:
            return "" if self._is_place_verb(head, subject=True) else "subject"
        if preposition:
            return self._by_preposition(token, head, preposition)
        if token.dep_ == "obj":
            act = head.lemma_.lower() in self._act_verbs and not self._is_place_verb(head, subject=False)
            return "object" if act else ""
        if token.dep_ in {"ROOT", "dep", "dislocated", "vocative", "appos"}:
            return ""
        return "object" if token.dep_ == "iobj" else ""

    def _is_place_verb(self, verb: Token, *, subject: bool) -> bool:
        """Verbs that take a city for what it is: ``abriter``, ``se situer``, ``quitter``, ``visiter``; a copula too."""
        if subject and verb.pos_ in {"NOUN", "ADJ", "PROPN"}:
            lemmas = {verb.lemma_.lower()} | {child.lemma_.lower() for child in verb.children}
            return verb.pos_ != "ADJ" and bool(
                lemmas & (self._place_nouns | {"ville", "capitale", "théâtre"})
            )
        return verb.lemma_.lower() in self._place_verbs

    def _by_preposition(self, token: Token, head: Token, preposition: str) -> str:
        if preposition == "entre":
            return "" if self._near(head, self._travel_nouns) else "between"
        if preposition == "par" and token.dep_ != "obl:agent":
            return ""
        if preposition in _POWER_PREPOSITIONS:
            return "preposition"
        if preposition in {"de", "d'", "du"}:
            return self._by_noun(head)
        if preposition in {"à", "au"}:
            return self._by_addressee(token, head)
        return ""

    def _by_noun(self, head: Token) -> str:
        lemma, text = head.lemma_.lower(), head.lower_
        if {lemma, text} & self._place_nouns:
            return ""
        if {lemma, text} & self._power_nouns or (head.pos_ == "NOUN" and _ABSTRACT.search(lemma)):
            return "noun"
        return "object" if head.pos_ == "VERB" and lemma in self._address_verbs else ""

    def _by_addressee(self, token: Token, head: Token) -> str:
        if head.pos_ in {"VERB", "AUX"} and head.lemma_.lower() in self._address_verbs:
            return "" if token.dep_ == "obl:mod" else "addressee"
        noun = head.pos_ == "NOUN" and {head.lemma_.lower(), head.lower_} & self._power_nouns
        governs = noun and head.lemma_.lower() in _ADDRESS_NOUNS
        return "addressee" if governs else ""

    @staticmethod
    def _near(token: Token, nouns: frozenset[str]) -> bool:
        return token.lemma_.lower() in nouns or token.lower_ in nouns

    def _by_words(self, text: str, mention: Mention) -> str:
        """Without syntax (a sentence with one actor only): the noun before ``de``, else a verb right after."""
        before = text[max(0, mention.start - 60) : mention.start].lower()
        noun = re.search(r"([\w-]+)\s+(?:de|d')\s*$", before)
        if noun:
            return "noun" if noun[1] in self._power_nouns and noun[1] not in self._place_nouns else ""
        if not re.search(r"(?:^|[.!?…:;«\n]|\bque|\bqu'|\bsi)\s*$", before):
            return ""
        after = re.match(r"(?:,[^,.;]{3,90},| et [A-ZÀ-Ý][\w-]+)?\s+(\w+(?:'\w+)?)", text[mention.end :])
        verb = after[1].lower() if after else ""
        return "subject" if verb in _AUXILIARIES or _FINITE.search(verb) else ""


def _preposition(token: Token) -> str:
    """The preposition that governs the token, in lower case, the last of several (``avec X comme avec Y``)."""
    cases = [child for child in token.children if child.dep_ == "case"]
    return cases[-1].lower_ if cases else ""
