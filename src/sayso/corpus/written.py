"""The sentences of our own: every sheet of a folder."""

from pathlib import Path
from typing import Any

from sayso.corpus.sheet import Problem, read_sheet
from sayso.ontology import Ontology


def read_written(folder: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The annotated reports of all sheets (``.txt``) in a folder, in the order of their names, and what is wrong."""
    ontology = Ontology.load()
    documents: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.txt")):
        found, wrong = read_sheet(path, {}, ontology)
        documents += found
        problems += wrong
    return documents, problems
