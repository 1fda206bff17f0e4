"""docs/cli.md says what the commands do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from sayso.cli import main
from sayso.cli.reference import documented, refreshed
from sayso.display.standing import SYMBOLS

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"


def test_help_texts_are_those_of_the_commands() -> None:
    page = PAGE.read_text("utf-8")
    assert refreshed(page) == page, "run: python -m sayso.cli.reference docs/cli.md"


def test_every_command_is_there() -> None:
    assert documented(PAGE.read_text("utf-8")) == {"", *_names(main)}


def _names(group: click.Group) -> Iterator[str]:
    for name, command in group.commands.items():
        yield name
        if isinstance(command, click.Group):
            yield from (f"{name} {inner}" for inner in _names(command))


def test_every_sign_is_there() -> None:
    rows = PAGE.read_text("utf-8").splitlines()
    for standing, sign in SYMBOLS.items():
        assert any(row.startswith(f"| {sign} | {standing} |") for row in rows)


def test_what_show_is_said_to_print_is_what_it_prints(sayso: Any) -> None:
    page, printed = PAGE.read_text("utf-8"), sayso("show", "summit").stdout
    for number in "34":
        example = page.partition(f"```\n{number}  ")[2].partition("```")[0]
        assert example
        assert f"{number}  {example}" in printed
