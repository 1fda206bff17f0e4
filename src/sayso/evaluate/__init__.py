"""How right sayso is: its output against annotated claims, pairs, attributions and places, with intervals."""

from sayso.evaluate.figures import Figure, Measured

__all__ = ["Figure", "Measured"]
