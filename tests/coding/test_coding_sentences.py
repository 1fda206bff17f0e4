"""Plain sentences that the shipped coder has to get right."""

import pytest
from coding_checks import countries, holders, told

from sayso.document import Document

PLAIN = [
    # sentence, type, countries of actors, of recipients
    ("Turkey accused Greece of violating its airspace.", "ACCUSE", {"TUR"}, {"GRC"}),
    ("The United States will send weapons to Ukraine.", "AID", {"USA"}, {"UKR"}),
    ("Egypt and Sudan signed a border treaty on Monday.", "AGREE", {"EGY", "SDN"}, set()),
    ("The French president met the German chancellor in Berlin.", "CONSULT", {"FRA"}, {"DEU"}),  # who is the host there
    ("Thousands of students protested against the government in Santiago.", "PROTEST", {"CHL"}, {"CHL"}),
    ("Police in Kenya arrested an opposition leader on Sunday.", "COERCE", {"KEN"}, {"KEN"}),
    ("The European Union imposed sanctions on Belarus.", "SANCTION", {"IGO"}, {"BLR"}),
    ("Japan condemned North Korea's missile launch.", "ACCUSE", {"JPN"}, {"PRK"}),
    ("Serbia refused to recognise Kosovo.", "REJECT", {"SRB"}, {"XKX"}),
    ("Norway sent humanitarian aid to Sudan.", "AID", {"NOR"}, {"SDN"}),
    ("Morocco thanked Spain for its support.", "SUPPORT", {"MAR"}, {"ESP"}),
    ("U.S. officials accused Iran of arming the rebels.", "ACCUSE", {"USA"}, {"IRN"}),
    ("The Chinese foreign minister will visit Australia next week.", "CONSULT", {"CHN"}, {"AUS"}),
]
NOTHING = [
    "The team won the championship on Saturday.",
    "The central bank raised interest rates.",
    "It was a warm and quiet afternoon in the valley.",
    "",
    " \n\n ",
]


@pytest.fixture
def code(coder):
    return lambda text: coder.code(Document.of(text, published="2024-06-19")).claims


def of_type(claims, kind):
    found = [c for c in claims if c.type == kind]
    assert found, f"no {kind} among:\n{told(claims)}"
    return found


@pytest.mark.parametrize(("sentence", "kind", "actors", "recipients"), PLAIN)
def test_type_and_who_to_whom(code, sentence, kind, actors, recipients):
    claims = code(sentence)
    found = [
        c for c in of_type(claims, kind) if countries(c.actors) == actors and countries(c.recipients) >= recipients
    ]
    assert found, told(claims)


def test_rebels_attack_an_army(code):
    (claim,) = of_type(code("Rebels attacked the army base."), "ASSAULT")
    assert [a.sector for a in claim.actors] == ["REB"]
    assert [a.sector for a in claim.recipients] == ["MIL"]
    assert claim.trigger.text == "attacked"
    assert not claim.aux
    assert not claim.attribution


def test_a_count_and_the_country_where_it_happened(code):
    claim = of_type(code("Gunmen killed 12 soldiers in Mali."), "ASSAULT")[0]
    assert [(n.kind, n.low, n.high) for n in claim.numbers] == [("killed", 12, 12)]
    assert countries(claim.recipients) == {"MLI"}


@pytest.mark.parametrize("sentence", NOTHING)
def test_no_political_event_no_claim(code, sentence):
    assert code(sentence) == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "aux"),
    [
        ("The United States will send weapons to Ukraine.", "AID", "future"),
        ("The Chinese foreign minister will visit Australia next week.", "CONSULT", "future"),
        ("Russia will withdraw its troops from Kherson.", "RETREAT", "future"),
        ("China did not attack Taiwan.", "ASSAULT", "negation"),
    ],
)
def test_what_did_not_or_not_yet_happen(code, sentence, kind, aux):
    assert aux in of_type(code(sentence), kind)[0].aux


def test_plain_past_has_no_auxiliary(code):
    assert of_type(code("Norway sent humanitarian aid to Sudan."), "AID")[0].aux == ()


def test_an_accusation_and_what_is_alleged(code):
    """The accusing is the report's own word; what Iran is accused of is on the word of the officials."""
    claims = code("U.S. officials accused Iran of arming the rebels.")
    assert not of_type(claims, "ACCUSE")[0].attribution
    alleged = [c for c in claims if holders(c) == [("USA", "alleges")]]
    assert alleged, told(claims)
    assert all(countries(c.actors) == {"IRN"} for c in alleged)


def test_what_is_denied_carries_the_denial(code):
    claims = code("Syria denied that its army had shelled the town.")
    assert countries(of_type(claims, "REJECT")[0].actors) == {"SYR"}
    assert holders(of_type(claims, "ASSAULT")[0]) == [("SYR", "denies")]


def test_nobody_named_allegedly(code):
    claim = of_type(code("India allegedly supplied arms to Armenia."), "AID")[0]
    assert holders(claim) == [(None, "alleges")]


@pytest.mark.parametrize(
    ("sentence", "kind", "actor"),
    [
        ("U.S. officials accused Iran of arming the rebels.", "AID", "IRN"),
        ("Israel threatened to attack Iran.", "THREATEN", "ISR"),
        ("Poland deployed troops along its border with Belarus.", "MOBILIZE", "POL"),
    ],
)
def test_types(code, sentence, kind, actor):
    assert any(actor in countries(c.actors) for c in of_type(code(sentence), kind))


def test_who_completes_another_noun_is_no_doer(code):
    claims = code(
        "The talks were marked by missile tests by North Korea and joint exercises involving Japan and Australia."
    )
    drills = [c for c in claims if "exercise" in c.trigger.text]
    assert drills
    assert all("PRK" not in countries(c.actors) for c in drills)
    assert all("JPN" not in countries(c.actors) for c in claims if "test" in c.trigger.text)


MISREAD = [
    # sentence, type and country of the actor that a reader would code
    ("Japan condemned North Korea's missile launch.", "MOBILIZE", "PRK"),  # found as ASSAULT on North Korea
]


@pytest.mark.xfail(strict=False, reason="misread by the present model")
@pytest.mark.parametrize(("sentence", "kind", "actor"), MISREAD)
def test_types_that_are_misread(code, sentence, kind, actor):
    assert any(countries(c.actors) == {actor} for c in of_type(code(sentence), kind))


@pytest.mark.parametrize(
    "sentence",
    ["Both Moscow and Pyongyang deny any arms transfer.", "Russia and North Korea have both denied the transfers."],
)
def test_what_is_denied_outright_is_told_by_those_who_deny(code, sentence):
    transfers = [c for c in code(sentence) if "transfer" in c.trigger.text]
    assert {holder for c in transfers for holder in holders(c)} == {("RUS", "denies"), ("PRK", "denies")}
    assert all("negation" not in c.aux for c in transfers)
