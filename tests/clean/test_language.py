"""Languages."""

import pytest

from flows.clean.language import detect_language, read_declared_language

ENGLISH = "The minister received the ambassador on Monday and spoke with him about grain, ships and the price of oil."


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        pytest.param(ENGLISH, None, "en", id="English"),
        pytest.param(ENGLISH, "fr", "en", id="what is plain to see counts more than what is declared"),
        pytest.param(
            "Der Minister empfing am Montag den Botschafter und sprach mit ihm über Getreide und Schiffe.", None, "de", id="German"
        ),
        pytest.param("Министр принял посла и обсудил с ним поставки зерна и кораблей.", "en", "ru", id="Russian declared English"),
        pytest.param("Putin in Minsk for talks with the leader of Belarus", None, "en", id="a short item in English"),
        pytest.param("Xi, Modi, Lula", "pt", "pt", id="names say nothing, the declared language counts"),
        pytest.param("12.5%", None, "und", id="no letters"),
        pytest.param("", None, "und", id="nothing"),
    ],
)
def test_detection(text, declared, language):
    assert detect_language(text, declared) == language


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("eng", "en"),
        ("English", "en"),
        ("pt_BR", "pt"),
        ("qq", None),
        ("qq-nope", None),
        ("", None),
        (None, None),
    ],
)
def test_declared_languages(value, code):
    assert read_declared_language(value) == code
