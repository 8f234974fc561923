"""Names of people, states, organisations and places: the model's entities corrected by the knowledge tables.

The model knows where a name is, the tables know what it is. Where both speak of the same words the tables decide the
type; where the model sees a longer name (``Organisation de coopération de Shanghai``) what lies inside it is no name of
its own; where the model sees nothing, a form of the tables is a name all the same unless it is also a common word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from spacy.tokens import Doc

from pipeline.extract.acronyms import find_acronyms
from pipeline.extract.contractions import Contractions
from pipeline.extract.edges import Edges, Name, opens
from pipeline.extract.gazetteer import Gazetteer, Hit, longest
from pipeline.extract.heads import Heads
from pipeline.extract.labels import Labels, after_civility
from pipeline.extract.made import LABELS, from_hit, from_name
from pipeline.extract.ministries import find_ministries
from pipeline.extract.repeats import find_repeats
from pipeline.extract.things import Things
from pipeline.knowledge import Knowledge
from pipeline.records import Mention, Sentence, Span

_PORTFOLIO_BEFORE = re.compile(
    r"(?:[Mm]inistres?|[Mm]inistère|[Ss]ecrétaires? d'État|chefs?|portefeuille)(?: [a-zà-ÿ]+)?"
    r" (?:de l'|de la |des |du |d'|à la |à l'|aux |délégué à l'|délégué au )$|[Ss]ecrétaires? d'$"
)
_OFFICE = re.compile(r"([\w-]+)(?: [a-zà-ÿ]+)* (?:de |du |des |d'|aux |au )")
_LETTERED = re.compile(r"Groupe [A-Z]\b\.?$")
_TOWNSFOLK = re.compile(r"[A-ZÀ-Ý][\w-]+(?:ais|aises|ois|oises|ains|aines|iens|iennes|éens|éennes)$")
_PLURAL = re.compile(r"\b(?:[LlDd]es|[Aa]ux|[Cc]es) $")
_LINKED = re.compile(r" (?:de la |de l'|de |du |des |d'|en |au |aux |à )$")
_EVENT = re.compile(r"([\w-]+)(?: ([a-zà-ÿ]+))? (?:de |du |des |d'|de la |de l'|en )?$")
_HEAD_ARTICLE = re.compile(r"L'|Le |La |Les ")
_SPACED = re.compile(r"\s(?:[-–—/])\s")
_WATER_TAIL = re.compile(r" (?:méridionale|orientale|septentrionale|occidentale|du Sud|du Nord|de l'Est)\b")


class NameFinder:
    """The names of an article; what it needs of the tables is made ready once."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._gazetteer = Gazetteer(knowledge)
        self._contractions = Contractions(knowledge)
        self._edges = Edges(knowledge)
        words = knowledge.words
        self._ambiguous = words.get("ambiguous_names", frozenset()) | _first_names(knowledge)
        self._in_capitals = frozenset(map(str.upper, self._ambiguous))
        self._shared = frozenset(knowledge.shared)
        self._bodies = words.get("body_nouns", frozenset())
        self._no_names = words.get("peoples", frozenset()) | words.get("common_acronyms", frozenset())
        self._generic = words.get("generic_bodies", frozenset())
        self._labels = Labels(knowledge)
        self._heads = Heads(knowledge)
        self._acronym_heads = (
            self._bodies | words.get("bodies", frozenset()) | words.get("acronym_heads", frozenset())
        )
        self._other_names = words.get("other_names", frozenset())
        self._titles = frozenset(role.form for role in knowledge.roles if " " not in role.form)
        self._particles = words.get("particles", frozenset())
        self._things = Things(knowledge)
        self._state_bodies = words.get("state_bodies", frozenset())
        self._platforms = words.get("platforms", frozenset())
        self._events = words.get("event_nouns", frozenset())
        self._demonyms = frozenset(form.form for form in knowledge.forms if form.kind == "demonym")
        waters = "|".join(sorted(words.get("water_nouns", frozenset()))) or "(?!)"
        self._water = re.compile(rf"\b(?:{waters}) (?:de la |de l'|de |d'|du |des )$", re.IGNORECASE)

    def find(self, doc: Doc, sentences: Sequence[Sentence]) -> list[Mention]:
        """The name mentions of the article in reading order, none overlapping another.

        A capital or a seat of the executive comes back as ``kind="metonym"`` with its states as ``candidates``:
        ``extract.metonyms`` decides whether it is one. Dropped: MISC entities (events, products, treaties), peoples,
        and forms that are also common words where nothing speaks for the name.
        """
        text = doc.text
        starts = {sentence.start for sentence in sentences}
        names = self._things.marked(text, self._labels.settle(text, self._trimmed(doc, text, starts)))
        names = [self._heads.settle(text, name) for name in names]
        names = _without_overlap(names, find_ministries(text))
        names = _without_overlap(names, find_acronyms(text, names, self._acronym_heads, self._no_names))
        hits = longest([*self._gazetteer.find(text), *self._contractions.find(text)])
        hits = [hit for hit in hits if self._is_name(text, hit, names, starts)]
        names = _without_overlap(names, self._waters(text, hits))
        kept_hits, kept_names = self._settle(text, hits, names)
        mentions = [from_hit(text, hit, names) for hit in kept_hits]
        mentions += [from_name(text, name) for name in kept_names if name.label in LABELS]
        mentions += find_repeats(text, mentions, names, self._particles)
        return sorted(
            (m for m in mentions if not self._things.is_part(text, m)), key=lambda mention: mention.start
        )

    def _trimmed(self, doc: Doc, text: str, starts: set[int]) -> list[Name]:
        found = []
        for span, label in _pieces(doc, text):
            start, end = self._edges.trim(text, span, label, starts)
            end = self._without_demonym(text, start, end) if label == "ORG" else end
            if end - start > 1 and self._is_proper(text, start, end):
                found.append(Name(start, end, label))
        return [name for name in found if not self._is_generic(text, name, found)]

    def _is_generic(self, text: str, name: Name, names: Sequence[Name]) -> bool:
        """``Club`` or ``Conseil`` alone names a body only where a longer name in the article begins with it; a
        competition, a law, ``les Lyonnaises`` are never one."""
        slice_ = text[name.start : name.end]
        if slice_ in self._other_names or _LETTERED.match(slice_):
            return True
        if (
            name.label != "ORG"
            and _TOWNSFOLK.match(slice_)
            and _PLURAL.search(text, max(0, name.start - 5), name.start)
        ):
            return True
        return slice_ in self._generic and not any(
            text.startswith(f"{slice_} ", other.start) for other in names
        )

    def _without_demonym(self, text: str, start: int, end: int) -> int:
        """A state's adjective after the name of one of its bodies stays outside it (``Sénat`` in ``Sénat américain``,
        ``PT`` in ``PT brésilien``); in ``Académie française`` it is part of the name."""
        last = re.search(r"\s+([\w-]+)$", text[start:end])
        first = re.match(r"\w+", text[start:end])
        if last is None or first is None or last[1] not in self._demonyms:
            return end
        outside = first[0] in self._state_bodies or text[start : start + last.start()] in self._shared
        return start + last.start() if outside else end

    def _is_proper(self, text: str, start: int, end: int) -> bool:
        """Has the span a capital, is it no people and no portfolio (``ministre de l'Intérieur``)?"""
        slice_ = text[start:end]
        if slice_ in self._no_names or slice_ == "État" or not any(map(str.isupper, slice_)):
            return False
        return not _PORTFOLIO_BEFORE.search(text[max(0, start - 40) : start])

    def _waters(self, text: str, hits: Sequence[Hit]) -> list[Name]:
        """``mer de Chine méridionale``, ``golfe de Guinée``: places named after a state."""
        found = []
        for hit in hits:
            before = self._water.search(text, max(0, hit.start - 20), hit.start)
            if before:
                after = _WATER_TAIL.match(text, hit.end)
                found.append(Name(before.start(), after.end() if after else hit.end, "LOC"))
        return found

    def _is_name(self, text: str, hit: Hit, names: Sequence[Name], starts: set[int]) -> bool:
        """Is this form of the tables a name here? A one-word person is the resolver's business; a form that is also
        a common word, or an article and a word where a sentence opens, needs the model to see a name too."""
        slice_ = text[hit.start : hit.end]
        if all(form.type == "PERSON" for form in hit.forms) and " " not in slice_:
            return False
        event = _EVENT.search(text[max(0, hit.start - 40) : hit.start])
        if event and not self._events.isdisjoint(event.groups()):
            return False
        opening = self._edges.has_article(slice_) and (slice_.isupper() or opens(text, hit.start, starts))
        common = slice_ in self._ambiguous or slice_ in self._in_capitals
        if opening or common or slice_ in self._platforms:
            return any(name.start < hit.end and hit.start < name.end for name in names)
        return True

    def _settle(self, text: str, hits: list[Hit], names: list[Name]) -> tuple[list[Hit], list[Name]]:
        """Hits and model names that stay when two overlap, by the rules of the module's docstring."""
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
        if len(inside) > 1 and re.search(
            r"\b(?:et|ou)\b|[,:;/]|(?<=[a-zà-ÿ])-(?=[A-ZÀ-Ý])", text[name.start : name.end]
        ):
            return False
        if all(form.type == "PLACE" for hit in inside for form in hit.forms):
            return True
        if name.label == "PER":
            return not any(hit.start == name.start and _is_body(hit) for hit in inside)
        office = _OFFICE.match(text, name.start, name.end)
        if office and office[1].lower() in self._titles:
            return False
        if inside[0].start == name.start and _is_place_after(text[inside[0].end : name.end], inside[0]):
            return False
        first = re.split(r"[\s']", text[name.start : name.end], maxsplit=1)[0]
        return not first[:1].islower() or first in self._bodies

    def _is_other(self, text: str, name: Name, over: Sequence[Hit], surnames: Collection[str]) -> bool:
        """Does the model see another thing of that name: a person called Chad, or one whom the article names in full
        (``Denzel Washington``) or by a civility (``M. Hudson``), a site that is a tool here?"""
        if name.label == "MISC":
            return text[name.start : name.end] in self._platforms
        ambiguous = text[over[0].start : over[0].end] in self._ambiguous
        if ambiguous and name.label == "LOC":
            return all(form.type == "ORGANIZATION" for hit in over for form in hit.forms)
        if name.label != "PER" or any(form.type == "PERSON" for hit in over for form in hit.forms):
            return False
        return ambiguous or text[name.start : name.end] in surnames or after_civility(text, name.start)


