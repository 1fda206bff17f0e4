"""How well the ledger does on the stories of corpus/stories: ``python benchmarks/stories.py [--half held-out] [-v]``.

The claims are coded by hand, so that what is measured is settling alone.
"""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "settle"))

from measure import b3_interval, measure
from stories import load

from sayso.store import Store


def main() -> None:
    """Settle all the stories together, and print the figures of one half, or of both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tune", "held-out"], help="one half alone; else one after the other")
    parser.add_argument("-v", "--verbose", action="store_true", help="say what is wrong, for the half that may be seen")
    arguments = parser.parse_args()
    stories = load()
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "stories.duckdb") as store:
        with store.writer() as writer:
            writer.add_many(coded for story in stories for coded in story.reports)
        store.settle()
        for half in ("tune", "held-out"):
            if arguments.half in (None, half):
                chosen = [story for story in stories if story.held_out == (half == "held-out")]
                report = measure(store, chosen)
                low, high = b3_interval([measure(store, [story]) for story in chosen])
                sys.stdout.write(f"{half}: {len(chosen)} stories; B³ F1 within [{low:.3f}, {high:.3f}]\n{report}\n")
                if arguments.verbose and half == "tune":
                    sys.stdout.write("".join(f"  {note}\n" for note in report.notes))


if __name__ == "__main__":
    main()
