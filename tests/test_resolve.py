"""Resolution without the model: candidates to entities in one article, and what a whole run joins."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.knowledge import Knowledge
from pipeline.knowledge.offices import Offices
from pipeline.records import Entity, EntitySummary, EntityType, Mention, MentionKind
from pipeline.resolve import resolve_article, resolve_run


@pytest.fixture(scope="module")
def offices(knowledge: Knowledge) -> Offices:
    return Offices(knowledge)


def mention(
    text: str, form: str, type_: EntityType, *candidates: str, kind: MentionKind = "name", nth: int = 0
) -> Mention:
    """The ``nth`` occurrence of ``form``, all in one sentence."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(form, start + 1)
    return Mention(start, start + len(form), form, type_, kind, 0, candidates=candidates)


def ids(text: str, mentions: list[Mention], knowledge: Knowledge, offices: Offices) -> list[str]:
    resolved, entities = resolve_article(text, "2024-10-02", mentions, knowledge, offices)
    assert [entity.entity_id for entity in entities] == sorted({one.entity_id for one in resolved})
    return [one.entity_id for one in resolved]


def test_one_candidate_is_accepted(knowledge: Knowledge, offices: Offices) -> None:
    text = "La Chine"
    assert ids(text, [mention(text, "Chine", "STATE", "state:CHN")], knowledge, offices) == ["state:CHN"]


def test_of_several_candidates_the_one_named_outright_is_taken(
    knowledge: Knowledge, offices: Offices
) -> None:
    text = "un soldat congolais au Rwanda et en RDC"
    shared = mention(text, "congolais", "STATE", "state:COD", "state:COG", kind="demonym")
    named = mention(text, "RDC", "STATE", "state:COD")
    assert ids(text, [shared, named], knowledge, offices) == ["state:COD", "state:COD"]
    assert ids(text, [shared], knowledge, offices) == ["state:congolais"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le PS tient son congrès.", "org:ps"),
        ("Au Sénégal, le PS tient son congrès.", "org:parti-socialiste-du-senegal"),
        ("Au Sénégal, comme en France, le PS tient son congrès.", "org:parti-socialiste-du-senegal"),
        ("En France, comme au Sénégal, le PS tient son congrès.", "org:ps"),
        ("Au Kenya, le PS tient son congrès.", "org:ps-ken"),
        ("En France, le PS du Sénégal est invité.", "org:parti-socialiste-du-senegal"),
        ("En France, le PS du Kenya est invité.", "org:ps-ken"),
        ("Au Sénégal, le Parti sénégalais (PS) tient son congrès.", "org:parti-socialiste-du-senegal"),
        ("Au Sénégal, le Parti solidaire (PS) tient son congrès.", "org:parti-solidaire"),
    ],
)
def test_a_body_called_alike_is_that_of_the_state_beside_it_or_of_the_article(
    knowledge: Knowledge, offices: Offices, text: str, expected: str
) -> None:
    states = {"Sénégal": "state:SEN", "France": "state:FRA", "Kenya": "state:KEN"}
    mentions = [mention(text, name, "STATE", key) for name, key in states.items() if name in text]
    if "solidaire" in text:
        mentions.append(mention(text, "Parti solidaire", "ORGANIZATION"))
    mentions.append(mention(text, "PS", "ORGANIZATION", *knowledge.shared["PS"]))
    mentions.sort(key=lambda mention: mention.start)
    resolved, _ = resolve_article(text, "2024", mentions, knowledge, offices)
    assert next(one.entity_id for one in resolved if one.text == "PS") == expected


def test_a_shared_acronym_is_the_body_that_the_article_names_in_full(
    knowledge: Knowledge, offices: Offices
) -> None:
    text = "Le Front national s'est réuni au Qatar. Le FN a tranché."
    long = mention(text, "Front national", "ORGANIZATION", "org:fn")
    state = mention(text, "Qatar", "STATE", "state:QAT")
    short = mention(text, "FN", "ORGANIZATION", *knowledge.shared["FN"])
    assert ids(text, [long, state, short], knowledge, offices) == ["org:fn", "state:QAT", "org:fn"]


def test_a_body_of_no_table_says_whose_namesake_it_is(knowledge: Knowledge, offices: Offices) -> None:
    text = "Au Burundi, l'UPC vote."
    bodies = knowledge.shared["UPC"]
    mentions = [
        mention(text, "Burundi", "STATE", "state:BDI"),
        mention(text, "UPC", "ORGANIZATION", *bodies),
    ]
    _, entities = resolve_article(text, "2024", mentions, knowledge, offices)
    party = next(entity for entity in entities if entity.entity_id == "org:upc-bdi")
    assert party.status == f"ambiguous: {', '.join(knowledge.entities[key].name for key in bodies)}"
    assert party.country == ""


