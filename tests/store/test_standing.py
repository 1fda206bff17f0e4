"""The rule of how an event stands is the same in Python and in the view."""

import itertools
from pathlib import Path
from typing import get_args

from store_examples import TEXT, claim, report, sentences

from sayso.claim import Auxiliary
from sayso.coded import Coded
from sayso.document import Document
from sayso.link import Link, Stance
from sayso.store import ClaimFilter, Standing, Store, standing


def test_examples() -> None:
    words = ["reported", "reported", "alleged", "denied", "hypothetical"]
    assert [standing(claim) for claim in report().claims] == words


def test_every_combination_in_sql_as_in_python(tmp_path: Path) -> None:
    claims = []
    for aux_count, stance_count in itertools.product(range(3), range(3)):
        for aux in itertools.combinations(get_args(Auxiliary), aux_count):
            for stances in itertools.combinations(get_args(Stance), stance_count):
                links = tuple(Link(holder=None, stance=stance) for stance in stances)
                claims.append(claim("x", 0, "pledged", "AID", aux=aux, attribution=links))
    with Store.open(tmp_path / "db.duckdb") as store:
        with store.writer() as writer:
            writer.add(Coded(document=Document.of(TEXT, id="x"), sentences=sentences(), claims=tuple(claims)))
        view = store.view()
        by_id = dict(view.sql("SELECT id, standing FROM current_claims").rows)
        filtered = {c.id: word for word in get_args(Standing) for c in view.claims(ClaimFilter(standing=(word,)))}
    assert by_id == {made.id: standing(made) for made in claims}
    assert set(by_id.values()) == set(get_args(Standing))
    assert filtered == by_id
