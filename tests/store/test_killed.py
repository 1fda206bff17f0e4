"""A run killed at any moment leaves a database that opens, with whole reports only; a rerun completes it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from store_examples import report

from sayso.errors import StoreError
from sayso.store import Store

TOTAL = 400
CHILD = """
import sys
sys.path.insert(0, sys.argv[2])
from store_examples import report
from sayso.store import Store
import sayso.store.writer
sayso.store.writer.BATCH_DOCUMENTS = 7
with Store.open(sys.argv[1]) as store, store.writer() as writer:
    for number in range(int(sys.argv[3])):
        writer.add(report(f"r{number:04}"))
        print(number, flush=True)
    print("held", flush=True)
    sys.stdin.read()
"""


def start(path: Path) -> subprocess.Popen[str]:
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", CHILD, str(path), here, str(TOTAL)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("after", [0, 6, 20, 123])
def test_kill_9(tmp_path: Path, after: int) -> None:
    path = tmp_path / "news.duckdb"
    child = start(path)
    assert child.stdout is not None
    for line in child.stdout:
        if line.strip() == str(after):
            break
    time.sleep(0.003 * after % 0.02)  # somewhere within the batches that follow
    os.kill(child.pid, signal.SIGKILL)
    child.communicate()

    with Store.open(path, read_only=True) as store:  # even for reading, with its log not yet folded in
        view = store.view()
        found = [document.id for document in view.documents()]
        assert all(view.coded(id) == report(id) for id in found)
        assert view.count() == 5 * len(found)
        assert view.sql("SELECT count(*) FROM sentences").rows == [(4 * len(found),)]
        assert len(found) >= after - after % 7
    with Store.open(path) as store:
        with store.writer() as writer:
            outcomes = writer.add_many(report(f"r{number:04}") for number in range(TOTAL))
        assert outcomes["unchanged"] == len(found)
        assert outcomes["new"] == TOTAL - len(found)
        assert store.view().summary().claims == 5 * TOTAL


def test_a_database_in_use_by_another_process_says_so(tmp_path: Path) -> None:
    path = tmp_path / "news.duckdb"
    child = start(path)
    try:
        assert child.stdout is not None
        child.stdout.readline()
        for read_only in (False, True):
            with pytest.raises(StoreError, match=f"in use by process {child.pid}"):
                Store.open(path, read_only=read_only)
    finally:
        child.kill()
        child.communicate()
