"""What the paths stand for: one Source for each file, archive member or stream, in a fixed order."""

import bz2
import glob
import gzip
import io
import json
import lzma
import os
import shutil
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from sayso.coded import Quarantined
from sayso.read.failure import UnreadableError, too_large
from sayso.read.options import Format, ReadOptions

FORMATS: dict[str, Format] = {
    **{".txt": "txt", ".text": "txt", ".html": "html", ".htm": "html", ".xhtml": "html", ".json": "json"},
    **{".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "tsv", ".tab": "tsv"},
}
COMPRESSIONS = (".gz", ".bz2", ".xz")
# What the standard library raises for an archive that is damaged, or compressed in a way it does not know; bz2 adds
# a bare OSError.
BROKEN_ARCHIVE = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, zipfile.BadZipFile, NotImplementedError)
SPOOL_BYTES = 16_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """One thing to read: its name for people, its id-giving stem, its format if the name tells, and how to open it.

    ``open`` gives the decompressed bytes from the beginning, each time it is called.
    """

    name: str
    stem: str | None
    format: Format | None
    open: Callable[[], BinaryIO]


def expand(paths: Iterable[str | Path], asked: Format | None = None) -> Iterator[Source | Quarantined]:
    """The Sources behind files, folders, globs and ``-``: ``expand(["corpus/", "*.jsonl.gz", "-"])``.

    Folders are walked in sorted order; hidden files and folders in them are left out. A file named twice is read once.
    ``asked`` is the format that all of them are said to have.
    """
    seen: set[str] = set()
    for path in paths:
        for file in _files(path):
            if isinstance(file, Quarantined):
                yield file
                continue
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield from _stream("-", asked) if str(file) == "-" else _sources(file, asked)


def whole(source: Source, options: ReadOptions) -> bytes:
    """All bytes of a source that holds one document; raises ``UnreadableError("too-large", …)`` past the limit."""
    with source.open() as stream:
        data = stream.read(options.max_bytes + 1)
    if len(data) > options.max_bytes:
        raise too_large("The file", options.max_bytes)
    return data


def _files(path: str | Path) -> Iterator[Path | Quarantined]:
    written = str(path)
    if written == "-":
        yield Path("-")
        return
    here = Path(written).expanduser()
    if here.is_dir():
        yield from _walk(here)
    elif os.path.lexists(here) or not glob.has_magic(written):
        yield here
    else:
        matches = sorted(glob.glob(str(here), recursive=True))
        if not matches:
            yield UnreadableError("unreadable", "No file matches this pattern.").at(written)
        for match in matches:
            yield from _walk(Path(match)) if os.path.isdir(match) else [Path(match)]


def _walk(folder: Path) -> Iterator[Path | Quarantined]:
    refused: list[OSError] = []
    for where, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                yield Path(where, name)
    for error in refused:
        yield unreadable(error).at(str(error.filename))


def unreadable(error: OSError) -> UnreadableError:
    """What the operating system says about a file, with the remedy."""
    remedy = {
        FileNotFoundError: "Check the path.",
        PermissionError: "Give this user the right to read it.",
    }.get(type(error), "Check the file and the disk.")
    return UnreadableError("unreadable", f"{error.strerror or error}. {remedy}")


def _sources(path: Path, asked: Format | None) -> Iterator[Source | Quarantined]:
    name = str(path)
    if path.exists() and not path.is_file():
        # A pipe, as in `sayso code <(zcat wire.jsonl.gz)`.
        yield from _stream(name, asked)
    elif path.suffix.lower() == ".zip":
        yield from _members(path)
    else:
        yield _named(name, path.name, partial(open, path, "rb"))


def _members(path: Path) -> Iterator[Source | Quarantined]:
    try:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda info: info.filename):
                inner = PurePosixPath(info.filename)
                hidden = any(part.startswith(".") or part == "__MACOSX" for part in inner.parts)
                if info.is_dir() or hidden:
                    continue
                if info.flag_bits & 0x1:
                    locked = UnreadableError("bad-archive", "The archive has a password. Unpack it first.")
                    yield locked.at(f"{path}#{inner}")
                    continue
                yield _named(f"{path}#{inner}", inner.name, partial(_member, archive, info))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        yield UnreadableError("bad-archive", f"The zip archive is damaged ({error}). Fetch it again.").at(str(path))
    except OSError as error:
        yield unreadable(error).at(str(path))


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, archive.open(info))


def _named(name: str, filename: str, opener: Callable[[], BinaryIO]) -> Source:
    inner = PurePosixPath(filename)
    suffix = inner.suffix.lower()
    compression = suffix if suffix in COMPRESSIONS else None
    if compression:
        inner = inner.with_suffix("")
    kind = FORMATS.get(inner.suffix.lower())
    stem = inner.stem if kind or not inner.suffix else inner.name
    return Source(name=name, stem=stem, format=kind, open=partial(_opened, opener, compression))


def _opened(opener: Callable[[], BinaryIO], compression: str | None) -> BinaryIO:
    raw = opener()
    match compression:
        case ".gz":
            return _reading(gzip.GzipFile(fileobj=raw), raw)
        case ".bz2":
            return _reading(bz2.BZ2File(raw), raw)
        case ".xz":
            return _reading(lzma.LZMAFile(raw), raw)
        case _:
            return raw


def _stream(name: str, asked: Format | None) -> Iterator[Source | Quarantined]:
    """Standard input or a pipe. JSON Lines are read as they come; anything else is kept first, as it may have to be
    opened twice: a big one in a temporary file.
    """
    try:
        stream = sys.stdin.buffer if name == "-" else open(name, "rb")  # noqa: SIM115 - closed below, unless stdin
        try:
            first = stream.readline(SPOOL_BYTES)
            if asked in (None, "jsonl") and _is_json_line(first):
                yield Source(name=name, stem=None, format="jsonl", open=partial(_reading, stream, begun=first))
                return
            with tempfile.SpooledTemporaryFile(max_size=SPOOL_BYTES) as kept:
                kept.write(first)
                shutil.copyfileobj(stream, kept)
                yield Source(name=name, stem=None, format=None, open=partial(_rewound, cast(BinaryIO, kept)))
        finally:
            if name != "-":
                stream.close()
    except OSError as error:
        yield unreadable(error).at(name)


def _is_json_line(line: bytes) -> bool:
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _rewound(kept: BinaryIO) -> BinaryIO:
    kept.seek(0)
    # Closing the reader must not close the kept file, which may be opened again.
    return _reading(kept)


def _reading(stream: object, *closing: BinaryIO, begun: bytes = b"") -> BinaryIO:
    return cast(BinaryIO, io.BufferedReader(_Through(cast(io.BufferedReader, stream), closing, begun)))


class _Through(io.RawIOBase):
    """Reads what was begun and then the stream, and closes only what it is told to."""

    def __init__(self, stream: io.BufferedReader, closing: Iterable[BinaryIO], begun: bytes) -> None:
        self.stream = stream
        self.closing = closing
        self.begun = begun

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        # read1, not read: what a pipe has now is passed on, without waiting for the buffer to be full.
        data = self.begun[: len(buffer)] or self.stream.read1(len(buffer))
        self.begun = self.begun[len(data) :]
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        for stream in self.closing:
            stream.close()
        super().close()
