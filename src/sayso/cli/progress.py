"""A run's progress on standard error: a bar in a terminal, a line now and then in a log."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import, and most commands start without it
from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING, Self

from sayso.cli.output import console, counted, note

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

LINE_EVERY = 10.0  # seconds


class Progress:
    """Counts reports while they are coded: ``with Progress() as progress: progress.advance(0.25)``.

    ``advance`` takes the part of the input that is done, or ``None`` where nobody knows; from it comes the time left.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self.reports = 0
        self.started = time.monotonic()
        self._quiet = quiet
        self._noted = self.started
        self._skipped_until: float | None = None
        self._bar = None if quiet or not sys.stderr.isatty() else _bar()
        self._task = self._bar.add_task("coding", total=None, speed="", left="") if self._bar else None

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return time.monotonic() - self.started

    def skipped(self, done: float | None) -> None:
        """A report was passed over: it says how far the input is read, and nothing about the speed."""
        if self.reports == 0:
            self._skipped_until = done

    def advance(self, done: float | None) -> None:
        """One more report is coded."""
        self.reports += 1
        speed, left = speed_phrase(self.reports, self.seconds), self._left(done)
        if self._bar is not None and self._task is not None:
            total, completed = (None, None) if done is None else (1.0, done)
            text = counted(self.reports, "report")
            self._bar.update(self._task, description=text, total=total, completed=completed, speed=speed, left=left)
        elif not self._quiet and time.monotonic() - self._noted >= LINE_EVERY:
            self._noted = time.monotonic()
            percent = "" if done is None else f", {done:.0%}"
            note(f"{counted(self.reports, 'report')} coded, {speed}{percent}{', ' + left if left else ''}")

    def _left(self, done: float | None) -> str:
        begun = self._skipped_until or 0.0
        if done is None or done <= begun or self.reports < 3:
            return ""
        return f"{duration(self.seconds * (1 - done) / (done - begun))} left"


def speed_phrase(reports: int, seconds: float) -> str:
    """``3.4 reports/s``; ``12 reports/min`` where it takes longer."""
    per_second = reports / max(seconds, 1e-3)
    return f"{per_second:.1f} reports/s" if per_second >= 0.5 else f"{per_second * 60:.1f} reports/min"


def duration(seconds: float) -> str:
    """``0.4 s``, ``12 s``, ``3 min 20 s``, ``2 h 05 min``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def _bar() -> Bar:
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[speed]}"),
        TextColumn("{task.fields[left]}"),
        console=console(errors=True),
    )
