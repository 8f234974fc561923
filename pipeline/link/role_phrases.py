"""Phrases that name an office, read from the words alone: *l'ancien ministre russe de la Défense*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from pipeline.knowledge import Knowledge, Role
from pipeline.records import Mention, RoleStatus, Sentence

_OF = re.compile(r"\s*(?:de la |de l'|du |des |de |d'|auprès de la |auprès de l'|auprès de |auprès des )\s*")
_WORD = re.compile(r"\s*([\wà-ÿ-]+)")
_BEFORE = re.compile(r"(?:([\w]+) |(ex)-| ?(l'|d'))$", re.IGNORECASE)
_BRACKET = re.compile(r" ?\( ?")
_GOES_ON = re.compile(rf"{_OF.pattern}| ?\(")
_CLOSING = re.compile(r" ?\)")
_PARTISAN = ("candidate", "legislator", "spokesperson", "mayor", "party_leader")  # offices held for a party
_ARTICLES = ("le", "la", "l'", "un", "une", "d'", "du", "au", "de", "the")
_POSSESSIVES = ("son", "sa", "leur", "notre", "mon")


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """An office as a phrase names it.

    ``start`` and ``end`` take in what qualifies the office (*l'ancien … russe*), ``holder_id`` is the state
    or organisation that the phrase names, ``whose`` the person it names instead (*le porte-parole de
    Poutine*). ``owned`` is true after a possessive (*son ministre*).
    """

    start: int
    end: int
    role: Role
    lemma: str
    status: RoleStatus = "current"
    holder_id: str = ""
    whose: str = ""
    owned: bool = False


class RoleForms(NamedTuple):
    """The singular role forms: a pattern that matches the longest one at a place, and the roles by form."""

    pattern: re.Pattern[str]
    by_form: Mapping[str, Role]


@lru_cache(maxsize=4)
def role_forms(knowledge: Knowledge) -> RoleForms:
    """Index the role table; plural forms name nobody by themselves and are left out."""
    by_form: dict[str, Role] = {}
    for role in knowledge.roles:
        if role.number != "p":
            by_form.setdefault(role.form.lower(), role)
    forms = sorted(by_form, key=lambda form: (-len(form), form))
    return RoleForms(
        re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, forms)) or '(?!)'})(?![\w-])"), by_form
    )


def find_role_phrases(
    sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge
) -> list[RolePhrase]:
    """Return the role phrases of a sentence in reading order, offsets in the article.

    ``mentions`` are those of the sentence. A role form inside a name (*Institut du Président*) is no role.
    """
    reader = _Reader(sentence, mentions, knowledge)
    return list(reader.phrases())


class _Reader:
    def __init__(self, sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge) -> None:
        self._base = sentence.start
        self._text = sentence.text
        self._lower = sentence.text.lower()
        self._forms = role_forms(knowledge)
        self._modifiers = knowledge.role_modifiers
        self._starting = {mention.start - self._base: mention for mention in reversed(mentions)}
        self._names = [mention for mention in mentions if mention.kind == "name"]

    def phrases(self) -> Iterator[RolePhrase]:
        place = 0
        while match := self._search(place):
            place = match.end()
            if not self._in_name(match.start(), match.end()):
                phrase = self._extend(match)
                place = phrase.end
                yield replace(phrase, start=phrase.start + self._base, end=phrase.end + self._base)

    def _search(self, place: int) -> re.Match[str] | None:
        return self._forms.pattern.search(self._lower, place)

    def _in_name(self, start: int, end: int) -> bool:
        return any(
            mention.start - self._base <= start and end <= mention.end - self._base for mention in self._names
        )

    def _extend(self, match: re.Match[str]) -> RolePhrase:
        role = self._forms.by_form[match[0]]
        fixed = role.holder if ":" in role.holder else ""
        phrase = RolePhrase(match.start(), match.end(), role, self._lemma(role), holder_id=fixed)
        return self._forward(self._backward(phrase))

    def _lemma(self, role: Role) -> str:
        """The office without the holder that the form itself names: *porte-parole* (de la Maison-Blanche)."""
        if ":" not in role.holder:
            return role.lemma
        shorter = role.form.lower().rpartition(" ")[0]
        while shorter:
            if shorter in self._forms.by_form:
                return self._forms.by_form[shorter].lemma
            shorter = shorter.rpartition(" ")[0]
        return role.lemma

    def _backward(self, phrase: RolePhrase) -> RolePhrase:
        """Take in *l'ancien*, *ex-*, *son* before the office."""
        while match := _BEFORE.search(self._lower[: phrase.start]):
            word = next(part for part in match.groups() if part)
            if word not in self._modifiers and word not in _ARTICLES + _POSSESSIVES:
                break
            status = self._status(phrase, word)
            phrase = replace(phrase, start=match.start(), status=status, owned=word in _POSSESSIVES)
            if word in _ARTICLES + _POSSESSIVES:
                break
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
            return self._with_demonym(phrase, demonym)
        if text.startswith("par intérim", at):
            return replace(phrase, end=at + len("par intérim"), status="acting")
        word = _WORD.match(text, phrase.end)
        if word is not None and word[1] in self._modifiers:
            return replace(phrase, end=word.end(), status=self._status(phrase, word[1]))
        of = _OF.match(text, phrase.end)
        return self._with_complement(phrase, of.end()) if of is not None else self._with_party(phrase)

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
        return replace(phrase, end=end, holder_id=phrase.holder_id or party.entity_id)

    def _with_demonym(self, phrase: RolePhrase, demonym: Mention) -> RolePhrase:
        """Take in *russe*, and the rest of an office it cuts in two (*ministre russe de la Défense*)."""
        end = demonym.end - self._base
        joined = self._lower[: demonym.start - self._base].rstrip() + self._lower[end:]
        holder = phrase.holder_id or demonym.entity_id
        head = joined.rfind(phrase.role.form.lower(), 0, phrase.end)
        office = self._forms.pattern.match(joined, head)
        if office is None or len(office[0]) <= len(phrase.role.form):
            return replace(phrase, end=end, holder_id=holder)
        role = self._forms.by_form[office[0]]
        whole = end + office.end() - len(self._lower[: demonym.start - self._base].rstrip())
        holder = role.holder if ":" in role.holder else holder  # « secrétaire général portugais de l'ONU »
        return replace(phrase, end=whole, holder_id=holder, role=role, lemma=self._lemma(role))

    def _with_complement(self, phrase: RolePhrase, at: int) -> RolePhrase | None:
        mention = self._starting.get(at)
        if mention is None or phrase.whose:
            return None
        end = mention.end - self._base
        if mention.type == "PERSON":
            return replace(phrase, end=end, whose=mention.entity_id)
        if mention.type == "PLACE":
            return None
        return replace(phrase, end=end, holder_id=mention.entity_id)
