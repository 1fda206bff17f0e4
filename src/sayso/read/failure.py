"""Why something could not be read: the stable reason codes, and the error that carries one."""

from typing import Literal, get_args

from sayso.coded import Quarantined
from sayso.errors import ReadError

Reason = Literal[
    "bad-archive",
    "bad-encoding",
    "bad-json",
    "bad-table",
    "binary",
    "duplicate",
    "empty",
    "no-column",
    "no-text",
    "too-large",
    "unknown-format",
    "unreadable",
]

REASONS: tuple[str, ...] = get_args(Reason)


class UnreadableError(ReadError):
    """A file or record that does not become a Document: ``UnreadableError("empty", "The file has no text.")``."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason
        self.detail = detail

    def at(self, source: str) -> Quarantined:
        """The same, as the record that comes out of ``read``: ``failure.at("wire.jsonl#L12")``."""
        return Quarantined(source=source, reason=self.reason, detail=self.detail)


def too_large(what: str, max_bytes: int) -> UnreadableError:
    """``This line is over 50,000,000 bytes …``, with what to do about it."""
    return UnreadableError(
        "too-large",
        f"{what} is over {max_bytes:,} bytes, the limit for one document. Split it (JSONL and CSV are read row by "
        "row), or raise ReadOptions.max_bytes.",
    )
