"""Reads figures in English text: digits with separators, number words, scale words and vague plurals.

Here: single figures and their values. Not here: ranges and "at least" (`bounds`), what is counted (`quantities`), sums of money,
percentages, units of trade, dates.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from flows.seeds import read_table


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its characters (end exclusive), its value as low..high (equal unless vague), and how it is written."""

    start: int
    end: int
    low: float
    high: float
    scale: float  # 1e6 in "3.5 million", 1 where no scale word follows
    form: str  # digits, words, vague
    digits: str  # "1,500" of "1,500 million"; empty for words
    is_glued: bool  # letters stand directly before the digits: "Rs5,000"

    @property
    def is_vague(self) -> bool:
        """Return whether the figure is a vague plural such as "hundreds"."""
        return self.form == "vague"


@cache
def number_words(kind: str) -> dict[str, tuple[float, float]]:
    """Return the words of one kind in `lexicons/number_words.csv` with the least and greatest value of each."""
    return {
        row["word"]: (float(row["minimum"] or 0), float(row["maximum"] or 0))
        for row in read_table("lexicons/number_words.csv")
        if row["kind"] == kind
    }


def _alternatives(words: dict[str, tuple[float, float]]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


@cache
def _scales() -> dict[str, float]:
    """Return every scale word in lower case, and the attached ones as written, with its value."""
    spelled = {word: value for kind in ("scale", "abbreviated_scale", "attached_scale") for word, (value, _) in number_words(kind).items()}
    return spelled | {f"{word}s": value for word, (value, _) in number_words("scale").items()}


@cache
def _figure_pattern() -> re.Pattern[str]:
    """Return the pattern of one figure; its groups name the form it was written in."""
    spaced = _alternatives(number_words("scale")) + "|" + _alternatives(number_words("abbreviated_scale"))
    attached = _alternatives(number_words("abbreviated_scale")) + "|" + _alternatives(number_words("attached_scale"))
    word = _alternatives(number_words("cardinal")) + "|" + spaced
    plural = _alternatives(number_words("vague"))
    vague_multiplier = _alternatives(number_words("vague_multiplier"))
    collective = _alternatives(number_words("collective"))
    scale = _alternatives(number_words("scale"))
    return re.compile(
        rf"""
        (?P<vague>
            (?<![\w-]) (?: (?i:(?P<multiplier>{vague_multiplier})\s+(?P<multiplied>{scale})s?)
              | (?i:(?P<plural>{plural})(?:\s+of\s+(?P<plural_of>{plural}))?) ) (?![\w])
        )
        | (?P<digits>
            (?: (?<![\w./:]) (?<!\w-) (?<!\w–) (?<!\w‑) (?<!\d,) | (?<=\bRs) | (?<=\bRs\.) | (?<=\b[A-Z]{{3}}) | (?<=\b[A-Z]{{2}}) | (?<=\bR) | (?<=\b[NK]) | (?<=\bFr) | (?<=\bkr)
              | (?<=\d-) | (?<=\d–) | (?<=[mnk]-) (?<=\d[mk]-|bn-|ln-) | (?<=[mnk]–) )
            (?P<numeral> \d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+(?:\.\d+)? | \d{{1,2}}(?:,\d\d)+,\d{{3}} | \d{{1,3}}(?:[ ]\d{{3}})+(?![\d.]) | \d+,\d{{1,2}}(?=\s*(?i:bn|mln|million|billion)\b)
              | \d+(?:\.\d+)? )
            (?P<mixed>(?:[-\s]|\s+and\s+)[13]/[248]|\s+and\s+a\s+half)?
            (?: (?P<attached>{attached})(?!\w) | [\s-]+(?P<spaced>(?i:{spaced})s?)(?!\w) )?
            (?: (?!\w) (?![,.]\d) (?![/:]\d) | (?=(?:t(?:pa)?|pc|pct|mt|kg|bpd|bcm)\b) )
        )
        | (?P<words>
            (?<![\w-]) (?i: (?P<collective>{collective}) | (?P<half>half\s+an?|half-a|a\s+quarter\s+of\s+a|a\s+half)[\s-]+(?P<half_of>{spaced})
              | (?P<article>an?\s+(?=(?:{spaced})s?\b))? (?P<run>(?:{word})(?:(?:\s+|-|(?<=hundred)\s+and\s+|(?<=thousand)\s+and\s+)(?:{word})\b)*)
                (?:\s+and\s+(?P<tail>a\s+half|a\s+quarter)(?:\s+(?P<tail_scale>{spaced}))?)? ) s? (?!\w)
        )
        """,
        re.VERBOSE,
    )


@lru_cache(maxsize=1024)
def scan_figures(text: str) -> tuple[Figure, ...]:
    """Return every figure of a sentence in order of appearance; ordinals and numbers inside names such as F-16 are none."""
    figures = []
    for match in _figure_pattern().finditer(text):
        figure = _read_vague(match) or _read_digits(match, text) or _read_words(match)
        if figure is not None:
            figures.append(figure)
    return tuple(figures)


def parse_number(text: str) -> tuple[float, float] | None:
    """Return the least and greatest value of the first figure in `text`, or None where it has none."""
    figures = scan_figures(text)
    return (figures[0].low, figures[0].high) if figures else None


def _fold(word: str) -> str:
    return " ".join(word.lower().split())


def _scale_of(word: str) -> float:
    scales = _scales()
    return scales.get(word) or scales[_fold(word)]


def _read_vague(match: re.Match[str]) -> Figure | None:
    """Return "several hundred" as 200..999, "hundreds" as 100..999, "tens of thousands" as 10,000..99,999."""
    if match["vague"] is None:
        return None
    scale = 1.0
    if match["multiplied"]:
        if _fold(match["multiplied"]) == "dozen":
            low, high = number_words("vague")["dozens"]
        else:
            scale = _scale_of(match["multiplied"])
            least = 1 if _fold(match["multiplier"]) == "many" else 2
            low, high = least * scale, 10 * scale - 1
    else:
        low, high = number_words("vague")[_fold(match["plural"])]
        if match["plural_of"]:
            if not match["plural"].lower().startswith(("ten", "hundred", "dozen", "score", "thousand")):
                return None
            scale = number_words("vague")[_fold(match["plural_of"])][0]
            low, high = low * scale, (high + 1) * scale - 1
    return Figure(match.start(), match.end(), low, high, scale, "vague", "", False)


def _read_digits(match: re.Match[str], text: str) -> Figure | None:
    if match["digits"] is None:
        return None
    numeral = match["numeral"]
    if re.fullmatch(r"\d+,\d{1,2}", numeral):
        value = Decimal(numeral.replace(",", "."))
    else:
        value = Decimal(re.sub(r"[,\s\u00a0\u202f]", "", numeral))
    if match["mixed"]:
        part = re.search(r"(\d)/(\d)", match["mixed"])
        value += Decimal(part[1]) / Decimal(part[2]) if part else Decimal("0.5")
    word = match["attached"] or match["spaced"]
    scale = Decimal(_scale_of(word)) if word else Decimal(1)
    number = float(value * scale)
    before = text[match.start() - 1 : match.start()]
    return Figure(match.start(), match.end(), number, number, float(scale), "digits", numeral, before.isalpha())


def _read_words(match: re.Match[str]) -> Figure | None:
    """Return the figure of a run of number words, or None where the words make no number."""
    if match["collective"]:
        value = number_words("collective")[_fold(match["collective"])][0]
        return Figure(match.start(), match.end(), value, value, 1.0, "words", "", False)
    if match["half"]:
        scale = _scale_of(match["half_of"])
        value = scale * (0.25 if "quarter" in match["half"].lower() else 0.5)
        return Figure(match.start(), match.end(), value, value, 1.0, "words", "", False)
    words = re.split(r"[\s-]+", match["run"].lower())
    if match[0].lower().endswith("s") and words[-1] in number_words("cardinal") and not words[-1].endswith("s"):
        return None  # "the new ones"
    read = _add_words(words, has_article=bool(match["article"]))
    if read is None:
        return None
    value, scale = read
    if match["tail"]:
        part = 0.5 if "half" in match["tail"].lower() else 0.25
        if match["tail_scale"]:
            scale = _scale_of(match["tail_scale"])
            value = (value + part) * scale
        else:
            value += part * scale
    return Figure(match.start(), match.end(), value, value, scale, "words", "", False)


def _add_words(words: list[str], *, has_article: bool) -> tuple[float, float] | None:
    """Return the value and last scale of number words in order ("two hundred and fifty thousand"), or None for a bare scale word."""
    cardinals, total, group, scale = number_words("cardinal"), 0.0, 0.0, 1.0
    if words[0] not in cardinals and not has_article:
        return None
    for word in words:
        if word == "and":
            continue
        if word in cardinals:
            group += cardinals[word][0]
            continue
        scale = _scale_of(word)
        if scale <= 100:
            group = (group or 1.0) * scale
        else:
            total += (group or 1.0) * scale
            group = 0.0
    return total + group, scale if scale >= 1000 else 1.0
