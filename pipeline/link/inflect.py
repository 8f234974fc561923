"""The forms of French verbs in the third person, from the endings of ``knowledge/conjugation.csv``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from pipeline.knowledge import Ending


class VerbForms(NamedTuple):
    """The forms of one verb: third person of the finite tenses, past participles, present participle."""

    finite: tuple[str, ...]
    past: tuple[str, ...]
    present: tuple[str, ...]


def inflect(infinitive: str, conjugation: tuple[Ending, ...]) -> VerbForms:
    """Return the forms of a verb by its longest known ending; no form at all when no ending is known."""
    for ending in conjugation:
        if infinitive.endswith(ending.ending):
            stem = infinitive.removesuffix(ending.ending)
            return VerbForms(*(tuple(stem + part for part in parts) for parts in _parts(ending)))
    return VerbForms((), (), ())


@lru_cache(maxsize=8)
def finite_forms(infinitives: frozenset[str], conjugation: tuple[Ending, ...]) -> dict[str, str]:
    """Map each finite form to its infinitive; a form that two of the verbs share is left out."""
    return _unshared(
        (form, verb) for verb in sorted(infinitives) for form in inflect(verb, conjugation).finite
    )


def _parts(ending: Ending) -> tuple[tuple[str, ...], ...]:
    return ending.finite, ending.past, ending.present


def _unshared(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    shared: set[str] = set()
    for form, verb in pairs:
        if found.setdefault(form, verb) != verb:
            shared.add(form)
    return {form: verb for form, verb in found.items() if form not in shared}
