import pytest

from sayso.read import OffsetMap, read_html
from sayso.read.html import visible_text
from sayso.read.offsets import align

FIRST = "The leaders of Russia and North Korea met in Pyongyang on Wednesday."
SECOND = "They signed a treaty; Seoul & Washington said that it broke sanctions."
PAGE = f"""<html><head><title>{FIRST}</title></head><body><nav><a href="/">Home</a> <a>Share</a></nav>
<article><h1>Treaty signed</h1><p>{FIRST.replace("North Korea", "<b>North   Korea</b>")}</p><!-- {SECOND} -->
<p>{SECOND.replace("&", "&amp;")}</p><p>{"More was said. " * 20}</p></article><p>Share</p></body></html>"""


def test_a_page_maps_back_to_its_source() -> None:
    text, _, offsets = read_html(PAGE)
    start = text.index("The leaders")
    span = offsets.span_to_source(start, start + len(FIRST))
    assert span is not None
    assert PAGE[slice(*span)] == FIRST.replace("North Korea", "<b>North   Korea</b>")
    seoul = text.index("Seoul")
    assert offsets.to_source(seoul) == PAGE.rindex("Seoul")  # not the one in the comment
    assert offsets.to_source(text.index("&")) is None  # the source has &amp; there


@pytest.mark.parametrize(
    ("page", "visible"),
    [
        ("<p>a</p>", "a"),
        ("<p title='a>b'>c", "c"),
        ('<p title="unclosed>c', "c"),
        ("a<!-- b -->c<!-- d", "ac"),
        ("a<script>b</script>c<style>d", "ac"),
        ("1 < 2 & 3", "1 < 2 & 3"),
        ("&lt;&#8217;&#x2019;&nosuch;", "<’’&nosuch;"),
        ("<header>a</header>", "a"),  # not <head>
    ],
)
def test_visible_text(page: str, visible: str) -> None:
    found, offsets = visible_text(page)
    assert found == visible
    assert len(offsets) == len(found)
    assert all(offset is None or page[offset] == found[j] for j, offset in enumerate(offsets))


def test_what_could_be_two_places_is_none() -> None:
    visible = "Share this. Kim met Putin. Share this."
    offsets: list[int | None] = list(range(len(visible)))
    assert align("Share this.", visible, offsets).to_source(0) is None
    # Beside a line that is certain, there is only one place.
    made = align("Kim met Putin.\nShare this.", visible, offsets)
    assert made.to_source(15) == visible.rindex("Share")


def test_a_changed_line_maps_where_it_did_not_change() -> None:
    visible = "The president of the republic said on Monday that the army had left."
    text = visible.replace("republic", "REPUBLIC")
    made = align(text, visible, list(range(len(visible))))
    assert made.to_source(text.index("army")) == visible.index("army")
    assert made.to_source(text.index("REPUBLIC")) is None


def test_spans() -> None:
    made = OffsetMap(((0, 10, 3), (5, 20, 2)))
    assert made.span_to_source(0, 7) == (10, 22)
    assert made.span_to_source(0, 4) is None
    assert made.span_to_source(2, 2) is None
    assert OffsetMap.identity(3).span_to_source(1, 3) == (1, 3)
