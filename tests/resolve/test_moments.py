"""Which of the times that a sentence names is an event's, where the coder marks none or a wrong one."""

import pytest

from sayso.document import Document
from sayso.draft import Draft
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver
from sayso.resolve.weighing import Weighing
from sayso.span import Span


@pytest.fixture(scope="module")
def parser():
    return Parser()


@pytest.fixture(scope="module")
def days(parser):
    resolver = Resolver(Knowledge.load())

    def run(text, *events):
        """The first days of the events of a report of 20 June 2024, each event as (type, trigger, marked words)."""
        parsed = parser.parse(Document.of(text, published="2024-06-20"))
        drafts = [
            Draft(sentence=parsed.sentence_at(text.index(words)), trigger=locate(text, words), type=kind,
                  when=locate(text, marked) if marked else None)
            for kind, words, marked in events
        ]  # fmt: skip
        claims = resolver.resolve(parsed, drafts)
        return [claim.when.start.isoformat() if claim.when else None for claim in claims]

    return run


def locate(text, words):
    start = text.index(words)
    return Span.of(text, start, start + len(words))


SHARED = [
    ("Farmers blocked the port on Monday and burned two customs posts.", ("ASSAULT", "burned"), "2024-06-17"),
    (
        "On Sunday the rebels persuaded the government to hold back from an offensive on the valley.",
        ("ASSAULT", "offensive"),
        "2024-06-16",
    ),
    (
        "The president recalled the ambassador on Monday, accusing Lima of spying.",
        ("ACCUSE", "accusing"),
        "2024-06-17",
    ),
    ("On Monday police stormed the hall, seized papers and arrested nine.", ("COERCE", "arrested"), "2024-06-17"),
]


@pytest.mark.parametrize(("text", "event", "day"), SHARED)
def test_events_of_one_clause_share_its_time(days, text, event, day):
    assert days(text, (*event, None)) == [day]


OTHERS = [
    ("The minister said on Monday that the army had shelled the village.", ("ASSAULT", "shelled")),
    ("The minister, who had condemned the coup, resigned on Tuesday.", ("ACCUSE", "condemned")),
    ("On Tuesday the two sides, after months of fighting, signed the accord.", ("ASSAULT", "fighting")),
]


@pytest.mark.parametrize(("text", "event"), OTHERS)
def test_a_time_far_from_an_event_is_not_its_own(days, text, event):
    assert days(text, (*event, None)) == [None]


# Of whom something was done before: the clause's time is that of what they do now, or of what is done to them.
BEFORE = [
    ("Five others wounded in the blast left hospital on Tuesday.", "wounded", "on Tuesday"),
    ("On Monday a journalist jailed for libel went on hunger strike.", "jailed", "On Monday"),
]


@pytest.mark.parametrize("marked", [False, True])
@pytest.mark.parametrize(("text", "words", "time"), BEFORE)
def test_the_time_of_a_clause_is_not_that_of_a_participle_of_its_subject(days, text, words, time, marked):
    assert days(text, ("ASSAULT", words, time if marked else None)) == [None]


AT_ONCE = [
    ("The men arrested on Monday were charged with theft.", "arrested", "2024-06-17"),
    ("Protesters blocking the road threw stones on Tuesday.", "blocking", "2024-06-18"),
    ("Two boys were wounded when shells hit the town on Tuesday.", "wounded", "2024-06-18"),
]


@pytest.mark.parametrize(("text", "words", "day"), AT_ONCE)
def test_its_own_time_is_and_what_they_are_doing_is_done_then(days, text, words, day):
    assert days(text, ("ASSAULT", words, None)) == [day]


@pytest.mark.parametrize(("bias", "believed"), [(-5.0, False), (-1.0, True)])
def test_a_mark_on_a_time_that_is_hardly_the_event_s_is_not_believed(parser, bias, believed):
    text = "After weeks of battles the last quarters fell to the rebels on Tuesday."
    parsed = parser.parse(Document.of(text, published="2024-06-20"))
    draft = Draft(sentence=0, trigger=locate(text, "battles"), type="ASSAULT", when=locate(text, "on Tuesday"))
    resolver = Resolver(Knowledge.load(), Weighing(bias=bias))
    assert (resolver.resolve(parsed, [draft])[0].when is not None) is believed


def test_a_day_counted_in_apposition_counts_from_the_day_before_the_comma(days):
    text = "The envoy was expelled on Wednesday, a day after he criticised the king."
    assert days(text, ("COERCE", "expelled", None), ("ACCUSE", "criticised", "a day after")) == [
        "2024-06-19",
        "2024-06-18",
    ]


def test_a_report_without_a_day_has_the_times_of_the_calendar_alone(parser):
    text = "Rebels seized the port in March 2011 and the airport on Monday."
    parsed = parser.parse(Document.of(text))
    drafts = [Draft(sentence=0, trigger=locate(text, "seized"), type="ASSAULT")]
    when = Resolver(Knowledge.load()).resolve(parsed, drafts)[0].when
    assert when is not None
    assert when.start.isoformat() == "2011-03-01"


def test_where_nothing_was_learned_nothing_is_given(parser):
    text = "Rebels seized the port on Monday."
    parsed = parser.parse(Document.of(text, published="2024-06-20"))
    resolver = Resolver(Knowledge.load(), Weighing(least=2.0))
    drafts = [Draft(sentence=0, trigger=locate(text, "seized"), type="ASSAULT")]
    assert resolver.resolve(parsed, drafts)[0].when is None
    assert [str(p.when.start) for p in resolver.moments(parsed, drafts).possible(drafts[0])] == ["2024-06-17"]
