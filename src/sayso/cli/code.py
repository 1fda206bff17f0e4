"""``sayso code``: reports in, claims into the database."""

# ruff: noqa: PLC0415 - models are imported once the command line is known to be right
from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from sayso.cli.extent import Extent
from sayso.cli.options import Day, db_option, knowledge_option, model_options
from sayso.cli.output import counted, note
from sayso.cli.progress import Progress, duration, speed_phrase
from sayso.coded import Quarantined
from sayso.document import Document
from sayso.read.options import Format, ReadOptions
from sayso.store.store import Store

if TYPE_CHECKING:
    from sayso.coding import Coder
    from sayso.store.writer import Writer

QUARANTINED, INTERRUPTED = 3, 130
REASONS_SHOWN = 3


@click.command()
@click.argument("paths", nargs=-1, required=True)
@db_option
@click.option("--processes", type=click.IntRange(min=1), default=1, show_default=True, help="How many code at a time.")
@click.option("--force", is_flag=True, help="Code again what this coder has coded already.")
@model_options
@knowledge_option
@click.option("--quiet", is_flag=True, help="No progress; the closing lines only.")
@click.option("--format", type=click.Choice(get_args(Format)), help="What the files are, where names don't tell.")
@click.option("--encoding", help="Of all files; detected unless given.")
@click.option("--published", type=Day(), metavar="DAY", help="The day of reports that give none: 2024-06-19.")
@click.option("--publisher", help="The publisher of reports that give none.")
@click.option("--language", help="The language of reports that give none.")
@click.option("--text-key", metavar="KEY", help="Column or JSON key of the text; a.b reaches into objects.")
@click.option("--title-key", metavar="KEY", help="… of the title.")
@click.option("--date-key", metavar="KEY", help="… of the day of publication.")
@click.option("--publisher-key", metavar="KEY", help="… of the publisher.")
@click.option("--url-key", metavar="KEY", help="… of the address.")
@click.option("--id-key", metavar="KEY", help="… of the id.")
@click.option("--language-key", metavar="KEY", help="… of the language.")
@click.option("--day-first/--month-first", default=None, help="How 03/04/2024 is meant; unknown unless said.")
@click.option("--max-bytes", type=click.IntRange(min=1), help="The limit for one document.  [default: 50000000]")
@click.pass_context
def code(
    ctx: click.Context,
    *,
    paths: tuple[str, ...],
    db: Path,
    processes: int,
    force: bool,
    threshold: float | None,
    model: Path | None,
    spacy_model: str | None,
    knowledge: tuple[Path, ...],
    quiet: bool,
    **reading: Any,
) -> None:
    """Read reports, find the claims in them, and put both into a database.

    PATHS are files, folders, globs or - for standard input; .txt .html .json .jsonl .csv .tsv, each also compressed
    (.gz .bz2 .xz) or in a .zip. Which column or key holds what is guessed, and can be said.

    \b
      sayso code reports/ --db news.duckdb
      sayso code wire.jsonl.gz --text-key body --date-key created --processes 4
      curl -s https://example.org/story.html | sayso code - --published 2024-06-19

    Coding a report again changes nothing; a report that has changed supersedes its claims. The run can be stopped at
    any moment: what is coded is kept, and the same command goes on from there. What cannot be read is put into
    quarantine (see `sayso quarantine`), the run goes on, and the exit code is 3.
    """
    given = {name: value for name, value in reading.items() if value is not None}
    options = ReadOptions(**given)
    with Store.open(db) as store:
        if not quiet:
            note("Loading models …")
        coder = load_coder(model=model, threshold=threshold, spacy_model=spacy_model, knowledge=knowledge)
        with store.writer() as writer:
            run = Run(coder, writer, paths, options, force=force, quiet=quiet)
            interrupted = run.go(processes)
    ctx.exit(report(run, db, interrupted=interrupted))


