"""The tables of columns in docs/exports.md, kept as the formats have them: ``python -m sayso.export.reference``."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path

from sayso.export.codes import SECTORS
from sayso.export.column import Column, Unit
from sayso.export.extra import EXTRA
from sayso.export.formats import FORMATS

# <!-- columns: csv events --> and the table after it; <!-- lost: csv --> and the list after it
_TABLE = re.compile(r"(<!-- columns: (?P<name>\w+)(?: (?P<unit>claims|events))? -->\n)(?:\|.*\n)*")
_LIST = re.compile(r"(<!-- lost: (?P<name>\w+) -->\n)(?:- .*\n)*")
_SECTORS = re.compile(r"(<!-- sectors -->\n)(?:\|.*\n)*")
_TYPES = {"text": "text", "integer": "integer", "number": "number", "day": "day", "flag": "yes or no", "list": "list"}


def table(columns: Sequence[Column]) -> str:
    """Columns as a table in Markdown."""
    rows = ["| column | type | from | lost |", "|---|---|---|---|"]
    rows += [f"| `{c.name}` | {_TYPES[c.kind]} | {c.of} | {c.lost} |".replace("|  |", "| |") for c in columns]
    return "\n".join(rows) + "\n"


def refreshed(page: str) -> str:
    """A page with every marked table and list made anew from the format that its mark names."""

    def columns(found: re.Match[str]) -> str:
        unit: Unit = "events" if found["unit"] == "events" else "claims"
        return found[1] + table(EXTRA if found["name"] == "extra" else FORMATS[found["name"]].columns(unit))

    def lost(found: re.Match[str]) -> str:
        return found[1] + "".join(f"- {each}\n" for each in FORMATS[found["name"]].lost)

    sectors = "| sector | CAMEO role | ICEWS sectors |\n|---|---|---|\n"
    sectors += "".join(f"| {each} | {cameo or '–'} | {icews} |\n" for each, cameo, icews in SECTORS)
    page = _SECTORS.sub(lambda found: found[1] + sectors, page)
    return _LIST.sub(lost, _TABLE.sub(columns, page))


def documented(page: str) -> set[tuple[str, str]]:
    """What a page has tables and lists of: ``{("columns", "icews"), ("lost", "icews"), …}``."""
    return {("columns", found["name"]) for found in _TABLE.finditer(page)} | {
        ("lost", found["name"]) for found in _LIST.finditer(page)
    }


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(refreshed(path.read_text("utf-8")), "utf-8")
