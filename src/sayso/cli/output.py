"""Where commands write: the screen, and files."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import, and most commands start without it
from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from sayso.errors import SaysoError

if TYPE_CHECKING:
    from rich.console import Console


def console(*, errors: bool = False) -> Console:
    """A rich console that takes texts as they are: no markup, no emoji codes, no guessed highlights.

    Colours follow the terminal, ``NO_COLOR`` and ``FORCE_COLOR``; a pipe gets plain text.
    """
    from rich.console import Console

    return Console(file=sys.stderr if errors else sys.stdout, markup=False, emoji=False, highlight=False)


def on_screen() -> bool:
    """Whether a person is likely to be looking: standard output is a terminal."""
    return sys.stdout.isatty()


def note(text: str) -> None:
    """A line for the person, on standard error, so that it never mixes with what the command gives."""
    from sayso.display.phrase import safe

    click.echo(safe(text), err=True)


@contextmanager
def writing(path: str) -> Iterator[TextIO]:
    """A file to write to, UTF-8 with bare newlines; ``-`` is standard output."""
    if path == "-":
        yield sys.stdout
        return
    try:
        file = open(path, "w", encoding="utf-8", newline="")  # noqa: SIM115 - closed below; only opening is guarded
    except OSError as error:
        raise SaysoError(f"{path} cannot be written: {error.strerror}; name another file") from error
    with file:
        yield file


def save(path: str, data: bytes) -> None:
    """Write a file whole."""
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise SaysoError(f"{path} cannot be written: {error.strerror}; name another file") from error


def counted(number: int, noun: str) -> str:
    """``1 claim``, ``2,345 claims``."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
