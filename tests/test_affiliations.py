"""Affiliations by golden cases: each way of saying one, with its near-misses. No model is needed."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from pipeline.knowledge import Knowledge
from pipeline.link.affiliations import find_affiliations
from tests.markup import read_markup

CASES = {
    "apposition with an office cut in two": (
        "<PERSON ivanov>Ivanov</PERSON>, ministre <STATE RUS demonym>russe</STATE> des Affaires étrangères, part.",
        ["ivanov | ministre des Affaires étrangères | state:RUS | current"],
    ),
    "title, demonym, name": (
        "Le président <STATE BRA demonym>brésilien</STATE> <PERSON silva>João Silva</PERSON> est arrivé.",
        ["silva | président | state:BRA | current"],
    ),
    "name, office of a body": (
        "<PERSON costa>Ana Costa</PERSON>, présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, a parlé.",
        ["costa | président | org:unesco | current"],
    ),
    "office before a comma and the name": (
        "Le porte-parole du <STATE RUS metonym>Kremlin</STATE>, <PERSON orlov>Oleg Orlov</PERSON>, dément.",
        ["orlov | porte-parole | state:RUS | current"],
    ),
    "a role mention": (
        "<PERSON silva role>Le président <STATE BRA demonym>brésilien</STATE></PERSON> est arrivé.",
        ["silva | président | state:BRA | current"],
    ),
    "a bare description": (
        "Le président <STATE BRA demonym>brésilien</STATE> <PERSON silva>João Silva</PERSON> est arrivé.\n\n"
        "<PERSON silva role>Le président</PERSON> repart mardi.",
        ["silva | président | state:BRA | current"],
    ),
    "a candidate and a bare party": (
        "<PERSON silva>João Silva</PERSON>, candidat <ORGANIZATION ps>PS</ORGANIZATION> à la mairie, part.",
        ["silva | candidat | org:ps | current"],
    ),
    "a member of parliament and a party in brackets": (
        "<PERSON silva>Ana Silva</PERSON>, députée (<ORGANIZATION ps>PS</ORGANIZATION>) de la Creuse, part.",
        ["silva | député | org:ps | current"],
    ),
    "a party that is not what the office is of": (
        "<PERSON silva>João Silva</PERSON>, le président <ORGANIZATION ps>PS</ORGANIZATION> du "
        "<ORGANIZATION senat>Sénat</ORGANIZATION>, part.",
        ["silva | président | org:senat | current"],
    ),
    "who is in office": (
        "<PERSON costa>Ana Costa</PERSON> est la présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>.",
        ["costa | président | org:unesco | current"],
    ),
    "who was elected": (
        "<PERSON costa>Ana Costa</PERSON> a été élue présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>.",
        ["costa | président | org:unesco | current"],
    ),
    "who was in office": (
        "<PERSON costa>Ana Costa</PERSON>, qui était présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.",
        ["costa | président | org:unesco | former"],
    ),
    "who is not in office": (
        "<PERSON costa>Ana Costa</PERSON> n'est pas présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>.",
        [],
    ),
    "somebody's lawyer": (
        "<PERSON costa>Ana Costa</PERSON>, présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.\n\n"
        "<PERSON costa>Ana Costa</PERSON> et son avocat <PERSON silva>João Silva</PERSON> nient.",
        ["costa | président | org:unesco | current"],
    ),
    "a prince of no state": (
        "<STATE ITA>Italie</STATE> : un prince en visite\n\nLe prince <PERSON costa>Luigi Costa</PERSON> part.",
        [],
    ),
    "the state of the headline": (
        "<STATE ITA>Italie</STATE> : le ministre démissionne\n\nLe ministre <PERSON costa>Ana Costa</PERSON> part.",
        ["costa | ministre | state:ITA | current"],
    ),
    "no state of a headline without a colon": (
        "L'<STATE ITA>Italie</STATE> vote\n\nLe ministre <PERSON costa>Ana Costa</PERSON> part.",
        [],
    ),
    "former": (
        "L'ancien ministre <STATE GRC demonym>grec</STATE> <PERSON doukas>Nikos Doukas</PERSON> est mort.",
        ["doukas | ministre | state:GRC | former"],
    ),
    "ex-": (
        "L'ex-président <STATE GRC demonym>grec</STATE> <PERSON doukas>Nikos Doukas</PERSON> est mort.",
        ["doukas | président | state:GRC | former"],
    ),
    "future": (
        "Le président élu du <STATE CHL>Chili</STATE>, <PERSON rojas>Pablo Rojas</PERSON>, consulte.",
        ["rojas | président | state:CHL | future"],
    ),
    "acting": (
        "<PERSON rojas>Pablo Rojas</PERSON>, président par intérim du <STATE CHL>Chili</STATE>, consulte.",
        ["rojas | président | state:CHL | acting"],
    ),
    "two offices of one person": (
        "<PERSON rojas>Pablo Rojas</PERSON>, président du <STATE CHL>Chili</STATE> et ancien secrétaire général de "
        "l'<ORGANIZATION oea>OEA</ORGANIZATION>, consulte.",
        ["rojas | président | state:CHL | current", "rojas | secrétaire général | org:oea | former"],
    ),
    "possessive of who says it": (
        "La <STATE TUR>Turquie</STATE> a critiqué la <STATE GRC>Grèce</STATE>, a dit son ministre,"
        " <PERSON demir>Ali Demir</PERSON>.",
        ["demir | ministre | state:TUR | current"],
    ),
    "possessive of the sentence before": (
        "La <STATE TUR>Turquie</STATE> a cédé.\n\n« C'est fini », a dit son ministre, <PERSON demir>Ali"
        " Demir</PERSON>.",
        ["demir | ministre | state:TUR | current"],
    ),
    "possessive that says nothing of the rest": (
        "La <STATE TUR>Turquie</STATE> a reçu la <STATE GRC>Grèce</STATE> et son ministre"
        " <PERSON doukas>Nikos Doukas</PERSON>.",
        ["doukas | ministre | state:GRC | current"],
    ),
    "possessive": (
        "L'<STATE ITA>Italie</STATE> rappelle son ambassadeur, <PERSON rossi>Ugo Rossi</PERSON>.",
        ["rossi | ambassadeur | state:ITA | current"],
    ),
    "the state that the article makes plain": (
        "Le président <STATE BRA demonym>brésilien</STATE> <PERSON silva>João Silva</PERSON> est arrivé.\n\n"
        "Le président <PERSON silva>Silva</PERSON> repart mardi.",
        ["silva | président | state:BRA | current", "silva | président | state:BRA | current"],
    ),
    "a body rather than a nationality": (
        "Le secrétaire général <STATE PRT demonym>portugais</STATE> de l'<ORGANIZATION onu>ONU</ORGANIZATION>, "
        "<PERSON sousa>Rui Sousa</PERSON>, est arrivé.",
        ["sousa | secrétaire général | org:onu | current"],
    ),
    "an unknown state": ("Le président <PERSON silva>João Silva</PERSON> est arrivé.", []),
    "a name that only follows": (
        "Le président <STATE BRA demonym>brésilien</STATE> a vu <PERSON rossi>Ugo Rossi</PERSON>.",
        [],
    ),
    "a city is no holder": (
        "<PERSON rossi>Ugo Rossi</PERSON>, maire de <PLACE rome>Rome</PLACE>, a voté.",
        [],
    ),
    "an office of something else": (
        "<PERSON silva>João Silva</PERSON>, président du <STATE BRA>Brésil</STATE>, part.\n\n"
        "Le président du jury, <PERSON silva>João Silva</PERSON>, a voté.",
        ["silva | président | state:BRA | current"],
    ),
    "somebody's rival": (
        "L'<STATE ITA>Italie</STATE> attend son rival <PERSON rossi>Ugo Rossi</PERSON>.",
        [],
    ),
    "plural offices": (
        "Les présidents <STATE BRA demonym>brésilien</STATE> et <STATE CHL demonym>chilien</STATE> ont voté.",
        [],
    ),
    "a role word inside a name": (
        "L'<ORGANIZATION institut>Institut du président</ORGANIZATION> <PERSON silva>Silva</PERSON> ouvre.",
        [],
    ),
}


@pytest.fixture(scope="module")
def blank() -> Language:
    return spacy.blank("xx")


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES.keys())
def test_affiliations(marked: str, expected: list[str], blank: Language, knowledge: Knowledge) -> None:
    text, sentences, mentions = read_markup(marked)
    found = find_affiliations(blank.make_doc(text), sentences, mentions, knowledge)
    assert [_show(a.person_id, a.role, a.entity_id, a.status) for a in found] == expected


def test_an_affiliation_delimits_its_phrase(blank: Language, knowledge: Knowledge) -> None:
    text, sentences, mentions = read_markup(
        "Hier, <PERSON costa>Ana Costa</PERSON>, ministre <STATE PRT demonym>portugaise</STATE> de la Défense, a voté."
    )
    found = find_affiliations(blank.make_doc(text), sentences, mentions, knowledge)
    assert [text[a.start : a.end] for a in found] == ["Ana Costa, ministre portugaise de la Défense"]


def _show(person: str, role: str, entity: str, status: str) -> str:
    return f"{person.removeprefix('person:')} | {role} | {entity} | {status}"
