"""A whole training run: annotated reports in, a folder that ``Coder(model=…)`` takes out."""

import json
import logging
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import spacy
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from sayso.coding.labels import Labels
from sayso.errors import ReadError
from sayso.parse.parser import installed_model
from sayso.train.base import unpack_base
from sayso.train.examples import Example, examples, held_out, load_annotations
from sayso.train.fit import Recipe, Trainer
from sayso.train.network import Filler, Finder, load_base
from sayso.train.ship import ship

log = logging.getLogger(__name__)

SEEN_ENOUGH = 8  # a mode that fewer claims have is not learned


def train(claims: Sequence[Path], out: Path, recipe: Recipe | None = None) -> dict[str, Any]:
    """Train on the annotated documents in ``claims`` (files or folders) and write the model into ``out``.

    Gives the figures of the run, which stand in ``training.json`` beside the model too. One document in ten, by a
    hash of its id, is left out: those are for measuring. Raises ``ReadError`` and ``ModelError``.
    """
    recipe = recipe or Recipe()
    documents = _annotations(claims)
    labels = Labels(modes=frequent_modes(documents))
    with tempfile.TemporaryDirectory() as scratch:
        tokenizer, weights = unpack_base(Path(scratch))
        data = [e for e in _examples(documents, labels, tokenizer) if not held_out(e.document)]
        if not data:
            raise ReadError("every annotated document is held out by its id; give more than these")
        started = time.monotonic()
        figures = {
            "documents": len({e.document for e in data}),
            "documents_held_out": sum(held_out(d["doc_id"]) for d in documents),
            "sentences": len(data),
            "events": sum(len(e.targets) for e in data),
            "modes": len(labels.modes),
            "recipe": msgspec.to_builtins(recipe),
        }
        log.info(
            "training on %(sentences)d sentences of %(documents)d documents with %(events)d events; "
            "%(documents_held_out)d documents held out",
            figures,
        )
        torch.manual_seed(recipe.seed)
        finder, filler = Finder(labels), Filler(labels)
        load_base(finder, filler, load_file(weights))
        Trainer(finder, filler, labels, recipe).fit(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's exporter speaks of its successor
            ship(finder, filler, labels, tokenizer, out)
    figures["seconds"] = round(time.monotonic() - started)
    figures["bytes"] = sum(file.stat().st_size for file in out.glob("*.onnx"))
    (out / "training.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    log.info("trained in %(seconds)d s; weights of %(bytes)d bytes", figures)
    return figures


def frequent_modes(documents: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The modes that at least ``SEEN_ENOUGH`` claims have, in the order of the alphabet."""
    counts = Counter(mode for d in documents for claim in d["claims"] for mode in claim["mode"])
    return tuple(sorted(mode for mode, count in counts.items() if count >= SEEN_ENOUGH))


def _annotations(claims: Sequence[Path]) -> list[dict[str, Any]]:
    where = ", ".join(map(str, claims))
    try:
        documents = load_annotations(claims)
    except (OSError, ValueError) as error:
        raise ReadError(f"annotations in {where} cannot be read: {error}; they are JSON or JSON lines") from error
    if not documents:
        raise ReadError(f"no annotated documents in {where}; name files or folders of .json or .jsonl")
    for document in documents:
        if not isinstance(document, dict) or not {"doc_id", "text", "sentences", "claims"} <= document.keys():
            raise ReadError(f"{where}: a document lacks doc_id, text, sentences or claims; these are no annotations")
    return documents


def _examples(documents: Sequence[dict[str, Any]], labels: Labels, tokenizer: Path) -> list[Example]:
    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.no_padding()
    pieces.no_truncation()
    return list(examples(documents, labels, pieces, spacy.load(installed_model())))
