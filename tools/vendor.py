"""Make ``src/sayso/serve/static/vendor`` from npm packages: ``python tools/vendor.py`` (needs npm; nothing else does).

``tools/vendor/package.json`` says which packages and versions. The files go into the repository, so that neither an
installation nor the running workbench needs npm or the network; beside them stand ``LICENCES.txt`` and ``README.md``, a
table of what is in which file, which the tests hold against the files.
"""

import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RECIPE = ROOT / "tools" / "vendor"
TARGET = ROOT / "src" / "sayso" / "serve" / "static" / "vendor"
BUNDLES = {"charts.js": ["--alias:vega=./vega.js"], "maps.js": []}
COPIES = {"cytoscape.js": "cytoscape/dist/cytoscape.min.js", "countries.json": "world-atlas/countries-110m.json"}
USED_FOR = {
    "charts.js": "bars and lines: Vega-Lite, with the part of Vega that they take",
    "maps.js": "the map's projection and outlines: d3-geo, topojson-client",
    "cytoscape.js": "the network: Cytoscape.js as published",
    "countries.json": "outlines of countries: Natural Earth 1:110m (public domain), as TopoJSON in world-atlas",
}


def build(folder: Path) -> dict[str, list[str]]:
    """Install and bundle in ``folder``; gives for each file the packages that are in it."""
    for file in RECIPE.iterdir():
        shutil.copy(file, folder)
    subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=folder, check=True)
    made: dict[str, list[str]] = {}
    for name, options in BUNDLES.items():
        command = ["npx", "esbuild", name, "--bundle", "--minify", "--format=iife", f"--global-name={name[:-3]}"]
        command += ["--legal-comments=none", f"--outfile=out/{name}", f"--metafile=out/{name}.meta", *options]
        subprocess.run(command, cwd=folder, check=True)
        inputs = json.loads((folder / "out" / f"{name}.meta").read_text("utf-8"))["inputs"]
        made[name] = sorted({_package(path) for path in inputs if path.startswith("node_modules/")})
    for name, source in COPIES.items():
        shutil.copy(folder / "node_modules" / source, folder / "out" / name)
        made[name] = [_package(f"node_modules/{source}")]
    return made


def _package(path: str) -> str:
    parts = path.split("/")[1:]
    return "/".join(parts[:2]) if parts[0].startswith("@") else parts[0]


def write(folder: Path, made: dict[str, list[str]]) -> None:
    """Put the files, their licences and the table of them into the package."""
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    rows, contents, licences = [], [], []
    for name, packages in made.items():
        shutil.copy(folder / "out" / name, TARGET / name)
        digest = hashlib.sha256((TARGET / name).read_bytes()).hexdigest()
        rows.append(f"| `{name}` | {USED_FOR[name]} | {(TARGET / name).stat().st_size:,} | `{digest}` |")
        for package in packages:
            about = json.loads((folder / "node_modules" / package / "package.json").read_text("utf-8"))
            contents.append(f"| `{name}` | {package} | {about['version']} | {about['license']} |")
            licences.append((package, about["version"], _licence(folder / "node_modules" / package)))
    texts = [f"{name} {version}\n\n{text.strip()}\n" for name, version, text in sorted(set(licences))]
    (TARGET / "LICENCES.txt").write_text(("\n" + "-" * 80 + "\n\n").join(texts), "utf-8")
    (TARGET / "README.md").write_text(
        "# Scripts and data of others\n\n"
        "Made by `python tools/vendor.py` from npm packages; do not edit. Licence texts are in `LICENCES.txt`.\n\n"
        "| file | for | bytes | SHA-256 |\n|---|---|---|---|\n" + "\n".join(rows) + "\n\n"
        "| file | package | version | licence |\n|---|---|---|---|\n" + "\n".join(contents) + "\n",
        "utf-8",
    )


def _licence(folder: Path) -> str:
    for file in sorted(folder.iterdir()):
        if file.name.lower().split(".")[0] in ("license", "licence"):
            return file.read_text("utf-8")
    raise SystemExit(f"{folder.name} has no licence text; find out what it is under before it is shipped")


def main() -> None:
    """Build in a folder of its own and replace what is in the package."""
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), build(Path(folder)))


if __name__ == "__main__":
    main()
