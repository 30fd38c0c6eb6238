"""Figures of a report about a country's trade whose sentence has no word for trade: "Garments fetched $28 billion", "June brought $2.7 billion".

What the report's first figures say (who, which way) holds for the goods, buyers, months and pronouns that later sentences are about.
Here: which sentences go on about the report and what each figure changes. Not here: sentences with a word for trade (trade_figures), parties (trade_context).
"""

from collections.abc import Iterator, Sequence
from typing import Any

from spacy.tokens import Token

from flows.extract.events.candidates import Candidate
from flows.extract.events.trade_continued import continued_figure, is_goal
from flows.extract.events.trade_figures import KIND, figure_key, list_numbers
from flows.extract.events.trade_numbers import is_absolute_change, is_conversion, is_price, read_number
from flows.extract.events.trade_readings import Number, Reading
from flows.extract.events.trade_those import partner_of_those
from flows.extract.events.trade_time import carry_period
from flows.extract.events.trade_triggers import number_root
from flows.extract.events.trade_words import is_word, trade_words
from flows.extract.language.syntax import nominal_subject
from flows.extract.mentions.types import Actor, MoneyMention, PercentMention
from flows.extract.sentences import Sentence

# How many sentences back the last figure may stand, how far from the top the first, and how many figures make a report.
_REACH = 4
_TOP = 3
_LEAST_FIGURES = 1
_ASIDE = 9
_FLOWS = frozenset({"export", "import", "total"})
_APPROXIMATE = frozenset(
    {"about", "around", "nearly", "just", "some", "roughly", "only", "almost", "over", "under", "exactly", "a", "more", "than"}
)
_DEFICITS = frozenset({"gap", "deficit", "shortfall", "imbalance"})
_GIVES = frozenset({"supply", "provide", "deliver", "ship", "send", "sell"})
_TAKES = frozenset({"take", "buy", "absorb", "receive", "purchase", "import"})
_BUYS, _SELLS = frozenset({"buy", "purchase", "import", "receive"}), frozenset({"ship", "sell", "earn", "export", "send"})
_SELLING = frozenset({"supplier", "source", "seller", "provider"})
_BUYING = frozenset({"buyer", "customer", "market", "destination", "importer", "taker", "purchaser"})
_CRAFT = frozenset({"ship", "vessel", "aircraft", "plane", "helicopter", "vehicle", "truck", "boat", "satellite"})
_MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
)
_PRONOUNS = frozenset({"it", "they", "this", "that", "those", "these"})
_STANDS = frozenset(
    {
        "amount",
        "reach",
        "stand",
        "bring",
        "be",
        "total",
        "come",
        "fetch",
        "hit",
        "earn",
        "set",
        "fix",
        "raise",
        "generate",
        "exceed",
        "top",
        "make",
    }
)


def find_running_figures(candidates: Sequence[Candidate], sentences: Sequence[Sentence]) -> list[Candidate]:
    """Return the figures that a trade report tells without a word for trade, completed; none for other documents."""
    figures = [candidate for candidate in candidates if candidate.kind == KIND]
    lead = _lead(figures, sentences)
    if lead is None:
        return []
    found: list[Candidate] = []
    for sentence in sentences:
        for number in _unread(sentence, [*figures, *found]):
            told = [c for c in [*figures, *found] if c.sentence.index <= sentence.index]
            last = max(told, key=lambda c: (c.sentence.index, c.trigger_start), default=None)
            if last is None or sentence.index - last.sentence.index > _REACH:
                continue
            candidate = _read(sentence, number, lead, last)
            if candidate is not None:
                carry_period(candidate, told)
                found.append(candidate)
    return found


