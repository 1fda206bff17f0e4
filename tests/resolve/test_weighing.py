"""The weights by which a time is taken for an event's."""

import math
from pathlib import Path

import pytest

from sayso import models
from sayso.errors import ModelError
from sayso.resolve.weighing import FILE, Weighing


def test_what_is_seen_is_weighed_and_what_was_never_seen_says_nothing() -> None:
    weighing = Weighing({"near": 2.0, "another's": -3.0}, bias=-1.0)
    assert weighing.chance(["never heard of"]) == pytest.approx(1 / (1 + math.e))
    assert weighing.chance(["near"]) == pytest.approx(1 - weighing.chance([]))
    assert weighing.chance(["near", "another's"]) < weighing.chance([]) < weighing.chance(["near"])


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    weighing = Weighing({"way=^": 1.25}, bias=-0.5, least=0.4)
    weighing.save(tmp_path)
    assert Weighing.load(tmp_path) == weighing


def test_a_missing_or_damaged_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=FILE):
        Weighing.load(tmp_path)
    (tmp_path / FILE).write_text("{", "utf-8")
    with pytest.raises(ModelError, match=FILE):
        Weighing.load(tmp_path)


def test_the_shipped_weights_prefer_a_time_on_the_event_s_own_word() -> None:
    weighing = Weighing.load(models.path("days"))
    assert weighing.weights["close=own"] > weighing.weights["close=none"]
