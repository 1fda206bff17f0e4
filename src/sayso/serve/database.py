"""The database as the workbench uses it: read-only, but for the moments in which somebody decides something."""

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

from sayso.errors import OtherModeError, SaysoError, StoreError
from sayso.serve.settings import IDLE_SECONDS, QUERY_SECONDS
from sayso.store.store import Store
from sayso.store.view import View

T = TypeVar("T")

_LINGER_SECONDS = 5.0


class TooSlowError(SaysoError):
    """A page took longer to read than one may wait for it."""


class BusyError(SaysoError):
    """Somebody else is at it; trying again in a moment helps."""


class Database:
    """One DuckDB file, read by many requests at once and written by one.

    ::

        with database.reading() as (store, view):
            view.summary()

    DuckDB lets a file be read by several processes or written by one. So it is held open for reading only, opened for
    writing for the length of one decision, and let go once nobody has asked for anything for a while: other programs
    can then write to it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Condition()
        self._store: Store | None = None
        self._readers = 0
        self._writing = self._closed = False
        self._used = 0.0
        self._stamp: tuple[Any, ...] | None = None
        self._known: dict[Hashable, Any] = {}

    def prepare(self) -> None:
        """Open it once, bringing an older schema up to date; raises ``StoreError`` where that cannot be done."""
        try:
            Store.open(self.path, read_only=True).close()
        except StoreError as error:
            if "older schema" not in str(error):
                raise
            Store.open(self.path).close()

    @contextmanager
    def unhurried(self) -> Iterator[Store]:
        """The store, for reading as long as it takes: for downloads."""
        store = self._enter()
        try:
            yield store
        finally:
            with self._lock:
                self._readers -= 1
                self._used = time.monotonic()
                self._lock.notify_all()

    @contextmanager
    def reading(self) -> Iterator[tuple[Store, View]]:
        """The store and what it holds; raises ``TooSlowError`` where reading takes longer than ``QUERY_SECONDS``."""
        import duckdb  # noqa: PLC0415 - see Store.open

        with self.unhurried() as store:
            view = store.view()
            timer = threading.Timer(QUERY_SECONDS, view.interrupt)
            timer.daemon = True
            timer.start()
            try:
                yield store, view
            except (duckdb.InterruptException, SaysoError) as error:
                if isinstance(error, duckdb.InterruptException) or "INTERRUPT" in str(error):
                    raise TooSlowError(
                        f"reading this took longer than {QUERY_SECONDS:.0f} seconds and was stopped; "
                        "ask for less: a shorter period, one type, one actor"
                    ) from error
                raise
            finally:
                timer.cancel()

    @contextmanager
    def writing(self) -> Iterator[Store]:
        """The store, for writing, with nobody else at it; raises ``StoreError`` where another process has the file."""
        with self._lock:
            if not self._lock.wait_for(lambda: not self._writing and self._readers == 0, timeout=QUERY_SECONDS):
                raise BusyError("the database is being read without a pause; try again in a moment")
            self._writing = True
            self._close()
        try:
            with self._opened_for_writing() as store:
                yield store
        finally:
            with self._lock:
                self._writing = False
                self._lock.notify_all()

    def remembered(self, key: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` gives, made once for each state of claims and events: for what is counted over all of them.

        Judgements change none of it, so that whoever judges does not have everything counted anew with each decision.
        """
        with self._lock:
            if key in self._known:
                return cast(T, self._known[key])
            stamp = self._stamp
        made = make()
        with self._lock:
            if stamp == self._stamp:
                self._known[key] = made
        return made

    def let_go(self, idle: float = IDLE_SECONDS) -> None:
        """Close the file where nobody has read from it for ``idle`` seconds; the next request opens it again."""
        with self._lock:
            if self._readers == 0 and not self._writing and time.monotonic() - self._used >= idle:
                self._close()

    def close(self) -> None:
        """Close it for good, once those who still read are done; whoever comes after raises ``BusyError``."""
        with self._lock:
            self._closed = True
            self._lock.wait_for(lambda: self._readers == 0, timeout=QUERY_SECONDS)
            self._close()

    def _opened_for_writing(self) -> Store:
        """The store, once the last cursor of a request that has just been answered is gone.

        DuckDB closes the cursors of a connection with it, but does not wait for one that another thread is at that
        moment letting go of, and that one still holds the file in the mode for reading.
        """
        end = time.monotonic() + _LINGER_SECONDS
        while True:
            try:
                return Store.open(self.path)
            except OtherModeError:
                if time.monotonic() >= end:
                    raise
                time.sleep(0.01)

    def _enter(self) -> Store:
        with self._lock:
            if not self._lock.wait_for(lambda: not self._writing, timeout=QUERY_SECONDS):
                raise BusyError("the database is being written to; try again in a moment")
            if self._closed:
                raise BusyError("the workbench is being ended")
            if self._store is None:
                self._store = Store.open(self.path, read_only=True)
                stamp = self._store.view().sql(_STATE).rows[0]
                if stamp != self._stamp:
                    self._stamp = stamp
                    self._known.clear()
            self._readers += 1
            return self._store

    def _close(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None


# Every reading of a report is a row of `codings`, every change of events one of `settlings`.
_STATE = """
SELECT (SELECT max(id) FROM codings), (SELECT count(*) FROM codings WHERE superseded_at IS NULL),
    (SELECT max(id) FROM settlings), (SELECT count(*) FROM quarantine), (SELECT count(*) FROM documents)
"""
