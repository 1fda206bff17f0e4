"""The trained weights that ship with sayso, each folder with its card."""

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from sayso.errors import ModelError

T = TypeVar("T")


def path(name: str) -> Path:
    """The folder of a shipped model: ``path("coder")``. Raises ``ModelError`` where there is none of that name."""
    folder = Path(__file__).parent / name
    if not (folder / "README.md").is_file():
        raise ModelError(f"no model {name!r} in {folder.parent}; reinstall sayso, or train one and give its folder")
    return folder


def read(file: Path, kind: type[T]) -> T:
    """Learned weights from a JSON file: ``read(path("days") / "days.json", Weighing)``.

    Raises ``ModelError`` where the file is missing or is of another version.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"{file} cannot be read ({error}); reinstall sayso, or train it anew") from error


def write(file: Path, weights: Mapping[str, object]) -> None:
    """Write the weights of features into a JSON file, a feature a line in alphabetical order; :func:`read` reads it."""
    lines = [f"{_json(feature)}: {_json(weight)}" for feature, weight in sorted(weights.items())]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('{"weights": {\n' + ",\n".join(lines) + "\n}}\n", "utf-8")


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
