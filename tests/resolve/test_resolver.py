"""Drafts → claims: whom, when and where the words of small reports mean."""

import pytest

from sayso.claim import claim_id
from sayso.document import Document
from sayso.draft import Draft, DraftLink
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver
from sayso.span import Span


@pytest.fixture(scope="module")
def resolve():
    parser, resolver = Parser(), Resolver(Knowledge.load())

    def run(text, mention, *, trigger=None, published="2024-06-20", occurrence=1, **fields):
        """The claim whose only actor is the given words of the text, at their n-th occurrence."""
        parsed = parser.parse(Document.of(text, published=published))
        span = locate(text, mention, occurrence)
        at = locate(text, trigger) if trigger else span
        draft = Draft(sentence=parsed.sentence_at(at.start), trigger=at, type="CONSULT", actors=(span,), **fields)
        (claim,) = resolver.resolve(parsed, [draft])
        return claim

    return run


def locate(text, words, occurrence=1):
    start = -1
    for _ in range(occurrence):
        start = text.index(words, start + 1)
    return Span.of(text, start, start + len(words))


NAMED = [
    # text, mention, [(name, country, sector)]
    ("North Korean leader Kim Jong Un spoke.", "North Korean leader Kim Jong Un", [("Kim Jong Un", "PRK", "GOV")]),
    # whence people are whom no table knows
    (
        "In Syria a man died. Oliver Hallow, 24, from Portsmouth, was in Syria. Syria mourned Hallow.",
        "Hallow",
        [("Oliver Hallow", "GBR", "CVL")],
    ),
    (
        "A British man died in Syria. Jac Hollis was killed near Raqqa in Syria.",
        "Jac Hollis",
        [("Jac Hollis", "GBR", "CVL")],
    ),
    (
        "Jac Hollis, a British man, went to Syria. He told his mother, Sharon Hollins, of Syria and of Raqqa in Syria.",
        "his mother, Sharon Hollins",
        [("Sharon Hollins", "GBR", "CVL")],
    ),
    (
        "Syrian troops left Syria. Mark Kettle spoke in Syria to a British paper.",
        "Mark Kettle",
        [("Mark Kettle", "GBR", "CVL")],
    ),
    (
        "Mark Kettle, the co-chair of the Turkana Solidarity Network, spoke in Kenya.",  # not of Poland's Solidarity
        "Mark Kettle",
        [("Mark Kettle", "KEN", "NGO")],
    ),
    ("Joan Bellows, who is a Kenyan lawmaker, spoke.", "Joan Bellows", [("Joan Bellows", "KEN", "LEG")]),
    # whose people they are
    ("Syrians fled to Lebanon. Lebanon fears that refugees stay in Lebanon.", "refugees", [(None, "SYR", "REF")]),
    ("Muslims protested in Kenya.", "Muslims", [(None, None, "CVL")]),
    ("Nobody in Kenya blamed anyone.", "anyone", [(None, None, None)]),
    ("America's Kurdish allies left Syria.", "America's Kurdish allies", [(None, "SYR", "REB")]),
    ("In Kenya, civil rights activists protested.", "civil rights activists", [(None, "KEN", "CVL")]),
    ("Barack Obama spoke. His aides denied it.", "His aides", [(None, "USA", "ELI")]),
    (
        "Officials of the Democratic National Committee met.",
        "Officials of the Democratic National Committee",
        [(None, "USA", "PTY")],
    ),
    # what stands for a state
    ("Israel fears the Iranian threat.", "the Iranian threat", [(None, "IRN", "GOV")]),
    ("Rebels feared US air power.", "US air power", [(None, "USA", "MIL")]),
    ("Rebels hold the Turkish border.", "the Turkish border", [(None, "TUR", None)]),
    # mentions that were cut short
    ("Kenya met protesters in the southeast of the country.", "protesters in the southeast", [(None, "KEN", "CVL")]),
    ("Kenyan officers praised people who managed to escape in Kenya.", "managed to escape", [(None, "KEN", "CVL")]),
    ("Moscow denied it.", "Moscow", [("Russia", "RUS", "GOV")]),
    ("The United States denied it.", "The United States", [("United States", "USA", "GOV")]),
    ("Syrian troops attacked.", "Syrian troops", [(None, "SYR", "MIL")]),
    ("Syrian rebels attacked.", "Syrian rebels", [(None, "SYR", "REB")]),
    ("They met the Belgian interior minister.", "the Belgian interior minister", [(None, "BEL", "GOV")]),
    ("Russia's ambassador to Turkey spoke.", "Russia's ambassador to Turkey", [(None, "RUS", "GOV")]),
    ("The U.S.-led coalition struck.", "The U.S.-led coalition", [(None, "USA", "MIL")]),
    ("Russian police fired. Later police left.", "police", [(None, "RUS", "COP")]),
    (
        "U.S. and South Korean officials met.",
        "U.S. and South Korean officials",
        [(None, "USA", "GOV"), (None, "KOR", "GOV")],
    ),
    ("Russia and China met.", "Russia and China", [("Russia", "RUS", "GOV"), ("China", "CHN", "GOV")]),
    ("Foreign Minister Sergey Lavrov came. Lavrov left.", "Lavrov", [("Sergei Lavrov", "RUS", "GOV")]),
    ("Tom Harris, a senior UN official, spoke.", "Tom Harris", [("Tom Harris", "IGO", "IGO")]),
    ("John Baker, a spokesman for the Syrian opposition, spoke.", "John Baker", [("John Baker", "SYR", "OPP")]),
    ("John Baker, director of the Lakeside Alliance, spoke.", "John Baker", [("John Baker", None, "NGO")]),
    ("In Kenya, a clique of judges resigned.", "a clique of judges", [(None, "KEN", "JUD")]),
    ("The shelling killed two in Kenya and wounded 40 others.", "40 others", [(None, "KEN", "CVL")]),
    ("In Kenya, aid agencies left.", "aid agencies", [(None, "NGO", "NGO")]),
    ("In Kenya, the foreign minister resigned.", "the foreign minister", [(None, "KEN", "GOV")]),
    ("In Kenya, foreign fighters were caught.", "foreign fighters", [(None, "IMG", "REB")]),
    ("In Kenya, critics wrote songs.", "critics", [(None, None, None)]),
    ("The shelling in Kenya forced 40 families to flee.", "40 families", [(None, "KEN", "REF")]),
    ("Emmanuel Macron's office denied it.", "Emmanuel Macron's office", [(None, "FRA", "GOV")]),
    ("Turkish and Russian jets struck Idlib.", "Turkish", [(None, "TUR", "MIL")]),
    ("In Syria, Turkey fought the Kurds.", "the Kurds", [(None, "SYR", "REB")]),
    ("A woman from Kenya spoke. She left.", "She", [(None, "KEN", "CVL")]),
    ("Vladimir Putin praised Syria and his generals.", "his generals", [(None, "RUS", "MIL")]),
    ("In Guatemala, Pérez Molina spoke.", "Pérez Molina", [("Otto Pérez Molina", "GTM", "ELI")]),
    ("In Kenya, a group of lawyers protested.", "a group of lawyers", [(None, "KEN", "CVL")]),
    ("The environment secretary, Michael Gove, spoke.", "Michael Gove", [("Michael Gove", "GBR", "GOV")]),
    ("Tom Harris of the Lakeside Alliance spoke in Kenya.", "Tom Harris", [("Tom Harris", "KEN", "NGO")]),
    ("Western countries protested in Kenya.", "Western countries", [(None, None, "GOV")]),
    ("Nato troops left Kenya.", "Nato troops", [(None, "IGO", "MIL")]),
    # who fights, and for whom
    ("In Syria, Turkey halted Kurdish expansion.", "Kurdish", [(None, "SYR", "REB")]),
    ("Families fled the Turkish assault.", "Turkish", [(None, "TUR", "MIL")]),
    ("Islamic State lost Mosul in Iraq. The group’s leader spoke.", "The group’s leader", [(None, "IMG", "REB")]),
    ("Boko Haram attacked a school. Two members were caught in Kenya.", "Two members", [(None, "NGA", "REB")]),
    ("Islamic State lost Raqqa in Syria. Fighters hid there.", "Fighters", [(None, "IMG", "REB")]),
    ("Turkish-backed rebels came. The YPG left Syria. Rebels stayed.", "Rebels", [(None, "SYR", "REB")]),
    ("Turkey and the PKK met in Syria. The Kurds left.", "The Kurds", [(None, "SYR", "REB")]),
    # offices and bodies
    (
        "In Iraq, the governor of Basra province, Nawfal Akubi, spoke.",
        "Nawfal Akubi",
        [("Nawfal Akubi", "IRQ", "GOV")],
    ),
    ("Mark Camden, the co-chair of the Lakeside Alliance, spoke.", "Mark Camden", [("Mark Camden", None, "NGO")]),
    (
        "In Kenya, the security council met.",
        "the security council",
        [("United Nations Security Council", "IGO", "IGO")],
    ),
    ("In Kenya, intelligence agencies gave a warning.", "intelligence agencies", [(None, None, "SPY")]),
    ("In Kenya, an inquest was opened.", "an inquest", [(None, "KEN", "JUD")]),
    # whose they are
    ("US envoys saw Assad’s regime. US papers wrote. The regime attacked.", "The regime", [(None, "SYR", "GOV")]),
    ("Refugees from Syria met Russians, many Russians. The refugees left.", "The refugees", [(None, "SYR", "REF")]),
    ("Ethiopian miners marched. They sang. A band played. They left.", "They", [(None, "ETH", "LAB")]),
    ("An Austrian student, activist and journalist left.", "An Austrian student, activist and journalist", None),
]


