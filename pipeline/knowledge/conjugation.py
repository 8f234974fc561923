"""The forms of a French verb, by the table of endings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from pipeline.knowledge.entries import Ending

VerbForm = Literal["finite", "past", "present", "infinitive"]


def inflect(infinitive: str, conjugation: tuple[Ending, ...]) -> dict[str, VerbForm]:
    """The third-person and non-finite forms of a verb, by its longest ending in ``conjugation``.

    A form that is several (``dit``) is given as finite: the past participle is told by its auxiliary.
    """
    forms: dict[str, VerbForm] = {infinitive: "infinitive"}
    for ending in conjugation:
        if infinitive.endswith(ending.ending):
            stem = infinitive.removesuffix(ending.ending)
            forms |= {stem + form: "present" for form in ending.present}
            forms |= {stem + form: "past" for form in ending.past}
            return forms | {stem + form: "finite" for form in ending.finite}
    return forms


def lemmas_of_forms(infinitives: Iterable[str], conjugation: tuple[Ending, ...]) -> dict[str, frozenset[str]]:
    """Every form of the verbs, each with the verbs that it may be (``dure`` is no form of ``devoir``)."""
    lemmas: dict[str, set[str]] = defaultdict(set)
    for infinitive in infinitives:
        for form in inflect(infinitive, conjugation):
            lemmas[form].add(infinitive)
    return {form: frozenset(verbs) for form, verbs in lemmas.items()}
