"""What can go wrong, each with what, where and the remedy."""


class SaysoError(Exception):
    """The root of all errors that sayso raises on purpose; the message says what, where and what to do."""


class ReadError(SaysoError):
    """A report could not be read: the reader puts it into quarantine and goes on."""


class StoreError(SaysoError):
    """A database could not be opened, migrated or written."""


class OtherModeError(StoreError):
    """This process itself still has the database open, for reading where it is to be written or the other way round."""


class OntologyError(SaysoError):
    """The ontology's data files do not hold together."""


class KnowledgeError(SaysoError):
    """The knowledge base's data files do not hold together."""


class ModelError(SaysoError):
    """A model file is missing or does not fit this version."""


class QueryError(SaysoError):
    """A filter names something that does not exist (a type, a country, a document)."""
