"""Where a meeting happens and which country is visited: the places of its roles, of a "where" clause, of the noun phrase around it.

Here: from the roles of a rule to places. Not here: who takes part (meeting_roles).
"""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from flows.extract.events.candidates import event_place
from flows.extract.events.meeting_fillers import fillers, shares_subject
from flows.extract.events.rules import Match
from flows.extract.language.syntax import preposition
from flows.extract.mentions.reference import usual_name
from flows.extract.mentions.types import PlaceMention
from flows.extract.sentences import Sentence

_PLACE_NAMES = frozenset({"name", "capital", "seat", "definite", "pronoun", "demonym"})
_NEAR = 2
_FORMER = {"RUS": "SUN", "SRB": "YUG", "CZE": "CSK"}
_SITES = frozenset({"capital", "city", "port", "town", "resort", "island", "province", "region"})


def hosts_of(sentence: Sentence, match: Match) -> list[PlaceMention]:
    """Return the places and countries visited, one for each country, from the first role that names any."""
    found: dict[str | None, PlaceMention] = {}
    roles = match.rule.roles.get("host", ())
    own = tuple(role for role in roles if _is_own(sentence, match, role)) if match.frame.is_verbal else ()
    toured = ("of",) if "host" in match.rule.roles and _is_tour_of(sentence, match) else ()
    for role in (*toured, *own, *roles):
        if role == "occasion":
            found = {place.country_code: place for place in _owners_of_occasion(sentence, match)}
        for token in fillers(sentence, match, role):
            if not (role.startswith("gov.") and not shares_subject(sentence, match, role)):
                for host in _hosts_at(sentence, token):
                    known = {actor.code for mention in sentence.actors for actor in mention.actors}
                    host = replace(host, country_code=_as_known(host.country_code, known))
                    found.setdefault(host.country_code, host)
        if found:
            break
    if not found and "host" in match.rule.roles and (venue := _place_of_where(sentence, match)) is not None:
        return [venue]
    if not found and "host" in match.rule.roles and not match.frame.is_verbal:
        found = {place.country_code: place for place in (*_places_before(sentence, match), *_places_below(sentence, match))}
    return list(found.values())


def _as_known(code: str | None, known: set[str]) -> str | None:
    """Return the state of the time for a capital, where the sentence names that state: Belgrade was Yugoslavia's."""
    former = _FORMER.get(code or "")
    return former if former in known else code


def _is_own(sentence: Sentence, match: Match, role: str) -> bool:
    """Return whether the role is filled by a phrase of the verb itself: in "stopped in Malta on the way to Oslo", "in" is and "to" is not."""
    return any(sentence.doc[token].head.i == match.trigger for token in match.frame.fillers(role))


def _is_tour_of(sentence: Sentence, match: Match) -> bool:
    """Return whether the noun's "of" names what is toured and not who tours: "a tour of Malta and Tunisia"."""
    toured = [sentence.actor_at(token) for token in match.frame.fillers("of")]
    return (
        not match.frame.is_verbal
        and sentence.doc[match.trigger].lemma_.lower() == "tour"
        and any(mention is not None and mention.how in {"name", "capital", "organisation"} for mention in toured)
    )


def tours_of(sentence: Sentence, match: Match) -> frozenset[str]:
    """Return the roles whose fillers are countries toured, not those who travel."""
    return frozenset({"of"}) if _is_tour_of(sentence, match) else frozenset()


def _owners_of_occasion(sentence: Sentence, match: Match) -> Iterator[PlaceMention]:
    """Yield the state whose occasion it is that somebody attends: "the funeral of the Thai king", "Silva's inauguration"."""
    for occasion in match.frame.fillers("patient"):
        for child in sentence.doc[occasion].children:
            is_owner = child.dep_ in {"nmod:poss", "amod", "compound"} or (child.dep_ == "nmod" and preposition(child) in {"of", "for"})
            mention = sentence.actor_at(child.i) if is_owner else None
            if mention is not None and mention.actors[0].kind == "state" and mention.how != "pronoun":
                actor = mention.actors[0]
                yield PlaceMention(mention.start, mention.end, usual_name(actor.code), actor.code)
                return


