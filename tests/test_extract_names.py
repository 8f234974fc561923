"""Names and acronyms: right type, right edges, right entity; and the words that are none."""

from __future__ import annotations

import pytest
from golden import cases

pytestmark = pytest.mark.model

GOLDEN: dict[str, list[str]] = {
    "edges": [
        "Le président <PERSON vladimir-poutine>Vladimir Poutine</PERSON> a quitté Sotchi.",
        "M. <PERSON serguei-lavrov>Lavrov</PERSON> et Mme <PERSON dupont>Dupont</PERSON> ont dîné ensemble.",
        "La chancelière <PERSON angela-merkel>Angela Merkel</PERSON> ne dira rien.",
        "L'<ORGANIZATION otan>OTAN</ORGANIZATION> et la <STATE CHN>Chine</STATE> s'observent.",
        "Le journal <ORGANIZATION le-monde>Le Monde</ORGANIZATION> a publié l'enquête mardi.",
        "Le général <PERSON charles-de-gaulle>de Gaulle</PERSON> avait prévenu.",
        "Le docteur <PERSON anna-kowalska>Anna Kowalska</PERSON> a soigné les blessés.",
        "L'<ORGANIZATION onu>Organisation des Nations unies</ORGANIZATION> s'inquiète.",
    ],
    "states": [
        "Les <STATE USA>États-Unis</STATE> et l'<STATE SUN>Union soviétique</STATE> se surveillaient.",
        "Les <STATE USA>USA</STATE> et la <STATE CHN>RPC</STATE> négocient.",
        "Le <STATE XKX>Kosovo</STATE>, la <STATE PSE>Palestine</STATE> et <STATE TWN>Taïwan</STATE> veulent adhérer.",
        "La <STATE DDR>RDA</STATE> et la <STATE YUG>Yougoslavie</STATE> n'existent plus.",
        "En <STATE RUS>Russie</STATE>, le rouble chute.",
        "La <STATE PRK>Corée du Nord</STATE> menace la <STATE KOR>Corée du Sud</STATE>.",
        "La <STATE COD>République démocratique du Congo</STATE> accuse le <STATE RWA>Rwanda</STATE>.",
        "L'<STATE ISR>État hébreu</STATE> et l'<STATE CHN>Empire du Milieu</STATE> se rapprochent.",
        "Le <STATE NER>Niger</STATE> et le <STATE NGA>Nigeria</STATE> ferment leur frontière.",
        "La <STATE GNB>Guinée-Bissau</STATE> et la <STATE GNQ>Guinée équatoriale</STATE> ont voté.",
    ],
    "spelling": [
        "Les <STATE USA>Etats-Unis</STATE> et les <ORGANIZATION onu>Nations Unies</ORGANIZATION> sont d'accord.",
        "Les <STATE USA>Etats Unis</STATE> se taisent.",
        "La <STATE PRK>Coree du Nord</STATE> a tiré un missile.",
        "L'<STATE EGY>Egypte</STATE> et l'<STATE ETH>Ethiopie</STATE> se disputent le barrage.",
        "L’<ORGANIZATION ue>Union européenne</ORGANIZATION> sanctionne l’<STATE IRN>Iran</STATE>.",
        "La <STATE CZE>Re\u0301publique tche\u0300que</STATE> a vote\u0301.",
        "LA <STATE RUS>RUSSIE</STATE> ET LA <STATE CHN>CHINE</STATE> SIGNENT UN ACCORD\n\nLe texte est secret.",
    ],
    "acronyms in brackets": [
        "L'<ORGANIZATION ocs>Organisation de coopération de Shanghai</ORGANIZATION> "
        "(<ORGANIZATION ocs>OCS</ORGANIZATION>) s'élargit. L'<ORGANIZATION ocs>OCS</ORGANIZATION> a dix membres.",
        "Le <ORGANIZATION mouvement-pour-la-terre-libre>Mouvement pour la terre libre</ORGANIZATION> "
        "(<ORGANIZATION mouvement-pour-la-terre-libre>MTL</ORGANIZATION>) manifeste. "
        "Le <ORGANIZATION mouvement-pour-la-terre-libre>MTL</ORGANIZATION> exige un vote.",
    ],
    "organisations": [
        "L'organisation <ORGANIZATION etat-islamique>Daech</ORGANIZATION> a revendiqué l'attentat.",
        "Le <ORGANIZATION conseil-de-securite-des-nations-unies>Conseil de sécurité</ORGANIZATION> se réunit.",
        "Le <ORGANIZATION fmi>FMI</ORGANIZATION> et la "
        "<ORGANIZATION banque-mondiale>Banque mondiale</ORGANIZATION> prêtent.",
        "Le <ORGANIZATION hamas>Hamas</ORGANIZATION> et le <ORGANIZATION hezbollah>Hezbollah</ORGANIZATION> ripostent.",
    ],
    "parts of longer names": [
        "L'<ORGANIZATION universite-paris-dauphine>université Paris-Dauphine</ORGANIZATION> et "
        "<ORGANIZATION rfi>Radio France internationale</ORGANIZATION> s'associent.",
        "Un séisme a frappé la mer de Chine méridionale.",
    ],
    "no names": [
        "Elle a rangé la chine du bazar dans un tiroir.",
        "L'union fait la force, dit le proverbe.",
        "Il a acheté un jean, une dinde et du jambon de pays.",
        "Les Kurdes et les Catalans ont défilé.",
        "Le ministère et le parlement n'ont rien dit.",
    ],
    "bodies spelled by their acronym": [
        "La <ORGANIZATION brigade-de-protection-des-mineurs>brigade de protection des mineurs</ORGANIZATION> "
        "(<ORGANIZATION brigade-de-protection-des-mineurs>BPM</ORGANIZATION>) enquête. La "
        "<ORGANIZATION brigade-de-protection-des-mineurs>BPM</ORGANIZATION> se tait.",
        "La <ORGANIZATION banque-interamericaine-de-developpement>Banque interaméricaine de développement"
        "</ORGANIZATION> (<ORGANIZATION banque-interamericaine-de-developpement>BID</ORGANIZATION>) prête.",
        "Le produit intérieur brut (PIB) recule et la pluie (TVB) tombe.",
    ],
    "what bears a person's name": [
        "Deux hommes ont été blessés rue Danielle Casanova, à Lille.",
        "Une élève du <ORGANIZATION lycee-alexis-de-tocqueville>lycée Alexis de Tocqueville</ORGANIZATION> a disparu.",
        "Le navigateur <PERSON armel-le-cleac-h>Armel Le Cléac'h</PERSON> a gagné la course.",
    ],
    "newspapers in a contraction": [
        "Dans un entretien au <ORGANIZATION le-parisien>Parisien</ORGANIZATION>, un journaliste du "
        "<ORGANIZATION le-monde>Monde</ORGANIZATION> dément.",
        "La Coupe du Monde commence jeudi.",
    ],
    "ships and storms": [
        "Le navire Costa Concordia a coulé.",
        "La tempête Egon a frappé la <STATE FRA>France</STATE>.",
    ],
    "things by the noun before": [
        "La sonde spatiale européenne Rosetta a quitté la Terre. Rosetta reviendra dans six ans.",
        "Le satellite de télécommunications Alphasat est en orbite.",
        "Les tempêtes Odile, Ruben et Gaspard ont frappé la <STATE FRA>France</STATE>.",
        "Le film montre <PERSON marie-lambert>Marie Lambert</PERSON> à vingt ans.",
        "Le chanteur d'opéra <PERSON paul-lambert>Paul Lambert</PERSON> est mort.",
        "Le film Lambert est sorti mardi. L'actrice <PERSON marie-lambert>Marie Lambert</PERSON> y tient son rôle.",
    ],
    "things by their last word": [
        "La cérémonie des Gotham Screen Awards (GSA) a été annulée. Les GSA seront remis en mai.",
    ],
    "what a person's name is borne by": [
        "Elle a reçu le prix Louis-Delluc.",
        "La famille Troadec a disparu.",
        "Les frères <PERSON karim-benali>Karim</PERSON> et <PERSON sofiane-benali>Sofiane Benali</PERSON> ont gagné.",
        "Le prix Nobel <PERSON anna-kowalska>Anna Kowalska</PERSON> a protesté.",
    ],
    "movements in the plural": [
        "Les <ORGANIZATION barea>Barea</ORGANIZATION> ont perdu. L'entraîneur des "
        "<ORGANIZATION barea>Barea</ORGANIZATION> est déçu.",
        "La famille Lefort a disparu. La maison des <PERSON lefort>Lefort</PERSON> est vide.",
    ],
    "public bodies in lower case": [
        "Le <ORGANIZATION parquet-de-nanterre>parquet de Nanterre</ORGANIZATION> et la "
        "<ORGANIZATION cour-d-appel-de-versailles>cour d'appel de Versailles</ORGANIZATION> se taisent.",
        "Le parquet <STATE RUS demonym>russe</STATE> et le tribunal se taisent.",
        "La <ORGANIZATION federation-francaise-de-judo>fédération <STATE FRA demonym>française</STATE> de judo"
        "</ORGANIZATION> proteste.",
        "La fédération <STATE FRA demonym>française</STATE> proteste.",
        "Il dirige le <ORGANIZATION secretariat-d-etat-a-l-emploi>secrétariat d'État à l'Emploi</ORGANIZATION>.",
    ],
    "a body and its country": [
        "L'<ORGANIZATION institut-royal-meteorologique>Institut royal météorologique de Belgique</ORGANIZATION> "
        "prévoit de la neige.",
        "Les <ORGANIZATION gardiens-de-la-revolution>Gardiens de la révolution</ORGANIZATION> "
        "<STATE IRN demonym>iranienne</STATE> ont tiré.",
    ],
    "one member of a corps": [
        "Un jeune CRS est blessé. Les <ORGANIZATION compagnies-republicaines-de-securite>CRS</ORGANIZATION> partent.",
    ],
    "behind a hyphen": [
        "La coalition anti-<ORGANIZATION etat-islamique>EI</ORGANIZATION> bombarde Mossoul.",
        "Il a marché dans l'Anti-Liban, de Saint-Denis à Paris-Plages.",
    ],
    "sites that act": [
        "<ORGANIZATION google>Google</ORGANIZATION> a déposé plainte mardi. La vidéo est sur Google.",
    ],
    "people by their civility": [
        "Selon Mme <PERSON lund>Lund</PERSON>, la loi est claire. M. le maire se tait.",
    ],
    "halves of a surname": [
        "L'avocat <PERSON jacques-martin-de-villers>Jacques Martin de Villers</PERSON> a plaidé.",
        "Le juge <PERSON jacques-martin>Jacques Martin</PERSON>, de Dijon, a signé.",
    ],
    "a body called like a place": [
        "Selon l'agence <ORGANIZATION anadolu>Anatolie</ORGANIZATION>, le vote est clos.",
        "Une tempête a frappé l'Anatolie.",
    ],
    "two demonyms": [
        "L'<STATE ITA demonym>Italo</STATE>-<STATE SWE demonym>Suédois</STATE> a quitté la salle.",
    ],
    "portfolios": [
        "Le ministre de l'Économie et des Finances <PERSON paul-lambert>Paul Lambert</PERSON> a signé.",
        "Elle est chargée de la Culture et commissaire au Commerce.",
    ],
    "states of a federation": [
        "Il vit dans l'État de Borno. L'État de droit recule.",
    ],
    "a name seen whole elsewhere": [
        "<PERSON osvald-brice-nkulu>Osvald Brice Nkulu</PERSON> est libre. Le journaliste "
        "<PERSON osvald-brice-nkulu>Osvald Brice Nkulu</PERSON> a été reçu à Bujumbura.",
    ],
    "bodies by the noun before": [
        "Le chanteur du groupe <ORGANIZATION simple-minds>Simple Minds</ORGANIZATION> est malade.",
        "La marque <ORGANIZATION arbelet>Arbelet</ORGANIZATION> ferme deux magasins.",
        "L'animateur de radio <PERSON paul-lambert>Paul Lambert</PERSON> est mort.",
    ],
    "no actors": [
        "Le club a gagné la Ligue des champions et prépare la Ligue 1.",
        "Les Lyonnaises ont battu les Toulousaines.",
        "L'Euro se joue en <STATE FRA>France</STATE>, dans le Groupe A.",
    ],
    "bodies called alike": [
        "Le <ORGANIZATION pt>PT</ORGANIZATION> <STATE BRA demonym>brésilien</STATE> a désigné son candidat.",
        "Le <ORGANIZATION parti-socialiste-du-senegal>PS</ORGANIZATION> <STATE SEN demonym>sénégalais</STATE> a réuni "
        "ses cadres.",
        "Le <ORGANIZATION ps>PS</ORGANIZATION> a réuni ses cadres.",
    ],
    "a civility without its space": [
        "Le maire <PERSON luc-fournier>Luc Fournier</PERSON> a cédé. M.<PERSON luc-fournier>Fournier</PERSON> se tait.",
    ],
    "police prefectures": [
        "Selon la <ORGANIZATION prefecture-de-police-de-paris>préfecture de police de Paris</ORGANIZATION>, la place "
        "est vide. La préfecture de police se tait. Le préfet de police de Paris a signé.",
    ],
    "the common noun of a body": [
        "L'association <ORGANIZATION rivers-for-all>Rivers for All</ORGANIZATION> "
        "(<ORGANIZATION rivers-for-all>R4A</ORGANIZATION>) proteste.",
        "L'<ORGANIZATION universite-paris-dauphine>université Paris-Dauphine</ORGANIZATION> recrute.",
    ],
    "places of worship": ["La mosquée Al-Fateh et l'église Saint-Sulpice ont fermé."],
    "portfolios of several words": [
        "Le <ORGANIZATION ministere-senegalais-des-forces-armees>ministère <STATE SEN demonym>sénégalais</STATE> des "
        "Forces armées</ORGANIZATION> déplore dix morts.",
        "Le <ORGANIZATION ministere-algerien-du-commerce-exterieur>ministère du Commerce extérieur</ORGANIZATION> "
        "<STATE DZA demonym>algérien</STATE> publie les chiffres.",
    ],
    "local media": [
        "Selon <ORGANIZATION france-3-bretagne>France 3 Bretagne</ORGANIZATION>, le maire démissionne.",
        "En Bretagne, <ORGANIZATION france-3>France 3</ORGANIZATION> filme la crue. Dans "
        "<ORGANIZATION le-monde>Le Monde</ORGANIZATION>, Lyon est citée.",
    ],
    "names that run on": [
        "La <ORGANIZATION conference-des-representants-des-cultes>Conférence des représentants des cultes"
        "</ORGANIZATION> mercredi matin a publié un texte.",
        "<ORGANIZATION jdd>Le Journal du dimanche</ORGANIZATION> révèle l'affaire.",
    ],
    "schemes": ["Le programme d'assurance Medicaid est menacé. Medicare aussi."],
    "shipwrecks": [
        "Le canot de sauvetage Paul Tourneur a chaviré.",
        "Le naufrage de l'Ymer a été commémoré. L'Ymer transportait du charbon.",
        "Le naufrage de la <STATE GRC>Grèce</STATE> inquiète l'<ORGANIZATION ue>Union européenne</ORGANIZATION>.",
    ],
    "what has members": [
        "Les mercenaires de <ORGANIZATION groupe-wagner>Wagner</ORGANIZATION> ont quitté Bamako.",
        "Les mercenaires de <PERSON bob-denard>Bob Denard</PERSON> ont débarqué. Les mercenaires de "
        "<PERSON bob-denard>Denard</PERSON> sont partis.",
        "Le compositeur <PERSON wagner>Wagner</PERSON> est joué à Bayreuth.",
    ],
    "a foreign body and its acronym": [
        "L'<ORGANIZATION noaa>Agence <STATE USA demonym>américaine</STATE> océanique et atmosphérique</ORGANIZATION> "
        "(<ORGANIZATION noaa>NOAA</ORGANIZATION>) publie ses prévisions.",
        "La <ORGANIZATION federation-du-batiment>Fédération du bâtiment</ORGANIZATION> "
        "(<ORGANIZATION cgt>CGT</ORGANIZATION>) proteste.",
    ],
    "acronyms of several senses": [
        "L'<ORGANIZATION conseil-europeen-de-la-recherche>ERC</ORGANIZATION> finance trois équipes de Grenoble.",
        "À Barcelone, l'<ORGANIZATION erc>ERC</ORGANIZATION> gagne deux sièges.",
        "L'<ORGANIZATION organisation-mondiale-de-la-propriete-intellectuelle>OMPI</ORGANIZATION> publie son rapport.",
        "À Téhéran, l'<ORGANIZATION moudjahidines-du-peuple>OMPI</ORGANIZATION> est interdite.",
    ],
    "the Union beside the UMP": [
        "L'<ORGANIZATION ump>Union pour un mouvement populaire</ORGANIZATION> se divise. "
        "<ORGANIZATION ue metonym>Bruxelles</ORGANIZATION> propose un texte à la <STATE TUR>Turquie</STATE>. "
        "L'<ORGANIZATION ue>Union</ORGANIZATION> hésite.",
    ],
    "papers whose name is a phrase": [
        "L'Équipe de <STATE FRA>France</STATE> a gagné le match.",
        "L'Indépendant de gauche a été élu maire.",
        "LIBÉRATION DES OTAGES",
        "Selon <ORGANIZATION liberation>Libération</ORGANIZATION>, le ministre était informé.",
    ],
    "people called like a place or a body": [
        "M. <PERSON hudson>Hudson</PERSON> a quitté ses fonctions.",
        "Mme <PERSON bergen>Bergen</PERSON> a quitté la présidence du parti.",
        "Une réunion est prévue à Bergen.",
        "M. <PERSON michelin>Michelin</PERSON> a refusé de répondre.",
    ],
    "names of two things": [
        "Le chanteur <PERSON chad-smith>Chad Smith</PERSON> est en tournée.",
        "L'acteur <PERSON denzel-washington>Denzel Washington</PERSON> a ému le public.",
        "L'acteur <PERSON denzel-washington>Denzel Washington</PERSON> a parlé. "
        "<PERSON denzel-washington>Washington</PERSON> a remercié le public.",
        "Le président <PERSON francois-hollande>François Hollande</PERSON> a parlé. "
        "<PERSON francois-hollande>Hollande</PERSON> est ensuite parti.",
        "La <STATE CIV>Côte d'Ivoire</STATE> et le <STATE TCD>Tchad</STATE> se sont rapprochés.",
    ],
}


@pytest.mark.parametrize("marked", cases(GOLDEN))
def test_names_are_those_of_the_guide(analysed: dict[str, str], marked: str) -> None:
    assert analysed[marked] == marked
