"""ICEWS's columns: coded events with source and target, as the yearly files of the Dataverse have them."""

from sayso.export.column import CAMEO_HIDES_WHETHER, Column, Format

_NUMBER = "('0x' || substr(sha256({}), 1, 13))::BIGINT"  # 52 bits: R and Excel keep them exactly


def number_of(text: str) -> str:
    """SQL for an id where a format wants a number: the first 52 bits of a hash."""
    return _NUMBER.format(text)


def _party(side: str, p: str) -> tuple[Column, ...]:
    return (
        Column(f"{side} Name", "text", f"coalesce({p}.name, {p}.text)", "the name, else the mention"),
        Column(
            f"{side} Sectors",
            "text",
            f"{p}_sector.icews",
            "ICEWS's words for the PLOVER sector, parted by `,`",
            "ICEWS's finer sectors; its memberships that are no sector",
        ),
        Column(
            f"{side} Country",
            "text",
            f"{p}_country.icews",
            "the country's name",
            "IGO, NGO, MNC and IMG; a few names are written otherwise than in ICEWS",
        ),
    )


COLUMNS: tuple[Column, ...] = (
    Column("Event ID", "integer", number_of("row_id"), "52 bits of a hash of the row's claim or event and its parties"),
    Column("Event Date", "day", "day", "first day that it can have been on", "how long a span of days it may be"),
    *_party("Source", "a"),
    Column("Event Text", "text", "cameo.label", "sayso's label of the CAMEO code", "ICEWS's wording: match by code"),
    Column("CAMEO Code", "text", "cameo.code", "type, first mode, and `future`", "see [CAMEO](#cameo)"),
    Column("Intensity", "number", "cameo.goldstein", "Goldstein score of the code; empty where none is known"),
    *_party("Target", "r"),
    Column("Story ID", "integer", number_of("document"), "52 bits of a hash of the report's id"),
    Column("Sentence Number", "integer", "sentence + 1", "which sentence, 1 is the first"),
    Column("Publisher", "text", "publisher", "of the report, of an event's first report"),
    Column("City", "text", "CASE WHEN place_geonames IS NOT NULL THEN place_name END", "the place, where it is a city"),
    Column("District", "text", None, "nothing", "always"),
    Column("Province", "text", None, "nothing", "always"),
    Column("Country", "text", "p_country.icews", "of the place, by name"),
    Column("Latitude", "number", "place_latitude", "degrees, WGS 84"),
    Column("Longitude", "number", "place_longitude", "degrees, WGS 84"),
)

ICEWS = Format(
    name="icews",
    title="ICEWS",
    about="ICEWS's columns, tab-separated.",
    ending=".tab",
    rows="dyads",
    claims=COLUMNS,
    events=COLUMNS,
    default="events",
    lost=(
        CAMEO_HIDES_WHETHER,
        "On whose word, the words themselves, counts, contexts, and a place that is neither city nor country.",
    ),
)
