"""``sayso actors``: who is who, as the knowledge tables have it."""

# ruff: noqa: PLC0415 - the tables are read where they are needed
from __future__ import annotations

import datetime
from pathlib import Path

import click

from sayso.cli.options import Day, knowledge_option
from sayso.cli.output import console, counted, note
from sayso.display.phrase import safe

NOT_FOUND = FAILED = 1


@click.group()
def actors() -> None:
    """Look up who is who, check the tables, and bring in your own.

    \b
      sayso actors find "Belousov" --on 2024-06-19
      sayso actors import phoenix dictionaries/*.txt --out phoenix
      sayso actors lint phoenix
    """


@actors.command("find")
@click.argument("name")
@click.option("--on", type=Day(), metavar="DAY", help="Who that is on this day: 2024-06-19.")
@click.option("--json", "as_json", is_flag=True, help="The same as one JSON object.")
@knowledge_option
@click.pass_context
def find_actor(
    ctx: click.Context, *, name: str, on: datetime.date | None, as_json: bool, knowledge: tuple[Path, ...]
) -> None:
    """Who a name is: role, country, sector on a day and on others, and the table's line that says so.

    NAME is a full name, a surname, an acronym, a country by any of its words, or a role noun. Where nothing fits, names
    that are near are shown, and the exit code is 1.

    \b
      sayso actors find "Belousov" --on 2024-06-19
      sayso actors find Kremlin --on 1985
      sayso actors find "Free Syrian Army" --json
    """
    from sayso.knowledge import Knowledge
    from sayso.knowledge.lookup import find

    found = find(Knowledge.load(knowledge), name, on)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(found).decode())
    else:
        from sayso.display.who import who_view

        screen = console()
        for part in who_view(found):
            screen.print(part)
    if not found.matches:
        ctx.exit(NOT_FOUND)


@actors.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FOLDER]...")
@click.option("--errors", is_flag=True, help="Errors only, without the warnings.")
@click.pass_context
def lint_actors(ctx: click.Context, *, paths: tuple[Path, ...], errors: bool) -> None:
    """Say what doesn't hold together in the tables, each with its line.

    With FOLDERs (or single files) it is your own tables that are checked, by themselves and against the shipped ones;
    without, the shipped ones. Exit code 1 where there is an error; a shared name is but a warning, since real names
    do clash.

    \b
      sayso actors lint my_tables
    """
    from sayso.knowledge import Knowledge
    from sayso.knowledge.loading import broken_lines, files_of

    files = files_of(paths)
    broken = broken_lines(files)
    for line in broken:
        click.echo(f"error: {line}")
    if broken:
        note(f"{counted(len(broken), 'line')} can't be read; mend them first")
        ctx.exit(FAILED)
    own = tuple(f"{path} line " for path in files)
    problems = [
        problem
        for problem in Knowledge.load(paths).lint()
        if not own or any(source.startswith(own) for source in problem.sources)
    ]
    for problem in problems:
        if not errors or problem.level == "error":
            click.echo(safe(str(problem)))
    wrong = sum(problem.level == "error" for problem in problems)
    note(f"{counted(wrong, 'error')}, {counted(len(problems) - wrong, 'warning')}")
    ctx.exit(FAILED if wrong else 0)
