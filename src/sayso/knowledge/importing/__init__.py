"""Actors from elsewhere into a folder of plain tables: PETRARCH dictionaries, a Wikidata dump, a table of one's own.

Example: ``import_phoenix([Path("Phoenix.Countries.actors.txt")], Path("phoenix"), Knowledge.load())`` writes
``phoenix/people.csv`` and the like, and says what became of every entry.
"""

from sayso.knowledge.importing.own import import_csv
from sayso.knowledge.importing.phoenix import import_phoenix
from sayso.knowledge.importing.tray import Imported, LeftOut
from sayso.knowledge.importing.wikidata import import_wikidata

__all__ = ["Imported", "LeftOut", "import_csv", "import_phoenix", "import_wikidata"]
