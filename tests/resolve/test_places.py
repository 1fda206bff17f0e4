"""Place names of whole small reports: which of several places of a name is meant, and when none is said."""

import pytest

from sayso.document import Document
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver
from sayso.resolve.places import Places
from sayso.resolve.scene import Scene
from sayso.span import Span


@pytest.fixture(scope="module")
def resolver() -> Resolver:
    return Resolver(Knowledge.load())


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def locate(resolver, parser):
    """The places that the given words of a text mean, their spans being given."""

    def run(text, *words, **about):
        spans = [Span.of(text, text.index(w), text.index(w) + len(w)) for w in words]
        return resolver.places(parser.parse(Document.of(text, **about)), spans)

    return run


@pytest.fixture(scope="module")
def resolve(resolver, parser):
    """The place of some words as the coder resolves it: nothing rather than a guess."""

    def run(text, words):
        parsed = parser.parse(Document.of(text))
        scene = Scene(parsed, resolver._knowledge, resolver._gazetteer, resolver._women)
        return Places(scene).resolve(Span.of(text, text.index(words), text.index(words) + len(words)))

    return run


def point(place):
    return place.latitude and round(place.latitude), place.longitude and round(place.longitude)


ALONE = [
    # words, country, latitude, longitude: in a report that says nothing else
    ("Iran", "IRN", 32, 53),
    ("French", "FRA", 46, 2),
    ("New Jersey", "USA", 40, -74),
    ("New York", "USA", 41, -74),  # the city
    ("Washington", "USA", 39, -77),  # the capital, not the state
    ("Georgia", "GEO", 42, 44),
    ("England", "GBR", 52, -1),
    ("Scottish", "GBR", 56, -4),
    ("Europe", None, 49, 9),
    ("the Middle East", None, 33, 36),
    ("Oaxaca State", "MEX", 17, -96),
    ("northern Iraq", "IRQ", 33, 44),
    ("Idlib province", "SYR", 36, 37),
    ("Kremlin", "RUS", 56, 38),
    ("the Mediterranean", None, 35, 20),
    ("Paris", "FRA", 49, 2),
    ("Soviet Union", "SUN", 60, 100),
    ("Korea", "KOR", 36, 128),
    ("Quebec City", "CAN", 47, -71),
]


@pytest.mark.parametrize(("words", "country", "latitude", "longitude"), ALONE, ids=[row[0] for row in ALONE])
def test_alone(locate, words, country, latitude, longitude):
    (place,) = locate(f"Little is known of {words} so far.", words)
    assert place.country == country
    assert place.latitude == pytest.approx(latitude, abs=1)
    assert place.longitude == pytest.approx(longitude, abs=1)
    assert place.reason


@pytest.mark.parametrize(
    ("text", "words", "latitude", "longitude"),
    [
        ("A man was shot in Paris, Texas, on Monday.", "Paris", 34, -96),
        ("It happened in Gainesville, Va., last week.", "Gainesville", 39, -78),
        ("She moved to Georgia from Alabama; Atlanta and Savannah grow.", "Georgia", 33, -84),
        ("Tbilisi protests spread over Georgia, near Russia.", "Georgia", 42, 44),
        ("Seattle and Spokane are the largest cities of Washington.", "Washington", 47, -121),
        ("Police in Birmingham, Alabama, and Mobile said so. Birmingham was quiet.", "Birmingham", 34, -87),
        ("North Korea fired. The Korean coast was closed; Pyongyang and North Korea kept silent.", "Korean", 40, 127),
        ("Riverdale is in Morris County, New Jersey.", "Riverdale", 41, -74),
    ],
)  # fmt: skip
def test_by_what_else_the_report_names(locate, text, words, latitude, longitude):
    (place,) = locate(text, words)
    assert place.latitude == pytest.approx(latitude, abs=1)
    assert place.longitude == pytest.approx(longitude, abs=1)


def test_all_mentions_of_a_name_share_what_stands_beside_one(locate):
    text = "Columbus won. The game was in Columbus, Ohio."
    first, ohio = locate(text, "Columbus", "Ohio")
    assert point(first) == (40, -83)
    assert ohio.country == "USA"


def test_what_no_table_has_takes_the_place_beside_it_as_a_guess(locate):
    text = "The Third Quibblers' Church in Saskatoon burnt down. Canada mourns."
    church, city = locate(text, "Third Quibblers' Church", "Saskatoon")
    assert (church.latitude, church.longitude) == (city.latitude, city.longitude)
    assert church.reason.startswith("guessed")
    assert church.geonames is None
    assert not city.reason.startswith("guessed")


def test_a_body_of_the_state_stands_in_the_capital(locate):
    (place,) = locate("The Knesset voted.", "Knesset")
    assert (place.country, point(place)) == ("ISR", (32, 35))


def test_an_embassy_is_not_in_the_country_that_it_is_of(locate):
    text = "The British Embassy was stormed in Tehran."
    embassy, _ = locate(text, "British Embassy", "Tehran")
    assert embassy.country == "IRN"


def test_the_home_of_the_publisher_comes_last(locate):
    text = "Fire broke out in Hamilton."
    assert locate(text, "Hamilton")[0].country == "CAN"
    assert locate(text, "Hamilton", url="https://www.nzherald.co.nz/news/1")[0].country in ("NZL", "CAN")
    beside = "Fire broke out in Hamilton, Ontario."
    assert locate(beside, "Hamilton", url="https://www.nzherald.co.nz/news/1")[0].country == "CAN"


def test_coding_does_not_guess_a_point(resolve):
    place = resolve("Shells hit the Quibbler school in Homs.", "the Quibbler school")
    assert place.latitude is None
    village = resolve("They met in Republic on Monday.", "Republic")  # five towns of that name in the United States
    assert (village.latitude, village.geonames) == (None, None)


def test_places_in_two_countries_are_in_the_first_without_a_point(resolve):
    place = resolve("It burnt along the border between Iraq and Syria for days.", "the border between Iraq and Syria")
    assert (place.country, place.latitude, place.geonames) == ("IRQ", None, None)
    assert "first of the countries" in place.reason


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Iran protested. They were held in Syrian displacement camps.", "Syrian displacement camps", "SYR"),
        ("Iran protested. They met in the Saudi capital.", "the Saudi capital", "SAU"),
        ("Iran protested. A Russian base in Homs was hit.", "A Russian base", "SYR"),  # Russia’s, and not in it
        ("Nepal gave way to protesters in the southeast of the country.", "the southeast of the country", "NPL"),
    ],
)
def test_a_place_without_a_name_is_where_its_phrase_or_the_report_has_it(resolve, text, words, country):
    place = resolve(text, words)
    assert (place.country, place.latitude) == (country, None)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("the Golan Heights", "SYR"),
        ("the Golan", "SYR"),
        ("the Jordan Valley", "PSE"),
        ("the West Bank", "PSE"),
    ],
)
def test_a_disputed_region_is_in_the_country_that_the_knowledge_base_gives_it(locate, words, country):
    (place,) = locate(f"Israel will annex {words}, its prime minister said.", words)
    assert place.country == country
