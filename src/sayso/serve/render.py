"""Templates to pages: everything escaped, nothing from a report able to do more than be read."""

import datetime
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Response
from markupsafe import Markup

from sayso.actor import Actor
from sayso.display import phrase
from sayso.display.events import origins_phrase, when_of
from sayso.display.explanation import resolutions
from sayso.display.standing import SYMBOLS, Standing, standings
from sayso.event import Party, Status
from sayso.knowledge import Knowledge
from sayso.ontology import Ontology
from sayso.serve.safety import Keys
from sayso.serve.settings import Settings

STATIC = Path(__file__).parent / "static"
# The four ways in which a claim can stand to fact; the nine standings are kinds of them.
FAMILIES: dict[Standing | Status, str] = {
    "disputed": "alleged",
    "denied": "denied",
    "negated": "denied",
    "alleged": "alleged",
    "doubted": "alleged",
    "hypothetical": "not-yet",
    "announced": "not-yet",
    "historical": "asserted",
    "confirmed": "asserted",
    "reported": "asserted",
}
# What stands for a country where somebody has none.
BODIES = {
    "IGO": "International organisations",
    "NGO": "Non-governmental organisations",
    "MNC": "Multinational firms",
    "IMG": "International armed groups",
}
_NO_MARKUP = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class Pages:
    """Makes pages: ``pages.page("claims.html", claims=found)``.

    Every value goes through HTML escaping and loses the characters that steer a reader's eye (directional overrides,
    controls); data for scripts goes into blocks that are no scripts.
    """

    def __init__(self, settings: Settings, keys: Keys, knowledge: Knowledge, ontology: Ontology) -> None:
        self._environment = Environment(
            loader=PackageLoader("sayso.serve"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_harmless,
        )
        self._sectors = {name: term.definition for name, term in ontology.sectors.items()}
        self._countries = BODIES | {country.iso3: country.name for country in knowledge.countries.values()}
        digest = hashlib.sha256()
        for file in sorted(STATIC.rglob("*")):
            if file.is_file():
                digest.update(file.read_bytes())
        self._environment.filters |= {
            "data": data_block,
            "day": _day,
            "short_day": lambda day: _day(day).partition(" ")[2],
            "number": lambda count: f"{count:,}",
            "counted": _counted,
            "family": FAMILIES.__getitem__,
            "country": self.country,
            "sector": self.sector,
            "moment": lambda when: f"{_day(when.date())}, {when:%H:%M} UTC",
            "one_line": phrase.one_line,
        }
        self._environment.globals |= {
            "actor_key": self.actor_key,
            "attributions": phrase.attributions,
            "resolutions": resolutions,
            "standings_of": standings,
            "families": FAMILIES,
            "origins_phrase": origins_phrase,
            "party_key": self.party_key,
            "when_of": when_of,
            "number_phrase": phrase.number_phrase,
            "person": settings.person,
            "signs": SYMBOLS,
            "signed_in": settings.token is not None,
            "database": settings.db.name,
            "url": url,
            "version": digest.hexdigest()[:12],
            "when_phrase": phrase.when_phrase,
            "write_token": keys.write,
        }
        self._environment.globals["m"] = self._environment.get_template("macros.html").module

    def page(self, template: str, status: int = 200, **context: Any) -> Response[str]:
        """A whole page, or a fragment where the template is one."""
        return Response(
            self._environment.get_template(template).render(**context), status_code=status, media_type=MediaType.HTML
        )

    def country(self, code: str | None) -> str:
        """A country's name for its code: ``North Korea`` for ``PRK``; codes that are none stay as they are."""
        return self._countries.get(code or "", code or "")

    def sector(self, code: str | None) -> str:
        """What a sector takes in, for its code: “The executive: head of state, …” for ``GOV``."""
        return self._sectors.get(code or "", "")

    def actor_key(self, actor: Actor) -> str | None:
        """What ``/actor?who=`` takes for an actor: its id, the code of a whole country, its name; ``None`` for one
        of whom nothing but the words is known."""
        if actor.kb:
            return actor.kb
        if actor.country and (actor.name is None or actor.name == self._countries.get(actor.country)):
            return actor.country
        return actor.name

    def party_key(self, party: Party) -> str:
        """The same for a party of an event, of which only name and country are known."""
        return party.country if party.country and party.name == self._countries.get(party.country) else party.name


def url(path: str, _query: Mapping[str, Any] | None = None, **query: Any) -> str:
    """A path with a query: ``url("/claims", actor="PRK", offset=None)`` is ``/claims?actor=PRK``.

    A trailing ``_`` of a name falls away, so that ``with_`` can be said.
    """
    merged = {**(_query or {}), **query}
    kept = [(name.rstrip("_"), value) for name, value in merged.items() if value not in (None, "", (), [])]
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


def data_block(value: Any) -> Markup:
    """Data for a script, as JSON that no parser of HTML can take for markup."""
    text = msgspec.json.encode(value).decode()
    return Markup(text.translate(_NO_MARKUP))


def _harmless(value: Any) -> Any:
    if value is None:
        return ""
    return phrase.safe(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _day(day: datetime.date | None) -> str:
    return phrase.when_day(day) if day else ""


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
