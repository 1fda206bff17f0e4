"""Other codes of countries: FIPS 10-4, which GDELT's places have, and ISO's numbers, which map outlines go by."""

import csv
from collections.abc import Mapping
from importlib.resources import files

import msgspec


class Codes(msgspec.Struct, frozen=True):
    """The codes of one country: ``Codes("PRK", "KN", "408")``; ``fips`` is ``None`` where it has none."""

    iso3: str
    fips: str | None
    numeric: str


def country_codes() -> Mapping[str, Codes]:
    """The codes of every country that GeoNames lists, by ISO 3166-1 alpha-3.

    >>> country_codes()["PRK"].fips
    'KN'
    """
    lines = files("sayso.knowledge").joinpath("data", "codes.csv").read_text("utf-8").splitlines()
    return {row["iso3"]: Codes(row["iso3"], row["fips"] or None, row["numeric"]) for row in csv.DictReader(lines)}
