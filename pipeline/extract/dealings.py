"""Capitals that are dealt with: the words just before one that make it a power (guide, section 2, “State or place”).

``selon Moscou``, ``tenir tête à Pékin``, ``fidèle à Damas``, ``un revers pour Kiev``, ``que réclame Alger``. The words
stand in lists; here is the order in which they are asked, the surest first.
"""

from __future__ import annotations

import re

from pipeline.extract.capital_words import PLACE, CapitalWords
from pipeline.knowledge import Knowledge
from pipeline.knowledge.patterns import either

_THE = r"(?:l' ?|la |le )?$"
_BEFORE = re.compile(
    r"(?:\b(?:[Ss]elon|[Dd]'après|[Ff]ace à|[Cc]ontre|[Aa]vec|[Ss]ans|[Ee]nvers|[Mm]algré)"
    r"|\bpressions? (?:\w+ |de [\w-]+ |d'\w+ )?sur|\btourn\w+ vers|\ben appel\w+ à"
    r"|\b(?:travaill|espionn|roul|agi|combat)\w* pour"
    r"|\b(?:compt|mis|tabl|align|influ)\w+ (?:\w+ment |encore |toujours |plus |trop )?sur) "
    rf"{_THE}"
)
_SIDE_OF = re.compile(
    r"(?:\b[Vv]is-à-vis|\b[Aa]uprès|\bà l'égard|\bà l'encontre|\b[Aa]ux yeux|\bla part|\ben faveur|\bà l'insu"
    rf"|\bdans le dos|\bpar-dessus la tête|\bau (?:profit|détriment|bénéfice|grand dam)) (?:de |d' ?|du ){_THE}"
)
_ASSAULT = re.compile(
    rf"\b(?:offensives?|assauts?|attentats?|bombardements?|raids?|marche) (?:\w+ )?contre {_THE}"
)
_WITH = re.compile(rf"((?:[\w-]+ ){{1,2}})avec {_THE}")
_TOPIC = re.compile(rf"(?:^|[.!?…»\n;:,])\s*(?:[Pp]our|[Cc]ôté) {_THE}")
_DUTY = re.compile(
    rf"(?:\b(?:[Cc]'est|[Cc]e n'est (?:pas|plus)|revient|appartient|incombe) (?:\w+ )?à|(?:^|[.!?…»«\n])\s*À) {_THE}"
)
_TASK = re.compile(r"\s+(?:de |d')(?:ne |se |s'|pas |nous |vous |lui |leur |l')*\w+(?:er|ir|oir|re)\b")
_TOLD = re.compile(r"\s+(?:de |d'|à )(?:ne |se |s'|pas |y |en |l')*\w+(?:er|ir|oir|re)\b")
_AIMED = re.compile(rf"\b([\w-]+) (?:\w+ )?(?:visant|visent|visaient|imposées? à|infligées? à) {_THE}")
_GRIP = re.compile(rf"(?:\bsous (?:le )?|\béchapp\w+ (?:encore )?au )contrôle (?:de |d'|du ){_THE}")
_TO = re.compile(rf"((?:[\w'-]+ ){{2,9}})(?:à|au) {_THE}")
_ELSEWHERE = frozenset({"à", "au", "aux", "dans", "depuis", "en", "par", "pour", "qui", "sur"})
_ADDRESSED = re.compile(rf"([a-zà-ÿ]+) (?:à|au) {_THE}")
_STANCE = re.compile(rf"((?:[\w-]+[ ']){{1,3}})(?:à|au) {_THE}")
_ADJECTIVE = re.compile(r"(?:aire|ière|ique|elle|el|ale|al|tif|tive|ble)s?$")
_CLOSE = re.compile(rf"([\w-]+),? (?:(?:très|réputée?s?|jugée?s?) )?proches? (?:de |d'|du ){_THE}")
_FOR = re.compile(rf"((?:[\w'-]+ ){{1,2}})pour {_THE}")
_OPPOSED = re.compile(rf"\boppos\w+ (?:(?:l' ?|la |le |les )?(?P<one>[A-ZÀ-Ý][\w' -]*) (?:à|au) )?{_THE}")
_AGAINST_ONE = re.compile(r" (?:à|au|aux) ")
_AGENT = re.compile(rf"((?:[\w'-]+ ){{1,4}})(?:« [^»]{{1,60}} » |«[^»]{{1,60}}» )?par {_THE}")
_PARTICIPLE = re.compile(r"(?:é|[^o]i|it|is|u|ert|aint|eint|oint)e?s?$")
_BY_WAY = re.compile(r"(?:pass|transit|(?:re)?ven[ui]|entr|rentr|arriv|achemin|commenc|travers|particip)\w+$")
_SPOKEN = re.compile(rf"[,»] (?:a |avait )?([a-zà-ÿ]+) {_THE}")
_RELATIVE = re.compile(
    r"\b(?:[Qq]ue |[Qq]u'|dont |comme |[Cc]omme )(?:(?:ne |se |le |la |les |en |y |lui |leur |[nsl]')?"
    rf"(?:a |avait |aurait )?([a-zà-ÿ]+)) {_THE}"
)
_GOVERNING = re.compile(rf"([a-zà-ÿ]+) (?:ni )?{_THE}")
_FROM = re.compile(rf"([a-zà-ÿ]+) (?:\w+ment )?(?:de |d'|du ){_THE}")
_GRANTED = re.compile(
    rf"\b(?:donn|laiss|accord|fix)\w* (?:[\w-]+ )?[\w-]+ (?:jours|mois|semaines|heures|ans) (?:à|au) {_THE}"
)


