"""Which claims: a filter as a record, and the SQL that it stands for."""

import datetime
import difflib
from collections.abc import Iterable, Sequence
from typing import Any, Literal, get_args

import msgspec

from sayso.claim import Auxiliary
from sayso.errors import QueryError
from sayso.store.standing import Standing

StanceFilter = Literal["asserted", "confirmed", "alleged", "denied", "doubted"]
Order = Literal["document", "published", "date", "confidence", "unsure"]

# PLOVER's sixteen; the names alone, so that a query needs no ontology loaded.
TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip

_STANCES = {"confirmed": "confirms", "alleged": "alleges", "denied": "denies", "doubted": "doubts"}
# The names of columns alone, which claims and documents do not share: what was kept of them can be put in order too.
_ORDERS: dict[Order, str] = {
    "document": "published NULLS LAST, document, position",
    "published": "published DESC NULLS LAST, document, position",
    "date": "date_start NULLS LAST, date_end, document, position",
    "confidence": "confidence DESC, document, position",
    "unsure": "confidence, document, position",
}
_LINK = "EXISTS (SELECT 1 FROM links l WHERE l.claim = c.id AND l.coding = c.coding AND l.stance = '{0}')"
# The rule of sayso.store.standing, weightiest first.
_STANDINGS: dict[Standing, str] = {
    "denied": _LINK.format("denies"),
    "doubted": _LINK.format("doubts"),
    "alleged": _LINK.format("alleges"),
    "negated": "list_contains(c.aux, 'negation')",
    "hypothetical": "list_contains(c.aux, 'hypothetical')",
    "announced": "list_contains(c.aux, 'future')",
    "historical": "list_contains(c.aux, 'historical')",
    "confirmed": _LINK.format("confirms"),
    "reported": "true",
}


class ClaimFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which claims are wanted: ``ClaimFilter(actor="PRK", with_="RUS", type="AID")``; each field given must hold.

    ``actor``, ``recipient``, ``with_`` and ``holder`` take a country code (``PRK``), the id of a knowledge-base entry,
    or part of a name (“kim jong”, in any case). Three capitals are a code, or a whole word of a name (``PKK``), never
    part of a word. ``with_`` is the other party whichever way the act goes: with ``actor``, both directions of the
    dyad, and those who do a thing together where it is done to nobody (“Putin and Kim met”); alone, anyone who takes
    part. ``actor`` with ``recipient`` is one direction.

    ``stance`` is ``asserted`` (on the report's own word, or that of people who only say so or confirm it),
    ``confirmed``, ``alleged``, ``denied`` or ``doubted`` (by anyone in the chain). ``aux`` lists auxiliaries that must
    be there, ``without_aux`` those that must not. ``standing`` lists how the event may stand by the claim
    (``reported``, ``alleged``, ``denied``, …; see ``sayso.store.standing``), ``without_standing`` how it may not.
    ``words`` stand in its sentence, as written there, in any case.

    ``since`` and ``until`` are days of the event and let through what may have happened within them; claims that give
    no day are left out, since the day of publication is not passed off as the event's. ``published_since`` and
    ``published_until`` are about the report. ``document`` is the id of one report. ``order`` is ``document`` (as
    published, then as in the text), ``published`` (latest first), ``date`` (of the event), ``confidence``
    (highest first) or ``unsure`` (lowest first).
    """

    actor: str | None = None
    recipient: str | None = None
    with_: str | None = None
    type: str | None = None
    aux: tuple[Auxiliary, ...] = ()
    without_aux: tuple[Auxiliary, ...] = ()
    stance: StanceFilter | None = None
    standing: tuple[Standing, ...] = ()
    without_standing: tuple[Standing, ...] = ()
    words: str | None = None
    holder: str | None = None
    place: str | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    published_since: datetime.date | None = None
    published_until: datetime.date | None = None
    document: str | None = None
    min_confidence: float | None = None
    limit: int | None = None
    order: Order = "document"


class Query(msgspec.Struct, frozen=True):
    """A WHERE clause over ``claims c`` and ``documents d`` with its parameters, and an ORDER BY and LIMIT."""

    where: str
    parameters: tuple[Any, ...]
    tail: str


def compile_filter(claim_filter: ClaimFilter) -> Query:
    """The SQL of a filter; every value that comes from outside is a parameter.

    Raises ``QueryError`` for a type, auxiliary, stance or order that does not exist, with what was probably meant.
    """
    f = claim_filter
    parts: list[tuple[str, Sequence[Any]]] = [("c.superseded_at IS NULL", ())]
    parts += _parties(f)
    if f.type is not None:
        parts.append(("c.type = ?", [_known(f.type.upper(), TYPES, "event type")]))
    parts += [("list_contains(c.aux, ?)", [_known(a, get_args(Auxiliary), "auxiliary")]) for a in f.aux]
    parts += [("NOT list_contains(c.aux, ?)", [_known(a, get_args(Auxiliary), "auxiliary")]) for a in f.without_aux]
    if f.stance is not None:
        parts.append(_stance(f.stance))
    if f.standing:
        parts.append((f"({' OR '.join(f'({_standing(word)})' for word in f.standing)})", ()))
    parts += [(f"NOT ({_standing(word)})", ()) for word in f.without_standing]
    if f.words is not None:
        parts.append(("contains(lower(c.sentence_text), lower(?))", [f.words]))
    if f.holder is not None:
        sql, values = party_sql(f.holder, "l.holder_")
        parts.append((f"EXISTS (SELECT 1 FROM links l WHERE {_OF_CLAIM.format('l')} AND {sql})", values))
    if f.place is not None:
        sql = "c.place_country = ?" if _is_code(f.place) else "contains(lower(c.place_name), lower(?))"
        parts.append((sql, [f.place]))
    for sql, value in (
        ("c.date_end >= ?", f.since),
        ("c.date_start <= ?", f.until),
        ("d.published >= ?", f.published_since),
        ("d.published <= ?", f.published_until),
        ("c.document = ?", f.document),
        ("c.confidence >= ?", f.min_confidence),
    ):
        if value is not None:
            parts.append((sql, [value]))
    order = _ORDERS[_known(f.order, _ORDERS, "order")]
    if f.limit is not None and f.limit < 0:
        raise QueryError(f"a limit of {f.limit} claims makes no sense; leave it out for all")
    tail = f"ORDER BY {order}" + (f" LIMIT {int(f.limit)}" if f.limit is not None else "")
    return Query(" AND ".join(sql for sql, _ in parts), tuple(v for _, values in parts for v in values), tail)


_OF_CLAIM = "{0}.claim = c.id AND {0}.coding = c.coding"


def _parties(f: ClaimFilter) -> list[tuple[str, Sequence[Any]]]:
    parts: list[tuple[str, Sequence[Any]]] = []
    if f.recipient is not None:
        parts.append(_takes_part(f.recipient, "recipient"))
    if f.with_ is None:
        if f.actor is not None:
            parts.append(_takes_part(f.actor, "actor"))
    elif f.actor is None:
        parts.append(_takes_part(f.with_, None))
    else:
        one, one_values = party_sql(f.actor, "p.")
        other, other_values = party_sql(f.with_, "q.")
        # Two different participants: one does it to the other, or both do it and nobody has it done to them. Each is
        # looked for by itself before the two are joined: few mentions are either.
        sql = (
            f"(c.id, c.coding) IN (SELECT p.claim, p.coding FROM (SELECT * FROM participants p WHERE {one}) p "
            f"JOIN (SELECT * FROM participants q WHERE {other}) q ON q.claim = p.claim AND q.coding = p.coding "
            f"WHERE p.role <> q.role OR (p.role = 'actor' AND p.position <> q.position AND NOT EXISTS "
            f"(SELECT 1 FROM participants n WHERE n.claim = p.claim AND n.coding = p.coding AND n.role = 'recipient')))"
        )
        parts.append((sql, [*one_values, *other_values]))
    return parts


def _takes_part(who: str, role: str | None) -> tuple[str, Sequence[Any]]:
    sql, values = party_sql(who, "p.")
    in_role = f"AND p.role = '{role}' " if role else ""
    return f"(c.id, c.coding) IN (SELECT p.claim, p.coding FROM participants p WHERE {sql} {in_role})", values


def party_sql(who: str, prefix: str) -> tuple[str, list[Any]]:
    """Whether one mention is ``who``: its country, its knowledge-base id, or its name, as ``ClaimFilter`` says.

    ``party_sql("PRK", "p.")`` is a condition on a row ``p`` of ``participants``, and its parameters.
    """
    if not who.strip():
        raise QueryError("an empty name matches nobody; give a country code, an id, or part of a name")
    who = who.strip()
    names = (f"{prefix}name", f"{prefix}text")
    if _is_code(who):
        # `USA` must not find “Jerusalem”: three capitals are a code, or a word by itself. Looking for the letters first
        # spares nearly all mentions the expression, which is what takes time.
        by_name = " OR ".join(f"(contains({name}, ?) AND regexp_matches({name}, ?))" for name in names)
        word = rf"\b{who}\b"
        return f"({prefix}country = ? OR {prefix}kb = ? OR {by_name})", [who, who, who, word, who, word]
    by_name = " OR ".join(f"contains(lower({name}), lower(?))" for name in names)
    return f"({prefix}country = upper(?) OR {prefix}kb = ? OR {by_name})", [who] * 4


def _is_code(text: str) -> bool:
    return len(text) == 3 and text.isascii() and text.isalpha() and text.isupper()


def _stance(stance: str) -> tuple[str, Sequence[Any]]:
    stance = {verb: name for name, verb in _STANCES.items()}.get(stance, stance)  # `denies` is as good as `denied`
    stance = "asserted" if stance == "asserts" else stance
    _known(stance, get_args(StanceFilter), "stance")
    links = f"SELECT 1 FROM links l WHERE {_OF_CLAIM.format('l')}"
    if stance == "asserted":
        return f"NOT EXISTS ({links} AND l.stance NOT IN ('asserts', 'confirms'))", ()
    return f"EXISTS ({links} AND l.stance = ?)", [_STANCES[stance]]


def _standing(standing: Standing) -> str:
    """That a claim's standing is this one and none that outweighs it."""
    names = list(_STANDINGS)
    weightier = names[: names.index(_known(standing, names, "standing"))]
    return " AND ".join([_STANDINGS[standing], *(f"NOT {_STANDINGS[name]}" for name in weightier)])


def _known(value: Any, known: Iterable[Any], what: str) -> Any:
    names = list(known)
    if value in names:
        return value
    close = difflib.get_close_matches(str(value), names, n=1)
    hint = f"; did you mean {close[0]}?" if close else f"; there are {', '.join(names)}"
    raise QueryError(f"there is no {what} {value!r}{hint}")
