"""What the words around a capital say of it, whatever the parse: most of the evidence stands next to the name.

``la réponse de Moscou`` and ``selon Moscou`` speak of a power, ``les rues de Moscou`` and ``le vol entre Moscou et
Minsk`` of a city; ``Moscou dément`` of a power, ``Moscou a été balayée par la tempête`` of a city.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge import Knowledge
from pipeline.knowledge.conjugation import inflect, lemmas_of_forms
from pipeline.knowledge.patterns import either

PLACE = "place"
CLAUSE_OPENS = re.compile(
    r"(?:^|[.!?…:;«»,\n–(]|\b(?:[Ee]t|[Qq]ue|[Mm]ais|[Cc]ar|[Ss]i|où|dont|[Cc]omme|[Qq]uand|[Ll]orsque|[Pp]uisque)"
    r"|\b(?:[Qq]u|[Ll]orsqu|[Pp]uisqu)')"
    r"\s*(?:[Ll]e |[Ll]a |[Ll]' ?)?$"
)
_NAME = r"(?:le |la |les |l' ?)?[A-ZÀ-Ý][\w'-]*(?: [A-ZÀ-Ý][\w-]*)*"
_SUBJECT_REST = re.compile(
    rf"(?:(?:, {_NAME})*,? (?:et|ou|comme) {_NAME})?(?:\s*[,(–][^,.;:!?()–]{{2,90}}[,)–])?\s+"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?|[^\w\s]|\d+")
_LIGHT = re.compile(
    r"(?:n'|ne|s'|se|l'|le|la|les|lui|leur|en|y|pas|plus|ni|aussi|déjà|donc|\w+ment|\w+ours)$"
)
_PLANS = re.compile(r"\s*(?:bien|sur|ne|s'|se)\b|\s*\w+(?:er|ir|oir|re)\b")
_IS_CITY = re.compile(
    r" (?:n')?(?:est|était|sera|reste|demeure|devient|fut) (?:[\w']+ ){0,2}(?:la|une|l'une des|des) (?:\w+ )?"
    r"(?:villes?|capitales?|cités?|métropoles?|destinations?)\b"
)
_OF = re.compile(r"((?:[\w-]+\s+){1,3})(?:de la |de l' ?|de |d' ?|du )$")
_ALSO_OF = re.compile(rf"(?:de |d'){_NAME}(?:,? et |, )(?=(?:de |d')$)")
_MINISTRY = re.compile(r"\b[Mm]inist(?:ère|re)s? (?:(?:de la|de l'|du|des) )[\w' -]{3,40} (?:de |d' ?|du )$")
_LOCAL = frozenset(
    {"locales", "municipales", "municipal", "municipale", "portuaires", "sanitaires", "scolaires"}
)
_OWNS = re.compile(r"\s+(?:[\w']+ ){1,3}(?:sa|son|ses|leurs?) ([\w-]+)")
_OWN = frozenset({"son", "sa", "ses", "leur", "leurs"})
_BETWEEN = re.compile(
    rf"\b[Ee]ntre (?:l' ?|la |le )?(?:({_NAME}|[a-zà-ÿ][^,.;:!?]{{1,40}}) et (?:l' ?|la |le )?)?$"
)
_OTHER_END = re.compile(rf"\s+et ({_NAME})")
_ABSTRACT = re.compile(r"(?:tions?|sions?|ments?|tés?|ances?|ences?|ages?)$")
_WELCOMES = re.compile(r"[^.;:!?\n]{0,20}accueill\w+ (?:\w+ement|avec)\b")
_QUOTED = re.compile(
    r"[^.;:!?\n]{1,60}?(?:\d ?%|\d points?\b|\ben (?:\w+ )?(?:hausse|baisse|repli)\b|dans le (?:rouge|vert)\b)"
)
_EXCHANGE = re.compile(r"\b(?:Bourses?|bourses?|CAC 40|Nikkei|Wall Street|Dow Jones)\b")
_PAIRS = frozenset({"attelage", "moteur", "tandem", "couple", "duo", "trio", "triangle", "entente"})
_HYPHENED = re.compile(r"((?:[\w-]+ ){1,2})(?:[A-ZÀ-Ý][\w']+ ?[-–] ?)*$")
_LINKED = re.compile(r" ?[-–] ?[A-ZÀ-Ý]")
_CAPITAL = re.compile(r"\b(?:capitale|ville|métropole)(?: [a-zà-ÿ-]+)?,? (?:de |d')?$")
_ITS_CAPITAL = re.compile(r", (?:la |l'ancienne |sa )?(?:capitale|ville)\b")
_AGAINST = re.compile(rf" (?:contre|envers) ({_NAME})")
_WILL = frozenset({"vouloir", "pouvoir", "devoir", "entendre", "chercher", "tenter", "décider", "mettre"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """The verb after a subject: all that its form may be, in the passive or not, with ``avoir`` or not."""

    lemmas: frozenset[str]
    passive: bool
    compound: bool = False


class CapitalWords:
    """The word lists of the decision, every verb in all its forms; read once a process."""

    def __init__(self, knowledge: Knowledge) -> None:
        words, conjugation = knowledge.words, knowledge.conjugation
        acts = {_plain(act.lemma) for act in knowledge.acts if act.pos == "VERB" and " " not in act.lemma}
        speech = {
            _plain(row.lemma)
            for row in knowledge.reporting
            if " " not in row.lemma and "prep" not in row.frame
        }
        self.nouns = words.get("power_nouns", frozenset()) | {
            a.lemma for a in knowledge.acts if a.pos == "NOUN"
        }
        self._phrases = sorted(noun for noun in self.nouns if " " in noun)
        self.place_nouns = words.get("place_nouns", frozenset())
        self._possessions = words.get("state_nouns", frozenset())
        self.travel = words.get("travel_nouns", frozenset())
        self._city = words.get("city_verbs", frozenset())
        self._suffered = words.get("place_verbs", frozenset())
        self._address = words.get("address_verbs", frozenset())
        self._speech = frozenset(speech)
        self._acts = frozenset(acts)
        self._moves = words.get("power_object_verbs", frozenset())
        self._power = frozenset(acts | speech | self._address | self._moves | _WILL) - self._city
        self._done_to = (self._acts | self._moves) - self._suffered - self._city
        self._market = words.get("market_verbs", frozenset())
        idioms = {idiom.split()[0] for idiom in words.get("dealing_idioms", frozenset())}
        others = (
            words.get(name, frozenset()) for name in ("command_verbs", "obtaining_verbs", "supply_verbs")
        )
        known = self._power.union(self._city, self._suffered, self._market, idioms, *others)
        self._forms = lemmas_of_forms(known, conjugation)
        moods = either(words.get("mood_adjectives", frozenset()))
        self._mood = re.compile(rf",? (?:aussi|non plus)\b|\s+(?:très |plus |\w+ment )?(?:{moods})e?s?\b")
        self._having = frozenset(inflect("avoir", conjugation))
        self._being = frozenset(inflect("être", conjugation))
        self._actors = frozenset(
            form.form for form in knowledge.forms if form.type != "PERSON" and form.kind != "demonym"
        )

    def lemmas(self, form: str) -> frozenset[str]:
        """The verbs of the lists that the written form may be, in the third person or the first of the plural."""
        form = form.lower()
        found = self._forms.get(form, frozenset())
        if not found and form.endswith("ons"):
            stem = form.removesuffix("ons").removesuffix("e")
            return self._forms.get(f"{stem}ent", frozenset()) | self._forms.get(f"{stem}ont", frozenset())
        return found

    def is_power_verb(self, form: str) -> bool:
        """Is it a form of a verb of what powers do, say or will?"""
        return not self._power.isdisjoint(self.lemmas(form))

    def is_speech(self, form: str) -> bool:
        """Is it a form of a verb of speech?"""
        return not self._speech.isdisjoint(self.lemmas(form))

    def is_done_to_powers(self, form: str) -> bool:
        """Is it a form of verbs that one does to a power and never to a city?"""
        return bool(self.lemmas(form)) and self.lemmas(form) <= self._done_to

    def says_or_does(self, form: str) -> bool:
        """Is it a form of a verb of speech or of an act, none of what befalls cities?"""
        return bool(self.lemmas(form)) and self.lemmas(form) <= self._done_to | self._speech

    def is_place_object(self, form: str) -> bool:
        """Is it a form of a verb that one does to a city (``quitter``, ``bombarder``)?"""
        return not self._suffered.isdisjoint(self.lemmas(form))

    def between(self, text: str, start: int, end: int) -> str:
        """``between`` for a party to a tie (``le conflit entre X et Y``), PLACE for an end of a way, else nothing."""
        before = text[max(0, start - 120) : start]
        opened = _BETWEEN.search(before)
        if opened is None:
            return ""
        other = opened[1] or ((after := _OTHER_END.match(text, end)) and after[1]) or ""
        name = _bare(other)
        if name[:1].isupper() and not {other, name} & self._actors and other.capitalize() not in self._actors:
            return PLACE
        clause = re.split(r"[.;:!?\n]", before[: opened.start()])[-1]
        for word in reversed(re.findall(r"[\w-]+", clause.lower())[-8:]):
            if word in self.travel:
                return PLACE
            if self.is_power_noun(word) or _ABSTRACT.search(word):
                return "between"
        last = re.search(r"([\w-]+)\s*$", clause)
        if last and (self.is_power_verb(last[1]) or last[1] in {"joue", "jouera", "jouent"}):
            return "between"
        tied = not clause.strip() or any(f" {noun} " in clause for noun in self._phrases)
        return "between" if tied else PLACE

    def paired(self, text: str, start: int, end: int) -> str:
        """``between`` in a tie written with hyphens (``l'axe Paris-Berlin``, ``le dialogue Belgrade-Pristina``), PLACE
        in any other such pair, else nothing."""
        if not (_LINKED.match(text, end) or re.search(r"\w ?[-–] ?$", text[max(0, start - 4) : start])):
            return ""
        nouns = _HYPHENED.search(text[max(0, start - 60) : start])
        words = nouns[1].lower().split() if nouns else []
        tied = any(self.is_power_noun(word) and word not in self.travel for word in words)
        return "between" if tied or words[-1:] == ["axe"] or not _PAIRS.isdisjoint(words) else PLACE

    def called_capital(self, text: str, start: int, end: int) -> bool:
        """Is it named as the city (``la capitale, Bamako``; ``Bamako, la capitale``)?"""
        return bool(_CAPITAL.search(text, max(0, start - 40), start) or _ITS_CAPITAL.match(text, end))

    def is_power_noun(self, word: str) -> bool:
        """Is the word, singular or plural, a noun of what powers do and have?"""
        return word in self.nouns or word.rstrip("sx") in self.nouns

    def is_place_noun(self, word: str) -> bool:
        """Is the word, singular or plural, a noun of what is in a city or happens there?"""
        return word in self.place_nouns or word.rstrip("sx") in self.place_nouns

    def noun(self, text: str, start: int, end: int) -> str:
        """What the noun before ``de X`` says: ``noun`` of a power, PLACE, or nothing. Who has ``son ambassadeur de
        X`` is not X; ``l'attaque de X contre`` a state is its own."""
        before = _ALSO_OF.sub("", text[max(0, start - 80) : start])
        found = _OF.search(before.lower())
        if found is None:
            return ""
        if _MINISTRY.search(before):
            return "noun"
        first, second, last = ["", "", *found[1].split()][-3:]
        of = second.endswith(("de", "d'"))
        head, owner = (first, "") if of else (second, first)
        if last in _LOCAL:
            return PLACE
        # the head noun before its adjective: ``les accords politiques de X`` are accords
        for noun, determiner in ((head, owner), (last, second)):
            if self.is_place_noun(noun):
                target = _AGAINST.match(text, end)
                aimed = target and _bare(target[1]) in self._actors and not noun.startswith("attentat")
                return "noun" if aimed else PLACE
            if self.is_power_noun(noun):
                return PLACE if determiner in _OWN else "noun"
        return ""

    def predicate(self, text: str, end: int) -> Predicate | None:
        """The verb that follows a subject ending at ``end``, past what is coordinated with it, an aside between
        commas, pronouns and adverbs."""
        rest = _SUBJECT_REST.match(text, end)
        if rest is None:
            return None
        words = _WORD.findall(text[rest.end() : rest.end() + 80].lower())[:9]
        words = [word for word in words if word != "«"]
        words = [word for word in words if word in self._forms or not _LIGHT.match(word)]
        if len(words) > 2 and words[0] in self._having and words[1] == "été":
            return Predicate(self.lemmas(words[2]), passive=True)
        if len(words) > 1 and words[0] in self._having | self._being:
            reflexive = re.match(r"\s*(?:ne |n')?(?:s'|se )", text[rest.end() :])
            passive = words[0] in self._being and not reflexive
            return Predicate(self.lemmas(words[1]), passive=passive, compound=words[0] in self._having)
        return Predicate(self.lemmas(words[0]), passive=False) if words else None

    def is_city(self, text: str, end: int) -> bool:
        """Does the verb after the subject make it a city: one that suffers, holds, counts, wakes, or its exchange
        (``Tokyo a clôturé en hausse``)?"""
        found = self.predicate(text, end)
        if found is None or _WELCOMES.match(text, end):
            return False
        if _IS_CITY.match(text, end):
            return True
        if not found.lemmas.isdisjoint(self._market) and _QUOTED.match(text, end):
            return _EXCHANGE.search(text) is not None
        if found.passive:
            return not found.lemmas.isdisjoint(self._suffered)
        if "compter" in found.lemmas:
            verb = re.search(r"\bcompt\w+", text[end:])
            return verb is not None and not _PLANS.match(text, end + verb.end())
        return not found.lemmas.isdisjoint(self._city)

    def subject(self, text: str, start: int, end: int) -> str:
        """``subject`` where a clause opens and a verb of powers follows."""
        if not CLAUSE_OPENS.search(text, max(0, start - 12), start):
            return ""
        if self._mood.match(text, end):
            return "subject"
        found = self.predicate(text, end)
        known = found is not None and not found.lemmas.isdisjoint(
            self._acts if found.passive else self._power
        )
        owned = _OWNS.match(text, end)
        known = known or (owned is not None and self._is_of_state(owned[1]))
        return "subject" if known and not self.is_city(text, end) else ""

    def _is_of_state(self, word: str) -> bool:
        """Is it what a state has (``sa frontière``, ``ses ambassadeurs``)?"""
        return self.is_power_noun(word) or not {word, word.rstrip("sx")}.isdisjoint(self._possessions)


def _bare(name: str) -> str:
    """The name without its article."""
    return re.sub(r"^(?:le |la |les |l')", "", name)


def _plain(verb: str) -> str:
    """The infinitive without its reflexive pronoun."""
    return verb.removeprefix("s'").removeprefix("se ")
