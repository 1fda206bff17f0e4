"""The tidy table: one row a claim or an event, each thing in a column of its own, under names that R takes."""

from sayso.export.column import Column, Format

_AUX = tuple(
    Column(aux, "flag", aux, f"whether it carries the auxiliary `{aux}`")
    for aux in ("negation", "future", "hypothetical", "historical")
)
_AUX_OF_EVENTS = tuple(
    Column(aux, "flag", aux, f"whether every claim of it carries the auxiliary `{aux}`")
    for aux in ("negation", "future", "hypothetical", "historical")
)
_NUMBERS = tuple(
    Column(kind, "integer", kind, f"how many {words}, at least", "the upper end of a range")
    for kind, words in (
        ("killed", "were killed"),
        ("injured", "were injured"),
        ("crowd", "took part"),
        ("arrested", "were arrested"),
    )
)


def _parties(role: str, whose: str) -> tuple[Column, ...]:
    def each(field: str) -> str:
        return f"list_transform({role}s, lambda p: {field})"

    return (
        Column(f"{role}s", "list", each("coalesce(p.text, p.name)"), f"{whose}, as the text has them"),
        Column(f"{role}_names", "list", each("p.name"), f"{whose}, by the name that they go by"),
        Column(f"{role}_countries", "list", each("p.country"), "ISO 3166-1 alpha-3, or IGO, NGO, MNC, IMG"),
        Column(f"{role}_sectors", "list", each("p.sector"), "PLOVER sector"),
    )


_PLACE = (
    Column("place", "text", "place_name", "where"),
    Column("place_country", "text", "place_country", "ISO 3166-1 alpha-3"),
    Column("place_geonames", "integer", "place_geonames", "GeoNames id"),
    Column("latitude", "number", "place_latitude", "degrees, WGS 84"),
    Column("longitude", "number", "place_longitude", "degrees, WGS 84"),
)
_DAYS = (
    Column("date_start", "day", "date_start", "first day that it can have been on; never the day of publication"),
    Column("date_end", "day", "date_end", "last such day"),
    Column("date_precision", "text", "date_precision", "`day`, `week`, `month`, `season`, `year` or `range`"),
)

CLAIM_COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "id", "the claim's id"),
    Column("document", "text", "document", "the report's id"),
    Column("published", "day", "published", "day of the report"),
    Column("publisher", "text", "publisher", "of the report"),
    Column("title", "text", "title", "of the report"),
    Column("url", "text", "url", "of the report"),
    Column("sentence", "integer", "sentence", "which sentence, 0 is the first"),
    Column("type", "text", "type", "PLOVER type"),
    Column("modes", "list", "modes", "PLOVER modes"),
    Column("contexts", "list", "contexts", "PLOVER contexts"),
    *_parties("actor", "who does it"),
    *_parties("recipient", "to whom"),
    Column("standing", "text", "standing", "how the event stands by this claim: `reported`, `alleged`, `denied`, …"),
    *_AUX,
    Column("stances", "list", "stances", "stance of each link, outermost first"),
    Column("holders", "list", "holders", "whose word it is, link by link"),
    Column("holder_countries", "list", "holder_countries", "their countries"),
    Column("cues", "list", "cues", "the words that say so: “accused”"),
    Column("quoted", "list", "quoted", "1 where in direct quotation, else 0, link by link"),
    *_DAYS,
    Column("date_text", "text", "date_text", "the words: “on Wednesday”"),
    *_PLACE,
    *_NUMBERS,
    Column("trigger", "text", "trigger_text", "the words that report the event"),
    Column("trigger_start", "integer", "trigger_start", "where they begin in the report, in characters from 0"),
    Column("trigger_end", "integer", "trigger_end", "where they end, that character not included"),
    Column("sentence_text", "text", "sentence_text", "the sentence"),
    Column("confidence", "number", "confidence", "the coder's, between 0 and 1"),
    Column("coder", "text", "coder", "the coder and its version"),
)

EVENT_COLUMNS: tuple[Column, ...] = (
    Column("id", "text", "id", "the event's id"),
    Column("type", "text", "type", "the PLOVER type that most of its claims have"),
    Column("types", "list", "types", "all types that its claims have, the most frequent first"),
    Column("modes", "list", "modes", "PLOVER modes, the most frequent first"),
    Column("contexts", "list", "contexts", "PLOVER contexts of any claim"),
    *_parties("actor", "who did it")[1:],
    *_parties("recipient", "to whom")[1:],
    Column("status", "text", "standing", "`confirmed`, `reported`, `disputed`, `denied`, `alleged`, `announced`, …"),
    Column("follow_up", "text", "follow_up", "what became of an announced event: `open`, `fulfilled`, `called-off`"),
    Column("due", "day", "due", "the last day that it was announced for"),
    *_AUX_OF_EVENTS,
    Column("stances", "list", "stances", "stances that any link of any claim has", "who has which; see `claims`"),
    Column("affirmers", "list", "holders", "who affirms it"),
    Column("deniers", "list", "deniers", "who denies it"),
    *_DAYS,
    *_PLACE,
    *_NUMBERS,
    Column("claims", "integer", "claims", "how many claims speak of it"),
    Column("reports", "integer", "reports", "in how many reports"),
    Column("outlets", "integer", "outlets", "of how many publishers; a report of none counts by itself"),
    Column("origins", "integer", "origins", "how many independent origins affirm it"),
    Column("denying_origins", "integer", "denying_origins", "how many independent origins deny it"),
    Column("circular", "flag", "circular", "whether two of its voices cite each other"),
    Column("quad", "integer", "quad", "PLOVER's quad class, 1 to 4"),
    Column("intensity", "number", "intensity", "-10 (most hostile) to 10 (most friendly), by type and first mode"),
    Column("first_published", "day", "published", "day of its first report"),
    Column("last_published", "day", "last_published", "day of its last report"),
    Column("first_document", "text", "document", "id of its first report"),
    Column("first_publisher", "text", "publisher", "of its first report"),
    Column("first_title", "text", "title", "of its first report"),
    Column("first_url", "text", "url", "of its first report"),
    Column("first_sentence", "text", "sentence_text", "the sentence that reports it there"),
    Column("confidence", "number", "confidence", "the highest of its claims"),
)

_LOST = (
    "Where participants, places, days and cues stand in the text, and the resolver's reasons: in the database.",
    "The upper end of a count (“12 to 15 dead” is 12), and a second count of the same kind in one sentence.",
)

CSV = Format(
    name="csv",
    title="Tidy CSV",
    about="One row a claim or event, for R and spreadsheets.",
    ending=".csv",
    rows="whole",
    claims=CLAIM_COLUMNS,
    events=EVENT_COLUMNS,
    delimiter=",",
    quoted=True,
    lost=(
        "Lists are one cell, parted by `; `, with an empty place for what is unknown: the second of "
        "`actor_countries` is the second actor's. A `;` within a value becomes `,`.",
        "Line breaks within a cell become spaces.",
        *_LOST,
    ),
)
PARQUET = Format(
    name="parquet",
    title="Parquet",
    about="The columns of CSV as typed columns.",
    ending=".parquet",
    rows="whole",
    claims=CLAIM_COLUMNS,
    events=EVENT_COLUMNS,
    lost=_LOST,
)
