"""Annotations apart from the text they annotate: places and labels, so that they can be kept where the text may not be.

A stand-off record says which text it means by id and SHA-256 and holds no words of it, only half-open character
offsets into it, the codes, and the names of people and bodies. :func:`joined` puts both together again.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sayso.corpus.words import nearest, nth
from sayso.errors import ReadError


def apart(document: Mapping[str, Any]) -> dict[str, Any]:
    """The stand-off record of an annotated document.

    >>> apart({"doc_id": "a", "text": "Kim left.", "published": None, "sentences": [...], "claims": []})["sha256"]
    '3f0d…'

    Raises ``ReadError`` where words of a claim are not in the text.
    """
    text = document["text"]
    bounds = {s["id"]: (s["start"], s["end"]) for s in document["sentences"]}
    return {
        "doc_id": document["doc_id"],
        "sha256": text_hash(text),
        "published": document.get("published"),
        "sentences": [[s["id"], s["start"], s["end"]] for s in document["sentences"]],
        "claims": [_claim_apart(c, text, bounds[c["sentence"]], document["doc_id"]) for c in document["claims"]],
    }


def joined(record: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The annotated document, in the format of GUIDELINES.md, from its record and its text.

    Raises ``ReadError`` where the text is not the one that was annotated.
    """
    if text_hash(text) != record["sha256"]:
        raise ReadError(
            f"the text of {record['doc_id']!r} is not the one that was annotated (its SHA-256 differs); "
            "get the version of the data set that corpus/README.md names"
        )
    sentences = [{"id": n, "start": start, "end": end} for n, start, end in record["sentences"]]
    bounds = {s["id"]: (s["start"], s["end"]) for s in sentences}
    return {
        "doc_id": record["doc_id"],
        "published": record["published"],
        "publisher": None,
        "title": "",
        "text": text,
        "sentences": sentences,
        "claims": [_claim_joined(c, text, bounds[c["sentence"]]) for c in record["claims"]],
    }


def read_texts(folder: Path) -> dict[str, list[str]]:
    """The texts by id, from every ``.jsonl`` under a folder that has ``id`` or ``doc_id`` and ``text``.

    An excerpt may share the id of the whole text. The lines of ``plv/dev.jsonl``, which have no id, go by ``plv-N``,
    counted from 0.
    """
    texts: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.rglob("*.jsonl")):
        for n, line in enumerate(path.read_text("utf-8").splitlines()):
            row = json.loads(line)
            if "marked" in row:
                texts[f"{path.parent.name}-{n}"].append(row["sentence"])
            elif "text" in row:
                texts[row.get("doc_id") or row.get("id")].append(row["text"])
    return texts


def read_records(
    path: Path, texts: Mapping[str, Sequence[str]], missing: Callable[[str], None]
) -> Iterator[dict[str, Any]]:
    """The annotated documents of a stand-off file; a text that is not there goes to ``missing`` by its id."""
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        under = texts.get(record["doc_id"], ())
        if under:
            yield joined(record, next((t for t in under if text_hash(t) == record["sha256"]), under[0]))
        else:
            missing(record["doc_id"])


def text_hash(text: str) -> str:
    """SHA-256 of the text in UTF-8, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _claim_apart(claim: Mapping[str, Any], text: str, bounds: tuple[int, int], doc_id: str) -> dict[str, Any]:
    start, end = bounds
    at = nth(text[start:end], claim["trigger"], claim.get("nth", 1))
    if at < 0:
        raise ReadError(f"{doc_id}: the trigger {claim['trigger']!r} is not in sentence {claim['sentence']}")
    trigger = (start + at, start + at + len(claim["trigger"]))

    def placed(words: str) -> list[int] | None:
        inside = nearest(text[start:end], words, at)
        if inside:
            return [start + inside[0], start + inside[1]]
        found = nearest(text, words, trigger[0])
        return list(found) if found else None

    def person(actor: Mapping[str, Any]) -> dict[str, Any]:
        return {"at": placed(actor["text"]), **{k: actor[k] for k in ("name", "country", "sector")}}

    place, date = claim["place"], claim["date"]
    return {
        **{k: claim[k] for k in ("sentence", "type", "mode", "aux", "core")},
        "trigger": list(trigger),
        "actors": [person(a) for a in claim["actors"]],
        "recipients": [person(a) for a in claim["recipients"]],
        "attribution": [
            {"holder": person(k["holder"]) if k["holder"] else None, "stance": k["stance"], "cue": placed(k["cue"])}
            for k in claim["attribution"]
        ],
        "date": {"at": placed(date["text"]), "start": date["start"], "end": date["end"]} if date else None,
        "place": {**_named(placed(place["name"]), place["name"]), "country": place["country"]} if place else None,
    }  # fmt: skip


def _named(at: list[int] | None, name: str) -> dict[str, Any]:
    """Where a place stands, or its name where the report does not have it word for word."""
    return {"at": at} if at else {"at": None, "name": name}


def _claim_joined(claim: Mapping[str, Any], text: str, bounds: tuple[int, int]) -> dict[str, Any]:
    def words(at: Iterable[int] | None) -> str:
        return text[slice(*at)] if at else ""

    def person(actor: Mapping[str, Any]) -> dict[str, Any]:
        return {"text": words(actor["at"]), **{k: actor[k] for k in ("name", "country", "sector")}}

    start = bounds[0]
    trigger = words(claim["trigger"])
    which = text[start : claim["trigger"][0]].count(trigger) + 1
    date, place = claim["date"], claim["place"]
    return {
        **{k: claim[k] for k in ("sentence", "type", "mode")},
        "trigger": trigger,
        **({"nth": which} if which > 1 else {}),
        "actors": [person(a) for a in claim["actors"]],
        "recipients": [person(a) for a in claim["recipients"]],
        "aux": claim["aux"],
        "attribution": [
            {"holder": person(k["holder"]) if k["holder"] else None, "stance": k["stance"], "cue": words(k["cue"])}
            for k in claim["attribution"]
        ],
        "date": {"text": words(date["at"]), "start": date["start"], "end": date["end"]} if date else None,
        "place": {"name": place.get("name") or words(place["at"]), "country": place["country"]} if place else None,
        "core": claim["core"],
    }
