"""``sayso code`` with a coder that finds one claim in every report: the run, not the coding, is tested here."""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from reports_by_hand import Builder

from sayso.cli import main
from sayso.coded import Coded
from sayso.display.explanation import nothing_coded
from sayso.document import Document
from sayso.span import Span
from sayso.store import Store

TEXT = "Kim met Putin in Pyongyang."


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    sentence: int
    stage: str
    span: Span | None
    label: str
    score: float | None
    by: str
    kept: bool
    note: str


class OneClaim:
    """Stands in for the coder: every report is one sentence whose first word is a CONSULT."""

    name = "one-claim 1"

    def __init__(self, **asked: Any) -> None:
        self.asked = asked
        self.stop_after: int | None = None

    def pipe(self, documents: Iterable[Document], processes: int = 1) -> Iterator[Coded]:
        for number, document in enumerate(documents if processes == 1 else _from_a_thread(documents)):
            if number == self.stop_after:
                raise KeyboardInterrupt
            yield self.code(document)

    def code(self, document: Document) -> Coded:
        make = Builder((document.text,), id=document.id)
        make.document = document
        coded = make.claim(0, document.text.split()[0], "CONSULT").coded()
        return msgspec.structs.replace(coded, coder=self.name)

    def explain(self, document: Document, sentence: int | None) -> tuple[Decision, ...]:
        span = Span.of(document.text, 0, 3)
        found = {"sentence": 0, "stage": "events", "span": span, "by": "tagger 1", "note": "under 0.50"}
        return (
            Decision(**found | {"label": "CONSULT", "score": 0.31, "kept": False}),
            Decision(**found | {"label": "AGREE", "score": None, "kept": True, "note": ""}),
        )


def _from_a_thread(documents: Iterable[Document]) -> list[Document]:
    found: list[Document] = []
    thread = threading.Thread(target=lambda: found.extend(documents))
    thread.start()
    thread.join()
    return found


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch) -> OneClaim:
    made = OneClaim()

    def load(**asked: Any) -> OneClaim:
        made.asked = asked
        return made

    monkeypatch.setattr("sayso.cli.code.load_coder", load)
    monkeypatch.setattr("sayso.cli.explain.load_coder", load)
    return made


@pytest.fixture
def code(tmp_path: Path, coder: OneClaim) -> Callable[..., Result]:
    """Runs ``sayso code``, with ``news.duckdb`` beside a folder ``in``."""
    (tmp_path / "in").mkdir()

    def run(*arguments: str, stdin: str | None = None) -> Result:
        words = ["code", *arguments, "--db", str(tmp_path / "news.duckdb")]
        return CliRunner().invoke(main, words, input=stdin)

    return run


def documents(db: Path) -> list[Document]:
    with Store.open(db, read_only=True) as store:
        return store.view().documents()


def test_code_and_code_again(code: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / "in" / f"{name}.txt").write_text(f"{name} {TEXT}", "utf-8")
    first = code(str(tmp_path / "in"))
    assert first.exit_code == 0, first.output
    assert first.stdout == ""
    assert "Coded 2 reports in " in first.stderr
    assert ": 2 claims → " in first.stderr

    again = code(str(tmp_path / "in"))
    assert again.exit_code == 0
    assert "Passed over 2 reports coded before by the same coder" in again.stderr

    (tmp_path / "in" / "b.txt").write_text("changed: " + TEXT, "utf-8")
    changed = code(str(tmp_path / "in"))
    assert "Coded 1 report in " in changed.stderr
    assert "1 report read otherwise than before" in changed.stderr

    forced = code(str(tmp_path / "in"), "--force", "--processes", "2")
    assert "Coded 2 reports" in forced.stderr
    assert "Passed over" not in forced.stderr


