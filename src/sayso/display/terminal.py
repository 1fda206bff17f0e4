"""Reports and claims as coloured text for a terminal, readable without the colours too."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import, and most commands start without it
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.coded import Coded
from sayso.display.marks import Line, lines
from sayso.display.phrase import Block, attributions, details, one_line, when_day, who_phrase
from sayso.display.standing import SYMBOLS, Standing, standings
from sayso.document import Document

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
    from rich.text import Text

STYLES: dict[Standing, str] = {
    "denied": "red",
    "negated": "magenta",
    "hypothetical": "cyan",
    "announced": "blue",
    "historical": "bright_black",
    "doubted": "dark_orange3",
    "alleged": "yellow",
    "confirmed": "bold green",
    "reported": "green",
}


class Hanging:
    """A text that wraps beneath its own beginning: ``Hanging(prefix, text)`` prints no blank at the end of a line."""

    def __init__(self, prefix: Text, text: Text, more: int = 0) -> None:
        self.prefix = prefix
        self.text = text
        self.more = more

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The wrapped lines, the first with the prefix, the others indented by its width and ``more``."""
        from rich.text import Text

        indent = self.prefix.cell_len
        width = max(options.max_width - indent - self.more, 20)
        for number, wrapped in enumerate(self.text.wrap(console, width)):
            wrapped.rstrip()
            yield (self.prefix.copy() if number == 0 else Text(" " * (indent + self.more))).append_text(wrapped)


def coded_view(coded: Coded, sentence: int | None = None) -> Iterator[RenderableType]:
    """A report for ``rich``: its head, each sentence with its event words marked, each claim beneath its sentence.

    ``sentence`` (an index from 0) gives one sentence alone. Screens number sentences from 1.
    """
    from rich.text import Text

    yield from document_head(coded.document, len(coded.claims))
    width = len(str(len(coded.sentences)))
    for line in lines(coded, sentence):
        if line.paragraph and sentence is None:
            yield Text()
        yield Hanging(Text(f"{line.index + 1:>{width}}  ", "dim"), sentence_text(line))
        for block in line.blocks:
            yield from block_view(block, width + 4)
    if sentence is None and coded.claims:
        yield Text()
        yield legend(coded)


def block_view(block: Block, indent: int) -> Iterator[RenderableType]:
    """A block's claims, indented, a line each for the event and for everyone on whose word it stands."""
    from rich.text import Text

    for row in block_text(block).split("\n"):
        yield Hanging(Text(" " * indent), row, more=2)


def document_head(document: Document, claims: int) -> Iterator[RenderableType]:
    """Title, and beneath it publisher, day, id and the number of claims."""
    from rich.text import Text

    if document.title:
        yield Text(one_line(document.title), "bold")
    known = [document.publisher, when_day(document.published) if document.published else None, document.id]
    facts = [one_line(fact) for fact in known if fact]
    yield Text(" · ".join([*facts, "1 claim" if claims == 1 else f"{claims} claims"]), "dim")
    if document.url:
        yield Text(one_line(document.url), "dim")
    yield Text()


def sentence_text(line: Line) -> Text:
    """A sentence with the sign and the colour of its standing on every event word: ``expressed ●support for``."""
    from rich.text import Text

    text = Text()
    for piece in line.pieces:
        words = one_line(piece.text)
        if not piece.covers:
            text.append(words)
            continue
        style = f"bold underline {STYLES[piece.covers[0].standings[0]]}"
        for block in piece.opens:
            text.append(block.symbols, STYLES[block.standings[0]])
        text.append(words, style)
    return text


def block_text(block: Block) -> Text:
    """``● SUPPORT  Kim Jong Un [PRK GOV] → Russia [RUS GOV]  · reported · Wed 19 Jun 2024``, and who says so."""
    from rich.text import Text

    style = STYLES[block.standings[0]]
    text = Text()
    text.append(f"{block.symbols} {one_line(block.claim.type)}", f"bold {style}")
    text.append(f"  {who_phrase(block.claim)}  ")
    for detail in details(block):
        text.append("· ", "dim")
        text.append(f"{detail} ", style if detail == ", ".join(block.standings) else "")
    text.rstrip()
    for depth, phrase in attributions(block):
        text.append(f"\n{'  ' * (depth + 1)}└ ", "dim")
        text.append(phrase)
    return text


def legend(coded: Coded) -> Text:
    """The signs that occur in a report, each with its word: ``● reported  ✕ denied``."""
    found = {each for claim in coded.claims for each in standings(claim)}
    return signs([each for each in SYMBOLS if each in found])


def signs(shown: Sequence[Standing]) -> Text:
    """Standings in a line, each with its sign and in its colour."""
    from rich.text import Text

    text = Text()
    for each in shown:
        text.append(f"{SYMBOLS[each]} {each}", STYLES[each])
        text.append("  ")
    text.rstrip()
    return text
