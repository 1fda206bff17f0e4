"""The label sets that go with the weights."""

import msgspec

from sayso import models
from sayso.coding.labels import AUXILIARIES, SLOTS, STANCES, TYPES, Labels, Slot
from sayso.ontology import Ontology


def test_the_types_are_those_of_the_ontology():
    ontology = Ontology.load()
    assert len(TYPES) == len(set(TYPES)) == 16
    for name in TYPES:
        assert ontology.type(name)


def test_a_slot_is_as_wide_as_its_kinds_and_outside_and_inside():
    assert Slot("trigger").width == 3
    assert Slot("holder", STANCES).width == len(STANCES) + 2


def test_labels_survive_the_file():
    labels = Labels(modes=("firearms",))
    assert msgspec.json.decode(msgspec.json.encode(labels), type=Labels) == labels


def test_the_shipped_labels_are_those_of_this_version():
    labels = msgspec.json.decode((models.path("coder") / "labels.json").read_bytes(), type=Labels)
    assert set(labels.types) == set(TYPES)
    assert labels.auxiliaries == AUXILIARIES
    assert {s.name for s in labels.slots} >= {s.name for s in SLOTS}
    ontology = Ontology.load()
    known = {m for name in TYPES for m in ontology.type(name).modes}
    assert set(labels.modes) <= known
