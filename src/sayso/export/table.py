"""Claims or events as a table: to a file of text, to Parquet, or as a DataFrame or an Arrow table."""

import csv
import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal, TextIO, get_args

import msgspec

from sayso.errors import SaysoError
from sayso.export.column import Column, Format, Kind, Unit, r_name
from sayso.export.extra import EXTRA
from sayso.export.selection import Selection, Wanted, require_settled, select, settled
from sayso.export.source import Query, Undated, dyad_rows, whole_rows
from sayso.export.tidy import PARQUET
from sayso.store.view import View

Names = Literal["original", "r"]
Form = Literal["pandas", "arrow"]
SEPARATOR = "; "
TYPES: dict[Kind, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "day": "DATE",
    "flag": "BOOLEAN",
    "list": "VARCHAR[]",
}
# The last three columns of each query: what a row stands for, how that stands, whether it has a day. No file has them.
_HIDDEN = ("sayso item", "sayso standing", "sayso dated")
_BATCH = 20_000
_BREAK = re.compile("\r\n|[\n\r\v\f\x00\x1c-\x1e\x85\u2028\u2029]")


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is written: of ``claims`` or ``events``, under which names, and what becomes of those without a day.

    ``unit`` is the format's own choice where it is ``None``; ``extra`` appends sayso's own columns to those of another
    data set; ``header`` writes a line of names, or none, whatever the format has. Names made for R come with one.
    """

    unit: Unit | None = None
    undated: Undated = "empty"
    names: Names = "original"
    extra: bool = False
    header: bool | None = None


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What an export held: rows, the claims or events that they stand for, and how many of these stand how.

    ``undated`` counts rows without a day.
    """

    unit: Unit
    rows: int
    items: int
    undated: int
    by_standing: dict[str, int]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table that can be read: its columns under their names, what is in it, and the query that gives it."""

    unit: Unit
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    selection: Selection
    query_of: Callable[[Selection], Query]

    @property
    def query(self) -> Query:
        """The whole table, with three columns more: what a row is, how that stands, whether it has a day."""
        return self.query_of(self.selection)


_DEFAULTS = Options()
_EVERYTHING = Wanted()


def table(view: View, format: Format, wanted: Wanted, options: Options = _DEFAULTS) -> Table:
    """The table of what is wanted, not yet read.

    Raises ``SaysoError`` where events are asked for and the database has none, ``QueryError`` for a filter that names
    what does not exist.
    """
    unit = options.unit or unit_of(view, format, wanted)
    if unit == "events":
        require_settled(view)
    columns = format.columns(unit) + (EXTRA if options.extra and format.rows == "dyads" else ())
    names = tuple(r_name(column.name) if options.names == "r" else column.name for column in columns)
    if format.rows == "whole":
        query_of = partial(whole_rows, _select(columns, names, "item", "date_start"), unit)
    else:
        from sayso.export.codes import code_lists  # noqa: PLC0415 - loads the ontology and the countries
        from sayso.ontology import Ontology  # noqa: PLC0415

        codes = code_lists(Ontology.load())
        cells = _select(columns, names, "dyad", "dyad.day")
        query_of = partial(dyad_rows, cells, unit, codes=codes, undated=options.undated)
    return Table(unit=unit, columns=columns, names=names, selection=select(wanted, unit), query_of=query_of)


def unit_of(view: View, format: Format, wanted: Wanted) -> Unit:
    """Claims or events, where nobody says: what is asked for decides, then the format and what the database has."""
    if wanted.about_events:
        return "events"
    return "events" if format.default == "events" and settled(view) else "claims"


def _select(columns: Sequence[Column], names: Sequence[str], item: str, day: str) -> str:
    cells = [
        f'({column.sql or "NULL"})::{TYPES[column.kind]} AS "{name}"'
        for column, name in zip(columns, names, strict=True)
    ]
    hidden = zip((f"{item}.id", f"{item}.standing", f"{day} IS NOT NULL"), _HIDDEN, strict=True)
    return ", ".join([*cells, *(f'{sql} AS "{name}"' for sql, name in hidden)])


def write_text(
    view: View, format: Format, file: TextIO, wanted: Wanted = _EVERYTHING, options: Options = _DEFAULTS
) -> Written:
    """Write a table as text, one line a row, and say what was written; raises as ``table`` does.

    ::

        with open("events.tab", "w", encoding="utf-8", newline="") as file:
            write_text(view, ICEWS, file, Wanted(claims=ClaimFilter(without_aux=("hypothetical",))))

    Unknown is an empty cell, a day ISO 8601, a flag 1 or 0. Where a format has no quotes, cells hold none: a tab
    becomes a space and a double quotation mark a single one, so that every reader parts the line at the same places.
    """
    made = table(view, format, wanted, options)
    header = options.header if options.header is not None else format.header or options.names == "r"
    quoting = csv.QUOTE_MINIMAL if format.quoted else csv.QUOTE_NONE
    writer = csv.writer(file, delimiter=format.delimiter, lineterminator="\n", quoting=quoting, quotechar='"')
    if header:
        writer.writerow(made.names)
    clean = _clean if format.quoted else _bare
    tally = _Tally(made.unit)
    for *cells, item, standing, dated in _rows(view, made):
        writer.writerow([_cell(cell, clean) for cell in cells])
        tally.add(item, standing, dated)
    return tally.written()


def write_parquet(view: View, path: Path, wanted: Wanted = _EVERYTHING, options: Options = _DEFAULTS) -> Written:
    """Write tidy claims or events as a Parquet file; DuckDB does it, so neither pandas nor pyarrow is needed."""
    made = table(view, PARQUET, wanted, options)
    import duckdb  # noqa: PLC0415 (see Store.open)

    target = str(path).replace("'", "''")
    try:
        view.cursor().execute(f"COPY ({_visible(made)}) TO '{target}' (FORMAT parquet)", made.query.parameters)
    except duckdb.IOException as error:
        raise SaysoError(f"{path} cannot be written: {str(error).splitlines()[0]}; name another file") from error
    _, standing, dated = _HIDDEN
    counts = view.cursor().execute(
        f'SELECT "{standing}", count(*), count(*) FILTER (NOT "{dated}") FROM ({made.query.sql}) GROUP BY ALL',
        made.query.parameters,
    )
    by_standing, undated = {}, 0
    for word, rows, without_day in counts.fetchall():
        by_standing[word] = rows
        undated += without_day
    written = sum(by_standing.values())
    return Written(unit=made.unit, rows=written, items=written, undated=undated, by_standing=by_standing)


def frame(view: View, unit: Unit, *, form: Form = "pandas", **filters: Any) -> Any:
    """Tidy claims or events as a pandas DataFrame or, with ``form="arrow"``, an Arrow table: the columns of Parquet.

    Filters are those of ``Wanted.of``. Raises ``SaysoError`` where the extra ``frames`` is not installed.
    """
    if form not in get_args(Form):
        raise SaysoError(f"there is no table of form {form!r}; ask for one of {', '.join(get_args(Form))}")
    package = "pandas" if form == "pandas" else "pyarrow"
    if find_spec(package) is None:
        raise SaysoError(f"tables need {package}, which is not installed: pip install 'sayso[frames]'")
    made = table(view, PARQUET, Wanted.of(**filters), Options(unit=unit))
    result = view.cursor().sql(_visible(made), params=list(made.query.parameters))
    return result.df() if form == "pandas" else result.to_arrow_table()


def records(view: View, unit: Unit, wanted: Wanted = _EVERYTHING) -> Iterator[dict[str, Any]]:
    """Tidy claims or events one by one, lists as lists and days as ISO 8601: what JSON Lines of events hold."""
    made = table(view, PARQUET, wanted, Options(unit=unit))
    for *cells, _, _, _ in _rows(view, made):
        yield {
            name: cell.isoformat() if isinstance(cell, datetime.date) else cell
            for name, cell in zip(made.names, cells, strict=True)
        }


def _visible(made: Table) -> str:
    hidden = ", ".join(f'"{name}"' for name in _HIDDEN)
    return f"SELECT * EXCLUDE ({hidden}) FROM ({made.query.sql})"


def _rows(view: View, made: Table) -> Iterator[tuple[Any, ...]]:
    """The rows, some thousand claims or events after another, so that a table larger than memory can be written."""
    cursor = view.cursor()
    ids = f"WITH {made.selection.parts} SELECT id FROM wanted ORDER BY place"
    found = cursor.execute(ids, made.selection.all_parameters).fetchall()
    for first in range(0, len(found), _BATCH):
        query = made.query_of(made.selection.picked([id for (id,) in found[first : first + _BATCH]]))
        yield from cursor.execute(query.sql, query.parameters).fetchall()


class _Tally:
    """Counts what was written, row by row."""

    def __init__(self, unit: Unit) -> None:
        self._unit: Unit = unit
        self._rows = self._undated = 0
        self._item = ""
        self._standings = Counter[str]()

    def add(self, item: str, standing: str, dated: bool) -> None:
        self._rows += 1
        self._undated += not dated
        if item != self._item:  # the rows of one stand together
            self._item = item
            self._standings[standing] += 1

    def written(self) -> Written:
        return Written(
            unit=self._unit,
            rows=self._rows,
            items=self._standings.total(),
            undated=self._undated,
            by_standing=dict(self._standings),
        )


def _cell(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, list):
        return clean(SEPARATOR.join((each or "").replace(";", ",") for each in value))
    return value  # None is written as nothing, a day in ISO 8601


def _clean(text: str) -> str:
    return _BREAK.sub(" ", text)


def _bare(text: str) -> str:
    return _BREAK.sub(" ", text).replace("\t", " ").replace('"', "'")