class Dealings:
    """The lists of what is done, given and said to powers; read once a process."""

    def __init__(self, knowledge: Knowledge, capitals: CapitalWords) -> None:
        words = knowledge.words
        self._capitals = capitals
        self._stances = words.get("stance_words", frozenset())
        self._outcomes = words.get("outcome_words", frozenset())
        self._obtaining = words.get("obtaining_verbs", frozenset())
        self._supplies = words.get("supply_verbs", frozenset())
        self._commands = words.get("command_verbs", frozenset())
        self._place_heads = words.get("place_heads", frozenset())
        idioms = [idiom.split(" ", 1) for idiom in words.get("dealing_idioms", frozenset())]
        self._idiom_verbs = frozenset(verb for verb, _ in idioms)
        self._idiom = re.compile(
            rf"([\w-]+) (?:\w+ment )?(?:{either(rest for _, rest in idioms)}) (?:à|au) {_THE}"
        )

    def cue(self, text: str, start: int, end: int) -> str:
        """The cue in the words just before: a preposition of dealing, what is given or done to a power, its speech;
        PLACE for what comes upon a city; else nothing."""
        before = text[max(0, start - 70) : start]
        return (
            self._preposition(before, text, end)
            or self._given(before, text, end)
            or self._stance(before)
            or self._agent(before)
            or self._said(before, text[end : end + 1])
            or self._done(before, text, end)
        )

    def _preposition(self, before: str, text: str, end: int) -> str:
        way = _WITH.search(before)
        ways = self._capitals.travel - self._capitals.nouns
        if _ASSAULT.search(before) or (way and not ways.isdisjoint(way[1].split())):
            return PLACE
        if (
            _BEFORE.search(before)
            or _SIDE_OF.search(before)
            or (_TOPIC.search(before) and text[end : end + 1] == ",")
        ):
            return "preposition"
        return "addressee" if _DUTY.search(before) and _TASK.match(text, end) else ""

    def _given(self, before: str, text: str, end: int) -> str:
        lemmas = self._capitals.lemmas
        if _GRANTED.search(before) or self._is_supplied(before):
            return "addressee"
        opposed = _OPPOSED.search(before)
        if opposed and (opposed["one"] or _AGAINST_ONE.match(text, end)):
            return "object"
        aimed = _AIMED.search(before)
        if aimed and self._capitals.is_power_noun(aimed[1].lower()):
            return "object"
        addressed = _ADDRESSED.search(before)
        if addressed and not lemmas(addressed[1]).isdisjoint(self._commands):
            return "addressee"
        idiom = self._idiom.search(before)
        return "addressee" if idiom and not lemmas(idiom[1]).isdisjoint(self._idiom_verbs) else ""

    def _is_supplied(self, before: str) -> bool:
        """Is something delivered, lent, asked (``livrer des chars à Kiev``) with no other place in between?"""
        receiver = _TO.search(before)
        words = receiver[1].split() if receiver else []
        for index in range(len(words) - 2, -1, -1):
            if not self._capitals.lemmas(words[index]).isdisjoint(self._supplies):
                return _ELSEWHERE.isdisjoint(words[index + 1 :])
        return False

    def _stance(self, before: str) -> str:
        """Who is loyal, hostile or close to it; for whom something is a blow; what it holds in its grip."""
        stance = _STANCE.search(before)
        if stance and self._is_stance(re.split(r"[ ']", stance[1].strip().lower())):
            return "addressee"
        close = _CLOSE.search(before)
        if close and not (
            close[1].lower() in self._place_heads or self._capitals.is_place_noun(close[1].lower())
        ):
            return "noun"
        outcome = _FOR.search(before)
        if outcome and not self._outcomes.isdisjoint(outcome[1].lower().split()):
            return "addressee"
        return "noun" if _GRIP.search(before) else ""

    def _is_stance(self, words: list[str]) -> bool:
        """Do the words before ``à`` end with one of the list, an adjective after it or none, and hold no noun of
        places (``rassemblement de soutien à Paris``)?"""
        if "de" in words and any(self._capitals.is_place_noun(word) for word in words):
            return False
        last = words[:-1] if len(words) > 1 and _ADJECTIVE.search(words[-1]) else words
        return last[-1] in self._stances or words[-1] in self._stances

    def _agent(self, before: str) -> str:
        """Is it who acts, after ``par``: right behind a participle or a noun of powers, or with words between them
        that say of what verb (``appelés à la rescousse par``)?"""
        agent = _AGENT.search(before)
        words = re.split("[ ']", agent[1].strip()) if agent else [""]
        if _BY_WAY.match(words[-1]):
            return ""
        near = self._capitals.is_power_noun(words[-1]) or _PARTICIPLE.search(words[-1])
        return "preposition" if near or any(map(self._capitals.says_or_does, words)) else ""

    def _said(self, before: str, mark: str) -> str:
        """Is it the subject of the verb before it: speech attributed, a relative clause, a question?"""
        spoken = _SPOKEN.search(before)
        if spoken and self._capitals.is_speech(spoken[1]) and mark in ".,;»":
            return "subject"
        relative = _RELATIVE.search(before)
        return "subject" if relative and self._capitals.is_power_verb(relative[1]) else ""

    def _done(self, before: str, text: str, end: int) -> str:
        obtained = _FROM.search(before)
        if obtained and not self._capitals.lemmas(obtained[1]).isdisjoint(self._obtaining):
            return "object"
        verb = _GOVERNING.search(before)
        told = verb and _TOLD.match(text, end) and self._capitals.is_power_verb(verb[1])
        return "object" if told or (verb and self._capitals.is_done_to_powers(verb[1])) else ""
