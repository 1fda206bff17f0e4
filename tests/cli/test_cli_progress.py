import gzip
from pathlib import Path

import pytest

from sayso.cli.extent import Extent
from sayso.cli.progress import Progress, duration, speed_phrase
from sayso.document import Document


def document(source: Path | str, text: str = "x" * 100) -> Document:
    return Document.of(text, source=str(source))


def test_files_count_by_their_size(tmp_path: Path) -> None:
    for name, size in (("a.txt", 100), ("b.txt", 300)):
        (tmp_path / name).write_text("x" * size, "utf-8")
    extent = Extent([str(tmp_path)])
    assert extent.reached(document(tmp_path / "a.txt")) == 0.25
    assert extent.reached(document(tmp_path / "b.txt", "x" * 300)) == 1.0


def test_rows_of_a_file_count_by_their_texts(tmp_path: Path) -> None:
    path = tmp_path / "wire#1.jsonl"
    path.write_text("x" * 400, "utf-8")
    extent = Extent([str(path)])
    assert extent.reached(document(f"{path}#L1")) == 0.25
    assert extent.reached(document(f"{path}#L2")) == 0.5
    for _ in range(5):
        assert (extent.reached(document(f"{path}#L3")) or 0) <= 1.0


def test_compressed_files_hold_more_than_their_size(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"x" * 5000))
    assert (Extent([str(path)]).reached(document(path)) or 1) < 1


def test_nothing_is_known_of_a_stream_or_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert Extent(["-"]).reached(document("-")) is None
    assert Extent([str(tmp_path / "none.txt")]).reached(document(tmp_path / "none.txt")) is None


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(0.42, "0.4 s"), (12.3, "12 s"), (59.6, "1 min 00 s"), (200, "3 min 20 s"), (7500, "2 h 05 min")],
)
def test_duration(seconds: float, expected: str) -> None:
    assert duration(seconds) == expected


def test_speed() -> None:
    assert speed_phrase(34, 10) == "3.4 reports/s"
    assert speed_phrase(1, 10) == "6.0 reports/min"


def test_a_log_gets_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sayso.cli.progress.LINE_EVERY", 0.0)
    with Progress() as progress:
        for done in (0.1, 0.2, 0.5):
            progress.advance(done)
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("1 report coded, ")
    assert ", 50%, " in lines[2]
    assert lines[2].endswith(" left")


def test_quiet_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sayso.cli.progress.LINE_EVERY", 0.0)
    with Progress(quiet=True) as progress:
        progress.advance(None)
    assert capsys.readouterr().err == ""
