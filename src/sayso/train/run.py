"""A whole training run: annotated reports in, a folder that ``Coder(model=…)`` takes out."""

import copy
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
from sayso.corpus.annotations import HeldOut, event_documents
from sayso.corpus.attributions import attribution_documents
from sayso.corpus.pairs import claim_pairs, plv_pairs
from sayso.errors import ReadError
from sayso.parse.parser import Parser, installed_model
from sayso.train.base import unpack_base
from sayso.train.calibrate import calibrate
from sayso.train.distill import Student
from sayso.train.examples import Example, Maker
from sayso.train.expect import expect
from sayso.train.fit import Recipe, Trainer
from sayso.train.network import Filler, Finder, load_base
from sayso.train.ship import ship
from sayso.train.weights import load_folder

log = logging.getLogger(__name__)

OWN = "own-"  # how the ids of reports begin that were written for training
SEEN_ENOUGH = 8  # a mode that fewer claims have is not learned


class Sources(msgspec.Struct, frozen=True, kw_only=True):
    """What to train on: files or folders of annotated documents, and where they are, PolNeAR and PLV.

    What ``held_out`` names is left out of all of them.
    """

    claims: tuple[Path, ...]
    attributions: Path | None = None
    pairs: Path | None = None
    held_out: HeldOut = HeldOut()


def train(
    sources: Sources, out: Path, recipe: Recipe | None = None, teachers: int = 0, start: Path | None = None
) -> dict[str, Any]:
    """Train on ``sources`` and write the model into ``out``.

    With ``teachers`` that many networks are trained first, of seeds that follow the recipe's, and teach the one that is
    written. From the model in the folder ``start`` the training goes on instead, with that model as the teacher, so
    that little of what it knows is lost. On a GPU where torch sees one. Gives the figures of the run, which stand in
    ``training.json`` beside the model too. Raises ``ReadError`` and ``ModelError``.
    """
    recipe = recipe or (Recipe().going_on() if start else Recipe())
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        tokenizer, weights = unpack_base(Path(scratch))
        documents = event_documents(sources.claims)
        known = load_folder(start) if start else None
        labels, data = gather(sources, documents, tokenizer, known[0] if known else None)
        figures = {
            "documents": len({e.document for e in data if e.events}),
            "sentences": sum(e.events for e in data),
            "events": sum(len(e.targets) for e in data if e.events),
            "attributions": sum({(e.document, e.sentence): len(e.targets) for e in data if e.attributions}.values()),
            "pairs": sum(bool(e.pair) for e in data),
            "modes": len(labels.modes),
            "teachers": teachers,
            "start": str(start) if start else None,
            "recipe": msgspec.to_builtins(recipe),
        }
        log.info(
            "training on %(sentences)d sentences of %(documents)d documents with %(events)d events, %(attributions)d "
            "attributions and %(pairs)d pairs",
            figures,
        )
        if known:
            finder, filler = fitted(data, labels, recipe, known[1:], [copy.deepcopy(known[1:])])
        else:
            base = load_file(weights)
            seeds = [msgspec.structs.replace(recipe, seed=recipe.seed + 1 + n) for n in range(teachers)]
            taught = [fitted(data, labels, each, untrained(labels, each, base)) for each in seeds]
            finder, filler = fitted(data, labels, recipe, untrained(labels, recipe, base), taught)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # torch's exporter speaks of its successor
            ship(finder.cpu(), filler.cpu(), labels, tokenizer, out)
    seen = [d for d in documents if d["doc_id"] not in sources.held_out.documents]
    expect(out, seen)
    unseen = [d for d in documents if d["doc_id"] in sources.held_out.documents]
    # Sentences written for training are easier than news, and confidence should say how often news is read right.
    news = [d for d in unseen if not d["doc_id"].startswith(OWN)]
    if unseen:
        figures["calibration"] = msgspec.to_builtins(calibrate(out, news or unseen))
    figures["seconds"] = round(time.monotonic() - started)
    figures["bytes"] = sum(file.stat().st_size for file in out.glob("*.onnx"))
    (out / "training.json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    log.info("trained in %(seconds)d s; weights of %(bytes)d bytes", figures)
    return figures


def gather(
    sources: Sources, annotated: Sequence[dict[str, Any]], tokenizer: Path, labels: Labels | None = None
) -> tuple[Labels, list[Example]]:
    """The labels that the annotated documents call for, and all that is learned from them and the other sources."""
    held = sources.held_out
    documents = [d for d in annotated if d["doc_id"] not in held.documents]
    if not documents:
        raise ReadError("every annotated document is held out; give more than these")
    labels = labels or Labels(modes=frequent_modes(documents))
    pieces = Tokenizer.from_file(str(tokenizer))
    pieces.no_padding()
    pieces.no_truncation()
    maker = Maker(labels, pieces, spacy.load(installed_model()))
    data = [*maker.events(documents), *maker.pairs(claim_pairs(documents))]
    if sources.pairs:
        data += maker.pairs([pair for n, pair in plv_pairs(sources.pairs) if n not in held.pairs])
    if sources.attributions:
        cited = attribution_documents(sources.attributions, Parser())
        data += maker.attributions([d for d in cited if d["doc_id"] not in held.documents])
    return labels, data


def untrained(labels: Labels, recipe: Recipe, base: dict[str, torch.Tensor]) -> tuple[Finder, Filler]:
    """A network that has the weights of ``base`` and has learned nothing yet."""
    torch.manual_seed(recipe.seed)
    finder, filler = Finder(labels), Filler(labels, recipe.width, recipe.layers)
    load_base(finder, filler, base)
    return finder, filler


def fitted(
    data: Sequence[Example],
    labels: Labels,
    recipe: Recipe,
    network: tuple[Finder, Filler],
    teachers: Sequence[tuple[Finder, Filler]] = (),
) -> tuple[Finder, Filler]:
    """The network, trained on ``data``, by ``teachers`` where there are any."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    finder, filler = network[0].to(device), network[1].to(device)
    teachers = [(f.to(device), g.to(device)) for f, g in teachers]
    trainer = Student(finder, filler, labels, recipe, teachers) if teachers else Trainer(finder, filler, labels, recipe)
    trainer.fit(data)
    return finder, filler


def frequent_modes(documents: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """The modes that at least ``SEEN_ENOUGH`` claims have, in the order of the alphabet."""
    counts = Counter(mode for d in documents for claim in d["claims"] for mode in claim["mode"])
    return tuple(sorted(mode for mode, count in counts.items() if count >= SEEN_ENOUGH))
