import html
import json
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sayso.read import OffsetMap, read_html
from sayso.read.html import visible_text
from sayso.read.offsets import align
from sayso.read.text import split_head

PROSE = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\r\t"), min_size=1)
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(PROSE.filter(lambda text: text.strip() and not text.startswith("\ufeff")))
def test_text_files_come_back_verbatim(make_corpus, text: str) -> None:
    corpus = make_corpus()
    corpus.write("a.txt", text)
    (doc,) = corpus.documents()
    assert doc.text == split_head(text)[1]


@SLOW
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip), unique=True))
def test_json_lines_come_back(make_corpus, texts: list[str]) -> None:
    corpus = make_corpus()
    lines = [json.dumps({"text": text}, ensure_ascii=number % 2 == 0) for number, text in enumerate(texts)]
    corpus.write("a.jsonl", "\n".join([*lines, '{"text": "last"}']))
    assert [doc.text for doc in corpus.documents()][: len(texts)] == texts


@given(st.lists(st.none() | st.integers(0, 50)))
def test_offset_maps_hold_what_they_were_made_of(offsets: list[int | None]) -> None:
    made = OffsetMap.of(offsets)
    assert [made.to_source(position) for position in range(len(offsets))] == offsets
    assert made.to_source(-1) is None
    assert made.to_source(len(offsets)) is None


WORDS = st.lists(
    st.sampled_from(["Kim", "met", "Putin", "&", "<b>", "in", "a", "café", "\u00a0", "\n", "treaty."]), max_size=60
)


@given(WORDS, WORDS, WORDS)
def test_aligned_characters_are_the_same(before: list[str], report: list[str], after: list[str]) -> None:
    page = f"<nav>{html.escape(' '.join(before))}</nav><p>{html.escape(' '.join(report))}<i>x</i> {' '.join(after)}"
    text = "\n".join([" ".join(report), " ".join(after)])
    visible, offsets = visible_text(page)
    made = align(text, visible, offsets)
    for position, character in enumerate(text):
        offset = made.to_source(position)
        assert offset is None or page[offset] == character
    assert all(one[0] + one[2] <= two[0] for one, two in pairwise(made.runs))


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Kim &amp; Putin", "“signed”", "<b>a treaty</b>", "caf&eacute;", "on Wednesday."]), min_size=30
    )
)
def test_pages_map_back(words: list[str]) -> None:
    page = f"<html><body><div>Menu</div><article><p>The leaders met. {' '.join(words)}</p></article></body></html>"
    text, _, offsets = read_html(page)
    for position, character in enumerate(text):
        offset = offsets.to_source(position)
        assert offset is None or page[offset] == character
    assert offsets.to_source(0) == page.index("The leaders")
