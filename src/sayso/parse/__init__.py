"""Document → sentences, tokens, syntax and entities: spaCy's pass over the text, verbatim."""

from sayso.parse.parsed import Parsed
from sayso.parse.parser import Parser, installed_model

__all__ = ["Parsed", "Parser", "installed_model"]
