"""``sayso explain``: why a sentence was coded as it was, or not at all."""

# ruff: noqa: PLC0415 - models are imported once the report is found
from pathlib import Path

import click

from sayso.cli.code import load_coder
from sayso.cli.options import db_option, model_options, open_to_read
from sayso.cli.output import console
from sayso.cli.show import check_sentence


@click.command(short_help="Tell why a sentence was coded as it was, or not at all.")
@click.argument("doc")
@click.option("--sentence", type=click.IntRange(min=1), metavar="N", help="The N-th sentence, counted from 1.")
@model_options
@click.option("--json", "as_json", is_flag=True, help="The decisions as JSON, one a line.")
@db_option
def explain(
    *,
    doc: str,
    sentence: int | None,
    threshold: float | None,
    model: Path | None,
    spacy_model: str | None,
    as_json: bool,
    db: Path,
) -> None:
    """Tell why: what was considered, how it scored, which rule or model decided, and why nothing was coded.

    The report is taken from the database and coded anew, so that what you see is how this sayso decides; the claims
    shown with it are those in the database.

    \b
      sayso explain putin-kim-pyongyang --sentence 18
    """
    with open_to_read(db) as store:
        coded = store.view().coded(doc)
    check_sentence(coded, sentence)
    index = sentence - 1 if sentence else None
    coder = load_coder(model=model, threshold=threshold, spacy_model=spacy_model)
    decisions = coder.explain(coded.document, index)
    if as_json:
        import msgspec

        for decision in decisions:
            click.echo(msgspec.json.encode(decision).decode())
        return
    from sayso.display.explanation import explanation_view

    screen = console()
    for part in explanation_view(coded, decisions, index):
        screen.print(part)
