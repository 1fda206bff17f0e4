"""Decisions of the coder as text for a terminal."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from sayso.actor import Actor
from sayso.claim import Claim
from sayso.coded import Coded
from sayso.display.marks import Line, lines
from sayso.display.phrase import actor_phrase, one_line, when_phrase
from sayso.display.terminal import Hanging, block_view, document_head, sentence_text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from sayso.coding import Decision


def explanation_view(
    coded: Coded, decisions: Sequence[Decision], sentence: int | None = None
) -> Iterator[RenderableType]:
    """Sentence by sentence: its words, its claims and how their parts were resolved, and every decision on the way."""
    from rich.text import Text

    yield from document_head(coded.document, len(coded.claims))
    for line in lines(coded, sentence):
        yield Hanging(Text(f"{line.index + 1}  ", "bold"), sentence_text(line))
        here = [decision for decision in decisions if decision.sentence == line.index]
        if not line.blocks:
            yield Hanging(Text("   "), Text(nothing_coded(here), "italic"))
        yield from _claims(line)
        yield from _decisions(here)
        yield Text()


def nothing_coded(decisions: Sequence[Decision]) -> str:
    """Why a sentence has no claim: ``Nothing was coded: “meeting” (CONSULT, 0.31) was not sure enough.``"""
    refused = [decision for decision in decisions if not decision.kept]
    if not refused:
        return "Nothing was coded: no word of it was taken for an event."
    best = max(refused, key=lambda decision: decision.score or 0.0)
    words = f"“{one_line(best.span.text)}” " if best.span else ""
    score = "" if best.score is None else f", {best.score:.2f}"
    note = f": {one_line(best.note)}" if best.note else ""
    return (
        f"Nothing was coded. Nearest was {words}({one_line(best.label)}{score}), refused by {one_line(best.by)}{note}"
    )


def _claims(line: Line) -> Iterator[RenderableType]:
    from rich.text import Text

    for block in line.blocks:
        yield from block_view(block, 3)
        coder = f" by {one_line(block.claim.coder)}" if block.claim.coder else ""
        yield Text(f"       confidence {block.claim.confidence:.2f}{coder}", "dim")
        for row in dict.fromkeys(row for claim in block.claims for row in resolutions(claim)):
            yield Hanging(Text("       "), Text(row, "dim"), more=2)


def resolutions(claim: Claim) -> Iterator[str]:
    """How each part was resolved: ``actor “Moscow” = Russia [RUS GOV]: a capital for its government``."""
    for role, actors in (("actor", claim.actors), ("recipient", claim.recipients)):
        for actor in actors:
            yield _resolved(role, actor)
    for link in claim.attribution:
        if link.holder:
            yield _resolved("holder", link.holder)
    if claim.when:
        yield _because(f"when “{one_line(claim.when.span.text)}” = {when_phrase(claim.when)}", claim.when.reason)
    if claim.place:
        named = one_line(claim.place.name) + (f" [{one_line(claim.place.country)}]" if claim.place.country else "")
        yield _because(f"where “{one_line(claim.place.span.text)}” = {named}", claim.place.reason)


def _resolved(role: str, actor: Actor) -> str:
    kb = f", {one_line(actor.kb)}" if actor.kb else ""
    office = f", {one_line(actor.role)}" if actor.role else ""
    return _because(f"{role} “{one_line(actor.span.text)}” = {actor_phrase(actor)}{office}{kb}", actor.reason)


def _because(text: str, reason: str | None) -> str:
    return f"{text}: {one_line(reason)}" if reason else text


def _decisions(decisions: Iterable[Decision]) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    for stage, group in groupby(decisions, key=lambda decision: decision.stage):
        yield Text(f"   {one_line(stage)}", "bold dim")
        table = Table.grid(padding=(0, 2, 0, 0))
        for _ in range(5):
            table.add_column()
        for decision in group:
            words = f"“{one_line(decision.span.text)}”" if decision.span else ""
            score = "" if decision.score is None else f"{decision.score:.2f}"
            why = one_line(decision.by) + (f": {one_line(decision.note)}" if decision.note else "")
            style = "" if decision.kept else "dim"
            cells = ("✓" if decision.kept else "–", words, one_line(decision.label), score, why)
            table.add_row(*(Text(cell, style) for cell in cells))
        yield Padding(table, (0, 0, 0, 5), expand=False)
