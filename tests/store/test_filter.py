"""Each field of a filter, over one small database."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from store_examples import KIM, NORTH_KOREA, PUTIN, TEXT, actor, claim, report, sentences

from sayso.coded import Coded
from sayso.document import Document
from sayso.errors import QueryError
from sayso.store import ClaimFilter, Store, View

DAY = datetime.date

# Report "summit" holds, by trigger: pledged full support (PRK → RUS), accused (USA → PRK), supplying arms (PRK → RUS,
# alleged), the supply (PRK → RUS, denied), visit (PKK, future). Report "other" holds the two below.
TOGETHER = claim("other", 0, "support", "CONSULT", actors=(KIM, PUTIN), confidence=0.4)
AGAINST = claim(
    "other", 0, "pledged", "ACCUSE", actors=(KIM, PUTIN), recipients=(actor("U.S. officials", "USA"),), confidence=0.2
)
JERUSALEM = claim("other", 3, "follow", "CONSULT", actors=(actor("Jerusalem", "ISR"),), confidence=0.3)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with Store.open(tmp_path_factory.mktemp("filter") / "db.duckdb") as store:
        with store.writer() as writer:
            writer.add(report())
            other = Document.of(TEXT, id="other", published="2024-06-18")
            writer.add(Coded(document=other, sentences=sentences(), claims=(TOGETHER, AGAINST, JERUSALEM)))
        yield store.view()


SUMMIT = ["pledged full support", "accused", "supplying arms", "the supply", "visit"]
OTHER = ["support", "pledged", "follow"]


@pytest.mark.parametrize(
    ("fields", "triggers"),
    [
        ({}, OTHER + SUMMIT),
        # parties
        ({"actor": "PRK"}, ["support", "pledged", "pledged full support", "supplying arms", "the supply"]),
        ({"actor": "prk"}, ["support", "pledged", "pledged full support", "supplying arms", "the supply"]),
        ({"actor": "prk-kim-jong-un"}, ["support", "pledged", "pledged full support"]),
        ({"actor": "kim JONG"}, ["support", "pledged", "pledged full support"]),
        ({"actor": "korea"}, ["supplying arms", "the supply"]),
        ({"recipient": "RUS"}, ["pledged full support", "supplying arms", "the supply"]),
        ({"actor": "USA", "recipient": "PRK"}, ["accused"]),
        ({"actor": "PRK", "recipient": "USA"}, ["pledged"]),
        ({"actor": "PKK"}, ["visit"]),  # three capitals: a word of a name
        ({"actor": "USA"}, ["accused"]),  # and not a part of “Jerusalem”
        ({"actor": "jerusa"}, ["follow"]),
        ({"actor": "nobody"}, []),
        # the words of the sentence, in any case, as they are written
        ({"words": "MOSCOW denied"}, ["the supply"]),
        ({"words": "100%"}, []),
        ({"order": "unsure", "limit": 2}, ["pledged", "follow"]),
        # both ways; those who act together are a dyad where nobody has it done to them
        ({"actor": "PRK", "with_": "RUS"}, ["support", "pledged full support", "supplying arms", "the supply"]),
        ({"actor": "RUS", "with_": "PRK"}, ["support", "pledged full support", "supplying arms", "the supply"]),
        ({"actor": "PRK", "with_": "USA"}, ["pledged", "accused"]),
        ({"actor": "PRK", "with_": "PRK"}, []),
        ({"with_": "USA"}, ["pledged", "accused"]),
        ({"actor": "%"}, []),  # no wildcards
        ({"actor": "' OR 1=1 --"}, []),
        # what is said of it
        ({"type": "AID"}, ["supplying arms", "the supply"]),
        ({"type": "aid"}, ["supplying arms", "the supply"]),
        ({"aux": ("future",)}, ["visit"]),
        ({"aux": ("future", "negation")}, []),
        ({"without_aux": ("future",)}, OTHER + SUMMIT[:4]),
        # on whose word
        ({"stance": "asserted"}, [*OTHER, "pledged full support", "accused", "visit"]),
        ({"stance": "alleged"}, ["supplying arms"]),
        ({"stance": "denied"}, ["the supply"]),
        ({"stance": "denies"}, ["the supply"]),
        ({"stance": "doubted"}, []),
        ({"holder": "USA"}, ["supplying arms"]),
        ({"holder": "moscow"}, ["the supply"]),
        # where, when
        ({"place": "PRK"}, ["pledged full support"]),
        ({"place": "pyong"}, ["pledged full support"]),
        ({"since": DAY(2024, 6, 19), "until": DAY(2024, 6, 19)}, ["pledged full support"]),
        ({"since": DAY(2024, 6, 20)}, []),
        ({"until": DAY(2024, 6, 18)}, []),
        ({"published_since": DAY(2024, 6, 19)}, SUMMIT),
        ({"published_until": DAY(2024, 6, 19)}, OTHER),
        ({"document": "other"}, OTHER),
        ({"min_confidence": 0.4}, ["support", *SUMMIT]),
        # order
        ({"standing": ("denied", "alleged")}, ["supplying arms", "the supply"]),
        ({"without_standing": ("reported", "hypothetical")}, ["supplying arms", "the supply"]),
        ({"standing": ("denied",), "without_standing": ("denied",)}, []),
        ({"limit": 2}, OTHER[:2]),
        ({"limit": 0}, []),
        ({"order": "published"}, SUMMIT + OTHER),
        ({"order": "confidence", "document": "other"}, ["support", "follow", "pledged"]),
        ({"order": "date", "limit": 1}, ["pledged full support"]),
    ],
)
def test_filter(view: View, fields: dict[str, Any], triggers: list[str]) -> None:
    wanted = ClaimFilter(**fields)
    assert [found.trigger.text for found in view.claims(wanted)] == triggers
    if wanted.limit is None:
        assert view.count(wanted) == len(triggers)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"type": "CONSULTS"}, "no event type 'CONSULTS'; did you mean CONSULT"),
        ({"aux": ("futur",)}, "no auxiliary 'futur'; did you mean future"),
        ({"stance": "aleged"}, "no stance 'aleged'; did you mean alleged"),
        ({"standing": ("deny",)}, "no standing 'deny'; did you mean denied"),
        ({"order": "size"}, "no order 'size'; there are document, published"),
        ({"actor": " "}, "an empty name matches nobody"),
        ({"limit": -1}, "makes no sense"),
    ],
)
def test_what_does_not_exist_is_said(view: View, fields: dict[str, Any], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        view.claims(ClaimFilter(**fields))


def test_claims_come_back_whole(view: View) -> None:
    assert tuple(view.claims(ClaimFilter(document="summit"))) == report().claims
    assert view.claims(ClaimFilter(document="other")) == [TOGETHER, AGAINST, JERUSALEM]
    assert [a.country for a in view.claims(ClaimFilter(actor="korea"))[0].actors] == [NORTH_KOREA.country]
