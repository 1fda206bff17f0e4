"""A page of something: which rows, and how many there are."""

from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from sayso.errors import QueryError
from sayso.serve.settings import MAX_PAGE

T = TypeVar("T")
MAX_OFFSET = 1_000_000


class Slice(msgspec.Struct, frozen=True):
    """Which rows are asked for: ``Slice(offset=50, limit=50)`` is the second page of fifty."""

    offset: int = 0
    limit: int = 50

    def check(self) -> "Slice":
        """Itself; raises ``QueryError`` for more than one may ask for."""
        if not 1 <= self.limit <= MAX_PAGE:
            raise QueryError(f"limit must lie between 1 and {MAX_PAGE}; for everything take a download")
        if not 0 <= self.offset <= MAX_OFFSET:
            raise QueryError(f"offset must lie between 0 and {MAX_OFFSET:,}; narrow the filters instead")
        return self


class Paged(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """Some of the rows there are. ``next`` is the ``offset`` of the page after this one; ``null`` on the last."""

    items: list[T]
    total: int
    offset: int
    limit: int
    next: int | None = None


def paged(items: list[T], total: int, rows: Slice) -> Paged[T]:
    """The page that these rows make."""
    after = rows.offset + len(items)
    return Paged(
        items=items, total=total, offset=rows.offset, limit=rows.limit, next=after if items and after < total else None
    )


def cut(everything: Sequence[T], rows: Slice) -> Paged[T]:
    """The page of a list that is at hand as a whole."""
    return paged(list(everything[rows.offset : rows.offset + rows.limit]), len(everything), rows)
