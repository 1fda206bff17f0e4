"""Figures as one table in a terminal."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

from sayso.evaluate.figures import Measured


def print_table(found: Iterable[Measured]) -> None:
    """Print every figure with its interval and on how many gold items it stands."""
    table = Table(box=None, pad_edge=False)
    for heading in ("on", "measure"):
        table.add_column(heading)
    for heading in ("value", "95% interval", "of"):
        table.add_column(heading, justify="right")
    for measured in found:
        for n, f in enumerate(measured.figures):
            interval = f"{f.low:.3f} - {f.high:.3f}"
            table.add_row("" if n else measured.name, f.measure, f"{f.value:.3f}", interval, str(f.of))
    Console().print(table)
