"""Dates that stand alone in a line: headings over parts of a text ("14 November 2022", "WEDNESDAY"), and the day under a signature.

Here: which sentences such a day dates. Not here: dates within sentences.
"""

import re
from collections.abc import Sequence
from datetime import date

from spacy.language import Language

from flows.extract.mentions.date_words import DAY, MONTH, WEEKDAY, YEAR
from flows.extract.mentions.dates import find_dates
from flows.extract.mentions.types import DateMention

_HEADING = re.compile(
    rf"\W*(?:{WEEKDAY}\W*)?(?:(?:{DAY}\s+{MONTH}|{MONTH}\s+{DAY})(?:,?\s+{YEAR})?|{MONTH},?\s+{YEAR}|{YEAR})?\W*",
)
_FIRST_PERSON = re.compile(r"\bI\s+(?:am|have|hereby|do|therefore)\b")
_LONGEST = 32
_FEWEST = 2  # one such line is a dateline


def find_sections(texts: Sequence[str], published: date | None, nlp: Language) -> list[DateMention | None]:
    """Return for every sentence the date of the heading above it, where at least two lines are headings.

    In a text that ends with one full day, under a signature, that is the day of what its author says in the first person; other sentences get null.
    """
    headings: dict[int, DateMention] = {}
    for position, text in enumerate(texts):
        if len(text) > _LONGEST or not any(character.isalnum() for character in text) or _HEADING.fullmatch(text) is None:
            continue
        dates = find_dates(nlp.make_doc(text), published)
        if dates:
            headings[position] = min(dates, key=lambda found: found.last - found.first)
    if len(headings) < _FEWEST:
        signed = next((found for position, found in headings.items() if position == len(texts) - 1 and found.precision == "day"), None)
        return [signed if _FIRST_PERSON.search(text) else None for text in texts]
    current: DateMention | None = None
    sections = []
    for position in range(len(texts)):
        current = headings.get(position, current)
        sections.append(current)
    return sections
