"""Precision against recall: what each threshold of confidence would keep.

    python benchmarks/thresholds.py ../shared/claims/dev
    python benchmarks/thresholds.py build/corpus.jsonl --held-out corpus/heldout.json

Codes the annotated reports once at a low threshold and counts the claims from each confidence on, as
``sayso evaluate --claims`` does at the one that the coder ships with.
"""

import argparse
import sys
from pathlib import Path

from sayso import Coder
from sayso.corpus.annotations import HeldOut, document_of, event_documents
from sayso.evaluate.claims import measure_claims

LOWEST, STEPS = 0.2, (0.2, 0.3, 0.4, 0.5, 0.57, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    """Prints one line a threshold."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", type=Path, help="annotated reports, a file or a folder")
    parser.add_argument(
        "--held-out", type=Path, help="only the reports that this file names, none written for training"
    )
    args = parser.parse_args()
    gold = event_documents([args.claims])
    if args.held_out:
        held = HeldOut.load(args.held_out).documents
        gold = [d for d in gold if d["doc_id"] in held and not d["doc_id"].startswith("own-")]
    coder = Coder(threshold=LOWEST)
    coded = {c.document.id: c.claims for c in coder.pipe(map(document_of, gold))}
    sys.stdout.write(f"{len(gold)} reports\nconfidence    typed P    R   F1    dyad P    R   F1\n")
    for least in STEPS:
        kept = {i: [c for c in claims if c.confidence >= least] for i, claims in coded.items()}
        value = {f.measure: f.value for f in measure_claims(gold, kept).figures}
        row = [value[f"{kind} {what}"] for kind in ("typed", "dyad") for what in ("precision", "recall", "F1")]
        shown = " ".join(f"{v:.2f}" for v in row[:3]), " ".join(f"{v:.2f}" for v in row[3:])
        sys.stdout.write(f"{least:10.2f}       {shown[0]}      {shown[1]}\n")


if __name__ == "__main__":
    main()
