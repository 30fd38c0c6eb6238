"""Where weapons in transit came from and where they were going, read off the words behind them.

Here: "rifles bound for Kenya", "on a ship sailing from Ghana to Togo". Not here: the roles of a rule (arms_parties).
"""

from flows.extract.events.arms_words import arms_words
from flows.extract.events.rules import Match
from flows.extract.language.syntax import preposition
from flows.extract.mentions.types import Actor, WeaponMention
from flows.extract.sentences import Sentence

# Tokens behind the weapon in which a route may begin, and from its words to the name of the place.
_REACH = 16
_STRIDE = 5
_TO = frozenset({"to", "for", "toward", "towards", "route"})


def read_route(sentence: Sentence, weapon: WeaponMention) -> tuple[list[Actor], list[Actor]]:
    """Return whence and whither the sentence says the weapon went, each empty where it does not say."""
    doc = sentence.doc
    stop = min(weapon.end + _REACH, len(doc))
    cue = next((i for i in range(weapon.end, stop) if doc[i].lower_ in arms_words("bound")), None)
    if cue is None:
        return [], []
    starts = [i for i in range(cue, min(cue + _STRIDE, len(doc))) if doc[i].lower_ in _TO]
    destination: list[Actor] = []
    origin: list[Actor] = []
    for position in range(cue + 1, min(cue + 2 * _STRIDE, len(doc))):
        if doc[position].lower_ == "from" and not origin:
            origin = _first(sentence, position)
        if doc[position].lower_ in _TO and not destination:
            destination = _first(sentence, position)
    return origin, destination if starts or destination else []


def _first(sentence: Sentence, position: int) -> list[Actor]:
    """Return the actors named first behind a preposition, unless a verb or a mark stands between."""
    doc = sentence.doc
    for mention in sentence.actors:
        if position < mention.start <= position + _STRIDE and mention.how != "model":
            between = doc[position + 1 : mention.start]
            if not any(token.pos_ in {"VERB", "AUX", "PUNCT"} for token in between):
                return [actor for actor in mention.actors if actor.code != "UNK"]
    return []


def is_carried(sentence: Sentence, match: Match) -> bool:
    """Return whether a ship, a plane or a lorry has the weapons aboard: "a freighter carrying rifles", not "a fighter carrying missiles"."""
    for position in match.frame.fillers("agent"):
        if sentence.doc[position].lemma_.lower() in arms_words("carriers"):
            return True
        if any(w.start <= position < w.end and w.category in {"aircraft", "ship"} and _flag(sentence, position) for w in sentence.weapons):
            return True
    return False


def complete_voyage(sentence: Sentence, match: Match, suppliers: list[Actor], recipients: list[Actor]) -> tuple[list[Actor], list[Actor]]:
    """Return the parties of a cargo with where its carrier landed, and whose carrier it is where it then went elsewhere."""
    landed = _landing(sentence) if not recipients else []
    recipients = recipients or [actor for actor in landed if actor.code not in {each.code for each in suppliers}]
    if not suppliers and recipients:
        flags = [actor for i in match.frame.fillers("agent") for actor in _flag(sentence, i)]
        suppliers = [actor for actor in flags if actor.code not in {each.code for each in recipients}]
    return suppliers, recipients


def _flag(sentence: Sentence, carrier: int) -> list[Actor]:
    """Return the state whose the carrier is: "an Indian Air Force C-17"."""
    for child in sentence.doc[carrier].children:
        mention = sentence.actor_at(child.i) if child.i < carrier and child.dep_ in {"amod", "compound", "nmod:poss"} else None
        if mention is not None and mention.how != "model":
            return [actor for actor in mention.actors if actor.code != "UNK"]
    return []


def _landing(sentence: Sentence) -> list[Actor]:
    """Return the state where the sentence says that somebody landed or docked."""
    for token in sentence.doc:
        if token.lemma_.lower() not in {"land", "dock", "arrive"} or token.pos_ != "VERB":
            continue
        for child in token.children:
            if child.dep_ == "obl" and preposition(child) in {"in", "at", "to"} and (mention := sentence.actor_at(child.i)) is not None:
                return [actor for actor in mention.actors if actor.code != "UNK"]
    return []
