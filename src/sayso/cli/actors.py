"""``sayso actors``: who is who, as the knowledge tables have it."""

# ruff: noqa: PLC0415 - the tables are read where they are needed
from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso.cli.options import Day, knowledge_option
from sayso.cli.output import console, counted, note
from sayso.display.phrase import safe

if TYPE_CHECKING:
    from sayso.knowledge.importing import Imported

NOT_FOUND = FAILED = 1
REASONS_SHOWN = 8


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


@actors.group("import")
def import_actors() -> None:
    """Bring in actors from elsewhere, as a folder of plain tables.

    What the shipped tables know already is not repeated; of those actors only new names and new periods are added.
    Whatever can't be brought in is listed with its reason in left-out.tsv beside the tables. Use the folder with
    `sayso code --knowledge FOLDER`.

    \b
      sayso actors import phoenix dictionaries/*.txt --out phoenix
      sayso actors import wikidata latest-all.json.bz2 --out wikidata
      sayso actors import csv ministers.csv --out mine
    """


_files = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
_out = click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="The new folder.")


@import_actors.command("phoenix")
@_files
@_out
def import_from_phoenix(files: tuple[Path, ...], out: Path) -> None:
    """Dictionaries in PETRARCH's format: actors with dated codes, and agents.

    \b
      sayso actors import phoenix Phoenix.*.txt --out phoenix
    """
    from sayso.knowledge import Knowledge
    from sayso.knowledge.importing import import_phoenix

    _tell(import_phoenix(files, out, Knowledge.load()), out)


@import_actors.command("wikidata")
@_files
@_out
@click.option("--since", type=int, default=1945, show_default=True, metavar="YEAR", help="Leave out what ended before.")
@click.option("--quiet", is_flag=True, help="No progress; the closing lines only.")
def import_from_wikidata(files: tuple[Path, ...], out: Path, since: int, quiet: bool) -> None:
    """A Wikidata JSON dump, plain or .gz .bz2 .xz: those who held an office, parties, ministries, forces, media.

    The dump is read twice, a line at a time, and never unpacked to disk.

    \b
      sayso actors import wikidata latest-all.json.bz2 --out wikidata
    """
    from sayso.knowledge import Knowledge
    from sayso.knowledge.importing import import_wikidata

    def progress(number: int) -> None:
        if not quiet and number % 1_000_000 == 0:
            note(f"{number:,} entities read …")

    _tell(import_wikidata(files, out, Knowledge.load(), since=since, progress=progress), out)


@import_actors.command("csv")
@_files
@_out
@click.option("--column", "columns", multiple=True, metavar="OURS=YOURS", help="What a column is: name=Amtsinhaber.")
def import_from_csv(files: tuple[Path, ...], out: Path, columns: tuple[str, ...]) -> None:
    """Tables of your own, with whatever columns: name, country, role, sector, from, to, aliases, kind, note.

    Which column is which is told by its name (“Office” and “position” are the role), and can be said. Countries may be
    ISO codes or names, sectors PLOVER codes or nouns (“army”); a blank sector is that of the role.

    \b
      sayso actors import csv ministers.csv --out mine
      sayso actors import csv kabinett.csv --column name=Amtsinhaber --column role=Amt --out mine
    """
    from sayso.knowledge import Knowledge
    from sayso.knowledge.importing import import_csv

    said = dict(each.split("=", 1) for each in columns if "=" in each)
    if len(said) < len(columns):
        raise click.BadParameter("write OURS=YOURS, such as name=Person", param_hint="--column")
    _tell(import_csv(files, out, Knowledge.load(), said), out)


def _tell(imported: Imported, out: Path) -> None:
    lines = ", ".join(f"{count:,} in {table}.csv" for table, count in imported.written.items())
    note(f"Read {imported.entries:,} entries → {out}: {lines or 'nothing new'}")
    if imported.known:
        note(f"{imported.known:,} were in the shipped tables already")
    if imported.left_out:
        note(f"{len(imported.left_out):,} left out, listed in {out / 'left-out.tsv'}:")
        for reason, count in imported.reasons().most_common(REASONS_SHOWN):
            note(f"  {count:,} × {reason}")


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
