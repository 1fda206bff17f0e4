"""Events as tables, as two columns of who affirms and who denies, and as time lines, for a terminal."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.display.phrase import listed, one_line, when_day, when_phrase
from sayso.event import Event, Party, Status
from sayso.settle.assembly import Toll
from sayso.settle.dossier import Dossier, ToldClaim
from sayso.settle.origins import Fold
from sayso.settle.voices import Step
from sayso.span import Span
from sayso.when import When

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text
    from rich.tree import Tree

SIGNS: dict[Status, str] = {
    "confirmed": "◉",
    "reported": "●",
    "disputed": "◑",
    "alleged": "◐",
    "denied": "✕",
    "announced": "○",
    "hypothetical": "◇",
    "historical": "◂",
}
STYLES: dict[Status, str] = {
    "confirmed": "bold green",
    "reported": "green",
    "disputed": "dark_orange3",
    "alleged": "yellow",
    "denied": "red",
    "announced": "blue",
    "hypothetical": "cyan",
    "historical": "bright_black",
}


def events_table(events: Iterable[Event]) -> Table:
    """One event a row: id, event, who and whom, how it stands, on how many origins, when and where."""
    from rich.text import Text

    table = _table("event", "who → whom", "stands", "origins", "when · where")
    table.columns[3].justify = "right"
    table.columns[0].no_wrap = True
    for event in events:
        head = Text(f"{SIGNS[event.status]} {one_line(event.type)}", f"bold {STYLES[event.status]}")
        head.append(f"\n{event.id}", "not bold dim")
        table.add_row(
            head, Text(who(event)), standing_text(event), Text(origins_phrase(event)), Text(when_where(event)),
        )  # fmt: skip
    return table


def who(event: Event) -> str:
    """``North Korea [PRK GOV] → Russia [RUS GOV]``; ``somebody`` where no claim names an actor."""
    actors = listed([party_phrase(party) for party in event.actors]) or "somebody"
    recipients = listed([party_phrase(party) for party in event.recipients])
    return f"{actors} → {recipients}" if recipients else actors


def party_phrase(party: Party) -> str:
    """``Russia [RUS GOV]``."""
    codes = " ".join(code for code in (party.country, party.sector) if code)
    return f"{one_line(party.name)} [{one_line(codes)}]" if codes else one_line(party.name)


def standing_text(event: Event) -> Text:
    """``disputed``, and what became of it where it was announced: ``announced · open, due Sun 30 Jun 2024``."""
    from rich.text import Text

    text = Text(event.status, STYLES[event.status])
    if event.follow_up:
        due = f", due {when_day(event.due)}" if event.due and event.follow_up == "open" else ""
        text.append(f"\n{event.follow_up.replace('-', ' ')}{due}", "default")
    return text


def origins_phrase(event: Event) -> str:
    """``2``; ``2 – 1`` where two affirm and one denies; a ring where voices cite each other."""
    denied = f" – {event.denying_origins}" if event.denying_origins else ""
    return f"{event.origins}{denied}{' ↻' if event.circular else ''}"


def when_where(event: Event) -> str:
    """``Wed 19 Jun 2024 · Pyongyang``; where no claim says when, the days of the reports in brackets."""
    parts = [when_of(event)]
    if event.place:
        parts.append(one_line(event.place))
    return " · ".join(part for part in parts if part)


def when_of(event: Event) -> str:
    """The days that the claims give; else, in brackets, that of the first report."""
    if event.start and event.end:
        precision = event.precision or "day"
        return when_phrase(When(span=Span(0, 0, ""), start=event.start, end=event.end, precision=precision))  # pyright: ignore[reportArgumentType]
    return f"(reported {when_day(event.first_published)})" if event.first_published else ""


def dossier_view(dossier: Dossier, width: int, as_of: datetime.date | None = None) -> Iterator[RenderableType]:
    """An event in full: its head, those who affirm beside those who deny, its origins as a tree, its history."""
    from rich.text import Text

    event = dossier.event
    yield from _head(dossier, as_of)
    sides = [(title, [told for told in dossier.testimonies if told.side in chosen]) for title, chosen in _COLUMNS]
    affirm, deny = sides[0], sides[1]
    if affirm[1] or deny[1]:
        yield _columns([affirm, deny], dossier, width)
    for title, told in sides[2:]:
        if told:
            yield Text(f"\n{title}", "bold")
            yield from _told(told, dossier)
    yield Text()
    yield origins_tree(dossier)
    if len(dossier.history) > 1:
        yield Text("\nWhat was known when", "bold")
        for moment in dossier.history:
            text = Text(f"  {when_day(moment.day):<16} ")
            text.append(f"{SIGNS[moment.status]} {moment.status}", STYLES[moment.status])
            text.append(f"{', ' + moment.follow_up.replace('-', ' ') if moment.follow_up else ''}")
            text.append(f" · {_counted(moment.reports, 'report')}, {_counted(moment.origins, 'origin')}", "dim")
            text.append(f" · {one_line(moment.reason)}", "dim")
            yield text
    for decision in dossier.decisions:
        other = f" {decision.other}" if decision.other else ""
        note = f": {one_line(decision.note)}" if decision.note else ""
        day = decision.decided_at.date().isoformat()
        yield Text(f"{one_line(decision.person)}, {day}: {decision.verdict} {decision.claim}{other}{note}", "dim")
    if event.circular:
        yield Text("Some of these reports cite each other: none of them is known to have it first-hand.", "red")


_COLUMNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("Affirmed by", frozenset({"affirms"})),
    ("Denied by", frozenset({"denies", "doubts"})),
    ("Announced or thought possible", frozenset({"foresees"})),
)


def _head(dossier: Dossier, as_of: datetime.date | None) -> Iterator[RenderableType]:
    from rich.text import Text

    event = dossier.event
    title = Text(f"{SIGNS[event.status]} {one_line(event.type)}", f"bold {STYLES[event.status]}")
    title.append(f"  {who(event)}", "not bold default")
    yield title
    facts = [event.id, when_where(event)]
    if len(event.types) > 1:
        facts.append(f"also told as {listed(event.types[1:])}")
    facts += [_toll(each) for each in dossier.numbers]
    yield Text(" · ".join(fact for fact in facts if fact), "dim")
    then = f"As of {when_day(as_of)}: " if as_of else ""
    text = Text(then)
    text.append(event.status, f"bold {STYLES[event.status]}")
    if event.follow_up:
        text.append(f" (announced; {event.follow_up.replace('-', ' ')})")
    reason = dossier.history[-1].reason if dossier.history else ""
    text.append(f" – {one_line(reason)}" if reason else "")
    yield text
    denying = f", {_counted(event.denying_origins, 'origin')} against" if event.denying_origins else ""
    yield Text(
        f"{_counted(event.claims, 'claim')} in {_counted(event.reports, 'report')}, "
        f"{_counted(event.origins, 'independent origin')} for it{denying}\n"
    )


def _toll(toll: Toll) -> str:
    """``killed 12–21 (latest 21)``."""
    all, latest = _range(toll.low, toll.high), _range(toll.latest_low, toll.latest_high)
    return f"{toll.kind} {all}" + (f" (latest {latest})" if latest != all else "")


def _range(low: int, high: int | None) -> str:
    return f"at least {low:,}" if high is None else f"{low:,}" if low == high else f"{low:,}–{high:,}"


def _columns(sides: Sequence[tuple[str, Sequence[ToldClaim]]], dossier: Dossier, width: int) -> Table:
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, width=width)
    for title, told in sides:
        table.add_column(Text(title if told else f"{title}: nobody", "bold"), ratio=1, overflow="fold")
    table.add_row(*(Group(*_told(told, dossier)) for _, told in sides))
    return table


def _told(told: Sequence[ToldClaim], dossier: Dossier) -> Iterator[RenderableType]:
    """Each sentence once, in the order of publication, with its outlets and the way back to its origin."""
    from rich.text import Text

    groups: dict[str, list[ToldClaim]] = {}
    for each in told:
        groups.setdefault(one_line(each.claim.sentence_span.text), []).append(each)
    for sentence, claims in groups.items():
        text = Text(f"“{sentence}”")
        for chain in dict.fromkeys(chain_phrase(each) for each in claims):
            text.append(f"\n  {chain}", "dim")
        ids = dict.fromkeys(each.claim.id for each in claims)
        text.append(f"\n  {' '.join(ids)}", "bright_black")
        yield text
        yield Text()


def chain_phrase(told: ToldClaim) -> str:
    """``Harbor City Courier, Thu 20 Jun 2024 ← Meridian Wire (copied) ← USA (government), alleges “accuse”``."""
    day = f", {when_day(told.document.published)}" if told.document.published else ""
    first, *rest = [step_phrase(step) for step in told.steps] or [one_line(told.document.id)]
    chain = " ← ".join([first + day, *rest])
    said = any(step.stance not in (None, "asserts") for step in told.steps)
    return chain if told.standing == "reported" or said else f"{chain} · {told.standing}"


def step_phrase(step: Step) -> str:
    """``Russia (government), denies “denied”``."""
    stance = f", {step.stance}" if step.stance and step.stance != "asserts" else ""
    if step.evidence == "copy":
        return f"{one_line(step.name)} (copied)"
    detail = f" “{one_line(step.detail)}”" if step.detail else ""
    return f"{one_line(step.name)}{stance}{detail}"


def origins_tree(dossier: Dossier) -> Tree:
    """The independent origins, beneath each the outlets that rest on it and why."""
    from rich.text import Text
    from rich.tree import Tree

    sides = {"affirms": "for", "denies": "against", "doubts": "doubting", "foresees": "foreseeing"}
    tree = Tree(Text("Independent origins", "bold"), guide_style="dim")
    for origin in dossier.origins:
        name = Text(f"{one_line(origin.name)} ", "bold")
        name.append(f"{sides[origin.side]} · {_KINDS[origin.kind]}", "not bold dim")
        name.append(f" · {_counted(origin.claims, 'claim')} in {_counted(origin.reports, 'report')}", "not bold dim")
        if origin.circular:
            name.append(" · cite each other", "red")
        branch = tree.add(name)
        resting = [told for told in dossier.testimonies if told.origin == origin.position]
        for document in dict.fromkeys(told.document.id for told in resting):
            told = next(each for each in resting if each.document.id == document)
            claims = {each.claim.id for each in resting if each.document.id == document}
            outlet = told.document.publisher or told.document.id
            leaf = branch.add(Text(f"{one_line(outlet)}: {one_line(told.document.title or told.document.id)}"))
            for evidence in dict.fromkeys(_evidence(fold) for fold in origin.folds if fold.claim in claims):
                leaf.add(Text(evidence, "dim"))
    return tree


_KINDS = {
    "holder": "says so",
    "agency": "agency’s own word",
    "outlet": "outlet’s own word",
    "unnamed": "unnamed source",
}


def _evidence(fold: Fold) -> str:
    return f"{fold.evidence}: {one_line(fold.detail)}"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def story_view(events: Sequence[Event], key: str) -> Iterator[RenderableType]:
    """A time line: one line an event, its day to the left, the event asked for marked."""
    from rich.text import Text

    day = ""
    for event in events:
        when = when_of(event)
        text = Text(f"{when if when != day else '':<28} ")
        day = when
        text.append(f"{SIGNS[event.status]} {event.type:<10}", f"bold {STYLES[event.status]}")
        text.append(f" {who(event)}", "bold" if event.id == key else "")
        text.append(f" · {event.status}", STYLES[event.status])
        if event.follow_up:
            text.append(f", {event.follow_up.replace('-', ' ')}")
        text.append(f" · {origins_phrase(event)}{' · ' + one_line(event.place) if event.place else ''}", "dim")
        text.append(f" · {event.id}{'  ◀' if event.id == key else ''}", "dim")
        yield text


def _table(*columns: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(*columns, box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in table.columns:
        column.overflow = "fold"
    return table
