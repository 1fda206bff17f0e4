"""Learning of which country people are, from annotated mentions."""

import pytest

from sayso.document import Document
from sayso.knowledge import Knowledge
from sayso.parse import Parser

pytest.importorskip("torch", reason="training takes torch: pip install 'sayso[train]'")

from sayso.train.countries import Asked, asked, learned
from sayso.train.mentions import Reader


def mention(n: int, country: str, group: str = "CVL") -> Asked:
    """The rules say Kenya; Uganda is named last before the words."""
    return Asked(f"r{n}", "fishermen", {"KEN": ["rule"], "UGA": ["last:1"], "": ["nowhere"]}, group, country)


def test_what_mostly_tells_the_country_in_many_reports_is_followed():
    choice = learned([mention(n, "UGA") for n in range(60)] + [mention(n, "KEN", "MIL") for n in range(60)])
    assert choice.likeliest(mention(0, "").candidates, "CVL") == "UGA"
    assert choice.likeliest(mention(0, "").candidates, "MIL") == "KEN"


def test_features_of_few_reports_and_mentions_without_the_right_candidate_teach_nothing():
    assert not learned([mention(n, "UGA") for n in (1, 2)] * 30).weights
    assert not learned([mention(n, "TZA") for n in range(9)] + [mention(1, "UGA")]).weights


def test_only_mentions_whose_words_leave_the_country_open_are_learned_from():
    text = "The Kenyan police stopped fishermen."
    record = {"name": None, "sector": "CVL"}
    claim = {
        "sentence": 0,
        "trigger": "stopped",
        "actors": [{**record, "text": "The Kenyan police", "country": "KEN"}],
        "recipients": [{**record, "text": "fishermen", "country": "UGA"}],
        "attribution": [],
    }
    sentences = [{"id": 0, "start": 0, "end": len(text)}]
    document = {"doc_id": "r1", "text": text, "sentences": sentences, "claims": [claim]}
    found = list(asked(Reader(Knowledge.load()), Parser().parse(Document.of(text)), document))
    assert [(each.words, each.country) for each in found] == [("fishermen", "UGA")]
    assert {"KEN", ""} == set(found[0].candidates)
