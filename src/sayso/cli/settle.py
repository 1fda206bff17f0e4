"""``sayso settle``: from claims to events."""

import time
from pathlib import Path

import click

from sayso.cli.options import db_option
from sayso.cli.output import counted, note
from sayso.errors import StoreError
from sayso.store.store import Store


@click.command(short_help="Make events of claims: who affirms, who denies, from how many origins.")
@click.option("--rebuild", is_flag=True, help="Settle everything anew; what people decided stays.")
@click.option("--memory", metavar="SIZE", help="How much the database may hold in memory, as 2GB; Python's own aside.")
@db_option
def settle(rebuild: bool, memory: str | None, db: Path) -> None:
    """Make events of claims: join those that speak of one event, find their origins, say how each event stands.

    Only what is new, changed or newly decided is settled again. The result does not depend on the order in which
    reports came in, nor on how often it was settled in between.

    \b
      sayso code reports/ && sayso settle
      sayso settle --rebuild
      sayso settle --memory 2GB
    """
    if not db.exists():
        raise StoreError(f"there is no database at {db}; `sayso code REPORTS --db {db}` makes one")
    started = time.monotonic()
    with Store.open(db) as store:
        done = store.settle(rebuild=rebuild, memory=memory)
    if done.documents == done.claims == done.events == 0:
        note("Nothing has changed since the last time.")
        return
    seconds = time.monotonic() - started
    note(f"Settled {counted(done.claims, 'claim')} into {counted(done.events, 'event')} in {seconds:.1f} s → {db}")
