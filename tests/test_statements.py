"""Statements by golden cases: each construction with its near-misses, parsed with the model."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.language import add_syntax
from pipeline.link.quotes import find_quotes
from pipeline.link.statements import find_statements
from pipeline.records import Sentence, Statement
from tests.markup import read_markup

pytestmark = pytest.mark.model

GR, TR, IT, FR = (
    "<STATE GRC>Grèce</STATE>",
    "<STATE TUR>Turquie</STATE>",
    "<STATE ITA>Italie</STATE>",
    "<STATE FRA>France</STATE>",
)
CASES = {
    "active": (f"La {GR} a accusé la {TR} d'espionnage.", ["GRC accuser TUR ACCUSE conflictual"]),
    "no act without a second actor": (f"La {GR} a accusé son voisin d'espionnage.", []),
    "a neighbour clause is no target": (f"La {GR} a protesté, mais la {TR} a continué.", []),
    "passive": (
        f"La {GR} a été critiquée par la {TR}.",
        ["TUR critiquer GRC ACCUSE conflictual"],
    ),
    "passive without agent": (f"La {GR} a été critiquée après la visite.", []),
    "participle with agent": (
        f"La milice soutenue par la {TR} a attaqué l'armée <STATE GRC demonym>grecque</STATE>.",
        [],
    ),
    "reflexive and reciprocal": (
        "<PERSON durand>Durand</PERSON> et <PERSON rossi>Rossi</PERSON> se sont rencontrés mardi.",
        ["durand rencontrer rossi CONSULT cooperative"],
    ),
    "coordinated subjects sign": (
        f"La {GR} et la {TR} ont signé un accord de paix.",
        ["GRC signer TUR AGREE cooperative"],
    ),
    "coordinated subjects that act on a third": (
        f"La {GR} et l'{IT} ont condamné la {TR}.",
        ["GRC condamner TUR ACCUSE conflictual", "ITA condamner TUR ACCUSE conflictual"],
    ),
    "coordinated subjects without an act on each other": (f"La {GR} et l'{IT} ont condamné l'attentat.", []),
    "coordinated objects": (
        f"La {GR} a critiqué la {TR} et l'{IT}.",
        ["GRC critiquer TUR ACCUSE conflictual", "GRC critiquer ITA ACCUSE conflictual"],
    ),
    "a chain of names": (
        f"La {GR}, l'{IT} et la {FR} ont rompu leurs relations avec la {TR}.",
        [
            "GRC rompre TUR SANCTION conflictual",
            "ITA rompre TUR SANCTION conflictual",
            "FRA rompre TUR SANCTION conflictual",
        ],
    ),
    "a group": (
        "<STATE GRC group><STATE TUR group>Les deux pays</STATE></STATE> coopèrent depuis longtemps.",
        ["GRC coopérer TUR COOPERATE cooperative"],
    ),
    "verb and preposition": (
        f"La {GR} s'est rapprochée de la {TR}.",
        ["GRC rapprocher TUR SUPPORT cooperative"],
    ),
    "light verb": (f"La {GR} a imposé des sanctions à la {TR}.", ["GRC imposer TUR SANCTION conflictual"]),
    "verb with a fixed noun": (f"La {GR} a mis en garde la {TR}.", ["GRC mettre TUR THREATEN conflictual"]),
    "supporting verb and noun": (
        f"La {GR} a mené une offensive contre la {TR}.",
        ["GRC mener TUR ASSAULT conflictual"],
    ),
    "lexical use of échanger": (
        f"La {GR} et la {TR} ont échangé des tirs à la frontière.",
        ["GRC échanger TUR ASSAULT conflictual"],
    ),
    "soutenir": (f"La {GR} soutient la {TR}.", ["GRC soutenir TUR SUPPORT cooperative"]),
    "soutenir que": (f"La {GR} soutient que la {TR} a menti.", []),
    "condamner": (f"La {GR} condamne la {TR}.", ["GRC condamner TUR ACCUSE conflictual"]),
    "condamner à": (
        "La <ORGANIZATION cour>Cour suprême</ORGANIZATION> a condamné <PERSON rossi>Rossi</PERSON> à dix ans.",
        ["cour condamner rossi COERCE conflictual"],
    ),
    "soldiers stand for their state": (
        f"La {TR} a tué deux soldats <STATE GRC demonym>grecs</STATE>.",
        ["TUR tuer GRC ASSAULT conflictual"],
    ),
    "citizens do not": (f"La {TR} a accueilli un touriste <STATE GRC demonym>grec</STATE>.", []),
    "an army acts for its state": (
        f"L'armée <STATE GRC demonym>grecque</STATE> affronte la {TR}.",
        ["GRC affronter TUR ASSAULT conflictual"],
    ),
    "an officer by name acts himself": (
        f"Le président <STATE GRC demonym>grec</STATE> <PERSON doukas>Nikos Doukas</PERSON> a critiqué la {TR}.",
        ["doukas critiquer TUR ACCUSE conflictual"],
    ),
    "the person behind the office and a comma": (
        f"Le ministre <STATE GRC demonym>grec</STATE> de la Défense, <PERSON doukas>Nikos Doukas</PERSON>,"
        f" a critiqué la {TR}.",
        ["doukas critiquer TUR ACCUSE conflictual"],
    ),
    "such a person as the object": (
        "<PERSON rossi>Rossi</PERSON> a critiqué la présidente de la"
        " <ORGANIZATION cour>Cour suprême</ORGANIZATION>, <PERSON doukas>Anna Doukas</PERSON>.",
        ["rossi critiquer doukas ACCUSE conflictual"],
    ),
    "an officer without a name is the state": (
        "Le ministre <STATE GRC demonym>grec</STATE> de la Défense a critiqué <PERSON rossi>Carlo Rossi</PERSON>.",
        ["GRC critiquer rossi ACCUSE conflictual"],
    ),
    "a meeting with a day behind it": (
        "<PERSON doukas>Nikos Doukas</PERSON> et <PERSON rossi>Carlo Rossi</PERSON> se sont retrouvés lundi.",
        ["doukas retrouver rossi CONSULT cooperative"],
    ),
    "what two states become is no meeting": (f"La {GR} et la {TR} se retrouvent isolées.", []),
    "what two states are made to do is no meeting": (
        f"La {GR} et la {TR} se voient contraintes de céder.",
        [],
    ),
    "a dinner": (
        "<PERSON doukas>Nikos Doukas</PERSON> et <PERSON rossi>Carlo Rossi</PERSON> ont dîné ensemble à Rome.",
        ["doukas dîner rossi CONSULT cooperative"],
    ),
    "a perfect with être": (
        f"La {GR} et la {TR} sont convenues d'un calendrier.",
        ["GRC convenir TUR AGREE cooperative"],
    ),
    "a document signed together": (
        f"La {GR} et la {TR} ont signé une lettre commune.",
        ["GRC signer TUR AGREE cooperative"],
    ),
    "a document signed alone": (f"La {GR} a signé une lettre commune.", []),
    "what is asked of the subject of the clause": (
        f"La {GR} exige que la {TR} rende les îles.",
        ["GRC exiger TUR REQUEST conflictual"],
    ),
    "what is asked about it is not asked of it": (f"La {GR} exige que la {TR} soit entendue.", []),
    "a frontier that opens": (
        f"La {GR} a rouvert sa frontière avec la {TR}.",
        ["GRC rouvrir TUR COOPERATE cooperative"],
    ),
    "a frontier that lies there": (f"La {GR} partage une frontière avec la {TR}.", []),
    "what is shared": (
        f"La {GR} partage ses cartes avec la {TR}.",
        ["GRC partager TUR COOPERATE cooperative"],
    ),
    "good relations": (
        f"La {GR} entretient de bonnes relations avec la {TR}.",
        ["GRC entretenir TUR COOPERATE cooperative"],
    ),
    "to uncouple": (
        f"La {GR} ne veut pas se découpler de la {TR}.",
        ["GRC découpler TUR SANCTION conflictual NEG possible"],
    ),
    "subject control": (
        f"La {GR} veut rencontrer la {TR}.",
        ["GRC rencontrer TUR CONSULT cooperative possible"],
    ),
    "object control": (
        f"La {GR} accuse la {TR} de menacer l'{IT}.",
        [
            "GRC accuser TUR ACCUSE conflictual",
            "TUR menacer ITA THREATEN conflictual reported GRC",
        ],
    ),
    "relative clause": (
        f"La {GR}, qui soutient l'{IT}, a protesté.",
        ["GRC soutenir ITA SUPPORT cooperative"],
    ),
    "what a relative clause is about": (
        f"Le parti a quitté le pays que la {GR} soutient.",
        [],
    ),
    "present participle": (
        f"La {GR} a réagi mardi, critiquant la {TR}.",
        ["GRC critiquer TUR ACCUSE conflictual"],
    ),
    "visit": (
        f"La visite de <PERSON doukas>Doukas</PERSON> en {TR} a duré deux jours.",
        ["doukas visite TUR CONSULT cooperative"],
    ),
    "impasse": (
        f"L'impasse entre la {GR} et la {TR} dure.",
        ["GRC impasse TUR REJECT conflictual"],
    ),
    "support as a noun": (
        f"Le soutien de la {GR} à l'{IT} est ancien.",
        ["GRC soutien ITA SUPPORT cooperative"],
    ),
    "an adjective of two states": (
        "L'accord <STATE GRC demonym>gréco</STATE>-<STATE TUR demonym>turc</STATE> entre en vigueur.",
        ["GRC accord TUR AGREE cooperative"],
    ),
    "a noun with one actor": ("La visite de <PERSON doukas>Doukas</PERSON> a duré deux jours.", []),
    "ties by what the verb says": (
        f"Les relations entre la {GR} et la {TR} se dégradent.",
        ["GRC dégrader TUR SANCTION conflictual"],
    ),
    "negation": (f"La {GR} n'a pas accusé la {TR}.", ["GRC accuser TUR ACCUSE conflictual NEG"]),
    "restriction is no negation": (f"La {GR} n'accuse que la {TR}.", ["GRC accuser TUR ACCUSE conflictual"]),
    "refuser de": (
        f"La {GR} refuse de rencontrer la {TR}.",
        ["GRC rencontrer TUR CONSULT cooperative NEG"],
    ),
    "sans": (
        f"La {GR} a protesté sans accuser la {TR}.",
        ["GRC accuser TUR ACCUSE conflictual NEG"],
    ),
    "future": (f"La {GR} rencontrera la {TR}.", ["GRC rencontrer TUR CONSULT cooperative possible"]),
    "press conditional": (
        f"La {GR} aurait attaqué la {TR}.",
        ["GRC attaquer TUR ASSAULT conflictual conditional"],
    ),
    "selon": (
        f"Selon l'{IT}, la {GR} a attaqué la {TR}.",
        ["GRC attaquer TUR ASSAULT conflictual reported ITA"],
    ),
    "inside a quote": (
        f"« La {GR} a attaqué la {TR} », a déclaré <PERSON rossi>Rossi</PERSON>.",
        ["GRC attaquer TUR ASSAULT conflictual reported rossi"],
    ),
    "through the noun of an act": (
        "<PERSON rossi>Rossi</PERSON> a approuvé l'assassinat de <PERSON doukas>Doukas</PERSON>.",
        ["rossi approuver doukas ASSAULT conflictual"],
    ),
    "against the noun of an act": (
        f"L'{IT} condamne l'offensive de la {GR} contre la {TR}.",
        ["ITA condamner GRC ACCUSE conflictual", "GRC offensive TUR ASSAULT conflictual"],
    ),
    "a headline": (
        f"La {GR} intercepte un avion <STATE TUR demonym>turc</STATE>",
        ["GRC intercepter TUR COERCE conflictual"],
    ),
    "a country before a colon is no subject": (
        f"{GR} : les parents attaquent la {TR}",
        [],
    ),
    "a pronoun of the sentence before": (
        "<PERSON rossi>Rossi</PERSON> a pris la parole.\n\nIl a critiqué la " + TR + ".",
        ["rossi critiquer TUR ACCUSE conflictual"],
    ),
    "a pronoun that could be two": (
        "<PERSON rossi>Rossi</PERSON> et <PERSON doukas>Doukas</PERSON> partent.\n\nIl a critiqué la "
        + TR
        + ".",
        [],
    ),
    "a pronoun that goes on with the subject": (
        "<PERSON rossi>Rossi</PERSON> part avec <PERSON doukas>Doukas</PERSON>.\n\nIl a critiqué la "
        + TR
        + ".",
        ["rossi critiquer TUR ACCUSE conflictual"],
    ),
    "a pronoun for a state's government": (
        f"Le gouvernement <STATE GRC demonym>grec</STATE> a salué l'{IT}.\n\nIl a critiqué la {TR}.",
        ["GRC saluer ITA SUPPORT cooperative", "GRC critiquer TUR ACCUSE conflictual"],
    ),
    "a pronoun of the other gender": (
        f"L'armée <STATE GRC demonym>grecque</STATE> a salué l'{IT}.\n\nIl a critiqué la {TR}.",
        ["GRC saluer ITA SUPPORT cooperative"],
    ),
    "a pronoun behind an office that names nobody": (
        f"Le roi a accueilli <PERSON rossi>Rossi</PERSON> au palais.\n\nIl a critiqué la {TR}.",
        [],
    ),
    "an object pronoun": (
        "<PERSON rossi>Rossi</PERSON> est parti.\n\nAinsi, la romancière <PERSON doukas>Anne Doukas</PERSON> l'a "
        "accusé de vol.",
        ["doukas accuser rossi ACCUSE conflictual"],
    ),
    "an object pronoun for what was done": (
        "<PERSON rossi>Rossi</PERSON> a signé le texte.\n\nAinsi <PERSON doukas>Doukas</PERSON> l'a annoncé.",
        [],
    ),
    "a judgement of a deed": (
        f"La {GR} a condamné les propos de <PERSON rossi>Rossi</PERSON>.",
        ["GRC condamner rossi ACCUSE conflictual"],
    ),
    "a judgement of what somebody underwent": (
        f"La {GR} a condamné la mort de <PERSON rossi>Rossi</PERSON>.",
        [],
    ),
    "a deed that is not judged": (
        f"La {GR} a lu les propos de <PERSON rossi>Rossi</PERSON>.",
        [],
    ),
    "whom the subject has beaten": (
        "<PERSON rossi>Adam Rossi</PERSON> a reçu <PERSON doukas>Nikos Doukas</PERSON>, qu'il avait battu en mars.",
        ["rossi recevoir doukas CONSULT cooperative", "rossi battre doukas ASSAULT conflictual"],
    ),
    "an agent behind the rest of a fixed phrase": (
        f"La {GR} a été pointée du doigt par l'{IT}.",
        ["ITA pointer GRC ACCUSE conflictual"],
    ),
    "an auxiliary parted from its participle": (
        f"La {GR} a, lors d'une réunion du Conseil jeudi soir, accusé la {TR} de tricher.",
        ["GRC accuser TUR ACCUSE conflictual"],
    ),
    "a name in brackets is no object": (
        f"La {GR} a été saluée, a déclaré le maire <PERSON rossi>Luca Rossi</PERSON> (<ORGANIZATION ps>Les "
        "Roses</ORGANIZATION>).",
        [],
    ),
    "in cooperation with": (
        f"La {GR}, en coopération avec la {TR}, a fermé le pont.",
        ["GRC coopération TUR COOPERATE cooperative"],
    ),
    "a pronoun behind a seat": (
        "<STATE FRA metonym>L'Élysée</STATE> a annoncé le départ de Zoé Roy ; elle sera remplacée par "
        "<PERSON rossi>Luca Rossi</PERSON>.",
        [],
    ),
    "what the noun before the participle undergoes": (
        f"<PERSON rossi>Rossi</PERSON> a évoqué des taxes jugées injustes par la {GR}.",
        [],
    ),
    "a fixed phrase and its noun are one act": (
        f"<PERSON rossi>Rossi</PERSON> est entré en contact avec la {GR}.",
        ["rossi entrer GRC CONSULT cooperative"],
    ),
    "a citizen behind a contraction": (
        "<PERSON rossi>Rossi</PERSON> résiste à la pression du <STATE TUR demonym>Turc</STATE>.",
        [],
    ),
    "no gift in giving rise": (
        f"La {GR} est partie, donnant naissance à la crise <STATE TUR demonym>turque</STATE>.",
        [],
    ),
    "a place is no actor": (f"La {GR} a attaqué <PLACE ankara>Ankara</PLACE>.", []),
    "a dateline before the sentence": (
        f"12 mai 2016 . – Lundi, l'équipe de la {GR} a battu celle de la {TR}.",
        ["GRC battre TUR ASSAULT conflictual"],
    ),
    "an article cut from its noun": (
        f"Hier, l' {IT} et l' <ORGANIZATION ue>Union européenne</ORGANIZATION> ont rompu avec la {TR}.",
        ["ITA rompre TUR SANCTION conflictual", "ue rompre TUR SANCTION conflictual"],
    ),
    "what is like a team's is no team": (f"Le déficit de la {GR} dépasse celui de la {TR}.", []),
    "a name at the end of its office's phrase": (
        "Le ministre de l'Intérieur <PERSON durand>Jean Durand</PERSON> a été accusé par "
        "<PERSON rossi>Luca Rossi</PERSON>.",
        ["rossi accuser durand ACCUSE conflictual"],
    ),
    "a name at the end of another office's phrase": (
        f"Le conseiller du président <PERSON durand>Jean Durand</PERSON> a rencontré la {GR}.",
        [],
    ),
    "made to undergo": (
        f"La {GR} s'est fait battre par la {TR}.",
        ["TUR battre GRC ASSAULT conflictual"],
    ),
    "made to do": (
        f"La {GR} a fait attaquer la {TR}.",
        ["GRC attaquer TUR ASSAULT conflictual"],
    ),
    "who attends": (
        "<PERSON durand>Jean Durand</PERSON>, accompagné de <PERSON rossi>Luca Rossi</PERSON>, est arrivé mardi.",
        ["rossi accompagner durand COOPERATE cooperative"],
    ),
    "what attends is nobody": (
        f"<PERSON durand>Jean Durand</PERSON>, accompagné de ses chiens, a quitté la {GR}.",
        ["durand quitter GRC RETREAT neutral"],
    ),
    "several agents": (
        f"La {GR} a été critiquée par l'{IT}, ainsi que par la {TR}.",
        ["ITA critiquer GRC ACCUSE conflictual", "TUR critiquer GRC ACCUSE conflictual"],
    ),
    "it is he who": (
        "<PERSON durand>Jean Durand</PERSON> est resté ferme.\n\nC'est lui qui a critiqué "
        "<PERSON rossi>Luca Rossi</PERSON>.",
        ["durand critiquer rossi ACCUSE conflictual"],
    ),
    "the latter": (
        "<PERSON durand>Jean Durand</PERSON> a cité <PERSON rossi>Luca Rossi</PERSON>.\n\n"
        f"Ce dernier a critiqué la {GR}.",
        ["rossi critiquer GRC ACCUSE conflictual"],
    ),
    "the last of something else": (
        f"<PERSON rossi>Luca Rossi</PERSON> est parti.\n\nLe dernier a critiqué la {GR}.",
        [],
    ),
    "two who are taken up": (
        "<PERSON durand>Jean Durand</PERSON> et <PERSON rossi>Luca Rossi</PERSON> sont partis.\n\n"
        f"Ils ont critiqué la {GR}.",
        ["durand critiquer GRC ACCUSE conflictual", "rossi critiquer GRC ACCUSE conflictual"],
    ),
    "one is not two": (
        f"<PERSON durand>Jean Durand</PERSON> est parti.\n\nIls ont critiqué la {GR}.",
        [],
    ),
    "to whom": (
        f"<PERSON durand>Jean Durand</PERSON> est arrivé.\n\nLa {GR} lui a offert une aide.",
        ["GRC offrir durand AID cooperative"],
    ),
    "he too": (
        "<PERSON durand>Jean Durand</PERSON> est arrivé.\n\n<PERSON rossi>Luca Rossi</PERSON> a lui aussi "
        "demandé un congé à son équipe.",
        [],
    ),
    "in the place of somebody": (
        "<PERSON durand>Jean Durand</PERSON> a été nommé en remplacement de <PERSON rossi>Luca Rossi</PERSON>.",
        ["durand remplacement rossi - neutral"],
    ),
    "no less than a match": (
        f"La {GR} s'est inclinée devant la {TR}.",
        ["GRC incliner TUR ASSAULT conflictual"],
    ),
    "the verb of a construction alone": (f"Le match a donné la {GR} gagnante contre la {TR}.", []),
    "an office with its own name beside another name": (
        "<PERSON durand>Jean Durand</PERSON> et le président <PERSON rossi>Luca Rossi</PERSON> se sont parlé mardi.",
        ["durand parler rossi CONSULT cooperative"],
    ),
    "participles that share an auxiliary": (
        f"La {GR} a consulté l'{IT} et menacé la {TR}.",
        ["GRC consulter ITA CONSULT cooperative", "GRC menacer TUR THREATEN conflictual"],
    ),
    "passive participles that share an auxiliary": (
        f"La {GR} a été consultée par l'{IT} et menacée par la {TR}.",
        ["ITA consulter GRC CONSULT cooperative", "TUR menacer GRC THREATEN conflictual"],
    ),
    "an aside inside the perfect": (
        f"Le dirigeant du parti, <PERSON durand>Jean Durand</PERSON>, a de son côté accusé la {GR}.",
        ["durand accuser GRC ACCUSE conflictual"],
    ),
    "money inside no perfect": (f"La {GR} a de l'argent prêté par la {TR}.", []),
    "what two claim is no act on who claims it": (
        f"<PERSON durand>Jean Durand</PERSON> visite une île administrée par la {GR} et revendiquée par la {TR}.",
        [],
    ),
    "a pronoun behind a sentence about nobody": (
        "<PERSON durand>Jean Durand</PERSON> est parti.\n\nLa crise dure.\n\nIl a accusé "
        "<PERSON rossi>Luca Rossi</PERSON>.",
        ["durand accuser rossi ACCUSE conflictual"],
    ),
    "a pronoun behind a sentence about a man": (
        "<PERSON durand>Jean Durand</PERSON> est parti.\n\nLe juge doute.\n\nIl a accusé "
        "<PERSON rossi>Luca Rossi</PERSON>.",
        [],
    ),
    "a pronoun behind a sentence about nobody and another name": (
        "<PERSON durand>Jean Durand</PERSON> est parti.\n\nLa crise dure.\n\nSelon "
        f"<PERSON rossi>Luca Rossi</PERSON>, il a accusé la {GR}.",
        [],
    ),
    "two with a word for emphasis": (
        f"La {GR} et la {TR}, elles, ont critiqué l'{IT}.",
        ["GRC critiquer ITA ACCUSE conflictual", "TUR critiquer ITA ACCUSE conflictual"],
    ),
    "a promise and its noun are one act": (
        f"La {GR} promet son soutien à la {TR}.",
        ["GRC promettre TUR AGREE cooperative"],
    ),
    "a name behind a trade": (
        "<PERSON durand>Jean Durand</PERSON> a rencontré la pianiste <STATE GRC demonym>grecque</STATE> "
        "<PERSON rossi>Anna Rossi</PERSON>.",
        ["durand rencontrer rossi CONSULT cooperative"],
    ),
    "a prize called after somebody": (
        "<PERSON durand>Jean Durand</PERSON> a reçu le Prix <PERSON rossi>Anna Rossi</PERSON>.",
        [],
    ),
    "origin is no office": (
        "Les jeunes responsables d'origine <STATE GRC demonym>grecque</STATE> ont été reçus par "
        "<PERSON rossi>Luca Rossi</PERSON>.",
        [],
    ),
    "like somebody": (
        "<PERSON durand>Jean Durand</PERSON> abandonne tout comme le <STATE GRC demonym>Grec</STATE> "
        "<PERSON rossi>Luca Rossi</PERSON>.",
        [],
    ),
    "a gerund hung on a noun has the subject of its clause": (
        "<PERSON durand>Anne Durand</PERSON> est allée chercher le titre dans la catégorie des moins de 60 kg en"
        " battant <PERSON rossi>Lucia Rossi</PERSON>.",
        ["durand battre rossi ASSAULT conflictual"],
    ),
    "a participle without 'en' is about its noun": (
        "<PERSON durand>Anne Durand</PERSON> suit une équipe battant <PERSON rossi>Lucia Rossi</PERSON>.",
        [],
    ),
    "a relative clause after the speaker of a quote": (
        "« Nous voulons la paix », répète <PERSON durand>Durand</PERSON>, qui a téléphoné samedi à"
        " <PERSON rossi>Rossi</PERSON>.",
        ["durand téléphoner rossi CONSULT cooperative"],
    ),
    "a kind and a name side by side as subject": (
        f"L'agence officielle <ORGANIZATION tass>Tass</ORGANIZATION> a accusé la {GR}.",
        ["tass accuser GRC ACCUSE conflictual"],
    ),
    "a date between auxiliary and participle": (
        f"La {GR} a, ce mardi 3 mai, menacé la {TR}.",
        ["GRC menacer TUR THREATEN conflictual"],
    ),
    "a day before the object": (
        f"L'armée <STATE TUR demonym>turque</STATE> a attaqué dimanche une base de la {GR}.",
        ["TUR attaquer GRC ASSAULT conflictual"],
    ),
    "who is preferred by a third": (
        "<PERSON durand>Durand</PERSON> s'est vu préférer <PERSON rossi>Rossi</PERSON> par la"
        " <ORGANIZATION ligue>Ligue</ORGANIZATION>.",
        ["ligue préférer rossi SUPPORT cooperative"],
    ),
    "who begins talks with others does not begin them with each other": (
        "<PERSON durand>Durand</PERSON> et <PERSON rossi>Rossi</PERSON> ont entamé jeudi des négociations avec les"
        " chefs de la grève.",
        [],
    ),
    "talks with each other": (
        "<PERSON durand>Durand</PERSON> et <PERSON rossi>Rossi</PERSON> ont entamé jeudi des négociations.",
        ["durand entamer rossi CONSULT cooperative"],
    ),
    "a second participle is about the thing too": (
        "<PERSON durand>Durand</PERSON> et <PERSON rossi>Rossi</PERSON> se disputent l'île, une région pauvre,"
        f" administrée par la {GR} et revendiquée par la {TR}.",
        ["durand disputer rossi REJECT conflictual"],
    ),
    "who is called on acts in the infinitive": (
        f"La {GR} a multiplié les appels à la {TR} à respecter l'<ORGANIZATION onu>ONU</ORGANIZATION>.",
        ["GRC multiplier TUR REQUEST neutral", "TUR respecter onu SUPPORT cooperative"],
    ),
    "a junta is its state": (
        "La junte <STATE GRC demonym>grecque</STATE> reproche à <STATE TUR metonym>Ankara</STATE> d'abriter les"
        " rebelles.",
        ["GRC reprocher TUR ACCUSE conflictual"],
    ),
    "offices with their holders in a row": (
        "<PERSON durand>Durand</PERSON> a remis au chef de l'État, <PERSON rossi>Luca Rossi</PERSON>, au Premier"
        " ministre sortant, <PERSON nowak>Jan Nowak</PERSON>, et au président du Sénat,"
        " <PERSON morel>Paul Morel</PERSON>, une copie du texte.",
        [
            "durand remettre rossi AID neutral",
            "durand remettre nowak AID neutral",
            "durand remettre morel AID neutral",
        ],
    ),
    "a construction keeps its preposition": (
        "<PERSON rossi>Rossi</PERSON> a pris à partie <PERSON durand>Durand</PERSON>.",
        ["rossi prendre durand ACCUSE conflictual"],
    ),
    "the same words without it are another": (
        "<PERSON rossi>Rossi</PERSON> et <PERSON durand>Durand</PERSON> vont prendre la tête de la partie, seul"
        " <PERSON nowak>Nowak</PERSON> réussit à suivre.",
        [],
    ),
    "examples of a kind": (
        f"Des pays comme la {GR} et la {TR} ont condamné l'{IT}.",
        ["GRC condamner ITA ACCUSE conflictual", "TUR condamner ITA ACCUSE conflictual"],
    ),
    "a comparison is no example": (f"Les pays ont condamné la {GR}, comme l'{IT}.", []),
    "a complement hung on the object's adjective": (
        f"La {GR} a adressé une lettre ouverte à la {FR}.",
        ["GRC adresser FRA CONSULT neutral"],
    ),
    "as many names as counted": (
        f"La {GR} a versé des fonds à trois élus, <PERSON durand>Jean Durand</PERSON>, <PERSON rossi>Luca"
        " Rossi</PERSON> et <PERSON nowak>Jan Nowak</PERSON>.",
        [
            "GRC verser durand AID cooperative",
            "GRC verser rossi AID cooperative",
            "GRC verser nowak AID cooperative",
        ],
    ),
    "a clause behind a counted noun": (
        f"La {GR} a versé des fonds à deux élus, et <PERSON durand>Jean Durand</PERSON> a reçu"
        " <PERSON rossi>Luca Rossi</PERSON>.",
        ["durand recevoir rossi CONSULT cooperative"],
    ),
    "a purpose hung on a place": (
        "Des milliers de gens se réunissent dans plusieurs villes <STATE GRC demonym>grecques</STATE> pour"
        f" protester contre la {TR}.",
        [],
    ),
    "a participle in a row shares the auxiliary": (
        f"<PERSON durand>Durand</PERSON> a reçu <PERSON rossi>Rossi</PERSON>, menacé la {GR}.",
        ["durand recevoir rossi CONSULT cooperative", "durand menacer GRC THREATEN conflictual"],
    ),
    "a participle with an agent undergoes": (
        f"<PERSON durand>Durand</PERSON> a visité le pays, accusé par la {GR} de fraude.",
        ["GRC accuser durand ACCUSE conflictual"],
    ),
    "'celle-ci' at the head of a sentence": (
        "Il y a eu un débat avec <PERSON rossi>Anna Rossi</PERSON>. Celle-ci a accusé <PERSON nowak>Nowak</PERSON> de"
        " mentir.",
        ["rossi accuser nowak ACCUSE conflictual"],
    ),
}


@pytest.mark.parametrize(("marked", "expected"), CASES.values(), ids=CASES.keys())
def test_statements(marked: str, expected: list[str], nlp: Language, knowledge: Knowledge) -> None:
    text, sentences, mentions = read_markup(marked)
    doc = _parsed(nlp, text, sentences)
    quotes = find_quotes(doc, sentences, mentions, knowledge)
    found = find_statements(doc, sentences, mentions, quotes, knowledge)
    assert [_show(statement) for statement in found] == expected


def test_a_statement_delimits_its_verb(nlp: Language, knowledge: Knowledge) -> None:
    text, sentences, mentions = read_markup(f"Mardi, la {GR} a accusé la {TR}.")
    doc = _parsed(nlp, text, sentences)
    found = find_statements(doc, sentences, mentions, [], knowledge)
    assert [text[statement.start : statement.end] for statement in found] == ["accusé"]


def test_an_unparsed_sentence_gives_nothing(nlp: Language, knowledge: Knowledge) -> None:
    text, sentences, mentions = read_markup(f"La {GR} a accusé la {TR}.")
    assert find_statements(nlp.make_doc(text), sentences, mentions, [], knowledge) == []


def _parsed(nlp: Language, text: str, sentences: list[Sentence]) -> Doc:
    doc = nlp.make_doc(text)
    starts = {sentence.start for sentence in sentences}
    for token in doc:
        token.is_sent_start = token.idx in starts
    add_syntax(nlp, [doc], [range(len(sentences))])
    return doc


def _show(found: Statement) -> str:
    ids = [key.partition(":")[2] for key in (found.source_id, found.target_id, found.speaker_id)]
    parts = [ids[0], found.verb, ids[1], found.event or "-", found.polarity, "NEG" if found.negated else ""]
    parts += [found.modality if found.modality != "asserted" else "", ids[2]]
    return " ".join(part for part in parts if part)
