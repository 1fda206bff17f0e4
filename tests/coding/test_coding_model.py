"""The learned part: sentences in, proposals out."""

import random
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import models
from sayso.coding import Coder
from sayso.coding.model import MOST, Model
from sayso.errors import ModelError

SENTENCES = [
    "Rebels attacked the town.",
    "Turkey accused Greece of violating its airspace, and Greece denied it.",
    "It rained.",
    "The two ministers met in Accra on Friday to talk about fishing rights, trade and the border.",
    "“We reject this,” said the Malian envoy.",
]
ODD = [
    "🙂",
    "👩‍👩‍👧 protested 🇫🇷 against 🇩🇪.",
    "Αθήνα attacked Ἄγκυρα; İstanbul’s army — ﬁnally — replied.",
    "محمد attacked العراق.",
    "中国批评日本。",
    "e\u0301lite troops\u200battacked\u00a0the\u2003base\u2028now",
    "\ufeffRebels\x00 attacked the town.",
    "...",
    "\t\n ",
]


@pytest.fixture(scope="module")
def model():
    return Model(models.path("coder"))


def seen(proposal):
    """What must not depend on the batch: everything but the last digits of the scores."""
    fillings = {n: [(f.start, f.end, f.kind) for f in fs] for n, fs in proposal.slots.items()}
    return proposal.head, proposal.type, fillings


def check(sentence, proposals):
    assert len(proposals) <= MOST
    assert [p.confidence for p in proposals] == sorted((p.confidence for p in proposals), reverse=True)
    for proposal in proposals:
        for start, end in [proposal.head, *((f.start, f.end) for fs in proposal.slots.values() for f in fs)]:
            assert 0 <= start < end <= len(sentence)
        scores = [proposal.found, proposal.sound, proposal.confidence, *proposal.aux.values(), *proposal.modes.values()]
        assert all(0.0 <= s <= 1.0 for s in scores)


def test_finds_the_plain_event(model):
    best = model.propose(["Rebels attacked the town."])[0][0]
    assert (best.type, best.head) == ("ASSAULT", (7, 15))


def test_same_input_same_output(model):
    assert model.propose(SENTENCES) == model.propose(SENTENCES)


def test_the_order_of_the_batch_does_not_matter(model):
    order = list(range(len(SENTENCES)))
    random.Random(7).shuffle(order)
    plain, mixed = model.propose(SENTENCES), model.propose([SENTENCES[i] for i in order])
    for place, i in enumerate(order):
        sure = [p for p in plain[i] if p.confidence > 0.3]
        again = {seen(p)[:2]: p for p in mixed[place]}
        for proposal in sure:
            other = again[seen(proposal)[:2]]
            assert other.sentence == place
            assert other.confidence == pytest.approx(proposal.confidence, abs=1e-3)


@pytest.mark.parametrize("sentence", SENTENCES + ODD)
def test_offsets_lie_in_the_sentence(model, sentence):
    (proposals,) = model.propose([sentence])
    check(sentence, proposals)
    assert all(p.sentence == 0 for p in proposals)


def test_neighbours_do_not_matter(model):
    """A sentence alone and among others: the same proposals, and scores that differ in the last digits only."""
    together = model.propose(SENTENCES)
    for sentence, among in zip(SENTENCES, together, strict=True):
        (alone,) = model.propose([sentence])
        sure = {(p.head, p.type): p.confidence for p in alone if p.confidence > 0.3}
        again = {(p.head, p.type): p.confidence for p in among}
        for key, confidence in sure.items():
            assert again.get(key, 0.0) == pytest.approx(confidence, abs=0.01)


def test_nothing_gives_nothing(model):
    assert model.propose([]) == []
    assert model.propose([""]) == [[]]
    assert model.propose(["", "Rebels attacked the town.", ""])[1]


def test_a_sentence_of_500_words(model):
    sentence = "Rebels attacked the town, and " + "the mayor, a tall and quiet man, " * 70 + "fled."
    assert len(sentence.split()) > 490
    (proposals,) = model.propose([sentence])
    check(sentence, proposals)
    assert any(p.type == "ASSAULT" and p.head == (7, 15) for p in proposals)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60))
def test_any_text_keeps_its_offsets(model, text):
    check(text, model.propose([text])[0])


@pytest.mark.parametrize("name", ["labels.json", "tokenizer.json", "finder.onnx", "filler.onnx"])
def test_a_folder_without_a_file_says_which_and_what_to_do(tmp_path, name):
    shipped = models.path("coder")
    for each in ("labels.json", "tokenizer.json"):
        shutil.copy(shipped / each, tmp_path)
    for each in ("finder.onnx", "filler.onnx"):
        (tmp_path / each).symlink_to(shipped / each)
    (tmp_path / name).unlink()
    with pytest.raises(ModelError, match=name) as error:
        Model(tmp_path)
    assert "--model" in str(error.value)


def test_no_folder_at_all(tmp_path):
    with pytest.raises(ModelError, match="nowhere"):
        Coder(tmp_path / "nowhere")
    with pytest.raises(ModelError, match="reinstall"):
        models.path("no-such-model")


def test_labels_of_another_version(tmp_path):
    shutil.copytree(models.path("coder"), tmp_path, dirs_exist_ok=True)
    (tmp_path / "labels.json").write_text('{"types": 3}')
    with pytest.raises(ModelError, match="does not fit this version"):
        Model(tmp_path)


@pytest.mark.parametrize("name", ["tokenizer.json", "finder.onnx", "filler.onnx"])
def test_a_damaged_file_is_a_model_error(tmp_path, name):
    shipped = models.path("coder")
    for each in shipped.iterdir():
        (tmp_path / each.name).symlink_to(each)
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(b"{}")
    with pytest.raises(ModelError):
        Model(tmp_path)
