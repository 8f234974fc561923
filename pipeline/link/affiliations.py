"""Affiliations: person – role – state or organisation, as a phrase of the article says it (guide, section 4).

Read from the words and the mentions, without syntax: what makes an affiliation is that the person and the
office stand side by side, and French press prose does that in few ways.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.link.role_phrases import RolePhrase, find_role_phrases
from pipeline.records import Affiliation, Mention, RoleStatus, Sentence

_TITLE = re.compile(r"\s*(?:,\s*)?(?:(?:M|MM|Mme|Dr|Pr)\.? )?")
_APPOSITION = re.compile(r"\s*[,(–—]\s*")
# « X est présidente du Sénat », « X a été nommé ministre de … », « X, qui était ambassadeur de … »
_COPULA = re.compile(
    r"(?: ?, qui)? (?:(?:est|était|fut|sera|devient|reste|a été|avait été|vient d'être|est devenue?)"
    r"(?: (?:ré)?(?:élue?|nommée?|désignée?))?|(?:ré)?(?:élue?|nommée?|désignée?)) "
)
_PAST = re.compile(r"(?: ?, qui)? (?:était|fut|avait été) ")
_COMING = re.compile(r"(?: ?, qui)? sera ")
_DONE = re.compile(r"(?: ?, qui)? (?:est|a été|vient d'être) (?:ré)?(?:élu|nommé|désigné)")
_CHAIN = re.compile(r"\s*,?\s*(?:et|puis|ainsi que)\s*")
_CLOSES = re.compile(r"\s*(?:[,.;:)»–—]|$)")

_ARTICLE = re.compile(r"(?:L[ea] |L'|Les )?")
_INCISE = re.compile(r", (?:(?:a|ont|avait|avaient) )?\w+ (?:\w+ )?$")


class _Link(NamedTuple):
    """A role phrase and the person whose office it is, with the extent of both."""

    sentence: Sentence
    phrase: RolePhrase
    person: Mention


def find_affiliations(
    doc: Doc, sentences: Sequence[Sentence], mentions: Sequence[Mention], knowledge: Knowledge
) -> list[Affiliation]:
    """Return the affiliations of an article in reading order, each once a sentence.

    ``mentions`` are resolved, in reading order. A phrase without its state or organisation takes the one that
    the article gives the person elsewhere, else the one that the tables of offices give, else the person's
    country; one for which none of them answers, one whose person is not known, and a bare description (*le
    président* alone) are dropped. ``doc`` is not needed: the stage reads no syntax.
    """
    by_sentence: dict[int, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_sentence[mention.sentence].append(mention)
    links = [
        link
        for sentence in sentences
        for link in _links(sentence, by_sentence[sentence.index], knowledge)
        if link.person.entity_id
    ]
    holders = _Holders(sentences, links, by_sentence, knowledge)
    found = (_affiliation(link, holders) for link in links)
    return _once([affiliation for affiliation in found if affiliation is not None])


def _links(sentence: Sentence, mentions: Sequence[Mention], knowledge: Knowledge) -> Iterator[_Link]:
    if not any(mention.type == "PERSON" for mention in mentions):
        return
    previous: _Link | None = None
    for phrase in find_role_phrases(sentence, mentions, knowledge):
        person = _person(sentence, phrase, mentions)
        if person is None and previous is not None:
            between = sentence.text[previous.phrase.end - sentence.start : phrase.start - sentence.start]
            person = previous.person if _CHAIN.fullmatch(between) else None
        if person is not None and person.end <= phrase.start:
            said = sentence.text[person.end - sentence.start : phrase.end - sentence.start]
            phrase = replace(phrase, status=_tense(said, phrase.status))
        previous = _Link(sentence, phrase, person) if person is not None else None
        if previous is not None:
            yield previous


def _tense(said: str, status: RoleStatus) -> RoleStatus:
    """What the verb between a person and an office makes of its status: *était ministre*, *a été élu maire*."""
    if status == "future" and _DONE.match(said):
        return "current"
    if status != "current":
        return status
    return "former" if _PAST.match(said) else "future" if _COMING.match(said) else status


def _person(sentence: Sentence, phrase: RolePhrase, mentions: Sequence[Mention]) -> Mention | None:
    """Whose office the phrase names: the name after it, the person it describes, the name it is in apposition
    to.
    """
    people = [mention for mention in mentions if mention.type == "PERSON"]
    names = [mention for mention in people if mention.kind == "name" and mention.entity_id != phrase.whose]
    after = _name_after(sentence, phrase, names)
    if (
        after is not None
        and "," not in sentence.text[phrase.end - sentence.start : after.start - sentence.start]
    ):
        return after
    described = [m for m in people if m.kind == "role" and m.start < phrase.end and phrase.start < m.end]
    if described:
        return described[0]
    before = _name_before(sentence, phrase, names)
    if before is not None:
        return before
    closed = after is not None and _CLOSES.match(sentence.text, after.end - sentence.start)
    return after if closed else None


def _name_after(sentence: Sentence, phrase: RolePhrase, names: Sequence[Mention]) -> Mention | None:
    title = _TITLE.match(sentence.text, phrase.end - sentence.start)
    start = sentence.start + (title.end() if title else 0)
    return next((name for name in names if name.start == start), None)


def _name_before(sentence: Sentence, phrase: RolePhrase, names: Sequence[Mention]) -> Mention | None:
    for name in names:
        between = sentence.text[name.end - sentence.start : max(phrase.start, name.end) - sentence.start]
        if name.end > phrase.start:
            continue
        if _APPOSITION.fullmatch(between) or (phrase.holder_id and _COPULA.fullmatch(between)):
            return name
    return None


class _Holders:
    """Answers which state or organisation an office is of, when its phrase does not say."""

    def __init__(
        self,
        sentences: Sequence[Sentence],
        links: Sequence[_Link],
        mentions: Mapping[int, Sequence[Mention]],
        knowledge: Knowledge,
    ) -> None:
        self._knowledge = knowledge
        self._mentions = mentions
        self._openings = {sentence.index: self._opening(sentence) for sentence in sentences}
        self._scene = self._rubric(sentences[0]) if sentences else ""
        self._said: dict[tuple[str, str], str] = {}
        for link in links:
            if link.phrase.holder_id:
                self._said.setdefault((link.person.entity_id, link.phrase.lemma), link.phrase.holder_id)
                self._said.setdefault((link.person.entity_id, ""), link.phrase.holder_id)

    def of(self, link: _Link) -> str:
        """Return the id of the holder, empty when nothing makes it plain."""
        phrase = link.phrase
        if phrase.holder_id:
            return phrase.holder_id
        if phrase.whose:
            return self._served(phrase.whose, "")
        if link.phrase.role.office in ("other", "lawyer") or _is_of_something(link):
            return (
                ""  # « son rival », « son avocat », « le président du jury »: of nothing that the tables hold
            )
        if phrase.owned:
            return self._owner(link)
        if link.person.kind == "role":
            return ""  # « le président » alone points at a person and says nothing of the office
        said = self._said.get((link.person.entity_id, phrase.lemma), "")
        if said or phrase.role.holder not in ("state", "organization"):
            return said
        served = self._served(link.person.entity_id, phrase.role.office)
        governs = phrase.role.office.endswith(("minister", "head_of_government", "government_spokesperson"))
        return served or (self._scene if governs else "")

    def _owner(self, link: _Link) -> str:
        """*son ministre*: the last state or organisation named before, or that of the last person.

        Where the phrase is who says the rest (*X a cédé, a reconnu son président*), the one that opens this
        sentence, else the one before it.
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
                return mention.entity_id
        return ""

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

    def _opening_before(self, link: _Link) -> str:
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
        held = {
            spell.holder_id
            for spell in self._knowledge.spells
            if spell.person_id == person and office in ("", spell.office)
        }
        if len(held) == 1:
            return held.pop()
        entity = self._knowledge.entities.get(person)
        return f"state:{entity.country}" if entity is not None and entity.country and not held else ""


def _is_of_something(link: _Link) -> bool:
    """Whether a complement follows that names no state and no organisation known to the article."""
    rest = link.sentence.text[link.phrase.end - link.sentence.start :]
    return re.match(r"\s*(?:du|des|de la|de|d'|de l')\b", rest) is not None


def _affiliation(link: _Link, holders: _Holders) -> Affiliation | None:
    holder = holders.of(link)
    if not holder.startswith(("state:", "org:")):
        return None
    phrase, person = link.phrase, link.person
    return Affiliation(
        sentence=link.sentence.index,
        person_id=person.entity_id,
        role=phrase.lemma,
        status=phrase.status,
        entity_id=holder,
        start=min(phrase.start, person.start),
        end=max(phrase.end, person.end),
    )


def _once(affiliations: Sequence[Affiliation]) -> list[Affiliation]:
    seen: dict[tuple[int, str, str, str], Affiliation] = {}
    for found in affiliations:
        seen.setdefault((found.sentence, found.person_id, found.role, found.entity_id), found)
    return list(seen.values())
