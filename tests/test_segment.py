"""Sentences: golden cases where ``|`` marks each boundary (and stands for a space when no line break follows)."""

from __future__ import annotations

import csv
import re
from itertools import chain, pairwise
from pathlib import Path

import pytest
from golden import cases
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.clean import clean_text
from pipeline.read import ReadOptions, read_articles
from pipeline.records import Article
from pipeline.segment import sentences_of

pytestmark = pytest.mark.model

GOLDEN: dict[str, list[str]] = {
    "full stops": [
        "Première phrase.|Deuxième phrase.",
        "Le président est arrivé.|Il repart demain.|Rien n'a filtré.",
        "Que veut Moscou ?|Personne ne le sait !|La suite demain.",
        "Il a parlé vite ; puis il s'est tu : rien d'autre.",
    ],
    "initials": [
        "Le ministre J.-Y. Le Drian a rencontré A. Merkel à Berlin.",
        "George W. Bush est venu.|Son père George H. W. Bush l'attendait.",
        "L'U.R.S.S. a disparu en 1991.|La Russie lui succède.",
        "Les États-Unis (U.S.A.) et le Canada ont signé.",
        # Near miss: a name of one letter that ends a sentence is followed by a new one.
        "Les enquêteurs ont entendu le témoin B. Durand mardi.|Il nie tout.",
    ],
    "abbreviations": [
        "M. Lavrov a parlé.|MM. Blinken et Austin ont écouté.",
        "Mme. Meloni et Mgr. Aupetit se sont vus avec le Dr. House.",
        "Mme Meloni a parlé.|Mlle Durand aussi.",
        "La route de St. Denis est fermée.|Elle rouvrira lundi.",
        "Le temple date de 350 av. J.-C. selon les archéologues.",
        "Le temple date de 350 apr. J.-C. et la route aussi.",
        "L'art. 5 du traité prévoit une réponse.|Il n'a servi qu'une fois.",
        "Le décret n° 2024-12 est paru au J.O. du 3 mars.",
        "Voir p. 12 et suiv. du rapport.|Le reste est secret.",
        "Le gén. Petraeus et le col. Martin ont témoigné.",
        "L'usine emploie env. 300 personnes, dont 40 cadres.",
        # Near misses: words that are written like an abbreviation.
        "Il est venu avec son art.|Il est reparti sans.",
        "Ils étaient sept.|Le ministre les a reçus le 3 sept. 2024 à Rome.",
    ],
    "numbers": [
        "La dette atteint 1,5 million d'euros.|Elle était de 2.3 millions.",
        "Le PIB a crû de 3.4 % en 2023.|Il stagne depuis.",
        "François Ier et la IVe République n'ont rien en commun.",
        "Le 1er mai, le 2e sommet s'est ouvert à 18 h 30.",
        "La population est de 10.500.000 habitants.|Elle vieillit.",
        "Le budget a été voté en 2024.|En 2025, il sera revu.",
    ],
    "ellipses": [
        "Il hésite… puis il signe.|Personne n'y croit.",
        "Il hésite... puis il signe.|Personne n'y croit.",
        "Nul ne sait…|Moscou se tait.",
        "La liste est longue (Paris, Rome, etc.) et elle s'allonge.",
    ],
    "dialogue": [
        "– Que voulez-vous ?|– La paix, répond le ministre.",
        "Le texte – le troisième – est prêt.|Il sera voté.",
    ],
    "web": [
        "Le texte est sur www.diplomatie.gouv.fr depuis hier.|Il est long.",
        "Voir https://www.un.org/fr/rapport.html pour le détail.|Le reste suit.",
        "Écrire à presse@exemple.fr avant lundi.|Merci.",
    ],
    "quotes": [
        "« Nous ne céderons pas. »|La phrase a surpris.",
        "« Nous ne céderons pas.|Nous irons au bout. »|La salle a applaudi.",
        "« Le mot “paix” n'existe plus.|Il faut le dire », a-t-il lancé.",
        "Il a dit : « Non. »|Puis il est parti.",
        "« Un accord historique », selon Berlin.|Paris est plus prudent.",
        '"Nous ne céderons pas", a dit le ministre.|La salle a applaudi.',
        "« Nous ne céderons pas, a-t-il dit.|La guerre continue.",
        "Le plan (il a dix pages.) est public.|Il sera voté.",
    ],
    "attributions": [
        "« Un succès sans précédent. » Poutine a écrit, ajoutant que rien ne changerait.",
        "« C'est une erreur ! » a déclaré le ministre.|Il n'a pas répondu.",
        "« Où allons-nous ? », demande l'opposition.|Nul ne répond.",
        # Near miss: the sentence after the quote tells another story.
        "« C'est une erreur ! »|Le Parlement vote mardi la loi de finances.",
    ],
    "datelines": [
        "PARIS, 2 octobre (Agence) – Le ministre a parlé.|Il repart demain.",
        "10 janvier 2016 . – Le ministre a parlé.|Il repart demain.",
        "Bruxelles, le 3 mars 2021. – Les ministres se sont réunis.|Ils ont dîné.",
        "Dakar, 3 mars 2021 (Agence) - Le ministre sénégalais s'est exprimé lundi.|Il repart demain.",
        "TUNIS (Agence) - Le ministre tunisien s'est exprimé lundi.|Il repart demain.",
    ],
    "lines": [
        "Moscou durcit le ton|\n\nLe ministre a parlé.|Il repart demain.",
        "MOSCOU DURCIT LE TON FACE À KIEV|\n\nLe ministre a parlé.",
        "Le ministre a parlé.|\n\nL'OPPOSITION MONTRE SES FORCES|\n\nElle défile demain.",
        "Le ministre\na parlé\nhier.|Il repart demain.",
        "Le ministre a parlé.|\nIl repart demain.",
        "Le ministre a parlé.|\n\n— Jean Durand, envoyé spécial",
        "Le ministre a parlé.|\n\nPhoto : le ministre à Berne|\n\nIl repart demain.",
        "Le ministre a parlé.|\n \t\nIl repart demain.",
    ],
}


