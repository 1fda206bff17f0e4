"""The trained weights that ship with sayso, each folder with its card."""

from pathlib import Path

from sayso.errors import ModelError


def path(name: str) -> Path:
    """The folder of a shipped model: ``path("coder")``. Raises ``ModelError`` where there is none of that name."""
    folder = Path(__file__).parent / name
    if not (folder / "README.md").is_file():
        raise ModelError(f"no model {name!r} in {folder.parent}; reinstall sayso, or train one and give its folder")
    return folder
