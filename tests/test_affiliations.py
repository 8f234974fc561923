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
        ["costa | présidente | org:unesco | current"],
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
        ["silva | président | state:BRA | current", "silva | président | state:BRA | current"],
    ),
    "a bare description whose state nothing shows": (
        "<PERSON silva>João Silva</PERSON> est arrivé.\n\n<PERSON silva role>Le président</PERSON> repart mardi.",
        [],
    ),
    "a bare description of the head of a body": (
        "La présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, <PERSON costa>Ana Costa</PERSON>, part.\n\n"
        "<PERSON costa role>La présidente</PERSON> revient mardi.",
        ["costa | présidente | org:unesco | current", "costa | présidente | org:unesco | current"],
    ),
    "who serves a person of office": (
        "<PERSON rojas>Pablo Rojas</PERSON>, président du <STATE CHL>Chili</STATE>, part.\n\n<PERSON claes>Luc Claes"
        "</PERSON>, conseiller du président <PERSON rojas>Rojas</PERSON>, attend.",
        [
            "rojas | président | state:CHL | current",
            "claes | conseiller | state:CHL | current",
            "rojas | président | state:CHL | current",
        ],
    ),
    "who serves the holder of an office": (
        "L'envoyé du président <STATE CHL demonym>chilien</STATE>, <PERSON claes>Luc Claes</PERSON>, attend.",
        [],
    ),
    "who is related to the holder of an office": (
        "L'épouse du président <STATE CHL demonym>chilien</STATE>, <PERSON costa>Ana Costa</PERSON>, attend.",
        [],
    ),
    "what the holder of an office does": (
        "La visite du président <STATE CHL demonym>chilien</STATE>, <PERSON rojas>Pablo Rojas</PERSON>, est finie.",
        ["rojas | président | state:CHL | current"],
    ),
    "a description between office and name": (
        "Le vice-président de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, le <STATE CHL demonym>Chilien</STATE> "
        "<PERSON rojas>Pablo Rojas</PERSON>, part.",
        ["rojas | vice-président | org:unesco | current"],
    ),
    "governing offices in a row": (
        "<STATE CHL>Chili</STATE> : un accord\n\nIl a vu le Premier ministre, <PERSON rojas>Pablo Rojas</PERSON>, et "
        "le ministre de la Défense, <PERSON silva>João Silva</PERSON>.",
        [
            "rojas | Premier ministre | state:CHL | current",
            "silva | ministre de la Défense | state:CHL | current",
        ],
    ),
    "a second office after the verb": (
        "<PERSON costa>Ana Costa</PERSON>, ancienne ambassadrice de <STATE CHL>Chili</STATE>, est chercheuse au "
        "<ORGANIZATION cnrs>CNRS</ORGANIZATION>.",
        ["costa | ambassadrice | state:CHL | former", "costa | chercheuse | org:cnrs | current"],
    ),
    "a candidate and a bare party": (
        "<PERSON silva>João Silva</PERSON>, candidat <ORGANIZATION ps>PS</ORGANIZATION> à la mairie, part.",
        ["silva | candidat | org:ps | current"],
    ),
    "a member of parliament and a party in brackets": (
        "<PERSON silva>Ana Silva</PERSON>, députée (<ORGANIZATION ps>PS</ORGANIZATION>) de la Creuse, part.",
        ["silva | députée | org:ps | current"],
    ),
    "a party that is not what the office is of": (
        "<PERSON silva>João Silva</PERSON>, le président <ORGANIZATION ps>PS</ORGANIZATION> du "
        "<ORGANIZATION senat>Sénat</ORGANIZATION>, part.",
        ["silva | président | org:senat | current"],
    ),
    "who is in office": (
        "<PERSON costa>Ana Costa</PERSON> est la présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>.",
        ["costa | présidente | org:unesco | current"],
    ),
    "who was elected": (
        "<PERSON costa>Ana Costa</PERSON> a été élue présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>.",
        ["costa | présidente | org:unesco | current"],
    ),
    "who was in office": (
        "<PERSON costa>Ana Costa</PERSON>, qui était présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.",
        ["costa | présidente | org:unesco | former"],
    ),
    "who is not in office": (
        "<PERSON costa>Ana Costa</PERSON> n'est pas présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>.",
        [],
    ),
    "somebody's lawyer": (
        "<PERSON costa>Ana Costa</PERSON>, présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.\n\n"
        "<PERSON costa>Ana Costa</PERSON> et son avocat <PERSON silva>João Silva</PERSON> nient.",
        ["costa | présidente | org:unesco | current"],
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
    "an office of a part of the body": (
        "<PERSON costa>Ana Costa</PERSON>, directrice de la communication de "
        "l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.",
        ["costa | directrice de la communication | org:unesco | current"],
    ),
    "an office of a part of a state": (
        "Le chef de la police <STATE BEL demonym>belge</STATE>, <PERSON claes>Luc Claes</PERSON>, dément.",
        ["claes | chef de la police | state:BEL | current"],
    ),
    "a body within a body": (
        "<PERSON costa>Ana Costa</PERSON>, responsable du bureau <PLACE asie>Asie</PLACE> au sein "
        "de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.",
        ["costa | responsable du bureau Asie | org:unesco | current"],
    ),
    "a body under its common noun": (
        "<PERSON costa>Ana Costa</PERSON>, présidente du syndicat <ORGANIZATION unicom>Unicom</ORGANIZATION>, part.",
        ["costa | présidente | org:unicom | current"],
    ),
    "a private body without a name": (
        "<PERSON claes>Luc Claes</PERSON>, président de la fédération <STATE BEL demonym>belge</STATE> de judo, part.",
        [],
    ),
    "an association of those of a body": (
        "<PERSON claes>Luc Claes</PERSON>, président de l'association des amis de "
        "l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.",
        [],
    ),
    "what a person is responsible for": (
        "<PERSON claes>Luc Claes</PERSON>, responsable de la mort de soldats <STATE BEL demonym>belges</STATE>, fuit.",
        [],
    ),
    "a parliament rather than its state": (
        "Le président de l'<ORGANIZATION assemblee>Assemblée nationale</ORGANIZATION> "
        "<STATE MLI demonym>malienne</STATE>, <PERSON keita>Issa Keïta</PERSON>, part.",
        ["keita | président | org:assemblee | current"],
    ),
    "a parliament that is no mention": (
        "Le président du Parlement <STATE MLI demonym>malien</STATE>, <PERSON keita>Issa Keïta</PERSON>, part.",
        ["keita | président du Parlement | state:MLI | current"],
    ),
    "two bodies": (
        "<PERSON claes>Luc Claes</PERSON>, correspondant de <ORGANIZATION rfi>RFI</ORGANIZATION> et de "
        "l'<ORGANIZATION afp>AFP</ORGANIZATION>, part.",
        ["claes | correspondant | org:rfi | current", "claes | correspondant | org:afp | current"],
    ),
    "a body that does something else": (
        "<PERSON claes>Luc Claes</PERSON>, porte-parole de l'<ORGANIZATION otan>OTAN</ORGANIZATION> et "
        "l'<ORGANIZATION ue>Union</ORGANIZATION> protestent.",
        ["claes | porte-parole | org:otan | current"],
    ),
    "an occupation in a body": (
        "<PERSON costa>Ana Costa</PERSON>, chercheuse au <ORGANIZATION cnrs>CNRS</ORGANIZATION>, publie.",
        ["costa | chercheuse | org:cnrs | current"],
    ),
    "an occupation and a nationality": (
        "La chercheuse <STATE PRT demonym>portugaise</STATE> <PERSON costa>Ana Costa</PERSON> publie.",
        [],
    ),
    "a body behind the name": (
        "L'économiste <STATE PRT demonym>portugaise</STATE> <PERSON costa>Ana Costa</PERSON>, du cabinet "
        "<ORGANIZATION lumen>Lumen</ORGANIZATION>, doute.",
        ["costa | économiste | org:lumen | current"],
    ),
    "a body behind the name that goes on": (
        "L'économiste <STATE PRT demonym>portugaise</STATE> <PERSON costa>Ana Costa</PERSON>, du "
        "<ORGANIZATION lumen>Lumen</ORGANIZATION> au musée, a tout vu.",
        ["costa | économiste | state:PRT | current"],
    ),
    "an office with its adjective": (
        "<PERSON claes>Luc Claes</PERSON>, directeur sportif d'<ORGANIZATION almeria>Almeria</ORGANIZATION>, part.",
        ["claes | directeur sportif | org:almeria | current"],
    ),
    "an opinion is no part of the office": (
        "Le Premier ministre conservateur <STATE GRC demonym>grec</STATE>, <PERSON doukas>Nikos Doukas</PERSON>, part.",
        ["doukas | Premier ministre | state:GRC | current"],
    ),
    "a trade that looks like an adjective": (
        "Le chef décorateur <STATE GRC demonym>grec</STATE> <PERSON doukas>Nikos Doukas</PERSON> est mort.",
        [],
    ),
    "a portfolio of no table": (
        "<PERSON doukas>Nikos Doukas</PERSON>, ministre <STATE GRC demonym>grec</STATE> des Olives, part.",
        ["doukas | ministre des Olives | state:GRC | current"],
    ),
    "a charge": (
        "<PERSON doukas>Nikos Doukas</PERSON>, secrétaire d'État <STATE GRC demonym>grec</STATE> chargé de "
        "l'aide aux victimes, part.",
        ["doukas | secrétaire d'État chargé de l'aide aux victimes | state:GRC | current"],
    ),
    "an office cut in two by its body": (
        "<PERSON costa>Ana Costa</PERSON>, haut-commissaire des <ORGANIZATION onu>Nations unies</ORGANIZATION> aux "
        "droits de l'homme, proteste.",
        ["costa | haut-commissaire aux droits de l'homme | org:onu | current"],
    ),
    "two offices before the name": (
        "L'ancien patron de l'<ORGANIZATION oea>OEA</ORGANIZATION>, actuel président du <STATE CHL>Chili</STATE>, "
        "<PERSON rojas>Pablo Rojas</PERSON>, consulte.",
        ["rojas | patron | org:oea | former", "rojas | président | state:CHL | current"],
    ),
    "two people side by side": (
        "Le patron de l'<ORGANIZATION oea>OEA</ORGANIZATION>, le président du <STATE CHL>Chili</STATE>, "
        "<PERSON rojas>Pablo Rojas</PERSON>, et d'autres consultent.",
        ["rojas | président | state:CHL | current"],
    ),
    "two offices with something between": (
        "<PERSON rojas>Pablo Rojas</PERSON>, secrétaire général de l'<ORGANIZATION oea>OEA</ORGANIZATION> depuis "
        "2010 et par ailleurs membre du <ORGANIZATION comite>Comité du Sud</ORGANIZATION>, part.",
        ["rojas | secrétaire général | org:oea | current", "rojas | membre | org:comite | current"],
    ),
    "an enumeration of offices and names": (
        "Le président <STATE CHL demonym>chilien</STATE>, <PERSON rojas>Pablo Rojas</PERSON>, la ministre "
        "<STATE PRT demonym>portugaise</STATE>, <PERSON costa>Ana Costa</PERSON>, et d'autres étaient là.",
        ["rojas | président | state:CHL | current", "costa | ministre | state:PRT | current"],
    ),
    "age between name and office": (
        "<PERSON costa>Ana Costa</PERSON>, 52 ans, présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION>, part.",
        ["costa | présidente | org:unesco | current"],
    ),
    "a name that ends no phrase": (
        "Selon le président du <STATE CHL>Chili</STATE>, <PERSON rojas>Pablo Rojas</PERSON> ment.",
        [],
    ),
    "a name that opens the sentence with its office": (
        "Le président du <STATE CHL>Chili</STATE>, <PERSON rojas>Pablo Rojas</PERSON> a cédé.",
        ["rojas | président | state:CHL | current"],
    ),
    "a former holder without the name": (
        "<STATE CHL>Chili</STATE> : un deuil\n\nLe président <STATE CHL demonym>chilien</STATE> "
        "<PERSON rojas>Pablo Rojas</PERSON> est mort.\n\nOn pleure <PERSON rojas role>l'ancien président</PERSON>.",
        ["rojas | président | state:CHL | current", "rojas | président | state:CHL | former"],
    ),
    "the president of the parliament that is named": (
        "Le <ORGANIZATION senat>Sénat</ORGANIZATION> du <STATE CHL>Chili</STATE> et son président, "
        "<PERSON rojas>Pablo Rojas</PERSON>, protestent.",
        ["rojas | président | org:senat | current"],
    ),
    "a council that is no government": (
        "<STATE FRA>France</STATE> : un budget\n\n<PERSON costa>Ana Costa</PERSON>, présidente du conseil régional "
        "de <PLACE bretagne>Bretagne</PLACE>, part.",
        [],
    ),
    "two presidents, each with a state": (
        "Les présidents <STATE BRA demonym>brésilien</STATE> <PERSON silva>João Silva</PERSON> et "
        "<STATE CHL demonym>chilien</STATE> <PERSON rojas>Pablo Rojas</PERSON> ont voté.",
        ["silva | président | state:BRA | current", "rojas | président | state:CHL | current"],
    ),
    "two ministers in the order of their states": (
        "Les ministres <STATE BRA demonym>brésilien</STATE> et <STATE CHL demonym>chilien</STATE> de la Défense, "
        "<PERSON silva>João Silva</PERSON> et <PERSON rojas>Pablo Rojas</PERSON>, ont signé.",
        [
            "silva | ministre de la Défense | state:BRA | current",
            "rojas | ministre de la Défense | state:CHL | current",
        ],
    ),
    "two ministers, one name": (
        "Les ministres <STATE BRA demonym>brésilien</STATE> et <STATE CHL demonym>chilien</STATE>, "
        "<PERSON silva>João Silva</PERSON> en tête, ont signé.",
        [],
    ),
    "two members of a party": (
        "Les sénateurs <ORGANIZATION ps>PS</ORGANIZATION> <PERSON silva>João Silva</PERSON> et "
        "<PERSON rojas>Pablo Rojas</PERSON> ont voté.",
        ["silva | sénateur | org:ps | current", "rojas | sénateur | org:ps | current"],
    ),
    "members of a party in an enumeration": (
        "Les sénateurs <ORGANIZATION ps>PS</ORGANIZATION>, <PERSON silva>João Silva</PERSON> et "
        "<PERSON rojas>Pablo Rojas</PERSON> ont voté.",
        [],
    ),
    "members of a body that are counted": (
        "Deux experts de l'<ORGANIZATION onu>ONU</ORGANIZATION>, <PERSON silva>João Silva</PERSON> et "
        "<PERSON rojas>Pablo Rojas</PERSON>, ont voté.",
        ["silva | expert | org:onu | current", "rojas | expert | org:onu | current"],
    ),
    "two names before their office": (
        "<PERSON costa>Ana Costa</PERSON> et <PERSON roche>Ida Roche</PERSON>, députées du "
        "<ORGANIZATION ps>PS</ORGANIZATION>, ont voté.",
        ["costa | députée | org:ps | current", "roche | députée | org:ps | current"],
    ),
    "two former ministers of one person": (
        "<PERSON roche>Ida Roche</PERSON>, présidente du <STATE CHL>Chili</STATE>, part.\n\n"
        "Les ministres de <PERSON roche>Ida Roche</PERSON>, <PERSON silva>João Silva</PERSON> et "
        "<PERSON rojas>Pablo Rojas</PERSON>, partent.",
        ["roche | présidente | state:CHL | current"],
    ),
    "two former senators": (
        "Les anciens sénateurs <STATE CHL demonym>chiliens</STATE> <PERSON silva>João Silva</PERSON> et "
        "<PERSON rojas>Pablo Rojas</PERSON> ont voté.",
        ["silva | sénateur | state:CHL | former", "rojas | sénateur | state:CHL | former"],
    ),
    "one of several": (
        "Un des fondateurs du <ORGANIZATION ps>PS</ORGANIZATION>, <PERSON silva>João Silva</PERSON>, est mort.",
        ["silva | fondateur | org:ps | current"],
    ),
    "an office without article at the head": (
        "Présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION> depuis 2011, "
        "<PERSON costa>Ana Costa</PERSON> part.",
        ["costa | présidente | org:unesco | current"],
    ),
    "who was appointed, at the head": (
        "<STATE CHL>Chili</STATE> : un retour\n\nNommée ministre en mai, <PERSON costa>Ana Costa</PERSON> part.",
        ["costa | ministre | state:CHL | current"],
    ),
    "an office of past years": (
        "<PERSON costa>Ana Costa</PERSON>, présidente de l'<ORGANIZATION unesco>Unesco</ORGANIZATION> de 2001 "
        "à 2011, part.",
        ["costa | présidente | org:unesco | former"],
    ),
    "an office that a former one explains": (
        "L'<ORGANIZATION oea>OEA</ORGANIZATION> s'inquiète.\n\nSon médiateur, l'ancien président "
        "<STATE CHL demonym>chilien</STATE> <PERSON rojas>Pablo Rojas</PERSON>, part.",
        ["rojas | médiateur | org:oea | current", "rojas | président | state:CHL | former"],
    ),
    "one's ambassador abroad": (
        "La <STATE BEL>Belgique</STATE> rappelle son ambassadeur en <STATE TUR>Turquie</STATE>, "
        "<PERSON claes>Luc Claes</PERSON>.",
        ["claes | ambassadeur | state:BEL | current"],
    ),
    "an ambassador abroad": (
        "L'ambassadeur <STATE BEL demonym>belge</STATE> en <STATE TUR>Turquie</STATE>, "
        "<PERSON claes>Luc Claes</PERSON>, a été rappelé.",
        ["claes | ambassadeur | state:BEL | current"],
    ),
    "who is elected in a headline": (
        "<PERSON costa>Ana Costa</PERSON> élue présidente du <STATE CHL>Chili</STATE>",
        ["costa | présidente | state:CHL | current"],
    ),
    "where a head of government is": (
        "<STATE CHL>Chili</STATE> : le vote\n\nLe Premier ministre <PERSON rojas>Pablo Rojas</PERSON>, au centre d'une "
        "dispute au <ORGANIZATION senat>Sénat</ORGANIZATION>, part.",
        ["rojas | Premier ministre | state:CHL | current"],
    ),
    "a candidate to an election": (
        "Le candidat <ORGANIZATION ps>PS</ORGANIZATION> à la présidentielle <STATE FRA demonym>française</STATE>, "
        "<PERSON silva>João Silva</PERSON>, part.",
        ["silva | candidat | org:ps | current"],
    ),
    "an unknown state": ("Le président <PERSON silva>João Silva</PERSON> est arrivé.", []),
    "a name that only follows": (
        "Le président <STATE BRA demonym>brésilien</STATE> a vu <PERSON rossi>Ugo Rossi</PERSON>.",
        [],
    ),
    "a body called by its noun": (
        "La compagnie <ORGANIZATION lumen>Lumen</ORGANIZATION> quitte <ORGANIZATION medef>Medef</ORGANIZATION>.\n\n"
        "<PERSON costa>Ana Costa</PERSON>, la patronne de la compagnie, se tait.\n\n"
        "Le directeur de la compagnie <PERSON claes>Luc Claes</PERSON> attend.",
        ["costa | patronne | org:lumen | current", "claes | directeur | org:lumen | current"],
    ),
    "a party that its name does not say to be one": (
        "<ORGANIZATION rn>RN</ORGANIZATION> et <ORGANIZATION cgt>CGT</ORGANIZATION> protestent.\n\n"
        "Le président du parti, <PERSON claes>Luc Claes</PERSON>, attend.",
        ["claes | président | org:rn | current"],
    ),
    "a body's noun that several bear, that goes on, or that none bears": (
        "La banque <ORGANIZATION lumen>Lumen</ORGANIZATION> rachète la banque <ORGANIZATION solis>Solis</ORGANIZATION> "
        "à la compagnie <ORGANIZATION aero>Aero</ORGANIZATION>.\n\n"
        "Le directeur de la banque, <PERSON claes>Luc Claes</PERSON>, attend.\n\n"
        "Le directeur de la compagnie minière, <PERSON claes>Luc Claes</PERSON>, attend.\n\n"
        "Le directeur de la compagnie de Rouen, <PERSON claes>Luc Claes</PERSON>, attend.\n\n"
        "Le président du club, <PERSON claes>Luc Claes</PERSON>, attend.",
        [],
    ),
    "an office held under somebody, from one year to another": (
        "<PERSON rossi>Ugo Rossi</PERSON>, ministre <STATE ITA demonym>italien</STATE> sous <PERSON costa>Ana Costa"
        "</PERSON> de 1988 à 1991, est mort.",
        ["rossi | ministre | state:ITA | former"],
    ),
    "who owns or founded a body": (
        "<ORGANIZATION lumen>Lumen</ORGANIZATION> ferme, annonce son propriétaire <PERSON claes>Luc Claes</PERSON>.",
        ["claes | propriétaire | org:lumen | current"],
    ),
    "who plays for one of two": (
        "<PLACE rouen>Rouen</PLACE> bat <ORGANIZATION lumen>Lumen</ORGANIZATION> grâce à son gardien, "
        "<PERSON claes>Luc Claes</PERSON>.",
        [],
    ),
    "who serves the one named before": (
        "<PERSON costa>Ana Costa</PERSON> quitte <ORGANIZATION lumen>Lumen</ORGANIZATION>, selon son agent "
        "<PERSON claes>Luc Claes</PERSON>.",
        [],
    ),
    "two offices with an article each are of two people": (
        "<PERSON silva role>Le président</PERSON> et le ministre <STATE CHL demonym>chilien</STATE> des Transports "
        "partent.\n\nLe ministre de la Santé du <STATE CHL>Chili</STATE> et le préfet, <PERSON rojas>Pablo Rojas"
        "</PERSON>, partent.",
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
