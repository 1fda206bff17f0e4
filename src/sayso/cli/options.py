"""Options that several commands share: the database, and the filters of claims."""

import datetime
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from sayso.claim import Auxiliary
from sayso.store.filter import TYPES, ClaimFilter, Order, StanceFilter
from sayso.store.standing import Standing
from sayso.store.store import Store

F = TypeVar("F", bound=Callable[..., Any])
DEFAULT_DB = "news.duckdb"


class Day(click.ParamType):
    """A day as ``2024-06-19``; a month or a year too, meaning its first day, or its last with ``last=True``."""

    name = "day"

    def __init__(self, *, last: bool = False) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """The day; a usage error for what is none."""
        if isinstance(value, datetime.date):
            return value
        try:
            return self._day(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2024-06-19 (or 2024-06, or 2024)", param, ctx)

    def _day(self, text: str) -> datetime.date:
        parts = [int(part) for part in text.split("-")]
        if len(text) == 10 and len(parts) == 3:
            return datetime.date(*parts)
        if len(text) not in (4, 7) or len(text) != 3 * len(parts) + 1:
            raise ValueError(text)
        year, month = parts[0], parts[1] if len(parts) == 2 else 12 if self.last else 1
        if not self.last:
            return datetime.date(year, month, 1)
        after = datetime.date(year + month // 12, month % 12 + 1, 1)
        return after - datetime.timedelta(days=1)


def db_option(function: F) -> F:
    """``--db``: which database, ``news.duckdb`` unless ``SAYSO_DB`` names another."""
    return click.option(
        "--db",
        type=click.Path(path_type=Path),
        default=DEFAULT_DB,
        envvar="SAYSO_DB",
        show_default=True,
        show_envvar=True,
        help="The DuckDB file.",
    )(function)


def knowledge_option(function: F) -> F:
    """``--knowledge``: folders of a user's own tables, laid over the shipped ones, the last on top."""
    return click.option(
        "--knowledge",
        type=click.Path(exists=True, path_type=Path),
        multiple=True,
        metavar="FOLDER",
        help="Tables of your own over the shipped ones; repeatable.",
    )(function)


def open_to_read(db: Path) -> Store:
    """The database of a command that only reads; raises ``StoreError`` with the remedy where there is none."""
    return Store.open(db, read_only=True)


def file_option(name: str, help: str) -> Callable[[F], F]:
    """An option that names a file which must be there."""
    return click.option(name, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE", help=help)


def model_options(function: F) -> F:
    """``--threshold``, ``--model`` and ``--spacy-model``: with what reports are coded."""
    for option in reversed(_MODELS):
        function = option(function)
    return function


_MODELS = [
    click.option("--threshold", type=click.FloatRange(0, 1), metavar="0..1", help="How sure of an event word to be."),
    click.option(
        "--model", type=click.Path(exists=True, path_type=Path), metavar="FOLDER", help="A trained coder of your own."
    ),
    click.option("--spacy-model", metavar="NAME", help="The spaCy pipeline, such as en_core_web_lg, if installed."),
]


def filter_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """All filters of claims as options; the command gets them as one ``claim_filter``."""

    @wraps(function)
    def with_filter(**arguments: Any) -> Any:
        given = {name: arguments.pop(name) for name in ClaimFilter.__struct_fields__}
        return function(claim_filter=ClaimFilter(**given), **arguments)

    for option in reversed(_FILTERS):
        with_filter = option(with_filter)
    return with_filter


_FILTERS = [
    click.option("--actor", metavar="WHO", help="Who does it: a country code (PRK), an id, or part of a name."),
    click.option("--recipient", metavar="WHO", help="To whom it is done."),
    click.option("--with", "with_", metavar="WHO", help="The other party, whichever way the act goes."),
    click.option("--type", type=click.Choice(TYPES, case_sensitive=False), metavar="TYPE", help="A PLOVER event type."),
    click.option("--aux", multiple=True, type=click.Choice(get_args(Auxiliary)), help="Must be there; repeatable."),
    click.option("--without-aux", multiple=True, type=click.Choice(get_args(Auxiliary)), help="Must not be there."),
    click.option("--stance", type=click.Choice(get_args(StanceFilter)), help="How those who speak of it stand to it."),
    click.option(
        "--standing",
        multiple=True,
        type=click.Choice(get_args(Standing)),
        metavar="HOW",
        help="How it stands by the claim: reported, confirmed, alleged, denied, doubted, negated, announced, "
        "hypothetical or historical; repeatable, any of them.",
    ),
    click.option(
        "--without-standing",
        multiple=True,
        type=click.Choice(get_args(Standing)),
        metavar="HOW",
        help="How it must not stand; repeatable.",
    ),
    click.option("--words", metavar="WORDS", help="These words stand in its sentence."),
    click.option("--holder", metavar="WHO", help="Who says so."),
    click.option("--place", metavar="WHERE", help="A country code, or part of a place's name."),
    click.option(
        "--since", type=Day(), metavar="DAY", help="Happened on that day or later: 2024-06-19, 2024-06, 2024."
    ),
    click.option("--until", type=Day(last=True), metavar="DAY", help="Happened on that day or before."),
    click.option("--published-since", type=Day(), metavar="DAY", help="The report is from that day or later."),
    click.option(
        "--published-until", type=Day(last=True), metavar="DAY", help="The report is from that day or before."
    ),
    click.option("--document", metavar="ID", help="The id of one report."),
    click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="0..1", help="At least so sure."),
    click.option("--limit", type=click.IntRange(min=0), metavar="N", help="At most so many."),
    click.option("--order", type=click.Choice(get_args(Order)), default="document", show_default=True, help="By what."),
]