@pytest.mark.parametrize(("text", "mention", "expected"), NAMED)
def test_named(resolve, text, mention, expected):
    actors = resolve(text, mention, occurrence=text.count(mention)).actors
    if expected is None:
        assert [a.country for a in actors] == ["AUT"]
    else:
        assert [(a.name, a.country, a.sector) for a in actors] == expected
    assert all(a.span.text == mention for a in actors)


def test_who_is_out_of_office_had_it_when_the_event_was(resolve):
    text = "Barack Obama met envoys in 2013. Barack Obama left. Former president Barack Obama met envoys in 2014."
    then = resolve(text, "Barack Obama", trigger="met", published="2018-06-20")
    assert (then.actors[0].sector, then.when.start.year) == ("GOV", 2013)
    assert resolve(text, "Barack Obama", occurrence=2, published="2018-06-20").actors[0].sector == "ELI"
    called = resolve(text, "Former president Barack Obama", trigger="met envoys in 2014", published="2018-06-20")
    assert called.actors[0].sector == "ELI"


def test_moscow_backed_rebels_are_not_russian(resolve):
    (actor,) = resolve("In Syria, Moscow-backed rebels attacked.", "Moscow-backed rebels").actors
    assert (actor.country, actor.sector) == ("SYR", "REB")
    assert "guessed" in actor.reason


