"""Was an office held at a date?"""

from __future__ import annotations

from pipeline.knowledge import Spell


def holds(spell: Spell, date: str) -> bool:
    """Was the office held at ``date``? Only as far as a source shows: after ``as_of`` nothing is known. Dates of less
    precision are compared as far as both go."""
    if not date or not spell.start or _before(date, spell.start):
        return False
    end = spell.end or spell.as_of
    return bool(end) and not _before(end, date)


def _before(first: str, second: str) -> bool:
    length = min(len(first), len(second))
    return first[:length] < second[:length]
