"""PLOVER as data: event types, modes, contexts, auxiliaries, stances, sectors, and the way to and from CAMEO.

>>> from sayso.ontology import Ontology
>>> ontology = Ontology.load()
>>> ontology.cameo.code_for("CONSULT", "visit")
'042'
"""

from sayso.ontology.cameo import Cameo, CameoCode, CameoRoot
from sayso.ontology.context import Context, ContextIndex
from sayso.ontology.event_type import SPEECH, EventType, Mode
from sayso.ontology.ontology import Ontology
from sayso.ontology.term import Term

__all__ = [
    "SPEECH",
    "Cameo",
    "CameoCode",
    "CameoRoot",
    "Context",
    "ContextIndex",
    "EventType",
    "Mode",
    "Ontology",
    "Term",
]
