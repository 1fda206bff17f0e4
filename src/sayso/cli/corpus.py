"""``sayso corpus``: our labelled sentences, put together with their texts, and what is wrong in them."""

# ruff: noqa: PLC0415 - the rest is imported once the command line is known to be right
import json
from collections import Counter
from pathlib import Path

import click

from sayso.cli.output import note


@click.group(short_help="Put the labelled corpus together, or check it.")
def corpus() -> None:
    """The labelled sentences of corpus/: real news without its text, and sentences of our own.

    \b
      sayso corpus join corpus --texts shared --out build/corpus.jsonl
      sayso corpus check corpus/written/*.txt
    """


@corpus.command(short_help="Annotations and texts into one file to train on.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where the texts are, .jsonl files at any depth.",
)
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def join(folder: Path, texts: Path | None, out: Path) -> None:
    """Write annotated documents in the format of claims/, one a line: FOLDER/news with its texts, and FOLDER/written.

    A text that is not under --texts is left out and counted; one that differs from what was annotated is an error.

    \b
      sayso corpus join corpus --texts ../shared --out build/corpus.jsonl
    """
    from sayso.corpus.standoff import read_records, read_texts
    from sayso.corpus.written import read_written

    missing: list[str] = []
    found = read_texts(texts) if texts else {}
    documents = [d for path in sorted((folder / "news").glob("*.jsonl")) if path.stem != "twice"
                 for d in read_records(path, found, missing.append)]  # fmt: skip
    own, problems = read_written(folder / "written")
    for problem in problems:
        note(str(problem))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in [*documents, *own])
    note(f"{out}: {len(documents)} reports with their texts, {len(own)} of our own; {len(missing)} texts not there")


@corpus.command(short_help="What is wrong in annotators' sheets.")
@click.argument("sheets", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--sources",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The reports that the sheets refer to: JSON lines with doc_id, text and sentences.",
)
@click.pass_context
def check(ctx: click.Context, sheets: tuple[Path, ...], sources: Path | None) -> None:
    """Print what does not hold in each sheet, by line, then how much is in all; exit code 1 if anything is wrong.

    \b
      sayso corpus check corpus/written/*.txt
    """
    from sayso.corpus.annotations import json_lines
    from sayso.corpus.sheet import read_sheet
    from sayso.ontology import Ontology

    reports = {d["doc_id"]: d for d in json_lines(sources)} if sources else {}
    ontology = Ontology.load()
    counts: Counter[str] = Counter()
    for path in sheets:
        documents, problems = read_sheet(path, reports, ontology)
        for problem in problems:
            click.echo(str(problem))
        counts["problems"] += len(problems)
        counts["reports"] += len(documents)
        counts["sentences"] += sum(len(d["sentences"]) for d in documents)
        counts["claims"] += sum(len(d["claims"]) for d in documents)
    note(", ".join(f"{n} {what}" for what, n in counts.items()))
    if counts["problems"]:
        ctx.exit(1)
