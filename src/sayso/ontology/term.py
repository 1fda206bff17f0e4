"""A word of the vocabulary that needs no more than a definition."""

import msgspec


class Term(msgspec.Struct, frozen=True):
    """A sector, an auxiliary or a stance: ``Term("COP", "Police and other internal security forces.")``."""

    name: str
    definition: str
