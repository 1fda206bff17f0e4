"""How far a run has come, told by the size of the files that it has read."""

import os
import stat
from collections.abc import Iterable

from sayso.document import Document

# Text files shrink to about a third; what counts is the size of what comes out.
_SHRUNK = {".gz": 3, ".bz2": 3, ".xz": 3, ".zip": 3}


class Extent:
    """Which part of the input is done, without reading it twice: ``Extent(["corpus/"]).reached(document)`` gives 0.25.

    Reports come in the order of their files, so everything before a report's file is done; within a file of many
    reports the length of their texts tells. For standard input and pipes nothing can be said: ``None``.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        self._before: dict[str, int] = {}
        self._size: dict[str, int] = {}
        self._total: int | None = 0
        self._file: str | None = None
        self._within = 0
        listed = list(paths)
        if any(_is_stream(path) for path in listed):
            self._total = None
        else:
            self._measure(listed)

    def reached(self, document: Document) -> float | None:
        """The part that is done once this report is, between 0 and 1, or ``None`` where it cannot be known."""
        file = self._file_of(document.source)
        if not self._total or file is None:
            return None
        if file != self._file:
            self._file, self._within = file, 0
        self._within += len(document.text)
        return min(1.0, (self._before[file] + min(self._within, self._size[file])) / self._total)

    def _measure(self, paths: list[str]) -> None:
        from sayso.coded import Quarantined  # noqa: PLC0415 - only where there is something to measure
        from sayso.read.sources import expand  # noqa: PLC0415

        total = 0
        for source in expand(paths):
            if isinstance(source, Quarantined):
                continue
            file = source.name if os.path.exists(source.name) else source.name.rpartition("#")[0]
            if file in self._size or not os.path.exists(file):
                continue
            self._before[file] = total
            self._size[file] = os.path.getsize(file) * _SHRUNK.get(os.path.splitext(file)[1].lower(), 1)
            total += self._size[file]
        self._total = total

    def _file_of(self, source: str | None) -> str | None:
        name = source or ""
        while name and name not in self._size:
            name = name.rpartition("#")[0]
        return name or None


def _is_stream(path: str) -> bool:
    if path == "-":
        return True
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
