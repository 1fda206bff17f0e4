"""What a query string may say about claims, and the filter that it stands for."""

import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from sayso.claim import Auxiliary
from sayso.errors import QueryError
from sayso.serve.paging import Slice
from sayso.store.filter import TYPES, ClaimFilter, StanceFilter
from sayso.store.standing import Standing

Order = Literal["published", "document", "date", "confidence", "unsure"]
Text = Annotated[str | None, QueryParameter(max_length=200)]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A filter as the query string had it; ``query`` gives it back for links and forms, empty fields left out."""

    wanted: ClaimFilter
    query: dict[str, str]

    def get(self, name: str) -> str:
        """What a field of the form holds."""
        return self.query.get(name, "")


AskedClaims: TypeAlias = NamedDependency[Asked]
Rows: TypeAlias = NamedDependency[Slice]


def asked_claims(
    actor: Text = None,
    recipient: Text = None,
    with_: Annotated[str | None, QueryParameter(name="with", max_length=200)] = None,
    type_: Annotated[str | None, QueryParameter(name="type", max_length=20, description="one of sixteen")] = None,
    aux: Annotated[Auxiliary | Literal[""] | None, QueryParameter(description="must be there")] = None,
    stance: Annotated[StanceFilter | Literal[""] | None, QueryParameter(description="of anyone in the chain")] = None,
    standing: Annotated[Standing | Literal[""] | None, QueryParameter(description="how the event stands by it")] = None,
    words: Annotated[str | None, QueryParameter(max_length=200, description="stand in the sentence")] = None,
    holder: Annotated[str | None, QueryParameter(max_length=200, description="who says so")] = None,
    place: Text = None,
    since: Annotated[str | None, QueryParameter(max_length=10, description="of the event: 2024-06-19, 2024-06")] = None,
    until: Annotated[str | None, QueryParameter(max_length=10)] = None,
    published_since: Annotated[str | None, QueryParameter(max_length=10, description="of the report")] = None,
    published_until: Annotated[str | None, QueryParameter(max_length=10)] = None,
    document: Annotated[str | None, QueryParameter(max_length=500)] = None,
    min_confidence: Annotated[str | None, QueryParameter(max_length=10, description="0 to 1")] = None,
    order: Annotated[Order | Literal[""] | None, QueryParameter(description="latest report first")] = None,
) -> Asked:
    """The claims that a query string asks for; raises ``QueryError`` with the remedy. Empty fields are as none."""
    given = {
        "actor": actor, "recipient": recipient, "with": with_, "type": type_, "aux": aux, "stance": stance,
        "standing": standing, "words": words, "holder": holder, "place": place, "since": since, "until": until,
        "published_since": published_since, "published_until": published_until, "document": document,
        "min_confidence": min_confidence, "order": order,
    }  # fmt: skip
    kept = {name: value.strip() for name, value in given.items() if value and value.strip()}
    order_ = kept.get("order", "published")
    wanted = ClaimFilter(
        actor=kept.get("actor"),
        recipient=kept.get("recipient"),
        with_=kept.get("with"),
        type=event_type(kept.get("type")),
        aux=(aux,) if aux else (),
        stance=stance or None,
        standing=(standing,) if standing else (),
        words=kept.get("words"),
        holder=kept.get("holder"),
        place=kept.get("place"),
        since=day(kept.get("since")),
        until=day(kept.get("until"), last=True),
        published_since=day(kept.get("published_since")),
        published_until=day(kept.get("published_until"), last=True),
        document=kept.get("document"),
        min_confidence=_share(kept.get("min_confidence")),
        order=msgspec.convert(order_, Order),
    )
    return Asked(wanted=wanted, query=kept)


def asked_rows(
    offset: Annotated[int, QueryParameter(ge=0, description="how many rows to pass over")] = 0,
    limit: Annotated[int, QueryParameter(ge=1, le=500, description="how many rows to give")] = 50,
) -> Slice:
    """Which rows a query string asks for."""
    return Slice(offset=offset, limit=limit).check()


def day(text: str | None, *, last: bool = False) -> datetime.date | None:
    """A day from ``2024-06-19``, or the first (or ``last``) of ``2024-06`` or ``2024``; raises ``QueryError``."""
    if not text:
        return None
    try:
        parts = [int(part) for part in text.split("-")]
        if len(parts) == 3:
            return datetime.date(*parts)
        if len(parts) > 3:
            raise ValueError(text)
        year, month = parts[0], parts[1] if len(parts) == 2 else 12 if last else 1
        if not last:
            return datetime.date(year, month, 1)
        return datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)
    except (ValueError, OverflowError) as error:
        raise QueryError(f"{text!r} is not a day; write it as 2024-06-19, 2024-06 or 2024") from error


def event_type(name: str | None) -> str | None:
    """One of PLOVER's sixteen, in capitals; raises ``QueryError`` for anything else."""
    if name is not None and name.upper() not in TYPES:
        raise QueryError(f"there is no event type {name!r}; there are {', '.join(TYPES)}")
    return name.upper() if name else None


def _share(text: str | None) -> float | None:
    if text is None:
        return None
    try:
        share = float(text)
    except ValueError as error:
        raise QueryError(f"{text!r} is no number; min_confidence lies between 0 and 1") from error
    if not 0 <= share <= 1:
        raise QueryError(f"min_confidence lies between 0 and 1, not at {text}")
    return share
