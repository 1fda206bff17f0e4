"""Write the lock files from pyproject.toml: ``python tools/lock.py [--constraint FILE]`` (or ``make lock``).

``requirements.lock`` holds what running sayso takes (with the extras ``frames``, ``plot`` and ``serve``),
``requirements-dev.lock`` what testing it takes on top, ``requirements-train.lock`` what the extra ``train`` takes on
top. pip resolves without installing.
"""

import argparse
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by tools/lock.py (make lock) for Linux and Python 3.11; do not edit.\n"


def resolve(requirements: list[str], constraint: Path | None) -> dict[str, str]:
    """The exact version of every package that these requirements need, by normalised name."""
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    if constraint:
        command += ["--constraint", str(constraint)]
    report = json.loads(subprocess.run([*command, *requirements], check=True, capture_output=True, text=True).stdout)
    pins = {}
    for item in report["install"]:
        name = re.sub(r"[-_.]+", "-", item["metadata"]["name"]).lower()
        # “2.13.0+cpu” is a build of 2.13.0: a machine that has another build of it may use that one.
        pins[name] = item["metadata"]["version"].split("+")[0]
    return pins


def write(path: Path, pins: dict[str, str], base: str | None = None) -> None:
    """One pin a line, sorted; ``base`` names the lock file that this one adds to."""
    lines = [f"-r {base}\n"] if base else []
    lines += [f"{name}=={version}\n" for name, version in sorted(pins.items())]
    path.write_text(HEADER + "".join(lines), encoding="utf-8")


def main() -> None:
    """Resolve runtime, development and training requirements, each keeping to the pins of the ones before."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--constraint", type=Path, help="versions to keep to, in pip's constraints format")
    constraint = parser.parse_args().constraint

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = settings["project"]["optional-dependencies"]
    runtime = settings["project"]["dependencies"] + extras["frames"] + extras["plot"] + extras["serve"]

    base = resolve(runtime, constraint)
    write(ROOT / "requirements.lock", base)
    kept = [f"{name}=={version}" for name, version in base.items()]
    for name, wanted in [("dev", settings["dependency-groups"]["dev"]), ("train", extras["train"])]:
        pins = resolve(kept + wanted, constraint)
        more = {package: version for package, version in pins.items() if package not in base}
        write(ROOT / f"requirements-{name}.lock", more, base="requirements.lock")


if __name__ == "__main__":
    main()
