"""``sayso claims``: the claims that pass a filter, as a table or for another program."""

# ruff: noqa: PLC0415 - each way of showing imports what it alone needs
import sys
from pathlib import Path

import click
import msgspec

from sayso.cli.options import db_option, filter_options, open_to_read
from sayso.cli.output import console, counted, on_screen
from sayso.store.filter import ClaimFilter
from sayso.store.view import View

SCREEN_LIMIT = 50
WIDE = 120


@click.command()
@filter_options
@click.option("--json", "form", flag_value="json", help="One JSON object a line (see `sayso export jsonl`).")
@click.option("--csv", "form", flag_value="csv", help="CSV: what a pipe gets unless told otherwise.")
@click.option("--table", "form", flag_value="table", help="The table even into a pipe.")
@db_option
def claims(claim_filter: ClaimFilter, form: str | None, db: Path) -> None:
    """List claims: who did what to whom, how it stands, and on whose word.

    A terminal gets a table (the first 50 unless --limit says otherwise), a pipe gets CSV. Filters add up.

    \b
      sayso claims --actor PRK --with RUS --type AID
      sayso claims --stance denied --holder Moscow
      sayso claims --type ASSAULT --without-aux future --since 2024-06 --csv > june.csv
    """
    with open_to_read(db) as store:
        view = store.view()
        match form or ("table" if on_screen() else "csv"):
            case "json":
                from sayso.export import export_jsonl

                export_jsonl(view.iter_claims(claim_filter), sys.stdout)
            case "csv":
                from sayso.export import FORMATS, Wanted, write_text

                write_text(view, FORMATS["csv"], sys.stdout, Wanted(claims=claim_filter))
            case _:
                _table(view, claim_filter)


def _table(view: View, claim_filter: ClaimFilter) -> None:
    from sayso.display.tables import claims_table

    screen = console()
    limit = SCREEN_LIMIT if claim_filter.limit is None else claim_filter.limit
    found = view.claims(msgspec.structs.replace(claim_filter, limit=limit))
    total = view.count(claim_filter)
    if found:
        screen.print(claims_table(found, wide=screen.width >= WIDE))
    if total == 0:
        screen.print("No claim passes these filters.")
    elif total > len(found):
        screen.print(f"{len(found):,} of {counted(total, 'claim')}; --limit {total} shows them all")
    else:
        screen.print(counted(total, "claim"))
