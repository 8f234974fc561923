"""The report: what its data hold, and what a browser makes of the page."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.write.report import write_report
from pipeline.write.report.data import utf16
from pipeline.write.report.selection import Caps
from tests.synthetic_run import make_run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
CHINA_RUSSIA = "Chine – Russie"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    write_report(folder / "tables", folder, make_run(folder, articles=14))
    return folder


def _data(page: Path) -> dict[str, Any]:
    found = re.search(r'id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


def test_the_same_tables_give_the_same_bytes(run: Path, tmp_path: Path) -> None:
    again = write_report(run / "tables", tmp_path, make_run(tmp_path, articles=14))
    assert again.read_bytes() == (run / "report.html").read_bytes()


def test_the_page_asks_for_nothing_and_holds_no_markup_of_an_article(run: Path) -> None:
    page = (run / "report.html").read_text(encoding="utf-8")
    assert page.count("<script") == 2
    assert "<img" not in page
    assert re.findall(r"""(?:src|href)=["'](?!#|data:,)""", page) == []
    assert "default-src 'none'" in page


def test_every_relation_has_its_sentences_with_both_mentions(run: Path) -> None:
    data = _data(run / "report.html")
    for relation, rows in zip(data["relations"], data["evidence"], strict=True):
        source, target = (data["entities"][index][9] for index in relation[:2])
        assert len(rows) == min(relation[2], Caps().evidence)
        for sentence, a0, a1, b0, b1, _ in rows:
            text = data["sentences"][sentence][2]
            assert text[a0:a1] in source
            assert text[b0:b1] in target


def test_nothing_is_said_to_be_left_out_of_a_small_run(tmp_path: Path) -> None:
    run = make_run(tmp_path, articles=3)
    assert _data(write_report(tmp_path / "tables", tmp_path, run))["omitted"] == []


def test_caps_are_kept_and_said(tmp_path: Path) -> None:
    run = make_run(tmp_path, articles=9)
    caps = Caps(actors=3, nodes=4, relations=4, evidence=2, articles=5, sayings=2)
    data = _data(write_report(tmp_path / "tables", tmp_path, run, caps=caps))
    assert len(data["relations"]) == 4
    assert {len(rows) for rows in data["evidence"]} == {2}
    assert sum(article[7] is not None for article in data["articles"]) == 5
    assert len(data["nodes"]) == 4
    assert "4 relations sur 10 (les plus fréquentes) ; tout est dans relations.csv." in data["omitted"]
    assert (
        "5 articles en entier sur 9 (les plus riches en relations) ; tout est dans documents.csv."
        in (data["omitted"])
    )


@pytest.mark.parametrize(("offset", "units"), [(0, 0), (1, 1), (2, 3), (4, 5), (5, 7)])
def test_offsets_count_utf16_units(offset: int, units: int) -> None:
    assert utf16("é😀aé😀", offset) == units


def test_newspapers_are_counted_without_the_unknown_one(tmp_path: Path) -> None:
    facts = make_run(tmp_path, articles=20)
    path = tmp_path / "tables" / "documents.parquet"
    documents = pq.read_table(path)
    outlets = pa.array(["", *(f"Journal {number}" for number in range(15)), "", "", "", ""])
    at = documents.schema.get_field_index("outlet")
    pq.write_table(documents.set_column(at, documents.schema.field(at), outlets), path)
    write_report(tmp_path / "tables", tmp_path, facts)
    data = _data(tmp_path / "report.html")
    assert (data["counts"]["outlets"], len(data["outlets"])) == (15, 12)
    assert data["outlets"][0] == ["(journal inconnu)", 5]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    webdriver = pytest.importorskip("selenium.webdriver")
    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium or chromedriver is not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (
        "headless=new",
        "no-sandbox",
        "disable-gpu",
        "disable-dev-shm-usage",
        "window-size=1400,1000",
    ):
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def page(browser: Any, run: Path) -> Any:
    browser.get("about:blank")
    browser.get((run / "report.html").as_uri())
    return browser


def _text(page: Any, selector: str) -> str:
    return str(page.find_element("css selector", selector).text)


def _click(page: Any, selector: str) -> None:
    """A click as a reader's: an element that is covered or has no size raises."""
    element = page.find_element("css selector", selector)
    page.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def _wait(page: Any, script: str) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(page, 10).until(lambda driver: driver.execute_script(f"return {script}"))


@pytest.mark.browser
def test_the_page_opens_without_errors_or_requests(page: Any) -> None:
    _wait(page, "document.querySelectorAll('#actors tbody tr').length > 5")
    assert [entry["message"] for entry in page.get_log("browser")] == []
    events = [json.loads(entry["message"])["message"] for entry in page.get_log("performance")]
    asked = [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]
    assert {url.split(":")[0] for url in asked} <= {"file", "data", "about"}


@pytest.mark.browser
def test_a_hostile_article_does_nothing(page: Any) -> None:
    hostile = next(a for a in _data_in(page, "A") if a["file"] == "presse/00000.txt")
    page.execute_script(f"location.hash = '#article-{hostile['index']}'")
    _wait(page, "!document.getElementById('panel').hidden")
    assert '<script>alert(1)</script> "><img src=x onerror=alert(1)>' in _text(page, "#panel-body .article")
    assert (
        page.execute_script("return document.querySelectorAll('img, iframe, object, main script').length")
        == 0
    )
    assert page.execute_script("return document.scripts.length") == 2


