"""Code lists that columns look values up in: CAMEO, PLOVER's scales, sectors and countries as others write them."""

from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from itertools import product
from typing import Any

import msgspec

from sayso.knowledge.codes import country_codes
from sayso.knowledge.tables import country, read_table
from sayso.ontology import Ontology


class CodeList(msgspec.Struct, frozen=True):
    """A table that a query joins: its columns with their DuckDB types, and its rows."""

    name: str
    columns: dict[str, str]
    rows: list[tuple[Any, ...]]

    @property
    def sql(self) -> str:
        """It as a named part of a query; each column is one parameter."""
        columns = ", ".join(f"unnest(?::{type}[]) AS {name}" for name, type in self.columns.items())
        return f"{self.name} AS MATERIALIZED (SELECT {columns})"

    @property
    def parameters(self) -> list[list[Any]]:
        """The values of ``sql``'s parameters."""
        return [list(column) for column in zip(*self.rows, strict=True)]


def code_lists(ontology: Ontology) -> list[CodeList]:
    """All of them, small enough to travel with every query."""
    return [_cameo(ontology), _plover(ontology), _countries(), _sectors()]


def _types_and_modes(ontology: Ontology) -> Iterator[tuple[str, str | None]]:
    for type in ontology.types.values():
        yield type.name, None
        yield from ((type.name, mode) for mode in type.modes)


def _cameo(ontology: Ontology) -> CodeList:
    """A code for each type, mode and set of auxiliaries, so that the rule stays where it is: in the ontology."""
    rows = []
    for (type, mode), aux in product(_types_and_modes(ontology), product((False, True), repeat=3)):
        said = [name for name, there in zip(("negation", "future", "hypothetical"), aux, strict=True) if there]
        code = ontology.cameo.codes[ontology.cameo.code_for(type, mode, said)]
        rows.append((type, mode or "", *aux, code.code, code.label, code.goldstein, ontology.cameo.quad(code.code)))
    columns = {"type": "VARCHAR", "mode": "VARCHAR"}
    columns |= dict.fromkeys(("negation", "future", "hypothetical"), "BOOLEAN")
    columns |= {"code": "VARCHAR", "label": "VARCHAR", "goldstein": "DOUBLE", "quad": "INTEGER"}
    return CodeList("cameo_codes", columns, rows)


def _plover(ontology: Ontology) -> CodeList:
    rows = [
        (type, mode or "", ontology.intensity(type, mode), ontology.quad(type))
        for type, mode in _types_and_modes(ontology)
    ]
    columns = {"type": "VARCHAR", "mode": "VARCHAR", "intensity": "DOUBLE", "quad": "INTEGER"}
    return CodeList("plover_codes", columns, rows)


# ICEWS writes countries out; these two are not called there what sayso calls them.
_ICEWS_COUNTRIES = {"RUS": "Russian Federation", "PSE": "Occupied Palestinian Territory"}


def _countries() -> CodeList:
    """Each country's name, Correlates of War number, and the FIPS 10-4 code that GDELT's places have."""
    fips = {iso3: codes.fips for iso3, codes in country_codes().items()}
    with as_file(files("sayso.knowledge").joinpath("data", "countries.csv")) as path:
        found = [country(row) for row in read_table(path, "countries")]
    rows = [(c.iso3, c.name, _ICEWS_COUNTRIES.get(c.iso3, c.name), c.cow, fips.get(c.iso3)) for c in found]
    columns = {"iso3": "VARCHAR", "name": "VARCHAR", "icews": "VARCHAR", "cow": "INTEGER", "fips": "VARCHAR"}
    return CodeList("countries", columns, rows)


# sayso's sectors as CAMEO's role codes, and as the words of ICEWS's sector lists.
SECTORS: Sequence[tuple[str, str | None, str]] = (
    ("GOV", "GOV", "Executive,Government"),
    ("MIL", "MIL", "Military,Government"),
    ("COP", "COP", "Police,Government"),
    ("JUD", "JUD", "Judicial,Government"),
    ("LEG", "LEG", "Legislative / Parliamentary,Government"),
    ("PTY", "PTY", "Parties"),
    ("OPP", "OPP", "Opposition"),
    ("REB", "REB", "Rebel,Organized Violent,Dissident"),
    ("UAF", "UAF", "Unidentified Forces"),
    ("SPY", "SPY", "Intelligence,Government"),
    ("CVL", "CVL", "General Population / Civilian / Social"),
    ("BUS", "BUS", "Business,Social"),
    ("MED", "MED", "Media,Social"),
    ("NGO", "NGO", "Nongovernmental Organization / Activists"),
    ("IGO", "IGO", "International Government Organization"),
    ("EDU", "EDU", "Education,Social"),
    ("REL", None, "Religious,Social"),
    ("LAB", "LAB", "Labor,Social"),
    ("REF", "REF", "Refugees / Displaced,Social"),
    ("CRM", "CRM", "Criminals / Gangs"),
    ("ELI", "ELI", "Elite"),
)


def _sectors() -> CodeList:
    return CodeList("sectors", dict.fromkeys(("sector", "cameo", "icews"), "VARCHAR"), list(SECTORS))
