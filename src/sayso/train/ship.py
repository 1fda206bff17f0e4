"""Trained weights → what the program ships: two int8 ONNX graphs, the tokenizer, and a card of labels."""

import shutil
import tempfile
from pathlib import Path

import msgspec
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from sayso.coding.labels import Labels
from sayso.train.network import HIDDEN, Filler, Finder


def ship(finder: Finder, filler: Filler, labels: Labels, tokenizer: Path, folder: Path) -> None:
    """Write ``finder.onnx``, ``filler.onnx``, ``tokenizer.json`` and ``labels.json`` into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    finder.eval()
    filler.eval()
    ids, mask = torch.ones(2, 7, dtype=torch.long), torch.ones(2, 7)
    where = {0: "sentences", 1: "pieces"}
    inputs, outputs = ("ids", "mask", "marks", "cases"), ("states", "kinds", "pairs")
    axes = {**dict.fromkeys((*inputs, *outputs), where), "pairs": {0: "sentences"}}
    _export(finder, (ids, mask, torch.zeros_like(ids), torch.zeros_like(ids)), folder / "finder.onnx",
            names=inputs, outputs=outputs, axes=axes)  # fmt: skip
    event = torch.zeros(2, dtype=torch.long)
    each = {0: "events", 1: "pieces"}
    _export(filler, (torch.zeros(2, 7, HIDDEN), mask, event, event), folder / "filler.onnx",
            names=("states", "mask", "head", "kind"), outputs=("slots", "facts"),
            axes={"states": each, "mask": each, "head": {0: "events"}, "kind": {0: "events"}, "slots": each,
             "facts": {0: "events"}})  # fmt: skip
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    (folder / "labels.json").write_bytes(msgspec.json.format(msgspec.json.encode(labels), indent=1))


def _export(
    module: torch.nn.Module,
    inputs: tuple[torch.Tensor, ...],
    path: Path,
    *,
    names: tuple[str, ...],
    outputs: tuple[str, ...],
    axes: dict[str, dict[int, str]],
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / path.name
        torch.onnx.export(
            module, inputs, str(whole), input_names=list(names), output_names=list(outputs), dynamic_axes=axes,
            opset_version=17, dynamo=False,
        )  # fmt: skip
        # Processors without VNNI add two products in 16 bits: seven-bit weights keep that sum from overflowing.
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
