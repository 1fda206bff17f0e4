"""The lock files hold together with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = SETTINGS["project"]["optional-dependencies"]


def normal(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", requirement, maxsplit=1)[0]).lower()


def pins(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if "==" in line)


@pytest.mark.parametrize(
    ("file", "wanted"),
    [
        ("requirements.lock", SETTINGS["project"]["dependencies"] + EXTRAS["frames"] + EXTRAS["serve"]),
        ("requirements-dev.lock", SETTINGS["dependency-groups"]["dev"]),
        ("requirements-train.lock", EXTRAS["train"]),
    ],
)
def test_what_pyproject_asks_for_is_pinned(file: str, wanted: list[str]) -> None:
    pinned = {**pins("requirements.lock"), **pins(file)}
    assert not [name for name in map(normal, wanted) if name not in pinned], "run: make lock"


def test_running_takes_no_torch() -> None:
    assert not {"torch", "transformers"} & pins("requirements.lock").keys()


def test_a_package_is_pinned_once() -> None:
    assert not pins("requirements.lock").keys() & pins("requirements-dev.lock").keys()
    assert not pins("requirements.lock").keys() & pins("requirements-train.lock").keys()
