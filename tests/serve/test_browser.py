"""In a real browser: no error on the console, nothing too wide, everything by keyboard, and no payload comes alive."""

from typing import Any

import pytest
from hostile_report import EVIL

PAGES = [
    "/", "/events", "/claims", "/reports", "/report?id=wire-summit", "/actors", "/actor?who=RUS", "/dyads",
    "/dyad?one=PRK&other=RUS", "/dyad?one=PRK&other=RUS&at=2024-06-20", "/map", "/network", "/judge", "/try",
    "/search?q=arms", "/api", "/signs", "/judgements",
]  # fmt: skip


@pytest.mark.parametrize(("width", "dark"), [(380, False), (380, True), (1920, True)])
def test_every_page_fits_and_says_nothing_on_the_console(page: Any, site: str, width: int, dark: bool) -> None:
    window = page(width, dark=dark)
    for path in PAGES:
        window.goto(site + path)
        window.wait_for_load_state("networkidle")
        wide = window.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{path} is {wide} wide"


def test_charts_map_and_network_are_drawn(page: Any, site: str) -> None:
    window = page()
    window.goto(f"{site}/dyad?one=PRK&other=RUS")
    window.wait_for_selector(".chart canvas")
    window.goto(f"{site}/map")
    window.wait_for_selector("#map .spot")
    assert window.locator("#map .land").count() > 150
    window.goto(f"{site}/network")
    window.wait_for_selector("#network canvas")


@pytest.mark.parametrize(
    "path",
    [
        f"/report?id={EVIL}",
        f"/claims?document={EVIL}",
        f"/judge?document={EVIL}",
        "/map",
        "/network?by=actor",
        "/events",
    ],
)
def test_no_payload_comes_alive(page: Any, site: str, path: str) -> None:
    window = page()
    window.goto(site + path)
    window.wait_for_load_state("networkidle")
    for mark in window.locator(".text .mark").all()[:1]:
        mark.hover()
    assert window.title() != "owned"
    assert window.locator("img").count() == 0


def test_a_mark_tells_its_claim_by_keyboard(page: Any, site: str) -> None:
    window = page()
    window.goto(f"{site}/report?id=wire-summit")
    window.keyboard.press("j")
    window.wait_for_selector("#pop")
    assert window.locator("#pop .block b").first.inner_text().isupper()
    assert window.locator(".part.lit, .mark.lit-part").count() > 0
    before = window.evaluate("document.activeElement.dataset.blocks")
    window.keyboard.press("j")
    assert window.evaluate("document.activeElement.dataset.blocks") != before
    window.wait_for_timeout(400)
    assert window.locator("#pop").count() == 1, "the card of the mark before took this one with it"
    window.keyboard.press("Escape")
    assert window.locator("#pop").count() == 0
    window.keyboard.press("Enter")
    window.wait_for_url("**/event?id=*")


def test_a_click_on_a_mark_opens_its_event_and_a_finger_sees_the_card_first(page: Any, site: str) -> None:
    window = page()
    window.goto(f"{site}/report?id=wire-summit")
    mark = window.locator(".text .mark").nth(8)
    claim = window.locator(f".block[data-block='{mark.get_attribute('data-blocks')}'] .head a").get_attribute("href")
    mark.hover()
    window.wait_for_selector("#pop")
    mark.click()
    window.wait_for_url("**/event?id=*")
    assert window.locator(f"a[href='{claim}']").count() > 0, "the event is not that of the claim"
    narrow = page(380)
    narrow.goto(f"{site}/report?id=wire-summit")
    narrow.locator(".text .mark").first.click()
    assert narrow.locator("#pop .links a", has_text="Event").is_visible()
    narrow.locator("#pop .links a", has_text="Judge").first.click()
    narrow.wait_for_url("**/claim?id=*")


def test_what_a_mark_means_comes_into_sight_beside_it(page: Any, site: str) -> None:
    window = page()
    window.goto(f"{site}/report?id=wire-summit")
    window.locator(".text .mark").last.hover()
    lit = window.locator(".blocks .block.lit").first.bounding_box()
    margin = window.locator(".margin").bounding_box()
    assert margin["y"] <= lit["y"] < margin["y"] + margin["height"]


def test_a_bar_of_a_dyad_opens_its_events(page: Any, site: str) -> None:
    window = page()
    window.goto(f"{site}/dyad?one=PRK&other=RUS")
    window.wait_for_selector(".chart canvas")
    box = window.locator(".chart canvas").bounding_box()
    told = ""
    for share in range(20, 60):  # the first bar that lies above the line there
        window.mouse.move(box["x"] + box["width"] * share / 100, box["y"] + box["height"] * 0.5)
        told = window.locator(".tip").inner_text() if window.locator(".tip").is_visible() else ""
        if told:
            window.mouse.click(box["x"] + box["width"] * share / 100, box["y"] + box["height"] * 0.5)
            break
    window.wait_for_selector("#behind")
    heading = window.locator("#behind h2").inner_text()
    fields = dict(part.split(": ") for part in told.split(" · "))
    assert fields["what"] in heading
    assert f"{fields['claims']} claim" in heading
    assert window.locator("#behind table.events tbody tr").count() > 0


