"""The coder behind “try it” and “why”: loaded when first asked for, one text at a time."""

import threading

from sayso.coded import Coded
from sayso.coding.coder import Coder
from sayso.coding.decision import Decision
from sayso.document import Document
from sayso.serve.database import BusyError
from sayso.serve.settings import CODING_SECONDS, Settings


class Coding:
    """A coder that several requests share; whoever has waited ``CODING_SECONDS`` for a turn is turned away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._coder: Coder | None = None

    def code(self, document: Document) -> Coded:
        """One report, coded; raises ``BusyError`` where others are before it for too long."""
        with _Turn(self._lock):
            return self._loaded().code(document)

    def explain(self, document: Document, sentence: int) -> tuple[Decision, ...]:
        """Why a sentence (from 0) was coded as it was."""
        with _Turn(self._lock):
            return self._loaded().explain(document, sentence)

    def _loaded(self) -> Coder:
        if self._coder is None:
            self._coder = Coder(model=self._settings.model, threshold=self._settings.threshold)
        return self._coder


class _Turn:
    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=CODING_SECONDS):
            raise BusyError("other texts are being coded; try again in a moment")

    def __exit__(self, *_: object) -> None:
        self._lock.release()