def _lead(figures: Sequence[Candidate], sentences: Sequence[Sentence]) -> Candidate | None:
    """Return the figure that opens a trade report; null where the document is none."""
    top = {sentence.index for sentence in sentences[:_TOP]}
    first = next((c for c in figures if c.sentence.index in top and c.assertion == "asserted"), None)
    if first is None or len(figures) < min(_LEAST_FIGURES, len(sentences)):
        return None
    near = [c for c in figures if first.sentence.index <= c.sentence.index <= first.sentence.index + _TOP and c.assertion == "asserted"]
    return next((c for c in near if c.fields["flow"] in _FLOWS), None)


def _unread(sentence: Sentence, figures: Sequence[Candidate]) -> Iterator[Number]:
    """Yield the numbers of a sentence that no figure has and that can measure trade."""
    if any(sentence.doc[weapon.head].lemma_.lower() not in _CRAFT for weapon in sentence.weapons):
        return
    texts = {c.fields["value_text"] for c in figures if c.sentence.index == sentence.index}
    for number in list_numbers(sentence):
        is_other = is_price(sentence, number) or is_conversion(sentence, number) or is_absolute_change(sentence, number)
        if number.text not in texts and not is_other:
            yield number


def _goes_on(sentence: Sentence, lead: Candidate, last: Candidate, column: str) -> Candidate:
    """Return the figure that a list goes on about: the last one where it names a good or partner itself, else the one that opens the report."""
    is_own = last.fields["reporter_code"] == lead.fields["reporter_code"] and last.fields["flow"] in {"export", "import"}
    is_far = sentence.index - last.sentence.index > 1
    return last if is_own and not is_far and last.fields[column] is not None else lead


def _read(sentence: Sentence, number: Number, lead: Candidate, last: Candidate) -> Candidate | None:
    """Return the figure that a number states in the report; null where its clause is about something else."""
    root = number_root(sentence, number)
    chain = [root, *root.ancestors]
    verb = next((token for token in chain if nominal_subject(token) is not None), None)
    if isinstance(number, MoneyMention) and is_goal(sentence, number):
        told = Reading("value", number.amount, number.currency, is_base=False)
        return _figure(sentence, number, told, verb or root, lead, {**_sides(lead), "observation_status": "forecast"})
    changes = _beside(sentence, number, lead, last)
    if changes is None and verb is not None:
        changes = _by_noun(sentence, number, chain, verb, lead) or _by_subject(sentence, chain, verb, lead, last)
    if changes is None or _is_blocked(sentence, number, verb or root, chain):
        return None
    reading = read_number(sentence, number, (verb or root).i, str(changes["flow"]))
    is_beside = "partner_code" in changes and sentence.doc[number.start - 1].lower_ == "(" and last.fields["measure"] == "share"
    if is_beside and isinstance(number, PercentMention) and number.how == "percent" and number.value >= 0:
        reading = Reading("share", abs(number.value), "percent", is_base=False)  # "Peru (15 per cent) came next"
    if reading is None or (isinstance(number, PercentMention) and changes["flow"] == "balance" and reading.measure == "share"):
        return None
    value = changes.pop("sign", 1) * reading.value if reading.measure == "value" else reading.value
    changes.pop("sign", None)
    return _figure(sentence, number, Reading(reading.measure, value, reading.unit, reading.is_base), verb or root, lead, changes)


def _figure(sentence: Sentence, number: Number, told: Reading, verb: Token, base: Candidate, changes: dict[str, Any]) -> Candidate:
    candidate = continued_figure(sentence, verb, number, list_numbers(sentence), told, told.value, base)
    candidate.fields.update(changes)
    candidate.key = figure_key(candidate.fields)
    return candidate


def _sides(candidate: Candidate) -> dict[str, Any]:
    """Return whose trade the figure is and which way it goes."""
    return {
        column: candidate.fields[column]
        for column in ("reporter_code", "reporter_name", "partner_code", "partner_name", "flow", "commodity")
    }


