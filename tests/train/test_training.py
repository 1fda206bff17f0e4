"""Training, on sentences written for it: the run ends in a folder that the coder loads."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.coding.model import Model
from sayso.coding.politics import Politics
from sayso.corpus.annotations import HeldOut
from sayso.errors import ModelError, ReadError
from sayso.train import base

EVENTS = [
    ("Freedonia's president thanked Sylvania's queen.", "SUPPORT", "thanked"),
    ("Sylvania's army shelled a town of Freedonia.", "ASSAULT", "shelled"),
    ("The queen will meet Freedonia's president.", "CONSULT", "will meet"),
    ("Freedonia's minister denounced the shelling.", "ACCUSE", "denounced"),
]


def annotated(number: int) -> dict[str, Any]:
    """One document of four sentences with an event each."""
    text, sentences, claims = "", [], []
    for n, (sentence, kind, trigger) in enumerate(EVENTS):
        sentences.append({"id": n, "start": len(text), "end": len(text) + len(sentence)})
        text += sentence + " "
        someone = {"name": None, "country": "", "sector": "GOV"}
        claim = {"sentence": n, "type": kind, "mode": ["meet"] if kind == "CONSULT" else [], "trigger": trigger}
        claim |= {"actors": [{"text": " ".join(sentence.split()[:2]), **someone}], "recipients": [], "core": True}
        claim |= {"aux": ["future"] if "will" in trigger else [], "attribution": [], "date": None, "place": None}
        claims.append(claim)
    return {"doc_id": f"made-up-{number}", "text": text.strip(), "sentences": sentences, "claims": claims}


@pytest.fixture
def claims(tmp_path: Path) -> Path:
    path = tmp_path / "made-up.jsonl"
    path.write_text("".join(json.dumps(annotated(n)) + "\n" for n in range(4)), "utf-8")
    return path


def cited() -> dict[str, Any]:
    """A document in PolNeAR's format."""
    text = "The queen said that Freedonia had shelled a town. It rained."
    parts = {"source": "The queen", "cue": "said", "content": "that Freedonia had shelled a town"}
    spans = {name: [[text.index(words), text.index(words) + len(words)]] for name, words in parts.items()}
    return {"doc_id": "paper_2016-08-30_queen", "text": text, "attributions": [spans]}


def pair(source: str, target: str, label: str) -> dict[str, str]:
    """A line in PLV's format."""
    marked = f"<s>{source}</s> denounced <t>{target}</t>."
    return {"sentence": f"{source} denounced {target}.", "marked": marked, "source": source, "target": target,
            "label": label}  # fmt: skip


@pytest.mark.slow
def test_a_trained_folder_is_a_coder(claims: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for needed in base.NEEDED:
        pytest.importorskip(needed, reason=f"training takes {needed}: pip install 'sayso[train]'")
    from sayso.train import run  # noqa: PLC0415 - takes torch
    from sayso.train.fit import Recipe  # noqa: PLC0415

    attributions, pairs = tmp_path / "cited.jsonl", tmp_path / "pairs.jsonl"
    attributions.write_text(json.dumps(cited()) + "\n", "utf-8")
    lines = [pair("Sylvania", "Freedonia", "ACCUSE"), pair("The queen", "Freedonia", "YIELD")]
    pairs.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    monkeypatch.setattr(run, "SEEN_ENOUGH", 3)
    held = HeldOut(documents=frozenset({"made-up-3"}), pairs=frozenset({0}))
    sources = run.Sources(claims=(claims,), attributions=attributions, pairs=pairs, held_out=held)
    figures = run.train(sources, tmp_path / "coder", Recipe(epochs=1, polish=1), teachers=1)

    assert figures["documents"] == 3  # one is held out
    assert figures["events"] == figures["sentences"] == 12
    assert (figures["attributions"], figures["pairs"]) == (1, 1)
    assert figures["modes"] == 1  # the one that enough claims have
    assert json.loads((tmp_path / "coder" / "training.json").read_text("utf-8")) == figures
    model = Model(tmp_path / "coder")
    assert model.labels.modes == ("meet",)
    assert len(model.propose([sentence for sentence, _, _ in EVENTS])) == len(EVENTS)
    assert Politics.load(tmp_path / "coder").odds([r.gist for r in model.read([EVENTS[0][0]])]) is not None

    # training goes on from the folder that it wrote
    further = run.train(sources, tmp_path / "further", Recipe(epochs=1).going_on(), start=tmp_path / "coder")
    assert further["start"] == str(tmp_path / "coder")
    assert Model(tmp_path / "further").labels.modes == model.labels.modes
    with pytest.raises(ModelError, match="go on from"):
        run.train(sources, tmp_path / "further", start=tmp_path)
    assert sum(model.pair("Sylvania denounced Freedonia.", (0, 8), (19, 28)).values()) == pytest.approx(1.0)


def test_without_torch_the_command_says_what_to_install(
    claims: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "NEEDED", ("no_such_package",))
    result = CliRunner().invoke(main, ["train", "--claims", str(claims), "--out", str(tmp_path / "coder")])
    assert result.exit_code == 1
    assert "no_such_package" in result.stderr
    assert "pip install 'sayso[train]'" in result.stderr


@pytest.mark.parametrize(("name", "written"), [("a.json", "{"), ("a.jsonl", '{"doc_id": "a"}\n'), ("a.txt", "")])
def test_what_is_no_annotation_is_named(tmp_path: Path, name: str, written: str) -> None:
    for needed in base.NEEDED:
        pytest.importorskip(needed, reason=f"training takes {needed}: pip install 'sayso[train]'")
    from sayso.train.run import Sources, train  # noqa: PLC0415 - takes torch

    folder = tmp_path / "claims"
    folder.mkdir()
    (folder / name).write_text(written, "utf-8")
    with pytest.raises(ReadError, match="claims"):
        train(Sources(claims=(folder,)), tmp_path / "coder")
