"""How fast the workbench answers: ``python benchmarks/serve.py --claims 200000``.

Makes a database of invented reports (those of ledger_scale.py), settles it, starts `sayso serve` on it as a process
of its own, asks for each page over HTTP in turn with ever other parameters, and prints the median and the 95th
percentile of each in milliseconds, the slowest address, and the server's memory. ``--db`` keeps the database for
another run, ``--only dyad`` asks for the pages of that name alone.

The column *work* is the time that the server's processors spent on an answer: on a machine that others use too it
tells how much of the time was waiting for a turn.
"""

import argparse
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

from ledger_scale import CLAIMS_A_REPORT, YEAR, World, reports

from sayso.store import Store

ROUNDS = 20
SAYSO = [sys.executable, "-c", "from sayso.cli import main; main()"]


def build(path: Path, claims: int) -> None:
    """A settled database of about so many claims; one that is there is taken as it is."""
    if path.exists():
        return
    with Store.open(path) as store:
        with store.writer() as writer:
            count = claims // CLAIMS_A_REPORT
            writer.add_many(reports(World(7, YEAR * 2), 0, count, count / (YEAR * 2)))
        store.settle()


def pages(path: Path) -> dict[str, list[str]]:
    """Each page with addresses to ask it by, drawn from what the database holds."""
    chosen = random.Random(3)
    with Store.open(path, read_only=True) as store:
        view = store.view()
        claims = [row[0] for row in view.sql("SELECT id FROM claims USING SAMPLE 200 (reservoir, 1)").rows]
        documents = [row[0] for row in view.sql("SELECT id FROM documents USING SAMPLE 200 (reservoir, 1)").rows]
        events = [row[0] for row in view.sql("SELECT id FROM events ORDER BY claims DESC, id LIMIT 200").rows]
        countries = [row[0] for row in view.sql(_COUNTRIES).rows]
        words = [row[0].split()[-1] for row in view.sql("SELECT sentence_text FROM claims LIMIT 200").rows]
    pairs = list(itertools.combinations(countries[:12], 2))
    chosen.shuffle(pairs)
    return {
        "overview": ["/"],
        "events": ["/events", *(f"/events?actor={c}&order=origins" for c in countries), "/events?status=disputed"],
        "event": [f"/event?id={each}" for each in events],
        "claims": ["/claims", *(f"/claims?actor={a}&with={b}" for a, b in pairs), "/claims?order=unsure&offset=5000"],
        "claims by words": [f"/claims?words={quote(each)}" for each in words],
        "claim": [f"/claim?id={each}" for each in claims],
        "reports": ["/reports", *(f"/reports?words={quote(each)}" for each in words)],
        "report": [f"/report?id={quote(each)}" for each in documents],
        "actors": ["/actors", *(f"/actors?words={each}" for each in countries)],
        "actor": [f"/actor?who={each}" for each in countries],
        "dyads": ["/dyads"],
        "dyad": [f"/dyad?one={a}&other={b}" for a, b in pairs],
        "map": ["/map", *(f"/map?actor={each}" for each in countries)],
        "network": ["/network", "/network?by=actor", *(f"/network?with={each}" for each in countries)],
        "search": [f"/search?q={quote(each)}" for each in words],
        "judge": ["/judge", *(f"/judge?actor={each}" for each in countries)],
    }


def ready(address: str, started: float) -> None:
    """Wait until models are loaded and first pages counted; say how long that took, and the first answer meanwhile."""
    with urllib.request.urlopen(address + "/claims") as answer:
        answer.read()
    first = time.perf_counter() - started
    while True:
        with urllib.request.urlopen(address + "/api/v1/coder") as answer:
            if json.load(answer)["state"] != "loading":
                break
        time.sleep(0.2)
    sys.stdout.write(f"first answer after {first:.1f} s, all loaded after {time.perf_counter() - started:.1f} s\n")


def measure(address: str, addresses: list[str], server: int) -> list[tuple[float, float, str]]:
    """Milliseconds until the answer, and of the server's work on it, an address each; the first is to warm up."""
    took = []
    for path in itertools.islice(itertools.cycle(addresses), ROUNDS + 1):
        started, worked = time.perf_counter(), work(server)
        with urllib.request.urlopen(address + path) as answer:
            answer.read()
        took.append((1000 * (time.perf_counter() - started), work(server) - worked, path))
    return took[1:]


def work(process: int) -> float:
    """Milliseconds for which processors have run a process so far, in steps of ten."""
    fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
    return 1000 * (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def line(name: str, took: list[tuple[float, float, str]]) -> str:
    """A row of the table."""
    took = sorted(took)
    last, median = took[int(0.95 * len(took))], statistics.median(each for each, _, _ in took)
    worked = statistics.median(each for _, each, _ in took)
    return f"{name:<18}{median:>8.0f}{last[0]:>8.0f}{worked:>8.0f}  {took[-1][2]}\n"


def main() -> None:
    """Build, serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=200_000)
    parser.add_argument("--db", type=Path, help="keep the database here")
    parser.add_argument("--only", metavar="PAGE", action="append", help="ask for this page alone")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.db or Path(folder) / "serve.duckdb"
        build(path, arguments.claims)
        asked = {name: each for name, each in pages(path).items() if not arguments.only or name in arguments.only}
        started = time.perf_counter()
        process = subprocess.Popen([*SAYSO, "serve", "--db", path, "--port", "0"], stderr=subprocess.PIPE, text=True)
        try:
            assert process.stderr is not None
            address = re.search(r"http://[\d.:]+", process.stderr.readline())[0]  # type: ignore[index]
            ready(address, started)
            sys.stdout.write(f"{'page':<18}{'median':>8}{'95%':>8}{'work':>8}  ms; slowest\n")
            everything: list[tuple[float, float, str]] = []
            for name, addresses in asked.items():
                took = measure(address, addresses, process.pid)
                everything += took
                sys.stdout.write(line(name, took))
                sys.stdout.flush()
            sys.stdout.write(line("all", everything))
            status = Path(f"/proc/{process.pid}/status").read_text("utf-8")
            peak = int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]
            sys.stdout.write(f"memory of the server at most {peak:.0f} MB\n")
        finally:
            process.terminate()
            process.wait(10)


_COUNTRIES = """
SELECT country FROM participants WHERE country IS NOT NULL GROUP BY country ORDER BY count(*) DESC, country LIMIT 40
"""

if __name__ == "__main__":
    main()
