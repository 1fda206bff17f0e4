"""Events: the table with its filters, one event with all that it stands on, and what people decide about both."""

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, TypeAlias, get_args

import anyio.to_thread
import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody, QueryParameter
from litestar.response import Redirect, Stream

from sayso.display.marked import Stretch, marked_sentence
from sayso.display.phrase import one_line
from sayso.errors import QueryError, SaysoError
from sayso.event import Event, FollowUp, Status
from sayso.serve.filters import Rows, Text, day, event_type
from sayso.serve.paging import Paged, Slice, cut, paged
from sayso.serve.render import url
from sayso.serve.requests import field, judge_name, remember_judge
from sayso.serve.safety import WriteToken, check_write
from sayso.serve.workbench import Bench
from sayso.settle.decisions import Decision, in_force
from sayso.settle.dossier import Dossier, ToldClaim, ToldOrigin
from sayso.settle.event_filter import EventFilter, EventOrder
from sayso.settle.ledger import Ledger, event_of
from sayso.store.filter import TYPES
from sayso.store.store import Store
from sayso.store.view import View

STORY = 40
EventId = Annotated[str, QueryParameter(name="id", max_length=100, description="its id, or that of a claim in it")]
AsOf = Annotated[str | None, QueryParameter(max_length=10, description="as the reports up to that day had it")]
CSV_COLUMNS = (
    "id", "type", "status", "follow_up", "due", "actors", "actor_countries", "recipients", "recipient_countries",
    "date_start", "date_end", "date_precision", "place", "place_country", "latitude", "longitude", "quad", "intensity",
    "claims", "reports", "origins", "denying_origins", "affirmers", "deniers", "first_published", "last_published",
)  # fmt: skip


class AskedEvents(msgspec.Struct, frozen=True, kw_only=True):
    """A filter of events as the query string had it; ``query`` gives it back for links and forms."""

    wanted: EventFilter
    as_of: datetime.date | None
    query: dict[str, str]

    def get(self, name: str) -> str:
        """What a field of the form holds."""
        return self.query.get(name, "")


