"""What is vendored is what its table says, under licences that allow it."""

import hashlib
import re
from pathlib import Path

from sayso.serve.render import STATIC

VENDOR = STATIC / "vendor"
TABLE = (VENDOR / "README.md").read_text("utf-8")


def test_the_files_are_those_of_the_table() -> None:
    listed = dict(re.findall(r"^\| `([\w.]+)` \|.*\| `([0-9a-f]{64})` \|$", TABLE, re.MULTILINE))
    found = {file.name for file in VENDOR.iterdir()} - {"README.md", "LICENCES.txt"}
    assert set(listed) == found
    for name, digest in listed.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == digest, "run: python tools/vendor.py"


def test_every_package_has_a_free_licence_and_its_text() -> None:
    rows = re.findall(r"^\| `[\w.]+` \| ([\w@/.-]+) \| ([\w.-]+) \| ([\w.-]+) \|$", TABLE, re.MULTILINE)
    assert len(rows) > 20
    texts = (VENDOR / "LICENCES.txt").read_text("utf-8")
    for package, version, licence in rows:
        assert licence in ("MIT", "ISC", "BSD-3-Clause", "BSD-2-Clause", "Apache-2.0")
        assert f"{package} {version}\n" in texts


def test_our_own_scripts_make_no_markup_and_run_no_text() -> None:
    for script in Path(STATIC).glob("*.js"):
        code = script.read_text("utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", code), (
            script
        )
