"""Annotated documents in the format of GUIDELINES.md, and which of them are held out of training."""

import datetime
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from sayso.document import Document
from sayso.errors import ReadError


class HeldOut(msgspec.Struct, frozen=True):
    """What is never trained on: ids of annotated documents, and lines of ``plv/dev.jsonl``, counted from 0."""

    documents: frozenset[str] = frozenset()
    pairs: frozenset[int] = frozenset()

    @classmethod
    def load(cls, path: Path) -> "HeldOut":
        """From a JSON file with the keys ``documents`` and ``pairs``; ``ReadError`` where it is none."""
        try:
            return msgspec.json.decode(path.read_bytes(), type=cls)
        except (OSError, msgspec.DecodeError) as error:
            raise ReadError(f"the list of what is held out, {path}, cannot be read: {error}") from error


def event_documents(paths: Sequence[Path]) -> list[dict[str, Any]]:
    """The annotated documents in files or folders; ``ReadError`` where there are none or they are something else."""
    where = ", ".join(map(str, paths))
    try:
        documents = load_annotations(paths)
    except (OSError, ValueError) as error:
        raise ReadError(f"annotations in {where} cannot be read: {error}; they are JSON or JSON lines") from error
    if not documents:
        raise ReadError(f"no annotated documents in {where}; name files or folders of .json or .jsonl")
    for document in documents:
        if not isinstance(document, dict) or not {"doc_id", "text", "sentences", "claims"} <= document.keys():
            raise ReadError(f"{where}: a document lacks doc_id, text, sentences or claims; these are no annotations")
    return documents


def load_annotations(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The annotated documents of files or folders, in the format of GUIDELINES.md (``.json`` or ``.jsonl``)."""
    documents: list[dict[str, Any]] = []
    for path in paths:
        files = sorted([*path.glob("*.json"), *path.glob("*.jsonl")]) if path.is_dir() else [path]
        for file in files:
            text = file.read_text("utf-8")
            lines = text.splitlines() if file.suffix == ".jsonl" else [text]
            documents += [json.loads(line) for line in lines if line.strip()]
    return documents


def json_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines; ``ReadError`` where a line is none."""
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise ReadError(f"{path}:{number}: no JSON ({error}); the file takes one record a line") from error
    return rows


def day_of(annotated: Mapping[str, Any]) -> datetime.date | None:
    """The day on which an annotated document was published, ``None`` where it tells none; a time of day is passed over.

    >>> day_of({"published": "2024-06-19T08:00:00Z"})
    datetime.date(2024, 6, 19)
    """
    return datetime.date.fromisoformat(annotated["published"][:10]) if annotated.get("published") else None


def document_of(annotated: Mapping[str, Any]) -> Document:
    """The report of an annotated document, as a coder takes it."""
    about = {key: annotated.get(key) or None for key in ("title", "published", "publisher")}
    return Document.of(annotated["text"], id=annotated["doc_id"], **about)
