"""Which sentences get syntax, and what a verb says about itself: logic that needs no model."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from pipeline.knowledge import Knowledge
from pipeline.link import clauses, moods, verb_forms
from pipeline.link.actors import Actors
from pipeline.link.syntax import worth_parsing
from pipeline.records import Mention
from tests.markup import read_markup

NOBODY: frozenset[str] = frozenset()

WORTH = {
    "two actors": ("La <STATE GRC>Grèce</STATE> et la <STATE TUR>Turquie</STATE> votent.", True),
    "one actor": ("La <STATE GRC>Grèce</STATE> vote.", False),
    "an actor and a place": ("La <STATE GRC>Grèce</STATE> vote à <PLACE rome>Rome</PLACE>.", False),
    "a role and the demonym inside it": (
        "<PERSON doukas role>Le président <STATE GRC demonym>grec</STATE></PERSON> vote.",
        False,
    ),
    "a group": ("<STATE GRC group><STATE TUR group>Les deux pays</STATE></STATE> votent.", True),
    "a pronoun beside an actor": ("Il a vu la <STATE GRC>Grèce</STATE>.", True),
    "a reporting verb": ("Le berger affirme que le loup est parti.", True),
    "a quotation mark": ("« Le loup est parti ».", True),
    "nothing of it": ("Le loup est parti.", False),
}


@pytest.mark.parametrize(("marked", "worth"), WORTH.values(), ids=WORTH.keys())
def test_worth_parsing(marked: str, worth: bool, knowledge: Knowledge) -> None:
    text, sentences, mentions = read_markup(marked)
    doc = spacy.blank("xx").make_doc(text)
    assert worth_parsing(doc, sentences, mentions, knowledge) == (frozenset({0}) if worth else frozenset())


def _doc(*rows: tuple[str, str, str, str, int, str]) -> Doc:
    """A parsed sentence by hand: word, lemma, part of speech, dependency, place of the head, morphology."""
    words, lemmas, parts, dependencies, heads, morphs = map(list, zip(*rows, strict=True))
    vocab = spacy.blank("xx").vocab
    return Doc(vocab, words=words, lemmas=lemmas, pos=parts, deps=dependencies, heads=heads, morphs=morphs)


def _passive() -> Doc:
    return _doc(
        ("Rome", "Rome", "PROPN", "nsubj:pass", 3, ""),
        ("n'", "ne", "ADV", "advmod", 3, ""),
        ("est", "être", "AUX", "aux:pass", 3, "Mood=Ind|Tense=Pres|VerbForm=Fin"),
        ("soutenue", "soutenir", "VERB", "ROOT", 3, "Tense=Past|VerbForm=Part"),
        ("par", "par", "ADP", "case", 5, ""),
        ("Oslo", "Oslo", "PROPN", "obl:agent", 3, ""),
    )


def _actors(doc: Doc, *names: tuple[int, str]) -> Actors:
    mentions = [
        Mention(doc[i].idx, doc[i].idx + len(doc[i]), doc[i].text, "STATE", "name", 0, key)
        for i, key in names
    ]
    return Actors(
        doc[:],
        mentions,
        state_nouns=NOBODY,
        roles=NOBODY,
        officers=NOBODY,
        bearers=NOBODY,
        bodies=NOBODY,
        rank={},
    )


def test_a_passive_has_agents_and_a_subject_that_undergoes() -> None:
    doc = _passive()
    actors = _actors(doc, (0, "state:ITA"), (5, "state:NOR"))
    assert verb_forms.is_passive(doc[3])
    assert clauses.agents(doc[3], actors) == ["state:NOR"]
    assert clauses.subjects(doc[3], actors, lambda _: []) == ["state:ITA"]


def test_ne_alone_does_not_deny() -> None:
    assert not moods.is_negated(_passive()[3], NOBODY)


def test_ne_pas_denies() -> None:
    doc = _doc(
        ("Rome", "Rome", "PROPN", "nsubj", 2, ""),
        ("ne", "ne", "ADV", "advmod", 2, ""),
        ("soutient", "soutenir", "VERB", "ROOT", 2, "Mood=Ind|Tense=Pres|VerbForm=Fin"),
        ("pas", "pas", "ADV", "advmod", 2, ""),
        ("Oslo", "Oslo", "PROPN", "obj", 2, ""),
    )
    assert moods.is_negated(doc[2], NOBODY)
    assert not verb_forms.is_passive(doc[2])


def test_the_conditional_is_read_off_the_auxiliary() -> None:
    doc = _doc(
        ("Rome", "Rome", "PROPN", "nsubj", 2, ""),
        ("aurait", "avoir", "AUX", "aux:tense", 2, "Mood=Cnd|Tense=Pres|VerbForm=Fin"),
        ("soutenu", "soutenir", "VERB", "ROOT", 2, "Tense=Past|VerbForm=Part"),
        ("Oslo", "Oslo", "PROPN", "obj", 2, ""),
    )
    assert moods.modality(doc[2], NOBODY, reported=False) == "conditional"
    assert moods.modality(_passive()[3], NOBODY, reported=False) == "asserted"
    assert moods.modality(_passive()[3], NOBODY, reported=True) == "reported"


def test_an_infinitive_has_the_subject_of_the_verb_that_governs_it() -> None:
    doc = _doc(
        ("Rome", "Rome", "PROPN", "nsubj", 1, ""),
        ("veut", "vouloir", "VERB", "ROOT", 1, "Mood=Ind|Tense=Pres|VerbForm=Fin"),
        ("soutenir", "soutenir", "VERB", "xcomp", 1, "VerbForm=Inf"),
        ("Oslo", "Oslo", "PROPN", "obj", 2, ""),
    )
    actors = _actors(doc, (0, "state:ITA"), (3, "state:NOR"))
    assert clauses.subjects(doc[2], actors, lambda _: []) == ["state:ITA"]
    assert moods.modality(doc[2], frozenset({"vouloir"}), reported=False) == "possible"


@pytest.mark.parametrize(
    ("word", "lemma", "expected"),
    [("frappe", "frappe", "frapper"), ("tue", "taire", "tuer"), ("soutient", "soutenir", "soutenir")],
)
def test_the_lemmatizer_is_mended(word: str, lemma: str, expected: str) -> None:
    doc = _doc((word, lemma, "VERB", "ROOT", 0, "VerbForm=Fin"))
    assert verb_forms.infinitive(doc[0], {"tue": "tuer"}) == expected
