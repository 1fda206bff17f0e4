"""The pages are tests: their examples run, their links resolve, and no command goes without its page."""

import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"(?P<slow><!-- slow -->\n+)?^```python\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<anchor>[^)\s]+))?\)")
HEADING = re.compile(r"^#+ +(.+?)\s*$", re.MULTILINE)


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def python_blocks() -> Iterator[object]:
    for page in PAGES:
        written = page.read_text(encoding="utf-8")
        for found in BLOCK.finditer(written):
            if ">>>" in found["code"]:
                line = written.count("\n", 0, found.start("code")) + 1
                marks = [pytest.mark.slow] if found["slow"] else []
                yield pytest.param(page, line, found["code"], id=f"{name(page)}:{line}", marks=marks)


@pytest.mark.parametrize(("page", "line", "code"), list(python_blocks()))
def test_the_examples_in_the_pages_give_what_they_show(
    page: Path, line: int, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)  # a page may read examples/
    case = doctest.DocTestParser().get_doctest(code, {}, name(page), str(page), line - 1)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(case, out=said.append)
    assert not said, "".join(said)


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_python_in_the_pages_compiles(page: Path) -> None:
    for found in BLOCK.finditer(page.read_text(encoding="utf-8")):
        if ">>>" not in found["code"]:
            compile(found["code"], name(page), "exec")


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for found in LINK.finditer(FENCED.sub("", page.read_text(encoding="utf-8"))):
        target = (page.parent / found["path"]).resolve() if found["path"] else page
        if not target.exists() or (found["anchor"] and found["anchor"] not in anchors(target)):
            lost.append(found[0])
    assert not lost


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings get when it is shown as a web page."""
    headings = HEADING.findall(FENCED.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {found["path"] for found in LINK.finditer(index)}
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in (ROOT / "docs").rglob("*.md")}
    assert pages - {"index.md"} <= linked


def commands(group: click.Group, prefix: str = "sayso") -> Iterator[tuple[str, click.Command]]:
    """Each command with its full name: ``("sayso export jsonl", …)``."""
    context = click.Context(group)
    for key in group.list_commands(context):
        command = group.get_command(context, key)
        assert command is not None, f"{prefix} {key} is listed but not there"
        if not command.hidden:
            yield f"{prefix} {key}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix} {key}")


@pytest.fixture(scope="module")
def cli() -> click.Group:
    try:
        from sayso.cli import main  # noqa: PLC0415 - so that a broken command line fails these tests alone
    except ImportError as error:
        pytest.skip(f"sayso.cli cannot be imported: {error}")
    assert isinstance(main, click.Group)
    return main


def test_every_command_and_option_has_help(cli: click.Group) -> None:
    silent = [full for full, command in commands(cli) if not command.help]
    silent += [
        f"{full} {option.opts[-1]}"
        for full, command in commands(cli)
        for option in command.params
        if isinstance(option, click.Option) and not option.hidden and not option.help
    ]
    assert not silent


def test_every_command_and_option_is_in_the_page_of_commands(cli: click.Group) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    missing = []
    for full, command in commands(cli):
        # The commands of a group speak for it.
        if full not in page:
            missing.append(full)
        options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
        missing += [f"{full} {option.opts[-1]}" for option in options if option.opts[-1] not in page]
    assert not missing


def test_the_pages_show_no_command_that_does_not_exist(cli: click.Group) -> None:
    known = {full.split()[1] for full, _ in commands(cli)}
    # In a block, at the beginning of a line; in prose, only between backticks.
    in_block, in_prose = re.compile(r"^(?:\$ )?sayso ([a-z]+)\b", re.MULTILINE), re.compile(r"`sayso ([a-z]+)\b")
    unknown = set()
    for page in PAGES:
        written = page.read_text(encoding="utf-8")
        blocks = "\n".join(found[0] for found in FENCED.finditer(written))
        shown = in_block.findall(blocks) + in_prose.findall(FENCED.sub("", written))
        unknown |= {f"{name(page)}: sayso {word}" for word in shown if word not in known}
    # Planned commands are named in the architecture page before they are there.
    assert not {entry for entry in unknown if not entry.startswith("docs/architecture.md")}
