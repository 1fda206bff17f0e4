"""Days and places that the report as a whole tells: the sentence before, and where its violence is."""

import pytest

from sayso.document import Document
from sayso.draft import Draft
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver
from sayso.span import Span


@pytest.fixture(scope="module")
def resolve():
    parser, resolver = Parser(), Resolver(Knowledge.load())

    def run(text, *events):
        """The claims of a report of 20 June 2024, each event as (type, trigger, fields with words for spans)."""
        parsed = parser.parse(Document.of(text, published="2024-06-20"))
        drafts = []
        for event_type, trigger, fields in events:
            at = locate(text, trigger)
            given = {name: spans(text, words) for name, words in fields.items()}
            drafts.append(Draft(sentence=parsed.sentence_at(at.start), trigger=at, type=event_type, **given))
        return resolver.resolve(parsed, drafts)

    return run


def locate(text, words):
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def spans(text, words):
    if isinstance(words, str):
        return locate(text, words)
    return tuple(locate(text, each) if each in text else each for each in words)


BOMB = "A bomb killed two soldiers near the town on Monday. Five others were wounded in the blast."


def test_a_sentence_that_goes_on_has_the_day_of_the_one_before(resolve):
    killed, wounded = resolve(BOMB, ("ASSAULT", "killed", {"when": "on Monday"}), ("ASSAULT", "wounded", {}))
    assert wounded.when.start == killed.when.start
    assert wounded.when.start.isoformat() == "2024-06-17"
    assert wounded.when.reason.startswith("goes on from the sentence before")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (BOMB, ("ASSAULT", "killed", {"when": "on Monday"}), ("AID", "wounded", {})),
        (BOMB, ("ASSAULT", "killed", {"when": "on Monday"}), ("ASSAULT", "wounded", {"aux": ("negation",)})),
        (
            "A bomb killed two soldiers last year. Five others were wounded in a blast.",
            ("ASSAULT", "killed", {"when": "last year"}),
            ("ASSAULT", "wounded", {}),
        ),
        (
            "A bomb killed two soldiers on Monday. Five others were wounded. Police said that a mine hurt one.",
            ("ASSAULT", "killed", {"when": "on Monday"}),
            ("ASSAULT", "hurt", {}),
        ),
    ],
    ids=["another type", "another standing", "a year", "not the sentence before"],
)
def test_nothing_else_is_carried_on(resolve, text, first, second):
    _, later = resolve(text, first, second)
    assert later.when is None


def test_a_sentence_with_a_time_of_its_own_gets_none_from_before(resolve):
    text = "A bomb killed two soldiers on Monday. Five others wounded in the blast left hospital on Tuesday."
    killed, wounded = resolve(text, ("ASSAULT", "killed", {"when": "on Monday"}), ("ASSAULT", "wounded", {}))
    assert wounded.when is None or wounded.when.start != killed.when.start


WAR = "Syrian troops shelled a school in Aleppo. Syrian troops fired again. Syria condemned Turkey."


def test_violence_without_a_place_is_where_the_report_puts_what_those_involved_do(resolve):
    shelled, fired, condemned = resolve(
        WAR,
        ("ASSAULT", "shelled", {"actors": ("Syrian troops",), "place": "Aleppo"}),
        ("ASSAULT", "fired", {"actors": ("Syrian troops",)}),
        ("ACCUSE", "condemned", {"actors": ("Syria",), "recipients": ("Turkey",)}),
    )
    assert shelled.place.latitude is not None
    assert (fired.place.name, fired.place.country, fired.place.latitude) == ("Syria", "SYR", None)
    assert fired.place.reason.startswith("guessed")
    assert condemned.place is None


def test_where_somebody_spoke_is_not_where_he_fights(resolve):
    text = "Russian diplomats met in Sochi. Russian troops attacked."
    _, attacked = resolve(
        text,
        ("CONSULT", "met", {"actors": ("Russian diplomats",), "place": "Sochi"}),
        ("ASSAULT", "attacked", {"actors": ("Russian troops",)}),
    )
    assert attacked.place is None


