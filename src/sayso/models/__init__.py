"""The trained weights that ship with sayso, each folder with its card."""

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
