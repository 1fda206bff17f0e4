"""JSON: one report or many in a file, or one on each line."""

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO, cast

from sayso.coded import Quarantined
from sayso.document import Document
from sayso.read.encoding import bom, decode, refuse_binary
from sayso.read.failure import UnreadableError, too_large
from sayso.read.metadata import document_of
from sayso.read.options import ReadOptions
from sayso.read.sources import BROKEN_ARCHIVE, Source, whole


def documents(source: Source, options: ReadOptions) -> Iterator[Document | Quarantined]:
    """The reports of a ``.json`` file: one object, a list of objects, or an object that holds such a list.

    A file that is JSON Lines under the wrong name is read as such.
    """
    written = decode(whole(source, options), encoding=options.encoding)
    if not written.strip():
        raise UnreadableError("empty", "The file is empty.")
    try:
        value = parse(written)
    except UnreadableError:
        if starts_with_json_line(written):
            yield from lines(source, options)
            return
        raise
    prefix, records = _records(value, options)
    if records is None:
        yield document_of(_object(value), options, source=source.name, stem=source.stem)
        return
    if not records:
        raise UnreadableError("empty", "The list of reports is empty.")
    for index, record in enumerate(records):
        where = f"{source.name}#{prefix}[{index}]"
        try:
            yield document_of(_object(record), options, source=where)
        except UnreadableError as failure:
            yield failure.at(where)


def lines(source: Source, options: ReadOptions) -> Iterator[Document | Quarantined]:
    """The reports of a JSON Lines file, one at a time; a broken line is set aside, and the next is read."""
    any_line = False
    number = 0
    try:
        with source.open() as stream:
            for number, line in _lines(stream, options):
                any_line = True
                where = f"{source.name}#L{number}"
                if isinstance(line, UnreadableError):
                    yield line.at(where)
                    continue
                try:
                    yield document_of(_object(parse(line)), options, source=where)
                except UnreadableError as failure:
                    yield failure.at(where)
    except (*BROKEN_ARCHIVE, UnicodeDecodeError) as error:
        # What stood before the damage has been read; say from where on it has not.
        raise UnreadableError(
            "bad-encoding" if isinstance(error, UnicodeDecodeError) else "bad-archive",
            f"Damaged after line {number} ({error}). The lines before it were read; fetch the file again.",
        ) from error
    if not any_line:
        raise UnreadableError("empty", "The file is empty.")


def parse(written: str) -> object:
    """The value that a JSON text stands for; raises ``UnreadableError("bad-json", …)`` saying where it breaks."""
    try:
        return cast(object, json.loads(written))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError("bad-json", f"{error.msg} at {place}. Repair it there.") from error
    except (ValueError, RecursionError) as error:
        raise UnreadableError("bad-json", f"This JSON cannot be read ({error}).") from error


def starts_with_json_line(written: str) -> bool:
    """Whether the first line that is not blank is a whole JSON object, as in JSON Lines."""
    first, _, rest = written.lstrip().partition("\n")
    if not first.startswith("{") or not rest.strip():
        return False
    try:
        parse(first)
    except UnreadableError:
        return False
    return True


def _object(value: object) -> Mapping[str, object]:
    if isinstance(value, dict):
        return cast(Mapping[str, object], value)
    kinds = {list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}
    raise UnreadableError("bad-json", f"A report is an object, {{…}}; this is {kinds.get(type(value), 'null')}.")


def _records(value: object, options: ReadOptions) -> tuple[str, list[object] | None]:
    """The list of reports and the key it stands under; ``None`` if the value is itself one report."""
    if isinstance(value, list):
        return "", cast(list[object], value)
    if isinstance(value, dict):
        try:
            document_of(cast(Mapping[str, object], value), options, source="")
        except UnreadableError:
            lists = [(str(key), held) for key, held in value.items() if isinstance(held, list) and held]
            of_objects = [(key, held) for key, held in lists if all(isinstance(item, dict) for item in held)]
            if len(of_objects) == 1:
                return of_objects[0]
            # The Guardian's and others' APIs wrap once more: {"response": {"results": […]}}.
            if len(value) == 1 and isinstance(inner := next(iter(value.values())), dict):
                prefix, records = _records(inner, options)
                return (f"{next(iter(value))}.{prefix}", records) if records is not None else ("", None)
    return "", None


def _lines(stream: BinaryIO, options: ReadOptions) -> Iterator[tuple[int, str | UnreadableError]]:
    """The lines that are not blank, numbered from 1, decoded one by one; an overlong one is skipped, not held."""
    encoding = options.encoding
    number = 0
    newline = b"\n"
    while line := stream.readline(options.max_bytes + 1):
        number += 1
        if number == 1:
            mark, marked = bom(line)
            line = line[len(mark) :]
            if marked and marked != "utf-8":
                yield from _wide_lines(stream, line, marked)
                return
            refuse_binary(line)
        if len(line) > options.max_bytes and not line.endswith(newline):
            while (rest := stream.readline(1 << 20)) and not rest.endswith(newline):
                pass
            yield number, too_large("The line", options.max_bytes)
        elif line.strip():
            yield number, _decoded(line, encoding)


def _wide_lines(stream: BinaryIO, begun: bytes, encoding: str) -> Iterator[tuple[int, str]]:
    """UTF-16 and UTF-32: a line end is more than one byte, so the lines are cut after decoding."""
    text = (begun + stream.read()).decode(encoding)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield number, line


def _decoded(line: bytes, encoding: str | None) -> str | UnreadableError:
    try:
        # JSON is UTF-8 by its standard; a guess from one line would be no better than chance.
        return line.decode(encoding or "utf-8").strip("\r\n")
    except UnicodeDecodeError as error:
        return UnreadableError(
            "bad-encoding",
            f"Byte {error.start} of the line is not valid {encoding or 'utf-8'}. Give ReadOptions.encoding.",
        )
    except LookupError:
        return UnreadableError("bad-encoding", f"Python knows no encoding {encoding!r}. Try utf-8 or cp1252.")