def test_an_acronym_in_brackets_is_the_name_before_it(knowledge: Knowledge, offices: Offices) -> None:
    text = "Mouvement du renouveau civique (MRC) et MRC"
    long = mention(text, "Mouvement du renouveau civique", "ORGANIZATION")
    short = [mention(text, "MRC", "ORGANIZATION", nth=n) for n in (0, 1)]
    assert ids(text, [long, *short], knowledge, offices) == ["org:mouvement-du-renouveau-civique"] * 3


def test_brackets_after_another_word_bind_nothing(knowledge: Knowledge, offices: Offices) -> None:
    text = "Mouvement du renouveau civique, dit-on (MRC)"
    long = mention(text, "Mouvement du renouveau civique", "ORGANIZATION")
    short = mention(text, "MRC", "ORGANIZATION")
    assert ids(text, [long, short], knowledge, offices) == ["org:mouvement-du-renouveau-civique", "org:mrc"]


@pytest.mark.parametrize(
    ("text", "first", "second", "expected"),
    [
        ("la Ligue des rameurs belge (LDR)", "Ligue des rameurs", "LDR", ["ligue-des-rameurs"] * 2),
        (
            "la Ligue des rameurs (Rowers Union en anglais)",
            "Ligue des rameurs",
            "Rowers Union",
            ["ligue-des-rameurs"] * 2,
        ),
        (
            "la Ligue des rameurs (Rowers Union)",
            "Ligue des rameurs",
            "Rowers Union",
            ["ligue-des-rameurs", "rowers-union"],
        ),
        ("l'IPR (Institut pour la rame)", "IPR", "Institut pour la rame", ["institut-pour-la-rame"] * 2),
        ("l'IPR (Ligue des rameurs)", "IPR", "Ligue des rameurs", ["ipr", "ligue-des-rameurs"]),
    ],
)
def test_what_stands_in_brackets_after_a_name(
    knowledge: Knowledge, offices: Offices, text: str, first: str, second: str, expected: list[str]
) -> None:
    mentions = [mention(text, form, "ORGANIZATION") for form in (first, second)]
    if "belge" in text:
        mentions.insert(1, mention(text, "belge", "STATE", "state:BEL", kind="demonym"))
    found = ids(text, mentions, knowledge, offices)
    assert [key for key in found if key != "state:BEL"] == [f"org:{key}" for key in expected]


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("En France, il parle aux Échos.", "Échos", "les-echos"),
        ("En France, le groupe Échos chante.", "Échos", "echos"),
        ("Au Kenya, il parle aux Échos.", "Échos", "echos"),
    ],
)
def test_the_article_of_a_name_may_stand_before_it(
    knowledge: Knowledge, offices: Offices, text: str, form: str, expected: str
) -> None:
    state = mention(text, "France", "STATE", "state:FRA") if "France" in text else None
    state = state or mention(text, "Kenya", "STATE", "state:KEN")
    assert ids(text, [state, mention(text, form, "ORGANIZATION")], knowledge, offices)[1] == f"org:{expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le match est perdu. L'équipe joue sans Costa.", "costa"),
        ("Le match est perdu. Le président Costa quitte le club.", "antonio-costa"),
        ("Le sommet est perdu. Le pays vote sans Costa.", "antonio-costa"),
    ],
)
def test_a_surname_alone_is_no_politician_in_an_article_of_sport(
    knowledge: Knowledge, offices: Offices, text: str, expected: str
) -> None:
    assert ids(text, [mention(text, "Costa", "PERSON")], knowledge, offices) == [f"person:{expected}"]


@pytest.mark.parametrize(
    ("text", "forms", "expected"),
    [
        ("Paul Dufour puis Dufour", ["Paul Dufour", "Dufour"], ["paul-dufour", "paul-dufour"]),
        ("Dufour avant Paul Dufour", ["Dufour", "Paul Dufour"], ["paul-dufour", "paul-dufour"]),
        ("Paul Dufour, Anne Dufour", ["Paul Dufour", "Anne Dufour"], ["paul-dufour", "anne-dufour"]),
        ("Li Keming et Li", ["Li Keming", "Li"], ["li-keming", "li-keming"]),
        ("Ana García Ruiz et García", ["Ana García Ruiz", "García"], ["ana-garcia-ruiz", "ana-garcia-ruiz"]),
    ],
)
def test_people_by_surname(
    knowledge: Knowledge, offices: Offices, text: str, forms: list[str], expected: list[str]
) -> None:
    last = {
        form: text.count(form) - 1 if " " not in form and not text.startswith(form) else 0 for form in forms
    }
    mentions = [mention(text, form, "PERSON", nth=last[form]) for form in forms]
    assert ids(text, mentions, knowledge, offices) == [f"person:{key}" for key in expected]


