"""CAMEO dyads with Goldstein scores and quad classes, in the manner of Phoenix and other TABARI-line data."""

from sayso.export.column import CAMEO_HIDES_WHETHER, Column, Format
from sayso.export.gdelt import Codes


def _party(side: str, p: str) -> tuple[Column, ...]:
    codes = Codes(p)
    return (
        Column(side, "text", codes.whole, "CAMEO actor code: country and role put together"),
        Column(
            f"{side}_root", "text", f"coalesce({codes.country}, {codes.role})", "the country, else IGO, NGO, MNC, IMG"
        ),
        Column(f"{side}_agent", "text", f"coalesce({codes.second_role}, {p}_sector.cameo)", "CAMEO role", "REL"),
        Column(f"{side}_name", "text", f"coalesce({p}.name, {p}.text)", "the name, else the mention"),
    )


COLUMNS: tuple[Column, ...] = (
    Column("eid", "text", "row_id", "id of the claim or event, number of the source, number of the target"),
    Column("date", "day", "day", "first day that it can have been on", "how long a span of days it may be"),
    Column("year", "integer", "year(day)", "its year"),
    Column("month", "integer", "month(day)", "its month"),
    Column("day", "integer", "day(day)", "its day"),
    *_party("source", "a"),
    *_party("target", "r"),
    Column(
        "code",
        "text",
        "cameo.code",
        "CAMEO code of type, first mode, and `future`",
        "what CAMEO tells apart and PLOVER not",
    ),
    Column("root_code", "text", "left(cameo.code, 2)", "its first two digits"),
    Column("label", "text", "cameo.label", "what the code means, in sayso's words"),
    Column(
        "quad_class", "integer", "cameo.quad", "1 verbal and 2 material cooperation, 3 verbal and 4 material conflict"
    ),
    Column(
        "goldstein", "number", "cameo.goldstein", "Goldstein score of the code, -10 to 10; empty where none is known"
    ),
    Column("lat", "number", "place_latitude", "degrees, WGS 84"),
    Column("lon", "number", "place_longitude", "degrees, WGS 84"),
    Column("placename", "text", "place_name", "where"),
    Column("countryname", "text", "p_country.name", "of the place"),
    Column("publisher", "text", "publisher", "of the report, of an event's first report"),
    Column("published", "day", "published", "day of the report, of an event's first report"),
    Column("url", "text", "url", "of the report, of an event's first report"),
)

CAMEO = Format(
    name="cameo",
    title="CAMEO",
    about="CAMEO codes, Goldstein scores, quad classes.",
    ending=".tsv",
    rows="dyads",
    claims=COLUMNS,
    events=COLUMNS,
    default="events",
    lost=(
        CAMEO_HIDES_WHETHER,
        "On whose word, the words themselves, counts, contexts.",
        "sayso writes 91 of CAMEO's 298 codes: PLOVER is coarser.",
    ),
)
