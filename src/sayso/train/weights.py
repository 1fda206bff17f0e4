"""The weights of a model folder as torch knows them, so that training can go on where another run ended.

A shipped graph holds its products in eight bits and turned about, under names that say nothing; the nodes that use them
are named after the modules. What comes back differs from what was shipped by the rounding alone.
"""

import re
from pathlib import Path

import msgspec
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from sayso.coding.labels import Labels
from sayso.errors import ModelError
from sayso.train.network import Filler, Finder

_PRODUCT = re.compile(r"/(?P<module>.+?)/(?:Gemm_)?MatMul_quant")  # “/layers.0/query/MatMul_quant”


def load_folder(folder: Path) -> tuple[Labels, Finder, Filler]:
    """The network of a model folder, ready to be trained further, and what its outputs mean.

    >>> labels, finder, filler = load_folder(models.path("coder"))

    Raises ``ModelError`` where the folder lacks a file, or its graphs are not those of this version.
    """
    try:
        labels = msgspec.json.decode((folder / "labels.json").read_bytes(), type=Labels)
        inner = weights_of(folder / "filler.onnx")
        layers = 1 + max(int(name.split(".")[1]) for name in inner if name.startswith("layers."))
        finder, filler = Finder(labels), Filler(labels, inner["norm.weight"].shape[0], layers)
        finder.load_state_dict(weights_of(folder / "finder.onnx"))
        filler.load_state_dict(inner)
    except (OSError, KeyError, ValueError, RuntimeError, msgspec.DecodeError) as error:
        raise ModelError(f"{folder} does not hold a model that training can go on from: {error}") from error
    return labels, finder, filler


def weights_of(path: Path) -> dict[str, Tensor]:
    """The weights of one graph by the names of torch's modules, in 32 bits: ``{"layers.0.query.weight": …}``."""
    graph = onnx.load(path).graph
    held = {each.name: torch.from_numpy(numpy_helper.to_array(each).copy()) for each in graph.initializer}
    plain = re.compile(r"[a-z][\w.]*(?<!_scale)(?<!_zero_point)(?<!_quantized)")
    out = {name: value for name, value in held.items() if plain.fullmatch(name)}
    for name in held:
        if name.endswith(".weight_quantized"):  # an embedding
            out[name.removesuffix("_quantized")] = _restored(held, name)
    for node in graph.node:
        product = _PRODUCT.fullmatch(node.name) if node.op_type == "MatMulInteger" else None
        if product is not None:
            module = product["module"].rsplit("/", 1)
            # of a sequence the module is named twice: “/pairs/pairs.0/…”
            name = module[-1] if module[-1].startswith(f"{module[0]}.") else ".".join(module)
            out[f"{name}.weight"] = _restored(held, node.input[1]).T.contiguous()
    return out


def _restored(held: dict[str, Tensor], quantized: str) -> Tensor:
    base = quantized.removesuffix("_quantized")
    zero, scale = held[f"{base}_zero_point"], held[f"{base}_scale"]
    return (held[quantized].to(torch.float32) - zero.to(torch.float32)) * scale
