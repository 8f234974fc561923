"""Public bodies and federations whose first words tell them, however they are written (guide, section 2).

``ministère russe de la Défense``, ``secrétariat d'État à l'Emploi``, ``parquet de Nanterre``, ``fédération
internationale de judo``: a state's adjective stays inside when the name goes on after it and outside when it ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.edges import Name
from pipeline.knowledge.patterns import OF
from pipeline.records import Span

_PORTFOLIO = r"(?:[A-ZÀ-Ý][\w-]+|défense|intérieur|justice|finances|affaires|santé|éducation|économie)"
_ADJECTIVE = (
    r"(?: (?:armées(?: révolutionnaires)?|civile|combattants|d'urgence|durable|écologique(?: et solidaire)?|économiques"
    r"|étrangères|extérieure?s?|humaines|intérieure|nationale|naturelles|professionnelle|publi(?:cs|que)|religieuses"
    r"|sociales?|supérieur|territoriale))"
)
_MINISTRY = re.compile(
    rf"\b[Mm]inistère(?: [a-zà-ÿ]+(?:-[a-zà-ÿ]+)*)? {OF}{_PORTFOLIO}{_ADJECTIVE}?"
    rf"(?:(?:,| et) {OF}{_PORTFOLIO}{_ADJECTIVE}?)*(?!\w)"
)
_SECRETARIAT = re.compile(
    rf"\b[Ss]ecrétariat d'État (?:à la |à l'|au |aux )[\w-]+{_ADJECTIVE}?(?: (?:aux|des) [\w-]+)?"
)
_OF_WHERE = r"(?:internationale|mondiale|nationale|[a-zà-ÿ]+(?:[ao]ise|aine|enne|ique|ole|ande|sse|lge))"
_FEDERATION = re.compile(
    rf"\b[Ff]édération {_OF_WHERE} (?:de |d'|des )[a-zà-ÿ][a-zà-ÿ]+(?: sur [a-zà-ÿ]+| à [a-zà-ÿ]+)?"
)
_COURT = re.compile(
    r"\b(?:[Pp]réfecture de police|[Pp]arquet(?: général| antiterroriste)?"
    r"|[Cc]our (?:d'appel|d'assises|administrative d'appel)"
    r"|[Tt]ribunal(?: (?:administratif|correctionnel|judiciaire|de commerce|de grande instance|pour enfants))?)"
    r" (?:de l'|de la |de |du |d'|des )$"
)


def find_public_bodies(text: str) -> Iterator[Name]:
    """The ministries, secretariats of state and federations named in ``text``, labelled ORG."""
    for pattern in (_MINISTRY, _SECRETARIAT, _FEDERATION):
        for match in pattern.finditer(text):
            yield Name(match.start(), match.end(), "ORG")


def find_courts(text: str, places: Iterable[Span]) -> Iterator[Name]:
    """The courts, prosecutors' offices and police prefectures of the ``places``, which stand in ``text``, as ORG."""
    for start, end in places:
        court = _COURT.search(text, max(0, start - 60), start)
        if court:
            yield Name(court.start(), end, "ORG")
