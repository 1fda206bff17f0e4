"""Mentions drawn at random from coded news, for readers to judge whom sayso takes them for.

    python tools/mentions.py guardian.jsonl polnear/dev.jsonl --seed 7 --mentions 500 --into judge --files 2

The reports of the files (JSON lines with ``text``, ``id`` or ``doc_id``, and ``published`` where it is known; else the
day in the id) are coded in an order that the seed fixes, as many of each file as ``--reports`` says, and the mentions
are drawn from all actors, recipients and holders in them. Each is printed with what stands around it, the day, and what
the coder said: name, country, sector. A model or table that codes otherwise draws other mentions.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from sayso.actor import Actor
from sayso.claim import Claim
from sayso.coded import Coded
from sayso.coding import Coder
from sayso.document import Document

_BEFORE, _BEHIND, _BEGINNING = 500, 160, 160  # characters shown around a mention, and of the report's first words
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def main() -> None:
    """Draw and write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+", type=Path, help="JSON lines with a text each")
    options.add_argument("--seed", type=int, required=True, help="what is drawn hangs on it alone")
    options.add_argument("--mentions", type=int, default=500, help="how many (500)")
    options.add_argument("--reports", type=int, default=45, help="how many reports of each file are coded (45)")
    options.add_argument("--into", type=Path, default=Path("judge"), help="folder for 0.txt, 1.txt, … (judge)")
    options.add_argument("--files", type=int, default=2, help="over how many files they are spread (2)")
    asked = options.parse_args()
    chosen = random.Random(asked.seed)
    documents = [document for path in asked.paths for document in drawn(path, asked.reports, chosen)]
    mentions = [mention for coded in Coder().pipe(documents) for mention in mentions_of(coded)]
    if len(mentions) < asked.mentions:
        sys.exit(f"only {len(mentions)} mentions in {len(documents)} reports; ask for more with --reports")
    picked = chosen.sample(mentions, asked.mentions)
    asked.into.mkdir(parents=True, exist_ok=True)
    size = -(-len(picked) // asked.files)
    for number in range(asked.files):
        entries = [shown(n, *each) for n, each in enumerate(picked[number * size : (number + 1) * size])]
        (asked.into / f"{number}.txt").write_text("\n".join(entries), encoding="utf-8")
    sys.stdout.write(f"{len(picked)} of {len(mentions)} mentions in {len(documents)} reports, in {asked.into}\n")


def drawn(path: Path, count: int, chosen: random.Random) -> list[Document]:
    """So many reports of a file, in random order."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    chosen.shuffle(rows)
    return [_document(row) for row in rows[:count]]


def _document(row: dict[str, str]) -> Document:
    name = row.get("id") or row["doc_id"]
    day = _DAY.search(name)
    published = row.get("published") or (day[0] if day else None)
    return Document.of(row["text"], id=name, published=published, publisher=row.get("publisher") or name.split("_")[0])


def mentions_of(coded: Coded) -> Iterator[tuple[Document, Actor]]:
    """Those who act, suffer or say in a report, each span with each answer once, in the order of the text."""
    found = {(actor.span.start, actor.span.end, actor): actor for claim in coded.claims for actor in _all(claim)}
    for key in sorted(found, key=lambda key: key[:2]):
        yield coded.document, found[key]


def _all(claim: Claim) -> Iterator[Actor]:
    yield from claim.actors
    yield from claim.recipients
    yield from (link.holder for link in claim.attribution if link.holder is not None)


def shown(number: int, document: Document, actor: Actor) -> str:
    """One mention for a reader, and what the coder said of it."""
    text, span = document.text, actor.span
    before = " ".join(text[max(0, span.start - _BEFORE) : span.start].split())
    behind = " ".join(text[span.end : span.end + _BEHIND].split())
    opening = " ".join(text[:_BEGINNING].split())
    return (
        f"#{number} {document.id} published {document.published}\n"
        f"   report begins: {opening}\n"
        f"   … {before} [[{span.text}]] {behind} …\n"
        f"   said: name={actor.name} country={actor.country} sector={actor.sector}\n"
    )


if __name__ == "__main__":
    main()
