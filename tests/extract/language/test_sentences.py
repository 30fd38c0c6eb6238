"""Sentence splitting on news text: each row is one habit of news style."""

from itertools import pairwise

import pytest

from flows.extract.language.sentences import split_sentences

CASES = [
    pytest.param("", [], id="empty text has no sentence"),
    pytest.param(" \n\t\n ", [], id="blank text has no sentence"),
    pytest.param("Nobody signed.", ["Nobody signed."], id="one sentence"),
    pytest.param("  Nobody signed. Talks go on.\n", ["Nobody signed.", "Talks go on."], id="spans are trimmed"),
    pytest.param("The U.S. Army bought tanks.", ["The U.S. Army bought tanks."], id="acronym inside a name"),
    pytest.param(
        "They flew to the U.S. The visit lasted a day.",
        ["They flew to the U.S.", "The visit lasted a day."],
        id="acronym at the end of a sentence",
    ),
    pytest.param("The U.S. and U.K. agreed.", ["The U.S. and U.K. agreed."], id="two acronyms"),
    pytest.param(
        "Gen. Salyukov met Lt. Col. Berg and Brig. Gen. Noor.",
        ["Gen. Salyukov met Lt. Col. Berg and Brig. Gen. Noor."],
        id="military titles",
    ),
    pytest.param("J. R. Hale and George W. Moss spoke.", ["J. R. Hale and George W. Moss spoke."], id="initials"),
    pytest.param(
        "Sen. Ada Lund, R-Ky., objected. Rep. Fox agreed.", ["Sen. Ada Lund, R-Ky., objected.", "Rep. Fox agreed."], id="party and state"
    ),
    pytest.param("It signed on Jan. 5 and Sept. 12, 2021.", ["It signed on Jan. 5 and Sept. 12, 2021."], id="months before numbers"),
    pytest.param(
        "It closed in Dec. The plant reopened.", ["It closed in Dec.", "The plant reopened."], id="month at the end of a sentence"
    ),
    pytest.param("Order No. 7 stands. He said no. We left.", ["Order No. 7 stands.", "He said no.", "We left."], id="No. and no"),
    pytest.param("Talks began at 5 p.m. Tuesday in Oslo.", ["Talks began at 5 p.m. Tuesday in Oslo."], id="hour before a weekday"),
    pytest.param("Talks ended at 5 p.m. They resume soon.", ["Talks ended at 5 p.m.", "They resume soon."], id="hour at the end"),
    pytest.param(
        "Acme Corp. sold it to Bolt Inc. in May. The price was $3.5 million.",
        ["Acme Corp. sold it to Bolt Inc. in May.", "The price was $3.5 million."],
        id="companies and decimals",
    ),
    pytest.param("Crews left St. Petersburg for Ft. Bragg.", ["Crews left St. Petersburg for Ft. Bragg."], id="places with abbreviations"),
    pytest.param(
        '"We sold none. We will not," he said. She nodded.',
        ['"We sold none.', 'We will not," he said.', "She nodded."],
        id="two sentences in one quotation",
    ),
    pytest.param("“It is done.” The minister left.", ["“It is done.”", "The minister left."], id="closing quote belongs to its sentence"),
    pytest.param(
        '"Why now?" Orlova asked. No answer came.', ['"Why now?" Orlova asked.', "No answer came."], id="question before its speaker"
    ),
    pytest.param('"Stop!" he cried. They did.', ['"Stop!" he cried.', "They did."], id="exclamation before a lower-case word"),
    pytest.param("(The text is secret.) It leaked.", ["(The text is secret.)", "It leaked."], id="sentence in brackets"),
    pytest.param("Exports fell (see Fig. 3). Imports rose.", ["Exports fell (see Fig. 3).", "Imports rose."], id="bracket before the mark"),
    pytest.param("Really?! Yes... And more.", ["Really?!", "Yes...", "And more."], id="repeated marks"),
    pytest.param("The deal stands.[4] Both signed.", ["The deal stands.[4]", "Both signed."], id="note number"),
    pytest.param("The deal was signed.Both left early.", ["The deal was signed.", "Both left early."], id="lost space"),
    pytest.param(
        "Write to example.com or visit news.example.org today.", ["Write to example.com or visit news.example.org today."], id="addresses"
    ),
    pytest.param("Version 2.5 costs 1.200 euros.", ["Version 2.5 costs 1.200 euros."], id="stops inside numbers"),
    pytest.param("It grew 4 percent. 20 firms closed.", ["It grew 4 percent.", "20 firms closed."], id="sentence that opens with a number"),
    pytest.param(
        "KYIV, Ukraine (AP) — Shelling went on. Nobody was hurt.",
        ["KYIV, Ukraine (AP) — Shelling went on.", "Nobody was hurt."],
        id="dateline stays with its sentence",
    ),
    pytest.param(
        "Army Buys Tanks, U.S. Says\n\nThe army bought tanks.",
        ["Army Buys Tanks, U.S. Says", "The army bought tanks."],
        id="headline before a blank line",
    ),
    pytest.param(
        "Army buys tanks\nThe army bought forty tanks on Monday, its chief said.",
        ["Army buys tanks", "The army bought forty tanks on Monday, its chief said."],
        id="headline on its own line",
    ),
    pytest.param(
        "Army Buys Tanks From Abroad\nBy Ann Poe\nThe army bought tanks.",
        ["Army Buys Tanks From Abroad", "By Ann Poe", "The army bought tanks."],
        id="headline and byline",
    ),
    pytest.param(
        "The visit has three aims:\n- trade. Tariffs come first.\n- arms\n• grain",
        ["The visit has three aims:", "- trade.", "Tariffs come first.", "- arms", "• grain"],
        id="bullets",
    ),
    pytest.param(
        "Aims:\n1. Trade with Oslo\n2. Arms\n(a) Ships", ["Aims:", "1. Trade with Oslo", "2. Arms", "(a) Ships"], id="numbered points"
    ),
    pytest.param(
        "The ministers of both countries met on Monday in the capital for talks on\n"
        "Trade Council rules and the price of grain, and they agreed to meet again\n"
        "in May. A joint text will follow.",
        [
            (
                "The ministers of both countries met on Monday in the capital for talks on\n"
                "Trade Council rules and the price of grain, and they agreed to meet again\n"
                "in May."
            ),
            "A joint text will follow.",
        ],
        id="wrapped lines are joined",
    ),
    pytest.param(
        "Both sides agreed to\nmeet again. They did.", ["Both sides agreed to\nmeet again.", "They did."], id="lower-case line goes on"
    ),
    pytest.param("First paragraph ends.\r\n\r\nSecond one", ["First paragraph ends.", "Second one"], id="carriage returns"),
    pytest.param("Er zahlte. Ärzte kamen. Écoutez bien.", ["Er zahlte.", "Ärzte kamen.", "Écoutez bien."], id="capitals beyond ASCII"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_splits_news_text(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected


@pytest.mark.parametrize(("text", "_expected"), CASES)
def test_spans_are_in_order_and_cover_every_word(text: str, _expected: list[str]) -> None:
    spans = split_sentences(text)
    assert spans == sorted(spans)
    assert all(last <= first for (_, last), (first, _) in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())