def test_standard_input_and_what_holds_where_a_report_does_not_say(code: Any, tmp_path: Path) -> None:
    result = code("-", "--published", "2024-06-19", "--publisher", "KCNA", "--language", "en", stdin=TEXT)
    assert result.exit_code == 0, result.output
    (document,) = documents(tmp_path / "news.duckdb")
    assert (str(document.published), document.publisher, document.language) == ("2024-06-19", "KCNA", "en")


def test_keys(code: Any, tmp_path: Path) -> None:
    table = tmp_path / "in" / "t.csv"
    table.write_text("when,what,name\n03/04/2024,Kim met Putin.,Summit\n", "utf-8")
    keys = ["--text-key", "what", "--date-key", "when", "--title-key", "name", "--day-first"]
    assert code(str(table), *keys).exit_code == 0
    (document,) = documents(tmp_path / "news.duckdb")
    assert (document.text, document.title, str(document.published)) == ("Kim met Putin.", "Summit", "2024-04-03")


def test_what_cannot_be_read_is_told_and_makes_3(code: Any, tmp_path: Path) -> None:
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    for name in "bcdef":
        (tmp_path / "in" / f"{name}.txt").write_text("", "utf-8")
    result = code(str(tmp_path / "in"))
    assert result.exit_code == 3
    assert "Coded 1 report" in result.stderr
    assert "5 could not be read and went to quarantine:" in result.stderr
    assert f"{tmp_path}/in/b.txt: empty. " in result.stderr
    assert f"… and 2 more; `sayso quarantine --db {tmp_path}/news.duckdb` lists them" in result.stderr
    with Store.open(tmp_path / "news.duckdb", read_only=True) as store:
        assert len(store.view().quarantine()) == 5


def test_interrupted(code: Any, coder: OneClaim, tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / "in" / f"{name}.txt").write_text(f"{name} {TEXT}", "utf-8")
    coder.stop_after = 2
    result = code(str(tmp_path / "in"))
    assert result.exit_code == 130
    assert "is whole and holds what was coded; the same command goes on from there." in result.stderr
    assert len(documents(tmp_path / "news.duckdb")) == 2
    coder.stop_after = None
    assert "Coded 1 report" in code(str(tmp_path / "in")).stderr
    assert len(documents(tmp_path / "news.duckdb")) == 3


def test_nothing_to_read(code: Any, tmp_path: Path) -> None:
    result = code(str(tmp_path / "in"))
    assert result.exit_code == 1
    assert "There was nothing to read in" in result.stderr


def test_a_file_that_is_no_database(code: Any, tmp_path: Path) -> None:
    (tmp_path / "news.duckdb").write_text("not a database at all")
    result = code(str(tmp_path / "in"))
    assert result.exit_code == 4
    assert "is not a sayso database" in result.stderr


def test_what_the_coder_is_asked_for(code: Any, coder: OneClaim, tmp_path: Path) -> None:
    code(str(tmp_path / "in"), "--threshold", "0.4", "--spacy-model", "en_core_web_lg")
    assert coder.asked == {"model": None, "threshold": 0.4, "spacy_model": "en_core_web_lg", "knowledge": ()}


def test_explain(code: Any, tmp_path: Path) -> None:
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    code(str(tmp_path / "in"))
    arguments = ["explain", "a", "--sentence", "1", "--db", str(tmp_path / "news.duckdb")]
    output = CliRunner().invoke(main, arguments).stdout
    assert "–  “Kim”  CONSULT  0.31  tagger 1: under 0.50" in output
    assert "✓  “Kim”  AGREE          tagger 1" in output
    as_json = CliRunner().invoke(main, [*arguments, "--json"]).stdout.splitlines()
    assert [msgspec.json.decode(line, type=Decision).kept for line in as_json] == [False, True]


def test_why_nothing_was_coded() -> None:
    decisions: Any = OneClaim().explain(Document.of(TEXT), 0)
    expected = "Nothing was coded. Nearest was “Kim” (CONSULT, 0.31), refused by tagger 1: under 0.50"
    assert nothing_coded(decisions) == expected
    assert nothing_coded([]) == "Nothing was coded: no word of it was taken for an event."
