"""News reports in: files, folders, archives and streams become Documents, one at a time.

for item in read(["corpus/", "wire-*.jsonl.gz"]):
    match item:
        case Document(): ...
        case Quarantined(): print(item.source, item.reason, item.detail)
"""

from sayso.read.dates import parse_day
from sayso.read.failure import REASONS, Reason, UnreadableError
from sayso.read.html import HtmlMetadata, read_html
from sayso.read.offsets import OffsetMap
from sayso.read.options import Format, ReadOptions
from sayso.read.reader import read

__all__ = [
    "REASONS",
    "Format",
    "HtmlMetadata",
    "OffsetMap",
    "ReadOptions",
    "Reason",
    "UnreadableError",
    "parse_day",
    "read",
    "read_html",
]
