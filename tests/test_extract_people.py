"""People that the tables don't hold: surnames, particles, families, name order, two of one name."""

from __future__ import annotations

import pytest
from golden import article, cases

from pipeline.records import Analysis
from pipeline.run import Engine, analyze

pytestmark = pytest.mark.model

GOLDEN: dict[str, list[str]] = {
    "surname": [
        "Le maire <PERSON jean-dufour>Jean Dufour</PERSON> a démissionné. "
        "<PERSON jean-dufour>Dufour</PERSON> ne dira rien.",
        "M. <PERSON jean-dufour>Dufour</PERSON> se tait. Le maire <PERSON jean-dufour>Jean Dufour</PERSON> est absent.",
        "<PERSON nadia-morel>Nadia Morel</PERSON> a gagné. Mme <PERSON nadia-morel>Morel</PERSON> remercie ses amis.",
    ],
    "two of one surname": [
        "<PERSON jean-dufour>Jean Dufour</PERSON> et <PERSON claire-dufour>Claire Dufour</PERSON> se disputent. "
        "<PERSON claire-dufour>Claire Dufour</PERSON> est partie.",
        "<PERSON jean-dufour>Jean Dufour</PERSON> et <PERSON claire-dufour>Claire Dufour</PERSON> se disputent. "
        "<PERSON dufour>Dufour</PERSON> est parti.",
    ],
    "particles": [
        "Le juge <PERSON paul-de-brissac>Paul de Brissac</PERSON> enquête. "
        "<PERSON paul-de-brissac>Brissac</PERSON> a saisi un dossier.",
        "La présidente <PERSON ursula-von-der-leyen>Ursula von der Leyen</PERSON> a parlé. "
        "Mme <PERSON ursula-von-der-leyen>von der Leyen</PERSON> est attendue lundi.",
        "Le colonel <PERSON karim-ben-youssef>Karim Ben Youssef</PERSON> commande. "
        "<PERSON karim-ben-youssef>Ben Youssef</PERSON> est blessé.",
        "Le cheikh <PERSON hassan-al-rachidi>Hassan al-Rachidi</PERSON> est mort. "
        "Le frère d'<PERSON hassan-al-rachidi>al-Rachidi</PERSON> lui succède.",
        "Le cheikh <PERSON hassan-al-rachidi>Hassan al-Rachidi</PERSON> est mort. "
        "<PERSON hassan-al-rachidi>Al-Rachidi</PERSON> avait 70 ans.",
    ],
    "name order": [
        "Le ministre <PERSON wang-yi>Wang Yi</PERSON> est arrivé. M. <PERSON wang-yi>Wang</PERSON> repart demain.",
        "Le maire <PERSON park-won-soon>Park Won-soon</PERSON> a disparu. "
        "<PERSON park-won-soon>Park</PERSON> était élu depuis 2011.",
    ],
    "the tables' names in another spelling": [
        "Le président <PERSON recep-tayyip-erdogan>Recep Tayip Erdoğan</PERSON> a parlé.",
        "Le maire <PERSON recep-erdogan>Recep Erdogan</PERSON> a parlé.",
        "Le maire <PERSON a-coulibaly>A. Coulibaly</PERSON> a parlé.",
    ],
    "the tables' names in another order": [
        "<PERSON fumio-kishida>Kishida Fumio</PERSON> est arrivé. <PERSON fumio-kishida>Kishida</PERSON> repart.",
    ],
    "families": [
        "<PERSON marine-le-pen>Marine Le Pen</PERSON> est venue. Mme <PERSON marine-le-pen>Le Pen</PERSON> a parlé.",
        "<PERSON marine-le-pen>Marine Le Pen</PERSON> s'oppose à <PERSON jean-marie-le-pen>Jean-Marie Le Pen</PERSON>.",
    ],
    "from the tables": [
        "<PERSON vladimir-poutine>Poutine</PERSON> et <PERSON xi-jinping>Xi Jinping</PERSON> se sont vus.",
        "<PERSON volodymyr-zelensky>Zelensky</PERSON> a reçu <PERSON emmanuel-macron>Macron</PERSON>.",
        "<PERSON benyamin-netanyahou>Benyamin Netanyahou</PERSON> menace la <STATE SYR>Syrie</STATE>.",
        "Le dirigeant <PERSON bachar-el-assad>Bachar al-Assad</PERSON> est en exil.",
    ],
    "two of one surname and something to choose by": [
        "<PERSON jean-dufour>Jean Dufour</PERSON> et <PERSON claire-dufour>Claire Dufour</PERSON> se disputent. "
        "Mme <PERSON claire-dufour>Dufour</PERSON> est partie.",
        "<PERSON jean-dufour>Jean Dufour</PERSON> est venu seul. Mme <PERSON dufour>Dufour</PERSON> est malade.",
        "<PERSON jean-dufour>Jean Dufour</PERSON> a parlé. <PERSON jean-dufour>Dufour</PERSON> est maire. Sa sœur "
        "<PERSON claire-dufour>Claire Dufour</PERSON> se tait.",
        "<PERSON jean-dufour>Jean Dufour</PERSON> et <PERSON claire-dufour>Claire Dufour</PERSON> se disputent. "
        "La fortune des <PERSON claire-dufour group><PERSON jean-dufour group>Dufour</PERSON></PERSON> est immense.",
    ],
    "couples": [
        "Les coureurs <PERSON jonathan-dufour>Jonathan</PERSON> et <PERSON claire-dufour>Claire Dufour</PERSON> sont "
        "battus. <PERSON jonathan-dufour>Jonathan</PERSON> se repose.",
    ],
    "slips of the pen": [
        "<PERSON jodie-stimson>Jodie Stimson</PERSON> mène. <PERSON jodie-stimson>Jodie Stinson</PERSON> a gagné.",
        "La surprise <PERSON mauricio-mendez>Mendez</PERSON>. Le coureur <PERSON mauricio-mendez>Mauricio Méndez"
        "</PERSON> a gagné.",
        "<PERSON louise-morin>Louise Morin</PERSON> mène. <PERSON louis-morin>Louis Morin</PERSON> a gagné.",
    ],
    "longer and shorter names": [
        "Hier, <PERSON ines-paula-morel>Paula Morel</PERSON> a gagné. La coureuse <PERSON ines-paula-morel>Inès Paula "
        "Morel</PERSON> a 20 ans.",
        "Le coureur <PERSON carlos-solana-prieto>Carlos Solana Prieto</PERSON> mène. <PERSON "
        "carlos-solana-prieto>Carlos Solana</PERSON> a gagné.",
        "La coureuse <PERSON nadia-roux-morel>Nadia Roux Morel</PERSON> mène. <PERSON nadia-roux-morel>Nadia "
        "Morel</PERSON> a gagné.",
        "Le maire <PERSON karim-ben-hassan-mansour>Karim ben Hassan Mansour</PERSON> parle. Son père, <PERSON "
        "hassan-mansour>Hassan Mansour</PERSON>, se tait.",
        "Le mari de <PERSON julie-marc-dufour>Julie Marc Dufour</PERSON> est avocat. <PERSON marc-dufour>Marc "
        "Dufour</PERSON> plaide.",
        "Le maire <PERSON anna-maria-bassi>Anna Maria Bassi</PERSON> parle. La chanteuse <PERSON anna-maria>Anna "
        "Maria</PERSON> se tait.",
        "Le skieur <PERSON paul-dufour-sr>Paul Dufour sr</PERSON> mène. <PERSON paul-dufour>Paul Dufour</PERSON> "
        "a gagné.",
    ],
    "the one whom the tables know by the surname": [
        "L'ancien ministre <PERSON francois-fillon>François Fillon</PERSON> et <PERSON penelope-fillon>Penelope "
        "Fillon</PERSON> sont venus. <PERSON francois-fillon>Fillon</PERSON> a parlé.",
        "L'ancien ministre <PERSON francois-fillon>François Fillon</PERSON> et <PERSON penelope-fillon>Penelope "
        "Fillon</PERSON> sont venus. Mme <PERSON penelope-fillon>Fillon</PERSON> a parlé.",
        "L'ancien ministre <PERSON francois-fillon>François Fillon</PERSON> et <PERSON luc-fillon>Luc "
        "Fillon</PERSON> sont venus. <PERSON fillon>Fillon</PERSON> a parlé.",
    ],
    "sovereigns": [
        "Le pape <PERSON francois>François</PERSON> a écrit à <PERSON francois-hollande>François Hollande</PERSON>.",
    ],
    "other names": [
        "<PERSON alexandra-morel>Alexandra Morel</PERSON>, dite <PERSON alexandra-morel>Alma</PERSON>, est en tête.",
        "<PERSON armand-dufour>Armand Dufour</PERSON> est mort. Né <PERSON armand-dufour>Dante Dufour</PERSON>, il "
        "écrivait.",
    ],
    "names of birth": [
        "Le chanteur <PERSON max-valier>Max Valier</PERSON>, de son vrai nom <PERSON max-valier>Robert "
        "Dufour</PERSON>, est mort.",
        "Le dessinateur <PERSON robert-dufour>Robert Dufour</PERSON>, plus connu sous le pseudonyme de <PERSON "
        "robert-dufour>Bertin</PERSON>, est mort.",
    ],
    "initials": [
        "<PERSON amadou-ibrahim-kone>Amadou Ibrahim Koné</PERSON> est nommé. "
        "<PERSON amadou-ibrahim-kone>A. Koné</PERSON> prête serment.",
        "<PERSON timothy-dufour>Timothy Dufour</PERSON> a gagné. <PERSON timothy-dufour>Tim Dufour</PERSON> sourit.",
        "<PERSON jean-dufour>Jean Dufour</PERSON> a gagné. <PERSON jean-marie-dufour>Jean-Marie Dufour</PERSON> rit.",
        "<PERSON george-w-bush>George W. Bush</PERSON> a écrit un livre.",
        "<PERSON george-bush>Bush père</PERSON> écrit. La ministre parle de son père.",
        "<PERSON jean-yves-le-drian>Jean-Yves Le Drian</PERSON> est à Beyrouth. "
        "<PERSON jean-yves-le-drian>J.-Y. Le Drian</PERSON> repart lundi.",
    ],
}


@pytest.mark.parametrize("marked", cases(GOLDEN))
def test_people_are_those_of_the_article(analysed: dict[str, str], marked: str) -> None:
    assert analysed[marked] == marked


def test_a_surname_of_two_says_so(engine: Engine) -> None:
    text = "Jean Dufour et Claire Dufour se disputent. Dufour est parti."
    (answer,) = analyze(engine, [article(text)])
    assert isinstance(answer, Analysis)
    last = answer.mentions[-1]
    assert (last.candidates, last.score) == (("person:claire-dufour", "person:jean-dufour"), 0.5)
    (entity,) = [one for one in answer.entities if one.entity_id == last.entity_id]
    assert entity.status == "ambiguous: Claire Dufour, Jean Dufour"
