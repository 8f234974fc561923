"""Which state or organisation an office is of, where its phrase does not say: what the article makes plain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from pipeline.knowledge import Knowledge
from pipeline.link.role_forms import OCCUPATION
from pipeline.link.role_phrases import RolePhrase
from pipeline.records import Mention, Sentence

_ARTICLE = re.compile(r"(?:L[ea] |L'|Les )?")
_INCISE = re.compile(r", (?:(?:a|ont|avait|avaient) )?\w+ (?:\w+ )?$")
_OF = re.compile(r"\s*(?:du|des|de la|de(?! \d)|d'|de l')\b")
_NEST = re.compile(r" (?:de la |de l'|du |des |de |d')?\Z")
NO_OFFICE = ("other", "lawyer", OCCUPATION)
_KINDS = {"parti": "party", "club": "sport", "syndicat": "trade union"}
_OF_A_PERSON = (*NO_OFFICE, "successor", "predecessor", "coach")
_GOVERNING = ("minister", "head_of_government", "government_spokesperson")


class Link(NamedTuple):
    """A role phrase and the person whose office it is, with the extent of both."""

    sentence: Sentence
    phrase: RolePhrase
    person: Mention


class Holders:
    """Answers of which states or organisations the office of a link is; ``links`` are all those of the article."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        links: Iterable[Link],
        mentions: Mapping[int, Sequence[Mention]],
        knowledge: Knowledge,
    ) -> None:
        self._knowledge = knowledge
        self._mentions = mentions
        self._sentences = {sentence.index: sentence for sentence in sentences}
        self._openings = {sentence.index: self._opening(sentence) for sentence in sentences}
        self._scene = self._rubric(sentences[0]) if sentences else ""
        self._last = (-1, "")  # the sentence and the state of the last office whose phrase has none
        self._said: dict[tuple[str, str], str] = {}
        for link in links:
            for holder in self._named(link.phrase)[:1]:
                for office in (link.phrase.role.lemma, link.phrase.title, ""):
                    self._said.setdefault((link.person.entity_id, office), holder)

    def of(self, link: Link) -> tuple[str, ...]:
        """Return the ids of the holders, none when nothing makes one plain.

        Offices of a government that a sentence enumerates are of one state (*le président X et le Premier
        ministre Y*): ask in reading order.
        """
        named = self._named(link.phrase)
        plain = "" if named else self._plain(link)
        governs = link.phrase.role.office.endswith(_GOVERNING)
        if not named and not plain and governs and self._last[0] == link.sentence.index:
            plain = self._last[1]
        if not named:
            self._last = (link.sentence.index, plain if plain.startswith("state:") else "")
        return named or ((plain,) if plain else ())

    def _named(self, phrase: RolePhrase) -> tuple[str, ...]:
        """What the phrase says: a body or state before a nationality, which is no body that one works for."""
        if phrase.holders or phrase.role.office == OCCUPATION or not phrase.nationality:
            return phrase.holders
        return (phrase.nationality,)

    def _plain(self, link: Link) -> str:
        phrase = link.phrase
        if phrase.whose:
            return "" if phrase.role.office in _OF_A_PERSON else self._served(phrase.whose, "")
        if phrase.body:
            return self._called(link)
        if phrase.owned and phrase.role.office in NO_OFFICE and phrase.role.holder == "organization":
            return self._employer(link)
        if phrase.role.office in NO_OFFICE or _is_of_something(link):
            return (
                ""  # « son rival », « son avocat », « le président du jury »: of nothing that the tables hold
            )
        if phrase.owned:
            return self._owner(link)
        person = link.person.entity_id
        said = self._said.get((person, phrase.title), "") or self._said.get((person, phrase.role.lemma), "")
        if said or phrase.role.holder not in ("state", "organization"):
            return said
        served = self._served(person, phrase.role.office)
        if phrase.role.holder == "state" and not served.startswith("state:"):
            served = self._by_tables(person, phrase.role.office)
        return served or (self._scene_of(link.sentence) if phrase.role.office.endswith(_GOVERNING) else "")

    def _employer(self, link: Link) -> str:
        """*son propriétaire*: the body named before, when the sentence names nothing else before."""
        before = [m for m in self._mentions[link.sentence.index] if m.end <= link.phrase.start]
        named = {(m.type, m.entity_id) for m in before if m.kind != "demonym"}
        kind, body = named.pop() if len(named) == 1 else ("", "")
        return body if kind == "ORGANIZATION" and not _is_of_something(link) else ""

    def _called(self, link: Link) -> str:
        """The one body named before the phrase that the article calls by its noun (*le club [X] … le patron du club*);
        else the one that is so by the tables, where none is named that they leave open.
        """
        noun = link.phrase.body
        bodies = [
            (self._sentences[index], mention)
            for index, mentions in self._mentions.items()
            for mention in mentions
            if mention.type == "ORGANIZATION" and mention.kind == "name" and mention.end <= link.phrase.start
        ]
        called = {body.entity_id for sentence, body in bodies if _is_called(noun, sentence, body)}
        kinds = {body.entity_id: self._knowledge.org_kinds.get(body.entity_id, "") for _, body in bodies}
        if not called and all(kinds.values()):
            called = {body for body, kind in kinds.items() if kind == self._kind_of(noun)}
        return called.pop() if len(called) == 1 else ""

    def _kind_of(self, noun: str) -> str:
        """What a body's noun is in the tables: *le quotidien* a medium."""
        words = self._knowledge.words
        lists = (("media_bodies", "media"), ("company_bodies", "company"))
        return next((kind for name, kind in lists if noun in words[name]), _KINDS.get(noun, "none"))

    def _scene_of(self, sentence: Sentence) -> str:
        """The state of the headline, else the one that opens the sentence, when it is the only one there."""
        opening = self._opening(sentence)
        states = {m.entity_id for m in self._mentions[sentence.index] if m.type == "STATE"}
        return self._scene or (opening if states == {opening} else "")

    def _owner(self, link: Link) -> str:
        """*son ministre*: the last state or organisation named before, or that of the last person; that which opens
        the sentence before, when this one names nobody yet.

        Where the phrase is who says the rest (*X a cédé, a reconnu son président*), the one that opens this
        sentence, else the one before it. The state inside a body's description is not asked (*le [Sénat] du
        [Chili] et son président*).
        """
        if _INCISE.search(link.sentence.text[: link.phrase.start - link.sentence.start]):
            opening = self._opening(link.sentence) or self._opening_before(link)
            if opening:
                return opening
        before = [m for m in self._mentions[link.sentence.index] if m.end <= link.phrase.start]
        for mention in reversed(before):
            if mention.type == "PERSON" and mention.entity_id != link.person.entity_id:
                return self._served(mention.entity_id, "")
            if mention.type in ("STATE", "ORGANIZATION"):
                return _outer(mention, before, link.sentence).entity_id
        return self._opening_before(link)

    def _opening(self, sentence: Sentence) -> str:
        """The state or organisation that a sentence opens with, its article aside."""
        for mention in self._mentions[sentence.index]:
            article = sentence.text[: max(0, mention.start - sentence.start)]
            if mention.kind in ("name", "metonym") and _ARTICLE.fullmatch(article):
                return mention.entity_id if mention.type in ("STATE", "ORGANIZATION") else ""
        return ""

    def _rubric(self, headline: Sentence) -> str:
        """The state that a headline has before its colon: *Italie : le ministre démissionne*."""
        opening = self._opening(headline)
        named = next((m for m in self._mentions[headline.index] if m.entity_id == opening), None)
        behind = headline.text[named.end - headline.start :].lstrip() if named is not None else ""
        return opening if opening.startswith("state:") and behind.startswith(":") else ""

    def _opening_before(self, link: Link) -> str:
        """That of the sentence before, when this one names nobody before the phrase."""
        named = any(m.end <= link.phrase.start for m in self._mentions[link.sentence.index])
        return "" if named else self._openings.get(link.sentence.index - 1, "")

    def _served(self, person: str, office: str) -> str:
        """What the article, else the tables, make of a person's state or organisation, when they agree on
        one.
        """
        if not office or (person, "") in self._said:
            return self._said.get((person, ""), "") or self._by_tables(person, "")
        return self._by_tables(person, office)

    def _by_tables(self, person: str, office: str) -> str:
        """The one holder of a person's spells in an office (in any, when it is empty), else the country of who has
        held none but that country's.
        """
        spells = [spell for spell in self._knowledge.spells if spell.person_id == person]
        held = {spell.holder_id for spell in spells if office in ("", spell.office)}
        if len(held) == 1:
            return held.pop()
        entity = self._knowledge.entities.get(person)
        home = f"state:{entity.country}" if entity is not None and entity.country else ""
        return home if not held and {spell.holder_id for spell in spells} <= {home} else ""


def _is_called(noun: str, sentence: Sentence, body: Mention) -> bool:
    """Whether the noun is a word of the body's name, or stands before it: *le quotidien britannique [L'Écho]*."""
    before = sentence.text[: body.start - sentence.start].lower()
    apposed = re.search(rf"\b{noun}(?: [\w-]+)? (?:[«\"] ?)?\Z", before)
    return apposed is not None or noun in body.text.lower().split()


def _outer(mention: Mention, before: Sequence[Mention], sentence: Sentence) -> Mention:
    """The body whose name the mention only goes on, else the mention itself."""
    for body in before:
        between = sentence.text[body.end - sentence.start : max(body.end, mention.start) - sentence.start]
        if body.type == "ORGANIZATION" and body.end <= mention.start and _NEST.match(between):
            return body
    return mention


def _is_of_something(link: Link) -> bool:
    """Whether a complement follows that names no state and no organisation known to the article."""
    rest = link.sentence.text[link.phrase.end - link.sentence.start :]
    return _OF.match(rest) is not None
