"""What all pages share: the database, the coder, the vocabulary, the templates."""

from typing import TypeAlias

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from sayso.knowledge import Knowledge
from sayso.ontology import Ontology
from sayso.serve.coder import Coding
from sayso.serve.database import Database
from sayso.serve.render import Pages
from sayso.serve.safety import Keys
from sayso.serve.settings import Settings


class Workbench:
    """One running workbench; handlers get it as ``bench``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.keys = Keys(settings)
        self.database = Database(settings.db)
        self.coding = Coding(settings)
        self.ontology = Ontology.load()
        self.knowledge = Knowledge.load()
        self.pages = Pages(settings, self.keys, self.knowledge)


Bench: TypeAlias = NamedDependency[SkipValidation[Workbench]]