def plain(marked: str) -> str:
    return re.sub(r"\|(?=\s)", "", marked).replace("|", " ")


@pytest.fixture(scope="module")
def segmented(nlp: Language) -> dict[str, list[str]]:
    """Each golden case → its sentences, all texts in one stream."""
    marked = list(chain.from_iterable(GOLDEN.values()))
    docs = nlp.pipe(map(plain, marked), disable=["ner"])
    return {case: [one.text for one in sentences_of(doc)] for case, doc in zip(marked, docs, strict=True)}


@pytest.mark.parametrize("marked", cases(GOLDEN))
def test_sentences_are_those_of_the_guide(segmented: dict[str, list[str]], marked: str) -> None:
    assert segmented[marked] == [part.strip() for part in marked.split("|")]


def segment(nlp: Language, text: str, *, headline_end: int = 0) -> list[str]:
    doc: Doc = nlp.make_doc(text)
    doc.user_data["headline_end"] = headline_end
    with nlp.select_pipes(enable=["senter", "liens_sentences"]):
        return [one.text for one in sentences_of(nlp(doc))]


def test_a_headline_ends_where_the_article_says(nlp: Language) -> None:
    text = "Moscou durcit le ton\nLe ministre a parlé."
    assert segment(nlp, text, headline_end=20) == ["Moscou durcit le ton", "Le ministre a parlé."]


def test_a_headline_is_one_sentence_kicker_and_question_included(nlp: Language) -> None:
    for headline in ("Budget. Les maires se fâchent", "Que veut Moscou ? Les alliés s'interrogent"):
        parts = segment(nlp, f"{headline}\n\nLe ministre a parlé.", headline_end=len(headline))
        assert parts == [headline, "Le ministre a parlé."]


def test_a_paragraph_ends_at_a_blank_line_only(nlp: Language) -> None:
    doc = nlp("Un titre\n\nIl parle. Il\nse tait.\n\n\n\nElle part.")
    assert [one.paragraph for one in sentences_of(doc)] == [0, 1, 1, 2]


@given(
    st.lists(
        st.sampled_from(
            [
                "Le",
                "ministre",
                "M.",
                "a",
                "dit",
                "«",
                "»",
                '"',
                "Paris",
                ".",
                "…",
                "!",
                "\n",
                "\n\n",
                " ",
                "3,5",
                "–",
                ":",
            ]
        ),
        max_size=25,
    ).map(" ".join)
)
@settings(max_examples=60, deadline=None)
def test_segmentation_loses_no_character_and_keeps_order(nlp: Language, text: str) -> None:
    with nlp.select_pipes(enable=["senter", "liens_sentences"]):
        sentences = sentences_of(nlp(text))
    covered = [i for one in sentences for i in range(one.start, one.end)]
    assert [i for i in covered if not text[i].isspace()] == [
        i for i, char in enumerate(text) if not char.isspace()
    ]
    assert covered == sorted(set(covered))
    assert [one.index for one in sentences] == list(range(len(sentences)))
    assert all(one.text == text[one.start : one.end] == one.text.strip() for one in sentences)
    assert all(one.paragraph <= two.paragraph for one, two in pairwise(sentences))


def test_every_sentence_of_the_seed_article_is_right(nlp: Language) -> None:
    root = Path(__file__).parents[1]
    seed = root / "corpus" / "000_b1ecb553e4430e3b.txt"
    (article,) = read_articles(seed, root=seed.parent, options=ReadOptions())
    assert isinstance(article, Article)
    doc = nlp.make_doc(clean_text(article.text, blank=article.metadata).text)
    doc.user_data["headline_end"] = article.headline[1] if article.headline else 0
    gold = root / "tests" / "gold" / f"{seed.stem}.sentences.csv"
    with gold.open(encoding="utf-8", newline="") as rows:
        spans = [(int(row["start"]), int(row["end"])) for row in csv.DictReader(rows)]
    assert len(spans) == 17
    assert [(one.start, one.end) for one in sentences_of(nlp(doc))] == spans
