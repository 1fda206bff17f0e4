"""Training, on sentences written for it: the run ends in a folder that the coder loads."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.coding.model import Model
from sayso.errors import ReadError
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


@pytest.mark.slow
def test_a_trained_folder_is_a_coder(claims: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for needed in base.NEEDED:
        pytest.importorskip(needed, reason=f"training takes {needed}: pip install 'sayso[train]'")
    from sayso.train import run  # noqa: PLC0415 - takes torch
    from sayso.train.fit import Recipe  # noqa: PLC0415

    monkeypatch.setattr(run, "SEEN_ENOUGH", 4)
    figures = run.train([claims], tmp_path / "coder", Recipe(epochs=1, polish=1))

    assert figures["documents"] + figures["documents_held_out"] == 4
    assert figures["events"] == figures["sentences"] == 4 * figures["documents"]
    assert figures["modes"] == 1  # the one that enough claims have
    assert json.loads((tmp_path / "coder" / "training.json").read_text("utf-8")) == figures
    model = Model(tmp_path / "coder")
    assert model.labels.modes == ("meet",)
    assert len(model.propose([sentence for sentence, _, _ in EVENTS])) == len(EVENTS)


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
    from sayso.train.run import train  # noqa: PLC0415 - takes torch

    folder = tmp_path / "claims"
    folder.mkdir()
    (folder / name).write_text(written, "utf-8")
    with pytest.raises(ReadError, match="claims"):
        train([folder], tmp_path / "coder")
