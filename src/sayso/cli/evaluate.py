"""``sayso evaluate``: how right sayso is on annotated data of yours."""

# ruff: noqa: PLC0415 - models take seconds to load
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from sayso.cli.options import file_option, model_options
from sayso.cli.output import note
from sayso.errors import QueryError

if TYPE_CHECKING:
    from sayso.evaluate import Measured


@click.command(short_help="Measure against annotated events, pairs, attributions, names, places.")
@click.option("--claims", type=click.Path(exists=True, path_type=Path), metavar="DIR", help="Annotated reports.")
@file_option("--pairs", "Sentences with a pair marked, as PLV has them.")
@file_option("--attribution", "Documents with attributions, as PolNeAR has them.")
@click.option(
    "--naming",
    type=click.Path(exists=True, path_type=Path),
    metavar="FILE",
    help="Annotated reports, a file or a folder: who those are whose words are given.",
)
@file_option("--places", "Documents with toponyms, as GeoWebNews has them.")
@file_option("--held-out", "Only the documents and pairs that this file holds out of training.")
@model_options
@click.option("--json", "as_json", is_flag=True, help="JSON instead of a table.")
def evaluate(
    claims: Path | None,
    pairs: Path | None,
    attribution: Path | None,
    naming: Path | None,
    places: Path | None,
    held_out: Path | None,
    model: Path | None,
    threshold: float | None,
    spacy_model: str | None,
    as_json: bool,
) -> None:
    """Code annotated data and print how right it is, each figure with its 95% interval by bootstrap.

    \b
      sayso evaluate --claims claims/dev
      sayso evaluate --naming build/corpus.jsonl
      sayso evaluate --claims claims/train --held-out corpus/heldout.json --pairs plv/dev.jsonl
    """
    if not any((claims, pairs, attribution, naming, places)):
        raise QueryError(
            "nothing to measure on: name at least one of --claims, --pairs, --attribution, --naming, --places"
        )
    from sayso.evaluate.run import Data, measure
    from sayso.evaluate.table import print_table

    data = Data(claims=claims, pairs=pairs, attribution=attribution, naming=naming, places=places, held_out=held_out)
    found: list[Measured] = []
    for measured in _noted(measure(data, model=model, threshold=threshold, spacy_model=spacy_model)):
        found.append(measured)
    if as_json:
        click.echo(msgspec.json.encode(found))
    else:
        print_table(found)


def _noted(found: "Iterator[Measured]") -> "Iterator[Measured]":
    for measured in found:
        note(f"measured: {measured.name}")
        yield measured
