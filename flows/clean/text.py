"""Returns text with its characters and its lines repaired.

Here: Unicode, mojibake, control and invisible characters, white space, lines broken at a fixed width. Not here: markup and boilerplate.
"""

import re
import unicodedata
from collections import Counter
from itertools import pairwise

#: A run of characters without white space longer than this is no word: an inlined image, a bomb.
MAX_WORD_CHARACTERS = 1000

_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# controls but tab and newline, soft hyphens, zero width and directional marks, byte order marks, variation selectors, surrogates
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff]|[\U000e0000-\U000e007f]"
)
#: Odd characters are looked for in this much of a text.
ODD_CHARACTERS = 1_000_000
_SPACES = re.compile("[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_BLANK_LINES = re.compile(r"\n{3,}")
_MANY_BREAKS = re.compile(r"\n(?:[ \t]*\n){3,}")
_FIRST_UNSPACED = "\u0e00"  # Thai; the scripts before it put spaces between words
_LONG_WORD = re.compile(rf"\S{{{MAX_WORD_CHARACTERS + 1},}}")


def _reverse_windows_1252() -> dict[str, int]:
    """Return the byte that Windows-1252 shows as each character; the five bytes it leaves undefined stand for themselves."""
    shown: dict[str, int] = {}
    for byte in range(0x80, 0x100):
        try:
            shown[bytes([byte]).decode("cp1252")] = byte
        except UnicodeDecodeError:
            shown[chr(byte)] = byte
    return shown


_BYTES = _reverse_windows_1252()
# the lead bytes of UTF-8 sequences of two to four bytes as Windows-1252 shows them, then the bytes that go on
_GOES_ON = "".join(re.escape(char) for char, byte in _BYTES.items() if 0x80 <= byte <= 0xBF)
_MOJIBAKE = re.compile(f"[Â-ß][{_GOES_ON}]|[à-ï][{_GOES_ON}]{{2}}|[ð-ô][{_GOES_ON}]{{3}}")
_ODD = (
    ("text_has_no_control_characters", "control characters", re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")),
    ("text_keeps_its_direction", "marks that turn the direction of writing", re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")),
    ("text_is_decoded_once", "characters that were decoded in the wrong encoding", _MOJIBAKE),
)


def find_odd_characters(text: str) -> list[tuple[str, str, str]]:
    """Return what a text holds that an article should not, as (check name, message, value): controls, turned direction, mojibake.

    `repair_characters` mends all of it; the source may want to know. Zero-width characters and soft hyphens are too common to be told.
    """
    found = []
    for check_name, what, pattern in _ODD:
        hits = pattern.findall(text[:ODD_CHARACTERS])
        if hits:
            value = " ".join(f"U+{ord(char):04X}" for char in sorted({char for hit in hits for char in hit})[:8])
            found.append((check_name, f"holds {len(hits)} {what}, which were mended; check how the text was fetched", value))
    return found


def repair_characters(text: str) -> str:
    """Return the text in NFC with mojibake decoded, line ends as newlines, and without invisible or control characters.

    Removed are soft hyphens, zero-width characters and the marks that turn the direction of writing: none can be seen, all break words.
    """
    text = _MANY_BREAKS.sub("\n\n\n", _LINE_ENDS.sub("\n", repair_mojibake(text)))
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", text).translate(_LIGATURES))


def repair_mojibake(text: str) -> str:
    """Return the text with UTF-8 that was once read as Windows-1252 decoded: ``â€™`` is an apostrophe again.

    Only sequences that spell a complete character are touched, so that French and Portuguese stay as they are.
    """
    if not _MOJIBAKE.search(text):
        return text
    return _MOJIBAKE.sub(_decode_sequence, text)


def _decode_sequence(match: re.Match[str]) -> str:
    """Return the character that a misread sequence spells, or the sequence itself where it spells none."""
    try:
        return bytes(_BYTES[char] for char in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()


def normalise_space(text: str) -> str:
    """Return the text with single spaces, no space at the ends of lines, and at most one empty line in a row; line breaks stay."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def drop_long_words(text: str) -> str:
    """Return the text without runs of more than MAX_WORD_CHARACTERS characters that hold no white space.

    Writing without spaces between words (Chinese, Japanese, Thai) is left alone: its characters come late in Unicode.
    """
    return _LONG_WORD.sub(lambda match: match.group() if match.group()[MAX_WORD_CHARACTERS // 2] >= _FIRST_UNSPACED else "", text)


def join_wrapped_lines(text: str) -> str:
    """Return the text with lines joined that were broken at a fixed width, as in e-mails and wire copy of old; other breaks stay.

    A break was made by the width exactly when the first word of the next line would not have fitted. The width is the one (50 to 100
    characters) that explains most breaks; it must explain six in ten of those inside paragraphs, and three at least, or nothing is joined.
    In such a text a line that goes on in lower case is joined whatever its length, and an indented line starts a paragraph.
    """
    lines = text.split("\n")
    width = _find_width(lines)
    if width is None:
        return text
    parts = [lines[0].rstrip()]
    for previous, line in pairwise(lines):
        if _was_broken(previous, line, width):
            parts.append("" if re.search(r"\w-$", previous.rstrip()[-2:]) else " ")
            parts.append(line.strip())
        else:
            is_marked_by_indent = line.strip() and previous.strip() and line[:1].isspace()
            parts.append("\n\n" if is_marked_by_indent else "\n")
            parts.append(line.rstrip())
    return "".join(parts)


def _was_broken(previous: str, line: str, width: int) -> bool:
    """Whether the break between two lines lies inside a sentence or paragraph of a text broken at `width`."""
    if not previous.strip() or not line.strip() or _STARTS_ITEM.match(line):
        return False
    goes_on = line.lstrip()[0].islower() and not previous.rstrip().endswith((".", "!", "?", ":"))
    indent, line_indent = len(previous) - len(previous.lstrip()), len(line) - len(line.lstrip())
    return (goes_on and line_indent <= indent) or (_is_inside(previous, line) and _was_wrapped(previous, line, width))


def _find_width(lines: list[str]) -> int | None:
    """Return the width that lines were broken at, or null where they were not."""
    pairs = [(len(a.rstrip()), _first_word_length(b)) for a, b in pairwise(lines) if _is_inside(a, b)]
    votes: Counter[int] = Counter()
    for length, word in pairs:
        votes.update(range(max(50, length), min(101, length + 1 + word)))
    if not votes:
        return None
    most = max(votes.values())
    width = max(width for width, count in votes.items() if count == most)
    return width if most >= max(3, 0.6 * len(pairs)) else None


def _was_wrapped(line: str, following: str, width: int) -> bool:
    """Whether the first word of the following line would not have fitted on this one."""
    return len(line.rstrip()) + 1 + _first_word_length(following) > width


def _is_inside(line: str, following: str) -> bool:
    """Whether the break between two lines may lie inside a paragraph."""
    return bool(line.strip()) and bool(following.strip()) and not following[:1].isspace() and not _STARTS_ITEM.match(following)


_STARTS_ITEM = re.compile(r"(?:[-*•·▪◦‣>|]|\d{1,3}[.)]|#{1,6})\s")


def _first_word_length(line: str) -> int:
    """Return the length of the first word of a line."""
    return len(line.split(None, 1)[0])
