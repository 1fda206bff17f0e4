"""Documents annotated with attributions, in PolNeAR's format."""

import json
import re
from pathlib import Path
from typing import Any

from sayso.document import Document
from sayso.errors import ReadError
from sayso.parse import Parser

_DAY = re.compile(r"_(\d{4}-\d\d-\d\d)_")  # PolNeAR's ids hold the day of publication


def attribution_documents(path: Path, parser: Parser) -> list[dict[str, Any]]:
    """The documents with our sentences and the day of publication: ``{"doc_id", "text", "attributions", …}``.

    Spans are lists of half-open character offsets, as the file has them. Raises ``ReadError``.
    """
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        texts = [Document.of(row["text"], id=row["doc_id"]) for row in rows if "attributions" in row]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReadError(
            f"attributions in {path} cannot be read: {error!r}; it takes JSON lines like PolNeAR's"
        ) from error
    if len(texts) != len(rows) or not rows:
        raise ReadError(f"{path} holds no attributions; it takes JSON lines with doc_id, text and attributions")
    out: list[dict[str, Any]] = []
    for row, document in zip(rows, parser.pipe(texts), strict=True):
        day = _DAY.search(row["doc_id"])
        sentences = [{"id": n, "start": s.start_char, "end": s.end_char} for n, s in enumerate(document.sentences)]
        out.append({**row, "published": day[1] if day else None, "sentences": sentences})
    return out
