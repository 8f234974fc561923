"""What a verb says about itself: its infinitive, its voice, its subject."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from spacy.tokens import Token

from pipeline.link.actors import Actors
from pipeline.link.acts import preposition
from pipeline.link.pronouns import agree, is_latter, is_personal, is_plural
from pipeline.link.tenses import finite, resumes
from pipeline.link.word_order import actors_before

Topic = Callable[[Token], list[str]]
VERBAL = ("VERB", "AUX")
_DEPENDENT_CLAUSES = ("xcomp", "advcl", "ccomp", "obl:mod", "dep")
# Their perfect has *être*, which the parser takes for a passive; so has that of *venir* and its compounds.
_WITH_BEING = frozenset(("aller", "arriver", "décéder", "entrer", "mourir", "partir"))
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
_ASIDES = ("de son côté", "de leur côté", "pour sa part", "pour leur part", "à son tour", "dans la foulée")
_OPENINGS = (".", ":", "«", "?", "!", "–", "—", "-", "…", '"')
_CAUSATIVES = ("faire", "laisser", "voir")
_ATTENDED = ("accompagner", "appuyer", "assister", "entourer", "escorter", "flanquer", "précéder", "suivre")
_DEPTH = 6


def is_predicate(token: Token) -> bool:
    """Whether ``token`` is a full verb of a parsed sentence, as its tag or its auxiliary shows."""
    if token.text.istitle() and token.i > token.sent.start and token.nbor(-1).text not in _OPENINGS:
        return False  # a surname: « Karim Balader »
    if token.pos_ in VERBAL:
        return not token.dep_.startswith("aux") and token.dep_ != "cop"
    return token.pos_ in ("NOUN", "ADJ") and any(child.dep_ == "aux:tense" for child in token.lefts)


def infinitive(token: Token, finite: Mapping[str, str]) -> str:
    """Return the infinitive of a verb, mending what the lemmatizer leaves as it stands (*frappe*) or
    mistakes.
    """
    lemma = token.lemma_.lower()
    if token.lower_ in finite and token.morph.get("VerbForm", []) != ["Part"]:
        return finite[token.lower_]
    if lemma.endswith(("er", "ir", "re", "oir", "ïr")):
        return lemma
    return f"{lemma}r" if lemma.endswith("e") else lemma


def is_reflexive(verb: Token) -> bool:
    """Whether the verb has *se*."""
    return any(child.lower_ in ("se", "s'") for child in verb.lefts)


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject undergoes: *est soutenu*, *se fait battre*, or a past participle without
    auxiliary.
    """
    if parted_auxiliary(verb) is not None:
        return False
    caused = verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _CAUSATIVES and is_reflexive(verb.head)
    if caused and verb.morph.get("VerbForm", []) == ["Inf"]:
        return verb.head.i < verb.i
    auxiliaries = [child.dep_ for child in verb.children if child.dep_.startswith("aux")]
    if "aux:pass" in auxiliaries:
        return not is_reflexive(verb) and not _has_being(verb.lemma_.lower())
    past = verb.morph.get("VerbForm", []) == ["Part"] and verb.morph.get("Tense", []) == ["Past"]
    if past and not auxiliaries and verb.dep_ == "conj" and _goes_on_active(verb):
        return False
    return past and not auxiliaries and verb.dep_ in ("acl", "advcl", "conj", "amod", "ROOT", "dep", "xcomp")


def _goes_on_active(verb: Token) -> bool:
    """*a consulté X et menacé Y*: the participle shares the auxiliary of the verb that it is joined to."""
    head = verb.head
    shared = any(child.dep_ == "aux:tense" for child in head.children) and not is_passive(head)
    alone = verb.head.dep_ == "conj" and verb.head.i < verb.i and not shared and _goes_on_active(verb.head)
    objects = any(child.dep_ in ("obj", "obl:arg") for child in verb.rights)
    return (shared or alone) and objects and not any(preposition(child) == "par" for child in verb.rights)