def _overall(lead: Candidate, base: Candidate) -> dict[str, Any]:
    """Return the sides of the figures so far; the partner only where the report as a whole is about it."""
    sides = _sides(base)
    if lead.fields["partner_code"] is None or sides["partner_code"] != lead.fields["partner_code"]:
        sides.update(partner_code=None, partner_name=None)
    return sides


def _partner(base: Candidate, state: Actor, lemmas: frozenset[str] = frozenset()) -> dict[str, Any] | None:
    if state.code == base.fields["reporter_code"]:
        return None
    sides = {**_sides(base), "partner_code": state.code, "partner_name": state.name}
    if sides["flow"] == "total" and lemmas & (_GIVES | _TAKES):
        sides["flow"] = "import" if lemmas & _GIVES else "export" if lemmas & _TAKES else "total"
    return sides


def _beside(sentence: Sentence, number: Number, lead: Candidate, last: Candidate) -> dict[str, Any] | None:
    """Return the changes by the good or state right before the number: "Egypt with 48 million", "jute, one of the gainers, at $882 million"."""
    doc = sentence.doc
    i = number.start - 1
    while i > 0 and doc[i].lower_ in _APPROXIMATE:
        i -= 1
    is_gapped = i > 0 and i == number.start - 1 and _is_after_and(sentence, i)  # "and Peru 300,000 tonnes"
    if i < 1 or (doc[i].lower_ not in {"with", "at", "(", "-", "–", ":"} and not is_gapped):
        return None
    if doc[i].lower_ in {"-", "–", ":"} and (i + 1 != number.start or _state_at(sentence, doc[i - 1]) is None):
        return None
    i -= 0 if is_gapped else 1
    spots = [i]
    if doc[i].lower_ == ",":
        comma = next((j for j in range(i - 1, max(0, i - _ASIDE), -1) if doc[j].lower_ == ","), None)
        spots = [i - 1, *([comma - 1] if comma else [])]
    for spot in spots:
        state = _state_at(sentence, doc[spot])
        if state is not None:
            return _partner(_goes_on(sentence, lead, last, "partner_code"), state)
        good = next((found.text for found in sentence.commodities if found.start <= spot < found.end), None)
        if good is not None:
            return {**_overall(lead, _goes_on(sentence, lead, last, "commodity")), "commodity": good}
    return None


def _is_after_and(sentence: Sentence, last: int) -> bool:
    """Return whether a good or state that ends at `last` stands right behind "and" or a comma."""
    starts = [m.start for m in sentence.actors if m.start <= last < m.end] + [
        m.start for m in sentence.commodities if m.start <= last < m.end
    ]
    return any(start > 0 and sentence.doc[start - 1].lower_ in {"and", ",", "while"} for start in starts)


def _by_noun(sentence: Sentence, number: Number, chain: list[Token], verb: Token, lead: Candidate) -> dict[str, Any] | None:
    """Return the changes by the noun that the number measures: "expects receipts of $30 billion", "$1.6 billion worth of shipments"."""
    doc = sentence.doc
    nouns = [token for token in chain[1:3] if token.i != verb.i and token.pos_ == "NOUN"]
    worth = doc[number.end : number.end + 3]
    if worth and worth[0].lower_ in {"worth", "of", "in"}:
        nouns += [token for token in worth if token.pos_ == "NOUN" and token.lower_ != "worth"]
    noun = next((token for token in nouns if is_word(token, "report_out", "report_in")), None)
    if noun is None or _is_foreign(sentence, noun):
        return None
    subject = nominal_subject(verb)
    state = _state_at(sentence, subject) if subject is not None else None
    if state is not None and state.code != lead.fields["reporter_code"]:  # "Peru stayed first among the suppliers with deliveries of $2bn"
        words = {token.lemma_.lower() for token in verb.subtree}
        flow = "import" if words & _SELLING else "export" if words & _BUYING else lead.fields["flow"]
        return {**_sides(lead), "flow": flow, "partner_code": state.code, "partner_name": state.name}
    return _named(sentence, noun, lead, {**_sides(lead), "partner_code": None, "partner_name": None})


