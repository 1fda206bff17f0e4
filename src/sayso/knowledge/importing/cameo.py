"""CAMEO actor codes, as PETRARCH dictionaries have them: ``RUSGOV 991231-080507`` is Russia, GOV, those days."""

import datetime
import re
from collections.abc import Container

import msgspec

# Where CAMEO's country codes aren't those of ISO 3166.
_COUNTRIES = {
    "TMP": "TLS", "KSV": "XKX", "USR": "SUN", "ROM": "ROU", "FRN": "FRA", "ANG": "AGO",
    "FRY": "SCG", "SRP": "BIH", "KRJ": "HRV", "WSM": "WSM", "ZAR": "COD", "BUR": "MMR",
}  # fmt: skip
_REGIONS = frozenset(
    {"AFR", "ASA", "BLK", "CRB", "CAU", "CFR", "CAS", "CIS", "EAF", "EEU", "EIN", "EUR", "LAM", "MEA", "MDT", "NAF"}
    | {"NMR", "PGS", "SCN", "SAM", "SAS", "SEA", "SAF", "WAF", "WEU", "WST", "INT"}
)
_STATELESS = {"IGO": "IGO", "NGO": "NGO", "MNC": "BUS", "IMG": None}
_SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "COP": "COP", "JUD": "JUD", "LEG": "LEG", "SPY": "SPY", "PTY": "PTY", "OPP": "OPP",
    "REB": "REB", "SEP": "REB", "INS": "REB", "UAF": "UAF", "CRM": "CRM", "ELI": "ELI", "CVL": "CVL", "PPL": "CVL",
    "BUS": "BUS", "MED": "MED", "EDU": "EDU", "LAB": "LAB", "REF": "REF", "NGO": "NGO", "IGO": "IGO", "REL": "REL",
    "AGR": "LAB", "HLH": "LAB", "DEV": "NGO", "ENV": "NGO", "HRI": "NGO", "MNC": "BUS",
}  # fmt: skip
_FAITHS = frozenset(
    {"CHR", "CTH", "PRO", "ORT", "MAR", "JEW", "MOS", "MUS", "SHI", "SUN", "HIN", "BUD", "SIK", "BAH", "BAHAI", "TAO"}
)
_CODE = re.compile(r"(?P<code>[A-Z0-9]+)\s*(?P<days>[<>]?\s*[\d]*\s*(?:-\s*\d+)?)", re.ASCII)
_PIVOT = 30  # two-digit years above are of the 20th century, as PETRARCH reads them


class Code(msgspec.Struct, frozen=True, kw_only=True):
    """A code read: country, sector, and the days it is for; ``None`` is open."""

    text: str
    country: str | None
    sector: str | None
    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def dated(self) -> bool:
        """Whether it is for certain days alone."""
        return self.first is not None or self.last is not None


def read_code(text: str, countries: Container[str]) -> Code:
    """A code with its days: ``read_code("RUSGOV >080508", {"RUS"})``.

    Raises ``ValueError`` with the reason where it can't be read or means nobody.
    """
    match = _CODE.fullmatch(text.strip())
    if match is None:
        raise ValueError("it means nobody" if text.strip() == "---" else f"“[{text}]” is no code")
    country, sector = place_and_sector(match["code"], countries)
    first, last = _days(re.sub(r"\s", "", match["days"]))
    if first is not None and last is not None and first > last:
        raise ValueError(f"“[{text}]” ends before it begins")
    return Code(text=match["code"], country=country, sector=sector, first=first, last=last)


def place_and_sector(code: str, countries: Container[str]) -> tuple[str | None, str | None]:
    """Country and sector of a code: ``place_and_sector("NGOUSAHRI", …)`` is ``("USA", "NGO")``.

    Raises ``ValueError`` for a code that begins with nothing known.
    """
    parts = [code[start : start + 3] for start in range(0, len(code), 3)]
    head, *rest = parts
    states = [_COUNTRIES.get(part, part) for part in parts]
    owned = [state for state in states if state in countries]
    if head in _STATELESS:
        own = next((state for state in states[1:2] if state in countries), None)
        country = own if own is not None and head == "NGO" else head
        return country, _STATELESS[head] or next((_SECTORS[part] for part in rest if part in _SECTORS), "REB")
    if states[0] in countries:
        # “USAASM”: the territory behind the state that owns it
        return (owned[1] if len(parts) > 1 and states[1] == owned[-1] and len(owned) > 1 else owned[0]), _sector(rest)
    sector = _sector(parts if head not in _REGIONS else rest)
    if head in _REGIONS:
        return ("IMG" if sector in ("REB", "UAF", None) else None), sector or "REB"
    if head in _SECTORS or head in _FAITHS:
        return None, sector
    if sector is not None:
        raise ValueError(f"“{head}” of “{code}” is no country that the tables know")
    raise ValueError(f"“{code}” is no code that is known")


def _sector(parts: list[str]) -> str | None:
    """The sector of the first part that has one; a faith alone is REL."""
    found = next((_SECTORS[part] for part in parts if part in _SECTORS), None)
    return found or ("REL" if any(part in _FAITHS for part in parts) else None)


def _days(text: str) -> tuple[datetime.date | None, datetime.date | None]:
    if not text:
        return None, None
    if text.startswith(">"):
        return _day(text[1:], text), None
    if text.startswith("<"):
        return None, _day(text[1:], text)
    first, dash, last = text.partition("-")
    if not dash:
        raise ValueError(f"“{text}” is one day without < or >")
    return _day(first, text), _day(last, text)


def _day(digits: str, text: str) -> datetime.date:
    """``991231`` or ``19991231``."""
    if len(digits) not in (6, 8):
        raise ValueError(f"“{text}” is no date: write YYMMDD or YYYYMMDD")
    year = int(digits[:-4]) if len(digits) == 8 else int(digits[:2]) + (1900 if int(digits[:2]) > _PIVOT else 2000)
    try:
        return datetime.date(year, int(digits[-4:-2]), int(digits[-2:]))
    except ValueError as error:
        raise ValueError(f"“{text}” is no date: {error}") from error
