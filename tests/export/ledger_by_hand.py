"""A small ledger written straight into its tables, so that exports are tested apart from how it is settled."""

import datetime
from typing import Any

from sayso.store import Store

PLEDGE, SUPPLY, VISIT = "e-1-pledge", "e-2-supply", "e-3-visit"
DAY = datetime.date(2024, 6, 19)
PUBLISHED = datetime.date(2024, 6, 20)


def fill(store: Store) -> None:
    """Three events over the claims of the two reports; ids of claims are looked up by their words."""
    connection = store.view().cursor()

    def claims(trigger: str) -> list[tuple[str, str, str]]:
        query = "SELECT id, document, standing FROM current_claims WHERE trigger_text = ? ORDER BY document DESC"
        return connection.execute(query, [trigger]).fetchall()

    def add(table: str, **row: Any) -> None:
        marks = ", ".join("?" for _ in row)
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", list(row.values()))

    def event(id: str, *triggers: str, **fields: Any) -> None:
        told = [each for trigger in triggers for each in claims(trigger)]
        common: dict[str, Any] = {
            "types": [fields["type"]], "modes": [], "contexts": [], "actors": [], "actor_countries": [],
            "actor_sectors": [], "recipients": [], "recipient_countries": [], "recipient_sectors": [], "quad": 1,
            "intensity": 4.0, "claims": len(told), "reports": 2, "origins": 1, "denying_origins": 0, "circular": False,
            "affirmers": [], "deniers": [], "first_published": PUBLISHED, "last_published": PUBLISHED,
            "confidence": 0.9,
        }  # fmt: skip
        add("events", **(common | {"id": id, "anchor": told[0][0]} | fields))
        for claim, document, standing in told:
            add("event_claims", event=id, claim=claim, document=document, published=PUBLISHED, standing=standing)

    event(
        PLEDGE, "pledged full support", type="SUPPORT", status="reported", contexts=["military", "diplomatic"],
        actors=["Kim Jong Un"], actor_countries=["PRK"], actor_sectors=["GOV"],
        recipients=["Vladimir Putin"], recipient_countries=["RUS"], recipient_sectors=["GOV"],
        date_start=DAY, date_end=DAY, date_precision="day", place_name="Pyongyang", place_country="PRK",
        place_geonames=1871859, place_latitude=39.03385, place_longitude=125.75432,
    )  # fmt: skip
    event(
        SUPPLY, "supplying arms", "the supply", type="AID", status="disputed", quad=2, intensity=7.5,
        actors=["North Korea"], actor_countries=["PRK"], actor_sectors=["GOV"],
        recipients=["Russia"], recipient_countries=["RUS"], recipient_sectors=["GOV"],
        origins=1, denying_origins=1, affirmers=["United States (officials)"], deniers=["Russia"],
    )  # fmt: skip
    add("event_numbers", event=SUPPLY, kind="killed", low=12, latest_low=14)
    event(
        VISIT, "visit", type="CONSULT", status="announced", follow_up="open", modes=["visit"],
        actors=["PKK", None], actor_countries=["TUR", None], actor_sectors=["REB", None],
    )  # fmt: skip
    add("settlings", id=1, finished=datetime.datetime(2024, 6, 21), rules="test", rebuilt=True)
