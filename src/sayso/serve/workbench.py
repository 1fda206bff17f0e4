"""What all pages share: the database, the coder, the vocabulary, the templates."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeAlias, TypeVar

from litestar.di import NamedDependency
from litestar.params import SkipValidation

from sayso.knowledge import Knowledge
from sayso.ontology import Ontology
from sayso.serve.coder import Coding
from sayso.serve.database import Database
from sayso.serve.render import Pages
from sayso.serve.safety import Keys
from sayso.serve.settings import Settings
from sayso.store.store import Store
from sayso.store.view import View

P = ParamSpec("P")
T = TypeVar("T")


class Workbench:
    """One running workbench; handlers get it as ``bench``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.keys = Keys(settings)
        self.database = Database(settings.db)
        self.coding = Coding(settings)
        self.ontology = Ontology.load()
        self.knowledge = Knowledge.load()
        self.pages = Pages(settings, self.keys, self.knowledge, self.ontology)

    def ask(self, find: "Callable[Concatenate[Workbench, Store, View, P], T]", *args: P.args, **named: P.kwargs) -> T:
        """What ``find(bench, store, view, …)`` gives: a page and its answer ask the same thing in the same way."""
        with self.database.reading() as (store, view):
            return find(self, store, view, *args, **named)


Bench: TypeAlias = NamedDependency[SkipValidation[Workbench]]
