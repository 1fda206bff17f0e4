"""Sheets and stand-off records: offsets lead back to the words, and nothing of the text is kept."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso.cli import main
from sayso.corpus.annotations import HeldOut
from sayso.corpus.sheet import read_sheet
from sayso.corpus.standoff import apart, joined, read_records, read_texts
from sayso.corpus.written import read_written
from sayso.errors import ReadError
from sayso.ontology import Ontology

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
SHEET = """# a remark
@ own-0-900 2019-05-03
Gunmen killed a guard on Thursday and killed a clerk.
  ASSAULT | killed | Gunmen [COD UAF] > a guard [COD COP] | on "on Thursday" 2019-05-02
  ASSAULT | killed#2 | Gunmen [COD UAF] > a clerk [COD CVL]
They fled.
"""


def sheet(tmp_path: Path, text: str = SHEET) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(text, "utf-8")
    return path


def test_a_sheet_of_our_own(tmp_path: Path) -> None:
    documents, problems = read_sheet(sheet(tmp_path), {}, Ontology.load())
    assert not problems
    (document,) = documents
    assert document["text"] == "Gunmen killed a guard on Thursday and killed a clerk. They fled."
    assert [c.get("nth") for c in document["claims"]] == [None, 2]


def test_apart_and_joined_again(tmp_path: Path) -> None:
    (document,), _ = read_sheet(sheet(tmp_path), {}, Ontology.load())
    record = apart(document)
    assert "Gunmen" not in json.dumps(record)
    assert joined(record, document["text"])["claims"] == document["claims"]
    with pytest.raises(ReadError, match="not the one that was annotated"):
        joined(record, document["text"] + " ")


def test_the_text_that_was_annotated_is_found_beside_an_excerpt(tmp_path: Path) -> None:
    (document,), _ = read_sheet(sheet(tmp_path), {}, Ontology.load())
    (tmp_path / "records.jsonl").write_text(json.dumps(apart(document)) + "\n", "utf-8")
    (tmp_path / "texts").mkdir()
    for name, text in (("a.jsonl", "Gunmen killed a guard."), ("b.jsonl", document["text"])):
        row = json.dumps({"doc_id": document["doc_id"], "text": text})
        (tmp_path / "texts" / name).write_text(row + "\n", "utf-8")
    missing: list[str] = []
    found = list(read_records(tmp_path / "records.jsonl", read_texts(tmp_path / "texts"), missing.append))
    assert [d["text"] for d in found] == [document["text"]]
    assert not missing


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("  ASSAULT | shot | Gunmen [COD] >", "'shot' is not in the sentence"),
        ("  ASSAULT | killed | Rebels [COD] >", "'Rebels' is not in the report"),
        ("  ASSAULT | killed | Gunmen [COD XYZ] >", "'XYZ' is no sector"),
        ("@ two words here", "is no header"),
        ("7", "no report 'own-0-900' among the sources"),
    ],
)
def test_problems_name_the_line(tmp_path: Path, line: str, said: str) -> None:
    lines = SHEET.splitlines()
    path = sheet(tmp_path, "\n".join([*lines[:3], line, *lines[3:]]))
    _, problems = read_sheet(path, {}, Ontology.load())
    assert [p.line for p in problems if said in p.what] == [4]
    result = CliRunner().invoke(main, ["corpus", "check", str(path)])
    assert result.exit_code == 1
    assert said in result.stdout


def test_our_corpus_holds_together() -> None:
    """The linter over all that is in the repository."""
    documents, problems = read_written(CORPUS / "written")
    assert not problems
    ids = [d["doc_id"] for d in documents]
    assert len(ids) == len(set(ids))
    types = {c["type"] for d in documents for c in d["claims"]}
    assert types == set(Ontology.load().types)
    quiet = sum(all(c["sentence"] != s["id"] for c in d["claims"]) for d in documents for s in d["sentences"])
    assert quiet / sum(len(d["sentences"]) for d in documents) >= 0.25


def test_records_hold_no_text_and_keep_within_their_sentences() -> None:
    held = HeldOut.load(CORPUS / "heldout.json")
    assert len(held.pairs) == 200
    for path in sorted((CORPUS / "news").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            assert record.keys() == {"doc_id", "sha256", "published", "sentences", "claims"}
            bounds = {n: (start, end) for n, start, end in record["sentences"]}
            for claim in record["claims"]:
                start, end = bounds[claim["sentence"]]
                assert start <= claim["trigger"][0] < claim["trigger"][1] <= end, record["doc_id"]
                assert claim["type"] in Ontology.load().types


def test_join_puts_texts_in(tmp_path: Path) -> None:
    (document,), _ = read_sheet(sheet(tmp_path), {}, Ontology.load())
    news = tmp_path / "corpus" / "news"
    news.mkdir(parents=True)
    (tmp_path / "corpus" / "written").mkdir()
    other = {**apart(document), "doc_id": "elsewhere"}
    (news / "x.jsonl").write_text(json.dumps(apart(document)) + "\n" + json.dumps(other) + "\n", "utf-8")
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "t.jsonl").write_text(json.dumps({"id": "own-0-900", "text": document["text"]}) + "\n", "utf-8")
    out = tmp_path / "out.jsonl"
    command = ["corpus", "join", str(tmp_path / "corpus"), "--texts", str(texts), "--out", str(out)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    assert "1 texts not there" in result.stderr
    (line,) = out.read_text("utf-8").splitlines()
    assert json.loads(line)["claims"] == document["claims"]
