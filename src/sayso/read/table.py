"""CSV and TSV: one report in each row under a line of column names."""

import csv
import io
from collections.abc import Iterator

from sayso.coded import Quarantined
from sayso.document import Document
from sayso.read.encoding import bom, detect, refuse_binary
from sayso.read.failure import UnreadableError, too_large
from sayso.read.metadata import document_of, has_key, keys_named
from sayso.read.options import ReadOptions
from sayso.read.sources import Source

DELIMITERS = ",;\t|"
SAMPLE_BYTES = 200_000


def documents(source: Source, options: ReadOptions, *, tabs: bool = False) -> Iterator[Document | Quarantined]:
    """The reports of a table, one at a time; a row that does not fit the columns is set aside.

    The delimiter of a ``.csv`` is the one of ``, ; tab |`` that its first line has most of.
    """
    encoding = options.encoding or _encoding(source)
    with source.open() as stream:
        # "surrogateescape" marks the bytes that do not decode, so that one bad row does not stop the run.
        try:
            written = io.TextIOWrapper(stream, encoding, errors="surrogateescape", newline="")
        except LookupError as error:
            raise UnreadableError(
                "bad-encoding", f"Python knows no encoding {encoding!r}. Try utf-8 or cp1252."
            ) from error
        first = written.readline(options.max_bytes).removeprefix("\ufeff")
        delimiter = "\t" if tabs else max(DELIMITERS, key=first.count)
        rows = _Rows(_again(first, written), delimiter, options.max_bytes)
        columns = _columns(rows, options)
        found_any = False
        for start, row in rows:
            found_any = True
            where = f"{source.name}#L{start}"
            if isinstance(row, UnreadableError):
                yield row.at(where)
                continue
            try:
                yield document_of(_record(columns, row), options, source=where)
            except UnreadableError as failure:
                yield failure.at(where)
        if not found_any:
            raise UnreadableError("empty", "The table has column names but no rows.")


def _columns(rows: "_Rows", options: ReadOptions) -> list[str]:
    """The column names; raises if none of them, or none that the options ask for, can be the one meant."""
    _, names = next(iter(rows), (0, None))
    if names is None:
        raise UnreadableError("empty", "The file is empty.")
    if isinstance(names, UnreadableError):
        raise names
    columns = [name.strip() for name in names]
    asked = {
        "text": options.text_key,
        "title": options.title_key,
        "date": options.date_key,
        "publisher": options.publisher_key,
        "url": options.url_key,
        "id": options.id_key,
        "language": options.language_key,
    }
    for field, key in asked.items():
        # A mistyped option would otherwise leave the field unknown in every row, without a word.
        if key is not None and not has_key(columns, field, key):
            raise UnreadableError("no-column", f"There is no column {key!r}; the columns are: {keys_named(columns)}.")
    if options.text_key is None and not has_key(columns, "text"):
        raise UnreadableError(
            "no-text",
            f"No column for the text is known; the columns are: {keys_named(columns)}. "
            "Give one as ReadOptions.text_key.",
        )
    return columns


def _record(columns: list[str], row: list[str]) -> dict[str, object]:
    if any(cell.strip() for cell in row[len(columns) :]):
        raise UnreadableError(
            "bad-table",
            f"The row has {len(row)} cells, but there are {len(columns)} columns. "
            "Put cells that hold the delimiter in quotation marks.",
        )
    if any("\udc80" <= character <= "\udcff" for cell in row for character in cell if character > "\ud7ff"):
        raise UnreadableError("bad-encoding", "The row holds bytes in another encoding than the rest of the file.")
    return {column: cell for column, cell in zip(columns, row, strict=False) if column}


class _Rows:
    """The rows of a table, each with the line it begins on; what cannot be cut into cells comes as an error."""

    def __init__(self, lines: Iterator[str], delimiter: str, max_bytes: int) -> None:
        self.at_end = False
        self.max_bytes = max_bytes
        self.reader = csv.reader(self._watched(lines), delimiter=delimiter)

    def _watched(self, lines: Iterator[str]) -> Iterator[str]:
        yield from lines
        self.at_end = True

    def __iter__(self) -> Iterator[tuple[int, list[str] | UnreadableError]]:
        while True:
            start = self.reader.line_num + 1
            # The limit is one for the whole process: raise it for this row only.
            before = csv.field_size_limit(self.max_bytes)
            try:
                row = next(self.reader)
            except StopIteration:
                return
            except csv.Error as error:
                # Where the next row begins cannot be known after this, so the rest is not read.
                if "field larger" in str(error):
                    yield start, too_large("A cell", self.max_bytes)
                else:
                    yield (
                        start,
                        UnreadableError("bad-table", f"{error}. The rest of the file was not read; repair it here."),
                    )
                return
            finally:
                csv.field_size_limit(before)
            if self.at_end:
                # The reader asks for another line only inside an open quotation.
                detail = "A quotation mark that opens here is never closed, so the rest of the file was not read."
                yield start, UnreadableError("bad-table", detail)
                return
            if any(cell.strip() for cell in row):
                yield start, row


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _encoding(source: Source) -> str:
    """The encoding of a whole table: Excel writes Windows-1252 as readily as UTF-8, so all of it must be looked at.

    Where more lines are UTF-8 than not, it is UTF-8 with some broken rows.
    """
    good = bad = 0
    sample = b""
    with source.open() as stream:
        for number, line in enumerate(stream):
            if number == 0:
                _, marked = bom(line)
                if marked:
                    return "utf-8-sig" if marked == "utf-8" else marked
                refuse_binary(line)
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                good += 1
            except UnicodeDecodeError:
                bad += 1
                if len(sample) < SAMPLE_BYTES:
                    sample += line
    return detect(sample) if bad > good else "utf-8"
