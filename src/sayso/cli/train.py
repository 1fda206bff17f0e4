"""``sayso train``: annotated reports in, a coder of one's own out."""

# ruff: noqa: PLC0415 - torch takes seconds to import and is there only with the extra
import logging
from pathlib import Path

import click

from sayso.cli.options import file_option
from sayso.cli.output import note


@click.command(short_help="Train a coder of your own from annotated reports.")
@click.option(
    "--claims",
    multiple=True,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="PATH",
    help="Annotated reports, a file or a folder; repeatable.",
)
@file_option("--attributions", "Documents with attributions, in PolNeAR's format.")
@file_option("--pairs", "Sentences with a pair of participants marked, in PLV's format.")
@file_option("--held-out", "What is never trained on: JSON with document ids and pair lines.")
@click.option(
    "--teachers", type=click.IntRange(min=0), default=0, show_default=True, help="Networks that teach the shipped one."
)
@click.option(
    "--from", "start", metavar="FOLDER", help="A model to go on from; “shipped” is the one that comes with sayso."
)
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Where the model goes.")
@click.option("--epochs", type=click.IntRange(min=1), help="Passes over the data: 6, or 2 where training goes on.")
@click.option(
    "--batch",
    type=click.IntRange(min=1),
    default=16,
    show_default=True,
    help="Sentences a step; 128 keeps a GPU busy.",
)
@click.option("--seed", type=int, default=7, show_default=True, help="The same seed, the same model.")
def train(
    claims: tuple[Path, ...],
    attributions: Path | None,
    pairs: Path | None,
    held_out: Path | None,
    teachers: int,
    start: str | None,
    out: Path,
    epochs: int | None,
    batch: int,
    seed: int,
) -> None:
    """Train the coder's network on annotated reports; `sayso code --model FOLDER` then codes with it.

    Takes torch (pip install 'sayso[train]'). What --held-out names is not trained on, so that it can be measured on;
    --out gets the model and training.json, the figures of the run. --from goes on with a model that is trained already,
    on annotated reports of your own, say: it teaches itself beside them, and so forgets little.

    \b
      sayso train --claims claims/train --held-out corpus/heldout.json --out build/coder
      sayso train --claims mine.jsonl --from shipped --out build/coder
      sayso code reports/ --model build/coder
    """
    from sayso.train.base import require

    if start and teachers:
        raise click.UsageError("--teachers teach a new network; with --from the model teaches itself")
    require()
    from sayso import models
    from sayso.corpus.annotations import HeldOut
    from sayso.train.fit import Recipe
    from sayso.train.run import Sources
    from sayso.train.run import train as run

    log = logging.getLogger("sayso.train")
    notes = Notes()
    held = HeldOut.load(held_out) if held_out else HeldOut()
    sources = Sources(claims=claims, attributions=attributions, pairs=pairs, held_out=held)
    folder = (models.path("coder") if start == "shipped" else Path(start)) if start else None
    recipe = Recipe(epochs=epochs or 2, seed=seed).going_on() if folder else Recipe(epochs=epochs or 6, seed=seed)
    log.setLevel(logging.INFO)
    log.addHandler(notes)
    try:
        figures = run(sources, out, recipe.in_batches_of(batch), teachers, folder)
    finally:
        log.removeHandler(notes)
    note(f"Trained in {figures['seconds']} s: {out} ({figures['bytes'] / 1e6:.1f} MB of weights)")


class Notes(logging.Handler):
    """Log records as lines for the person."""

    def emit(self, record: logging.LogRecord) -> None:
        """One record, one line on standard error."""
        note(self.format(record))
