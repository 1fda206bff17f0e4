"""Training goes on from what was shipped: the graphs' weights under torch's names."""

import numpy as np
import pytest

from sayso import models
from sayso.coding.model import Model
from sayso.train import base


def test_the_shipped_network_reads_as_its_graph_does() -> None:
    for needed in base.NEEDED:
        pytest.importorskip(needed, reason=f"training takes {needed}: pip install 'sayso[train]'")
    import torch  # noqa: PLC0415 - takes seconds

    from sayso.train.weights import load_folder  # noqa: PLC0415

    folder = models.path("coder")
    labels, finder, filler = load_folder(folder)
    finder.eval()
    filler.eval()
    model = Model(folder)
    assert labels == model.labels
    sentence = "Rebels attacked the town."
    (pieces,) = model._pieces([sentence], ())  # type: ignore[reportPrivateUsage] - what the graph is given
    ids = torch.tensor([pieces.ids])
    nothing = torch.zeros_like(ids)
    with torch.no_grad():
        states, logits, _ = finder(ids, torch.ones(ids.shape), nothing, torch.tensor([pieces.cases]))
        logits = logits[:, 1:-1]  # of the words: what stands for the whole is not looked at
        head = torch.tensor([1 + int(logits[0].max(dim=1).values.argmax())])
        _, facts = filler(states, torch.ones(ids.shape), head, torch.tensor([labels.types.index("ASSAULT")]))
    (first,) = (p for p in model.propose([sentence])[0] if p.type == "ASSAULT")
    restored = torch.sigmoid(logits[0].max(dim=0).values)[labels.types.index("ASSAULT")]
    assert float(restored) == pytest.approx(first.found, abs=0.05)
    assert float(torch.sigmoid(facts[0, -2])) == pytest.approx(first.sound, abs=0.05)
    assert np.isfinite(facts.numpy()).all()
