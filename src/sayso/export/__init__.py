"""Claims and events out of the database, in files that others read and as tables.

>>> import sys, sayso.export
>>> sayso.export.export_jsonl([], sys.stdout)
0

``FORMATS`` has the tables: tidy CSV and Parquet, POLECAT, ICEWS, GDELT 1.0 and 2.0, CAMEO. ``write_text`` and
``write_parquet`` write them, ``frame`` gives them to pandas or Arrow; docs/exports.md shows each column.
"""

from sayso.export.column import Column, Format, r_name
from sayso.export.formats import FORMATS
from sayso.export.jsonl import claim_record, document_record, export_documents, export_events, export_jsonl
from sayso.export.judged import export_judged
from sayso.export.selection import Wanted, unsettled
from sayso.export.table import Options, Written, frame, write_parquet, write_text

__all__ = [
    "FORMATS",
    "Column",
    "Format",
    "Options",
    "Wanted",
    "Written",
    "claim_record",
    "document_record",
    "export_documents",
    "export_events",
    "export_jsonl",
    "export_judged",
    "frame",
    "r_name",
    "unsettled",
    "write_parquet",
    "write_text",
]
