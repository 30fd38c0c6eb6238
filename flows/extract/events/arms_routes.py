"""Where weapons in transit came from and where they were going, read off the words behind them.

Here: "rifles bound for Kenya", "on a ship sailing from Ghana to Togo". Not here: the roles of a rule (arms_parties).
"""

from flows.extract.events.arms_words import arms_words
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
