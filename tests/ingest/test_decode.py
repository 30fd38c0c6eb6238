"""Bytes to text: which encoding, and what is no text."""

import codecs
import random

import pytest

from flows.ingest.decode import NotTextError, UndecodableError, decode_bytes

PROSE = "Peru ordered four patrol boats – the “Río” class – for €90m, the admiral’s office said."
RUSSIAN = "Министр принял посла и обсудил с ним поставки зерна. " * 4
PAGE = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        pytest.param(PROSE.encode(), PROSE, "utf-8", id="plain UTF-8"),
        pytest.param(b"", "", "utf-8", id="nothing is empty text"),
        pytest.param(codecs.BOM_UTF8 + PROSE.encode(), PROSE, "utf-8", id="a byte order mark is no text"),
        pytest.param(PROSE.encode("utf-16"), PROSE, "utf-16-le", id="UTF-16 with its mark"),
        pytest.param(codecs.BOM_UTF16_BE + PROSE.encode("utf-16-be"), PROSE, "utf-16-be", id="UTF-16, big end first"),
        pytest.param(PROSE.encode("utf-32"), PROSE, "utf-32-le", id="UTF-32, whose mark begins like that of UTF-16"),
        pytest.param(PROSE.encode("utf-16-le"), PROSE, "utf-16-le", id="UTF-16 without a mark, by where its nulls stand"),
        pytest.param(PROSE.encode("cp1252"), PROSE, "cp1252", id="Windows-1252 in English prose"),
        pytest.param(RUSSIAN.encode("koi8-r"), RUSSIAN, "koi8-r", id="KOI8-R is detected"),
        pytest.param(
            PAGE.format("windows-1251", RUSSIAN).encode("cp1251"), PAGE.format("windows-1251", RUSSIAN), "cp1251", id="as declared"
        ),
        pytest.param(PAGE.format("utf-8", PROSE).encode("cp1252"), PAGE.format("utf-8", PROSE), "cp1252", id="a page that lies"),
        pytest.param(PAGE.format("klingon-8", PROSE).encode("cp1252"), PAGE.format("klingon-8", PROSE), "cp1252", id="an unknown charset"),
        pytest.param(
            b"one stray \x00 null in a line of text that is long enough",
            "one stray \x00 null in a line of text that is long enough",
            "utf-8",
            id="a null",
        ),
    ],
)
def test_text_is_read_in_its_encoding(data, text, encoding):
    decoded = decode_bytes(data)
    assert (decoded.text, decoded.encoding, decoded.mended_bytes) == (text, encoding, 0)


@pytest.mark.parametrize(
    ("data", "text", "mended"),
    [
        pytest.param("é é é ".encode() + b"caf\xe9", "é é é café", 1, id="a stray byte among good UTF-8 is Windows-1252"),
        pytest.param("Perú, Perú é".encode()[:-1], "Perú, Perú Ã", 1, id="a character cut off at the end"),
    ],
)
def test_stray_bytes_are_mended_and_counted(data, text, mended):
    decoded = decode_bytes(data)
    assert (decoded.text, decoded.mended_bytes) == (text, mended)


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        pytest.param(b"%PDF-1.7 and so on", NotTextError, "a PDF file", id="PDF"),
        pytest.param(b"\x89PNG\r\n\x1a\n", NotTextError, "a PNG image", id="PNG"),
        pytest.param(b"PK\x03\x04rest", NotTextError, "a ZIP archive", id="ZIP or DOCX"),
        pytest.param(b"\x00" * 100, NotTextError, "null bytes", id="nothing but nulls"),
        pytest.param(random.Random(5).randbytes(4000), NotTextError, "null bytes", id="random bytes"),
        pytest.param(b"\x01\x02\x03 " * 50, NotTextError, "control characters", id="controls"),
        pytest.param(bytes(range(128, 256)) * 30, UndecodableError, "no encoding", id="high bytes in order"),
        pytest.param(codecs.BOM_UTF8 + b"text \xff\xfe", UndecodableError, "breaks it at byte 5", id="a mark that promises UTF-8"),
        pytest.param(codecs.BOM_UTF16_LE + b"abc", UndecodableError, "UTF-16-LE", id="half a character of UTF-16"),
    ],
)
def test_what_is_no_text_says_why(data, error, message):
    with pytest.raises(error, match=message):
        decode_bytes(data)
