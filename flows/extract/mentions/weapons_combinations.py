"""How the phrases about weapons of one sentence combine: "parts for X", "X and Y missiles", "weapons, including X", "a drone called X".

Here: joining, marking and dropping phrases by the words between and around them. Not here: reading one phrase (weapons_phrases), tokens and
the parse (weapons).
"""

import re
from dataclasses import replace

from flows.extract.mentions.weapons_phrases import Phrase

_LINK = re.compile(
    r"\s+(?:for|of|to|on|used\s+in|used\s+by|intended\s+for|behind)\s+(?:(?!(?:aboard|in|from|by|with|to|on|at|and|via)\b)[\w'’.-]+\s+){0,3}[\"“'‘]?",
    re.IGNORECASE,
)
_FOR = re.compile(r"\s+(?:for|of|used\s+in|intended\s+for)\s", re.IGNORECASE)
_FIRING = frozenset({"artillery", "armoured_vehicle", "air_defence", "small_arms", "missile", "aircraft", "helicopter", "ship", "uav"})
_LINKED = frozenset({"component", "ammunition", "engine", "sensor"})
_MAKING = r"(?:build|building|make|making|produce|producing|production|manufacture|manufacturing|assemble|assembling|assembly|co-produce)"
_LICENSED = re.compile(
    rf"(?:\blicen[cs]es?\s+(?:(?:to|for)\s+)?(?:the\s+)?(?:local(?:ly)?\s+)?{_MAKING}\s+|\b{_MAKING}\s+licen[cs]es?\s+|\blicensed?\s+{_MAKING}\s+"
    rf"|\brights?\s+to\s+{_MAKING}\s+|\b(?:production|manufacturing)\s+rights\s+(?:for|to)\s+)(?:of\s+|for\s+)?(?:[\w'’.-]+\s+){{0,2}}$",
    re.IGNORECASE,
)
_EXPORT = re.compile(r"\b(?:export|import|sales?)\s+$", re.IGNORECASE)
_UNDER_LICENCE = re.compile(r"\s+(?:[\w-]+\s+){0,6}under\s+(?:an?\s+)?(?:[\w-]+\s+){0,2}licen[cs]e", re.IGNORECASE)
_INCLUDING = re.compile(
    r"\s*[,(–-]?\s*(?:including|such\s+as|like|among\s+(?:them|which)|namely|notably|especially|e\.g\.)[:,]?\s+(?:[\w'’.-]+\s+){0,4}",
    re.IGNORECASE,
)
_CALLED = re.compile(r"\s*,?\s*(?:called|known\s+as|dubbed|named|nicknamed|code-?named)\s+(?:the\s+|an?\s+)?[\"“'‘]?", re.IGNORECASE)
_JOINED = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|/|,?\s+and/or)\s+(?:other\s+)?", re.IGNORECASE)
_BARE = {"component": "component", "engine": "engine"}
_JOINED_BEFORE = re.compile(r"(?:,|\b(?:and|or))\s+$")
_SHARED_NOUN = re.compile(
    r"\s*(?:,|\s+and|\s+or|/)\s*(?:[\w-]+\s+){1,2}?(?:aid|assistance|support|help|equipment|supplies|hardware|technology|technologies|goods|material|backing)\b",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"\b(?:military|army|armies|weapons?|arms|arsenals?|troops|soldiers?|defen[cs]e|Pentagon|NATO|battlefield|forces|war|warfare|dual[- ]use|smuggl\w+|export\s+controls?|drones?|missiles?)\b",
    re.IGNORECASE,
)
_GEAR_LEADS = re.compile(
    r"(?:\b(?:the|this|such|its|their|our|some|more|other|additional|surplus|older|old|new|donated|captured)|[A-Z][\w.]*(?:-(?:made|built|supplied|designed|origin|era))?)\s+$"
)


