"""Which of two names stays where a form of the tables and a span of the model overlap.

The tables say what a name is, the model where it ends: what lies inside a longer name (``Organisation de coopération de
Shanghai``) is no name of its own, what is only joined to it (``Siemens-Alstom``, ``la garde du Kremlin``) is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from pipeline.extract.edges import Name
from pipeline.extract.gazetteer import Hit
from pipeline.extract.labels import Labels, after_civility
from pipeline.knowledge import Form, Knowledge
from pipeline.knowledge.patterns import OF

_OFFICE = re.compile(r"([\w-]+)(?: [a-zà-ÿ]+)* (?:de |du |des |d'|aux |au )")
_JOINED = re.compile(r"\b(?:et|ou)\b|[,:;/]|^-$")
_LINKED = re.compile(r" (?:de la |de l'|de |du |des |d'|en |au |aux |à )$")
_OF = re.compile(rf" {OF}")
_HEAD_ARTICLE = re.compile(r"L'|Le |La |Les ")


class Overlaps:
    """What the choice needs of the tables."""

    def __init__(
        self, knowledge: Knowledge, labels: Labels, ambiguous: Collection[str], water: re.Pattern[str]
    ) -> None:
        self._labels = labels
        self._ambiguous = ambiguous
        self._water = water
        self._bodies = knowledge.words.get("body_nouns", frozenset())
        self._titles = frozenset(role.form for role in knowledge.roles if " " not in role.form)
        self._media = frozenset(key for key, kind in knowledge.org_kinds.items() if kind == "media")
        self._countries = {
            key: entity.country for key, entity in knowledge.entities.items() if entity.type == "ORGANIZATION"
        }

    def with_country(self, text: str, hits: Sequence[Hit], names: Sequence[Name]) -> list[Hit]:
        """The hits, a body and the name of its own country being one where the model saw one name (``Institut royal
        météorologique de Belgique``)."""
        spans = {(name.start, name.end) for name in names if name.label == "ORG"}
        found: list[Hit] = []
        for hit in hits:
            body = found[-1] if found else None
            if body and (body.start, hit.end) in spans and _OF.fullmatch(text, body.end, hit.start):
                forms = tuple(form for form in body.forms if self._is_of(form, hit))
                if forms:
                    found[-1] = Hit(body.start, hit.end, forms)
                    continue
            found.append(hit)
        return found

    def local_media(self, text: str, hits: Sequence[Hit]) -> list[Name]:
        """The local stations and editions, a medium and its region or city side by side (``France 3 Bretagne``)."""
        return [
            Name(one.start, other.end, "ORG")
            for one, other in pairwise(hits)
            if text[one.end : other.start] == " "
            and all(form.entity_id in self._media for form in one.forms)
            and all(form.type == "PLACE" for form in other.forms)
        ]

    def _is_of(self, form: Form, state: Hit) -> bool:
        """Is it a form of a body of the state?"""
        country = self._countries.get(form.entity_id, "")
        named = {one.entity_id for one in state.forms if one.kind == "name"}
        return f"state:{country}" in named

    def settle(self, text: str, hits: list[Hit], names: list[Name]) -> tuple[list[Hit], list[Name]]:
        """Hits and model names that stay when two overlap, by the rules of the module."""
        dropped_hits: set[Hit] = set()
        dropped_names: set[Name] = set()
        surnames = _surnames(text, names)
        for name in names:
            over = [hit for hit in hits if hit.start < name.end and name.start < hit.end]
            if not over:
                continue
            inside = all(_starts(text, name, hit) and hit.end <= name.end for hit in over)
            longer = inside and name.end - name.start > max(hit.end - hit.start for hit in over)
            if (longer and self._holds(text, name, over)) or self._is_other(text, name, over, surnames):
                dropped_hits.update(over)
            else:
                dropped_names.add(name)
        kept = [hit for hit in hits if hit not in dropped_hits]
        return kept, [name for name in names if name not in dropped_names]

    def _holds(self, text: str, name: Name, inside: Sequence[Hit]) -> bool:
        """Is the longer model name a name of its own, the forms inside only parts of it?"""
        if self._water.match(text, name.start, inside[0].start):
            return True
        if name.label == "ORG" and len(inside) == 2 and _spans(text, name, *inside):
            return False
        if name.label == "MISC":
            return text[name.start].isupper() or all(
                form.kind == "capital" or form.type == "PLACE" for hit in inside for form in hit.forms
            )
        if len(inside) > 1 and _JOINED.search(_between(text, name, inside)):
            return False
        if all(form.type == "PLACE" for hit in inside for form in hit.forms):
            return True
        if name.label == "PER":
            shouted = text[name.start : name.end].isupper()
            return not any(hit.start == name.start and (shouted or _is_body(hit)) for hit in inside)
        office = _OFFICE.match(text, name.start, name.end)
        if office and office[1].lower() in self._titles:
            return False
        if name.label == "ORG" and inside[-1].end == name.end and self._is_whole(text, name, inside[-1]):
            return False
        if inside[0].start == name.start and _is_place_after(text[inside[0].end : name.end], inside[0]):
            return False
        first = re.split(r"[\s']", text[name.start : name.end], maxsplit=1)[0]
        return not first[:1].islower() or first in self._bodies

    def _is_whole(self, text: str, name: Name, last: Hit) -> bool:
        """Is the last form the name, the words before it none of it: its common noun (``organisation armée État
        islamique``), what it is charged with (``la paix aux Nations unies``), a room of the seat?"""
        if all(form.kind == "seat" for form in last.forms):
            return _LINKED.search(text, name.start, last.start) is not None
        if all(form.type != "ORGANIZATION" for form in last.forms):
            return False
        before = text[name.start : last.start]
        apposed = before.strip() and before == before.lower() and not _LINKED.search(f" {before}")
        return bool(apposed) or re.search(r" (?:au|aux) $", before) is not None

    def _is_other(self, text: str, name: Name, over: Sequence[Hit], surnames: Collection[str]) -> bool:
        """Does the model see another thing of that name: a person called Chad, or one whom the article names in full
        (``Denzel Washington``) or by a civility (``M. Hudson``), what it calls a body (``l'agence Anatolie``)?"""
        slice_ = text[over[0].start : over[0].end]
        if name.label == "ORG" and slice_ == text[name.start : name.end]:
            places = all(form.type == "PLACE" for hit in over for form in hit.forms)
            return places and self._labels.is_body(text, slice_)
        ambiguous = slice_ in self._ambiguous
        if ambiguous and name.label == "LOC":
            return all(form.type == "ORGANIZATION" for hit in over for form in hit.forms)
        if name.label != "PER" or any(form.type == "PERSON" for hit in over for form in hit.forms):
            return False
        return ambiguous or text[name.start : name.end] in surnames or after_civility(text, name.start)


def _surnames(text: str, names: Sequence[Name]) -> set[str]:
    """The last words of the people whom the article names in full."""
    people = (text[name.start : name.end] for name in names if name.label == "PER")
    return {person.split()[-1] for person in people if " " in person}


def _between(text: str, name: Name, inside: Sequence[Hit]) -> str:
    """What of the name lies between the forms inside it."""
    gaps = (text[one.end : other.start] for one, other in pairwise(inside))
    return text[name.start : inside[0].start] + "".join(gaps)


def _starts(text: str, name: Name, hit: Hit) -> bool:
    """Does the hit begin with the name, or before it by its article only (``L'Écho`` in ``L'Écho des Savanes``)?"""
    return name.start <= hit.start or bool(_HEAD_ARTICLE.fullmatch(text[hit.start : name.start]))


def _spans(text: str, name: Name, first: Hit, last: Hit) -> bool:
    """Is the name but two known ones (``Afrique de la FIDH``)?"""
    ends = first.start == name.start and last.end == name.end
    body_first = any(form.type == "ORGANIZATION" for form in first.forms)
    return ends and not body_first and bool(_LINKED.match(text[first.end : last.start]))


def _is_place_after(rest: str, hit: Hit) -> bool:
    """Does only a place follow the known body (``Royal Navy de Portsmouth``)?"""
    body = any(form.type == "ORGANIZATION" for form in hit.forms)
    return body and bool(
        re.match(r" (?:de|du|des|d'|de la|de l'|en|à|au|aux) ?[A-ZÀ-Ý][\w-]*(?: [A-ZÀ-Ý][\w-]*)*$", rest)
    )


def _is_body(hit: Hit) -> bool:
    """A state or organisation with a name of several words, which no person's name begins with."""
    return any(form.type in {"STATE", "ORGANIZATION"} and " " in form.form for form in hit.forms)
