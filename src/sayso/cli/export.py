"""``sayso export``: claims into files."""

# ruff: noqa: PLC0415 - a writer is imported where it writes
from pathlib import Path

import click

from sayso.cli.options import db_option, filter_options, open_to_read
from sayso.cli.output import counted, note, writing
from sayso.store.filter import ClaimFilter


@click.group()
def export() -> None:
    """Write claims to a file, or with - to standard output.

    \b
      sayso export jsonl claims.jsonl
      sayso export csv - --actor PRK --with RUS | head
    """


@export.command("jsonl")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@filter_options
@db_option
def export_as_jsonl(file: str, claim_filter: ClaimFilter, db: Path) -> None:
    """One JSON object a claim, in the format of annotated claims.

    `sentence` counts from 0 here, as in the database; screens count from 1.

    \b
      sayso export jsonl claims.jsonl
    """
    from sayso.export import export_jsonl

    with open_to_read(db) as store, writing(file) as out:
        written = export_jsonl(store.view().iter_claims(claim_filter), out)
    _tell(file, written)


@export.command("csv")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@filter_options
@db_option
def export_as_csv(file: str, claim_filter: ClaimFilter, db: Path) -> None:
    """One row a claim, for R, Stata, pandas and spreadsheets.

    Where a claim has several actors, recipients or links, a cell holds them all, parted by "; ".

    \b
      sayso export csv claims.csv --published-since 2024-06
    """
    from sayso.export import export_csv

    with open_to_read(db) as store, writing(file) as out:
        written = export_csv(store.view().iter_claims(claim_filter), out)
    _tell(file, written)


@export.command("judgements")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@db_option
def export_as_judged(file: str, db: Path) -> None:
    """What people judged in the workbench, as annotated reports: what `sayso train` takes.

    A report comes with those sentences of which every claim was judged, and no others.

    \b
      sayso export judgements judged.jsonl
      sayso train --claims claims/train --claims judged.jsonl --out build/coder
    """
    from sayso.export import export_judged

    with open_to_read(db) as store, writing(file) as out:
        written = export_judged(store, out)
    if file != "-":
        note(f"Wrote {counted(written, 'report')} to {file}")


def _tell(file: str, written: int) -> None:
    if file != "-":
        note(f"Wrote {counted(written, 'claim')} to {file}")
