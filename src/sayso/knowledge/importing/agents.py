"""Agents files: ``CHAMBER_OF_COMMERCE {CHAMBERS_OF_COMMERCE} [~BUS]`` are two nouns of one sector."""

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.knowledge.importing.cameo import place_and_sector

_AGENT = re.compile(r"^(?P<noun>[^\[{]+?)\s*(?:\{(?P<plural>[^}]*)\}?)?\s*\[(?P<code>[^\]]*)\]")
_SET = re.compile(r"^!(?P<name>[A-Z]+)!\s*=\s*(?P<words>.+)$")
_USED = re.compile(r"!([A-Z]+)!")


class Agent(msgspec.Struct, frozen=True, kw_only=True):
    """One line of an agents file: its nouns, singular and plural, and their sector; or the ``reason`` why not."""

    line: int
    text: str
    nouns: tuple[str, ...] = ()
    sector: str | None = None
    reason: str | None = None


def is_agents(lines: Sequence[str]) -> bool:
    """Whether a dictionary is one of agents: most of its codes have the ``~`` that an actor's code fills."""
    codes = [line.partition("#")[0] for line in lines if "[" in line.partition("#")[0]]
    return sum("~" in code for code in codes) > len(codes) / 2


def agent_nouns(lines: Iterable[str]) -> Iterator[Agent]:
    """The agents of a file, in order; sets of words such as ``!PERSON!`` are written out."""
    sets: dict[str, list[str]] = {}
    for number, raw in enumerate(lines, 1):
        text = raw.partition("#")[0].strip()
        if not text:
            continue
        named = _SET.match(text)
        if named is not None:
            sets[named["name"]] = [word.strip() for word in named["words"].split(",")]
            continue
        yield _agent(number, text, sets)


def _agent(number: int, text: str, sets: dict[str, list[str]]) -> Agent:
    match = _AGENT.match(text)
    if match is None:
        return Agent(line=number, text=text, reason="no code")
    try:
        sector = place_and_sector(match["code"].replace("~", "").strip(), ())[1]
    except ValueError as error:
        return Agent(line=number, text=text, reason=str(error))
    unknown = [name for name in _USED.findall(match["noun"]) if name not in sets]
    if unknown:
        return Agent(line=number, text=text, reason=f"the set “!{unknown[0]}!” isn't defined")
    nouns = [_words(each) for each in _written_out(match["noun"], sets)]
    if "!" not in match["noun"]:  # sets name singular and plural themselves
        nouns += [_words(match["plural"])] if match["plural"] is not None else [_plural(nouns[0])]
    return Agent(line=number, text=text, nouns=tuple(dict.fromkeys(filter(None, nouns))), sector=sector)


def _written_out(noun: str, sets: dict[str, list[str]]) -> list[str]:
    used = _USED.search(noun)
    if used is None:
        return [noun]
    return [each for word in sets[used[1]] for each in _written_out(noun.replace(used[0], word, 1), sets)]


def _words(text: str) -> str:
    return " ".join(text.replace("_", " ").lower().split())


def _plural(noun: str) -> str:
    """The regular plural, as PETRARCH makes it."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")
