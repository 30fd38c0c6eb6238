"""Pages to articles."""

import pytest

from flows.clean.html import extract_page
from flows.clean.metadata import PageMetadata

SENTENCES = [
    "Peru took over two patrol boats in the port of Callao on Friday.",
    "They were built by a yard in the south of the country under a foreign licence.",
    "The navy wants eight more of them by the end of the decade, its commander said.",
]
ARTICLE = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head>
<title>Two boats for Callao | Harbour News</title>
<meta property="og:site_name" content="Harbour News"><meta name="author" content="Ana Ruiz">
<meta property="article:published_time" content="2021-05-04T08:00:00Z"><link rel="canonical" href="https://harbour.example/boats">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Two boats for Callao</h1>
<figure><img src="b.jpg"><figcaption>The boats on their way to the naval base.</figcaption></figure>
<div class="ad"><p>Cheap anchors, only today, order by telephone now.</p></div>{ARTICLE}</article>
<footer>© 2021 Harbour News</footer></body></html>"""


def test_headline_text_and_captions_are_kept_and_menus_are_not():
    text = extract_page(PAGE).text
    positions = [text.find(part) for part in ("Two boats for Callao", *SENTENCES)]
    assert positions == sorted(positions)
    assert positions[0] >= 0
    assert "The boats on their way to the naval base." in text
    assert [part for part in ("Sport", "anchors", "©") if part in text] == []


def test_the_page_says_who_wrote_it_when():
    assert extract_page(PAGE).metadata == PageMetadata(
        "Two boats for Callao", "Ana Ruiz", "Harbour News", "2021-05-04T08:00:00Z", "en", "https://harbour.example/boats"
    )


@pytest.mark.parametrize(
    ("head", "metadata"),
    [
        pytest.param("", PageMetadata(), id="a page that says nothing"),
        pytest.param(
            "<title>Boats - Harbour News</title><meta property='og:site_name' content='Harbour News'>",
            PageMetadata("Boats", None, "Harbour News"),
            id="site",
        ),
        pytest.param(
            "<title>Boats – and planes</title><meta property='og:site_name' content='Courier'>",
            PageMetadata("Boats – and planes", None, "Courier"),
            id="a dash",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@graph": [{"@type": "Organization", "name": "X"}, {"@type": "NewsArticle", "headline": "Boats", '
            '"datePublished": "2021-05-04", "author": [{"name": "A"}, {"name": "B"}], "publisher": {"name": "N"}}]}</script>',
            PageMetadata("Boats", "A, B", "N", "2021-05-04"),
            id="linked data",
        ),
        pytest.param('<script type="application/ld+json">{"@type": "NewsArticle", </script>', PageMetadata(), id="linked data cut short"),
        pytest.param("<meta name='author' content='https://x.example/ana'>", PageMetadata(), id="an address is no author"),
    ],
)
def test_metadata(head, metadata):
    assert extract_page(f"<html><head>{head}</head><body>{ARTICLE}</body></html>").metadata == metadata


@pytest.mark.parametrize(
    ("html", "found"),
    [
        pytest.param("<html><body>" + "<div>" * 100_000 + ARTICLE, "100002 deep", id="too deep"),
        pytest.param("<html><body>" + "<b>" * 2_000 + ARTICLE, "2002 deep", id="unclosed inline tags"),
        pytest.param("<html><body><p " + 'a="" ' * 2_000 + ">" + ARTICLE, "up to 2000 attributes", id="attributes"),
    ],
)
def test_pages_that_no_parser_survives_lose_their_tags_only(html, found):
    page = extract_page(html)
    assert [check for check, _, _ in page.warnings] == ["html_can_be_parsed"]
    assert found in page.warnings[0][2]
    assert all(sentence in page.text for sentence in SENTENCES)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<html><body><p>" + "</p><p>".join(SENTENCES) + "</p><p>cut <a href='", id="cut short"),
        pytest.param("<html><body>" + "<!--" * 1000 + ARTICLE.replace("<p>", "--><p>", 1), id="comments in comments"),
        pytest.param("<html><body><table><tr><td>" + "</td><td>".join(SENTENCES) + "</td></tr></table>", id="all in a table"),
        pytest.param("<html><body><div>" + "<br><br>".join(SENTENCES) + "</div></body></html>", id="breaks for paragraphs"),
    ],
)
def test_odd_pages_keep_their_sentences(html):
    text = " ".join(extract_page(html).text.split())
    assert [sentence for sentence in SENTENCES if sentence not in text] == []