def test_heads_of_a_table_put_it_in_order(page: Any, site: str) -> None:
    window = page()
    window.goto(f"{site}/events")
    window.locator("th a", has_text="Claims").click()
    window.wait_for_selector("th[aria-sort=descending] >> text=Claims")
    counts = [int(text) for text in window.locator("td[data-label=Claims]").all_inner_texts()]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 1
    window.goto(f"{site}/claims")
    window.locator("th a", has_text="Report").click()
    window.wait_for_selector("th[aria-sort=ascending] >> text=Report")
    assert "order=document" in window.url


def test_from_the_first_page_to_a_judgement_by_what_one_sees(page: Any, own_site: str) -> None:
    window = page()
    window.goto(own_site)
    window.get_by_role("link", name="Judge a claim").click()
    assert "Does the sentence say this?" in window.locator(".question").inner_text()
    window.get_by_role("button", name="Accept").click()
    window.wait_for_selector(".last")
    window.keyboard.press("?")
    window.wait_for_url("**/signs")
    for word in ("ASSAULT", "GOV", "IGO", "j", "alleged"):
        assert window.get_by_text(word, exact=True).count() > 0


def test_the_same_event_is_said_and_taken_back(page: Any, own_site: str) -> None:
    window = page()
    event = window.request.get(f"{own_site}/api/v1/events?status=disputed&limit=1").json()["items"][0]
    window.goto(f"{own_site}/event?id={event['id']}")
    assert window.locator("tr.current[aria-current]").count() == 1
    row = window.locator("table.events tbody tr", has=window.get_by_role("button", name="same event")).first
    claims = int(row.locator("td[data-label=Claims]").inner_text())
    row.get_by_role("button").click()
    window.wait_for_selector("text=Decided by people")
    assert f"{event['claims'] + claims} claims" in window.locator(".titled").inner_text()
    window.get_by_role("button", name="Take back").click()
    window.wait_for_function(
        "n => document.querySelector('.titled').innerText.includes(n)", arg=f"{event['claims']} claims"
    )


def test_judging_by_keyboard_alone(page: Any, own_site: str) -> None:
    window = page()
    window.goto(f"{own_site}/judge?document=wire-summit")
    claim = window.locator("#judge input[name=claim]").input_value()
    window.keyboard.press("a")
    window.wait_for_function("id => document.querySelector('#judge input[name=claim]')?.value !== id", arg=claim)
    second = window.locator("#judge input[name=claim]").input_value()
    assert "accepted" in window.locator(".last").inner_text()
    window.keyboard.press("z")  # taken back, it is the next again
    window.wait_for_function("id => document.querySelector('#judge input[name=claim]')?.value === id", arg=claim)
    assert window.locator(".last").count() == 0
    window.keyboard.press("a")
    window.wait_for_function("id => document.querySelector('#judge input[name=claim]')?.value === id", arg=second)
    window.keyboard.press("c")
    assert window.evaluate("document.activeElement.name") == "type"
    window.keyboard.type("PROTEST")
    for _ in range(30):
        window.keyboard.press("Tab")
        if window.evaluate("document.activeElement.name") == "actor_name":
            break
    window.keyboard.press("Control+a")
    window.keyboard.type("Somebody Else")
    window.keyboard.press("Enter")
    window.wait_for_function("id => document.querySelector('#judge input[name=claim]')?.value !== id", arg=second)
    window.goto(f"{own_site}/judgements")
    verdicts = window.locator("tbody td:nth-child(3)").all_inner_texts()
    assert verdicts == ["corrected", "accepted", "withdrawn", "accepted"]
    window.goto(f"{own_site}/claim?id={second}")
    assert "PROTEST" in window.locator(".history").inner_text()
    window.keyboard.press("u")
    window.wait_for_selector(".history li:nth-child(2)")


def test_words_are_put_in_by_selecting_them(page: Any, own_site: str) -> None:
    window = page()
    window.goto(f"{own_site}/judge?document=wire-summit")
    window.keyboard.press("c")
    window.evaluate("""() => {
        const node = [...document.getElementById('sentence').childNodes].find((n) => n.textContent.trim().length > 3);
        const text = node.firstChild ?? node;
        const range = document.createRange();
        range.setStart(text, 0);
        range.setEnd(text, 4);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
    }""")
    window.wait_for_selector(".take.ready")
    window.locator("[name=trigger_text] ~ .take").click()
    words, start = (window.locator(f"[name=trigger_{part}]").input_value() for part in ("text", "start"))
    report = window.request.get(f"{own_site}/api/v1/report?id=wire-summit").json()["report"]["document"]["text"]
    assert words
    assert report[int(start) : int(start) + len(words)] == words


def test_try_it_and_why(page: Any, site: str) -> None:
    window = page()
    window.goto(f"{site}/try")
    window.locator("textarea").fill("Kim Jong Un thanked Vladimir Putin in Pyongyang, which Moscow denied.")
    window.keyboard.press("Control+Enter")
    window.wait_for_selector(".tried .mark")
    window.goto(f"{site}/report?id=wire-summit")
    window.locator(".block summary").first.click()
    window.locator("button.why").first.click()
    window.wait_for_selector(".decisions table")


def test_light_and_dark_are_remembered(page: Any, site: str) -> None:
    window = page(dark=False)
    window.goto(site)
    light = window.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    window.locator("#theme").click()
    window.goto(f"{site}/claims")
    assert window.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light
