"""POLECAT's columns: PLOVER events as the weekly files of the Dataverse have them."""

from sayso.export.column import Column, Format

_QUADS = (
    "CASE plover.quad WHEN 1 THEN 'VERBAL COOPERATION' WHEN 2 THEN 'MATERIAL COOPERATION' "
    "WHEN 3 THEN 'VERBAL CONFLICT' WHEN 4 THEN 'MATERIAL CONFLICT' END"
)


def _party(role: str, p: str) -> tuple[Column, ...]:
    who = role.lower()
    return (
        Column(f"{role} Name", "text", f"coalesce({p}.name, {p}.text)", f"the {who}'s name, else the mention"),
        Column(f"{role} Country", "text", f"{p}.country", "ISO 3166-1 alpha-3, or IGO, NGO, MNC, IMG"),
        Column(f"{role} COW", "integer", f"{p}_country.cow", "Correlates of War number of the country"),
        Column(f"Primary {role} Sector", "text", f"{p}.sector", f"the {who}'s PLOVER sector"),
        Column(f"{role} Sectors", "text", f"{p}.sector", "the same: sayso gives one", "further sectors"),
        Column(f"{role} Title", "text", f"{p}.office", f"the office that the {who} held that day", "of events, always"),
        Column(f"{role} Name Raw", "text", f"{p}.text", "the mention, a pronoun maybe", "of events, always"),
        Column(f"Wikipedia {role} ID", "text", None, "nothing", "sayso's own ids are no Wikipedia titles"),
    )


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "text", "row_id", "id of the claim or event, number of the actor, number of the recipient"),
    Column("Event Date", "day", "day", "first day that it can have been on", "how long a span of days it may be"),
    Column("Event Type", "text", "dyad.type", "PLOVER type"),
    Column("Event Mode", "text", "nullif(dyad.mode, '')", "first PLOVER mode", "further modes"),
    Column(
        "Intensity",
        "number",
        "plover.intensity",
        "of type and mode, -10 to 10",
        "sayso's own scale: its figures are not POLECAT's",
    ),
    Column("Quad Code", "text", _QUADS, "PLOVER's quad class of the type, in words"),
    Column("Contexts", "text", "array_to_string(contexts, ';')", "PLOVER contexts, parted by `;`"),
    *_party("Actor", "a"),
    *_party("Recipient", "r"),
    Column("Placename", "text", "place_name", "where"),
    Column("City", "text", "CASE WHEN place_geonames IS NOT NULL THEN place_name END", "the place, where it is a city"),
    Column("District", "text", None, "nothing", "always"),
    Column("Province", "text", None, "nothing", "always"),
    Column("Country", "text", "place_country", "of the place, ISO 3166-1 alpha-3"),
    Column("Latitude", "number", "place_latitude", "degrees, WGS 84"),
    Column("Longitude", "number", "place_longitude", "degrees, WGS 84"),
    Column("GeoNames ID", "integer", "place_geonames", "GeoNames id"),
    Column("Raw Placename", "text", "place_text", "the words of the place", "of events, always"),
    Column("Feature Type", "text", None, "nothing", "always"),
    Column("Source", "text", "publisher", "publisher of the report, of an event's first report"),
    Column("Publication Date", "day", "published", "day of the report, of an event's first report"),
    Column("Story People", "text", None, "nothing", "always"),
    Column("Story Organizations", "text", None, "nothing", "always"),
    Column("Story Locations", "text", None, "nothing", "always"),
    Column("Language", "text", "language", "language of the report"),
    Column("Version", "text", "coder", "coder and version"),
)

POLECAT = Format(
    name="polecat",
    title="POLECAT",
    about="POLECAT's columns, tab-separated.",
    ending=".txt",
    rows="dyads",
    claims=COLUMNS,
    events=COLUMNS,
    default="events",
    lost=(
        "Whether: negated, announced, hypothetical and historical events, and those that somebody denies, look like "
        "any other.",
        "On whose word: attribution has no column, and neither have origins.",
        "The words: neither trigger nor sentence.",
        "Several modes of an event: the first counts.",
    ),
)
