"""What the words around a capital say of it, whatever the parse: most of the evidence stands next to the name.

``la réponse de Moscou`` and ``selon Moscou`` speak of a power, ``les rues de Moscou`` and ``le vol entre Moscou et
Minsk`` of a city; ``Moscou dément`` of a power, ``Moscou a été balayée par la tempête`` of a city.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.knowledge import Knowledge
from pipeline.knowledge.conjugation import inflect, lemmas_of_forms

PLACE = "place"
CLAUSE_OPENS = re.compile(
    r"(?:^|[.!?…:;«»,\n–(]|\b(?:et|que|mais|car|si|où|dont|comme|quand|lorsque|puisque)|\b(?:qu|lorsqu|puisqu)')"
    r"\s*(?:[Ll]e |[Ll]a |[Ll]')?$"
)
_NAME = r"(?:le |la |les |l')?[A-ZÀ-Ý][\w'-]*(?: [A-ZÀ-Ý][\w-]*)*"
_SUBJECT_REST = re.compile(
    rf"(?:(?:, {_NAME})*,? (?:et|ou|comme) {_NAME})?(?:\s*[,(–][^,.;:!?()–]{{2,90}}[,)–])?\s+"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*'?|[^\w\s]|\d+")
_LIGHT = re.compile(r"(?:n'|ne|s'|se|l'|le|la|les|lui|leur|en|y|pas|plus|aussi|déjà|donc|\w+ment|\w+ours)$")
_PLANS = re.compile(r"\s*(?:bien|sur|ne|s'|se)\b|\s*\w+(?:er|ir|oir|re)\b")
_IS_CITY = re.compile(
    r" (?:n')?(?:est|était|sera|reste|demeure|devient|fut) (?:[\w']+ ){0,2}(?:la|une|l'une des|des) (?:\w+ )?"
    r"(?:villes?|capitales?|cités?|métropoles?|destinations?)\b"
)
_BEFORE = re.compile(
    r"(?:\b(?:[Ss]elon|[Dd]'après|[Ff]ace à|vis-à-vis de|[Aa]uprès de|[Cc]ontre|[Aa]vec|[Ee]nvers|à l'égard de"
    r"|à l'encontre de|[Aa]ux yeux de)|\bpressions? (?:\w+ |de [\w-]+ |d'\w+ )?sur|\btourn\w+ vers) (?:l'|la |le )?$"
)
_TOPIC = re.compile(r"(?:^|[.!?…»\n])\s*Pour (?:l'|la |le )?$")
_DUTY = re.compile(r"\b(?:[Cc]'est|revient|appartient|incombe) (?:\w+ )?à (?:l'|la |le )?$")
_TASK = re.compile(r"\s+(?:de |d')(?:ne |se |s'|pas )*\w+(?:er|ir|oir|re)\b")
_AIMED = re.compile(
    r"\b([\w-]+) (?:\w+ )?(?:visant|visent|visaient|imposées? à|infligées? à) (?:l'|la |le )?$"
)
_OF = re.compile(r"(?:([\w-]+)\s+)?(?:([\w-]+)\s+)?([\w-]+)\s+(?:de la |de l'|de |d'|du )$")
_ALSO_OF = re.compile(rf"(?:de |d'){_NAME}(?:,? et |, )(?=(?:de |d')$)")
_OWN = frozenset({"son", "sa", "ses", "leur", "leurs"})
_BETWEEN = re.compile(
    rf"\b[Ee]ntre (?:l'|la |le )?(?:({_NAME}|[a-zà-ÿ][^,.;:!?]{{1,40}}) et (?:l'|la |le )?)?$"
)
_OTHER_END = re.compile(rf"\s+et ({_NAME})")
_ABSTRACT = re.compile(r"(?:tions?|sions?|ments?|tés?|ances?|ences?|ages?)$")
_ADDRESSING = frozenset(
    {"adresser", "demander", "nuire", "ordonner", "reprocher", "répondre", "réclamer", "résister"}
)
_SUPPLIED = re.compile(r"([a-zà-ÿ]+) (?:des|du|de la|ses|son|sa|une?) [\w -]{3,30} à (?:l'|la )?$")
_SUPPLYING = frozenset({"livrer", "fournir", "reprocher", "imposer", "réclamer", "demander"})
_WILL = frozenset({"vouloir", "pouvoir", "devoir", "entendre", "chercher", "tenter", "décider", "mettre"})
_SPEECH_BEFORE = re.compile(r"[,»] (?:a |avait )?([a-zà-ÿ]+) (?:l'|la |le )?$")
_ADDRESSED = re.compile(r"([a-zà-ÿ]+) (?:à|au) (?:l'|la )?$")
_AGENT = re.compile(r"([a-zà-ÿ]+)(?: «[^»]{1,60}»)? par (?:l'|la |le )?$")
_GOVERNING = re.compile(r"([a-zà-ÿ]+) (?:l'|la |le )?$")


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
        acts = {act.lemma for act in knowledge.acts if act.pos == "VERB" and " " not in act.lemma}
        speech = {
            row.lemma for row in knowledge.reporting if " " not in row.lemma and "prep" not in row.frame
        }
        self.nouns = words.get("power_nouns", frozenset()) | {
            a.lemma for a in knowledge.acts if a.pos == "NOUN"
        }
        self._phrases = sorted(noun for noun in self.nouns if " " in noun)
        self.place_nouns = words.get("place_nouns", frozenset())
        self.travel = words.get("travel_nouns", frozenset())
        self._city = words.get("city_verbs", frozenset())
        self._suffered = words.get("place_verbs", frozenset())
        self._address = words.get("address_verbs", frozenset())
        self._speech = frozenset(speech)
        self._acts = frozenset(acts)
        self._power = frozenset(acts | speech | self._address | _WILL) - self._city
        self._done_to = self._acts - self._suffered - self._city
        self._forms = lemmas_of_forms(self._power | self._city | self._suffered, conjugation)
        self._having = frozenset(inflect("avoir", conjugation))
        self._being = frozenset(inflect("être", conjugation))
        self._actors = frozenset(
            form.form for form in knowledge.forms if form.type != "PERSON" and form.kind != "demonym"
        )

    def lemmas(self, form: str) -> frozenset[str]:
        """The verbs of the lists that the written form may be."""
        return self._forms.get(form.lower(), frozenset())

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
        name = re.sub(r"^(?:le |la |les |l')", "", other)
        if name[:1].isupper() and not {other, name} & self._actors and other.capitalize() not in self._actors:
            return PLACE
        clause = re.split(r"[.;:!?\n]", before[: opened.start()])[-1]
        for word in reversed(re.findall(r"[\w-]+", clause.lower())[-8:]):
            if word in self.travel:
                return PLACE
            if self.is_power_noun(word) or _ABSTRACT.search(word):
                return "between"
        tied = not clause.strip() or any(f" {noun} " in clause for noun in self._phrases)
        return "between" if tied else PLACE

    def is_power_noun(self, word: str) -> bool:
        """Is the word, singular or plural, a noun of what powers do and have?"""
        return word in self.nouns or word.rstrip("sx") in self.nouns

    def is_place_noun(self, word: str) -> bool:
        """Is the word, singular or plural, a noun of what is in a city or happens there?"""
        return word in self.place_nouns or word.rstrip("sx") in self.place_nouns

    def noun(self, text: str, start: int) -> str:
        """What the noun before ``de X`` says: ``noun`` of a power, PLACE, or nothing. Who has ``son ambassadeur de
        X`` is not X."""
        before = _ALSO_OF.sub("", text[max(0, start - 80) : start])
        found = _OF.search(before.lower())
        if found is None:
            return ""
        first, second, last = (word or "" for word in found.groups())
        of = second.endswith(("de", "d'"))
        head, owner = (first, "") if of else (second, first)
        # the head noun before its adjective: ``les accords politiques de X`` are accords
        for noun, determiner in ((head, owner), (last, second)):
            if self.is_place_noun(noun):
                return PLACE
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
        words = [word for word in words if word in self._forms or not _LIGHT.match(word)]
        if len(words) > 2 and words[0] in self._having and words[1] == "été":
            return Predicate(self.lemmas(words[2]), passive=True)
        if len(words) > 1 and words[0] in self._having | self._being:
            reflexive = re.match(r"\s*(?:ne |n')?(?:s'|se )", text[rest.end() :])
            passive = words[0] in self._being and not reflexive
            return Predicate(self.lemmas(words[1]), passive=passive, compound=words[0] in self._having)
        return Predicate(self.lemmas(words[0]), passive=False) if words else None

    def is_city(self, text: str, end: int) -> bool:
        """Does the verb after the subject make it a city: one that suffers, holds, counts, wakes?"""
        found = self.predicate(text, end)
        if found is None or _IS_CITY.match(text, end):
            return found is not None
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
        found = self.predicate(text, end)
        known = found is not None and not found.lemmas.isdisjoint(
            self._acts if found.passive else self._power
        )
        return "subject" if known and not self.is_city(text, end) else ""

    def dealt_with(self, text: str, start: int, end: int) -> str:
        """The cue in the words just before: a preposition of dealing, a verb done to a power, speech attributed."""
        before = text[max(0, start - 60) : start]
        if _BEFORE.search(before) or (_TOPIC.search(before) and text[end : end + 1] == ","):
            return "preposition"
        if _DUTY.search(before) and _TASK.match(text, end):
            return "addressee"
        supplied = _SUPPLIED.search(before)
        if supplied and not self.lemmas(supplied[1]).isdisjoint(_SUPPLYING):
            return "addressee"
        aimed = _AIMED.search(before)
        if aimed and self.is_power_noun(aimed[1].lower()):
            return "object"
        addressed = _ADDRESSED.search(before)
        if addressed and not self.lemmas(addressed[1]).isdisjoint(_ADDRESSING):
            return "addressee"
        agent = _AGENT.search(before)
        if agent and self._says_or_does(agent[1]):
            return "preposition"
        spoken = _SPEECH_BEFORE.search(before)
        if spoken and not self.lemmas(spoken[1]).isdisjoint(self._speech) and text[end : end + 1] in ".,;»":
            return "subject"
        verb = _GOVERNING.search(before)
        return "object" if verb and self.lemmas(verb[1]) and self.lemmas(verb[1]) <= self._done_to else ""

    def _says_or_does(self, form: str) -> bool:
        """Is it a form of a verb of speech or of an act, none of what befalls cities?"""
        lemmas = self.lemmas(form)
        return bool(lemmas) and lemmas <= self._done_to | self._speech
