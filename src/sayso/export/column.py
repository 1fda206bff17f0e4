"""What a format is: a table of columns, from which the file, its page in the docs and its tests are made."""

import re
from typing import Literal

import msgspec

Kind = Literal["text", "integer", "number", "day", "flag", "list"]
Unit = Literal["claims", "events"]
Rows = Literal["whole", "dyads"]

# What every format of CAMEO codes loses.
CAMEO_HIDES_WHETHER = (
    "Whether: `future` becomes CAMEO's intent (03) or threat (13); negated, hypothetical, historical and denied events "
    "look like any other."
)


class Column(msgspec.Struct, frozen=True):
    """One column: ``Column("CAMEO Code", "text", "cameo.code", "type, first mode and auxiliaries")``.

    ``sql`` is its value, over the fields of ``sayso.export.source``; ``of`` says in words what that is made from;
    ``lost`` what a reader of the column cannot know any more. A column without ``sql`` is always empty.
    """

    name: str
    kind: Kind
    sql: str | None
    of: str
    lost: str = ""


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """One way to write claims or events as a table.

    ``rows`` says whether a claim or event is one ``whole`` row, or a row for each pair of an actor and a recipient
    (``dyads``). ``claims`` and ``events`` are its columns for either; ``default`` is what is exported unless told
    otherwise: events, where the database has them, for formats whose rows are events. ``header`` is whether files of
    this kind have a first line of names; ``quoted`` whether cells may be quoted. ``lost`` lists what no column has.
    """

    name: str
    title: str
    about: str
    ending: str
    rows: Rows
    claims: tuple[Column, ...]
    events: tuple[Column, ...]
    default: Unit = "claims"
    delimiter: str = "\t"
    header: bool = True
    quoted: bool = False
    lost: tuple[str, ...] = ()

    def columns(self, unit: Unit) -> tuple[Column, ...]:
        """The columns for claims or for events."""
        return self.claims if unit == "claims" else self.events


_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def r_name(name: str) -> str:
    """A column's name as R, Stata and pandas take it unquoted: ``r_name("Event ID")`` is ``"event_id"``.

    >>> r_name("ActionGeo_FullName")
    'action_geo_full_name'
    """
    return re.sub(r"[^a-z0-9]+", "_", _HUMP.sub("_", name).lower()).strip("_")