def _by_subject(sentence: Sentence, chain: list[Token], verb: Token, lead: Candidate, last: Candidate) -> dict[str, Any] | None:
    """Return the changes by what the clause is about; null where that is neither a good, a buyer, a month nor the trade itself."""
    subject = nominal_subject(verb)
    if subject is not None and subject.lower_ in {"which", "that", "who"} and verb.dep_ == "acl:relcl":
        subject = verb.head
    if subject is None:
        return None
    lemmas = frozenset(token.lemma_.lower() for token in chain[: chain.index(verb) + 1])
    mention = sentence.actor_at(subject.i)
    if subject.lower_ in _PRONOUNS or (mention is not None and mention.how == "pronoun"):
        return _of_pronoun(sentence, chain, subject, lemmas, lead, last)
    state = _state_at(sentence, subject)
    if (state is not None and state.code == lead.fields["reporter_code"]) or subject.lemma_.lower() in {"country", "nation"}:
        return _reporters(lead, lemmas)
    if state is not None:
        is_ranked = any(child.dep_ == "cop" for child in verb.children) and is_word(verb, "report_ranks", "report_places")
        listed = _goes_on(sentence, lead, last, "partner_code")
        return _partner(listed, state, lemmas) if is_ranked or lemmas & trade_words("report_partners") else None
    is_dated = any(found.start <= subject.i < found.end and found.precision in {"month", "quarter", "year"} for found in sentence.dates)
    if is_dated or (subject.lower_ in _MONTHS and subject.text[:1].isupper()):
        return _overall(lead, lead)
    if mention is not None and (subject.i or not _good(sentence, subject)):
        return None
    if _is_foreign(sentence, subject):
        return None
    if is_word(subject, "report_gaps") and not is_word(subject.nbor(-1) if subject.i else subject, "other_balances"):
        sign = -1 if subject.lemma_.lower() in _DEFICITS else 1
        return {**_overall(lead, lead), "flow": "balance", "commodity": None, "sign": sign}
    if is_word(subject, "report_out", "report_in", "report_same"):
        told = _overall(lead, last) if is_word(subject, "report_same") else _overall(lead, lead)
        return _named(sentence, subject, lead, told)
    listed = _goes_on(sentence, lead, last, "commodity")
    good = _good(sentence, subject)
    is_off = any(child.lower_ == "off" for child in verb.children)
    is_moved = is_off or any(is_word(token, "rises", "falls") for token in chain) or bool(lemmas & _STANDS)
    is_bare = subject.i == 0 and subject.pos_ == "NOUN" and "Plur" in subject.morph.get("Number", [])  # "Ships were off 19 percent"
    is_moving = is_word(verb, "rises", "falls") or any(child.lower_ in {"off", "up", "down"} for child in verb.children)
    if good is None and is_bare and is_moving and sentence.index - last.sentence.index <= 1:
        return {**_overall(lead, listed), "commodity": subject.text}
    if good is None and is_moved and subject.pos_ in {"NOUN", "PROPN"} and last.fields["commodity"] is not None and listed is last:
        good = " ".join(t.text for t in subject.subtree if t.i <= subject.i and t.dep_ in {"compound", "amod", "nsubj"})
    return {**_overall(lead, listed), "commodity": good} if good else None


def _of_pronoun(
    sentence: Sentence, chain: list[Token], subject: Token, lemmas: frozenset[str], lead: Candidate, last: Candidate
) -> dict[str, Any] | None:
    """Return the sides of what "it", "they" or "those to Peru" stand for: the last figure, for targets the report's own."""
    mention = sentence.actor_at(subject.i)
    if mention is not None and any(actor.kind in {"entity", "person", "group"} for actor in mention.actors):
        return None
    is_about = any(is_word(token, "rises", "falls") for token in chain) or bool(lemmas & _STANDS)
    if not is_about or subject.lower_ not in _PRONOUNS:
        return None
    if lemmas & {"set", "fix"}:
        return _sides(lead)
    pointed = partner_of_those(sentence, subject)
    if pointed is not None:
        return _partner(last, pointed)
    return _sides(last) if sentence.index - last.sentence.index <= 1 else _overall(lead, last)


