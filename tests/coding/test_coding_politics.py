"""What the coder expects of a report by what it is about."""

from pathlib import Path

import numpy as np
import pytest

from sayso import models
from sayso.coding.model import Model
from sayso.coding.politics import FILE, Politics
from sayso.errors import ModelError

MATCH = (
    "The visitors won the second half with two late tries.",
    "Their captain said that the forwards had been outstanding.",
    "The crowd of 14,000 cheered every tackle.",
    "The fly-half limped off after an hour with a sore knee.",
)
CRISIS = (
    "The army shelled two villages on the border overnight.",
    "The foreign minister condemned the attack and recalled the ambassador.",
    "Thousands of protesters marched on the presidential palace.",
    "The United Nations called for a ceasefire.",
)


def odds(report: tuple[str, ...]) -> float:
    folder = models.path("coder")
    found = Politics.load(folder).odds([r.gist for r in Model(folder).read(report)])
    assert found is not None
    return found


def test_a_crisis_is_expected_to_tell_of_more_than_a_match() -> None:
    assert odds(MATCH) < -1.5 < odds(CRISIS)


def test_without_weights_nothing_is_expected(tmp_path: Path) -> None:
    assert Politics.load(tmp_path).odds([np.zeros(4, np.float32)]) is None


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    Politics((0.5, -0.25), 1.0).save(tmp_path)
    assert Politics.load(tmp_path).odds([np.array([1, 2], np.float32), np.array([3, 2], np.float32)]) == 1.5


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", "utf-8")
    with pytest.raises(ModelError, match=FILE):
        Politics.load(tmp_path)
