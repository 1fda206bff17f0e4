"""Events as tables for pandas and Arrow."""

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sayso.errors import QueryError, SaysoError
from sayso.settle.event_filter import EventFilter
from sayso.settle.ledger import Ledger

if TYPE_CHECKING:
    import duckdb


def event_frame(
    connection: "duckdb.DuckDBPyConnection",
    ledger: Ledger,
    *,
    form: str,
    as_of: datetime.date | str | None,
    filters: Mapping[str, Any],
) -> Any:
    """A pandas DataFrame, or with ``form="arrow"`` an Arrow table, of the events that pass ``filters``.

    Raises ``QueryError`` for a form or a filter that does not exist, ``SaysoError`` where the extra ``frames`` lacks.
    """
    if form not in ("pandas", "arrow"):
        raise QueryError(f"there is no form {form!r}; there are pandas, arrow")
    unknown = sorted(set(filters) - set(EventFilter.__struct_fields__))
    if unknown:
        raise QueryError(f"there is no filter {unknown[0]!r}; there are {', '.join(EventFilter.__struct_fields__)}")
    try:
        day = datetime.date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    except ValueError as error:
        raise QueryError(f"{as_of!r} is not a day; write it as 2024-06-20") from error
    try:
        if form == "pandas":
            import pandas  # noqa: F401, PLC0415 (an extra)
        else:
            import pyarrow  # noqa: F401, PLC0415 (an extra)
    except ImportError as error:
        raise SaysoError(
            "tables need pandas and pyarrow, which are not installed: pip install 'sayso[frames]'"
        ) from error
    days = {name: _day(filters[name]) for name in ("since", "until") if filters.get(name)}
    sql, parameters = ledger.query(EventFilter(**{**filters, **days}), as_of=day)
    result = connection.sql(sql, params=parameters)
    return result.df() if form == "pandas" else result.to_arrow_table()


def _day(value: Any) -> datetime.date:
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise QueryError(f"{value!r} is not a day; write it as 2024-06-20") from error
