"""Starting is quick: nothing heavy is imported before a command needs it."""

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from sayso.cli import main

HEAVY = ["spacy", "onnxruntime", "duckdb", "trafilatura", "tokenizers", "rich", "pandas", "torch"]


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import json, sys\nfrom sayso.cli import main\n"
        "for words in (['--help'], ['claims', '--help'], ['code', '--help']):\n"
        "    main(words, standalone_mode=False)\n"
        f"print(json.dumps([name for name in {HEAVY} if name in sys.modules]))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(run.stdout.splitlines()[-1]) == []


def every_command(group: click.Group = main, *before: str) -> list[tuple[tuple[str, ...], click.Command]]:
    """Every command and group beneath a group, by the words that call it."""
    found: list[tuple[tuple[str, ...], click.Command]] = []
    for name, command in group.commands.items():
        found.append(((*before, name), command))
        if isinstance(command, click.Group):
            found += every_command(command, *before, name)
    return found


@pytest.mark.parametrize(
    ("words", "command"), every_command(), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_has_help_and_an_example(words: tuple[str, ...], command: click.Command) -> None:
    text = CliRunner().invoke(main, [*words, "-h"]).stdout
    assert f"sayso {words[0]}" in text
    assert "\n    sayso " in text or "\n    curl" in text
    assert all(param.help for param in command.params if isinstance(param, click.Option))


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.stdout.startswith("sayso, version ")


def test_a_pipe_that_closes_early_is_no_error(db: str) -> None:
    """``sayso claims | head -1``: quiet, whatever is left to write."""
    program = f"{sys.executable} -c 'from sayso.cli import main; main()' claims --db {db} | head -c 1"
    run = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == "i"
    assert "Traceback" not in run.stderr
    assert "Broken pipe" not in run.stderr


def test_utf8_in_any_locale(db: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", "from sayso.cli import main; main()", "show", "summit", "--db", str(db)],
        env={"PATH": "/usr/bin", "LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "NO_COLOR": "1"},
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert "●support for" in run.stdout.decode("utf-8")
    assert b"\x1b" not in run.stdout


def test_colour_where_it_is_wanted_and_not_where_it_is_not(db: str) -> None:
    def shown(**env: str) -> str:
        program = [sys.executable, "-c", "from sayso.cli import main; main()", "show", "summit", "--db", str(db)]
        run = subprocess.run(program, env={"PATH": "/usr/bin", **env}, capture_output=True, check=True, timeout=60)
        return run.stdout.decode("utf-8")

    assert "\x1b[" in shown(FORCE_COLOR="1", TERM="xterm-256color")
    assert "\x1b[3" not in shown(FORCE_COLOR="1", NO_COLOR="1", TERM="xterm-256color")
