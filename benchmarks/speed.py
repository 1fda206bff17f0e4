"""Words a second of the whole path beside spaCy's own pass: ``python benchmarks/speed.py [FILE.jsonl] [-n 60]``.

Both go over the same reports in one process, by turns, so that what else the machine does slows both. The file is
JSON lines with a ``text`` each. No network is used.
"""

import argparse
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import spacy

from sayso.coding import Coder
from sayso.coding.coder import BATCH
from sayso.document import Document
from sayso.parse.parser import installed_model

NEWS = Path(__file__).resolve().parents[2] / "shared" / "news" / "guardian.jsonl"


def documents(path: Path, count: int) -> list[Document]:
    """The first ``count`` reports of the file."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, count)]
    return [Document.of(row["text"], published=row.get("published"), publisher=row.get("publisher")) for row in rows]


def seconds(work: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> int:
    """Measure and print; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", nargs="?", type=Path, default=NEWS, help="JSON lines with a text each")
    parser.add_argument("-n", type=int, default=60, help="how many reports (60)")
    parser.add_argument("--rounds", type=int, default=3, help="how many times each way (3); the median counts")
    asked = parser.parse_args()
    if not asked.path.is_file():
        say(f"{asked.path} is not there; name a file of JSON lines with a text each: make bench NEWS=file.jsonl")
        return 1
    reports = documents(asked.path, asked.n)
    nlp, coder = spacy.load(installed_model()), Coder()
    words = sum(len(report.text.split()) for report in reports)
    texts = [report.text for report in reports]

    def bare() -> None:
        for _ in nlp.pipe(texts, batch_size=BATCH):
            pass

    def whole() -> None:
        for _ in coder.pipe(reports):
            pass

    # The first batch of either warms up caches and lazy tables.
    list(nlp.pipe(texts[:2]))
    list(coder.pipe(reports[:2]))
    times = [(seconds(bare), seconds(whole)) for _ in range(asked.rounds)]
    spacy_time, sayso_time = (statistics.median(column) for column in zip(*times, strict=True))
    ratio = statistics.median(ours / theirs for theirs, ours in times)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)
    say(f"{len(reports)} reports, {words:,} words, {asked.rounds} rounds by turns, one process, {installed_model()}")
    say(f"spaCy alone  {words / spacy_time:9,.0f} words/s")
    say(f"sayso        {words / sayso_time:9,.0f} words/s")
    say(f"sayso takes {ratio:.2f} times as long as spaCy alone; peak memory {peak:,.0f} MB")
    return 0


def say(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
