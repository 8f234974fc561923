"""Who acts: the subject of a verb, its agents in a passive, whom a clause is about."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import preposition
from pipeline.link.pronouns import agree, is_latter, is_personal, is_plural
from pipeline.link.tenses import finite, resumes
from pipeline.link.verb_forms import (
    VERBAL,
    is_finite,
    is_gerund,
    is_passive,
    parted_auxiliary,
    preposition_of_infinitive,
    verb_group,
)
from pipeline.link.word_order import actors_before

Topic = Callable[[Token], list[str]]
_DEPENDENT_CLAUSES = ("xcomp", "advcl", "ccomp", "obl:mod", "dep")
_SUBJECT_CONTROL = ("promettre", "menacer", "jurer", "proposer", "assurer")
_IMPERSONAL = (
    "agir",
    "appartenir",
    "arriver",
    "convenir",
    "falloir",
    "importer",
    "rester",
    "sembler",
    "suffire",
)
_ATTENDED = ("accompagner", "appuyer", "assister", "entourer", "escorter", "flanquer", "précéder", "suivre")
_DEPTH = 6


def agents(verb: Token, actors: Actors) -> list[str]:
    """Who acts in a passive: the complements in *par*, which may hang on what stands before them (*mis en cause
    par*), or the one in *de* of who is attended (*accompagné de X*).
    """
    holders = [verb, *(child for child in verb.rights if child.dep_.startswith(("obl", "obj", "xcomp")))]
    complements = [child for holder in holders for child in holder.rights]
    found = [child for child in complements if preposition(child) == "par"]
    if not found and verb.lemma_.lower() in _ATTENDED:
        found = [child for child in complements if preposition(child) == "de" and child.i <= verb.i + 3]
    named = [keys for child in found if (keys := actors.of(child))]
    more = [
        key for child, keys in zip(found[1:], named[1:], strict=False) if child.dep_ == "conj" for key in keys
    ]
    return list(dict.fromkeys([*named[0], *more])) if named else []


def subject_token(verb: Token) -> Token | None:
    """The word that is the verb's subject; for a relative *qui* its antecedent."""
    for child in verb.children:
        if child.dep_.startswith("nsubj"):
            if child.lower_ in ("qui", "lequel", "laquelle") and (
                verb.dep_ == "acl:relcl" or _is_cleft(verb, child)
            ):
                return _antecedent_noun(verb.head, child)
            return child
    return _personal(verb) or _inverted(verb)


def _antecedent_noun(head: Token, who: Token) -> Token:
    """The noun that *qui* takes up: the one right before it where the parse hangs the clause on a verb.

    *« … », répète le roi, qui a appelé son ministre*.
    """
    if head.pos_ not in VERBAL or who.i < who.sent.start + 2:
        return head
    last = who.nbor(-2) if who.nbor(-1).text == "," else who.nbor(-1)
    noun = last.head if last.dep_.startswith("flat") else last
    return noun if noun.pos_ in ("NOUN", "PROPN") and noun.i >= head.i else head


def _is_cleft(verb: Token, who: Token) -> bool:
    """*c'est lui qui a poussé X*, where the parse sees no relative clause."""
    return verb.head.i == who.i - 1 and verb.head.pos_ in ("NOUN", "PROPN", "PRON")


def _inverted(verb: Token) -> Token | None:
    """*« … », a déclaré le roi*: who speaks, where the parse sees an object."""
    behind = verb.nbor() if verb.dep_ == "parataxis" and verb.i + 1 < verb.sent.end else None
    objects = [child for child in verb.rights if child.dep_ == "obj" and child.left_edge == behind]
    return objects[0] if objects else None


def _personal(verb: Token) -> Token | None:
    """The *il* of a verb that has persons for subjects: parsers take many for that of *il faut*."""
    if verb.lemma_.lower() in _IMPERSONAL or any(child.dep_ == "aux:pass" for child in verb.children):
        return None
    return next(
        (child for child in verb.children if child.dep_ == "expl:subj" and child.lower_ == "il"), None
    )


def subjects(verb: Token, actors: Actors, topic: Topic, depth: int = 0) -> list[str]:
    """The actors that are the subject of ``verb``, found through coordination and control when it has none.

    ``topic`` answers who a pronoun means that nothing in the sentence explains.
    """
    parted = parted_auxiliary(verb)
    subject = (subject_token(parted) if parted else None) or subject_token(verb)
    if parted is not None and subject is None:
        return actors_before(parted, actors)
    if subject is not None:
        if is_personal(subject):
            return _antecedent(verb, subject, actors, topic)
        return _with_first(verb, actors.of(subject) or _second_subject(verb, subject, actors), actors)
    return _inherited(verb, actors, topic, depth) or (actors_before(verb, actors) if is_finite(verb) else [])


def _second_subject(verb: Token, subject: Token, actors: Actors) -> list[str]:
    """Who acts in *l'agence officielle Belga annonce*, which the parse gives two subjects side by side."""
    others = (child for child in verb.lefts if child.dep_.startswith("nsubj") and child.i > subject.i)
    return next((found for other in others if other.i <= subject.i + 3 and (found := actors.of(other))), [])


def _with_first(verb: Token, found: list[str], actors: Actors) -> list[str]:
    """The subjects of a plural verb that the parse joins to the first of them: *X et Y ont dîné*."""
    if verb.dep_ != "conj" or not any("Plur" in token.morph.get("Number", []) for token in verb_group(verb)):
        return found
    beside = actors_before(verb, actors)
    return beside if set(found) < set(beside) else found


