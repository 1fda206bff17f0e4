import gzip
import io
import os
import zipfile
from pathlib import Path

import pytest

from sayso.coded import Quarantined
from sayso.document import Document
from sayso.read import REASONS, ReadOptions, read

LINE = b'{"text": "Kim met Putin."}\n'
ZIP = io.BytesIO()
with zipfile.ZipFile(ZIP, "w") as _archive:
    _archive.writestr("a.txt", "One.")

# file, its content, where the fault is (after the file's name), reason, a part of the detail
CASES = [
    ("a.txt", b"", "", "empty", "empty"),
    ("a.txt", b" \n\t", "", "empty", "empty"),
    ("a.txt", b"Title: Talks\n\n \n", "", "empty", "head"),
    ("a.json", b"", "", "empty", ""),
    ("a.json", b"[]", "", "empty", "list"),
    ("a.jsonl", b"\n\n", "", "empty", ""),
    ("a.jsonl", b'{"text": " "}', "#L1", "empty", "blank"),
    ("a.csv", b"", "", "empty", ""),
    ("a.csv", b"text,date\n", "", "empty", "no rows"),
    ("a.html", b" ", "", "empty", ""),
    ("a.txt", b"%PDF-1.7\n", "", "binary", "a PDF"),
    ("a.txt", b"{\\rtf1 Hello}", "", "binary", "RTF"),
    ("a.txt", b"ab\0\1\2cd" * 10, "", "binary", ""),
    ("a.csv", b"PK\x03\x04\0\0\0", "", "binary", "zip"),
    ("a.jsonl", b"\x1f\x8b\x08\0\n", "", "binary", "gzip"),
    ("a.jsonl", LINE + b'{"text": \n', "#L2", "bad-json", "column 10"),
    ("a.jsonl", b'["One."]', "#L1", "bad-json", "a list"),
    ("a.jsonl", b"[" * 200_000, "#L1", "bad-json", ""),
    ("a.json", b'{"text": "One."', "", "bad-json", "line 1, column 16"),
    ("a.json", b'["One."]', "#[0]", "bad-json", "a string"),
    ("a.json", b'{"text": ' + b"9" * 5000 + b"}", "", "bad-json", ""),
    ("a.jsonl", b'{"story_html": "x", "date": "y"}', "#L1", "no-text", "the keys are: story_html, date."),
    ("a.json", b'{"a": 1}', "", "no-text", "the keys are: a."),
    ("a.csv", b"date,story_html\n2024,x\n", "", "no-text", "the columns are: date, story_html."),
    ("a.html", b"<html><body><img src='a.png'><script>draw()</script></body></html>", "", "no-text", ".txt"),
    ("a.csv", b"text,date\nOne,two,2024\n", "#L2", "bad-table", "3 cells"),
    ("a.csv", b'text\n"One.\nTwo.\n', "#L2", "bad-table", "never closed"),
    ("a.jsonl", b'{"text": "caf\xe9"}\n', "#L1", "bad-encoding", "utf-8"),
    ("a.csv", "text\ncafé\ncafé!\n".encode() + b"caf\xe9\n", "#L4", "bad-encoding", ""),
    ("a.txt", b"\xef\xbb\xbfcaf\xe9", "", "bad-encoding", "Byte 6"),
    ("a.txt.gz", gzip.compress(os.urandom(100).hex().encode())[:-12], "", "bad-archive", "damaged"),
    ("a.txt.gz", b"One.", "", "bad-archive", ""),
    ("a.txt.bz2", b"One.", "", "bad-archive", ""),
    ("a.txt.xz", b"One.", "", "bad-archive", ""),
    ("a.zip", ZIP.getvalue()[:-30], "", "bad-archive", ""),
    ("a.docx", b"PK", "", "unknown-format", ".docx"),
    ("a.tar.gz", gzip.compress(b"x"), "", "unknown-format", ".tar"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[3]}:{case[0]}")
def test_reasons(corpus, case: tuple[str, bytes, str, str, str]) -> None:
    name, content, where, reason, detail = case
    corpus.write(name, content)
    found = [item for item in corpus.read() if isinstance(item, Quarantined)]
    assert [(item.source, item.reason) for item in found] == [(f"{corpus.folder}/{name}{where}", reason)]
    assert detail in found[0].detail


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.txt", "x" * 101, ""),
        ("a.json", '{"text": "' + "x" * 101 + '"}', ""),
        ("a.jsonl", '{"text": "' + "x" * 101 + '"}\n{"text": "One."}', "#L1"),
        ("a.csv", "text\n" + "x" * 101, "#L2"),
    ],
)
def test_too_large(corpus, name: str, content: str, where: str) -> None:
    corpus.write(name, content)
    assert corpus.reasons(ReadOptions(max_bytes=100)) == [(name + where, "too-large")]


def test_the_run_goes_on(corpus) -> None:
    corpus.write("a.jsonl", LINE + b"{\n" + b'{"text": "They talked."}\n')
    corpus.write("b.txt", b"")
    corpus.write("c.txt", b"Last.")
    kinds = [item.text if isinstance(item, Document) else item.reason for item in corpus.read()]
    assert kinds == ["Kim met Putin.", "bad-json", "They talked.", "empty", "Last."]


def test_a_truncated_archive_gives_what_stood_before_the_damage(corpus) -> None:
    lines = b"".join(b'{"id": %d, "text": "%s"}\n' % (n, os.urandom(200).hex().encode()) for n in range(2000))
    packed = gzip.compress(lines)
    corpus.write("a.jsonl.gz", packed[: len(packed) // 2])
    items = corpus.read()
    assert sum(isinstance(item, Document) for item in items) > 100
    assert isinstance(items[-1], Quarantined)
    assert items[-1].reason == "bad-archive"
    assert "after line" in items[-1].detail


def test_missing_files(tmp_path: Path) -> None:
    items = list(read([tmp_path / "none.txt", f"{tmp_path}/*.csv", tmp_path / "none"]))
    assert [item.reason for item in items if isinstance(item, Quarantined)] == ["unreadable"] * 3


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_files_without_permission(corpus) -> None:
    corpus.write("a.txt", "One.").chmod(0)
    assert corpus.reasons() == [("a.txt", "unreadable")]


def test_a_mistyped_column_is_said_once(corpus) -> None:
    corpus.write("a.csv", "text,date\nOne.,2024-06-19\nTwo.,2024-06-19\n")
    assert corpus.reasons(ReadOptions(date_key="dat")) == [("a.csv", "no-column")]


def test_an_unknown_encoding_is_said(corpus) -> None:
    for name, content in (("a.txt", "One."), ("b.csv", "text\nOne.\n"), ("c.jsonl", '{"text": "One."}')):
        corpus.write(name, content)
    reasons = corpus.reasons(ReadOptions(encoding="utf-ate"))
    assert reasons == [("a.txt", "bad-encoding"), ("b.csv", "bad-encoding"), ("c.jsonl#L1", "bad-encoding")]


def test_all_reasons_are_documented() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reading.md").read_text()
    assert [reason for reason in REASONS if f"| `{reason}` |" not in page] == []
