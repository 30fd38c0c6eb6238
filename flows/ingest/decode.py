"""Returns the text that bytes spell: which encoding, and whether they are text at all.

Here: byte order marks, strict UTF-8, declared charsets, detection, and what makes bytes not text. Not here: repairing the text (clean does).
"""

import codecs
import re
import unicodedata
from dataclasses import dataclass

import chardet

#: Below this confidence a detected encoding is not believed. Measured: English prose in Windows-1252 gets 0.15 to 0.24 from chardet 7.7,
#: Cyrillic and Chinese 0.26 to 0.6, the 128 high bytes in order 0.06.
MIN_DETECTION_CONFIDENCE = 0.1
#: Detection looks at this many bytes at most.
DETECTION_BYTES = 200_000
#: At most this share of the characters may be controls in what counts as text.
MAX_CONTROL_SHARE = 0.05

_MAGIC = (
    (b"%PDF", "a PDF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ\x00", "xz data"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED_CHARSET = re.compile(
    rb"""(?:<meta[^>]{0,300}?charset|<\?xml[^>]{0,100}?encoding)\s{0,5}=\s{0,5}["']?\s{0,5}([A-Za-z0-9_:.\-]{2,40})""", re.IGNORECASE
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


class NotTextError(ValueError):
    """The bytes are no text: a binary format, or controls through and through."""


class UndecodableError(ValueError):
    """The bytes may be text, but no encoding makes sense of them."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read in, and how many stray bytes of another encoding were mended on the way."""

    text: str
    encoding: str
    mended_bytes: int = 0


def decode_bytes(data: bytes) -> Decoded:
    """Return the text of `data`.

    In order: a byte order mark, strict UTF-8, the charset an HTML page declares, UTF-8 with a few stray Windows-1252 bytes, detection.
    Raises NotTextError for binary content and UndecodableError where no encoding fits.
    """
    if kind := next((kind for magic, kind in _MAGIC if data.startswith(magic)), None):
        raise NotTextError(f"is {kind}, not text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode_marked(data[len(mark) :], encoding)
    if b"\x00" in data[:DETECTION_BYTES]:
        return _decode_wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)
    return Decoded(_require_text(text), "utf-8")


def _decode_marked(data: bytes, encoding: str) -> Decoded:
    """Return the text after a byte order mark, which is believed."""
    try:
        return Decoded(_require_text(data.decode(encoding)), encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"starts with the byte order mark of {encoding.upper()} but breaks it at byte {error.start}") from error


def _decode_wide(data: bytes) -> Decoded:
    """Return text in UTF-16 or UTF-32 without a mark, or UTF-8 text that a few null bytes got into; raise NotTextError for the rest."""
    nulls = data[:DETECTION_BYTES].count(0)
    if nulls * 50 <= len(data[:DETECTION_BYTES]):
        try:
            return Decoded(_require_text(data.decode("utf-8")), "utf-8")
        except UnicodeDecodeError as error:
            raise NotTextError("holds null bytes, as binary files do") from error
    even, odd = data[:DETECTION_BYTES:2].count(0), data[1:DETECTION_BYTES:2].count(0)
    if nulls * 4 >= len(data[:DETECTION_BYTES]) and min(even, odd) * 10 < max(even, odd):
        encoding = "utf-16-le" if odd > even else "utf-16-be"
        try:
            return Decoded(_require_text(data.decode(encoding)), encoding)
        except UnicodeDecodeError as error:
            raise UndecodableError(f"looks like {encoding.upper()} but breaks it at byte {error.start}") from error
    raise NotTextError("holds null bytes, as binary files do")


def _decode_legacy(data: bytes) -> Decoded:
    """Return the text of bytes that are not UTF-8."""
    detected = None if _is_mostly_utf8(data) else (_detect(data) or ("cp1252" if _looks_western(data) else None))
    for encoding in (find_declared_charset(data), detected):
        if encoding and encoding != "utf-8":
            try:
                return Decoded(_require_text(data.decode(encoding)), encoding)
            except (UnicodeDecodeError, NotTextError):
                continue
    if _is_mostly_utf8(data):
        return _mend_utf8(data)
    raise UndecodableError("is in no encoding that could be recognised; save it as UTF-8")


def find_declared_charset(data: bytes) -> str | None:
    """Return the Python codec of the charset that a page declares in its first 4,096 bytes; null where it declares none that exists.

    ISO-8859-1 and ASCII are read as Windows-1252, as the WHATWG encoding standard has it.
    """
    if not (match := _DECLARED_CHARSET.search(data[:4096])):
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _detect(data: bytes) -> str | None:
    """Return the codec that detection is confident enough about, or null."""
    found = chardet.detect(data[:DETECTION_BYTES])
    if not found["encoding"] or found["confidence"] < MIN_DETECTION_CONFIDENCE:
        return None
    try:
        name = codecs.lookup(found["encoding"]).name
    except LookupError:
        return None
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _looks_western(data: bytes) -> bool:
    """Whether bytes are ASCII prose with few others in it, as quotation marks and accents of Windows-1252: too few for detection to be sure."""
    head = data[:DETECTION_BYTES]
    high = sum(byte >= 0x80 for byte in head)
    return high * 10 <= len(head) and sum(chr(byte).isalpha() for byte in head if byte < 0x80) * 2 >= len(head)


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether more sequences of several bytes are valid UTF-8 than bytes are stray, so that UTF-8 is what was meant."""
    valid = _MULTIBYTE.findall(data)
    stray = sum(byte >= 0x80 for byte in data) - sum(map(len, valid))
    return len(valid) > stray


def _mend_utf8(data: bytes) -> Decoded:
    """Return text that is UTF-8 but for stray bytes, which are read as Windows-1252, what a mixed-up page most often holds."""
    parts: list[str] = []
    mended = start = 0
    while start < len(data):
        try:
            parts.append(data[start:].decode("utf-8"))
            break
        except UnicodeDecodeError as error:
            good, stray = data[start : start + error.start], data[start + error.start : start + error.end]
            parts += [good.decode("utf-8"), stray.decode("cp1252", "replace")]
            mended += len(stray)
            start += error.end
            if mended > 1000:
                raise UndecodableError("mixes two encodings in more than 1,000 places; save it as UTF-8") from error
    return Decoded(_require_text("".join(parts)), "utf-8", mended)


def _require_text(text: str) -> str:
    """Return the text, or raise NotTextError where too many of its first 100,000 characters are controls or unassigned."""
    head = text[:100_000]
    if head.isascii() and head.isprintable():
        return text
    odd = sum(not c.isprintable() and c not in "\n\r\t\f\x0b" and unicodedata.category(c) in ("Cc", "Cn", "Co") for c in head)
    if odd > MAX_CONTROL_SHARE * len(head):
        raise NotTextError("holds mostly control characters, as binary files do")
    return text