def load_coder(
    *, model: Path | None, threshold: float | None, spacy_model: str | None, knowledge: tuple[Path, ...] = ()
) -> Coder:
    """The coder, its models loaded; what is not given is the coder's own choice.

    ``knowledge`` are folders of a user's own tables, laid over the shipped ones.
    """
    from sayso.coding import Coder
    from sayso.knowledge import Knowledge

    asked: dict[str, Any] = {"model": model, "threshold": threshold, "spacy_model": spacy_model}
    tables = Knowledge.load(knowledge) if knowledge else None  # errors in them come before the models are loaded
    return Coder(**{name: value for name, value in asked.items() if value is not None}, knowledge=tables)


class Run:
    """One run from paths to database: what it did is in its counts."""

    def __init__(
        self,
        coder: Coder,
        writer: Writer,
        paths: tuple[str, ...],
        options: ReadOptions,
        *,
        force: bool,
        quiet: bool,
    ) -> None:
        self.coder = coder
        self.writer = writer
        self.paths = paths
        self.options = options
        self.force = force
        self.claims = 0
        self.skipped = 0
        self.outcomes: Counter[str] = Counter()
        self.quarantined: list[Quarantined] = []
        self.progress = Progress(quiet=quiet)
        self._extent = Extent(paths)
        # Several processes are fed from a thread of their own, and a DuckDB connection serves one thread at a time.
        self._lock = threading.Lock()

    def go(self, processes: int) -> bool:
        """Code everything; gives whether somebody interrupted it. What is done by then is in the database."""
        try:
            with self.progress:
                for coded in self.coder.pipe(self._documents(), processes=processes):
                    with self._lock:
                        self.outcomes[self.writer.add(coded)] += 1
                    self.claims += len(coded.claims)
                    self.progress.advance(self._extent.reached(coded.document))
        except KeyboardInterrupt:
            return True
        return False

    def _documents(self) -> Iterator[Document]:
        from sayso.read import read

        for item in read(self.paths, self.options):
            if isinstance(item, Quarantined):
                self.quarantined.append(item)
                with self._lock:
                    self.writer.quarantine(item)
            elif self._done_before(item):
                self.skipped += 1
                self.progress.skipped(self._extent.reached(item))
            else:
                yield item

    def _done_before(self, document: Document) -> bool:
        if self.force:
            return False
        with self._lock:
            return self.writer.coded_already(document, self.coder.name)


def report(run: Run, db: Path, *, interrupted: bool) -> int:
    """The closing lines, on standard error; gives the exit code."""
    reports, seconds = run.progress.reports, run.progress.seconds
    speed = f" ({speed_phrase(reports, seconds)})" if reports else ""
    note(f"Coded {counted(reports, 'report')} in {duration(seconds)}{speed}: {counted(run.claims, 'claim')} → {db}")
    if run.outcomes["superseded"]:
        note(
            f"{counted(run.outcomes['superseded'], 'report')} read otherwise than before; the old claims are kept aside"
        )
    if run.skipped:
        note(f"Passed over {counted(run.skipped, 'report')} coded before by the same coder (--force codes them again)")
    if run.quarantined:
        _tell_quarantine(run.quarantined, db)
    if interrupted:
        note(f"Interrupted. {db} is whole and holds what was coded; the same command goes on from there.")
        return INTERRUPTED
    if run.quarantined:
        return QUARANTINED
    if reports == run.skipped == 0:
        note(f"There was nothing to read in {', '.join(run.paths)}: no .txt .html .json .jsonl .csv .tsv file.")
        return 1
    return 0


def _tell_quarantine(quarantined: list[Quarantined], db: Path) -> None:
    from sayso.cli.quarantine import remedy

    note(f"{len(quarantined):,} could not be read and went to quarantine:")
    for each in quarantined[:REASONS_SHOWN]:
        note(f"  {each.source}: {each.reason}. {remedy(each)}")
    more = len(quarantined) - REASONS_SHOWN
    note(f"  {f'… and {more:,} more; ' if more > 0 else ''}`sayso quarantine --db {db}` lists them")