def _reporters(lead: Candidate, lemmas: frozenset[str]) -> dict[str, Any] | None:
    """Return the sides of what the reporting state itself does: it earns and ships, or buys and takes."""
    if not lemmas & trade_words("report_states"):
        return None
    sides = _overall(lead, lead)
    if lemmas & _BUYS or lemmas & _SELLS:
        sides["flow"] = "import" if lemmas & _BUYS else "export"
    return sides


def _named(sentence: Sentence, noun: Token, lead: Candidate, changes: dict[str, Any]) -> dict[str, Any]:
    """Return the changes with the partner that the noun's phrase names: "supplies from Iraq", "sales to Peru"."""
    if changes["flow"] == "total" and is_word(noun, "report_out", "report_in"):
        changes = {**changes, "flow": "export" if is_word(noun, "report_out") else "import"}
    owner = next((m for child in noun.children if (m := sentence.actor_at(child.i)) is not None and m.end <= noun.i), None)
    if owner is not None and lead.fields["partner_code"] is not None and owner.actors[0].code == lead.fields["partner_code"]:
        sides = {"reporter": "partner", "partner": "reporter"}
        return {**changes, **{f"{a}_{kind}": lead.fields[f"{b}_{kind}"] for a, b in sides.items() for kind in ("code", "name")}}
    inside = [token for token in noun.subtree if token.i < noun.i + _ASIDE]
    good = next((found.text for found in sentence.commodities if any(found.head == token.i for token in inside)), None)
    if good is not None:
        changes = {**changes, "commodity": good}
    for child in inside:
        state = _state_at(sentence, child)
        if state is not None and state.code != lead.fields["reporter_code"]:
            return {**changes, "partner_code": state.code, "partner_name": state.name}
    return changes


def _good(sentence: Sentence, subject: Token) -> str | None:
    """Return the good or branch that is the subject: "Wheat", "The car industry"."""
    found = next((good.text for good in sentence.commodities if good.start <= subject.i < good.end), None)
    if found is not None or not is_word(subject, "report_sectors"):
        return found
    kind = next((child for child in subject.children if child.dep_ in {"compound", "amod", "nmod"}), None)
    return kind.text if kind is not None else None


def _is_foreign(sentence: Sentence, noun: Token) -> bool:
    """Return whether the noun belongs to a firm or person, or is what is sold at home: "Toyota's sales", "retail sales"."""
    for child in noun.children:
        mention = sentence.actor_at(child.i)
        if mention is not None and any(actor.kind in {"entity", "person"} for actor in mention.actors):
            return True
        if is_word(child, "report_blocks"):
            return True
    return False


def _state_at(sentence: Sentence, token: Token) -> Actor | None:
    mention = sentence.actor_at(token.i)
    if mention is None or mention.how in {"pronoun", "definite", "demonym"}:
        return None
    return next((a for a in mention.actors if a.kind == "state" and a.code != "UNK" and not a.person), None)


def _is_blocked(sentence: Sentence, number: Number, verb: Token, chain: list[Token]) -> bool:
    """Return whether a word for output, prices, loans or the like stands in the number's clause."""
    inside = sentence.clause_tokens(verb.i)
    own = {token.i for token in chain[: next((n for n, t in enumerate(chain) if t.i == verb.i), 0) + 1]}
    window = range(max(0, number.start - 8), number.end + 5)
    clause = [sentence.doc[i] for i in sorted((inside & set(window)) | own)]
    subject = nominal_subject(verb)
    if subject is not None:
        clause += [subject, *subject.children]
    return any(is_word(token, "report_blocks") for token in clause)
