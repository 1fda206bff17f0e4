"""The figures of ``sayso evaluate``: counted by hand on small cases, and against claims/score.py where it is there."""

import importlib.util
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from sayso.claim import Claim
from sayso.document import Document
from sayso.evaluate.claims import measure_claims
from sayso.evaluate.figures import Measured, Tally, f1, share
from sayso.evaluate.matching import matched, readings
from sayso.evaluate.places import kilometres
from sayso.export.jsonl import claim_record

SHARED = Path(__file__).resolve().parents[3] / "shared" / "claims"


def value(measured: Measured, name: str) -> float:
    return next(f.value for f in measured.figures if f.measure == name)


def test_f1_and_its_interval() -> None:
    units = [Counter(tp=3, fn=1), Counter(tp=1, fp=2)] * 20
    figure = Tally(units).figure("F1", f1("tp", "fp", "fn"), of=["tp", "fn"])
    assert figure.value == pytest.approx(8 / 11)
    assert figure.of == 100
    assert figure.low < figure.value < figure.high
    assert figure == Tally(units).figure("F1", f1("tp", "fp", "fn"), of=["tp", "fn"])  # the same draws each time


def test_nothing_counted_is_zero() -> None:
    assert Tally([Counter(a=1)]).figure("x", share("b", "c"), of=["c"]).value == 0.0


def test_a_degree_of_latitude() -> None:
    assert kilometres((50.0, 10.0), (51.0, 10.0)) == pytest.approx(111.2, abs=0.1)


def gold(kind: str, actor: str, *, core: bool = True, trigger: str = "said") -> dict[str, Any]:
    actors = [{"text": actor, "name": None, "country": actor, "sector": "GOV"}]
    return {"type": kind, "actors": actors, "recipients": [], "trigger": trigger, "aux": [], "attribution": [],
            "core": core, "date": None, "place": None}  # fmt: skip


def coded(kind: str, actor: str) -> dict[str, Any]:
    return {**gold(kind, actor), "event": {"type": kind}, "trigger": {"text": "said"}, "confidence": 0.9}


def test_a_match_is_one_to_one_and_prefers_the_right_dyad() -> None:
    pairs = matched([gold("AID", "RUS"), gold("AID", "USA")], [coded("AID", "USA"), coded("AID", "USA")])
    assert sorted(pairs) == [(0, 1, False), (1, 0, True)] or sorted(pairs) == [(0, 0, False), (1, 1, True)]
    assert matched([gold("AID", "RUS")], [coded("ACCUSE", "RUS")]) == []


def test_a_second_reading_finds_the_core_claim() -> None:
    assert readings([gold("RETREAT", "USA"), gold("CONCEDE", "USA", core=False)]) == [0, 0]
    assert readings([gold("RETREAT", "USA"), gold("CONCEDE", "RUS", core=False)]) == [0, None]


@pytest.mark.slow
def test_the_same_figures_as_score_py(coder: Any) -> None:
    if not SHARED.is_dir():
        pytest.skip("claims/ is not here: figures are checked against its score.py where it is")
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    documents = [json.loads(p.read_text("utf-8")) for p in sorted((SHARED / "dev").glob("*.json"))[:3]]
    claims: dict[str, tuple[Claim, ...]] = {}
    for d in documents:
        document = Document.of(d["text"], id=d["doc_id"], published=d["published"] or None)
        claims[d["doc_id"]] = coder.code(document).claims
    ours = measure_claims(documents, claims)
    result, _ = theirs.score(documents, [claim_record(c) for row in claims.values() for c in row])
    for kind in ("typed", "dyad"):
        for name in ("precision", "recall"):
            assert value(ours, f"{kind} {name}") == pytest.approx(result[kind][name], abs=1e-4)
    for name in ("aux", "attribution"):
        assert value(ours, f"{name} F1 on matches") == pytest.approx(result[name]["f1"], abs=1e-4)
