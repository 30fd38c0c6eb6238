"""Reports of scraping tools."""

from flows.clean.scrapes import split_scrape

REPORT = """\
# news.example

## Metadata

- **URL**: https://news.example/2024/02/03/boats
- **HTTP Status**: 200

## Page Structure

- # Boats

## Content

Boats for Lima
The navy got two.

## Links

- [Home](https://news.example/)
"""


def test_the_article_is_taken_out_of_its_report():
    values, text = split_scrape(REPORT)
    assert values == {"url": "https://news.example/2024/02/03/boats", "http status": "200"}
    assert text.strip() == "Boats for Lima\nThe navy got two."


def test_other_markdown_is_left_alone():
    text = "# Report\n\n## Content\n\nWhat it holds.\n\n## Links\n"
    assert split_scrape(text) == ({}, text)
