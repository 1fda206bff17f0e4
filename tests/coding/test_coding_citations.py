"""Citations: the triple that a sentence tells, and quotations that run over several sentences."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso import models
from sayso.coding.citations import citations, completed
from sayso.coding.model import Model
from sayso.coding.pieces import Setting
from sayso.span import Span


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(models.path("coder"))


def test_who_says_what(model: Model) -> None:
    text = "The minister said on Friday that talks with the rebels had failed."
    (found,) = citations(model, text, [(0, len(text))])
    assert [s.text for s in found.source] == ["The minister"]
    assert "said" in found.cue[0].text
    assert found.content[0].text.endswith("talks with the rebels had failed")


def test_a_quotation_goes_on(model: Model) -> None:
    text = "“We will not negotiate,” the minister said. “They broke the truce. We shall answer.”"
    first, second = text.index("“They"), text.index("We shall")
    settings = [Setting(datetime.date(2016, 9, 12), 3 + n) for n in range(3)]
    found = citations(model, text, [(0, first), (first, second), (second, len(text))], settings)
    assert found[0].content[0].text == "“We will not negotiate,”"


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        ("He said: “Nobody came.", "“Nobody came. We waited.”"),  # its end stands in the next sentence
        ("Nobody", "Nobody"),  # it ends before its sentence does
    ],
)
def test_completed(said: str, whole: str) -> None:
    text = "He said: “Nobody came. We waited.” Then he left."
    at = text.index("“Nobody") if said != "Nobody" else text.index("Nobody")
    span = Span.of(text, at, text.index(" We") if said != "Nobody" else at + len("Nobody"))
    quotation = (text.index("“"), text.index("”") + 1)
    assert completed(text, span, (0, text.index(" We")), [quotation]).text == whole


def test_completed_backwards() -> None:
    text = "“Nobody came. We waited,” he said."
    at = text.index("We")
    span = Span.of(text, at, text.index("”"))
    assert completed(text, span, (at, len(text)), [(0, text.index("”") + 1)]).start == 0


@given(st.text("ab. “”", min_size=4, max_size=40), st.data())
def test_what_is_completed_holds_the_span(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4, unique=True)))
    sentence, span = (cuts[0], cuts[3]), Span.of(text, cuts[1], cuts[2])
    first, past = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)))
    whole = completed(text, span, sentence, [(first, past)])
    assert whole.start <= span.start
    assert span.end <= whole.end
    assert whole.start in (span.start, first)
    assert whole.end in (span.end, past)
