"""How an act is put: negation and modality (guide, section 4)."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.link.clauses import is_resumption
from pipeline.link.verb_forms import VERBAL, preposition_of_infinitive, verb_group
from pipeline.records import Modality


def is_negated(verb: Token, negative_verbs: frozenset[str]) -> bool:
    """Whether the act is denied: by *ne … pas*, *sans*, or a verb such as *refuser* that governs it."""
    if _has_negation(verb) or preposition_of_infinitive(verb) == "sans":
        return True
    head = verb.head
    if verb.dep_ == "xcomp" and head.pos_ in VERBAL:
        return head.lemma_.lower() in negative_verbs or _has_negation(head)
    joined = verb.dep_ == "conj" and not is_resumption(verb)
    return joined and not _has_own_subject(verb) and head.pos_ in VERBAL and _has_negation(head)


def _has_own_subject(verb: Token) -> bool:
    return any(child.dep_.startswith("nsubj") for child in verb.children)


def _has_negation(verb: Token) -> bool:
    """*ne* with a word that completes it; *ne … que* restricts and does not deny."""
    near = {child.lower_ for child in verb.children}
    for child in verb.children:
        near |= {
            grandchild.lower_ for grandchild in child.children if child.dep_ in ("obj", "nsubj", "aux:tense")
        }
    if not near & {"ne", "n'"}:
        return bool(near & {"pas"}) and verb.morph.get("VerbForm", []) != ["Inf"]
    return bool(near & {"pas", "plus", "jamais", "guère", "point", "ni", "aucun", "aucune", "rien", "nul"})


def modality(verb: Token, possible_verbs: frozenset[str], *, reported: bool) -> Modality:
    """Return how the act is put: conditional, else reported, else possible or future, else asserted."""
    moods = {mood for token in verb_group(verb) for mood in token.morph.get("Mood", [])}
    if "Cnd" in moods:
        return "conditional"
    if any(child.lower_ in ("probablement", "peut-être", "vraisemblablement") for child in verb.children):
        return "possible"
    if reported:
        return "reported"
    return "possible" if _is_possible(verb, possible_verbs) else "asserted"


def _is_possible(verb: Token, possible_verbs: frozenset[str]) -> bool:
    if any("Fut" in token.morph.get("Tense", []) for token in verb_group(verb)):
        return True
    if preposition_of_infinitive(verb) in ("pour", "afin", "si", "s'"):
        return True
    head = verb.head
    if verb.dep_ == "acl" and preposition_of_infinitive(verb) in ("de", "d'"):
        return True  # « la volonté de rencontrer … »
    return verb.dep_ == "xcomp" and head.pos_ in VERBAL and head.lemma_.lower() in possible_verbs
