"""sayso's own columns, appended to another data set's where its format cannot say whether, and on how many words."""

from sayso.export.column import Column

EXTRA: tuple[Column, ...] = (
    Column("sayso_id", "text", "id", "id of the claim or event; the same in each row that it has"),
    Column("sayso_type", "text", "dyad.type", "PLOVER type"),
    Column("sayso_mode", "text", "nullif(dyad.mode, '')", "first PLOVER mode"),
    Column("sayso_standing", "text", "standing", "a claim's standing, an event's status"),
    Column("sayso_negation", "flag", "dyad.negation", "auxiliary; of an event, whether every claim of it has it"),
    Column("sayso_future", "flag", "dyad.future", "likewise"),
    Column("sayso_hypothetical", "flag", "dyad.hypothetical", "likewise"),
    Column("sayso_historical", "flag", "historical", "likewise"),
    Column("sayso_stances", "text", "array_to_string(stances, ';')", "stances of its links, parted by `;`"),
    Column("sayso_claims", "integer", "claims", "how many claims speak of it"),
    Column("sayso_origins", "integer", "origins", "how many independent origins affirm it; empty for claims"),
    Column("sayso_denying_origins", "integer", "denying_origins", "how many independent origins deny it; likewise"),
    Column("sayso_date_start", "day", "date_start", "first day that it can have been on, as reported"),
    Column("sayso_date_end", "day", "date_end", "last such day"),
    Column("sayso_geonames", "integer", "place_geonames", "GeoNames id of the place"),
    Column("sayso_document", "text", "document", "id of the report, of an event's first report"),
    Column("sayso_confidence", "number", "confidence", "the coder's, between 0 and 1"),
)
