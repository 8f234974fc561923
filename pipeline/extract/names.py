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
from pipeline.extract.labels import Labels
from pipeline.extract.made import LABELS, from_hit, from_name
from pipeline.extract.overlaps import Overlaps
from pipeline.extract.public_bodies import find_courts, find_public_bodies
from pipeline.extract.repeats import find_repeats
from pipeline.extract.things import Things
from pipeline.extract.widening import find_called, joined, widened
from pipeline.knowledge import Knowledge
from pipeline.knowledge.patterns import either
from pipeline.records import Mention, Sentence, Span

_PORTFOLIO_BEFORE = re.compile(
    r"(?:[Mm]inistres?|[Mm]inistère|[Ss]ecrétaires? d'État|chefs?|portefeuille)(?: [a-zà-ÿ]+)?"
    r" (?:de l'|de la |des |du |d'|à la |à l'|aux |délégué à l'|délégué au )$|[Ss]ecrétaires? d'$"
    r"|[Mm]inistres?(?: [a-zà-ÿ]+)* (?:de |du |des |d')[^.;:()]{3,50}(?:,| et) (?:de l'|de la |des |du |d')$"
    r"|(?:en charge|chargée?) (?:de l'|de la |des |du )$|[Cc]ommissaires?(?: [a-zà-ÿ]+)? (?:à la |à l'|au |aux )$"
)
_LETTERED = re.compile(r"Groupe [A-Z]\b\.?$")
_BEARERS = ("place_generics", "school_nouns", "street_nouns")
_COMMON = re.compile(r"(?:Gouvernement|ONG|Peuple|État)(?: [a-zà-ÿ-]+)+")
_HEAD_ARTICLE = re.compile(r"^(?:L'|Le |La |Les )")
_TOWNSFOLK = re.compile(r"[A-ZÀ-Ý][\w-]+(?:ais|aises|ois|oises|ains|aines|iens|iennes|éens|éennes)$")
_PLURAL = re.compile(r"\b(?:[LlDd]es|[Aa]ux|[Cc]es) $")
_EVENT = re.compile(r"([\w-]+)(?: ([a-zà-ÿ]+))? (?:de |du |des |d'|de la |de l'|en )?$")
_ONE = re.compile(r"\b(?:[Uu]ne?|[Ll][ea]|[Dd]u|[Aa]u|[Cc]et?|[Cc]ette|autre|jeune|ancien|premier|dernier) $")
_VERB_AFTER = re.compile(r" (?:n'|ne )?(?!et\b|ou\b|à\b|de\b|du\b|en\b|par\b|pour\b|sur\b|qui\b)[a-zà-ÿ]+ ")
_SPACED = re.compile(r"\s[-–—/]\s|(?<=[a-zà-ÿ])-\s(?=[A-ZÀ-Ý])")
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
        self._particles = words.get("particles", frozenset())
        self._things = Things(knowledge)
        self._bearers = frozenset().union(*(words.get(one, frozenset()) for one in _BEARERS))
        self._known = knowledge.places.keys() | {f.form for f in knowledge.forms if f.type == "ORGANIZATION"}
        self._members = words.get("member_names", frozenset())
        acronyms = either(words.get("common_acronyms", frozenset()))
        self._acronym_of = re.compile(rf"(?:{acronyms})s? (?:de la |de l'|de |du |des |d')(?=[A-ZÀ-Ý])")
        self._state_bodies = words.get("state_bodies", frozenset())
        self._platforms = words.get("platforms", frozenset())
        self._events = words.get("event_nouns", frozenset())
        self._demonyms = frozenset(form.form for form in knowledge.forms if form.kind == "demonym")
        waters = "|".join(sorted(words.get("water_nouns", frozenset()))) or "(?!)"
        self._water = re.compile(rf"\b(?:{waters}) (?:de la |de l'|de |d'|du |des )$", re.IGNORECASE)
        self._overlaps = Overlaps(knowledge, self._labels, self._ambiguous, self._water)

    def find(self, doc: Doc, sentences: Sequence[Sentence]) -> list[Mention]:
        """The name mentions of the article in reading order, none overlapping another.

        A capital or a seat of the executive comes back as ``kind="metonym"`` with its states as ``candidates``:
        ``extract.metonyms`` decides whether it is one. Dropped: MISC entities (events, products, treaties), peoples,
        and forms that are also common words where nothing speaks for the name.
        """
        text = doc.text
        starts = {sentence.start for sentence in sentences}
        names = self._labels.settle(text, self._trimmed(doc, text, starts))
        names = widened(text, joined(text, names, self._known, self._bearers))
        names = self._things.marked(text, [*names, *find_called(text, names)])
        names = [self._heads.settle(text, name) for name in names]
        names = _without_overlap(names, list(find_public_bodies(text)))
        names = _without_overlap(names, find_acronyms(text, names, self._acronym_heads, self._no_names))
        hits = longest([*self._gazetteer.find(text), *self._contractions.find(text)])
        hits = [hit for hit in hits if self._is_name(text, hit, names, starts)]
        names = _without_overlap(names, self._waters(text, hits))
        places = {(hit.start, hit.end) for hit in hits if _is_city(hit)}
        places |= {(name.start, name.end) for name in names if name.label == "LOC"}
        names = _without_overlap(names, list(find_courts(text, places)))
        names += [Name(h.start, h.end, "ORG") for h in hits if self._is_called_body(text, h, names)]
        local = self._overlaps.local_media(text, hits)
        names = _without_overlap(names, local)
        hits = [hit for hit in hits if not any(one.start <= hit.start < one.end for one in local)]
        hits = self._overlaps.with_country(text, hits, names)
        kept_hits, kept_names = self._overlaps.settle(text, hits, names)
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
            acronym = self._acronym_of.match(text, start, end)
            start = acronym.end() if acronym else start
            end = self._without_demonym(text, start, end) if label in {"ORG", "LOC"} else end
            if end - start > 1 and self._is_proper(text, start, end, label):
                found.append(Name(start, end, label))
        return [name for name in found if not self._is_generic(text, name, found)]

    def _is_generic(self, text: str, name: Name, names: Sequence[Name]) -> bool:
        """``Club`` or ``Conseil`` alone names a body only where a longer name in the article begins with it; a
        competition, a law, ``les Lyonnaises``, ``un CRS`` are never one."""
        slice_ = text[name.start : name.end]
        if (
            slice_ in self._other_names
            or _LETTERED.match(slice_)
            or self._is_member(text, name.start, slice_)
        ):
            return True
        if (
            name.label != "ORG"
            and _TOWNSFOLK.match(slice_)
            and _PLURAL.search(text, max(0, name.start - 5), name.start)
        ):
            return True
        return slice_ in self._generic and not any(
            text[other.start : other.end].startswith(f"{slice_} ") for other in names
        )

    def _is_member(self, text: str, start: int, slice_: str) -> bool:
        """Is it one man of the corps (``un jeune CRS``)?"""
        return slice_ in self._members and _ONE.search(text, max(0, start - 12), start) is not None

    def _without_demonym(self, text: str, start: int, end: int) -> int:
        """A state's adjective after the name of one of its bodies stays outside it (``Sénat`` in ``Sénat américain``,
        ``PT`` in ``PT brésilien``), and after a place's (``Caucase russe``); in ``Académie française`` it is part of
        the name."""
        last = re.search(r"\s+([\w-]+)$", text[start:end])
        first = re.match(r"\w+", text[start:end])
        if last is None or first is None or last[1] not in self._demonyms:
            return end
        name = text[start : start + last.start()]
        known = name in self._known and text[start:end] not in self._known
        outside = known or first[0] in self._state_bodies or name in self._shared
        return start + last.start() if outside else end

    def _is_proper(self, text: str, start: int, end: int, label: str) -> bool:
        """Has the span a capital, a person's more than an article's (``Le chef``), is it no people and no portfolio
        (``ministre de l'Intérieur``)?"""
        slice_ = text[start:end]
        if label == "PER" and not any(map(str.isupper, _HEAD_ARTICLE.sub("", slice_, count=1))):
            return False
        if slice_ in self._no_names or slice_ == "État" or not any(map(str.isupper, slice_)):
            return False
        return not _PORTFOLIO_BEFORE.search(text[max(0, start - 90) : start])

    def _waters(self, text: str, hits: Sequence[Hit]) -> list[Name]:
        """``mer de Chine méridionale``, ``golfe de Guinée``: places named after a state."""
        found = []
        for hit in hits:
            before = self._water.search(text, max(0, hit.start - 20), hit.start)
            if before:
                after = _WATER_TAIL.match(text, hit.end)
                found.append(Name(before.start(), after.end() if after else hit.end, "LOC"))
        return found

    def _is_called_body(self, text: str, hit: Hit, names: Sequence[Name]) -> bool:
        """Does the noun right before make the place a body, where the model saw nothing (``l'agence Anatolie``)?"""
        if any(form.type != "PLACE" for form in hit.forms) or not self._labels.is_body_at(text, hit.start):
            return False
        return not any(name.start < hit.end and hit.start < name.end for name in names)

    def _is_name(self, text: str, hit: Hit, names: Sequence[Name], starts: set[int]) -> bool:
        """Is this form of the tables a name here? A one-word person is the resolver's business; a form that is also
        a common word, or an article and a word where a sentence opens, needs the model to see a name too."""
        slice_ = text[hit.start : hit.end]
        if all(form.type == "PERSON" for form in hit.forms) and " " not in slice_:
            return False
        if self._is_member(text, hit.start, slice_):
            return False
        event = _EVENT.search(text[max(0, hit.start - 40) : hit.start])
        if event and not self._events.isdisjoint(event.groups()):
            return False
        opening = self._edges.has_article(slice_) and (slice_.isupper() or opens(text, hit.start, starts))
        common = slice_ in self._ambiguous or slice_ in self._in_capitals
        over = [name.label for name in names if name.start < hit.end and hit.start < name.end]
        if slice_ in self._platforms and not _acts(text, hit, starts):
            return bool(over) and over != ["MISC"]
        if opening or common:
            return bool(over)
        return True


def _is_city(hit: Hit) -> bool:
    return any(form.kind == "capital" or form.type == "PLACE" for form in hit.forms)


def _acts(text: str, hit: Hit, starts: Collection[int]) -> bool:
    """Does the name open its sentence, a verb after it (``Google a déposé plainte``)?"""
    return opens(text, hit.start, starts) and _VERB_AFTER.match(text, hit.end) is not None


def _first_names(knowledge: Knowledge) -> frozenset[str]:
    """The places that are called like people (``Florence``, ``Orlando``)."""
    surnames = {form for forms in knowledge.surnames.values() for form in forms}
    return frozenset(knowledge.places.keys() & (knowledge.first_names.keys() | surnames))


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
