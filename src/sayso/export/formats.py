"""All formats that are tables."""

from collections.abc import Mapping

from sayso.export.cameo import CAMEO
from sayso.export.column import Format
from sayso.export.gdelt import GDELT1, GDELT2
from sayso.export.icews import ICEWS
from sayso.export.polecat import POLECAT
from sayso.export.tidy import CSV, PARQUET

FORMATS: Mapping[str, Format] = {each.name: each for each in (CSV, PARQUET, POLECAT, ICEWS, GDELT1, GDELT2, CAMEO)}