@pytest.mark.parametrize(
    ("text", "event_type", "trigger", "country"),
    [
        ("They spoke of the Syrian war.", "ASSAULT", "war", "SYR"),
        ("They spoke of Syria's long war.", "ASSAULT", "war", "SYR"),
        ("They prepared for the Geneva talks.", "CONSULT", "talks", "CHE"),
        ("Rebels captured Aleppo.", "ASSAULT", "captured", "SYR"),
        ("Rebels resumed the shelling of Aleppo.", "ASSAULT", "shelling", "SYR"),
        ("Troops withdrew from Aleppo.", "RETREAT", "withdrew", "SYR"),
        ("Troops held exercises in Aleppo.", "MOBILIZE", "exercises", "SYR"),
        ("They spoke of the Turkish offensive.", "ASSAULT", "offensive", None),
        ("He lashed out at Turkey.", "ACCUSE", "lashed", None),
        ("He called for a probe of the attack in Aleppo.", "REQUEST", "called", None),
    ],
)
def test_the_words_of_the_event_name_its_place(resolve, text, event_type, trigger, country):
    (claim,) = resolve(text, (event_type, trigger, {}))
    assert (claim.place.country if claim.place else None) == country


@pytest.mark.parametrize(
    ("text", "trigger", "when"),
    [
        ("He resigned on Monday.", "resigned", "2024-06-17"),
        ("They held talks on Monday.", "talks", "2024-06-17"),
        ("On Monday he echoed their defence of the annexation.", "annexation", None),
        ("He was jailed for two years.", "jailed", None),
        # a word that shares its time with the event's
        ("He flew to Cairo for talks on Monday.", "talks", "2024-06-17"),
        ("A truck hit a bus on Monday, killing two.", "killing", "2024-06-17"),
        ("He died on Tuesday after the attack.", "attack", None),
        ("He was killed during a raid last month.", "killed", "2024-05-01"),
        ("The minister said on Monday that rebels had attacked the town.", "attacked", None),
        ("Rebels have shelled the town for two years.", "shelled", "2022-06-20"),
    ],
)
def test_only_a_time_on_the_event_itself_is_the_events(resolve, text, trigger, when):
    (claim,) = resolve(text, ("COERCE", trigger, {}))
    assert (claim.when.start.isoformat() if claim.when else None) == when


def test_a_time_on_the_event_goes_before_one_that_the_model_took_from_elsewhere(resolve):
    text = "The minister said on Monday that he met the envoy on Sunday."
    (met,) = resolve(text, ("CONSULT", "met", {"when": "on Monday"}))
    assert met.when.start.isoformat() == "2024-06-16"


def test_what_its_actor_says_is_done_on_the_day_of_saying_it(resolve):
    text = "The minister said on Monday that the plan was a disgrace."
    (claim,) = resolve(text, ("ACCUSE", "disgrace", {"actors": ("The minister",)}))
    assert claim.when.start.isoformat() == "2024-06-17"


def test_the_time_of_a_past_tense_verb_is_not_ahead(resolve):
    text = "He left the campaign on Wednesday to meet the president."
    (met,) = resolve(text, ("CONSULT", "meet", {"when": "on Wednesday", "aux": ("future",)}))
    assert met.when.start.isoformat() == "2024-06-19"


def test_what_the_same_actor_goes_on_to_do_has_the_day_of_the_sentence_before(resolve):
    text = "Vladimir Putin praised Kenya on Monday. Putin warned Uganda."
    _, warned = resolve(
        text,
        ("SUPPORT", "praised", {"actors": ("Vladimir Putin",), "when": "on Monday"}),
        ("THREATEN", "warned", {"actors": ("Putin",)}),
    )
    assert warned.when.start.isoformat() == "2024-06-17"
    assert warned.when.reason.startswith("goes on from the sentence before")
    text = "Vladimir Putin praised Kenya on Monday. Putin has warned Uganda."
    _, warned = resolve(
        text,
        ("SUPPORT", "praised", {"actors": ("Vladimir Putin",), "when": "on Monday"}),
        ("THREATEN", "warned", {"actors": ("Putin",)}),
    )
    assert warned.when is None


def test_a_time_is_counted_from_the_one_that_the_report_named_last(resolve):
    text = "The talks opened on 10 June. Three days later rebels attacked."
    (attacked,) = resolve(text, ("ASSAULT", "attacked", {"when": "Three days later"}))
    assert attacked.when.start.isoformat() == "2024-06-13"


def test_a_time_told_by_the_event_lies_at_its_beginning(resolve):
    text = "Five years after war broke out there, little was left."
    (claim,) = resolve(text, ("ASSAULT", "broke out", {"when": "Five years after"}))
    assert (claim.when.start.isoformat(), claim.when.precision) == ("2019-01-01", "year")


def test_a_body_that_some_town_is_called_like_is_no_place(resolve):
    (claim,) = resolve("They met at the OAS in Washington.", ("CONSULT", "met", {"place": "OAS"}))
    assert claim.place is None or claim.place.country == "USA"
