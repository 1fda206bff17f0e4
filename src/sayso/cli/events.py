"""``sayso events``, ``event``, ``story``, ``dyad`` and ``decide``: looking at the ledger, and correcting it."""

# ruff: noqa: PLC0415 - each way of showing imports what it alone needs

import csv
import datetime
import getpass
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import Any, get_args

import click
import msgspec

from sayso.cli.options import Day, db_option, open_to_read
from sayso.cli.output import console, counted, note, on_screen, save
from sayso.errors import SaysoError
from sayso.event import Event, FollowUp, Status
from sayso.settle.dossier import Month
from sayso.settle.event_filter import EventFilter, EventOrder
from sayso.store.filter import TYPES
from sayso.store.store import Store

SCREEN_LIMIT = 50

_AS_OF = click.option(
    "--as-of", type=Day(last=True), metavar="DAY", help="As the reports published by that day had it."
)
_FILTERS = [
    click.option("--actor", metavar="WHO", help="Who does it: a country code (PRK) or part of a name."),
    click.option("--recipient", metavar="WHO", help="To whom it is done."),
    click.option("--with", "with_", metavar="WHO", help="The other party, whichever way the act goes."),
    click.option("--type", type=click.Choice(TYPES, case_sensitive=False), metavar="TYPE", help="A PLOVER event type."),
    click.option("--status", type=click.Choice(get_args(Status)), help="How it stands."),
    click.option("--follow-up", type=click.Choice(get_args(FollowUp)), help="What became of what was announced."),
    click.option("--place", metavar="WHERE", help="A country code, or part of a place's name."),
    click.option("--since", type=Day(), metavar="DAY", help="On that day or later: 2024-06-19, 2024-06, 2024."),
    click.option("--until", type=Day(last=True), metavar="DAY", help="On that day or before."),
    click.option(
        "--min-origins", type=click.IntRange(min=0), metavar="N", help="At least so many independent origins."
    ),
    click.option("--denied/--undenied", default=None, help="Somebody denies it; nobody does."),
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many."),
    click.option(
        "--order", type=click.Choice(get_args(EventOrder)), default="date", show_default=True, help="By what."
    ),
]


def event_filter_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """All filters of events as options, with ``--dyad A B``; the command gets them as one ``event_filter``."""

    @wraps(function)
    def with_filter(**arguments: Any) -> Any:
        given = {name: arguments.pop(name) for name in EventFilter.__struct_fields__}
        dyad = arguments.pop("dyad")
        if dyad:
            if given["actor"] or given["with_"]:
                raise click.UsageError("--dyad A B stands for --actor A --with B; give one or the other")
            given["actor"], given["with_"] = dyad
        return function(event_filter=EventFilter(**given), **arguments)

    with_filter = click.option("--dyad", nargs=2, metavar="A B", help="Between these two, either way.")(with_filter)
    for option in reversed(_FILTERS):
        with_filter = option(with_filter)
    return with_filter


@click.command()
@event_filter_options
@_AS_OF
@click.option("--json", "form", flag_value="json", help="One JSON object a line.")
@click.option("--csv", "form", flag_value="csv", help="CSV: what a pipe gets unless told otherwise.")
@click.option("--table", "form", flag_value="table", help="The table even into a pipe.")
@db_option
def events(event_filter: EventFilter, as_of: datetime.date | None, form: str | None, db: Path) -> None:
    """List events: who did what to whom, how it stands, on how many independent origins.

    The number under `origins` counts those that affirm it; after a dash, those that deny it; ↻ marks voices that cite
    each other. A terminal gets a table (the first 50 unless --limit says otherwise), a pipe gets CSV.

    \b
      sayso events --dyad PRK RUS --type AID
      sayso events --status disputed --min-origins 2
      sayso events --follow-up open --as-of 2024-06-20
    """
    with open_to_read(db) as store:
        ledger = store.ledger()
        match form or ("table" if on_screen() else "csv"):
            case "json":
                for event in ledger.iter_events(event_filter, as_of=as_of):
                    click.echo(msgspec.json.encode(event).decode())
            case "csv":
                write_csv(ledger.iter_events(event_filter, as_of=as_of))
            case _:
                from sayso.display.events import events_table

                screen = console()
                limit = SCREEN_LIMIT if event_filter.limit is None else event_filter.limit
                found = ledger.events(msgspec.structs.replace(event_filter, limit=limit), as_of=as_of)
                total = ledger.count(event_filter, as_of=as_of)
                if found:
                    screen.print(events_table(found))
                if total > len(found):
                    screen.print(f"{len(found):,} of {counted(total, 'event')}; --limit {total} shows them all")
                else:
                    screen.print(counted(total, "event") if total else "No event passes these filters.")


