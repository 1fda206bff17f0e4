"""Who is who: countries, people in office, groups, bodies, roles and regions, as plain tables with lookups.

Example: ``Knowledge.load().country_of("Kremlin")`` gives ``(Country RUS, "seat")``.
"""

from sayso.knowledge.country import Country
from sayso.knowledge.entry import Entry, Kind
from sayso.knowledge.knowledge import Knowledge
from sayso.knowledge.lint import Problem
from sayso.knowledge.lookup import Found, find
from sayso.knowledge.naming import normal_form, surname_forms
from sayso.knowledge.region import Region
from sayso.knowledge.tables import RoleLine

__all__ = [
    "Country",
    "Entry",
    "Found",
    "Kind",
    "Knowledge",
    "Problem",
    "Region",
    "RoleLine",
    "find",
    "normal_form",
    "surname_forms",
]
