"""One DuckDB file of documents and the claims found in them.

>>> import sayso.store
>>> with sayso.store.Store.open("news.duckdb") as store:            # doctest: +SKIP
...     with store.writer() as writer:
...         writer.add(coded)
...     store.view().claims(sayso.store.ClaimFilter(actor="PRK", with_="RUS"))
"""

from sayso.store.filter import ClaimFilter, Order, StanceFilter
from sayso.store.judgements import Judgements
from sayso.store.standing import Standing, standing
from sayso.store.store import Store
from sayso.store.view import Rows, Summary, View
from sayso.store.writer import Outcome, Writer

__all__ = [
    "ClaimFilter",
    "Judgements",
    "Order",
    "Outcome",
    "Rows",
    "StanceFilter",
    "Standing",
    "Store",
    "Summary",
    "View",
    "Writer",
    "standing",
]
