"""Sheets: the files that annotators write, a report at a time.

A sheet of reports that stand elsewhere names each sentence by its number::

    @ guardian-7
    0
      CONSULT visit | visited | Putin [RUS GOV] > Pyongyang [PRK GOV]
    1

and a sheet of our own carries the sentences themselves::

    @ own-africa-01 2019-05-03
    Gunmen killed three miners near Beni on Thursday.
      ASSAULT firearms | killed | Gunmen [COD UAF] > three miners [COD CVL] | at Beni [COD]

Claim lines are indented; lines that begin with ``#`` are remarks.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from sayso.corpus.notation import NotationError, claim_of, problems_of, verbatim
from sayso.errors import SaysoError
from sayso.ontology import Ontology

_HEADER = re.compile(r"@ (?P<id>\S+)(?: (?P<published>\d{4}-\d\d-\d\d))?$")


class Problem(msgspec.Struct, frozen=True):
    """Something wrong in a sheet: which file, which line (from 1), what."""

    file: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


class SheetError(SaysoError):
    """A sheet names a report that is not there, or is not a sheet at all."""


def read_sheet(
    path: Path, sources: Mapping[str, dict[str, Any]], ontology: Ontology
) -> tuple[list[dict[str, Any]], list[Problem]]:
    """The annotated reports of one sheet, in the format of GUIDELINES.md, and what is wrong in it.

    ``sources`` are the reports that stand elsewhere, by id, each with ``text`` and ``sentences``; a report of our own
    needs none. A claim with something wrong is left out; everything else is kept.
    """
    documents: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            _take(line, documents, sources, ontology)
        except (NotationError, SheetError) as error:
            problems.append(Problem(path, number, str(error)))
    problems += [Problem(path, 0, what) for document in documents for what in _gaps(document)]
    return [_finished(d) for d in documents], problems


def _take(
    line: str, documents: list[dict[str, Any]], sources: Mapping[str, dict[str, Any]], ontology: Ontology
) -> None:
    if not line.strip() or line.startswith("#"):
        return
    if line.startswith("@"):
        documents.append(_opened(line, sources))
    elif not documents:
        raise SheetError(f"{line!r} stands before the first report; a report begins with a line: @ ID [DATE]")
    elif line.startswith((" ", "\t")):
        _add_claim(line, documents[-1], ontology)
    else:
        _add_sentence(line.strip(), documents[-1])


def _opened(line: str, sources: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    header = _HEADER.match(line.strip())
    if not header:
        raise SheetError(f"{line!r} is no header; write: @ ID 2024-06-19")
    source = sources.get(header["id"])
    document: dict[str, Any] = {
        "doc_id": header["id"],
        "published": header["published"],
        "publisher": None,
        "title": "",
    }
    if source:
        document |= {k: source.get(k) for k in ("published", "publisher", "title")}
    return document | {"text": source["text"] if source else "", "sentences": [], "source": source, "claims": []}


def _add_sentence(line: str, document: dict[str, Any]) -> None:
    source = document["source"]
    if source is None:
        if line.isdigit():
            raise SheetError(f"no report {document['doc_id']!r} among the sources, so sentence {line} cannot be found")
        start = len(document["text"]) + (1 if document["text"] else 0)
        document["text"] += (" " if document["text"] else "") + line
        document["sentences"].append({"id": len(document["sentences"]), "start": start, "end": start + len(line)})
        return
    found = [s for s in source["sentences"] if line == str(s["id"])]
    if not found:
        raise SheetError(f"{line[:60]!r} is no sentence number of {document['doc_id']}; claims are indented")
    if found[0] in document["sentences"]:
        raise SheetError(f"sentence {line} of {document['doc_id']} stands twice")
    document["sentences"].append(found[0])


def _add_claim(line: str, document: dict[str, Any], ontology: Ontology) -> None:
    if not document["sentences"]:
        raise SheetError(f"{line.strip()!r} stands before the first sentence of {document['doc_id']}")
    at = document["sentences"][-1]
    sentence = document["text"][at["start"] : at["end"]]
    claim = verbatim(claim_of(line, ontology), sentence, document["text"])
    wrong = problems_of(claim, sentence, document["text"], ontology.sectors)
    if wrong:
        raise NotationError(f"sentence {at['id']} of {document['doc_id']}: " + "; ".join(wrong))
    document["claims"].append({"sentence": at["id"], **claim})


def _gaps(document: dict[str, Any]) -> Iterator[str]:
    if document["source"]:
        there = {s["id"] for s in document["sentences"]}
        missing = [str(s["id"]) for s in document["source"]["sentences"] if s["id"] not in there]
        if missing:
            what = "are missing; every number must stand in the sheet, with or without claims"
            yield f"{document['doc_id']}: sentences {', '.join(missing)} {what}"


def _finished(document: dict[str, Any]) -> dict[str, Any]:
    kept = {k: v for k, v in document.items() if k != "source"}
    return kept | {"sentences": sorted(kept["sentences"], key=lambda s: s["id"])}
