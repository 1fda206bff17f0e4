"""Who did what to whom, and on whose say-so: political events from news reports, with the claims that carry them.

>>> import sayso
>>> coded = sayso.code("Kim thanked Putin.", published="2024-06-19")  # doctest: +SKIP
"""

from __future__ import annotations

import datetime
from os import PathLike
from typing import TYPE_CHECKING, Any

from sayso.claim import Claim
from sayso.coded import Coded
from sayso.document import Document
from sayso.errors import SaysoError
from sayso.span import Span

if TYPE_CHECKING:
    from sayso.coding import Coder
    from sayso.store.store import Store

__version__ = "0.1.0"
__all__ = ["Claim", "Coded", "Coder", "Document", "SaysoError", "Span", "code", "open"]


def code(text: str, *, published: datetime.date | str | None = None, **about: Any) -> Coded:
    """One report, coded: ``sayso.code("Kim thanked Putin.", published="2024-06-19").claims``.

    ``about`` takes what ``Document.of`` takes (``title``, ``publisher``, ``url``, ``id``). Each call loads the models
    anew, which takes about two seconds: keep a ``Coder`` for more than one report.
    """
    from sayso.coding import Coder  # noqa: PLC0415 - models are loaded when something is coded

    return Coder().code(Document.of(text, published=published, **about))


def open(path: str | PathLike[str], *, read_only: bool = True) -> Store:
    """A database that ``sayso code`` made: ``sayso.open("news.duckdb").claims(actor="PRK")``."""
    from sayso.store.store import Store  # noqa: PLC0415 - DuckDB takes a moment to import

    return Store.open(path, read_only=read_only)


def __getattr__(name: str) -> Any:
    if name == "Coder":
        from sayso.coding import Coder  # noqa: PLC0415 - see above

        return Coder
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")