def _first_names(knowledge: Knowledge) -> frozenset[str]:
    """The places that are called like people (``Florence``, ``Orlando``)."""
    surnames = {form for forms in knowledge.surnames.values() for form in forms}
    return frozenset(knowledge.places.keys() & (knowledge.first_names.keys() | surnames))


def _surnames(text: str, names: Sequence[Name]) -> set[str]:
    """The last words of the people whom the article names in full."""
    people = (text[name.start : name.end] for name in names if name.label == "PER")
    return {person.split()[-1] for person in people if " " in person}


def _starts(text: str, name: Name, hit: Hit) -> bool:
    """Does the hit begin with the name, or before it by its article only (``L'Écho`` in ``L'Écho des Savanes``)?"""
    return name.start <= hit.start or bool(_HEAD_ARTICLE.fullmatch(text[hit.start : name.start]))


def _spans(text: str, name: Name, first: Hit, last: Hit) -> bool:
    """Is the name but two known ones (``Afrique de la FIDH``)?"""
    ends = first.start == name.start and last.end == name.end
    body_first = any(form.type == "ORGANIZATION" for form in first.forms)
    return ends and not body_first and bool(_LINKED.match(text[first.end : last.start]))


def _is_place_after(rest: str, hit: Hit) -> bool:
    """Does only a place follow the known body (``US Air Force de Cap Canaveral``)?"""
    body = any(form.type == "ORGANIZATION" for form in hit.forms)
    return body and bool(
        re.match(r" (?:de|du|des|d'|de la|de l'|en|à|au|aux) ?[A-ZÀ-Ý][\w-]*(?: [A-ZÀ-Ý][\w-]*)*$", rest)
    )


def _is_body(hit: Hit) -> bool:
    """A state or organisation with a name of several words, which no person's name begins with."""
    return any(form.type in {"STATE", "ORGANIZATION"} and " " in form.form for form in hit.forms)


def _pieces(doc: Doc, text: str) -> Iterator[tuple[Span, str]]:
    """The model's entities; one that runs over a spaced dash or slash (``Chen Aisen - Lin Yue``) is several."""
    for entity in doc.ents:
        start = entity.start_char
        for gap in _SPACED.finditer(text, entity.start_char, entity.end_char):
            yield (start, gap.start()), entity.label_
            start = gap.end()
        yield (start, entity.end_char), entity.label_


def _without_overlap(names: Sequence[Name], sure: Sequence[Name]) -> list[Name]:
    """``sure`` and the names that none of them touches."""
    free = [n for n in names if not any(n.start < other.end and other.start < n.end for other in sure)]
    return [*free, *sure]
