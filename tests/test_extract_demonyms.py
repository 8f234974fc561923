"""Demonyms in whole sentences: alone, in compounds, shared by two states; languages and dishes are none."""

from __future__ import annotations

import pytest
from golden import article, cases

from pipeline.records import Analysis
from pipeline.run import Engine, analyze

pytestmark = pytest.mark.model

DATE = ""

GOLDEN: dict[str, list[str]] = {
    "alone": [
        "Les <STATE USA demonym>Américains</STATE> ont voté.",
        "Le gouvernement <STATE CHN demonym>chinois</STATE> dément, l'armée <STATE RUS demonym>russe</STATE> aussi.",
        "Les diplomates <STATE FRA demonym>français</STATE> ont quitté le <STATE NER>Niger</STATE>.",
        "LES TROUPES <STATE RUS demonym>RUSSES</STATE> RECULENT\n\nLe front bouge.",
        "L'écrivain <STATE RUS demonym>russe</STATE> vit à Berlin.",
        "Une <STATE ITA demonym>Italienne</STATE> et deux <STATE ESP demonym>Espagnols</STATE> sont blessés.",
    ],
    "beside words that may speak of a language": [
        "C'est sa première épreuve. L'<STATE ESP demonym>espagnol</STATE> gagne encore.",
        "Après l'épreuve, le <STATE FRA demonym>français</STATE> <PERSON luc-morel>Luc Morel</PERSON> sourit.",
    ],
    "compounds": [
        "Les manœuvres <STATE RUS demonym>russo</STATE>-<STATE CHN demonym>chinoises</STATE> commencent.",
        "L'alliance <STATE USA demonym>américano</STATE>-<STATE KOR demonym>sud-coréenne</STATE> tient.",
        "Les séparatistes pro-<STATE RUS demonym>russes</STATE> avancent.",
        "Un sentiment anti-<STATE USA demonym>américain</STATE> monte.",
        "Le couple <STATE FRA demonym>franco</STATE>-<STATE DEU demonym>allemand</STATE> hésite.",
        "La guerre <STATE IRN demonym>irano</STATE>-<STATE IRQ demonym>irakienne</STATE> a duré huit ans.",
    ],
    "compounds that stand for a person": [
        "La <STATE FRA demonym>Franco</STATE>-<STATE DZA demonym>Algérienne</STATE> a été réélue.",
        "L'<STATE IRN demonym>Irano</STATE>-<STATE GBR demonym>Britannique</STATE> <PERSON nina-amiri>Nina "
        "Amiri</PERSON> est libre.",
        "L'Afrique australe attend.",
    ],
    "with a prefix": [
        "Les séparatistes pro<STATE RUS demonym>russes</STATE> avancent.",
        "Un discours anti<STATE USA demonym>américain</STATE>.",
        "Le prochain scrutin et la profession de foi.",
    ],
    "two halves": [
        "La <STATE KOR>Corée du Sud</STATE> a répondu à la <STATE PRK>Corée du Nord</STATE>. "
        "Le <STATE PRK>Nord</STATE> menace le <STATE KOR>Sud</STATE>.",
        "La <STATE PRK>Corée du Nord</STATE> a tiré. Le Nord du pays est inondé.",
        "La <STATE KOR>Corée du Sud</STATE> et la <STATE PRK>Corée du Nord</STATE> pêchent, loin de la mer du Nord.",
    ],
    "inside names": [
        "Le <ORGANIZATION ministere-russe-de-la-defense>ministère <STATE RUS demonym>russe</STATE> de la "
        "Défense</ORGANIZATION> confirme.",
        "Le <ORGANIZATION ministere-chinois-des-affaires-etrangeres>ministère des Affaires étrangères</ORGANIZATION> "
        "<STATE CHN demonym>chinois</STATE> proteste.",
        "Un bateau a sombré dans l'océan Indien.",
    ],
    "of rare form": [
        "Un juge <STATE PNG demonym>papouan-néo-guinéen</STATE> a été saisi.",
        "Une élue <STATE BIH demonym>bosno-herzégovinienne</STATE> proteste.",
        "La <STATE TUR>République turque</STATE> a cent ans.",
    ],
    "languages and manners": [
        "Il parle couramment russe.",
        "Elle a appris le polonais à Varsovie.",
        "Il l'a appris du gouvernement <STATE POL demonym>polonais</STATE>.",
        "Il a répondu dans un anglais parfait.",
        "Un <STATE GBR demonym>Anglais</STATE> parfait inconnu a gagné.",
        "Une campagne à l'américaine commence.",
        "Le contrat échoit à l'<STATE USA demonym>américaine</STATE> <ORGANIZATION boeing>Boeing</ORGANIZATION>.",
        "Un moine dominicain prêche.",
    ],
    "of several words": [
        "Le <STATE ZAF demonym>Sud Africain</STATE> gagne devant l'<STATE ZAF demonym>Africaine du Sud</STATE>.",
        "Le régime <STATE PRK demonym>nord coréen</STATE> menace.",
        "Un <STATE PRK demonym>Coréen du Nord</STATE> a fui.",
        "Les réfugiés gagnent le sud <STATE SDN demonym>soudanais</STATE>.",
        "Le marché africain du sud au nord se développe.",
    ],
    "compounds whose hyphen stands loose": [
        "La zone <STATE IRQ demonym>irako</STATE> -<STATE SYR demonym>syrienne</STATE> est minée.",
        "Le <STATE ZAF demonym>Sud -Africain</STATE> a gagné.",
        "Le conflit <STATE ISR demonym>israélo</STATE>-arabe dure.",
        "Un sommet <STATE FRA demonym>franco</STATE>-africain s'ouvre.",
        "Un policier nord-irlandais témoigne, la police nord- irlandaise veille.",
        "Un Irlandais du Nord a gagné.",
    ],
    "written like the state": [
        "Le <STATE CHE demonym>Suisse</STATE> <PERSON marc-favre>Marc Favre</PERSON> gagne.",
        "La <STATE CHE demonym>Suisse</STATE> <PERSON anne-favre>Anne Favre</PERSON> gagne.",
        "Premier <STATE CHE demonym>Suisse</STATE> à gagner, il pleure.",
        "La <STATE CHE>Suisse</STATE> gagne.",
    ],
    "near misses": [
        "Le témoin parle russe et comprend le chinois.",
        "Le rapport, rédigé en français, sera traduit en anglais.",
        "La connaissance de l'anglais ou du français est exigée.",
        "Un professeur d'anglais et ses cours de russe.",
        "Le discours, en anglais seulement, a surpris.",
        "Les Indiens d'Amérique défilent.",
        "La cuisine chinoise et le restaurant italien ont la cote.",
        "Le canadair a survolé la forêt.",
        "Les dirigeants européens et africains se réunissent.",
        "Les combattants kurdes ont pris la ville.",
    ],
    "shared, settled by the article": [
        "La <STATE COD>République démocratique du Congo</STATE> proteste. "
        "L'armée <STATE COD demonym>congolaise</STATE> a riposté.",
        "La <STATE GIN>Guinée</STATE> vote dimanche. L'opposition <STATE GIN demonym>guinéenne</STATE> conteste.",
        "La <STATE KOR>Corée du Sud</STATE> exporte. Les constructeurs <STATE KOR demonym>coréens</STATE> embauchent.",
        "La <STATE DOM>République dominicaine</STATE> ferme sa frontière. "
        "La police <STATE DOM demonym>dominicaine</STATE> expulse.",
        "Le <STATE SDN>Soudan</STATE> brûle. Les réfugiés <STATE SDN demonym>soudanais</STATE> affluent.",
    ],
    "shared, settled by the cities of the article": [
        "Le vote a lieu à Brazzaville. L'opposition <STATE COG demonym>congolaise</STATE> conteste.",
        "Une explosion a secoué Kinshasa. Deux ministres <STATE COD demonym>congolais</STATE> démissionnent.",
    ],
    "shared, where the other states have a demonym of their own": [
        "Le président <STATE GIN demonym>guinéen</STATE> est réélu.",
        "Un <STATE CIV demonym>Ivoirien</STATE> et deux <STATE SDN demonym>Soudanais</STATE> sont morts.",
        "La <STATE GMB>Gambie</STATE> respire : le président déchu part pour la <STATE GNQ>Guinée équatoriale</STATE> "
        "avec le ministre <STATE guineen demonym>guinéen</STATE>.",
        "Le <STATE SSD>Soudan du Sud</STATE> vote. L'armée <STATE SSD demonym>soudanaise</STATE> surveille.",
    ],
    "shared, left open": [
        "Un soldat <STATE congolais demonym>congolais</STATE> est mort.",
        "Les athlètes <STATE coreen demonym>coréennes</STATE> défilent.",
        "Une <STATE congolais demonym>Congolaise</STATE> et un <STATE congolais demonym>Congolais</STATE> arrivent.",
        "La <STATE KOR>Corée du Sud</STATE> et la <STATE PRK>Corée du Nord</STATE> négocient. "
        "Un soldat <STATE coreen demonym>coréen</STATE> a fui.",
    ],
    "two that look alike": [
        "La junte <STATE NER demonym>nigérienne</STATE> et la police <STATE NGA demonym>nigériane</STATE> s'accordent.",
        "Le président <STATE NER demonym>nigérien</STATE> accuse l'armée <STATE NGA demonym>nigériane</STATE>.",
    ],
}


@pytest.mark.parametrize("marked", cases(GOLDEN))
def test_demonyms_are_those_of_the_guide(analysed: dict[str, str], marked: str) -> None:
    assert analysed[marked] == marked


def test_what_stays_open_names_its_candidates(engine: Engine) -> None:
    (answer,) = analyze(engine, [article("Un soldat congolais est mort.")])
    assert isinstance(answer, Analysis)
    (mention,), (entity,) = answer.mentions, answer.entities
    assert mention.candidates == ("state:COD", "state:COG")
    assert mention.score == 0.5
    assert entity.status == "ambiguous: République démocratique du Congo, Congo"
