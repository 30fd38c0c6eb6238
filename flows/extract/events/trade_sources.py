"""The statistics that a trade figure is taken from: "according to customs data", "data from the ministry showed".

Here: sources that are no speaker. Not here: who says something (claims).
"""

import re

from flows.extract.sentences import Sentence

_BODY = r"(?:customs|statistics|statistical|ministry|department|bureau|office|census|bank|agency|administration|institute|council|board|commission|association|authority|treasury|consultancy)"
_DATA = r"(?:data|figures|statistics|numbers|tables|estimates)"
_OF_BODY = re.compile(
    rf"\b(?P<name>{_DATA}\s+(?:\w+\s+){{0,3}}?(?:from|of|by)\s+(?:the\s+)?(?:[\w.&'’-]+\s+){{0,6}}?{_BODY}(?:\s+of\s+[\w ]{{1,40}}?)?)(?=\s+(?:show|indicate|suggest)|[,.;)]|\s+on\s|$)",
    re.IGNORECASE,
)
_BODY_DATA = re.compile(rf"\b(?P<name>(?:[A-Z][\w.'’-]*\s+){{0,4}}{_BODY}\s+{_DATA})\b", re.IGNORECASE)
_ACCORDING = re.compile(
    rf"\b[Aa]ccording\s+to\s+(?:{_DATA}\s+(?:\w+\s+){{0,3}}?(?:from|of|by)\s+)?(?:(?:figures|data|statistics)\s+(?:that|which)\s+)?(?P<name>(?:the\s+|a\s+|an\s+)?[^,.;()\"”]{{0,60}}?\b{_BODY}\b(?:\s+(?:of|for|on)\s+[A-Z]\w+(?:\s+(?:and\s+)?[A-Z]\w+)*)?)",
)


def statistical_source(sentence: Sentence) -> tuple[str | None, str | None]:
    """Return the statistics or their office as written and the cue of it; both null where the sentence names none."""
    for pattern, cue in ((_ACCORDING, "according to"), (_OF_BODY, "data"), (_BODY_DATA, "data")):
        found = pattern.search(sentence.text)
        if found is not None:
            return " ".join(found["name"].split()), cue
    return None, None