def _place_of_where(sentence: Sentence, match: Match) -> PlaceMention | None:
    """Return the place that a relative clause says something of: "in Lisbon, where he is on a visit"."""
    clauses = {match.trigger, *(governor.token for governor in match.frame.governors)}
    for token in sentence.doc[: match.trigger]:
        if token.lower_ == "where" and token.head.i in clauses and token.i > 0:
            before = [place for place in sentence.places if place.end <= token.i and place.country_code is not None]
            return before[-1] if before and token.i - before[-1].end <= _NEAR else None
    return None


def _places_before(sentence: Sentence, match: Match) -> Iterator[PlaceMention]:
    """Yield the place that stands before a noun for a visit: "postponed a Beijing trip", "his Moscow visit"."""
    doc = sentence.doc
    for token in match.frame.fillers("mod"):
        mention = sentence.actor_at(token)
        is_name = mention is not None and mention.how in {"capital", "name"} and 0 <= match.trigger - mention.end <= 1
        place = next((place for place in sentence.places if place.start <= token < place.end), None)
        has_owner = bool(match.frame.fillers("poss") or match.frame.fillers("by") or fillers(sentence, match, "gov.agent"))
        if is_name and place is not None and has_owner and doc[token].dep_ == "compound":
            yield place


def _places_below(sentence: Sentence, match: Match) -> Iterator[PlaceMention]:
    """Yield the place deeper in the noun phrase: "the visit of Chile's minister of trade to Lisbon"."""
    doc = sentence.doc
    below = {token.i for token in doc[match.trigger].subtree}
    for place in sentence.places:
        if place.start > match.trigger and doc[place.start - 1].lower_ == "to" and place.start in below:
            yield place
            return


def places_in(sentence: Sentence) -> list[PlaceMention]:
    """Return the first place that the sentence says something happens in, as a list of at most one."""
    doc = sentence.doc
    return [
        place for place in sentence.places if place.start and doc[place.start - 1].lower_ in {"in", "at", "near"} and place.country_code
    ][:1]


def place_of(sentence: Sentence, match: Match) -> PlaceMention | None:
    """Return where the meeting happens: the place of its clause, or the site its phrases name ("in the Jordanian capital")."""
    place = event_place(sentence, match)
    if place is not None:
        return place
    venue = _place_of_where(sentence, match)
    if venue is not None:
        return venue
    sites = (_host_at(sentence, token) for role in ("in", "at", "gov.in", "gov.at") for token in match.frame.fillers(role))
    return next((site for site in sites if site is not None), None)


def _host_at(sentence: Sentence, token: int) -> PlaceMention | None:
    for place in sentence.places:
        if place.start <= token < place.end:
            return place
    mention = sentence.actor_at(token)
    if mention is None or len(mention.actors) != 1:
        return _city_modifier(sentence, sentence.doc[token])
    actor = mention.actors[0]
    if actor.kind != "state" or actor.person is not None or mention.how not in _PLACE_NAMES:
        return None
    return PlaceMention(mention.start, mention.end, mention.text, actor.code)


def _hosts_at(sentence: Sentence, token: int) -> list[PlaceMention]:
    """Return the place at a token, or the members of a group of states named there: "the Baltic states"."""
    mention = sentence.actor_at(token)
    if mention is not None and len(mention.actors) > 1 and mention.how == "organisation":
        return [PlaceMention(mention.start, mention.end, actor.name, actor.code) for actor in mention.actors if actor.kind == "state"]
    host = _host_at(sentence, token)
    return [host] if host is not None else []


def _city_modifier(sentence: Sentence, token: Token) -> PlaceMention | None:
    """Return the place that names a site: "the Syrian city of Homs", "the Iranian capital", "Baghdad airport"."""
    below = {child.i for child in token.children if child.dep_ in {"nmod", "amod", "compound", "appos", "nmod:poss"}}
    for place in sentence.places:
        if any(place.start <= i < place.end for i in below):
            return place
    for i in sorted(below):
        mention = sentence.actor_at(i)
        is_state = mention is not None and mention.how in {"demonym", "name"} and mention.actors[0].kind == "state"
        if mention is not None and is_state and token.lemma_.lower() in _SITES:
            return PlaceMention(mention.start, token.i + 1, token.text, mention.actors[0].code)
    return None
