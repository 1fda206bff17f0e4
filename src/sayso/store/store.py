"""The database file: opening it, checking it, bringing its schema up to date."""

import os
import re
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, overload

from sayso.errors import OtherModeError, StoreError
from sayso.store import migrations
from sayso.store.judgements import Judgements
from sayso.store.view import View
from sayso.store.writer import Writer

if TYPE_CHECKING:
    import datetime

    import duckdb
    import pandas
    import pyarrow

    from sayso.settle.decisions import Decision
    from sayso.settle.ledger import Ledger
    from sayso.settle.settler import Settling

_MAGIC = slice(8, 12)  # a DuckDB file holds "DUCK" here, after a checksum


class Store:
    """One DuckDB file of documents and claims, open.

    ::

        with Store.open("news.duckdb") as store:
            with store.writer() as writer:
                writer.add_many(Coder().pipe(documents))
            print(store.view().summary())
    """

    def __init__(self, path: Path, connection: "duckdb.DuckDBPyConnection", *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._writer: Writer | None = None

    @classmethod
    def open(cls, path: str | os.PathLike[str], *, read_only: bool = False) -> "Store":
        """The database at ``path``, made where there is none, its schema brought up to date.

        Raises ``StoreError`` where the file is not a sayso database, was made by a newer sayso, is held by another
        process, or (with ``read_only``) does not exist or would have to be brought up to date first.
        """
        import duckdb  # noqa: PLC0415 (a command that opens no database should not pay for it)

        path = Path(path)
        _check_file(path, read_only=read_only)
        try:
            connection = duckdb.connect(str(path), read_only=read_only)
        except duckdb.Error as error:
            raise _opening_error(path, error) from error
        try:
            _check_version(path, migrations.version(connection), read_only=read_only)
            if not read_only:
                migrations.migrate(connection)
        except duckdb.Error as error:
            connection.close()
            raise StoreError(f"{path}: its schema could not be brought up to date: {_first_line(error)}") from error
        except StoreError:
            connection.close()
            raise
        return cls(path, connection, read_only=read_only)

    def writer(self) -> Writer:
        """The one Writer of this store; close it (or leave its ``with``) before asking for another."""
        if self.read_only:
            raise StoreError(f"{self.path} is open for reading only; open it without read_only to write")
        if self._writer is not None and not self._writer.closed:
            raise StoreError(f"{self.path} has a writer already; close that one first")
        self._writer = Writer(self._connection.cursor())
        return self._writer

    def view(self) -> View:
        """What the database holds, for reading: claims, documents, counts."""
        return View(self._connection.cursor())

    @overload
    def claims(self, *, form: Literal["pandas"] = "pandas", **filters: Any) -> "pandas.DataFrame": ...
    @overload
    def claims(self, *, form: Literal["arrow"], **filters: Any) -> "pyarrow.Table": ...
    def claims(
        self, *, form: Literal["pandas", "arrow"] = "pandas", **filters: Any
    ) -> "pandas.DataFrame | pyarrow.Table":
        """The claims as a pandas DataFrame, or an Arrow table with ``form="arrow"``: one row a claim.

        ``store.claims(actor="PRK", with_="RUS", without_standing="denied")``: filters are the fields of
        ``ClaimFilter``, the columns those of ``sayso export parquet`` (docs/exports.md); needs the extra ``frames``.
        Raises ``QueryError`` for a filter that does not exist.
        """
        from sayso.export.table import frame  # noqa: PLC0415 - export builds on this package

        return frame(self.view(), "claims", form=form, **filters)

    def judgements(self) -> Judgements:
        """What people said of claims; adding to it needs a store that is open for writing."""
        return Judgements(self._connection.cursor())

    def settle(self, *, rebuild: bool = False, memory: str | None = None) -> "Settling":
        """Bring the ledger up to date with the claims: ``store.settle().events``.

        ``rebuild`` settles all anew; ``memory`` is how much the database may hold in memory (``"2GB"``).
        """
        from sayso.settle.settler import settle  # noqa: PLC0415 - settling builds on the store

        return settle(self._cursor_to_write(), rebuild=rebuild, memory=memory)

    def decide(
        self, verdict: str, one: str, other: str | None = None, *, person: str, note: str | None = None
    ) -> "Decision":
        """Add a decision by a person: ``store.decide("same", "e-1f0c", "e-77aa", person="mk")``; ``settle`` heeds it.

        ``verdict`` is ``same``, ``not-same``, ``wrong`` or ``withdrawn``; ``one`` and ``other`` are claims, or events,
        for which their first claim then stands. Raises ``QueryError`` where one does not exist.
        """
        from sayso.settle.decisions import add_decision, claim_meant  # noqa: PLC0415 - see settle

        connection = self._cursor_to_write()
        claims = [claim_meant(connection, key) for key in (one, other) if key is not None]
        second = claims[1] if len(claims) > 1 else None
        return add_decision(connection, verdict, claims[0], second, person=person, note=note)

    def ledger(self) -> "Ledger":
        """The events, for reading; raises ``SaysoError`` where the database was never settled."""
        from sayso.settle.ledger import Ledger  # noqa: PLC0415 - see settle

        return Ledger(self._connection.cursor())

    def events(self, *, form: str = "pandas", as_of: "datetime.date | str | None" = None, **filters: Any) -> Any:
        """The events as a pandas DataFrame, or an Arrow table with ``form="arrow"``: one row an event.

        ``store.events(actor="PRK", with_="RUS", min_origins=2)``: filters are the fields of ``EventFilter``, the
        columns those of the table ``events``. ``as_of`` is a day (``"2024-06-20"``); needs the extra ``frames``.
        """
        from sayso.settle.frames import event_frame  # noqa: PLC0415 - see settle

        return event_frame(self._connection.cursor(), self.ledger(), form=form, as_of=as_of, filters=filters)

    def _cursor_to_write(self) -> "duckdb.DuckDBPyConnection":
        if self.read_only:
            raise StoreError(f"{self.path} is open for reading only; open it without read_only to write")
        if self._writer is not None and not self._writer.closed:
            self._writer.flush()
        return self._connection.cursor()

    def close(self) -> None:
        """Write what the writer still holds and let go of the file."""
        if self._writer is not None and not self._writer.closed:
            self._writer.close()
        self._connection.close()

    def __enter__(self) -> "Store":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Store({str(self.path)!r}{', read_only=True' if self.read_only else ''})"


def _check_file(path: Path, *, read_only: bool) -> None:
    """Refuse what is plainly no DuckDB file, before DuckDB tries its extensions for other formats on it."""
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name a file for the database, such as {path / 'sayso.duckdb'}")
    if not path.exists():
        if read_only:
            raise StoreError(f"there is no database at {path}; `sayso code REPORTS --db {path}` makes one")
        if not path.parent.is_dir():
            raise StoreError(
                f"the folder {path.parent} does not exist; make it first, or name another place for {path}"
            )
        return
    try:
        with path.open("rb") as file:
            head = file.read(_MAGIC.stop)
    except OSError as error:
        raise StoreError(f"{path} could not be read: {error.strerror}") from error
    if head[_MAGIC] != b"DUCK":
        raise StoreError(f"{path} is not a sayso database (nor any DuckDB file); name another file with --db")


def _check_version(path: Path, found: int | None, *, read_only: bool) -> None:
    if found is None:
        raise StoreError(f"{path} is a DuckDB file of something else than sayso; name another file with --db")
    known = migrations.latest()
    if found > known:
        raise StoreError(f"{path} was made by a newer sayso (schema {found}, this one knows {known}); upgrade sayso")
    if read_only and found < known:
        raise StoreError(
            f"{path} has an older schema ({found}, this sayso reads {known}); "
            f"open it once for writing to bring it up to date: `sayso.open({str(path)!r})`"
        )


def _opening_error(path: Path, error: Exception) -> StoreError:
    text = str(error)
    if "lock" in text.lower():
        holder = re.search(r"PID (\d+)", text)
        who = f"process {holder[1]}" if holder else "another process"
        return StoreError(f"{path} is in use by {who}; wait until that one ends, or name another file with --db")
    if "different configuration" in text:
        return OtherModeError(f"{path} is open in this process already, in the other mode (reading or writing)")
    return StoreError(f"{path} could not be opened: {_first_line(error)}")


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
