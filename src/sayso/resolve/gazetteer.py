"""The gazetteer: countries, their divisions and counties, cities of 500 people and more, regions, continents."""

from bisect import bisect_left
from functools import cached_property
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.knowledge import normal_form

DATA = Path(__file__).parent / "data" / "gazetteer.npz"
KINDS = ("country", "division", "county", "city", "region", "continent")
EARTH_KM = 6371.0
ALIAS = 1 << 31  # in a posting: the name isn't the place's own one

_SOLD = frozenset(["ai", "cc", "co", "fm", "gg", "io", "la", "ly", "me", "nu", "sh", "st", "to", "tv", "vc", "ws"])
_GENERIC = (
    *(
        "autonomous region",
        "metropolitan city",
        "state",
        "states",
        "province",
        "governorate",
        "region",
        "oblast",
        "krai",
    ),
    *("prefecture", "county", "district", "canton", "voivodeship", "department", "departamento", "territory"),
    *("municipality", "muhafazah", "wilaya", "emirate", "parish", "borough", "area", "city"),
)
_GENERIC_BEFORE = (
    *("state of", "province of", "city of", "county of", "region of", "district of", "town of", "village of"),
    *("governorate of", "emirate of", "republic of", "municipality of", "departement de", "departamento de"),
    *("provincia de", "estado de", "county", "greater", "wilaya de"),
)


class Feature(NamedTuple):
    """One place of the gazetteer, as ``find`` gives it.

    ``kind`` is one of ``KINDS``; ``country`` is ISO 3166-1 alpha-3, ``None`` for what lies in no one country;
    ``latitude`` and ``longitude`` are degrees (WGS 84); ``division`` and ``county`` are the ``number`` of those that it
    lies in, ``None`` where that is not known; ``alias`` tells that the name asked for is not its own.
    """

    number: int
    kind: str
    name: str
    country: str | None
    latitude: float
    longitude: float
    population: int
    geonames: int | None
    division: int | None
    county: int | None
    alias: bool = False


class Gazetteer:
    """Places by name, from one file that opens in a tenth of a second when the first place is asked for.

    >>> Gazetteer().find("Lahaina")[0].country
    'USA'

    The file is built by ``tools/gazetteer.py``.
    """

    def __init__(self, path: Path = DATA) -> None:
        self._path = path
        self._known: dict[str, tuple[Feature, ...]] = {}

    def find(self, name: str) -> tuple[Feature, ...]:
        """Every place of that name, in the order of the table: divisions, counties, regions, then the largest city.

        Spelling counts no more than in ``normal_form``; there are no countries, whose names the knowledge base has.
        """
        key = normal_form(name)
        if key not in self._known:
            self._known[key] = tuple(self._feature(posting) for posting in self._table.postings(key))
        return self._known[key]

    def country(self, iso3: str) -> Feature | None:
        """A country with its middle as GeoNames has it; ``None`` for those that are no more."""
        number = self._countries.get(iso3)
        return None if number is None else self._feature(number)

    def country_of_domain(self, domain: str) -> str | None:
        """The country of a two-letter internet domain, ``"GBR"`` for ``"uk"``; ``None`` for those sold to anyone."""
        return None if domain in _SOLD else self._domains.get(domain)

    def feature(self, number: int) -> Feature:
        """A place by its number, such as the division that another lies in."""
        return self._feature(number)

    def by_id(self, geonames: int) -> Feature | None:
        """The place that has an id of GeoNames, ``by_id(5849996)`` is Lahaina; ``None`` for those that aren't here."""
        order, ids = self._ids
        at = int(np.searchsorted(ids, geonames))
        return self._feature(int(order[at])) if at < len(ids) and ids[at] == geonames else None

    def country_at(self, latitude: float, longitude: float) -> str | None:
        """The country of the city nearest to a point in degrees."""
        number, _ = self._nearest(latitude, longitude)
        return self._feature(number).country

    def far_from_cities(self, latitude: float, longitude: float, degrees: float = 5.0) -> bool:
        """Whether no city lies within so many degrees of a point, as at sea."""
        return self._nearest(latitude, longitude)[1] > degrees

    def _nearest(self, latitude: float, longitude: float) -> tuple[int, float]:
        numbers, points = self._cities
        away = points - np.array([latitude, longitude], np.float32)
        away[:, 1] = (away[:, 1] + 180) % 360 - 180
        away[:, 1] *= np.cos(np.radians(latitude))  # degrees of longitude shrink towards the poles
        squares = (away**2).sum(1)
        nearest = int(squares.argmin())
        return int(numbers[nearest]), float(np.sqrt(squares[nearest]))

    @cached_property
    def _table(self) -> "_Table":
        return _Table(self._path)

    @cached_property
    def _domains(self) -> dict[str, str]:
        return {str(two): str(three) for two, three in zip(self._table.domains, self._table.codes, strict=True) if two}

    @cached_property
    def _countries(self) -> dict[str, int]:
        table = self._table
        numbers = np.flatnonzero(table.kind == KINDS.index("country"))
        return {str(table.codes[table.country[number]]): int(number) for number in numbers}

    @cached_property
    def _ids(self) -> tuple[NDArray[np.intp], NDArray[np.uint32]]:
        order = np.argsort(self._table.geonames, kind="stable")
        return order, self._table.geonames[order]

    @cached_property
    def _cities(self) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        numbers = np.flatnonzero(self._table.kind == KINDS.index("city"))
        return numbers, self._table.point[numbers]

    def _feature(self, posting: int) -> Feature:
        number = posting & ~ALIAS
        table = self._table
        latitude, longitude = table.point[number]
        return Feature(
            number=number,
            kind=KINDS[table.kind[number]],
            name=table.label(number),
            country=str(table.codes[table.country[number]]) or None,
            latitude=round(float(latitude), 5),
            longitude=round(float(longitude), 5),
            population=int(table.population[number]),
            geonames=int(table.geonames[number]) or None,
            division=_number(table.division[number]),
            county=_number(table.county[number]),
            alias=bool(posting & ALIAS),
        )


