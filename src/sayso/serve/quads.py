"""Cooperation and conflict, in words and in deeds: PLOVER's quad classes over the types."""

from sayso.ontology import Ontology

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def quad_sql(ontology: Ontology, column: str) -> str:
    """An SQL expression for the quad class of a type, from the ontology's own tables; no value comes from outside."""
    cases = " ".join(f"WHEN '{each.name}' THEN {each.quad}" for each in ontology.types.values())
    return f"(CASE {column} {cases} END)"


def intensity_sql(ontology: Ontology, column: str) -> str:
    """The same for the intensity of a type, from -10 (most hostile) to 10."""
    cases = " ".join(f"WHEN '{each.name}' THEN {each.intensity}" for each in ontology.types.values())
    return f"(CASE {column} {cases} END)"
