"""``sayso export``: claims and events into files, in the formats that others read."""

# ruff: noqa: PLC0415 - a writer is imported where it writes
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from sayso.cli.options import Day, db_option, filter_options, open_to_read
from sayso.cli.output import counted, note, writing
from sayso.errors import SaysoError
from sayso.event import Status
from sayso.export.column import Format
from sayso.export.formats import FORMATS
from sayso.store.filter import ClaimFilter

if TYPE_CHECKING:
    from sayso.export import Options, Wanted, Written

_PLAIN = ("reported", "confirmed")  # what a row of another data set says anyway
_FILE = click.argument("file", metavar="OUT", type=click.Path(dir_okay=False, allow_dash=True))


@click.group()
def export() -> None:
    """Write claims or events to a file, or with - to standard output.

    The formats of event data have no place for whether, and on whose word. What each loses is in docs/exports.md;
    with --standing, --without-standing and --without-aux you choose what goes in, and --extra adds columns that tell it
    apart.

    \b
      sayso export jsonl claims.jsonl
      sayso export csv - --actor PRK --with RUS | head
      sayso export polecat events.txt --without-standing denied --without-aux hypothetical
      sayso export gdelt2 20240619.export.CSV --since 2024-06-19 --until 2024-06-19
    """


def _wanted_options(function: Callable[..., None]) -> Callable[..., None]:
    """The filters of claims and of events as one ``wanted``, and ``--rows``."""

    @wraps(function)
    def with_wanted(claim_filter: ClaimFilter, **arguments: Any) -> None:
        from sayso.export import Wanted

        of_events = {name: arguments.pop(name) for name in ("status", "without_status", "min_origins", "as_of")}
        function(wanted=Wanted(claims=claim_filter, **of_events), **arguments)

    statuses = click.Choice(get_args(Status))
    for option in (
        click.option("--as-of", type=Day(last=True), metavar="DAY", help="Events as the reports up to then had them."),
        click.option(
            "--min-origins", type=click.IntRange(min=0), metavar="N", help="Events of so many origins or more."
        ),
        click.option(
            "--without-status",
            multiple=True,
            type=statuses,
            metavar="HOW",
            help="How an event must not stand; repeatable.",
        ),
        click.option(
            "--status",
            multiple=True,
            type=statuses,
            metavar="HOW",
            help=f"How an event stands: {', '.join(get_args(Status))}; repeatable, any of them.",
        ),
    ):
        with_wanted = option(with_wanted)
    return filter_options(with_wanted)


def _rows_option(default: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--rows",
        "unit",
        type=click.Choice(["claims", "events"]),
        help=f"What is exported.  [default: {default}]",
    )


@export.command("jsonl")
@_FILE
@_rows_option("claims")
@_wanted_options
@db_option
def export_as_jsonl(file: str, unit: str | None, wanted: Wanted, db: Path) -> None:
    """One JSON object a claim, as annotated claims are.

    Or one an event, with the columns of `sayso export csv --rows events`.

    `sentence` counts from 0 here, as in the database; screens count from 1.

    \b
      sayso export jsonl claims.jsonl
      sayso export jsonl - --rows events --status disputed
    """
    from sayso.export import export_events, export_jsonl, unsettled

    events = unit == "events" or (unit is None and wanted.about_events)
    with open_to_read(db) as store:
        view = store.view()
        if events:
            with writing(file) as out:
                written = export_events(view, out, wanted)
            _tell_what_is_new(unsettled(view))
        else:
            wanted.require_claims()
            with writing(file) as out:
                written = export_jsonl(view.iter_claims(wanted.claims), out)
    _tell(file, counted(written, "event" if events else "claim"))


def _table_command(format: Format) -> click.Command:
    """The command that writes one format that is a table."""

    def run(file: str, wanted: Wanted, db: Path, unit: str | None, **given: Any) -> None:
        from sayso.export import Options, unsettled, write_parquet, write_text

        options = Options(unit=unit, **given)  # type: ignore[arg-type] - click has checked it
        with open_to_read(db) as store:
            if format.name == "parquet":
                if file == "-":
                    raise SaysoError("a Parquet file cannot be written to standard output; name a file")
                written = write_parquet(store.view(), Path(file), wanted, options)
            else:
                with writing(file) as out:
                    written = write_text(store.view(), format, out, wanted, options)
            if written.unit == "events":
                _tell_what_is_new(unsettled(store.view()))
        _tell(file, _amount(written))
        if format.rows == "dyads":
            _tell_what_is_lost(written, options)

    dyads = format.rows == "dyads"
    decorators = [_FILE, _rows_option("events once `sayso settle` has made them, else claims" if dyads else "claims")]
    decorators += [_UNDATED, _EXTRA] if dyads else []
    decorators += [_NAMES, _HEADER] if dyads else []
    for decorate in reversed([*decorators, _wanted_options, db_option]):
        run = decorate(run)
    return click.command(format.name, help=_help(format))(run)


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


_UNDATED = click.option(
    "--undated",
    type=click.Choice(["empty", "published", "drop"]),
    default="empty",
    show_default=True,
    help="Where no day is reported: leave it empty, take that of publication, or drop the row.",
)
_EXTRA = click.option(
    "--extra", is_flag=True, help="Append sayso's own columns: standing or status, auxiliaries, origins, …"
)
_NAMES = click.option(
    "--names",
    type=click.Choice(["original", "r"]),
    default="original",
    show_default=True,
    help="The format's own names, or such as R and Stata take unquoted (event_id).",
)
_HEADER = click.option(
    "--header/--no-header",
    default=None,
    help="Whether the first line names the columns.  [default: as the format has it]",
)


def _help(format: Format) -> str:
    example = f"sayso export {format.name} out{format.ending}"
    if format.rows == "dyads":
        return (
            f"{format.about}\n\n"
            "A claim or event has a row for each actor with each recipient. Each column, and what is lost, is in "
            f"docs/exports.md.\n\n\b\n  {example}\n  {example} --extra --names r --without-aux hypothetical"
        )
    return f"{format.about}\n\nEach column is in docs/exports.md.\n\n\b\n  {example}\n  {example} --rows events"


def _tell(file: str, amount: str) -> None:
    if file != "-":
        note(f"Wrote {amount} to {file}")


def _tell_what_is_new(reports: int) -> None:
    if reports:
        note(f"{counted(reports, 'report')} new or changed since the last `sayso settle`: not in these events yet.")


def _amount(written: Written) -> str:
    items = counted(written.items, written.unit.removesuffix("s"))
    return items if written.items == written.rows else f"{counted(written.rows, 'row')} for {items}"


def _tell_what_is_lost(written: Written, options: Options) -> None:
    """Say what the rows cannot say themselves, and how to choose otherwise."""
    silent = sorted(
        ((n, standing) for standing, n in written.by_standing.items() if standing not in _PLAIN),
        key=lambda each: (-each[0], each[1]),
    )
    if silent and not options.extra:
        option = "--without-standing" if written.unit == "claims" else "--without-status"
        note(f"No column says that of these {written.unit} are: {', '.join(f'{n:,} {word}' for n, word in silent)}.")
        note(f"  --extra adds columns that do; {option} {silent[0][1]}, … leaves them out.")
    if written.undated and options.undated == "empty":
        note(f"{counted(written.undated, 'row')} without a day; --undated published gives them the report's.")


for each in FORMATS.values():
    export.add_command(_table_command(each))
