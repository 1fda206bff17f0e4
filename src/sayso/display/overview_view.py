"""A database's counts as one screen."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.display.overview import Dyad, Overview, Voice
from sayso.display.phrase import blocks, one_line
from sayso.display.standing import SYMBOLS, Standing
from sayso.display.terminal import STYLES, block_view, signs

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

BAR = 24
_STANCES: dict[str, Standing] = {
    "alleges": "alleged",
    "denies": "denied",
    "doubts": "doubted",
    "confirms": "confirmed",
}


def overview_view(found: Overview, name: str, width: int = 80) -> Iterator[RenderableType]:
    """Reports and claims; claims by type and standing; who acts with whom; who alleges and denies; the contested."""
    from rich.text import Text

    yield _headline(found, name)
    if not found.claims:
        yield Text("No claims yet: `sayso code REPORTS` finds them.")
        return
    yield Text("\nWhat is claimed, and how it stands", "bold")
    shown: list[Standing] = [each for each in reversed(SYMBOLS) if found.by_standing.get(each)]
    wordy = 18 + sum(len(each) + 5 for each in shown) <= width
    yield types_table(found, shown, wordy=wordy)
    if not wordy:
        yield signs(shown)
    if found.dyads:
        yield Text("\nWho with whom", "bold")
        yield _dyads(found.dyads)
    if found.voices:
        yield Text("\nWho vouches and who disputes", "bold")
        yield _voices(found.voices)
    if found.contested:
        yield Text(f"\nContested within one sentence: {found.contested_count}", "bold")
        for contested in found.contested:
            claims = contested.claims
            yield Text(f"{one_line(contested.document)}, sentence {contested.sentence + 1}", "dim")
            for block in blocks(claims):
                yield from block_view(block, 2)


def _headline(found: Overview, name: str) -> Text:
    from rich.text import Text

    reports = "1 report" if found.documents == 1 else f"{found.documents:,} reports"
    text = Text(f"{one_line(name)}\n", "dim")
    text.append(reports, "not dim bold")
    if found.first and found.last:
        days = found.first if found.first == found.last else f"{found.first} to {found.last}"
        text.append(f" of {days}", "not dim")
    text.append(f" · {found.claims:,} claims", "not dim")
    if found.superseded:
        text.append(f" · {found.superseded:,} superseded", "dim")
    if found.quarantined:
        text.append(f" · {found.quarantined:,} in quarantine", "dim")
    return text


def types_table(found: Overview, shown: Sequence[Standing], *, wordy: bool) -> Table:
    """Types down, standings across, each cell a count; columns have signs for heads, and the words if ``wordy``."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_footer=len(found.by_type) > 1)
    table.add_column("", footer="all")
    table.add_column("all", justify="right", footer=f"{found.claims:,}")
    for each in shown:
        header = Text(f"{SYMBOLS[each]} {each}" if wordy else SYMBOLS[each], STYLES[each])
        table.add_column(header, justify="right", footer=f"{found.by_standing[each]:,}")
    for type, counts in found.by_type.items():
        cells = [Text(f"{counts[each]:,}", STYLES[each]) if each in counts else Text("·", "dim") for each in shown]
        table.add_row(Text(one_line(type), "bold"), Text(f"{sum(counts.values()):,}"), *cells)
    return table


def _dyads(dyads: tuple[Dyad, ...]) -> Table:
    from rich.text import Text

    table = _grid(5)
    most = max(dyad.claims for dyad in dyads)
    for dyad in dyads:
        together = dyad.claims - dyad.forth - dyad.back
        ways = [(dyad.forth, "→"), (dyad.back, "←"), (together, "↔")]
        table.add_row(
            Text(f"{one_line(dyad.one)} – {one_line(dyad.other)}"),
            Text("█" * max(1, round(BAR * dyad.claims / most)), "blue"),
            Text(f"{dyad.claims:,}"),
            Text("  ".join(f"{number:,} {way}" for number, way in ways if number)),
            Text(", ".join(one_line(type) for type in dyad.types), "dim"),
        )
    return table


def _voices(voices: tuple[Voice, ...]) -> Table:
    from rich.text import Text

    table = _grid(2)
    for voice in voices:
        text = Text()
        for stance, standing in _STANCES.items():
            if stance in voice.stances:
                text.append(f"{SYMBOLS[standing]} {stance} {voice.stances[stance]:,}  ", STYLES[standing])
        country = f" [{one_line(voice.country)}]" if voice.country else ""
        table.add_row(Text(f"{one_line(voice.name) if voice.name else 'nobody named'}{country}"), text)
    return table


def _grid(columns: int) -> Table:
    from rich.table import Table

    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(columns):
        table.add_column()
    return table
