"""``python -m sayso.corpus check SHEET… [--sources FILE.jsonl]``: what is wrong in annotators' sheets."""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from sayso.corpus.sheet import read_sheet
from sayso.ontology import Ontology


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m sayso.corpus")
    parser.add_argument("verb", choices=["check"])
    parser.add_argument("sheets", nargs="+", type=Path)
    parser.add_argument("--sources", type=Path, help="the reports that sheets refer to, JSON lines")
    asked = parser.parse_args()
    lines = asked.sources.read_text("utf-8").splitlines() if asked.sources else []
    sources = {d["doc_id"]: d for d in map(json.loads, lines)}
    ontology = Ontology.load()
    counts: Counter[str] = Counter()
    wrong = 0
    for path in asked.sheets:
        documents, problems = read_sheet(path, sources, ontology)
        wrong += len(problems)
        print(*problems, sep="\n", end="\n" if problems else "")
        counts["reports"] += len(documents)
        counts["sentences"] += sum(len(d["sentences"]) for d in documents)
        counts["claims"] += sum(len(d["claims"]) for d in documents)
        counts["core"] += sum(c["core"] for d in documents for c in d["claims"])
    print(", ".join(f"{n} {what}" for what, n in counts.items()) + f"; {wrong} problems")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
