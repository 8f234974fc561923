"""Bodies that each state has under one name: the state beside it, the state of the article, and what is no state's."""

from __future__ import annotations

import pytest
from golden import cases, found

from pipeline.run import Engine

pytestmark = pytest.mark.model

GOLDEN: dict[str, list[str]] = {
    "the state in the name or beside it": [
        "Le <ORGANIZATION ministere-japonais-de-la-defense>ministère <STATE JPN demonym>japonais</STATE> de la "
        "Défense</ORGANIZATION> dément. Le <ORGANIZATION ministere-japonais-de-la-defense>ministère de la "
        "Défense</ORGANIZATION> attend les inspecteurs.",
        "Le <ORGANIZATION ministere-peruvien-de-la-justice>ministère de la Justice</ORGANIZATION> "
        "<STATE PER demonym>péruvien</STATE> ouvre une enquête.",
        "Le <ORGANIZATION senat-du-chili>Sénat</ORGANIZATION> du <STATE CHL>Chili</STATE> rejette le traité, et le "
        "<ORGANIZATION senat-des-etats-unis>Sénat</ORGANIZATION> <STATE USA demonym>américain</STATE> l'approuve.",
        "Le <ORGANIZATION congres-du-paraguay>Congrès</ORGANIZATION> <STATE PRY demonym>paraguayen</STATE> vote la "
        "destitution.",
    ],
    "the capital beside it": [
        "La <STATE CHN>Chine</STATE> avance. Le <ORGANIZATION ministere-taiwanais-de-la-defense>ministère de la "
        "Défense</ORGANIZATION> de <STATE TWN metonym>Taipei</STATE> proteste.",
        "La <STATE CHN>Chine</STATE> approuve. Le <ORGANIZATION parlement-hongrois>Parlement de "
        "Budapest</ORGANIZATION> vote la loi.",
        "L'<STATE DEU>Allemagne</STATE> hésite. Le <ORGANIZATION parlement-de-bruxelles>Parlement de "
        "Bruxelles</ORGANIZATION> vote.",
    ],
    "the state of the article": [
        "Au <STATE KEN>Kenya</STATE>, les juges ont tranché. La <ORGANIZATION cour-supreme-du-kenya>Cour "
        "suprême</ORGANIZATION> annule l'élection.",
        "Le scrutin a eu lieu dimanche à Nairobi. Le <ORGANIZATION parlement-kenyan>Parlement</ORGANIZATION> se "
        "réunit lundi.",
        "Le président <STATE UKR demonym>ukrainien</STATE> <PERSON volodymyr-zelensky>Volodymyr Zelensky</PERSON> a "
        "reçu un émissaire du <STATE JPN>Japon</STATE>. Le <ORGANIZATION parlement-ukrainien>Parlement</ORGANIZATION> "
        "vote mardi.",
        "Au <STATE GBR>Royaume-Uni</STATE>, le <ORGANIZATION parlement-britannique>Parlement</ORGANIZATION> est "
        "suspendu.",
    ],
    "French ones": [
        "En <STATE FRA>France</STATE>, le <ORGANIZATION ministere-francais-de-la-culture>ministère de la "
        "Culture</ORGANIZATION> et le <ORGANIZATION senat>Sénat</ORGANIZATION> s'opposent.",
        "Le <ORGANIZATION parlement-francais>Parlement</ORGANIZATION> <STATE FRA demonym>français</STATE> a voté.",
        "En <STATE FRA>France</STATE>, le <ORGANIZATION ministere-francais-de-l-interieur>ministère de "
        "l'Intérieur</ORGANIZATION> dément. La <ORGANIZATION ministere-francais-de-l-interieur>place "
        "Beauvau</ORGANIZATION> publie les chiffres.",
        "En <STATE FRA>France</STATE>, la <ORGANIZATION protection-civile>Protection civile</ORGANIZATION> intervient.",
    ],
    "the Union's": [
        "<STATE DEU metonym>Berlin</STATE> et <ORGANIZATION ue metonym>Bruxelles</ORGANIZATION> s'accordent, et la "
        "<ORGANIZATION commission-europeenne>Commission</ORGANIZATION> s'en félicite.",
        "La <ORGANIZATION commission-electorale>Commission électorale</ORGANIZATION> attend des observateurs de "
        "l'<ORGANIZATION ue>Union européenne</ORGANIZATION>. La <ORGANIZATION commission-electorale>Commission"
        "</ORGANIZATION> publiera les résultats lundi.",
    ],
    "no state's": [
        "En <STATE ITA>Italie</STATE>, le <ORGANIZATION parlement-europeen>Parlement européen</ORGANIZATION> est "
        "critiqué. Le <ORGANIZATION parlement-europeen>Parlement</ORGANIZATION> répond.",
        "L'<ORGANIZATION ue>Union européenne</ORGANIZATION> négocie avec la <STATE POL>Pologne</STATE>. Le "
        "<ORGANIZATION parlement>Parlement</ORGANIZATION> doit encore se prononcer.",
        "Le <ORGANIZATION senat>Sénat</ORGANIZATION> rejette le texte. Le <ORGANIZATION "
        "parlement>Parlement</ORGANIZATION> attendra.",
    ],
}


@pytest.fixture(scope="module")
def answers(engine: Engine) -> dict[str, str]:
    return found(engine, [case for group in GOLDEN.values() for case in group])


@pytest.mark.parametrize("case", cases(GOLDEN))
def test_golden(answers: dict[str, str], case: str) -> None:
    assert answers[case] == case
