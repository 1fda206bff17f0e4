"""The coder behind “try it” and “why”: loaded beside everything else when the workbench starts, one text at a time."""

import logging
import threading
from typing import TYPE_CHECKING, Literal

from sayso.coded import Coded
from sayso.document import Document
from sayso.errors import SaysoError
from sayso.serve.database import BusyError
from sayso.serve.settings import CODING_SECONDS, Settings

if TYPE_CHECKING:
    from sayso.coding.coder import Coder
    from sayso.coding.decision import Decision

CoderState = Literal["asleep", "loading", "ready", "failed"]
_SENTENCE = "Kim thanked Putin."


class Coding:
    """A coder that several requests share; whoever has waited ``CODING_SECONDS`` for a turn is turned away."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._coder: Coder | None = None
        self.state: CoderState = "loading" if settings.warm else "asleep"

    def load(self) -> None:
        """Load the models and code a sentence, so that nobody has to wait for it later. What goes wrong is logged, and
        told to whoever asks for something to be coded."""
        try:
            with _Turn(self._lock):
                self._loaded()
        except SaysoError as error:
            logging.getLogger(__name__).warning("the coder could not be loaded: %s", error)

    def code(self, document: Document) -> Coded:
        """One report, coded; raises ``BusyError`` where others are before it for too long."""
        with _Turn(self._lock):
            return self._loaded().code(document)

    def explain(self, document: Document, sentence: int) -> "tuple[Decision, ...]":
        """Why a sentence (from 0) was coded as it was."""
        with _Turn(self._lock):
            return self._loaded().explain(document, sentence)

    def _loaded(self) -> "Coder":
        if self._coder is None:
            self.state = "loading"
            try:
                # Imported here: it brings spaCy and the models' runtime, which pages and answers do without.
                from sayso.coding.coder import Coder  # noqa: PLC0415

                coder = Coder(model=self._settings.model, threshold=self._settings.threshold)
                coder.code(Document.of(_SENTENCE))  # the first text takes longest
            except BaseException:
                self.state = "failed"
                raise
            self._coder = coder
            self.state = "ready"
        return self._coder


class _Turn:
    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        if not self._lock.acquire(timeout=CODING_SECONDS):
            raise BusyError("other texts are being coded; try again in a moment")

    def __exit__(self, *_: object) -> None:
        self._lock.release()
