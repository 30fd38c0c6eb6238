"""The page in a real browser: it runs alone, filters and sorts, can be read on a phone, on paper, in the dark, and with the keyboard."""

import shutil
from collections.abc import Iterator
from itertools import pairwise

import pytest

from flows.report import WrittenReport

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install playwright")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("there is no Chromium: apt-get install chromium", allow_module_level=True)

SWITCHES = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update
--disable-sync --disable-dev-shm-usage""".split()
WIDE, PHONE, NARROWEST = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 568}

#: Texts whose contrast with what they stand on is below that of WCAG 2.2 AA: 4.5, or 3 for large text.
FAINT = """() => {
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgb(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !element.checkVisibility() || element.matches("script, style, option")) continue;
    const style = getComputedStyle(element);
    const [a, b] = [light(rgb(style.color)), light(ground(element))].sort((x, y) => y - x);
    const isLarge = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    if ((a + 0.05) / (b + 0.05) < (isLarge ? 3 : 4.5)) found.push(`${element.className} ${element.textContent.slice(0, 40)}`);
  }
  return found;
}"""
#: Controls without a name that a screen reader could say.
NAMELESS = """() => [...document.querySelectorAll("a, button, input, select, summary, [role=region], form")]
  .filter((e) => !(e.ariaLabel || e.textContent.trim() || e.labels?.length || document.getElementById(e.getAttribute("aria-labelledby") ?? "")))
  .map((e) => e.outerHTML)"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator["sync_api.Browser"]:
    with sync_api.sync_playwright() as playwright:
        # a user data folder of its own comes with every launch
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES, timeout=120_000)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: "sync_api.Browser", made_up: WrittenReport) -> Iterator[object]:
    """Return a function that opens the report; at the end nothing may have gone wrong on the page, and nothing been asked for elsewhere."""
    contexts, troubles = [], []

    def run(**options: object) -> "sync_api.Page":
        context = browser.new_context(**({"viewport": WIDE} | options))
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: troubles.append(request.url) if not request.url.startswith(("file:", "data:")) else None)
        page.goto(made_up.page.as_uri())
        return page

    yield run
    for context in contexts:
        context.close()
    assert troubles == []


def shown(page: "sync_api.Page") -> list[str]:
    """Return the checks whose failures can be seen or opened, in their order on the page."""
    return page.eval_on_selector_all(".group:not([hidden])", "groups => groups.map(g => g.dataset.check)")


def test_no_article_runs_anything(open_page) -> None:
    page = open_page()
    assert page.title() == "Run run-2: 10 quarantined, 0 events landed"
    assert page.locator("blockquote script, blockquote img, blockquote svg, blockquote style").count() == 0
    assert "<script>document.title = 'attacked'</script>" in page.locator("#failures >> xpath=..").inner_text()


@pytest.mark.parametrize(
    ("choice", "checks", "told"),
    [
        pytest.param({}, ["quantity_is_positive", "action_is_known", "bytes_decode"], "10 of 10", id="all"),
        pytest.param({"find": "ACTION is"}, ["action_is_known"], "1 of 10", id="by-check"),
        pytest.param({"find": "onerror"}, ["quantity_is_positive"], "1 of 10", id="by-sentence"),
        pytest.param({"find": "no such thing"}, [], "0 of 10", id="none"),
        pytest.param({"stage": "ingest"}, ["bytes_decode"], "1 of 10", id="by-stage"),
        pytest.param({"table": "sanctions"}, ["action_is_known"], "1 of 10", id="by-table"),
        pytest.param({"state": "again"}, ["bytes_decode"], "1 of 10", id="by-state"),
        pytest.param({"state": "new", "stage": "ingest"}, [], "0 of 10", id="by-two-things"),
        pytest.param({"order": "check"}, ["action_is_known", "bytes_decode", "quantity_is_positive"], "10 of 10", id="another-order"),
    ],
)
def test_failures_are_filtered_and_sorted(open_page, choice: dict[str, str], checks: list[str], told: str) -> None:
    page = open_page()
    for field, value in choice.items():
        page.locator(f"#{field}").fill(value) if field == "find" else page.locator(f"#{field}").select_option(value)
    assert shown(page) == checks
    assert page.locator("#found").inner_text().startswith(f"{told} failures and warnings shown")


def test_unknown_words_are_sorted_with_the_keyboard(open_page) -> None:
    page = open_page()
    words = ".words tbody tr th"
    assert page.locator(words).all_inner_texts() == ["frowned_upon", "K9 howitzers", "Latvian"]
    button = page.get_by_role("button", name="Word")
    button.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert page.locator(words).all_inner_texts() == ["Latvian", "K9 howitzers", "frowned_upon"]
    assert page.get_by_role("columnheader", name="Word").get_attribute("aria-sort") == "descending"
    assert page.locator("th[aria-sort]").count() == 1


def test_the_keyboard_reaches_the_failures(open_page) -> None:
    page = open_page()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the failures"
    page.keyboard.press("Enter")
    assert page.url.endswith("#failures")
    summary = page.locator(".group summary").first
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".group").first.get_attribute("open") is None


def test_a_link_to_a_failure_opens_its_group(open_page) -> None:
    page = open_page()
    page.locator(".group").first.evaluate("group => { group.open = false }")
    page.locator("main ul a").first.click()
    page.wait_for_function("document.querySelector('.group').open")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read_in_both_schemes_and_every_control_has_a_name(open_page, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true })")
    assert page.evaluate(FAINT) == []
    assert page.evaluate(NAMELESS) == []
    headings = page.eval_on_selector_all("h1, h2, h3", "all => all.map(h => Number(h.tagName[1]))")
    assert headings[0] == 1
    assert max(after - before for before, after in pairwise(headings)) == 1


def test_light_and_dark_differ(open_page) -> None:
    grounds = [open_page(color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor") for scheme in ("light", "dark")]
    assert grounds == ["rgb(250, 249, 246)", "rgb(20, 24, 27)"]


@pytest.mark.parametrize("viewport", [PHONE, NARROWEST, WIDE], ids=["phone", "narrowest", "wide"])
def test_nothing_stands_out_of_the_screen(open_page, viewport: dict[str, int]) -> None:
    page = open_page(viewport=viewport)
    page.eval_on_selector_all("details", "all => all.forEach(d => { d.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_on_paper_all_failures_stand_and_no_controls(open_page) -> None:
    page = open_page()
    page.eval_on_selector_all(".group", "all => all.forEach(g => { g.open = false })")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".failure:visible").count() == 10
    assert page.locator(".filter:visible, .payload:visible").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".group[open]").count() == 0


def test_without_scripts_everything_is_there_but_the_controls(open_page) -> None:
    page = open_page(java_script_enabled=False)
    assert page.locator(".failure").count() == 10
    assert page.locator(".filter").is_hidden()
