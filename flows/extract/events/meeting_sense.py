"""Whether a trigger can mean a meeting where it stands: not a match of sport, an appeal, or a part of another trigger.

Here: what a rule's values ask of the words around: needs_envoy (no appeal), needs_no_agent, needs_acceptance, needs_together, needs_occasion (those
who sign have met), needs_face ("face to face"), needs_line ("on the phone"), needs_trip (a trip takes somebody somewhere), needs_courtesy (a
courtesy call). Not here: who meets.
"""

from spacy.tokens import Token

from flows.extract.events.meeting_words import meeting_words
from flows.extract.events.rules import Match
from flows.extract.language.syntax import is_passive, preposition
from flows.extract.sentences import Sentence


def can_mean_meeting(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger can mean a meeting here at all."""
    is_sport = any(token.lower_ in meeting_words("sports") for token in sentence.doc)
    if is_sport and not any(mention.how in {"person", "role"} for mention in sentence.actors):
        return False
    if match.frame.governors and sentence.doc[match.frame.governors[0].token].lower_ in meeting_words("occasion_nouns"):
        return False
    return not _means_else(sentence, match) and _has_what_it_needs(sentence, match)


def _means_else(sentence: Sentence, match: Match) -> bool:
    """Return whether the trigger is part of another phrase or of a set expression."""
    token = sentence.doc[match.trigger]
    if match.rule.id == "meetings.be_in" and token.lemma_.lower() in meeting_words("states_of_life"):
        return True
    if (
        match.rule.id == "meetings.be_in"
        and match.frame.fillers("to")
        and "been" not in {token.lower_, *(c.lower_ for c in token.children)}
    ):
        return True
    if token.lemma_.lower() == "speak" and _is_spoken_after_another(sentence, match):
        return True
    if token.lemma_.lower() in {"travel", "tour"} and _heads_no_phrase(token):
        return True
    if token.lemma_.lower() in {"contact", "contacts"} and not {child.lower_ for child in token.children} & meeting_words(
        "contact_modifiers"
    ):
        return True
    if match.rule.id == "meetings.travel" and _tells_a_habit(token):
        return True
    if match.rule.id in {"meetings.embrace", "meetings.review"} and not _has_fitting_object(sentence, match):
        return True
    if not match.frame.is_verbal and token.lemma_.lower() in {"session", "round", "gathering"} and _is_of_talks(match, sentence):
        return True
    if not match.frame.is_verbal and _is_bargaining(token):
        return True
    if token.lemma_.lower() == "negotiate" and any(
        sentence.doc[i].lemma_.lower() in meeting_words("purchases") for i in match.frame.fillers("patient")
    ):
        return True
    return token.lower_ == "phone" and token.dep_ == "compound"  # part of "phone call", which is a trigger itself


def _is_of_talks(match: Match, sentence: Sentence) -> bool:
    """Return whether the noun only counts the talks after it, which are a trigger themselves: "a session of talks"."""
    return any(sentence.doc[token].lemma_.lower() in meeting_words("bargaining") for token in match.frame.fillers("of"))


def _has_what_it_needs(sentence: Sentence, match: Match) -> bool:
    token = sentence.doc[match.trigger]
    children = list(token.children)
    if match.rule.values.get("needs_no_agent") and (match.frame.fillers("agent") or not is_passive(token)):
        return False
    if match.rule.values.get("needs_acceptance") and not any(
        governor.lemma in meeting_words("acceptance") for governor in match.frame.governors[:1]
    ):
        return False
    if match.rule.values.get("needs_together") and not any(child.lower_ == "together" for child in children):
        return False
    if match.rule.values.get("needs_occasion") and not _has_occasion(token) and not _is_signed_by_persons(sentence, match):
        return False
    is_courtesy = any(child.lower_ in {"courtesy", "farewell", "introductory"} for child in children)
    if (is_courtesy and match.rule.id == "meetings.call_noun") or (match.rule.values.get("needs_courtesy") and not is_courtesy):
        return False  # a courtesy call is paid in person
    if match.rule.values.get("needs_trip") and not _is_led_by_trip(match, sentence):
        return False
    if match.rule.values.get("needs_line") and preposition(token) != "on":
        return False
    if match.rule.values.get("needs_face") and not _is_face_to_face(sentence, token):
        return False
    if match.rule.values.get("needs_envoy"):  # "called on the minister to resign" is an appeal
        return not any(child.dep_ in {"xcomp", "ccomp"} or _asks(child) or _is_request(child) for child in children)
    if match.rule.id == "meetings.see":
        return not any(child.dep_ in {"xcomp", "ccomp"} or preposition(child) == "as" for child in children)
    if match.rule.values.get("mode") != "call":
        return True
    if match.frame.is_verbal:  # "called the deal historic", "called for an end"
        return not any(child.dep_ in {"ccomp", "xcomp"} and not _is_errand(sentence, child) for child in token.children)
    if any(child.lower_ in {"phone", "telephone", "video", "conference"} and child.dep_ == "compound" for child in children):
        return True
    is_appeal = token.lower_ in {"call", "calls"} and (
        bool(match.frame.fillers("for")) or any(child.dep_ == "acl" for child in token.children)
    )
    return not is_appeal or bool(match.frame.fillers("with"))


def _heads_no_phrase(token: Token) -> bool:
    """Return whether the noun only modifies the next one, also where the parse does not see it: "financial and travel restrictions"."""
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    return token.dep_ == "compound" or (following is not None and following.pos_ == "NOUN" and following.i == token.i + 1)


def _is_spoken_after_another(sentence: Sentence, match: Match) -> bool:
    """Return whether a meeting stands between the verb and those spoken with: "speaking after talks with his guest"."""
    last = max((*match.frame.fillers("with"), *match.frame.fillers("to")), default=match.trigger)
    return any(
        match.trigger < token.i < last
        and token.lemma_.lower() in meeting_words("nouns")
        and preposition(token) in {"after", "following", "before"}
        for token in sentence.doc
    )


def _tells_a_habit(verb: Token) -> bool:
    """Return whether the speaker only tells what one does: "so I go to Lisbon"."""
    children = list(verb.children)
    is_bare = verb.text == verb.lemma_ and not any(
        child.dep_ == "aux" or (child.lower_ == "to" and child.dep_ == "mark") for child in children
    )
    return is_bare and any(child.dep_ == "nsubj" and child.lower_ in {"i", "we", "you"} for child in children)


def _has_fitting_object(sentence: Sentence, match: Match) -> bool:
    """Return whether persons are what is embraced, matters what is reviewed: "embraced the plan" and "reviewed the troops" are no meetings."""
    objects = match.frame.fillers("patient")
    if match.rule.id == "meetings.embrace":
        return all(sentence.actor_at(i) is not None for i in objects)
    return any(sentence.doc[i].lemma_.lower() in meeting_words("matters") for i in objects)


def _is_errand(sentence: Sentence, complement: Token) -> bool:
    """Return whether what completes "called" names the one who is called, or what for: "called him to congratulate him"."""
    is_infinitive = any(mark.lower_ == "to" and mark.dep_ == "mark" for mark in complement.children)
    return sentence.actor_at(complement.i) is not None or (is_infinitive and complement.lemma_.lower() in meeting_words("errands"))


def _has_occasion(verb: Token) -> bool:
    """Return whether those who sign are said to have met for it: "on the sidelines of", "in the presence of"."""
    for child in verb.subtree:
        if child.lower_ in meeting_words("occasion_nouns") and preposition(child) in {"on", "at", "in", "during", "after", "following"}:
            return True
    return False


def _is_led_by_trip(match: Match, sentence: Sentence) -> bool:
    """Return whether a trip is what takes somebody somewhere: "a tour that will take him to Malta"."""
    nouns = {sentence.doc[token].lemma_.lower() for token in match.frame.fillers("agent")}
    clause = sentence.doc[match.trigger]
    if clause.dep_ == "acl:relcl":
        nouns.add(clause.head.lemma_.lower())
    return bool(
        nouns & {"trip", "tour", "visit", "journey", "leg", "stop", "swing", "itinerary", "voyage", "travels", "mission", "diplomacy"}
    )


def _is_signed_by_persons(sentence: Sentence, match: Match) -> bool:
    """Return whether two persons sign at a place of which the sentence tells: they have met."""
    signers = [mention for token in match.frame.fillers("agent") if (mention := sentence.actor_at(token)) is not None]
    places = [sentence.doc[token] for token in match.frame.fillers("in")]
    is_placed = any(place.pos_ == "PROPN" and not any(date.start <= place.i < date.end for date in sentence.dates) for place in places)
    return is_placed and sum(mention.how in {"person", "role"} for mention in signers) > 1


def _is_face_to_face(sentence: Sentence, verb: Token) -> bool:
    """Return whether "face to face" or "eye to eye" stands right after the verb."""
    after = [token.lower_ for token in sentence.doc[verb.i + 1 : verb.i + 6]]
    return any(after[i : i + 3] in (["face", "to", "face"], ["eye", "to", "eye"]) for i in range(3)) or "face-to-face" in after


def _is_bargaining(noun: Token) -> bool:
    """Return whether the talks are about joining a body or buying something: no meeting by themselves, "accession talks with Skopje"."""
    if noun.lemma_.lower() not in meeting_words("bargaining"):
        return False
    if _is_at_stage(noun) or (noun.dep_ == "obj" and noun.head.lemma_.lower() in meeting_words("fostering")):
        return True
    topics = {child.lower_ for child in noun.children if child.dep_ in {"compound", "amod", "nmod"}}
    if topics & meeting_words("bargains") or (topics & meeting_words("admission") and not _goes_on(noun)):
        return True
    heads = [noun, *(token for token in [noun.head] if token.pos_ in {"VERB", "AUX"} and noun.dep_ in {"obl", "nsubj", "obj"})]
    for head in heads:
        for child in head.children:
            is_aim = child.dep_ in {"acl", "advcl", "xcomp"} and child.i > noun.i and any(mark.lower_ == "to" for mark in child.children)
            if is_aim and child.lemma_.lower() in meeting_words("purchases"):
                return True
            is_matter = child.dep_ in {"nmod", "obl"} and child.i > noun.i and preposition(child) in {"on", "over", "for", "about"}
            if is_matter and child.lemma_.lower() in meeting_words("purchases"):
                return True
            if child.dep_ in {"acl", "advcl"} and preposition(child) in {"on", "over", "for", "about"}:
                return child.lemma_.lower() in meeting_words("purchases")
    return False


def _is_at_stage(noun: Token) -> bool:
    """Return whether the talks are only said to have come far: "talks with Jakarta were at an advanced stage"."""
    after = [token.lower_ for token in noun.doc[noun.i + 1 : noun.i + 12]]
    return any(
        after[i] in {"advanced", "final", "early"} and {"stage", "stages", "phase"} & set(after[i + 1 : i + 3]) for i in range(len(after))
    )


def _goes_on(noun: Token) -> bool:
    """Return whether the clause tells that the talks are held: not "may open talks", "hopes to start talks", "talks on joining the bloc"."""
    verb = noun.head
    if verb.pos_ != "VERB":
        return False
    return not any(child.dep_ in {"aux", "mark"} and child.lemma_.lower() not in {"have", "be", "that", "after"} for child in verb.children)


def _is_request(clause: Token) -> bool:
    """Return whether a clause beside the verb says what is asked: "called on the minister to resign"."""
    return clause.dep_ == "advcl" and any(mark.lower_ == "to" and mark.dep_ == "mark" for mark in clause.children)


def _asks(token: Token) -> bool:
    """Return whether a phrase carries an infinitive: "on the minister to open the border"."""
    return token.pos_ != "VERB" and any(
        child.dep_ in {"acl", "advcl"} and any(mark.lower_ == "to" for mark in child.children) for child in token.children
    )
