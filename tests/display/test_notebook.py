from html.parser import HTMLParser

from reports_by_hand import hostile, summit

from sayso.coded import Coded
from sayso.display.html import coded_html, coded_page, coded_text
from sayso.document import Document


class Seen(HTMLParser):
    """Which tags an HTML text opens, whether they are closed in order, and the words between them."""

    VOID = ("meta",)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.words = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data


def test_the_report_and_its_claims_are_there() -> None:
    seen = Seen(coded_html(summit()))
    assert "Kim Jong Un pledged ●support for Russia in Pyongyang on Wednesday." in seen.words
    assert "● SUPPORT Kim Jong Un [PRK GOV] → Russia [RUS GOV] · reported · Wed 19 Jun 2024 · Pyongyang" in seen.words
    assert "◐✕ AID North Korea [PRK GOV] → Russia [RUS GOV] · alleged, denied" in seen.words
    assert "└ denied by Moscow [RUS GOV] and Pyongyang [PRK GOV] (“denied”)" in seen.words


def test_it_is_self_contained() -> None:
    page = coded_page(summit())
    seen = Seen(page)
    assert not seen.tags & {"script", "link", "img", "iframe"}
    assert "http" not in page
    assert page.startswith("<!doctype html>")


def test_hostile_text_is_only_text() -> None:
    plain, evil = Seen(coded_page(summit())), Seen(coded_page(hostile()))
    assert evil.tags <= plain.tags
    assert evil.attributes <= plain.attributes
    assert "<script>alert(1)</script>" in evil.words
    assert "&amp;" in evil.words
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(coded_page(hostile()))


def test_a_report_without_sentences_or_claims() -> None:
    empty = Coded(document=Document.of("", id="x"), sentences=(), claims=())
    assert "x · 0 claims" in Seen(coded_html(empty)).words
    assert coded_text(empty) == "Coded (x): 0 sentences, 0 claims"


def test_repr() -> None:
    rows = coded_text(summit(), limit=3).splitlines()
    assert rows == [
        "Coded 'Kim hosts Putin' (summit, 2024-06-20): 6 sentences, 8 claims",
        "  1 ● SUPPORT “support for” Kim Jong Un [PRK GOV] → Russia [RUS GOV] · reported · Wed 19 Jun 2024 · Pyongyang",
        "  2 ○ AGREE “sign” leaders · announced",
        "  3 ● ACCUSE “accused” U.S. officials [USA GOV] → North Korea [PRK GOV] · reported",
        "    … and 3 more",
    ]
    assert "\x1b" not in coded_text(hostile())
