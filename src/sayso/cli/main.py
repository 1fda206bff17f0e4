"""The group of commands, and what holds for all of them: encoding, errors, exit codes."""

import sys
from typing import Any

import click

from sayso.cli.actors import actors
from sayso.cli.claims import claims
from sayso.cli.code import code
from sayso.cli.corpus import corpus
from sayso.cli.evaluate import evaluate
from sayso.cli.events import decide, dyad, event, events, story
from sayso.cli.explain import explain
from sayso.cli.export import export
from sayso.cli.quarantine import quarantine
from sayso.cli.serve import serve
from sayso.cli.settle import settle
from sayso.cli.show import show
from sayso.cli.summary import summary
from sayso.cli.train import train
from sayso.display.phrase import safe
from sayso.errors import SaysoError, StoreError

INTERRUPTED = 130


class Failure(click.ClickException):
    """An error for a person: what, where and the remedy, and no traceback."""


class DatabaseFailure(Failure):
    """The same where the database could not be used, so that a script can tell."""

    exit_code = 4


class Commands(click.Group):
    """A group whose commands speak UTF-8 and fail with a message and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they are used, not that of the alphabet."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that sayso raises on purpose becomes its message and its exit code."""
        speak_utf8()
        try:
            return super().invoke(ctx)
        except SaysoError as error:
            kind = DatabaseFailure if isinstance(error, StoreError) else Failure
            raise kind(safe(str(error))) from error
        except KeyboardInterrupt:
            click.echo("Interrupted.", err=True)
            ctx.exit(INTERRUPTED)


def speak_utf8() -> None:
    """Names and signs come out whole in any locale; what cannot be encoded at all is shown as ``?``."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="sayso", prog_name="sayso")
def main() -> None:
    """Who did what to whom, and on whose say-so.

    sayso reads news reports and keeps a database of political events in which every event hangs on the claims that
    carry it: who says that it happened, who alleges it, who denies it, who only announced it.

    \b
      sayso code reports/ --db news.duckdb
      sayso show putin-kim-pyongyang
      sayso claims --actor PRK --with RUS --type AID
      sayso explain putin-kim-pyongyang --sentence 18
      sayso serve

    Exit codes: 0 done; 1 failed; 2 the command line is wrong; 3 done, but some input went to quarantine; 4 the
    database could not be used; 130 interrupted, the database is whole.
    """


COMMANDS = (
    code, show, claims, explain, summary, settle, events, event, story, dyad, decide, export, quarantine, actors,
    corpus, train, evaluate, serve,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
