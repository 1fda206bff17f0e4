"""The notation in which claims are written down by hand: one line a claim, beneath the sentence that holds it.

A claim line is ``TYPE modes | trigger | actors > recipients`` and then, in any order, what else the sentence says::

    ASSAULT firearms | fatally shot | A policeman [TUR COP] > the ambassador = Andrei Karlov [RUS GOV] | at Ankara [TUR]
    AID? | arming | Iran [IRN GOV] > The rebels [YEM REB] | by Washington [USA GOV] alleges "accuses" | future

``?`` after the type marks a claim that is not core. Participants stand ``words = Name [COUNTRY SECTOR]``, several
apart by `` ; ``, ``-`` for a country that is none; both sides may be empty. ``by`` gives one link of the attribution
(outermost first; the holder left out where nobody is named), ``on`` the date (``on "on Monday" 2016-12-19`` or
``2016-12-01..2016-12-31``), ``at`` the place, and any of the four auxiliaries may follow bare. ``killed#2`` is the
second ``killed`` of the sentence.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from sayso.errors import SaysoError
from sayso.ontology import Ontology

STANCES = ("asserts", "alleges", "confirms", "denies", "doubts")
_PARTICIPANT = re.compile(r"(?P<text>.+?)(?: = (?P<name>.+?))? \[(?P<code>[A-Z-]*)(?: (?P<sector>[A-Z]*))?\]$")
_LINK = re.compile(rf"(?:(?P<holder>.+\]) )?(?P<stance>{'|'.join(STANCES)})(?: \"(?P<cue>.+)\")?$")
_DATE = re.compile(r"\"(?P<text>.+)\" (?P<start>\d{4}-\d\d-\d\d)(?:\.\.(?P<end>\d{4}-\d\d-\d\d))?$")
_PLACE = re.compile(r"(?P<name>.+?)(?: \[(?P<country>[A-Z]{3})?\])?$")
_NTH = re.compile(r"(?P<words>.+)#(?P<nth>\d)$")


class NotationError(SaysoError):
    """A claim line does not follow the notation; the message says which part and what is right."""


def claim_of(line: str, ontology: Ontology) -> dict[str, Any]:
    """The claim that one line writes down, as a record of GUIDELINES.md without its ``sentence``.

    >>> claim_of("CONSULT visit | visited | Putin [RUS GOV] > Pyongyang [PRK GOV]", ontology)["recipients"]
    [{'text': 'Pyongyang', 'name': None, 'country': 'PRK', 'sector': 'GOV'}]

    Raises ``NotationError``.
    """
    fields = [field.strip() for field in line.strip().split(" | ")]
    if len(fields) < 3:
        raise NotationError(
            f"{line.strip()!r} has {len(fields)} fields; a claim is TYPE | trigger | actors > recipients"
        )
    kind, core, modes = _kind(fields[0], ontology)
    actors, recipients = _sides(fields[2])
    nth = _NTH.match(fields[1])
    claim: dict[str, Any] = {
        "type": kind,
        "mode": modes,
        "trigger": nth["words"] if nth else fields[1],
        "actors": actors,
        "recipients": recipients,
        "aux": [],
        "attribution": [],
        "date": None,
        "place": None,
        "core": core,
    }
    if nth:
        claim["nth"] = int(nth["nth"])
    for field in fields[3:]:
        _add(claim, field, ontology)
    return claim


def line_of(claim: Mapping[str, Any]) -> str:
    """The line that writes a claim down; :func:`claim_of` gives the claim back."""
    nth = f"#{claim['nth']}" if claim.get("nth") else ""
    head = " ".join([claim["type"] + ("" if claim["core"] else "?"), *claim["mode"]])
    sides = " > ".join(" ; ".join(map(_participant_line, claim[s])) for s in ("actors", "recipients"))
    fields = [head, claim["trigger"] + nth, sides.strip()]
    fields += claim["aux"]
    for link in claim["attribution"]:
        parts = [_participant_line(link["holder"])] if link["holder"] else []
        parts += [link["stance"], *([f'"{link["cue"]}"'] if link.get("cue") else [])]
        fields.append("by " + " ".join(parts))
    if date := claim["date"]:
        end = "" if date["end"] in (None, date["start"]) else f"..{date['end']}"
        fields.append(f'on "{date["text"]}" {date["start"]}{end}')
    if place := claim["place"]:
        fields.append(f"at {place['name']} [{place['country'] or ''}]")
    return " | ".join(fields)


def _participant_line(actor: Mapping[str, Any]) -> str:
    name = f" = {actor['name']}" if actor["name"] and actor["name"] != actor["text"] else ""
    codes = [actor["country"] or ("-" if actor["sector"] else ""), *([actor["sector"]] if actor["sector"] else [])]
    return f"{actor['text']}{name} [{' '.join(codes)}]"


def _kind(field: str, ontology: Ontology) -> tuple[str, bool, list[str]]:
    word, *modes = field.split()
    kind = word.removesuffix("?")
    if kind not in ontology.types:
        raise NotationError(f"{kind!r} is no event type; one of {', '.join(ontology.types)}")
    known = ontology.types[kind].modes
    for mode in modes:
        if mode not in known:
            raise NotationError(f"{kind} has no mode {mode!r}; its modes: {', '.join(known) or 'none'}")
    return kind, not word.endswith("?"), modes


def _sides(field: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    actors, arrow, recipients = f" {field} ".partition(" > ")
    if not arrow:
        raise NotationError(f"{field!r} has no ' > ' between actors and recipients; either side may be empty")
    return _participants(actors), _participants(recipients)


def _participants(field: str) -> list[dict[str, Any]]:
    return [_participant(part.strip()) for part in field.split(" ; ") if part.strip()]


def _participant(part: str) -> dict[str, Any]:
    found = _PARTICIPANT.match(part)
    if not found:
        raise NotationError(
            f"{part!r} is no participant; write: words = Name [COUNTRY SECTOR], as in he = Kim [PRK GOV]"
        )
    code = found["code"]
    if code not in ("", "-") and len(code) != 3:
        raise NotationError(f"{part!r}: {code!r} is no three-letter country code; - where there is none")
    return {
        "text": found["text"],
        "name": found["name"],
        "country": code if code != "-" else "",
        "sector": found["sector"] or "",
    }


def _add(claim: dict[str, Any], field: str, ontology: Ontology) -> None:
    word, _, rest = field.partition(" ")
    if field in ontology.auxiliaries:
        claim["aux"].append(field)
    elif word == "by" and (link := _LINK.match(rest)):
        holder = _participant(link["holder"]) if link["holder"] else None
        claim["attribution"].append({"holder": holder, "stance": link["stance"], "cue": link["cue"] or ""})
    elif word == "on" and (date := _DATE.match(rest)):
        claim["date"] = {"text": date["text"], "start": date["start"], "end": date["end"] or date["start"]}
    elif word == "at" and (place := _PLACE.match(rest)):
        claim["place"] = {"name": place["name"], "country": place["country"] or ""}
    else:
        raise NotationError(
            f'{field!r} is none of: {", ".join(ontology.auxiliaries)}; by HOLDER [CCC SEC] stance "cue" (stance one of '
            f'{", ".join(STANCES)}); on "words" 2024-06-19; at PLACE [CCC]'
        )


def verbatim(claim: dict[str, Any], sentence: str, text: str) -> dict[str, Any]:
    """The claim with its words as they stand in the report, whose spaces may be double, unbreakable or line ends."""
    for holder in (*claim["actors"], *claim["recipients"], *(k["holder"] for k in claim["attribution"] if k["holder"])):
        holder["text"] = _as_it_stands(holder["text"], text)
    for link in claim["attribution"]:
        link["cue"] = _as_it_stands(link["cue"], text)
    if claim["date"]:
        claim["date"]["text"] = _as_it_stands(claim["date"]["text"], text)
    return {**claim, "trigger": _as_it_stands(claim["trigger"], sentence)}


def _as_it_stands(words: str, text: str) -> str:
    if words in text:
        return words
    found = re.search(r"\s+".join(map(re.escape, words.split())), text) if words.strip() else None
    return found[0] if found else words


def problems_of(claim: Mapping[str, Any], sentence: str, text: str, sectors: Iterable[str]) -> list[str]:
    """What in a claim does not hold against its sentence and its report: words that are not there, unknown codes."""
    found = []
    if sentence.count(claim["trigger"]) < claim.get("nth", 1):
        found.append(f"trigger {claim['trigger']!r} is not in the sentence word for word")
    people = [*claim["actors"], *claim["recipients"], *(k["holder"] for k in claim["attribution"] if k["holder"])]
    found += [f"{p['text']!r} is not in the report word for word" for p in people if p["text"] not in text]
    found += [f"{p['sector']!r} is no sector" for p in people if p["sector"] and p["sector"] not in sectors]
    cues = [k["cue"] for k in claim["attribution"] if k["cue"]]
    found += [f"cue {cue!r} is not in the report word for word" for cue in cues if cue not in text]
    if claim["date"] and claim["date"]["text"] not in text:
        found.append(f"date words {claim['date']['text']!r} are not in the report word for word")
    return found
