"""GDELT's event columns, versions 1.0 (58 columns) and 2.0 (61)."""

from sayso.export.column import CAMEO_HIDES_WHETHER, Column, Format, Kind
from sayso.export.icews import number_of

_FRACTION = "round(year(day) + ((month(day) - 1) * 30 + day(day)) / 365, 4)"
_KIND_OF_PLACE = (
    "CASE WHEN place_name IS NULL THEN 0 WHEN place_name = p_country.name THEN 1 "
    "WHEN place_geonames IS NOT NULL AND place_country = 'USA' THEN 3 WHEN place_geonames IS NOT NULL THEN 4 "
    "WHEN place_country = 'USA' THEN 2 ELSE 5 END"
)
_FULL_NAME = (
    "CASE WHEN place_name = p_country.name THEN place_name ELSE concat_ws(', ', place_name, p_country.name) END"
)


class Codes:
    """SQL for the CAMEO actor codes of party ``p``: ``RUSGOV`` of country and role, ``IGO`` of a role alone."""

    def __init__(self, p: str) -> None:
        beyond = f"{p}.country IN ('IGO', 'NGO', 'MNC', 'IMG')"
        self.country = f"CASE WHEN NOT {beyond} THEN {p}.country END"
        self.role = f"CASE WHEN {beyond} THEN {p}.country ELSE {p}_sector.cameo END"
        self.second_role = f"CASE WHEN {beyond} AND {p}_sector.cameo <> {p}.country THEN {p}_sector.cameo END"
        self.whole = f"nullif(concat({self.country}, {self.role}, {self.second_role}), '')"


def _actor(name: str, p: str) -> tuple[Column, ...]:
    codes, never = Codes(p), "always"
    return (
        Column(f"{name}Code", "text", codes.whole, "country and role put together"),
        Column(
            f"{name}Name", "text", f"upper(coalesce({p}.name, {p}.text))", "the name, else the mention, in capitals"
        ),
        Column(
            f"{name}CountryCode", "text", codes.country, "ISO 3166-1 alpha-3", "GDELT's few codes that are not ISO's"
        ),
        Column(f"{name}KnownGroupCode", "text", None, "nothing", never),
        Column(f"{name}EthnicCode", "text", None, "nothing", never),
        Column(f"{name}Religion1Code", "text", None, "nothing", never),
        Column(f"{name}Religion2Code", "text", None, "nothing", never),
        Column(f"{name}Type1Code", "text", codes.role, "CAMEO role of the PLOVER sector; or IGO, NGO, MNC, IMG", "REL"),
        Column(f"{name}Type2Code", "text", codes.second_role, "the sector of an IGO, NGO, MNC or IMG", "further roles"),
        Column(f"{name}Type3Code", "text", None, "nothing", never),
    )


def _geo(name: str, version: int) -> tuple[Column, ...]:
    """The place columns; of actors sayso keeps none."""
    there = name == "ActionGeo"

    def column(part: str, kind: Kind, sql: str, of: str, lost: str = "") -> Column:
        return Column(f"{name}_{part}", kind, sql, of, lost) if there else empty(part, kind)

    def empty(part: str, kind: Kind) -> Column:
        return Column(f"{name}_{part}", kind, None, "nothing", "always")

    kind_of_place = (
        "0 none, 1 a country, 3 or 4 a city in the United States or elsewhere, 2 or 5 another place there or elsewhere"
    )
    return (
        Column(f"{name}_Type", "integer", _KIND_OF_PLACE, kind_of_place, "2 and 5 are whatever has no GeoNames id")
        if there
        else Column(f"{name}_Type", "integer", "0", "always 0: none", "always"),
        column("FullName", "text", _FULL_NAME, "the place and its country", "the province between them"),
        column("CountryCode", "text", "p_country.fips", "FIPS 10-4", "states that FIPS 10-4 does not have"),
        empty("ADM1Code", "text"),
        *([empty("ADM2Code", "text")] if version == 2 else []),
        column("Lat", "number", "place_latitude", "degrees, WGS 84"),
        column("Long", "number", "place_longitude", "degrees, WGS 84"),
        empty("FeatureID", "text"),
    )


def _columns(version: int) -> tuple[Column, ...]:
    added = "strftime(published, '%Y%m%d')::BIGINT" + (" * 1000000" if version == 2 else "")
    return (
        Column(
            "GLOBALEVENTID", "integer", number_of("row_id"), "52 bits of a hash of the row's claim or event and parties"
        ),
        Column(
            "SQLDATE", "integer", "strftime(day, '%Y%m%d')::INTEGER", "first day that it can have been on", "the span"
        ),
        Column("MonthYear", "integer", "strftime(day, '%Y%m')::INTEGER", "its month"),
        Column("Year", "integer", "year(day)", "its year"),
        Column("FractionDate", "number", _FRACTION, "its year and fraction, months being 30 days and years 365"),
        *_actor("Actor1", "a"),
        *_actor("Actor2", "r"),
        Column(
            "IsRootEvent", "integer", "(sentence = 0)::INTEGER", "1 where (first) reported in a report's first sentence"
        ),
        Column(
            "EventCode", "text", "cameo.code", "CAMEO code of type, first mode, and `future`", "see [CAMEO](#cameo)"
        ),
        Column("EventBaseCode", "text", "left(cameo.code, 3)", "its first three digits"),
        Column("EventRootCode", "text", "left(cameo.code, 2)", "its first two digits"),
        Column("QuadClass", "integer", "cameo.quad", "quad class of the code, 1 to 4", "PLOVER's, where it differs"),
        Column("GoldsteinScale", "number", "cameo.goldstein", "Goldstein score of the code; empty where none is known"),
        Column("NumMentions", "integer", "claims", "how many claims speak of it; 1 for claims"),
        Column("NumSources", "integer", "outlets", "of how many publishers; 1 for claims"),
        Column("NumArticles", "integer", "reports", "in how many reports; 1 for claims"),
        Column("AvgTone", "number", None, "nothing", "always"),
        *_geo("Actor1Geo", version),
        *_geo("Actor2Geo", version),
        *_geo("ActionGeo", version),
        Column(
            "DATEADDED",
            "integer",
            added,
            "day of the report, of an event's first report" + (", at 00:00:00" if version == 2 else ""),
            "when it came in",
        ),
        Column("SOURCEURL", "text", "url", "of the report, of an event's first report", "the other reports"),
    )


def _format(name: str, version: int) -> Format:
    columns = _columns(version)
    return Format(
        name=name,
        title=f"GDELT {version}.0",
        about=f"GDELT {version}.0: {len(columns)} columns without a line of names.",
        ending=".export.CSV",
        rows="dyads",
        claims=columns,
        events=columns,
        default="events",
        header=False,
        lost=(
            CAMEO_HIDES_WHETHER,
            "On whose word: attribution has no column; `NumSources` counts publishers, not origins.",
            "Where the actors are, tone, known groups, ethnic and religious codes.",
            "The words themselves, counts, contexts.",
        ),
    )


GDELT1 = _format("gdelt1", 1)
GDELT2 = _format("gdelt2", 2)
