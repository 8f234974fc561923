"""Phrases that name an office, read from the words alone: *l'ancien ministre russe de la Défense*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.knowledge import Knowledge, Role
from pipeline.knowledge.patterns import OF
from pipeline.link.role_complements import ComplementReader
from pipeline.link.role_forms import OCCUPATION, role_words
from pipeline.records import Mention, RoleStatus, Sentence

_OF = re.compile(rf"\s*{OF}\s*")
_WORD = re.compile(r"\s*([\wà-ÿ-]+)")
_BEFORE = re.compile(r"(?:([\w]+) |(ex)-| ?(l'|d'))$", re.IGNORECASE)
_BRACKET = re.compile(r" ?\( ?")
_GOES_ON = re.compile(rf"{_OF.pattern}| ?\(")
_CLOSING = re.compile(r" ?\)")
_THE = r"(?:de la |de l'|des |du |d'|à la |à l'|aux |au )"
_CHARGE = re.compile(
    r" (?:chargée?|en charge) (?:des |du |de la |de l'|d')[\w'-]+(?: (?:(?:aux?|à la|des?|du|de la) )?[\w'-]+){0,3}?"
    r"(?: (?:entre )?les [\w-]+ et les [\w-]+)?(?=[,.;:)]| ?$| (?:et|a|est|qui)\b)"
)
_ADJECTIVE = r"(?: [a-zà-ÿ]+(?:elle?|ale|ique|ères?|aires?|ive|if|ées?)\b)?"
_PORTFOLIO = re.compile(rf"(?: et)? {_THE}[A-ZÀ-Ý][\w'-]+{_ADJECTIVE}")
_OTHER_COUNCIL = re.compile(r" (?:d'|de )| [a-zà-ÿ]+(?:al|el|eur)\b")
_ELECTED = re.compile(r"(?:élue?|nommée?|désignée?)s?\Z")
_ORDINAL = re.compile(r"(?:\d+e|\w+ième)\Z")
_COUNTRY = re.compile(r" (?:du|de l'|de ce|de cet) ?(?:pays|archipel|royaume|émirat|sultanat)\b")
_ABOUT = re.compile(r" (?:en |au |aux |à la |à l'|à |dans l(?:a|es?) |pour l[ae] |pour l'|sur l[ae] )\s*")
_SINCE = re.compile(
    r"(?: sous [\w'-]+(?: [\w'-]+)?)? (?:depuis|(?P<past>de|entre)) (?:\w+ )?\d{4}(?(past) (?:à|et) (?:\w+ )?\d{4})"
)
_RUN = re.compile(r" (?:à la |à l'|aux |pour la |pour l'|dans la )[a-zà-ÿ]+(?: à [A-ZÀ-Ý][\w-]+)?")
_OF_WHAT = re.compile(r" (?:de |d')[a-zà-ÿ-]+(?=\s*[,)]| [A-ZÀ-Ý])")
_PARTISAN = ("candidate", "legislator", "spokesperson", "mayor", "party_leader")  # offices held for a party
_ABROAD = ("ambassador", "ambassador_to_un", "envoy")
_MINISTERS = ("minister", "junior_minister", "deputy_minister")
_ARTICLES = ("le", "la", "l'", "un", "une", "d'", "du", "au", "de", "the")
_POSSESSIVES = ("son", "sa", "leur", "notre", "mon")
_DEFINITE = ("le", "la", "l'", "du", "au", *_POSSESSIVES)


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """An office as a phrase names it.

    ``start`` and ``end`` take in what qualifies the office (*l'ancien … russe*), ``title`` is the office as
    it is said, without holder and status. ``holders`` are the states or organisations that the phrase names,
    ``nationality`` the state of its adjective, ``whose`` the person it names instead (*le porte-parole de
    Poutine*). ``owned`` is true after a possessive (*son ministre*), ``bare`` without any article, ``body`` the
    noun of a body that it leaves unnamed (*secrétaire du parti*).
    """

    start: int
    end: int
    role: Role
    title: str
    status: RoleStatus = "current"
    holders: tuple[str, ...] = ()
    nationality: str = ""
    whose: str = ""
    body: str = ""
    owned: bool = False
    bare: bool = True


def find_role_phrases(
    sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge
) -> list[RolePhrase]:
    """Return the role phrases of a sentence in reading order, offsets in the article.

    ``mentions`` are those of the sentence. A role form inside a name (*Institut du Président*) is no role.
    """
    reader = _Reader(sentence, mentions, knowledge)
    return list(reader.phrases())


def find_body_behind(
    sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge, name: Mention
) -> tuple[str, ...]:
    """Return the bodies that follow a name with an occupation before it: *la chercheuse X, du [CNRS]*."""
    reader = _Reader(sentence, mentions, knowledge)
    return reader.bodies_behind(name)


class _Reader:
    def __init__(self, sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge) -> None:
        self._base = sentence.start
        self._text = sentence.text
        self._lower = sentence.text.lower()
        self._words = role_words(knowledge)
        self._modifiers = knowledge.role_modifiers
        self._starting = {mention.start - self._base: mention for mention in reversed(mentions)}
        self._names = [mention for mention in mentions if mention.kind == "name"]
        self._complements = ComplementReader(self._lower, self._base, self._starting, self._words)

    def phrases(self) -> Iterator[RolePhrase]:
        place = 0
        while match := self._words.pattern.search(self._lower, place):
            place = match.end()
            if not self._in_name(match.start(), match.end()):
                phrase = self._forward(self._backward(self._office(match)))
                place = max(place, phrase.end)
                yield replace(phrase, start=phrase.start + self._base, end=phrase.end + self._base)

    def bodies_behind(self, name: Mention) -> tuple[str, ...]:
        read = self._complements.behind_name(name.end - self._base)
        return read.holders if read is not None else ()

    def _in_name(self, start: int, end: int) -> bool:
        return any(
            mention.start - self._base <= start and end <= mention.end - self._base for mention in self._names
        )

    def _office(self, match: re.Match[str]) -> RolePhrase:
        """The office of a form; only its head where a body's own name begins in it (*président [du Sénat]*)."""
        role, end = self._words.by_form[match[0]], match.end()
        if not role.holder.startswith("org:") and self._names_a_body(match):
            shorter = self._words.shorter(match[0])
            if shorter is not None:
                role, end = shorter, match.start() + len(shorter.form)
        fixed = (role.holder,) if ":" in role.holder else ()
        return RolePhrase(match.start(), end, role, self._words.title(role), holders=fixed)

    def _names_a_body(self, match: re.Match[str]) -> bool:
        if match[0].endswith("conseil"):  # « le président du Conseil » is of no council
            return _OTHER_COUNCIL.match(self._lower, match.end()) is not None
        if match[0].endswith("fédération"):
            return self._text[match.end() - len("fédération")].islower()
        if match[0].endswith("du parti"):
            return True
        if "ministre" in match[0]:
            return False
        inside = (self._starting.get(place) for place in range(match.start() + 1, match.end()))
        return any(mention is not None and mention.type == "ORGANIZATION" for mention in inside)

    def _backward(self, phrase: RolePhrase) -> RolePhrase:
        """Take in *l'ancien*, *ex-*, *son* before the office."""
        while match := _BEFORE.search(self._lower[: phrase.start]):
            word = next(part for part in match.groups() if part)
            known = word in self._modifiers or word in _ARTICLES + _POSSESSIVES or _ORDINAL.match(word)
            if not known or _ELECTED.match(word):  # « X, élu président »: the verb, not « président élu »
                break
            status = self._status(phrase, word)
            phrase = replace(phrase, start=match.start(), status=status, owned=word in _POSSESSIVES)
            if word in _ARTICLES + _POSSESSIVES:
                return replace(phrase, bare=word not in _DEFINITE)
        return phrase

    def _status(self, phrase: RolePhrase, word: str) -> RoleStatus:
        """A mark of the past or future outlasts *nouveau*: *le nouveau président élu* is not yet in office."""
        status = self._modifiers.get(word, "current")
        return status if status != "current" else phrase.status

    def _forward(self, phrase: RolePhrase) -> RolePhrase:
        """Take in what follows the office: its state, its organisation, *par intérim*, *élu*."""
        while (longer := self._step(phrase)) is not None:
            phrase = longer
        return phrase

    def _step(self, phrase: RolePhrase) -> RolePhrase | None:
        text = self._lower
        at = phrase.end + (len(text[phrase.end :]) - len(text[phrase.end :].lstrip(" ")))
        demonym = self._starting.get(at)
        if demonym is not None and demonym.kind == "demonym" and at > phrase.end:
            end = demonym.end - self._base
            nationality = phrase.nationality or demonym.entity_id
            return self._rejoined(
                replace(phrase, end=end, nationality=nationality), demonym.start - self._base
            )
        if text.startswith("par intérim", at):
            return replace(phrase, end=at + len("par intérim"), status="acting")
        return (
            self._with_word(phrase, at)
            or self._with_name(phrase)
            or self._with_party(phrase)
            or self._with_scope(phrase)
        )

    def _with_scope(self, phrase: RolePhrase) -> RolePhrase | None:
        """Take in where and when an office with its holder is held (*ambassadeur belge en [Turquie]*, *de 2002 à
        2012*), and what of (*de l'équipe de [France] de football*).
        """
        country = _COUNTRY.match(self._lower, phrase.end)
        if country is not None or not (phrase.holders or phrase.nationality or phrase.owned):
            return replace(phrase, end=country.end()) if country is not None else None
        about = _ABOUT.match(self._lower, phrase.end) or _OF.match(self._lower, phrase.end)
        named = self._starting.get(about.end()) if about is not None else None
        if named is not None and named.type != "PERSON" and named.kind != "demonym":
            return replace(phrase, end=named.end - self._base)
        run = _RUN.match(self._text, phrase.end) if phrase.role.office == "candidate" else None
        if run is not None:
            return replace(phrase, end=run.end())
        since = _SINCE.match(self._lower, phrase.end)
        if since is not None:
            status = "former" if since["past"] and phrase.status == "current" else phrase.status
            return replace(phrase, end=since.end(), status=status)
        rest = _OF_WHAT.match(self._text, phrase.end)
        return replace(phrase, end=rest.end()) if rest is not None else None

    def _with_word(self, phrase: RolePhrase, at: int) -> RolePhrase | None:
        """Take in *élu*, an adjective of the office (*directeur sportif*) or of the person (*conservateur*), and
        the portfolio of a minister.
        """
        word = _WORD.match(self._lower, phrase.end)
        if word is not None and at > phrase.end and at not in self._starting:
            if word[1] in self._modifiers:
                return replace(phrase, end=word.end(), status=self._status(phrase, word[1]))
            if word[1] in self._words.kept:
                return replace(phrase, end=word.end(), title=f"{phrase.title} {word[1]}")
            if self._complements.is_adjective(word[1]) and self._text[at].islower():
                return replace(phrase, end=word.end())
        charge = _CHARGE.match(self._text, phrase.end)
        if charge is None and phrase.role.office.endswith("minister"):
            charge = _PORTFOLIO.match(self._text, phrase.end)
        if charge is None or any(place in self._starting for place in range(charge.start(), charge.end())):
            return None
        return replace(phrase, end=charge.end(), title=phrase.title + charge[0])

    def _with_name(self, phrase: RolePhrase) -> RolePhrase | None:
        """Take in the state, body or person that the office is of."""
        of = _OF.match(self._lower, phrase.end)
        named = self._complements.named_after(of) if of is not None else None
        if of is not None and named is not None and named.type != "PLACE":
            return self._with_complement(phrase, named, of[0].strip())
        served = self._served_by(phrase, of.end()) if of is not None else None
        if served is not None:
            return replace(phrase, whose=served.entity_id)
        if phrase.holders or phrase.whose or phrase.role.office in (*_ABROAD, *_MINISTERS, "candidate"):
            return None
        occupied = phrase.role.office == OCCUPATION
        free = occupied or phrase.role.office in ("other", "adviser")
        read = self._complements.read(phrase.end, states=not occupied, free=free)
        if read is None:
            unnamed = None if phrase.body else self._complements.of_body(phrase.end)
            return replace(phrase, end=unnamed[0], body=unnamed[1]) if unnamed else None
        title = phrase.title + self._text[phrase.end : read.title_end]
        return replace(phrase, end=read.end, title=title, holders=read.holders)

    def _served_by(self, phrase: RolePhrase, at: int) -> Mention | None:
        """The person named with an office of their own at ``at`` (*le conseiller du président [X]*)."""
        office = self._words.pattern.match(self._lower, at)
        named = self._starting.get(office.end() + 1) if office is not None else None
        free = not phrase.whose and not phrase.holders
        return named if free and named is not None and named.type == "PERSON" else None

    def _with_complement(self, phrase: RolePhrase, named: Mention, preposition: str) -> RolePhrase | None:
        if named.type == "PERSON":
            return (
                None if phrase.whose else replace(phrase, end=named.end - self._base, whose=named.entity_id)
            )
        if phrase.whose or named.kind == "demonym":
            return None
        end, holders = self._complements.with_others(named, preposition)
        if phrase.role.office == OCCUPATION and named.type == "STATE":
            return None
        longer = replace(phrase, end=end, holders=phrase.holders or holders)
        return self._rejoined(longer, phrase.end)

    def _rejoined(self, phrase: RolePhrase, cut: int) -> RolePhrase:
        """The longer office that what stands from ``cut`` to the end of the phrase cuts in two: *ministre
        [russe] de la Défense*, *haut-commissaire [de l'ONU] aux réfugiés*.
        """
        head = self._lower[:cut].rstrip()
        joined = head + self._lower[phrase.end :]
        start = joined.rfind(phrase.role.form.lower(), 0, cut)
        office = self._words.pattern.match(joined, start) if start >= 0 else None
        if office is None or office.end() <= len(head):
            return phrase
        role = self._words.by_form[office[0]]
        holders = (role.holder,) if ":" in role.holder else phrase.holders
        end = phrase.end + office.end() - len(head)
        return replace(phrase, end=end, role=role, title=self._words.title(role), holders=holders)

    def _with_party(self, phrase: RolePhrase) -> RolePhrase | None:
        """Take in a bare party: *candidat LR*, *députée (LR) du Loiret*; that of a minister is not his office.

        A body named behind it says more (*le président Les Républicains (LR) du Sénat*).
        """
        bracket = _BRACKET.match(self._lower, phrase.end)
        at = bracket.end() if bracket else phrase.end + 1
        party = self._starting.get(at)
        if party is None or party.type != "ORGANIZATION" or party.kind != "name":
            return None
        end = party.end - self._base
        if bracket is not None:
            closing = _CLOSING.match(self._lower, end)
            if closing is None:
                return None
            end = closing.end()
        elif self._lower[at - 1] != " ":
            return None
        if phrase.role.office not in _PARTISAN:
            return replace(phrase, end=end) if _GOES_ON.match(self._lower, end) or bracket else None
        return replace(phrase, end=end, holders=phrase.holders or (party.entity_id,))
