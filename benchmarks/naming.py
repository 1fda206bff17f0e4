"""How fast the resolver names whom mentions mean, beside spaCy's pass, and how often it is right.

    python benchmarks/naming.py claims/train build/corpus.jsonl [--rounds 3] [--errors 40] [--only sector]

Each path holds annotated documents (see docs/annotating.md), a file or a folder. Every actor, recipient and holder
whose words stand in the claim's sentence is resolved from its gold span. Prints mentions resolved a second on one core,
the reports parsed beforehand and the tables loaded; the time that takes as a share of spaCy's for the same reports; and
the accuracy of country, sector and both; with --errors the wrong ones too. No network is used.
"""

import argparse
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from sayso.corpus.annotations import document_of, event_documents
from sayso.evaluate.naming import Named, Pairs, drafts, gold_mentions, named
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--rounds", type=int, default=3, help="how many times (3); the median counts")
    options.add_argument("--errors", type=int, default=0, metavar="N", help="show N of the wrong ones, drawn at random")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", choices=["country", "sector"], help="errors of this kind alone")
    asked = options.parse_args()
    documents = event_documents(asked.paths)
    parser, resolver = Parser(), Resolver(Knowledge.load())
    parser.parse(document_of(documents[0]))  # warms up
    started = time.perf_counter()
    parsed = list(parser.pipe(map(document_of, documents)))
    parsing = time.perf_counter() - started
    mentions = [drafts(p, list(gold_mentions(d))) for p, d in zip(parsed, documents, strict=True)]
    times: list[float] = []
    for _ in range(asked.rounds):
        started = time.perf_counter()
        for document, each in zip(parsed, mentions, strict=True):
            resolver.resolve(document, each)
        times.append(time.perf_counter() - started)
    found = [m for p, d in zip(parsed, documents, strict=True) for m in named(resolver, p, d)]
    took = statistics.median(times)
    say(f"{len(found):,} mentions in {len(documents):,} reports, {asked.rounds} rounds, one process, {parser.model}")
    say(f"{len(found) / took:,.0f} mentions/s; resolving takes {took / parsing:.2f} of spaCy's time")
    for line in report(found, asked.only, asked.errors, asked.seed):
        say(line)


def report(found: list[Named], only: str | None, errors: int, seed: int) -> Iterator[str]:
    """The figures, the sectors most often mistaken, and some of the errors."""
    part = only or "both"
    for name in ("country", "sector", "both"):
        right = sum(getattr(each, name) for each in found)
        yield f"{name:8} {right:6,} of {len(found):,}  {right / len(found):.3f}"
    confused = Counter((_sectors(each.gold), _sectors(each.given)) for each in found if not each.sector)
    yield "sectors, gold → given: " + ", ".join(f"{a} → {b} {n}" for (a, b), n in confused.most_common(24))
    wrong = list(dict.fromkeys(each for each in found if not getattr(each, part)))
    random.Random(seed).shuffle(wrong)
    for each in wrong[:errors]:
        yield f"“{each.words}” {_show(each.gold)} given {_show(each.given)}  ({each.reason})"
        yield f"   {each.document}, sentence {each.sentence}"


def _sectors(pairs: Pairs) -> str:
    return " ".join(sorted({sector or "-" for _, sector in pairs}))


def _show(pairs: Pairs) -> str:
    return " ".join(f"{country or '-'}/{sector or '-'}" for country, sector in sorted(pairs)) or "nobody"


def say(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