def write_csv(events: Iterable[Event]) -> None:
    """One row an event on standard output; a cell that holds several has them parted by ``"; "``."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for event in events:
        rows.writerow([_cell(event, column) for column in _COLUMNS])


_PARTY_COLUMNS = [f"{side}{what}" for side in ("actor", "recipient") for what in ("s", "_countries", "_sectors")]
_COLUMNS = [
    column
    for field in Event.__struct_fields__
    for column in (
        _PARTY_COLUMNS[:3] if field == "actors" else _PARTY_COLUMNS[3:] if field == "recipients" else [field]
    )
]


def _cell(event: Event, column: str) -> str:
    if column in _PARTY_COLUMNS:
        parties = event.actors if column.startswith("actor") else event.recipients
        what = "country" if column.endswith("countries") else "sector" if column.endswith("sectors") else "name"
        return "; ".join(getattr(party, what) or "" for party in parties)
    value = getattr(event, column)
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


@click.command()
@click.argument("id")
@_AS_OF
@click.option("--json", "as_json", is_flag=True, help="The event with all that it stands on, as one JSON object.")
@db_option
def event(id: str, as_of: datetime.date | None, as_json: bool, db: Path) -> None:
    """Show an event: who affirms it beside who denies it, and where each has it from.

    ID is the id of an event, the beginning of its id, or the id of one of its claims. Each sentence stands with the
    outlet that printed it and the way back to its origin; below, the independent origins and what was folded into
    each, and how the event stood on each day of publication.

    \b
      sayso event e-672c2e9e
      sayso event e-672c2e9e --as-of 2024-06-19
    """
    with open_to_read(db) as store:
        dossier = store.ledger().dossier(id, as_of=as_of)
    if as_json:
        click.echo(msgspec.json.encode(dossier).decode())
        return
    from sayso.display.events import dossier_view

    screen = console()
    for part in dossier_view(dossier, screen.width, as_of):
        screen.print(part)


@click.command()
@click.argument("id")
@click.option("--days", type=click.IntRange(min=0), default=30, show_default=True, help="How far around the event.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@db_option
def story(id: str, days: int, as_json: bool, db: Path) -> None:
    """Show the time line that an event belongs to.

    With it are the events that are told in at least two of its reports, and those between its parties within --days.

    \b
      sayso story e-672c2e9e
    """
    with open_to_read(db) as store:
        ledger = store.ledger()
        key, found = ledger.event_id(id), ledger.story(id, days)
    if as_json:
        for each in found:
            click.echo(msgspec.json.encode(each).decode())
        return
    from sayso.display.events import story_view

    screen = console()
    for line in story_view(found, key):
        screen.print(line)


@click.command()
@click.argument("one")
@click.argument("other")
@click.option("--since", type=Day(), metavar="DAY", help="From that day on: 2024-06-19, 2024-06, 2024.")
@click.option("--until", type=Day(last=True), metavar="DAY", help="Up to that day.")
@click.option("--plot", type=click.Path(dir_okay=False), metavar="FILE", help="Draw it instead: .html, .svg or .png.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a month.")
@db_option
def dyad(
    one: str,
    other: str,
    since: datetime.date | None,
    until: datetime.date | None,
    plot: str | None,
    as_json: bool,
    db: Path,
) -> None:
    """Draw what two countries did to each other: events and mean intensity by month.

    Only events that are reported or confirmed count; how many more are not certain stands beside.
    A PNG image takes the extra: pip install 'sayso[plot]'.

    \b
      sayso dyad PRK RUS
      sayso dyad PRK RUS --since 2023 --plot prk-rus.html
    """
    one, other = one.upper(), other.upper()
    with open_to_read(db) as store:
        months = store.ledger().dyad(one, other, since=since, until=until)
    if as_json:
        for month in months:
            click.echo(msgspec.json.encode(month).decode())
    elif plot is not None:
        _draw(plot, months, one, other)
        note(f"Wrote {plot}")
    else:
        from sayso.display.dyad import dyad_view

        screen = console()
        for part in dyad_view(months, one, other):
            screen.print(part)


def _draw(path: str, months: Sequence[Month], one: str, other: str) -> None:
    """The chart of a dyad as a file of the kind that its name ends in."""
    from sayso.display.dyad import dyad_chart, dyad_image, dyad_page

    match Path(path).suffix.lower():
        case ".html" | ".htm":
            save(path, dyad_page(months, one, other).encode())
        case ".svg":
            save(path, dyad_chart(months, one, other).encode())
        case ".png":
            save(path, dyad_image(months, one, other))
        case _:
            raise SaysoError(f"{path} cannot be drawn; name a file that ends in .html, .svg or .png")


@click.command()
@click.argument("verdict", type=click.Choice(["same", "not-same", "wrong", "withdrawn"]))
@click.argument("one")
@click.argument("other", required=False)
@click.option(
    "--by", "person", envvar="SAYSO_USER", help="Who decides; your login name unless given.", show_envvar=True
)
@click.option("--note", "why", help="Why.")
@db_option
def decide(verdict: str, one: str, other: str | None, person: str | None, why: str | None, db: Path) -> None:
    """Say that two events or claims are the same, or are not, or that a claim is wrong.

    What people decide is kept for good, with name and time, and outranks the machine; `withdrawn` takes back what was
    decided before on the same claims. Events stand for their first claim. The events follow at once.

    \b
      sayso decide same e-672c2e9e e-5d1b114a --note "one shipment"
      sayso decide not-same c-e85e7dc11edc3129 e-672c2e9e
      sayso decide wrong c-e85e7dc11edc3129
    """
    if not db.exists():
        raise SaysoError(f"there is no database at {db}; `sayso code REPORTS --db {db}` makes one")
    with Store.open(db) as store:
        made = store.decide(verdict, one, other, person=person or getpass.getuser(), note=why)
        store.settle()
    about = made.claim + (f" and {made.other}" if made.other else "")
    note(f"Decision {made.id} by {made.person}: {made.verdict} {about}")
