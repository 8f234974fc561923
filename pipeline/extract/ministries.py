"""Ministries, named by pattern: ``ministère russe de la Défense``, ``ministère des Affaires étrangères``."""

from __future__ import annotations

import re

from pipeline.extract.edges import Name

_OF = r"(?:de la |de l'|du |des |de |d')"
_PORTFOLIO = r"(?:[A-ZÀ-Ý][\w-]+|défense|intérieur|justice|finances|affaires|santé|éducation|économie)"
_ADJECTIVE = r"(?: (?:étrangères|extérieures|publique|nationale|religieuses|sociales|économiques|écologique))"
_MINISTRY = re.compile(
    rf"\b[Mm]inistère(?: [a-zà-ÿ]+(?:-[a-zà-ÿ]+)*)? {_OF}{_PORTFOLIO}{_ADJECTIVE}?"
    rf"(?:(?:,| et) {_OF}{_PORTFOLIO}{_ADJECTIVE}?)*(?! de |\w)"
)


def find_ministries(text: str) -> list[Name]:
    """The ministries named in ``text``, as spans labelled ORG; an adjective of state stays inside when the name goes
    on after it and outside when it ends it (guide, section 2)."""
    return [Name(match.start(), match.end(), "ORG") for match in _MINISTRY.finditer(text)]