class Leaf(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet on the way to an origin: its step, and the claims told through it."""

    name: str
    how: str
    told: list[ToldClaim]
    through: list["Leaf"]


class EventPage(msgspec.Struct, frozen=True, kw_only=True):
    """What the page of an event shows."""

    dossier: Dossier
    sides: list[tuple[str, list["Passage"]]]
    origins: list[tuple[ToldOrigin, list[Leaf], list[str]]]
    story: list[Event]
    in_force: frozenset[int]


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence on the page of an event, cut at the words of its first claim, and all claims that it makes: by whom
    it is said, and in which reports it stands."""

    text: tuple[Stretch, ...]
    told: list[ToldClaim]


class ToDecide(msgspec.Struct, frozen=True, kw_only=True):
    """Whether two are one event: ``{"verdict": "not-same", "one": "c-…", "other": "e-…", "person": "mk"}``.

    ``one`` and ``other`` are claims, or events, for which their first claim then stands; ``withdrawn`` takes back what
    was decided on the two before.
    """

    verdict: Literal["same", "not-same", "withdrawn"]
    one: Annotated[str, msgspec.Meta(max_length=100)]
    other: Annotated[str, msgspec.Meta(max_length=100)]
    person: Annotated[str, msgspec.Meta(max_length=100)] | None = None
    note: Annotated[str, msgspec.Meta(max_length=2000)] | None = None


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """How many events there are now."""

    events: int


EventsAsked: TypeAlias = NamedDependency[AskedEvents]


def asked_events(
    actor: Text = None,
    recipient: Text = None,
    with_: Annotated[str | None, QueryParameter(name="with", max_length=200)] = None,
    type_: Annotated[str | None, QueryParameter(name="type", max_length=20, description="one of sixteen")] = None,
    status: Annotated[Status | Literal[""] | None, QueryParameter(description="how it stands")] = None,
    follow_up: Annotated[FollowUp | Literal[""] | None, QueryParameter(description="what became of it")] = None,
    place: Text = None,
    since: Annotated[str | None, QueryParameter(max_length=10, description="of the event: 2024-06-19, 2024-06")] = None,
    until: Annotated[str | None, QueryParameter(max_length=10)] = None,
    min_origins: Annotated[str | None, QueryParameter(max_length=4, description="independent, that affirm it")] = None,
    denied: Annotated[Literal["yes", "no", ""] | None, QueryParameter(description="whether anybody denies it")] = None,
    as_of: AsOf = None,
    order: Annotated[EventOrder | Literal[""] | None, QueryParameter(description="last report first")] = None,
) -> AskedEvents:
    """The events that a query string asks for; raises ``QueryError`` with the remedy. Empty fields are as none."""
    given = {
        "actor": actor, "recipient": recipient, "with": with_, "type": type_, "status": status,
        "follow_up": follow_up, "place": place, "since": since, "until": until, "min_origins": min_origins,
        "denied": denied, "as_of": as_of, "order": order,
    }  # fmt: skip
    kept = {name: value.strip() for name, value in given.items() if value and value.strip()}
    least = kept.get("min_origins")
    if least is not None and not (least.isascii() and least.isdigit()):
        raise QueryError(f"{least!r} is no number of origins")
    wanted = EventFilter(
        actor=kept.get("actor"),
        recipient=kept.get("recipient"),
        with_=kept.get("with"),
        type=event_type(kept.get("type")),
        status=status or None,
        follow_up=follow_up or None,
        place=kept.get("place"),
        since=day(kept.get("since")),
        until=day(kept.get("until"), last=True),
        min_origins=int(least) if least else None,
        denied={"yes": True, "no": False}.get(kept.get("denied", "")),
        order=order or "published",
    )
    return AskedEvents(wanted=wanted, as_of=day(kept.get("as_of"), last=True), query=kept)


# ---------------------------------------------------------------- pages


@get("/events", include_in_schema=False, sync_to_thread=True)
def events_table(bench: Bench, asked_events: EventsAsked, rows: Rows) -> Response[str]:
    """The events that pass the filters, a page of them; where nothing is settled yet, how to."""
    with bench.database.reading() as (store, view):
        if not settled(view):
            return bench.pages.page("unsettled.html")
        found = find_events(store, view, asked_events, rows)
        waiting = undone(view)
    return bench.pages.page(
        "events.html",
        found=found,
        asked=asked_events,
        types=TYPES,
        statuses=get_args(Status),
        follow_ups=get_args(FollowUp),
        waiting=waiting,
    )


@get("/events.csv", include_in_schema=False, sync_to_thread=True)
def events_csv(bench: Bench, asked_events: EventsAsked) -> Stream:
    """All events that pass the filters, as a table."""
    headers = {"content-disposition": 'attachment; filename="events.csv"'}
    return Stream(_csv(_every(bench, asked_events)), media_type="text/csv", headers=headers)


@get("/events.jsonl", include_in_schema=False, sync_to_thread=True)
def events_jsonl(bench: Bench, asked_events: EventsAsked) -> Stream:
    """All events that pass the filters, one JSON object a line."""
    lines = (msgspec.json.encode(event).decode() + "\n" for event in _every(bench, asked_events))
    headers = {"content-disposition": 'attachment; filename="events.jsonl"'}
    return Stream(lines, media_type="application/x-ndjson", headers=headers)


@get("/event", include_in_schema=False, sync_to_thread=True)
def event_alone(bench: Bench, request: Request[Any, Any, Any], event_id: EventId, as_of: AsOf = None) -> Response[str]:
    """What is said to have happened: who affirms and who denies, its origins, its history, what belongs with it."""
    then = day((as_of or "").strip(), last=True)
    with bench.database.reading() as (store, view):
        shown = _page(store.ledger(), event_id, then)
        waiting = undone(view)
    return bench.pages.page(
        "event.html",
        shown=shown,
        as_of=then,
        waiting=waiting,
        judge=judge_name(request, bench.settings.person),
    )


@post("/decide", include_in_schema=False)
async def decide(bench: Bench, request: Request[Any, Any, Any]) -> Redirect:
    """Two claims are, or are not, about one event; the ledger is settled with it at once."""
    form = await request.form()
    check_write(request, bench.keys, field(form, "token"))
    given = {name: field(form, name) for name in ("one", "other", "verdict", "person", "note")}
    try:
        data = msgspec.convert(given, ToDecide)
    except msgspec.ValidationError as error:
        raise QueryError(f"the form holds something that cannot be: {error}") from error
    made = await anyio.to_thread.run_sync(decided, bench, data)
    answer = Redirect(url("/event", id=field(form, "back") or made.claim), status_code=303)
    remember_judge(answer, made.person)
    return answer


@post("/settle", include_in_schema=False)
async def settle(bench: Bench, request: Request[Any, Any, Any]) -> Redirect:
    """Bring the ledger up to date with claims and decisions."""
    form = await request.form()
    check_write(request, bench.keys, field(form, "token"))

    def write() -> None:
        with bench.database.writing() as store:
            store.settle()

    await anyio.to_thread.run_sync(write)
    return Redirect("/events", status_code=303)


# ---------------------------------------------------------------- API


@get("/events", operation_id="events", tags=["events"], sync_to_thread=True)
def events_answer(bench: Bench, asked_events: EventsAsked, rows: Rows) -> Paged[Event]:
    """The events that pass the filters. Where the database was never settled, there are none."""
    with bench.database.reading() as (store, view):
        if not settled(view):
            return paged([], 0, rows)
        return find_events(store, view, asked_events, rows)


@get("/event", operation_id="event", tags=["events"], sync_to_thread=True)
def event_answer(bench: Bench, event_id: EventId, as_of: AsOf = None) -> Dossier:
    """An event with its claims, their reports and origins, its history, numbers and decisions."""
    with bench.database.reading() as (store, _):
        return store.ledger().dossier(event_id, as_of=day((as_of or "").strip(), last=True))


@get("/story", operation_id="story", tags=["events"], sync_to_thread=True)
def story_answer(bench: Bench, event_id: EventId, rows: Rows) -> Paged[Event]:
    """The events that belong with one, itself included, in order of time: of its reports, or between its parties and
    near it."""
    with bench.database.reading() as (store, _):
        return cut(store.ledger().story(event_id), rows)


@get("/decisions", operation_id="decisions", tags=["judging"], sync_to_thread=True)
def decisions_answer(bench: Bench, rows: Rows) -> Paged[Decision]:
    """What people decided about which claims are one event, the latest first."""
    with bench.database.reading() as (store, view):
        return cut(store.ledger().decisions()[::-1] if settled(view) else [], rows)


@post("/decisions", operation_id="decide", tags=["judging"], sync_to_thread=True, status_code=201)
def decide_answer(
    bench: Bench, request: Request[Any, Any, Any], data: JSONBody[ToDecide], write_token: WriteToken
) -> Decision:
    """Say that two claims (or the events they are in) are, or are not, one event; events are settled at once."""
    check_write(request, bench.keys, write_token)
    return decided(bench, data)


@post("/settlings", operation_id="settle", tags=["judging"], sync_to_thread=True, status_code=201)
def settle_answer(bench: Bench, request: Request[Any, Any, Any], write_token: WriteToken) -> Settled:
    """Bring the events up to date with claims and decisions."""
    check_write(request, bench.keys, write_token)
    with bench.database.writing() as store:
        store.settle()
        return Settled(events=store.ledger().count())


# ---------------------------------------------------------------- what they do


def decided(bench: Bench, data: ToDecide) -> Decision:
    """Write a decision down and settle with it."""
    person = (data.person or "").strip() or bench.settings.person
    with bench.database.writing() as store:
        made = store.decide(data.verdict, data.one, data.other.strip(), person=person, note=data.note)
        store.settle()
        return made


def settled(view: View) -> bool:
    """Whether the database has events at all."""
    return bool(view.sql("SELECT 1 FROM settlings LIMIT 1").rows)


def undone(view: View) -> int:
    """How many decisions came after the ledger was last settled."""
    last = view.sql("SELECT coalesce(decisions, 0) FROM settlings ORDER BY id DESC LIMIT 1").rows
    return int(view.sql("SELECT count(*) FROM decisions WHERE id > ?", [last[0][0]]).rows[0][0]) if last else 0


def find_events(store: Store, view: View, asked: AskedEvents, rows: Slice) -> Paged[Event]:
    """One page of the events that pass a filter."""
    rows.check()
    ledger = store.ledger()
    sql, values = ledger.query(asked.wanted, as_of=asked.as_of)
    found = view.sql(f"{sql} LIMIT ? OFFSET ?", [*values, rows.limit, rows.offset])
    events = [event_of(dict(zip(found.columns, row, strict=True))) for row in found.rows]
    return paged(events, ledger.count(asked.wanted, as_of=asked.as_of), rows)


def events_of(view: View, claims: Iterable[str]) -> dict[str, str]:
    """The events that these claims are in, by claim; none where the database was never settled."""
    found = view.sql(
        "SELECT claim, event FROM event_claims WHERE NOT refers AND claim IN (SELECT unnest(?::VARCHAR[]))",
        [list(claims)],
    )
    return dict(found.rows)


def events_by_id(view: View, ids: Iterable[str], most: int) -> list[Event]:
    """The events of these ids, the last reported first, at most so many."""
    found = view.sql(
        "SELECT * FROM events WHERE id IN (SELECT unnest(?::VARCHAR[])) ORDER BY last_published DESC, id LIMIT ?",
        [list(ids), most],
    )
    return [event_of(dict(zip(found.columns, row, strict=True))) for row in found.rows]


def _every(bench: Bench, asked: AskedEvents) -> Iterator[Event]:
    with bench.database.unhurried() as store:
        try:
            ledger = store.ledger()
        except SaysoError:  # never settled: a file without rows
            return
        yield from ledger.iter_events(asked.wanted, as_of=asked.as_of)


def _csv(events: Iterable[Event]) -> Iterator[str]:
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for event in events:
        writer.writerow(_cells(event))
        if file.tell() > 65_536:
            yield file.getvalue()
            file.seek(0)
            file.truncate()
    yield file.getvalue()


def _cells(event: Event) -> list[Any]:
    def joined(values: Iterable[str | None]) -> str:
        return "; ".join((value or "").replace(";", ",") for value in values)

    return [
        event.id, event.type, event.status, event.follow_up, event.due,
        joined(party.name for party in event.actors), joined(party.country for party in event.actors),
        joined(party.name for party in event.recipients), joined(party.country for party in event.recipients),
        event.start, event.end, event.precision, event.place, event.place_country, event.latitude, event.longitude,
        event.quad, event.intensity, event.claims, event.reports, event.origins, event.denying_origins,
        joined(event.affirmers), joined(event.deniers), event.first_published, event.last_published,
    ]  # fmt: skip


_SIDES = (
    ("Affirmed by", ("affirms",)),
    ("Denied by", ("denies", "doubts")),
    ("Announced or thought possible by", ("foresees",)),
)


def _page(ledger: Ledger, key: str, as_of: datetime.date | None) -> EventPage:
    dossier = ledger.dossier(key, as_of=as_of)
    return EventPage(
        dossier=dossier,
        sides=[(title, _passages([t for t in dossier.testimonies if t.side in sides])) for title, sides in _SIDES],
        origins=[
            (
                origin,
                _through([told for told in dossier.testimonies if told.origin == origin.position], 1),
                list(dict.fromkeys(f"{fold.evidence}: {fold.detail}" for fold in origin.folds)),
            )
            for origin in dossier.origins
        ],
        story=ledger.story(dossier.event.id, most=STORY),
        in_force=frozenset(each.id for each in in_force(list(dossier.decisions))),
    )


def _passages(told: list[ToldClaim]) -> list[Passage]:
    """Each sentence once, in the order of publication: reprints and several holders share one."""
    groups: dict[str, list[ToldClaim]] = {}
    for each in told:
        groups.setdefault(one_line(each.claim.sentence_span.text), []).append(each)
    return [Passage(text=marked_sentence(group[0].claim), told=group) for group in groups.values()]


def _through(told: list[ToldClaim], depth: int) -> list[Leaf]:
    """The steps from an origin towards its readers: claims whose way back shares a step share a leaf."""
    leaves: dict[str, list[ToldClaim]] = {}
    for each in told:
        if len(each.steps) > depth:
            leaves.setdefault(each.steps[-depth - 1].name, []).append(each)
    made = []
    for name, group in leaves.items():
        step = group[0].steps[-depth - 1]
        how = {"copy": "copies it", "credit": "credits it", "dateline": "dateline"}.get(step.evidence, "")
        made.append(
            Leaf(
                name=name,
                how=how,
                told=[each for each in group if len(each.steps) == depth + 1],
                through=_through(group, depth + 1),
            )
        )
    return made
