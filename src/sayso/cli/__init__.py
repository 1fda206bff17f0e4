"""The ``sayso`` command: thin commands over the library, each in a module of its own.

``main`` is the entry point. Nothing here loads a model, a database or a table printer until a command needs it.
"""

from sayso.cli.main import main

__all__ = ["main"]
