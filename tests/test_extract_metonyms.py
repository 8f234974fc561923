"""Capitals and seats of the executive: power or place; cities written like their state; Brussels as the Union."""

from __future__ import annotations

import pytest
from golden import cases

pytestmark = pytest.mark.model

GOLDEN: dict[str, list[str]] = {
    "a power that acts": [
        "<STATE RUS metonym>Moscou</STATE> a protesté contre l'accord.",
        "<STATE RUS metonym>Moscou</STATE> et <STATE CHN metonym>Pékin</STATE> entretiennent de bonnes relations.",
        "<STATE USA metonym>Washington</STATE> accuse <STATE CHN metonym>Pékin</STATE> d'espionnage.",
        "Selon <STATE DEU metonym>Berlin</STATE>, le gazoduc est fermé.",
        "<STATE FRA metonym>Paris</STATE> proteste contre la décision du tribunal.",
        "<STATE TUN metonym>Tunis</STATE> a rappelé son ambassadeur.",
        "<STATE DZA metonym>Alger</STATE> condamne l'attaque.",
        "<STATE BRA metonym>Brasilia</STATE> refuse de signer.",
        "<ORGANIZATION ue metonym>Bruxelles</ORGANIZATION> a sanctionné la <STATE POL>Pologne</STATE>.",
    ],
    "a power that is dealt with": [
        "La position de <STATE USA metonym>Washington</STATE> n'a pas changé.",
        "L'impasse entre <STATE RUS metonym>Moscou</STATE> et <STATE UKR metonym>Kiev</STATE> dure.",
        "<STATE CHN metonym>Pékin</STATE> a envoyé un message à <STATE RUS metonym>Moscou</STATE>.",
        "Les relations entre <STATE FRA metonym>Paris</STATE> et <STATE DZA metonym>Alger</STATE> se tendent.",
        "La <STATE FRA>France</STATE> négocie avec <STATE IRN metonym>Téhéran</STATE>.",
    ],
    "a power, by the words around it": [
        "<STATE FRA metonym>Paris</STATE> dément toute livraison.",
        "<STATE PRK metonym>Pyongyang</STATE> a procédé à un essai, selon <STATE KOR metonym>Séoul</STATE>.",
        "L'exercice aura lieu, a confirmé <STATE JPN metonym>Tokyo</STATE>.",
        "<STATE AZE metonym>Bakou</STATE>, de son côté, affirme avoir riposté.",
        "Le geste d'<STATE ETH metonym>Addis-Abeba</STATE> est salué.",
        "La revendication de souveraineté de <STATE MAR metonym>Rabat</STATE> est ancienne.",
        "Le bras de fer entre <STATE GRC metonym>Athènes</STATE> et <STATE DEU metonym>Berlin</STATE> se poursuit.",
        "Le dialogue entre <STATE USA metonym>Washington</STATE> et <STATE CUB metonym>La Havane</STATE> reprend.",
        "C'est à <STATE GBR metonym>Londres</STATE> de faire le premier pas.",
        "Les sanctions visant <STATE RUS metonym>Moscou</STATE> seront prolongées.",
        "La proposition est jugée « tardive » par <STATE CHN metonym>Pékin</STATE>.",
        "Pour <STATE ITA metonym>Rome</STATE>, rien ne presse.",
        "La proposition du <STATE EGY metonym>Caire</STATE> prévoit deux phases.",
        "<STATE GBR metonym>Londres</STATE> quitte l'<ORGANIZATION ue>Union européenne</ORGANIZATION>.",
    ],
    "a city, by the words around it": [
        "Kiev compte près de trois millions d'habitants.",
        "Londres n'a pas été épargnée par la tempête.",
        "Paris a été particulièrement touchée par la crue.",
        "Manille a été balayée par un typhon.",
        "Londres reste la ville la plus chère du continent.",
        "Le vol 12 entre Paris et Le Caire a disparu des radars.",
        "La liaison entre Barcelone et Paris est coupée.",
        "Il partageait sa vie entre Paris et Londres.",
        "La communauté juive de Paris s'est réunie.",
        "Un rassemblement de soutien à Paris est prévu dimanche.",
        "Le gouvernement rappelle son ambassadeur de Caracas.",
        "Le protocole « Minsk II » reste lettre morte.",
        "Le joueur rêve de Londres 2012.",
        "Les accords politiques de Minsk restent lettre morte.",
        "L'archevêque envoie un émissaire à Tunis.",
        "Le candidat veut conquérir l'Élysée.",
        "Il a quitté la Maison-Blanche en janvier.",
        "Une navette va de l'Élysée à Matignon.",
    ],
    "a power, by what is given, said or done to it": [
        "Le candidat, soutenu par <STATE RUS metonym>Moscou</STATE>, vote à Kiev.",
        "La reconnaissance par <STATE FRA metonym>Paris</STATE>, <STATE GBR metonym>Londres</STATE> et "
        "<STATE DEU metonym>Berlin</STATE> a surpris.",
        "Le petit royaume tient tête à <STATE CHN metonym>Pékin</STATE>.",
        "Un régiment fidèle à <STATE LBY metonym>Tripoli</STATE> a fui.",
        "Un parti proche d'<STATE TUR metonym>Ankara</STATE> gouverne l'enclave.",
        "C'est un revers pour <STATE RUS metonym>Moscou</STATE>.",
        "Les bailleurs ont prêté dix milliards à <STATE PAK metonym>Islamabad</STATE>.",
        "Il faut obtenir de <STATE TUN metonym>Tunis</STATE> un délai.",
        "Les voisins pressent <STATE MLI metonym>Bamako</STATE> de céder.",
        "Le geste va irriter <STATE POL metonym>Varsovie</STATE>.",
        "Le texte, que réclame <STATE MAR metonym>Rabat</STATE>, est prêt.",
        "La vallée échappe au contrôle de <STATE COD metonym>Kinshasa</STATE>.",
        "Le barrage oppose <STATE EGY metonym>Le Caire</STATE> à <STATE ETH metonym>Addis-Abeba</STATE>.",
        "L'attaque de <STATE IRN metonym>Téhéran</STATE> contre <STATE ISR>Israël</STATE> a échoué.",
        "Côté <STATE FRA metonym>Paris</STATE>, rien ne filtre.",
        "À <STATE USA metonym>Washington</STATE> de choisir.",
        "<STATE TUR metonym>Ankara</STATE> furieuse du vote.",
        "Les opposants au <STATE RUS metonym>Kremlin</STATE> se taisent.",
    ],
    "a city, by what is done there or to it": [
        "Il est passé par Moscou avant de rentrer.",
        "Une bourgade proche de Damas a été reprise.",
        "Il a envoyé des fleurs de Paris à Islamabad.",
        "L'armée a repris le contrôle de Khartoum.",
        "Le général a lancé son offensive contre Tripoli.",
        "L'attaque de Paris a fait six morts.",
        "Les vols avec Moscou sont suspendus.",
        "Les négociations de Vienne ont repris.",
        "La capitale, Bamako, reste calme.",
        "Bangui, la capitale, a fêté l'armistice.",
        "Un hôtel de Moscou, que réclament deux héritiers, a fermé.",
        "La Bourse est nerveuse : Tokyo a clôturé en baisse de 1 %.",
        "Il rêve de Matignon.",
        "La garde campe près du Kremlin.",
    ],
    "two capitals joined by a hyphen": [
        "L'axe <STATE FRA metonym>Paris</STATE>-<STATE DEU metonym>Berlin</STATE> s'essouffle.",
        "Le dialogue <STATE SRB metonym>Belgrade</STATE>-<STATE XKX metonym>Pristina</STATE> piétine.",
        "Le train de nuit Paris-Berlin a été supprimé.",
        "L'axe routier Kinshasa-Brazzaville est coupé.",
    ],
    "seats of the executive": [
        "Le <STATE RUS metonym>Kremlin</STATE> n'a pas réagi.",
        "L'<STATE FRA metonym>Élysée</STATE> et la <STATE USA metonym>Maison-Blanche</STATE> se sont parlé.",
        "La <STATE USA metonym>Maison Blanche</STATE> dément.",
        "Le <ORGANIZATION pentagone>Pentagone</ORGANIZATION> enverra des troupes.",
    ],
    "places": [
        "Le ministre est arrivé à Moscou mardi.",
        "Dans les rues de Paris, les manifestants étaient nombreux.",
        "Une réunion à Bruxelles a échoué.",
        "La place Rouge à Moscou était vide.",
        "Il est né à Washington en 1950.",
        "L'aéroport de Tunis a fermé.",
        "Le sommet de Brasilia a réuni dix chefs d'État.",
        "Une explosion a secoué Kaboul.",
        "L'accord de Paris sur le climat tient encore.",
        "Genève, La Haye et New York attendent.",
    ],
    "a city and its state": [
        "Le <STATE VAT>Vatican</STATE> a reconnu l'accord.",
        "Le <STATE LUX>Luxembourg</STATE> et <STATE MCO>Monaco</STATE> signent.",
        "<STATE SGP>Singapour</STATE> et <STATE DJI>Djibouti</STATE> accueillent des bases.",
        "Le <STATE KWT>Koweït</STATE> et le <STATE PAN>Panama</STATE> votent contre.",
    ],
}


@pytest.mark.parametrize("marked", cases(GOLDEN))
def test_capitals_are_read_as_the_guide_says(analysed: dict[str, str], marked: str) -> None:
    assert analysed[marked] == marked
