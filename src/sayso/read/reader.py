"""From paths to Documents: the one entry point."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from sayso.coded import Quarantined
from sayso.document import Document, content_id
from sayso.read import html, jsonfile, table, text
from sayso.read.failure import UnreadableError
from sayso.read.options import Format, ReadOptions
from sayso.read.sources import BROKEN_ARCHIVE, FORMATS, Source, expand, unreadable

DEFAULTS = ReadOptions()
SNIFFED_BYTES = 65_536


def read(paths: Iterable[str | Path], options: ReadOptions = DEFAULTS) -> Iterator[Document | Quarantined]:
    """The reports in files, folders, globs and ``-`` (standard input), one at a time, in a fixed order.

    ``for item in read(["corpus/", "wire.jsonl.gz"], ReadOptions(text_key="body")): …``

    What cannot be read comes out as ``Quarantined``, with the reason, and the run goes on. No two Documents of a run
    have the same id: a report that has been read before is quarantined as ``duplicate``, and a different one under an
    id that is taken gets a piece of its content hash added (``report~3fa9c1d2``).
    """
    # A lone path is the likeliest mistake, and a string would be read letter by letter.
    listed = [paths] if isinstance(paths, str | Path) else paths
    ids = _Ids()
    for source in expand(listed, options.format):
        if isinstance(source, Quarantined):
            yield source
            continue
        for item in _documents(source, options):
            yield item if isinstance(item, Quarantined) else ids.admit(item)


def _documents(source: Source, options: ReadOptions) -> Iterator[Document | Quarantined]:
    """One source's reports; whatever goes wrong in it ends up as one ``Quarantined``."""
    try:
        kind = options.format or source.format or _sniffed(source)
        match kind:
            case "txt":
                yield from text.documents(source, options)
            case "html":
                yield from html.documents(source, options)
            case "json":
                yield from jsonfile.documents(source, options)
            case "jsonl":
                yield from jsonfile.lines(source, options)
            case "csv" | "tsv":
                yield from table.documents(source, options, tabs=kind == "tsv")
    except UnreadableError as failure:
        yield failure.at(source.name)
    except UnicodeError as error:
        yield UnreadableError("bad-encoding", f"{error}. Give the right one as ReadOptions.encoding.").at(source.name)
    except BROKEN_ARCHIVE as error:
        yield _bad_archive(error).at(source.name)
    except OSError as error:
        # bz2 reports damage as an OSError without a number.
        yield (_bad_archive(error) if error.errno is None else unreadable(error)).at(source.name)


def _bad_archive(error: Exception) -> UnreadableError:
    return UnreadableError("bad-archive", f"The compressed file is damaged ({error}). Fetch it again.")


def _sniffed(source: Source) -> Format:
    """The format of a stream or of a file without a known ending, from how it begins."""
    with source.open() as stream:
        head = stream.read(SNIFFED_BYTES)
    suffix = _suffix(source)
    if suffix:
        known = ", ".join(sorted(FORMATS))
        raise UnreadableError(
            "unknown-format",
            f"Files ending in {suffix} are not read; known are {known}, each also .gz, .bz2, .xz or in a .zip. "
            "Convert it, or give ReadOptions.format.",
        )
    begun = head.decode("utf-8-sig", "replace").lstrip()
    if begun.startswith("{"):
        return "jsonl" if jsonfile.starts_with_json_line(begun) or "\n" not in begun.strip() else "json"
    if begun.startswith("[") and begun[1:].lstrip()[:1] in ("{", "]"):
        return "json"
    return "html" if html.looks_like_html(begun) else "txt"


def _suffix(source: Source) -> str:
    return "" if source.stem is None else Path(source.stem).suffix


class _Ids:
    """The ids given in one run, each with a hash of the content that it was first given to."""

    def __init__(self) -> None:
        self.given: dict[str, bytes] = {}

    def admit(self, doc: Document) -> Document | Quarantined:
        """The Document, under an id of its own; or why it is left out."""
        content = content_id(doc.text, doc.title, doc.published, doc.publisher).removeprefix("d-")
        for id in (doc.id, f"{doc.id}~{content[:8]}"):
            if id not in self.given:
                self.given[id] = bytes.fromhex(content)
                return doc if id == doc.id else msgspec.structs.replace(doc, id=id)
            if self.given[id] == bytes.fromhex(content):
                break
        return UnreadableError("duplicate", f"The same report was read before, as {doc.id!r}.").at(doc.source or doc.id)
