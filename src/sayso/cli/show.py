"""``sayso show``: a report, its event words marked, each claim beneath its sentence."""

# ruff: noqa: PLC0415 - each way of showing imports what it alone needs
from pathlib import Path

import click

from sayso.cli.options import db_option, open_to_read
from sayso.cli.output import console, note, writing
from sayso.coded import Coded
from sayso.errors import QueryError


@click.command()
@click.argument("doc")
@click.option("--sentence", type=click.IntRange(min=1), metavar="N", help="Only the N-th sentence, counted from 1.")
@click.option("--json", "as_json", is_flag=True, help="The report and its claims as one JSON object.")
@click.option("--html", type=click.Path(dir_okay=False), metavar="FILE", help="Write a web page instead.")
@db_option
def show(doc: str, sentence: int | None, as_json: bool, html: str | None, db: Path) -> None:
    """Show a report with its claims.

    DOC is a report's id, the beginning of its id, or the name of its file. Every event word carries the sign of how
    its event stands: ● reported, ◉ confirmed, ◐ alleged, ◌ doubted, ✕ denied, ○ announced, ◇ hypothetical,
    ◂ historical, ⊘ negated. Beneath its sentence each claim says who did what to whom, and on whose word.

    \b
      sayso show putin-kim-pyongyang
      sayso show putin-kim-pyongyang --sentence 18
      sayso show putin-kim-pyongyang --html summit.html
    """
    with open_to_read(db) as store:
        coded = store.view().coded(doc)
    check_sentence(coded, sentence)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(coded).decode())
    elif html is not None:
        from sayso.display.html import coded_page

        with writing(html) as file:
            file.write(coded_page(coded))
        if html != "-":
            note(f"Wrote {html}")
    else:
        from sayso.display.terminal import coded_view

        screen = console()
        for part in coded_view(coded, sentence - 1 if sentence else None):
            screen.print(part)


def check_sentence(coded: Coded, sentence: int | None) -> None:
    """Raises ``QueryError`` where a report has no such sentence."""
    if sentence is not None and sentence > len(coded.sentences):
        raise QueryError(f"{coded.document.id} has {len(coded.sentences)} sentences; there is no sentence {sentence}")
