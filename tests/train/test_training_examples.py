"""What a sentence teaches: the pieces that annotations mark."""

import pytest

from sayso import models
from sayso.coding.labels import Labels
from sayso.train import base

SENTENCES = ("“We built it.", "We paid for it,” she said.")


def test_a_quotation_that_began_before_ends_where_it_ends() -> None:
    for needed in base.NEEDED:
        pytest.importorskip(needed, reason=f"training takes {needed}: pip install 'sayso[train]'")
    import spacy  # noqa: PLC0415 - only with the model at hand
    from tokenizers import Tokenizer  # noqa: PLC0415

    from sayso.parse.parser import installed_model  # noqa: PLC0415
    from sayso.train.examples import Maker  # noqa: PLC0415

    text = " ".join(SENTENCES)
    second = len(SENTENCES[0]) + 1
    said, she = text.index("said"), text.index("she")
    document = {
        "doc_id": "made-up",
        "text": text,
        "published": "2016-08-30",
        "sentences": [{"id": 0, "start": 0, "end": second - 1}, {"id": 1, "start": second, "end": len(text)}],
        "attributions": [{"source": [[she, she + 3]], "cue": [[said, said + 4]], "content": [[0, text.index(" she")]]}],
    }
    tokenizer = Tokenizer.from_file(str(models.path("coder") / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    made = list(Maker(Labels(), tokenizer, spacy.load(installed_model())).attributions([document]))
    assert all(example.targets == () for example in made if example.sentence == 0)
    settings: list[list[str | None]] = []
    for example in (m for m in made if m.sentence == 1):
        (target,) = example.targets
        (begin, end, _) = target.slots["content"][0]
        words = [tokenizer.id_to_token(i) for i in example.ids[begin:end]]
        assert words == ["we", "paid", "for", "it", ",", "”"]
        settings.append([tokenizer.id_to_token(i) for i in example.ids[1 : example.starts.index(True)]])
    own, undated, another = settings
    assert own[:2] == ["august", "2016"]
    assert undated == own[2:] == another[2:]
    assert another[:2] != own[:2]
