"""The help texts in docs/cli.md, kept as the commands give them: ``python -m sayso.cli.reference docs/cli.md``."""

import re
import sys
from pathlib import Path

import click
from click.testing import CliRunner

from sayso.cli import main

# <!-- help: sayso show --> and the block of code after it
_BLOCK = re.compile(r"(<!-- help: sayso ?(?P<words>[a-z0-9 ]*?) -->\n)```\n.*?```\n", re.DOTALL)


def help_text(*words: str) -> str:
    """What ``sayso WORDS --help`` prints, a hundred columns wide."""
    return CliRunner().invoke(main, [*words, "--help"], prog_name="sayso", terminal_width=100).stdout


def refreshed(page: str) -> str:
    """A page with every marked block of code replaced by the help text of the command that its mark names."""
    return _BLOCK.sub(lambda found: f"{found[1]}```\n{help_text(*found['words'].split())}```\n", page)


def documented(page: str) -> set[str]:
    """The commands whose help a page holds: ``{"show", "export jsonl", …}``."""
    return {found["words"] for found in _BLOCK.finditer(page)}


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(refreshed(path.read_text("utf-8")), "utf-8")
        click.echo(f"refreshed {name}", err=True)
