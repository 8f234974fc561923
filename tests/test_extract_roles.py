"""Roles and groups: whose office it is, by the article first, then by the date; nothing where two remain."""

from __future__ import annotations

from itertools import chain

import pytest
from golden import cases, found

from pipeline.run import Engine

pytestmark = pytest.mark.model

BY_DATE: dict[str, list[str]] = {
    "2024-10-02": [
        "<PERSON vladimir-poutine role>Le président <STATE RUS demonym>russe</STATE></PERSON> a quitté Sotchi.",
        "<PERSON emmanuel-macron role>Le chef de l'État <STATE FRA demonym>français</STATE></PERSON> est à Lyon.",
        "<PERSON giorgia-meloni role>La Première ministre <STATE ITA demonym>italienne</STATE></PERSON> est à Tunis.",
        "Une lettre du <PERSON joe-biden role>président des <STATE USA>États-Unis</STATE></PERSON> est arrivée.",
        "<PERSON antonio-guterres role>Le secrétaire général de l'<ORGANIZATION onu>ONU</ORGANIZATION></PERSON> "
        "s'est exprimé.",
        "<PERSON vladimir-poutine role>Le locataire du <STATE RUS metonym>Kremlin</STATE></PERSON> n'a pas répondu.",
    ],
    "2016-06-01": [
        "<PERSON francois-hollande role>Le président <STATE FRA demonym>français</STATE></PERSON> est en Bretagne.",
        "<PERSON barack-obama role>Le président <STATE USA demonym>américain</STATE></PERSON> est à Hanoï.",
    ],
    "2017-02-07": [
        "<PERSON donald-trump role>Le nouveau président <STATE USA demonym>américain</STATE></PERSON> est à "
        "l'étranger.",
        "<STATE FRA>France</STATE> : <PERSON nicolas-sarkozy>Nicolas Sarkozy</PERSON> écrit un livre. "
        "<PERSON nicolas-sarkozy role>L'ancien président de la <STATE FRA>République française</STATE></PERSON> rit.",
        "<STATE TUR>Turquie</STATE> : les prix montent. <PERSON binali-yildirim role>Le Premier ministre</PERSON> "
        "promet une baisse.",
        "Le nouveau président <STATE FRA demonym>français</STATE> prendra ses fonctions en mai.",
    ],
    "": [
        "Le président <STATE FRA demonym>français</STATE> est en Bretagne.",
        "Le 3 juin 2003, <PERSON jacques-chirac>Jacques Chirac</PERSON> a reçu <PERSON nicolas-sarkozy>Nicolas Sarkozy"
        "</PERSON>. <PERSON jacques-chirac role>Le président</PERSON> s'est tu.",
        "Le 3 juin 2003, <PERSON jacques-chirac>Jacques Chirac</PERSON> s'est tu. Le président "
        "<STATE USA demonym>américain</STATE> aussi.",
        "<PERSON angela-merkel>Angela Merkel</PERSON> a vu <PERSON boris-johnson>Boris Johnson</PERSON> "
        "le 2 juillet 2021. "
        "<PERSON angela-merkel role>La chancelière</PERSON> s'est tue.",
        "<PERSON nasser-bourita>Nasser Bourita</PERSON> a parlé. <PERSON nasser-bourita role>Le ministre "
        "<STATE MAR demonym>marocain</STATE></PERSON> repart lundi.",
    ],
    "1955-01-01": ["Le président <STATE BRA demonym>brésilien</STATE> est malade."],
}
BY_ARTICLE: dict[str, list[str]] = {
    "named before": [
        "Le président <STATE RUS demonym>russe</STATE> <PERSON boris-eltsine>Boris Eltsine</PERSON> est tombé. "
        "<PERSON boris-eltsine role>Le président <STATE RUS demonym>russe</STATE></PERSON> a été soigné.",
        "La ministre <PERSON nadia-morel>Nadia Morel</PERSON> a parlé. "
        "<PERSON nadia-morel role>La ministre</PERSON> repart lundi.",
        "<PERSON paul-durand>Paul Durand</PERSON>, porte-parole du gouvernement, a démenti. "
        "<PERSON paul-durand role>Le porte-parole</PERSON> a parlé d'une rumeur.",
    ],
    "another word for the office": [
        "La députée <PERSON anne-petit>Anne Petit</PERSON> a été blessée. <PERSON anne-petit role>La parlementaire"
        "</PERSON> va mieux.",
        "Le président <PERSON luc-morin>Luc Morin</PERSON> a nommé le Premier ministre <PERSON jean-roux>Jean Roux"
        "</PERSON>. <PERSON jean-roux role>Le chef du gouvernement</PERSON> repart lundi.",
        "Le président du club, <PERSON luc-morin>Luc Morin</PERSON>, est malade. Le chef de l'État se tait.",
    ],
    "who is being talked of": [
        "Mort d'<PERSON henri-lasserre>Henri Lasserre</PERSON>.\n\n<PERSON henri-lasserre role>Le député socialiste"
        "</PERSON> est mort lundi.",
        "Mort d'<PERSON henri-lasserre>Henri Lasserre</PERSON>, ministre.\n\nLe député socialiste se tait.",
        "Mort d'<PERSON henri-lasserre>Henri Lasserre</PERSON> et d'<PERSON anne-petit>Anne Petit</PERSON>.\n\n"
        "Le député socialiste se tait.",
        "<PERSON luc-morin>Luc Morin</PERSON> accuse la presse.\n\n<PERSON anne-petit>Anne Petit</PERSON> a dit "
        "que <PERSON luc-morin role>le candidat</PERSON> se trompe.",
    ],
    "at another time": [
        "<STATE URY>Uruguay</STATE> : un général est mort. Le président de la République en 1981 était un militaire.",
    ],
    "what the phrase says more": [
        "Le maire écologiste de Vertou, <PERSON luc-morin>Luc Morin</PERSON>, a parlé. Le maire socialiste se tait.",
        "Le maire écologiste de Vertou, <PERSON luc-morin>Luc Morin</PERSON>, a parlé. "
        "<PERSON luc-morin role>Le maire écologiste</PERSON> n'a rien dit de plus.",
        "Le directeur du musée, <PERSON luc-morin>Luc Morin</PERSON>, a parlé. Le directeur du théâtre est absent.",
        "Le directeur du musée, <PERSON luc-morin>Luc Morin</PERSON>, a parlé. "
        "<PERSON luc-morin role>Le directeur du musée</PERSON> est absent.",
        "L'ancien président <PERSON luc-morin>Luc Morin</PERSON> est à Bujumbura. Il doit voir le président demain.",
        "La députée <PERSON anne-petit>Anne Petit</PERSON> a voté. Le député n'est jamais seul.",
        "Le ministre <STATE MAR demonym>marocain</STATE> des Affaires étrangères "
        "<PERSON said-lahlou>Saïd Lahlou</PERSON> a parlé. <PERSON said-lahlou role>Le ministre "
        "<STATE MAR demonym>marocain</STATE> des Affaires étrangères</PERSON> repart lundi.",
    ],
    "of a place": [
        "<STATE FRA>France</STATE> : plainte contre <PERSON luc-morin role>le maire de Vertou</PERSON>."
        "\n\nUne lettre est partie pour <PERSON luc-morin>Luc Morin</PERSON>, maire de cette commune.",
        "Le maire de la ville de Vertou, <PERSON luc-morin>Luc Morin</PERSON>, est absent. "
        "<PERSON luc-morin role>Le maire de Vertou</PERSON> repart lundi.",
        "Le maire de Vertou, <PERSON luc-morin>Luc Morin</PERSON>, est absent. "
        "Le maire de Clisson repart lundi.",
    ],
    "who held it before": [
        "L'ancien président <PERSON luc-morin>Luc Morin</PERSON> est mort. Le président "
        "<PERSON jean-roux>Jean Roux</PERSON> s'incline. "
        "<PERSON luc-morin role>L'ancien chef d'État</PERSON> avait 80 ans.",
        "Le maire <PERSON luc-morin>Luc Morin</PERSON> est absent. L'ancien maire se tait.",
        "<PERSON luc-morin>Luc Morin</PERSON>, ministre de 1988 à 1991, est mort. "
        "<PERSON luc-morin role>L'ancien ministre</PERSON> avait 80 ans.",
    ],
    "by a verb, or by several words": [
        "<PERSON anne-petit>Anne Petit</PERSON> a été élue maire de Vertou. "
        "<PERSON anne-petit role>La maire</PERSON> repart lundi.",
        "Le sénateur et maire <PERSON luc-morin>Luc Morin</PERSON> est absent. "
        "<PERSON luc-morin role>Le sénateur</PERSON> repart lundi.",
        "Pour <PERSON luc-morin>Luc Morin</PERSON>, « la ministre » est en faute.",
    ],
    "by trade": [
        "Mort d'<PERSON anne-petit>Anne Petit</PERSON>.\n\n"
        "<PERSON anne-petit role>La romancière</PERSON> avait 80 ans.",
        "L'<STATE ITA demonym>Italienne</STATE> <PERSON ada-rossi>Ada Rossi</PERSON> a battu la <STATE POL demonym>"
        "Polonaise</STATE> <PERSON ewa-nowak>Ewa Nowak</PERSON>. <PERSON ada-rossi role>La nageuse <STATE ITA demonym>"
        "italienne</STATE></PERSON> est rentrée.",
        "<PERSON anne-petit>Anne Petit</PERSON> a battu <PERSON marie-blanc>Marie Blanc</PERSON>. La nageuse est "
        "rentrée.",
        "La chanteuse <PERSON anne-petit>Anne Petit</PERSON> a reçu <PERSON luc-morin>Luc Morin</PERSON> et "
        "<PERSON marie-blanc>Marie Blanc</PERSON>. <PERSON anne-petit role>La chanteuse</PERSON> a remercié la salle.",
        "Le ministre <PERSON luc-morin>Luc Morin</PERSON> est venu. Le chanteur est en retard.",
        "<PERSON luc-morin>Luc Morin</PERSON> dit que « le footballeur n'est pas libre ».",
        "Le médecin de <PERSON luc-morin>Luc Morin</PERSON> a parlé. Le médecin est inquiet.",
        "Le remplaçant, <PERSON luc-morin>Luc Morin</PERSON>, est entré. <PERSON luc-morin role>Le remplaçant</PERSON> "
        "a marqué.",
    ],
    "beside the name: no mention": [
        "L'acteur, réalisateur et poète <PERSON luc-morin>Luc Morin</PERSON> est mort.",
        "Il parle au président du <ORGANIZATION senat>Sénat</ORGANIZATION> et de l'<ORGANIZATION assemblee-nationale>"
        "Assemblée nationale</ORGANIZATION>, <PERSON luc-morin>Luc Morin</PERSON>.",
        "La maire socialiste de Paris, <PERSON anne-petit>Anne Petit</PERSON>, est absente.",
        "<PERSON anne-petit>Anne Petit</PERSON> (Valence), la présidente du club, a démissionné.",
        "Le premier ministre de l'île <PERSON luc-morin>Luc Morin</PERSON> repart lundi.",
        "Le porte-parole du groupe, <PERSON luc-morin>Luc Morin</PERSON>, a démenti.",
        "Le ministre des Transports, <PERSON luc-morin>Luc Morin</PERSON> attaque le projet.",
        "Le président <STATE RUS demonym>russe</STATE> <PERSON vladimir-poutine>Vladimir Poutine</PERSON> se tait.",
        "Le porte-parole, <PERSON paul-durand>Paul Durand</PERSON>, a démenti.",
        "<PERSON paul-durand>Paul Durand</PERSON>, le président du club, a démissionné.",
    ],
    "one after the other": [
        "Il a parlé au chef de l'État, <PERSON luc-morin>Luc Morin</PERSON>, au Premier ministre, "
        "<PERSON jean-roux>Jean Roux</PERSON>, et au maire, <PERSON paul-durand>Paul Durand</PERSON>. "
        "<PERSON jean-roux role>Le chef du gouvernement</PERSON> repart lundi.",
    ],
    "counterparts": [
        "<PERSON vladimir-poutine>Vladimir Poutine</PERSON> est à Sotchi. <PERSON xi-jinping role>Son homologue "
        "<STATE CHN demonym>chinois</STATE></PERSON> est à Pékin.",
        "<PERSON vladimir-poutine>Vladimir Poutine</PERSON> a appelé "
        "<PERSON xi-jinping role>son homologue <STATE CHN demonym>chinois</STATE></PERSON>.",
    ],
    "nothing": [
        "L'ancien président <STATE FRA demonym>français</STATE> est jugé.",
        "Un président doit savoir se taire.",
        "Les présidents se sont réunis à huis clos.",
        "Il est le président du club depuis dix ans.",
        "Le ministre est resté muet.",
        "<STATE FRA>France</STATE> : la fête du président est reportée, la Coupe du président et le prix du président "
        "aussi.",
        "Le ministre du Travail et le préfet, <PERSON luc-morin>Luc Morin</PERSON>, sont là. Le ministre se tait.",
        "Il a écrit au ministre du Travail et au préfet, <PERSON luc-morin>Luc Morin</PERSON>. Le ministre se tait.",
    ],
    "groups": [
        "La <STATE CHN>Chine</STATE> et la <STATE RUS>Russie</STATE> ont signé un accord. "
        "<STATE CHN group><STATE RUS group>Les deux pays</STATE></STATE> commercent.",
        "<PERSON xi-jinping>Xi Jinping</PERSON> a reçu <PERSON vladimir-poutine>Vladimir Poutine</PERSON>. "
        "<PERSON vladimir-poutine group><PERSON xi-jinping group>Les deux dirigeants</PERSON></PERSON> ont dîné.",
        "La <STATE FRA>France</STATE> et l'<STATE ITA>Italie</STATE> s'opposent. L'accord des "
        "<STATE FRA group><STATE ITA group>deux gouvernements</STATE></STATE> est rompu.",
        "<STATE FRA metonym>Paris</STATE>, <STATE DEU metonym>Berlin</STATE> et <STATE POL metonym>Varsovie</STATE> "
        "protestent. <STATE DEU group><STATE FRA group><STATE POL group>Les trois capitales</STATE></STATE></STATE> "
        "exigent un vote.",
    ],
    "groups of people": [
        "<PERSON luc-morin>Luc Morin</PERSON>, <PERSON anne-petit>Anne Petit</PERSON> et "
        "<PERSON jean-roux>Jean Roux</PERSON> sont là. <PERSON jean-roux group><PERSON luc-morin group>Les deux hommes"
        "</PERSON></PERSON> se taisent.",
        "Le ministre <PERSON luc-morin>Luc Morin</PERSON> et la ministre "
        "<PERSON anne-petit>Anne Petit</PERSON> ont reçu "
        "<PERSON jean-roux>Jean Roux</PERSON>. <PERSON anne-petit group><PERSON luc-morin group>Les deux ministres"
        "</PERSON></PERSON> se taisent.",
        # Near miss: nobody here is a prefect.
        "Le ministre <PERSON luc-morin>Luc Morin</PERSON> et la ministre "
        "<PERSON anne-petit>Anne Petit</PERSON> sont arrivés. Les deux préfets se taisent.",
        "<PERSON luc-morin>Luc Morin</PERSON> est élu. <PERSON anne-petit>Anne Petit</PERSON> est deuxième, "
        "<PERSON jean-roux>Jean Roux</PERSON> troisième. <PERSON anne-petit group><PERSON jean-roux group>Ces deux "
        "candidats d'opposition</PERSON></PERSON> protestent.",
        "<PERSON luc-petit>Luc</PERSON> et <PERSON anne-petit>Anne Petit</PERSON> ont écrit à "
        "<PERSON jean-roux>Jean Roux</PERSON>. <PERSON anne-petit group><PERSON luc-petit group>"
        "Le couple</PERSON></PERSON> se plaint.",
        "<PERSON luc-petit>Luc Petit</PERSON> a battu <PERSON jean-roux>Jean Roux</PERSON> et "
        "<PERSON paul-petit>Paul Petit</PERSON>. <PERSON luc-petit group><PERSON paul-petit group>Les deux frères"
        "</PERSON></PERSON> sont rentrés.",
    ],
    "families": [
        "<PERSON luc-morel>Luc Morel</PERSON> et <PERSON anne-morel>Anne Morel</PERSON> ont vu <PERSON jean-roux>"
        "Jean Roux</PERSON>. <PERSON anne-morel group><PERSON luc-morel group>Les Morel</PERSON></PERSON> se taisent. "
        "L'avocat des <PERSON anne-morel group><PERSON luc-morel group>époux Morel</PERSON></PERSON> aussi.",
        "<PERSON luc-le-goff>Luc Le Goff</PERSON> a vu <PERSON anne-le-goff>Anne Le Goff</PERSON>. La maison des "
        "<PERSON anne-le-goff group><PERSON luc-le-goff group>Le Goff</PERSON></PERSON> est vendue. "
        "<PERSON luc-le-goff>Luc Le Goff</PERSON> se tait.",
    ],
    "groups of bodies": [
        "Le <ORGANIZATION fmi>FMI</ORGANIZATION> et la <ORGANIZATION bce>BCE</ORGANIZATION> enquêtent. "
        "<ORGANIZATION airbus>Airbus</ORGANIZATION> dit coopérer avec <ORGANIZATION bce group><ORGANIZATION fmi group>"
        "ces deux organismes</ORGANIZATION></ORGANIZATION>.",
    ],
    "groups that name nobody": [
        "<PERSON jean-roux>Jean Roux</PERSON> est absent.\n\n<PERSON luc-morin>Luc Morin</PERSON> a parlé au préfet. "
        "Les deux hommes se taisent.",
        "<PERSON luc-morin>Luc Morin</PERSON> a vu <PERSON jean-roux>Jean Roux</PERSON>. "
        "Les deux avocats de la famille se taisent.",
        "<PERSON luc-morin>Luc Morin</PERSON> a vu <PERSON jean-roux>Jean Roux</PERSON>. Le couple se plaint.",
        "<PERSON luc-morin>Luc Morin</PERSON> et <PERSON jean-roux>Jean Roux</PERSON> craignent les deux favorites, "
        "<PERSON anne-petit>Anne Petit</PERSON> et <PERSON marie-blanc>Marie Blanc</PERSON>.",
        "<STATE FRA>France</STATE> : le ministre <PERSON luc-morin>Luc Morin</PERSON> a vu le préfet "
        "<PERSON jean-roux>Jean Roux</PERSON>. Les deux terroristes sont en fuite.",
        "Deux pays ont voté contre.",
        "La <STATE CHN>Chine</STATE> a signé. Les deux pays se taisent.",
        "Les deux voitures se sont heurtées.",
        "<PERSON luc-morin>Luc Morin</PERSON> et <PERSON jean-roux>Jean Roux</PERSON> ont parlé. Les deux hommes "
        "arrêtés lundi se taisent.",
        "<PERSON luc-morin>Luc Morin</PERSON> et <PERSON jean-roux>Jean Roux</PERSON> ont parlé aux deux ministres "
        "<PERSON anne-petit>Anne Petit</PERSON> et <PERSON marie-blanc>Marie Blanc</PERSON>.",
    ],
}


@pytest.fixture(scope="module")
def analysed(engine: Engine) -> dict[str, str]:
    answers = found(engine, chain.from_iterable(BY_ARTICLE.values()))
    for date, marked in BY_DATE.items():
        answers |= found(engine, marked, date=date)
    return answers


@pytest.mark.parametrize("marked", cases(BY_DATE | BY_ARTICLE))
def test_roles_and_groups_name_whom_the_guide_says(analysed: dict[str, str], marked: str) -> None:
    assert analysed[marked] == marked