def link_phrases(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with "parts for X", "technology of X" and "missiles for X" made one, and "production of X" marked on X."""
    linked: list[Phrase] = []
    for phrase in phrases:
        before = linked[-1] if linked else None
        if before is not None and phrase.category is not None and phrase.tail is None and phrase.aspect != "use":
            merged = _link_pair(text, before, phrase)
            if merged is not None:
                linked[-1] = merged
                continue
        if phrase.tail is None and phrase.aspect == "item" and _is_licensed(text, phrase):
            phrase = replace(phrase, aspect="licence")
        linked.append(phrase)
    return linked


def _is_licensed(text: str, phrase: Phrase) -> bool:
    return _LICENSED.search(text, max(0, phrase.start - 60), phrase.start) is not None or _UNDER_LICENCE.match(text, phrase.end) is not None


def _link_pair(text: str, before: Phrase, phrase: Phrase) -> Phrase | None:
    between = text[before.end : phrase.start]
    if _LINK.fullmatch(between) is None:
        return None
    if phrase.category == "unspecified" and before.category is not None and before.tail is None and before.category not in _LINKED:
        return None
    designation, origin_code = (before.designation, before.origin_code) if before.designation else (phrase.designation, phrase.origin_code)
    whole = replace(before, end=phrase.end, designation=designation, origin_code=origin_code, tail=None)
    if before.tail == "licence" and (phrase.category == "unspecified" or _EXPORT.search(text, 0, before.start)):
        return None
    if before.tail in {"production", "licence"}:
        return replace(phrase, aspect=before.aspect)
    if before.tail == "rounds":
        return replace(whole, category="ammunition") if _FOR.match(between) and phrase.category in _FIRING else None
    if before.tail == "engine":
        return replace(whole, category="engine") if _FOR.match(between) else None
    if before.tail == "component" or (before.category in _LINKED and before.aspect != "use"):
        if not _FOR.match(between) or (before.category == "ammunition" and phrase.category not in _FIRING):
            return None
        return replace(whole, category=before.category or "component")
    if before.tail == "technology" or (before.aspect == "technology" and before.category == "unspecified"):
        return replace(whole, category=phrase.category, entry=phrase.entry, aspect="technology")
    if (
        before.category in {"missile", "air_defence"}
        and before.designation is None
        and phrase.category == "air_defence"
        and _FOR.match(between)
    ):
        return replace(whole, category="air_defence", entry=phrase.entry)
    return None


def share_nouns(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases with what two conjuncts share made one: "cruise and ballistic missiles", "military and technical aid"."""
    shared: list[Phrase] = []
    for position, phrase in enumerate(phrases):
        if phrase.tail == "qualifier":
            if phrase.category == "unspecified" and (match := _SHARED_NOUN.match(text, phrase.end)):
                shared.append(replace(phrase, end=match.end(), head=match.end() - 1, tail=None))
            elif position + 1 < len(phrases) and _JOINED.fullmatch(text[phrase.end : phrases[position + 1].start]):
                following = phrases[position + 1]
                if following.tail is None and following.designation is None and following.category == phrase.category:
                    phrases[position + 1] = replace(following, start=phrase.start)
                elif following.tail is None and phrase.category != "unspecified" and following.aspect == "item":
                    shared.append(replace(phrase, tail=None, aspect="item"))
            continue
        if shared and phrase.tail is None and phrase.start < shared[-1].end:
            continue
        shared.append(phrase)
    return shared


def keep_whole(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases that name something here: bare "components", "engines", "equipment" and common goods only beside arms."""
    in_company = any(phrase.tail is None and phrase.category not in {None, "component"} for phrase in phrases)
    return [
        replace(phrase, tail=None, category=_BARE.get(phrase.tail or "", phrase.category))
        for phrase in phrases
        if _counts(text, phrase, in_company)
    ]


def _counts(text: str, phrase: Phrase, in_company: bool) -> bool:
    match phrase.tail:
        case None:
            return phrase.category is not None
        case "goods":
            return in_company or _MILITARY.search(text) is not None
        case "component":
            return in_company and text[phrase.start : phrase.end].lower().removeprefix("key ").startswith("component")
        case "engine":
            return in_company and _JOINED_BEFORE.search(text, max(0, phrase.start - 12), phrase.start) is not None
        case "gear":
            return _MILITARY.search(text) is not None and _GEAR_LEADS.search(text, max(0, phrase.start - 30), phrase.start) is not None
    return False


def name_general(text: str, phrases: list[Phrase]) -> list[Phrase]:
    """Return the phrases without "weapons" in "weapons, including X", and with "a drone called X" made one."""
    kept: list[Phrase] = []
    for phrase in phrases:
        before = kept[-1] if kept else None
        if before is not None and before.designation is None:
            between = text[before.end : phrase.start]
            if phrase.designation is not None and _CALLED.fullmatch(between):
                kept[-1] = replace(phrase, start=before.start, head=before.head)
                continue
            is_general = before.category == "unspecified" or phrase.designation is not None or phrase.category == before.category
            if is_general and before.aspect in {"item", "generic"} and phrase.aspect == "item" and _INCLUDING.fullmatch(between):
                kept.pop()
        kept.append(phrase)
    return kept
