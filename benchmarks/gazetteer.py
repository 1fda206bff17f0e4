"""How long the gazetteer takes to open, its memory and its lookups a second: ``python benchmarks/gazetteer.py``.

Seconds are of computing, so that what else the machine does counts little.
"""

import resource
import sys
import time

from sayso.resolve.gazetteer import Gazetteer

NAMES = ("Aleppo", "Paris", "New Jersey", "Kyiv", "Springfield", "Lahaina", "San Antonio", "Nowhere at All")
LOOKUPS = 20_000


def megabytes() -> float:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024**2)


def main() -> int:
    """Measure and print; gives the exit code."""
    before, started = megabytes(), time.process_time()
    gazetteer = Gazetteer()
    gazetteer.find("Aleppo")
    opened, held = time.process_time() - started, megabytes() - before
    started = time.process_time()
    for number in range(LOOKUPS // len(NAMES)):
        for name in NAMES:
            gazetteer.find(f"{name} {number}")  # no name twice: what was looked up is kept
    rate = LOOKUPS / (time.process_time() - started)
    sys.stdout.write(f"opened in {opened:.2f} s, {held:.0f} MB; {rate:,.0f} new names looked up a second\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