def _data_in(page: Any, name: str) -> Any:
    return page.execute_script(f"return JSON.parse(JSON.stringify({name}))")


@pytest.mark.browser
def test_a_tie_leads_to_its_sentences_the_article_and_the_actor(page: Any) -> None:
    index = page.execute_script(
        f"return R.findIndex(r => `${{r.a.name}} – ${{r.b.name}}` === '{CHINA_RUSSIA}')"
    )
    page.execute_script(
        f"net.edges.find(e => e.r.index === {index}).hit.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))"
    )
    _wait(page, "!document.getElementById('panel').hidden")
    assert _text(page, "#panel-title") == CHINA_RUSSIA
    marks = page.find_elements("css selector", "#panel-body blockquote:last-of-type mark.a")
    assert [mark.text for mark in marks] == ["Chine", "Russie"]
    acts = page.find_elements("css selector", "#panel-body blockquote.coop")
    assert acts[0].text.splitlines()[:2] == [
        "Chine → soutenir → Russie (soutien)",
        "La Chine soutient la Russie, dit Xi Jinping.",
    ]
    quoted = _text(page, "#panel-body blockquote:last-of-type p")
    _click(page, "#panel-body blockquote:last-of-type footer a")
    _wait(page, "document.querySelector('#panel .sent')")
    assert _text(page, "#panel .sent") == quoted
    _click(page, "#panel .sent .m.STATE a")
    _wait(page, "document.getElementById('panel-title').textContent === 'Chine'")
    page.back()
    _wait(page, "document.querySelector('#panel .sent')")
    _click(page, "#panel-close")
    assert page.execute_script("return document.getElementById('panel').hidden")


@pytest.mark.browser
def test_every_panel_can_be_drawn(page: Any) -> None:
    drawn = page.execute_script("""
        const out = [];
        for (const [kind, list] of [['acteur', E], ['lien', R], ['article', A]])
            for (const item of list) {
                history.replaceState(null, '', `#${kind}-${item.index}`);
                route();
                out.push(document.getElementById('panel').textContent);
            }
        return out;
    """)
    assert len(drawn) == page.execute_script("return E.length + R.length + A.length")
    assert [text for text in drawn if "[object" in text or "undefined" in text or "NaN" in text] == []


@pytest.mark.browser
def test_the_edge_drawn_between_two_actors_can_be_clicked(page: Any) -> None:
    page.execute_script(
        "document.getElementById('graph').scrollIntoView({block: 'center', behavior: 'instant'})"
    )
    page.execute_script("document.getElementById('f-min').value = 1; applyFilters()")
    page.find_element("css selector", "svg .hit").click()
    _wait(page, "location.hash.startsWith('#lien-')")
    assert " – " in _text(page, "#panel-title")


@pytest.mark.browser
def test_actors_are_sorted_and_searched(page: Any) -> None:
    names = "[...document.querySelectorAll('#actors tbody td:first-child')].map(cell => cell.textContent)"
    _click(page, "#actors th:nth-child(1) button")
    assert page.find_element("css selector", "#actors th").get_attribute("aria-sort") == "ascending"
    shown = page.execute_script(f"return {names}")
    assert shown[-3:] == ["Ukraine", "Vladimir Poutine", "Xi Jinping"]
    page.find_element("css selector", "#actors input").send_keys("MOSCOU")
    assert page.execute_script(f"return {names}") == ["Russie"]
    assert _text(page, "#actors [role=status]") == "1 ligne sur 1"


@pytest.mark.browser
def test_the_network_is_filtered(page: Any) -> None:
    shown = "net.edges.filter(e => e.line.style.display !== 'none').map(e => `${e.r.a.name}–${e.r.b.name}`).sort()"
    _wait(page, "net.edges.length")
    page.execute_script(
        "document.getElementById('f-min').value = 1; document.getElementById('f-tone').value = 'conf'; applyFilters()"
    )
    assert page.execute_script(f"return {shown}") == ["Russie–Ukraine"]
    page.execute_script("document.getElementById('filters').reset()")
    _wait(page, "document.getElementById('f-tone').value === ''")
    page.execute_script(
        "for (const b of document.querySelectorAll('input[name=type]')) b.checked = b.value === 'STATE';"
        "document.getElementById('f-min').value = 1; applyFilters()"
    )
    assert page.execute_script(f"return {shown}") == ["Chine–France", "Chine–Russie", "Russie–Ukraine"]
    page.execute_script("choosePeriod(1)")
    assert page.execute_script(f"return {shown}") == ["Chine–Russie", "Russie–Ukraine"]


@pytest.mark.browser
def test_the_keyboard_reaches_an_actor_and_comes_back(page: Any) -> None:
    from selenium.webdriver.common.keys import Keys

    graph = page.find_element("css selector", "#graph")
    page.execute_script("arguments[0].focus()", graph)
    graph.send_keys(Keys.ARROW_RIGHT)
    page.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    name = str(page.switch_to.active_element.get_attribute("aria-label")).split(",")[0]
    page.switch_to.active_element.send_keys(Keys.ENTER)
    _wait(page, "document.activeElement.id === 'panel-title'")
    assert _text(page, "#panel-title") == name
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.execute_script("return document.activeElement.classList.contains('node')")


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 800, 1400])
def test_the_page_fits_the_window(page: Any, width: int) -> None:
    size = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    page.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    page.refresh()
    _wait(page, "document.querySelectorAll('#actors tbody tr').length > 5")
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
    page.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