def _inherited(verb: Token, actors: Actors, topic: Topic, depth: int) -> list[str]:
    if depth > _DEPTH or verb.head == verb:
        return []
    if is_gerund(verb) and verb.dep_ in ("acl", "amod", "nmod"):
        # « garde le titre des moins de 60 kg en battant X »
        return clause_subjects(verb.head, actors, topic) or actors.of(verb.head)
    if verb.dep_ == "acl" and preposition_of_infinitive(verb) == "pour":
        # « se réunissent dans une ville belge pour protester »
        above = next((token for token in verb.ancestors if token.pos_ in VERBAL), None)
        return subjects(above, actors, topic, depth + 1) if above is not None else []
    if verb.dep_.startswith("acl"):
        return _noun_subjects(verb, actors, topic, depth)
    if verb.dep_ == "conj" and is_resumption(verb):
        return subjects(verb.head.head, actors, topic, depth + 1)
    if verb.dep_ == "conj" or (verb.dep_ in _DEPENDENT_CLAUSES and not is_finite(verb)):
        return _controllers(verb, actors, topic, depth)
    return []


def is_resumption(verb: Token) -> bool:
    """Whether a joined verb goes on with the main clause: *a répondu que … étaient closes et a accusé X*."""
    main, inner, joined = (finite(sorted(verb_group(one))) for one in (verb.head.head, verb.head, verb))
    if verb.head.dep_ != "ccomp" or main is None or inner is None or joined is None:
        return False
    return subject_token(verb) is None and resumes(main, inner, joined)


def _controllers(verb: Token, actors: Actors, topic: Topic, depth: int) -> list[str]:
    head = verb.head
    if verb.dep_ in ("xcomp", "ccomp") and preposition_of_infinitive(verb) and head.pos_ in VERBAL:
        objects = [child for child in head.children if _may_control(child)]
        if objects and head.lemma_.lower() not in _SUBJECT_CONTROL:
            return [
                key for child in objects for key in actors.of(child)
            ]  # « accuser Pékin de militariser … »
    if is_passive(head) and not is_passive(verb) and verb.dep_ == "conj" and agents(head, actors):
        return agents(head, actors)
    return subjects(head, actors, topic, depth + 1)


def _may_control(child: Token) -> bool:
    """*accuser X de*, *demander à X de*: the object, not the subject, is who acts in the infinitive."""
    return child.dep_ in ("obj", "iobj") or (child.dep_ == "obl:arg" and preposition(child) == "à")


def _noun_subjects(verb: Token, actors: Actors, topic: Topic, depth: int) -> list[str]:
    """Who acts in a clause that hangs on a noun: the noun itself, whom it is addressed to, or who the noun's own
    clause is about.
    """
    noun = verb.head
    if verb.morph.get("VerbForm", []) == ["Part"]:
        apart = any(token.lower_ == "," for token in verb.doc[noun.i : verb.i])
        return (clause_subjects(noun, actors, topic) if apart else []) or actors.of(noun)
    if subject_token(noun) is not None or noun.dep_ in ("xcomp",):
        return subjects(noun, actors, topic, depth + 1)  # « a été le premier pays à reconnaître … »
    named = {
        preposition(child): actors.of(child)
        for child in noun.rights
        if preposition(child) in ("de", "par", "à")
    }
    if preposition_of_infinitive(verb) in ("à", "de", "d'") and named.get("à"):
        return named["à"]  # « les appels de X à Y à respecter … »
    owners = named.get("par") or named.get("de")
    return owners or actors.demonyms(noun) or clause_subjects(noun, actors, topic)


def clause_subjects(noun: Token, actors: Actors, topic: Topic) -> list[str]:
    """The subjects of the nearest verb that the noun hangs on."""
    for above in noun.ancestors:
        if above.pos_ in VERBAL:
            if subject_token(above) == noun:
                return []
            found = subjects(above, actors, topic)
            if found:
                return found
    return []


def _antecedent(verb: Token, pronoun: Token, actors: Actors, topic: Topic) -> list[str]:
    """Who *il* is: the subject of a clause above it that agrees in number, else what the text before is
    about.
    """
    if is_latter(pronoun):
        before = pronoun.doc[pronoun.sent.start : pronoun.i]
        opens = not any(token.pos_ in ("NOUN", "PROPN") for token in before)
        return _last_named(pronoun, actors) or (topic(pronoun) if opens else [])
    taken = verb.head if verb.dep_ == "acl:relcl" else None  # « X, qu'il a battu »: nobody beats himself
    for above in verb.ancestors:
        subject = subject_token(above)
        place = actors.covering(subject) if subject is not None else None
        if place is not None and place.kind == "metonym":
            continue  # nobody says « il » of « l'Élysée »
        if subject is not None and subject.i < pronoun.i and subject != taken:
            found = actors.of(subject)
            if found and (len(found) > 1) == is_plural(pronoun) and agree(subject, pronoun):
                return found
    return topic(pronoun)


def _last_named(pronoun: Token, actors: Actors) -> list[str]:
    """The one person named before *ce dernier* in its sentence."""
    before = (key for token in pronoun.doc[pronoun.sent.start : pronoun.i] for key in actors.at(token))
    people = {key for key in before if key.startswith("person:")}
    return list(people) if len(people) == 1 else []
