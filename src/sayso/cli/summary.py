"""``sayso summary``: what a database holds, on one screen."""

# ruff: noqa: PLC0415 - each way of showing imports what it alone needs
from pathlib import Path

import click

from sayso.cli.options import db_option, open_to_read
from sayso.cli.output import console


@click.command(short_help="Count what the database holds, on one screen.")
@click.option("--top", type=click.IntRange(min=1), default=8, show_default=True, help="How many of each list.")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
@db_option
def summary(top: int, as_json: bool, db: Path) -> None:
    """Count what the database holds: events by type and standing, who acts with whom, what is contested.

    \b
      sayso summary --db news.duckdb
    """
    from sayso.display.overview import overview

    with open_to_read(db) as store:
        found = overview(store.view(), top)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(found).decode())
        return
    from sayso.display.overview_view import overview_view

    screen = console()
    for part in overview_view(found, str(db), screen.width):
        screen.print(part)
