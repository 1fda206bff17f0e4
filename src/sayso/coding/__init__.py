"""Reports → claims: find the event words, type them, find their participants, auxiliaries and attribution.

``Coder`` is the whole path from a ``Document`` to ``Coded``; ``Drafter`` the step from a parsed report to drafts.
"""

from sayso.coding.coder import Coder
from sayso.coding.decision import Decision
from sayso.coding.drafter import Drafter

__all__ = ["Coder", "Decision", "Drafter"]
