"""Was an office held at a date, before it, or after it?"""

from __future__ import annotations

from pipeline.knowledge import Spell


def holds(spell: Spell, date: str) -> bool:
    """Was the office held at ``date``? Only as far as a source shows: after ``as_of`` nothing is known. Dates of less
    precision are compared as far as both go."""
    if not date or not spell.start or _before(date, spell.start):
        return False
    end = spell.end or spell.as_of
    return bool(end) and not _before(end, date)


def ended(spell: Spell, date: str) -> bool:
    """Was the office given up before ``date``?"""
    return bool(date and spell.end) and _before(spell.end, date)


def given_up(spell: Spell, date: str) -> bool:
    """Was the office given up before ``date`` or on that day?"""
    return bool(date and spell.end) and not _before(date, spell.end)


def starts_after(spell: Spell, date: str) -> bool:
    """Does the office begin within the year after ``date``?"""
    return starts_later(spell, date) and not _before(_shifted(date, 1), spell.start)


def starts_later(spell: Spell, date: str) -> bool:
    """Does the office begin only after ``date``?"""
    return bool(date and spell.start) and _before(date, spell.start)


def started_lately(spell: Spell, date: str) -> bool:
    """Did the office begin within the year up to ``date``?"""
    return bool(date and spell.start) and not _before(spell.start, _shifted(date, -1))


def _shifted(date: str, years: int) -> str:
    return f"{int(date[:4]) + years:04}{date[4:]}"


def _before(first: str, second: str) -> bool:
    length = min(len(first), len(second))
    return first[:length] < second[:length]
