"""``sayso quarantine``: what could not be read, and why."""

# ruff: noqa: PLC0415 - the table is imported where there is one to show
import csv
import re
import sys
from pathlib import Path

import click

from sayso.cli.options import db_option, open_to_read
from sayso.cli.output import console, on_screen
from sayso.coded import Quarantined


@click.command()
@click.option("--reason", help="Only these: empty, binary, bad-json, no-text, too-large, …")
@click.option("--json", "form", flag_value="json", help="One JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="CSV: what a pipe gets unless told otherwise.")
@click.option("--table", "form", flag_value="table", help="The table even into a pipe.")
@db_option
def quarantine(reason: str | None, form: str | None, db: Path) -> None:
    """List what could not be read: where it is, why, and what to do.

    An entry goes away when its source has been read.

    \b
      sayso quarantine
      sayso quarantine --reason bad-json --csv
    """
    with open_to_read(db) as store:
        found = [each for each in store.view().quarantine() if reason in (None, each.reason)]
    match form or ("table" if on_screen() else "csv"):
        case "json":
            import msgspec

            for each in found:
                click.echo(msgspec.json.encode(each).decode())
        case "csv":
            rows = csv.writer(sys.stdout, lineterminator="\n")
            rows.writerow(["source", "reason", "detail"])
            rows.writerows([each.source, each.reason, remedy(each)] for each in found)
        case _:
            from sayso.display.tables import quarantine_table

            screen = console()
            if found:
                screen.print(quarantine_table([(each.source, each.reason, remedy(each)) for each in found]))
            screen.print(f"{len(found):,} in quarantine")


def remedy(quarantined: Quarantined) -> str:
    """Its detail in the words of the command line: ``--text-key`` for ``ReadOptions.text_key``."""
    return re.sub(r"ReadOptions\.(\w+)", lambda match: "--" + match[1].replace("_", "-"), quarantined.detail)