def parted_auxiliary(verb: Token) -> Token | None:
    """The *a* of *a, lors d'un débat, accusé X* or *a de son côté accusé X*, which the parse takes for a verb of its
    own.
    """
    if verb.morph.get("VerbForm", []) != ["Part"] or verb.i < verb.sent.start + 2:
        return None
    before = verb.doc[max(verb.sent.start, verb.i - 3) : verb.i]
    if before.text.lower() in _ASIDES and before.start > verb.sent.start:
        word = before[0].nbor(-1)
        return word if word.lemma_ == "avoir" and word.dep_ != "aux:tense" else None
    if verb.doc[verb.i - 1].text != ",":
        return None
    for place in range(verb.i - 2, verb.sent.start, -1):
        word = verb.doc[place]
        if word.pos_ in VERBAL:
            return word if word.lemma_ == "avoir" and word.nbor().text == "," else None
    return None


def _has_being(infinitive: str) -> bool:
    venir = infinitive.endswith("venir") and infinitive != "prévenir"
    return venir or infinitive in _WITH_BEING


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
                return verb.head
            return child
    return _personal(verb) or _inverted(verb)


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
    subject = subject_token(parted or verb)
    if parted is not None and subject is None:
        return actors_before(parted, actors)
    if subject is not None:
        if is_personal(subject):
            return _antecedent(verb, subject, actors, topic)
        return _with_first(verb, actors.of(subject), actors)
    return _inherited(verb, actors, topic, depth) or (actors_before(verb, actors) if _is_finite(verb) else [])


def _with_first(verb: Token, found: list[str], actors: Actors) -> list[str]:
    """The subjects of a plural verb that the parse joins to the first of them: *X et Y ont dîné*."""
    if verb.dep_ != "conj" or not any("Plur" in token.morph.get("Number", []) for token in verb_group(verb)):
        return found
    beside = actors_before(verb, actors)
    return beside if set(found) < set(beside) else found


def _inherited(verb: Token, actors: Actors, topic: Topic, depth: int) -> list[str]:
    if depth > _DEPTH or verb.head == verb:
        return []
    if verb.dep_.startswith("acl"):
        return _noun_subjects(verb, actors, topic, depth)
    if verb.dep_ == "conj" and is_resumption(verb):
        return subjects(verb.head.head, actors, topic, depth + 1)
    if verb.dep_ == "conj" or (verb.dep_ in _DEPENDENT_CLAUSES and not _is_finite(verb)):
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


def _is_finite(verb: Token) -> bool:
    return any("Fin" in token.morph.get("VerbForm", []) for token in verb_group(verb))


def preposition_of_infinitive(verb: Token) -> str:
    """The *de*, *à*, *pour*, *sans* before an infinitive; empty without one."""
    return next((child.lower_ for child in verb.lefts if child.dep_ == "mark"), "")


def _noun_subjects(verb: Token, actors: Actors, topic: Topic, depth: int) -> list[str]:
    """Who acts in a clause that hangs on a noun: the noun itself, or who the noun's own clause is about."""
    noun = verb.head
    if verb.morph.get("VerbForm", []) == ["Part"]:
        apart = any(token.lower_ == "," for token in verb.doc[noun.i : verb.i])
        return (clause_subjects(noun, actors, topic) if apart else []) or actors.of(noun)
    if subject_token(noun) is not None or noun.dep_ in ("xcomp",):
        return subjects(noun, actors, topic, depth + 1)  # « a été le premier pays à reconnaître … »
    named = {
        preposition(child): actors.of(child) for child in noun.rights if preposition(child) in ("de", "par")
    }
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


def verb_group(verb: Token) -> Iterator[Token]:
    """The verb with its auxiliaries."""
    yield verb
    yield from (child for child in verb.children if child.dep_.startswith(("aux", "cop")))
