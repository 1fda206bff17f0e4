"""From claims to the ledger: which are one event, from how many origins, who affirms, who denies, how it stands.

>>> import sayso
>>> with sayso.open("news.duckdb", read_only=False) as store:     # doctest: +SKIP
...     store.settle()
...     store.ledger().events()

docs/ledger.md has the rules, docs/database.md the tables.
"""

from sayso.settle.decisions import Decision
from sayso.settle.settler import Settling, settle

__all__ = ["Decision", "Settling", "settle"]