def test_office_depends_on_the_day(resolve):
    text = "Andrei Belousov spoke."
    assert resolve(text, "Andrei Belousov", published="2024-06-19").actors[0].role == "defence minister"
    assert resolve(text, "Andrei Belousov", published="2021-06-19").actors[0].role == "first deputy prime minister"


SUMMIT = (
    "North Korean leader Kim Jong Un met Russian President Vladimir Putin in Pyongyang on Wednesday. The leaders spoke "
    "of arms. Putin thanked Kim for his backing. He announced plans that both nations want. Both Koreas armed."
)
STAND_INS = [
    ("The leaders", 1, ["Kim Jong Un", "Vladimir Putin"]),
    ("He", 1, ["Vladimir Putin"]),
    ("both nations", 1, ["North Korea", "Russia"]),
    ("Both Koreas", 1, ["North Korea", "South Korea"]),
]


@pytest.mark.parametrize(("mention", "occurrence", "names"), STAND_INS)
def test_stand_ins(resolve, mention, occurrence, names):
    actors = resolve(SUMMIT, mention, occurrence=occurrence).actors
    assert sorted(a.name for a in actors) == sorted(names)
    assert {a.span for a in actors} == {locate(SUMMIT, mention)}


def test_relative_pronoun_is_its_head(resolve):
    (actor,) = resolve("The soldiers praised Angela Merkel, who visited Israel.", "who").actors
    assert actor.name == "Angela Merkel"


def test_unresolvable_keeps_the_raw_span(resolve):
    (actor,) = resolve("He left.", "He").actors
    assert (actor.name, actor.country, actor.span.text) == (None, None, "He")
    assert actor.reason


def test_when_and_where_are_found_by_the_trigger(resolve):
    claim = resolve(SUMMIT, "Kim Jong Un", trigger="met")
    assert claim.when.start.isoformat() == claim.when.end.isoformat() == "2024-06-19"
    assert claim.when.span.text == "on Wednesday"
    assert (claim.place.name, claim.place.country) == ("Pyongyang", "PRK")
    assert claim.place.latitude == pytest.approx(39.0, abs=0.2)


def test_no_place_rather_than_a_wrong_one(resolve):
    claim = resolve("Kim Jong Un said that troops had died in Ukraine.", "Kim Jong Un", trigger="said")
    assert claim.place is None
    assert claim.when is None


def test_what_the_draft_gives_is_kept(resolve):
    text = "U.S. officials accused Iran of arming rebels in Aleppo last month."
    link = DraftLink(holder=locate(text, "U.S. officials"), stance="alleges", cue=locate(text, "accused"))
    claim = resolve(
        text,
        "Iran",
        trigger="arming",
        attribution=(link,),
        modes=("arms",),
        contexts=("military",),
        place=locate(text, "Aleppo"),
        when=locate(text, "last month"),
    )
    assert (claim.modes, claim.contexts) == (("arms",), ("military",))
    assert claim.attribution[0].holder.country == "USA"
    assert claim.place.country == "SYR"
    assert (claim.when.start.isoformat(), claim.when.precision) == ("2024-05-01", "month")
    assert claim.id == claim_id(claim)


def test_a_missing_publication_day_invents_none(resolve):
    assert resolve(SUMMIT, "Kim Jong Un", trigger="met", published=None).when is None
