"""Renders a report as one HTML page that needs nothing else: no network, no other file.

Here: filling the template with everything escaped, and allowing the page's own script and style alone to run. Not here: the figures.
"""

import base64
import hashlib
from datetime import datetime
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from flows.report.content import Report

TEMPLATE, STYLE, SCRIPT = "page.html.j2", "page.css", "page.js"


def render_page(report: Report) -> str:
    """Return the page of a report, an HTML document; all text of articles in it is escaped."""
    style, script = _read(STYLE), _read(SCRIPT)
    policy = f"default-src 'none'; img-src data:; style-src '{_fingerprint(style)}'; script-src '{_fingerprint(script)}'; base-uri 'none'; form-action 'none'"
    page = _environment().get_template(TEMPLATE)
    return page.render(report=report, policy=policy, style=Markup(style), script=Markup(script))  # noqa: S704 -- our own files


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"number": write_number, "change": write_change, "instant": write_instant}
    return environment


@cache
def _read(name: str) -> str:
    return files("flows.report").joinpath(name).read_text(encoding="utf-8")


def _fingerprint(text: str) -> str:
    """Return the source expression that allows exactly this text to run (Content Security Policy, level 2)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def write_number(value: float | None) -> str:
    """Return a count as people read it, with commas; a dash where it is not known."""
    return "–" if value is None else f"{value:,}"


def write_change(value: int | None) -> str:
    """Return a change with its sign; nothing where it is not known."""
    if value is None:
        return ""
    return "±0" if value == 0 else f"{'+' if value > 0 else '−'}{abs(value):,}"


def write_instant(value: datetime) -> str:
    """Return a time of day in UTC, to the minute."""
    return f"{value:%Y-%m-%d %H:%M} UTC"
