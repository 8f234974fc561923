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

from pipeline.extract.capital_words import CLAUSE_OPENS, PLACE, CapitalWords
from pipeline.extract.dealings import Dealings
from pipeline.knowledge import Knowledge
from pipeline.records import Mention
from pipeline.sport import is_sport

_POWER_PREPOSITIONS = frozenset({"avec", "contre", "envers", "par", "selon", "auprès", "face"})
_VERB_FOLLOWS = re.compile(
    r"\s+(?:«\s*)?(?!(?:à|au|en|et|ou|où|de|du|des|le|la|les|par|pour|dans|sur|qui|que)\b)(?:[a-zà-ÿ]|l')"
)
_CAPITALS = re.compile(r"^[^a-zà-ÿ\n]*[A-ZÀ-Ý]{3}[^a-zà-ÿ\n]*$", re.MULTILINE)
_EVENT_MARK = re.compile(r" (?:[IVX]+|\d{4})\b")
_WAY = re.compile(r" à (?:l' ?|la |le )?[A-ZÀ-Ý]")
_STANDING = re.compile(
    r"\b(?:(?:à|dans|devant|vers|depuis|jusqu'à) |(?:près|hors|loin|autour) de )(?:l' ?|la |le )?$"
    r"|(?<!opposants )(?<!opposante )(?<!opposant )\b(?:au|(?:près|hors|loin|autour) du) $",
    re.IGNORECASE,
)
_SOUGHT = re.compile(
    r"\b(?:vis|brigu|convoit|quitt|conquér|conquis|gagn|regagn|repren|repris|rêv|lorgn)\w*(?: \w+ment)? (?:de |d')?"
    r"(?:l' ?|la |le )?$"
)
_JOINED = re.compile(
    r",? (?:et|ou|comme|ni) (?:(?:de|à|par|avec|pour) |d')?(?:l' ?|la |le )?$|, (?:l' ?|la |le )?$"
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
    text = _lowered(doc.text, mentions)
    sport = rule.is_sport(text)
    capitals = [mention for mention in mentions if mention.kind == "metonym"]
    cues = _shared(text, capitals, [rule.cue(doc, text, mention, sport) for mention in capitals])
    if any(cue not in ("", PLACE) for cue in cues):
        cues = [cue or _bare_subject(text, m) for m, cue in zip(capitals, cues, strict=True)]
    decided = {m.start: _decided(m, cue) for m, cue in zip(capitals, cues, strict=True)}
    return [decided[m.start] if m.kind == "metonym" else m for m in mentions]


def _lowered(text: str, mentions: Sequence[Mention]) -> str:
    """The text with its lines in capitals put in lower case, the first letters of the mentions kept and ``A`` before
    one with its accent; same offsets."""
    letters = list(text)
    for line in _CAPITALS.finditer(text):
        lower = line.group().lower()
        if len(lower) == len(line.group()):
            letters[line.start() : line.end()] = lower
    for mention in mentions:
        if mention.text.isupper():
            letters[mention.start] = text[mention.start]
            if text[max(0, mention.start - 3) : mention.start] == " A ":
                letters[mention.start - 2] = "à"
    return "".join(letters)


def _shared(text: str, capitals: Sequence[Mention], cues: Sequence[str]) -> list[str]:
    """The cues, where a capital of which nothing is said has that of the one it is joined to (``Paris, Londres et
    Berlin``); a comma joins in a list alone, one that ends with ``et``."""
    shared = list(cues)
    start = 0
    for index in range(1, len(capitals) + 1):
        gap = text[capitals[index - 1].end : capitals[index].start] if index < len(capitals) else ""
        if _JOINED.fullmatch(gap):
            continue
        last = text[capitals[index - 2].end : capitals[index - 1].start] if index - start > 1 else ","
        found = [cue for cue in cues[start:index] if cue]
        if found and PLACE not in found and not last.startswith(", "):
            shared[start:index] = [cue or found[0] for cue in cues[start:index]]
        start = index
    return shared


def _decided(mention: Mention, cue: str) -> Mention:
    """The capital as a power or a place; ``method`` names the cue."""
    if cue and cue != PLACE:
        return replace(mention, method=f"metonym:{cue}", score=_SCORES[cue])
    return replace(mention, type="PLACE", kind="name", method="place", candidates=())


def _bare_subject(text: str, mention: Mention) -> str:
    """``subject`` for a capital that opens a clause before a verb no list knows, in an article with powers."""
    return "subject" if _opens_clause(text, mention) and _VERB_FOLLOWS.match(text, mention.end) else ""


def _opens_clause(text: str, mention: Mention) -> bool:
    return CLAUSE_OPENS.search(text, max(0, mention.start - 8), mention.start) is not None


def wants_syntax(text: str, mentions: Sequence[Mention]) -> frozenset[int]:
    """The sentences with a candidate metonym where a subject stands: syntax may show it a power there."""
    return frozenset(
        mention.sentence
        for mention in mentions
        if mention.kind == "metonym"
        and _opens_clause(text, mention)
        and _VERB_FOLLOWS.match(text, mention.end)
    )


class MetonymRule:
    """The word lists of the decision, read once a process, and the decision."""

    def __init__(self, knowledge: Knowledge) -> None:
        words = knowledge.words
        self._words = CapitalWords(knowledge)
        self._dealings = Dealings(knowledge, self._words)
        self._act_verbs = frozenset(act.lemma for act in knowledge.acts if act.pos == "VERB")
        self._lists = words
        self._place_nouns = words.get("place_nouns", frozenset())
        self._address_verbs = words.get("address_verbs", frozenset())
        self._messages = words.get("message_nouns", frozenset())
        cities = {form.form for form in knowledge.forms if form.kind == "capital"}
        self._seats = frozenset(form.form for form in knowledge.forms if form.kind == "seat") - cities

    def is_sport(self, text: str) -> bool:
        """Is the article about sport, where a city that wins or loses is its club?"""
        return is_sport(text, self._lists)

    def cue(self, doc: Doc, text: str, mention: Mention, sport: bool) -> str:
        """What shows one mention of ``doc``, whose text is ``text``, to be a power; PLACE where it is a place; else
        nothing."""
        seat = mention.text in self._seats
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or (sport and not seat) or self._is_dateline(text, mention):
            return PLACE
        sought = seat and _SOUGHT.search(text[max(0, mention.start - 30) : mention.start])
        if sought or _EVENT_MARK.match(text, mention.end):
            return PLACE
        cue = self._nearby(text, mention, seat) or self._dealings.cue(text, mention.start, mention.end)
        cue = cue or self._by_syntax(text, span.root)
        cue = cue or self._words.subject(text, mention.start, mention.end)
        return cue or (("" if self._is_building(text, mention) else "noun") if seat else "")

    def _nearby(self, text: str, mention: Mention, seat: bool) -> str:
        """What stands next to the capital and outweighs the parse: the noun before ``de``, the other end after
        ``entre``, a verb of cities."""
        cue = self._words.between(text, mention.start, mention.end)
        cue = cue or self._words.paired(text, mention.start, mention.end)
        cue = cue or self._words.noun(text, mention.start, mention.end)
        if cue:
            return cue
        if not seat and self._words.called_capital(text, mention.start, mention.end):
            return PLACE
        opens = CLAUSE_OPENS.search(text, max(0, mention.start - 12), mention.start)
        return PLACE if opens and self._words.is_city(text, mention.end) else ""

    def _is_message(self, token: Token) -> bool:
        """Is it the object of a sending that only a power receives: a message, arms, aid; no envoy, no troops?"""
        return token.dep_ == "obj" and token.lemma_.lower() in self._messages

    @staticmethod
    def _is_dateline(text: str, mention: Mention) -> bool:
        line_start = text.rfind("\n", 0, mention.start) + 1
        return not text[line_start : mention.start].strip() and bool(
            re.match(
                r"\s*(?:,|\()\s*(?:le\s+)?\d|\s*\([A-Z]{2,}|\s*[–—]", text[mention.end : mention.end + 12]
            )
        )

    def _is_building(self, text: str, mention: Mention) -> bool:
        """Is the seat the house: ``devant l'Élysée``, ``le perron de l'Élysée``, ``de l'Élysée à Matignon``?"""
        before = text[max(0, mention.start - 40) : mention.start]
        words = re.findall(r"\w+", before.lower())
        return (
            _STANDING.search(before) is not None
            or (_WAY.match(text, mention.end) is not None and before.endswith(("de l'", "de la ", "du ")))
            or any(self._words.is_place_noun(word) for word in words[-3:])
        )

    def _by_syntax(self, text: str, token: Token) -> str:
        if not token.pos_:
            return ""
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
            return "" if self._is_city(text, token, head) else "subject"
        if preposition:
            return self._by_preposition(token, head, preposition)
        if token.dep_ == "obj":
            act = head.lemma_.lower() in self._act_verbs and not self._words.is_place_object(head.lower_)
            return "object" if act else ""
        if token.dep_ in {"ROOT", "dep", "dislocated", "vocative", "appos"}:
            return ""
        return "object" if token.dep_ == "iobj" else ""

    def _is_city(self, text: str, subject: Token, head: Token) -> bool:
        """Is the subject the city that it is: by its verb, or by what it is said to be (``Riga est une ville…``)?"""
        if head.pos_ in {"NOUN", "ADJ", "PROPN"} and not self._words.lemmas(head.lower_):
            nouns = {head.lemma_.lower()} | {child.lemma_.lower() for child in head.children}
            return head.pos_ != "ADJ" and not nouns.isdisjoint(self._place_nouns | {"théâtre"})
        return self._words.is_city(text, subject.idx + len(subject))

    def _by_preposition(self, token: Token, head: Token, preposition: str) -> str:
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
        """The noun that governs ``de X`` when other words stand between."""
        noun = head.lower_
        if head.pos_ == "VERB":
            return "object" if head.lemma_.lower() in self._address_verbs else ""
        owned = any(child.dep_ == "det" and "Poss=Yes" in str(child.morph) for child in head.children)
        power = self._words.is_power_noun(noun) and not self._words.is_place_noun(noun) and not owned
        return "noun" if power else ""

    def _by_addressee(self, token: Token, head: Token) -> str:
        lemmas = self._words.lemmas(head.lower_)
        if "envoyer" in lemmas and not any(self._is_message(child) for child in head.children):
            return ""
        addressed = (
            not lemmas.isdisjoint(self._address_verbs) and token.dep_ != "obl:mod" and token.i > head.i
        )
        return "addressee" if addressed else ""


def _preposition(token: Token) -> str:
    """The preposition that governs the token, in lower case, the last of several (``avec X comme avec Y``)."""
    cases = [child for child in token.children if child.dep_ == "case"]
    return cases[-1].lower_ if cases else ""
