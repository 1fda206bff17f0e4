"""Tables for a terminal: claims, quarantine."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sayso.claim import Claim
from sayso.display.phrase import Block, attributions, one_line, when_phrase, who_phrase
from sayso.display.terminal import STYLES

if TYPE_CHECKING:
    from rich.table import Table


def claims_table(claims: Iterable[Claim], *, wide: bool = False) -> Table:
    """One claim a row: its report and sentence (counted from 1), its event, and who, whom, how, on whose word, when.

    ``wide`` spreads the last over columns of their own, for which 120 columns of a terminal are enough.
    """
    from rich.text import Text

    last = ("who → whom", "stands · on whose word", "when", "where") if wide else ("claim",)
    table = _table("report", "event", *last)
    table.columns[0].max_width = 24
    for claim in claims:
        block = Block((claim,))
        style = STYLES[block.standings[0]]
        event = Text(f"{block.symbols} {one_line(claim.type)}", f"bold {style}")
        event.append(f"\n“{one_line(claim.trigger.text)}”", "not bold default")
        who, stands = Text(who_phrase(claim)), Text(", ".join(block.standings), style)
        by = "".join(f"\n{'  ' * depth}└ {phrase}" for depth, phrase in attributions(block))
        when = when_phrase(claim.when) if claim.when else ""
        where = one_line(claim.place.name) if claim.place else ""
        if wide:
            cells = (who, stands.append(by, "default"), Text(when), Text(where))
        else:
            stands.append("".join(f" · {fact}" for fact in (when, where) if fact), "default")
            cells = (who.append("\n").append_text(stands).append(by),)
        table.add_row(Text(f"{one_line(claim.document)} {claim.sentence + 1}"), event, *cells)
    return table


def quarantine_table(entries: Sequence[tuple[str, str, str]]) -> Table:
    """One entry a row: source, reason, and what to do about it."""
    from rich.text import Text

    table = _table("source", "reason", "what to do")
    for entry in entries:
        table.add_row(*(Text(one_line(cell)) for cell in entry))
    return table


def _table(*columns: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(*columns, box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in table.columns:
        column.overflow = "fold"
    return table
