"""Those whom words may stand for, before a particular span is tied to them."""

import dataclasses
from typing import Literal

from sayso.actor import Actor
from sayso.span import Span

Kind = Literal["person", "country", "group", "body", "people"]
Gender = Literal["f", "m"]


@dataclasses.dataclass(frozen=True, slots=True)
class Referent:
    """Someone in play in a report: ``Referent("person", name="Vladimir Putin", country="RUS", sector="GOV")``.

    ``people`` are those whom a common noun names (“Syrian troops”, “a court”). ``gender`` is what the report lets
    one know of a person's.
    """

    kind: Kind
    name: str | None = None
    kb: str | None = None
    country: str | None = None
    sector: str | None = None
    role: str | None = None
    reason: str | None = None
    plural: bool = False
    gender: Gender | None = None

    def actor(self, span: Span, reason: str | None = None) -> Actor:
        """The referent as the words of ``span`` name it; ``reason`` is put before the referent's own."""
        reasons = [text for text in (reason, self.reason) if text]
        return Actor(
            span=span,
            name=self.name,
            kb=self.kb,
            country=self.country,
            sector=self.sector,
            role=self.role,
            reason="; ".join(reasons) or None,
        )

    def same(self, other: "Referent") -> bool:
        """True where both are known to be one: the same name, or the same country and sector without one."""
        if self.name or other.name:
            return self.name == other.name
        return self.kind == other.kind and (self.country, self.sector) == (other.country, other.sector)

    def but(self, **changes: object) -> "Referent":
        """A copy with some fields changed."""
        return dataclasses.replace(self, **changes)  # pyright: ignore[reportArgumentType]
