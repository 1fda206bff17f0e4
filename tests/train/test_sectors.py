"""Learning sectors from annotated mentions."""

import pytest

from sayso.document import Document
from sayso.knowledge import Knowledge
from sayso.parse import Parser

pytest.importorskip("torch", reason="training takes torch: pip install 'sayso[train]'")

from sayso.train.mentions import Reader
from sayso.train.sectors import Supposed, learned, supposed


def test_the_noun_that_reports_share_tells_the_sector():
    mentions = [Supposed(f"r{n}", ("head:bastion", f"with:{n}"), "REB") for n in range(6)]
    mentions += [Supposed(f"r{n}", ("head:annex", f"with:{n}"), "GOV") for n in range(6)]
    choice = learned(mentions)
    assert choice.likeliest(["head:bastion"]) == "REB"
    assert choice.likeliest(["head:annex"]) == "GOV"


def test_what_one_report_alone_says_is_not_learned():
    mentions = [Supposed("r1", ("head:bastion",), "REB")] * 9 + [
        Supposed(f"r{n}", ("head:annex",), "GOV") for n in (1, 2)
    ]
    assert "head:bastion" not in learned(mentions).weights


def test_only_mentions_whose_words_leave_the_sector_open_are_learned_from():
    text = "The Kenyan police stopped a Kenyan bastion."
    record = {"name": None, "country": "KEN"}
    claim = {
        "sentence": 0,
        "trigger": "stopped",
        "actors": [{**record, "text": "The Kenyan police", "sector": "COP"}],
        "recipients": [{**record, "text": "those in the bastion", "sector": "CVL"}],
        "attribution": [],
    }
    text += " It stopped those in the bastion."
    first = text.index(" It")
    sentences = [{"id": 0, "start": 0, "end": first}, {"id": 1, "start": first + 1, "end": len(text)}]
    other = {**claim, "sentence": 1, "actors": [], "recipients": [{**record, "text": "bastion", "sector": "REB"}]}
    document = {"doc_id": "r1", "text": text, "sentences": sentences, "claims": [claim, other]}
    found = list(supposed(Reader(Knowledge.load()), Parser().parse(Document.of(text)), document))
    assert [each.sector for each in found] == ["REB"]
    assert "head:bastion" in found[0].features
