"""Tables for a terminal: claims, quarantine."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sayso.claim import Claim
from sayso.display.phrase import Block, attributions, one_line, when_phrase, who_phrase
from sayso.display.standing import standings, symbol
from sayso.display.terminal import STYLES

if TYPE_CHECKING:
    from rich.table import Table


def claims_table(claims: Iterable[Claim]) -> Table:
    """One claim a row: its report and sentence (counted from 1), event, parties, how it stands, on whose word, when."""
    from rich.text import Text

    table = _table("report", "event", "who → whom", "stands · on whose word", "when", "where")
    table.columns[0].max_width = 24
    for column, ratio in ((2, 5), (3, 5)):
        table.columns[column].ratio = ratio
    for claim in claims:
        found = standings(claim)
        stands = Text(", ".join(found), STYLES[found[0]])
        stands.append(
            "".join(f"\n{'  ' * depth}└ {phrase}" for depth, phrase in attributions(Block((claim,)))), "default"
        )
        event = Text(f"{symbol(claim)} {one_line(claim.type)}", f"bold {STYLES[found[0]]}")
        event.append(f"\n“{one_line(claim.trigger.text)}”", "not bold default")
        table.add_row(
            Text(f"{one_line(claim.document)} {claim.sentence + 1}", overflow="fold"),
            event,
            Text(who_phrase(claim)),
            stands,
            Text(when_phrase(claim.when) if claim.when else ""),
            Text(one_line(claim.place.name) if claim.place else ""),
        )
    return table


def quarantine_table(entries: Sequence[tuple[str, str, str]]) -> Table:
    """One entry a row: source, reason, and what to do about it."""
    from rich.text import Text

    table = _table("source", "reason", "what to do")
    for entry in entries:
        table.add_row(*(Text(one_line(cell), overflow="fold") for cell in entry))
    return table


def _table(*columns: str) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    return Table(*columns, box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
