"""Claims out of the database, in files that others read.

>>> import sys, sayso.export
>>> sayso.export.export_jsonl([], sys.stdout)
0
"""

from sayso.export.csv_export import CSV_COLUMNS, export_csv
from sayso.export.jsonl import claim_record, document_record, export_documents, export_jsonl
from sayso.export.judged import export_judged

__all__ = [
    "CSV_COLUMNS",
    "claim_record",
    "document_record",
    "export_csv",
    "export_documents",
    "export_jsonl",
    "export_judged",
]
