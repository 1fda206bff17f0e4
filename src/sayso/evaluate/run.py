"""A whole evaluation: which data, which model, one measured kind after the other."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from sayso import models
from sayso.coding import Coder
from sayso.coding.model import Model
from sayso.corpus.annotations import HeldOut, document_of, event_documents, json_lines
from sayso.corpus.attributions import attribution_documents
from sayso.corpus.pairs import plv_pairs
from sayso.evaluate.attribution import measure_attribution
from sayso.evaluate.claims import measure_claims
from sayso.evaluate.figures import Measured
from sayso.evaluate.naming import measure_naming
from sayso.evaluate.pairs import measure_pairs
from sayso.evaluate.places import measure_places
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver


class Data(msgspec.Struct, frozen=True, kw_only=True):
    """What to measure on; what is ``None`` is not measured. ``held_out`` leaves only what it names."""

    claims: Path | None = None
    pairs: Path | None = None
    attribution: Path | None = None
    naming: Path | None = None
    places: Path | None = None
    held_out: Path | None = None


def measure(
    data: Data, *, model: Path | None = None, threshold: float | None = None, spacy_model: str | None = None
) -> Iterator[Measured]:
    """The figures of each kind that there is data for; raises ``ReadError`` and ``ModelError``."""
    held = HeldOut.load(data.held_out) if data.held_out else None
    if data.claims:
        gold = [d for d in event_documents([data.claims]) if held is None or d["doc_id"] in held.documents]
        coder = Coder(model=model, threshold=threshold, spacy_model=spacy_model)
        coded = {c.document.id: c.claims for c in coder.pipe(map(document_of, gold))}
        yield measure_claims(gold, coded)
    network = Model(model or models.path("coder")) if data.pairs or data.attribution else None
    if data.pairs and network:
        yield measure_pairs(network, [p for n, p in plv_pairs(data.pairs) if held is None or n in held.pairs])
    if data.attribution and network:
        yield measure_attribution(network, attribution_documents(data.attribution, Parser(spacy_model)))
    if data.naming:
        gold = [d for d in event_documents([data.naming]) if held is None or d["doc_id"] in held.documents]
        yield measure_naming(Resolver(Knowledge.load()), Parser(spacy_model), gold)
    if data.places:
        yield measure_places(Resolver(Knowledge.load()), Parser(spacy_model), json_lines(data.places))