class _Table:
    """The file's columns; names are found by bisection in a sorted run of bytes, so nothing is built at start."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as file:
            self.kind: NDArray[np.uint8] = file["kind"]
            self.country: NDArray[np.uint8] = file["country"]
            self.codes: NDArray[np.str_] = file["codes"]
            self.domains: NDArray[np.str_] = file["domains"]
            self.division: NDArray[np.uint32] = file["division"]
            self.county: NDArray[np.uint32] = file["county"]
            self.point: NDArray[np.float32] = file["point"]
            self.population: NDArray[np.uint32] = file["population"]
            self.geonames: NDArray[np.uint32] = file["geonames"]
            self._label, self._label_end = file["label"].tobytes(), file["label_end"]
            self._keys = _Words(file["key"].tobytes(), file["key_end"])
            self._posting, self._posting_end = file["posting"], file["posting_end"]

    def label(self, number: int) -> str:
        """What a place is called."""
        return _cut(self._label, self._label_end, number).decode()

    def postings(self, key: str) -> list[int]:
        """The numbers of the places that a normal form stands for, the bit ``ALIAS`` on them where it is set."""
        wanted = key.encode()
        at = bisect_left(self._keys, wanted)
        if at == len(self._keys) or self._keys[at] != wanted:
            return []
        start = int(self._posting_end[at - 1]) if at else 0
        return [int(posting) for posting in self._posting[start : int(self._posting_end[at])]]


class _Words:
    """Sorted words in one run of bytes, as a sequence."""

    def __init__(self, words: bytes, ends: NDArray[np.uint32]) -> None:
        self._words, self._ends = words, ends

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> bytes:
        return _cut(self._words, self._ends, index)


def _cut(words: bytes, ends: NDArray[np.uint32], index: int) -> bytes:
    return words[int(ends[index - 1]) if index else 0 : int(ends[index])]


def _number(stored: np.uint32) -> int | None:
    """Numbers are stored plus one, 0 being none."""
    return int(stored) - 1 if stored else None


def without_generic(key: str) -> str:
    """A normal form less the word that says what it is: “aleppo” for “aleppo governorate” and for “state of aleppo”."""
    for word in _GENERIC_BEFORE:
        if key.startswith(word + " "):
            return key[len(word) + 1 :]
    for word in _GENERIC:
        if key.endswith(" " + word):
            return key[: -len(word) - 1]
    return key


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great-circle distance of two points in degrees (haversine).

    >>> round(kilometres((39.03, 125.75), (37.57, 126.98)))
    195
    """
    a, b, c, d = map(radians, (*one, *other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
