"""Sectors that no table tells, supposed by learned weights."""

from pathlib import Path

import pytest

from sayso import models
from sayso.document import Document
from sayso.errors import ModelError
from sayso.parse import Parser
from sayso.resolve.supposing import FILE, SectorChoice, features


@pytest.fixture(scope="module")
def told():
    parsed = Parser().parse(Document.of("Myanmar shelled an armed resistance bastion."))
    tokens = parsed.doc[2:6]
    return features(tokens, tokens.root, "MMR")


def test_a_phrase_tells_its_noun_the_words_beside_it_and_whose_it_is(told):
    assert {"head:bastion", "with:resistance", "of:state"} <= set(told)
    assert "head:shell" not in told


def test_the_sector_for_which_most_speaks_is_the_likeliest(told):
    choice = SectorChoice({"with:resistance": {"REB": 1.0, "OPP": 0.6}, "with:armed": {"MIL": 0.7, "OPP": 0.3}})
    assert choice.likeliest(told) == "REB"
    assert SectorChoice({"with:resistance": {"REB": 1.0, "": 1.5}}).likeliest(told) is None


def test_features_that_nobody_learned_say_nothing(told):
    assert SectorChoice({"head:priest": {"REL": 2.0}}).likeliest(told) is None


def test_weights_come_back_as_they_were_saved(tmp_path: Path):
    choice = SectorChoice({"head:b": {"REB": 1.25, "": -0.5}, "head:a": {"GOV": 0.1}})
    choice.save(tmp_path)
    assert SectorChoice.load(tmp_path) == choice
    assert (tmp_path / FILE).read_text("utf-8").index("head:a") < (tmp_path / FILE).read_text("utf-8").index("head:b")


def test_what_is_no_such_file_is_refused_with_its_name(tmp_path: Path):
    with pytest.raises(ModelError, match=FILE):
        SectorChoice.load(tmp_path)
    (tmp_path / FILE).write_text("[1]")
    with pytest.raises(ModelError, match="reinstall"):
        SectorChoice.load(tmp_path)


def test_the_shipped_weights_know_sectors_alone():
    sectors = {sector for weights in SectorChoice.load(models.path("naming")).weights.values() for sector in weights}
    assert {"GOV", "CVL", "REB", ""} <= sectors
    assert all(sector == "" or (len(sector) == 3 and sector.isupper()) for sector in sectors)
