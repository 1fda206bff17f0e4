"""Someone in a role: a person, a government, a group, a body."""

import msgspec

from sayso.span import Span

STATELESS = frozenset({"IGO", "NGO", "MNC", "IMG"})
"""What stands in place of a country for those who are of none: bodies of states, NGOs, firms of many countries, armed
groups of many."""


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who acts, is acted upon or speaks, as the report words it and as the knowledge base knows it.

    ``span`` is the raw mention (a pronoun, where the text has one); ``name`` the full name it stands for;
    ``kb`` the id of the knowledge-base entry; ``country`` ISO 3166-1 alpha-3, or ``IGO``, ``NGO``, ``MNC``,
    ``IMG`` for those that have none; ``sector`` a PLOVER sector (``GOV``, ``MIL``, ``REB``, …); ``role`` the
    office held on that date (“foreign minister”). ``reason`` says how the mention was resolved, for ``explain``.
    """

    span: Span
    name: str | None = None
    kb: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    reason: str | None = None