def test_a_group_that_counts_more_than_are_named_is_dropped(knowledge: Knowledge, offices: Offices) -> None:
    text = "La Chine et les trois pays"
    mentions = [
        mention(text, "Chine", "STATE", "state:CHN"),
        mention(text, "les trois pays", "STATE", kind="group"),
    ]
    assert ids(text, mentions, knowledge, offices) == ["state:CHN"]


# --- the run ----------------------------------------------------------------------------------------------------------


def summary(name: str, mentions: int = 1, *, articles: int = 1, status: str = "") -> EntitySummary:
    key = "person:" + "-".join(name.lower().split())
    return EntitySummary(Entity(key, name, "PERSON", status=status), mentions, articles, ((name, mentions),))


def joined(knowledge: Knowledge, *summaries: EntitySummary) -> dict[str, str]:
    return {
        key.removeprefix("person:"): other.removeprefix("person:")
        for key, other in resolve_run(summaries, knowledge).items()
    }


@pytest.mark.parametrize(("name", "surname"), [("Paul Dufour", "Dufour"), ("Paul De Brauwer", "De Brauwer")])
def test_a_surname_of_one_article_joins_the_full_name_of_several_others(
    knowledge: Knowledge, name: str, surname: str
) -> None:
    merged = resolve_run([summary(name, 2, articles=2), summary(surname)], knowledge)
    assert merged == {summary(surname).entity.entity_id: summary(name).entity.entity_id}


def test_a_surname_stays_apart_from_who_is_named_in_one_article_only(knowledge: Knowledge) -> None:
    assert joined(knowledge, summary("Paul Dufour", 5), summary("Dufour")) == {}


def test_a_surname_of_two_stays_apart(knowledge: Knowledge) -> None:
    both = [summary("Paul Dufour", articles=2), summary("Anne Dufour", articles=2)]
    assert joined(knowledge, *both, summary("Dufour")) == {}


def test_an_ambiguous_person_never_moves(knowledge: Knowledge) -> None:
    assert joined(knowledge, summary("Paul Dufour"), summary("Dufour", status="ambiguous: A, B")) == {}


@pytest.mark.parametrize(
    ("seldom", "often"),
    [
        ("Oleksandr Zelinskyy", "Oleksandr Zelinsky"),
        ("Yoav Netanyahu", "Yoav Netanyahou"),
        ("Rami el-Assadi", "Rami al-Assadi"),
    ],
)
def test_spellings_of_one_name_become_the_commonest(knowledge: Knowledge, seldom: str, often: str) -> None:
    merged = resolve_run([summary(seldom, 1), summary(often, 5)], knowledge)
    assert merged == {summary(seldom).entity.entity_id: summary(often).entity.entity_id}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Paul Dufour", "Paula Dufour"),
        ("Jean Martin", "Jean Morin"),
        ("Paul Dufour", "Anne Dufour"),
    ],
)
def test_names_that_only_look_alike_stay_apart(knowledge: Knowledge, one: str, two: str) -> None:
    assert resolve_run([summary(one), summary(two)], knowledge) == {}


def test_a_surname_follows_the_spelling_that_stays(knowledge: Knowledge) -> None:
    found = joined(
        knowledge, summary("Yoav Netanyahu", 1), summary("Yoav Netanyahou", 5), summary("Netanyahu")
    )
    assert found["yoav-netanyahu"] == "yoav-netanyahou"


_NAMES = st.sampled_from(
    ["Paul", "Anne", "Dufour", "Durand", "Zelinsky", "Zelinskyy", "Yoav", "Netanyahou", "Li"]
)


@given(st.lists(st.lists(_NAMES, min_size=1, max_size=3).map(" ".join), max_size=8, unique=True))
@settings(max_examples=60, deadline=None)
def test_joining_ends_in_one_step_and_needs_no_order(knowledge: Knowledge, names: list[str]) -> None:
    summaries = [summary(name, n + 1) for n, name in enumerate(names)]
    merged = resolve_run(summaries, knowledge)
    assert merged == resolve_run(summaries[::-1], knowledge)
    assert merged.keys().isdisjoint(merged.values())
    assert merged.keys() | set(merged.values()) <= {one.entity.entity_id for one in summaries}
