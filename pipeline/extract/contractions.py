"""Newspapers whose article is lost in a contraction: ``un entretien au Parisien``, ``un journaliste du Monde``."""

from __future__ import annotations

import re

from pipeline.extract.gazetteer import Hit
from pipeline.knowledge import Form, Knowledge
from pipeline.knowledge.patterns import either

_ARTICLE = "Le "


class Contractions:
    """The organisations of the tables whose name begins with ``Le``, ready to be searched for without it.

    After ``au`` a capital is enough, unless the name is listed as ambiguous; after ``du`` (``la Coupe du Monde``) there
    must be a noun of the word list ``media_nouns``.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._forms: dict[str, Form] = {
            form.form.removeprefix(_ARTICLE): form
            for form in knowledge.forms
            if form.type == "ORGANIZATION" and form.form.startswith(_ARTICLE)
        }
        ambiguous = knowledge.words.get("ambiguous_names", frozenset())
        plain = either(rest for rest, form in self._forms.items() if form.form not in ambiguous)
        nouns = either(knowledge.words.get("media_nouns", frozenset()))
        every = either(self._forms)
        self._pattern = re.compile(
            rf"\bau (?P<plain>{plain})(?![\w-])|\b(?:{nouns})s?(?: [a-zà-ÿ]+)? du (?P<every>{every})(?![\w-])"
        )

    def find(self, text: str) -> list[Hit]:
        """The hits of ``text`` in reading order, without the contraction."""
        found = []
        for match in self._pattern.finditer(text):
            name = match.lastgroup or "plain"
            found.append(Hit(match.start(name), match.end(name), (self._forms[match[name]],)))
        return found
