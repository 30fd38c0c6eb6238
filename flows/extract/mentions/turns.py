"""Who says "I", "we" and "you": whoever a sentence quotes, and those who take turns in remarks to the press.

Here: first and second persons. Not here: other pronouns (coreference) or what headings say of speakers (speakers).
"""

from spacy.tokens import Doc

from flows.extract.mentions.actor_memory import ActorMemory
from flows.extract.mentions.types import Actor, ActorMention

PERSON_PRONOUNS = frozenset({"he", "him", "his", "she", "her", "hers"})
_QUOTES = frozenset({'"', "“", "”", "``", "''"})
_ADDRESSED = frozenset({"you", "your"})
_MUTUAL = frozenset({"discuss", "meet", "talk", "speak", "sit", "negotiate", "consult", "converse", "go"})
_VOICES_OF_STATES = frozenset({"role", "name", "capital", "seat", "demonym"})  # "we" is Kenya where "Kenya's defence minister said" it
_SAYING = frozenset(
    {
        "say",
        "tell",
        "add",
        "write",
        "tweet",
        "post",
        "announce",
        "state",
        "note",
        "recall",
        "explain",
        "reply",
        "declare",
        "remark",
        "stress",
    }
)


def addressed(doc: Doc, i: int, memory: ActorMemory) -> tuple[Actor, ...] | None:
    """Return whom "you", "me" and a mutual "we" stand for where two take turns; null for other words and texts."""
    partner, speaker, token = memory.partner, memory.speaker, doc[i]
    if partner is None or speaker is None:
        return None
    if token.lower_ in _ADDRESSED:
        return (partner,) if token.dep_.startswith(("nsubj", "nmod")) else (partner, speaker)
    is_object = token.lower_ in {"me", "us"} and token.dep_ in {"obj", "iobj"}
    is_mutual = token.lower_ == "we" and token.head.lemma_.lower() in _MUTUAL
    return (speaker, partner) if is_object or is_mutual else None


def quoted_person(doc: Doc, mentions: list[ActorMention], memory: ActorMemory, last_person: Actor | None) -> Actor | None:
    """Return whose words the sentence quotes: the subject of its verb of saying, else who was quoted last; kept in the memory."""
    for token in doc:
        if token.lemma_.lower() not in _SAYING or token.pos_ != "VERB":
            continue
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        if subject is None:
            continue
        mention = next((m for m in mentions if m.start <= subject.i < m.end or m.head == subject.i), None)
        if mention is not None and (mention.actors[0].person is not None or mention.how in _VOICES_OF_STATES):
            memory.quoted = mention.actors[0]
        elif subject.lower_ in PERSON_PRONOUNS:
            memory.quoted = last_person
        elif mention is None:
            memory.quoted = None
    return memory.quoted


def is_quoted(doc: Doc, i: int) -> bool:
    """Return whether the token stands within quotation marks, as far as the sentence shows."""
    before = [token.text for token in doc[:i] if token.text in _QUOTES]
    if before:
        return before[-1] in {"“", "``"} or (before[-1] == '"' and before.count('"') % 2 == 1)
    after = next((token.text for token in doc[i:] if token.text in _QUOTES), None)
    return after in {"”", "''"}
