"""Says for which stretches the people table knows no head of state or government of a UN member.

    PYTHONPATH=src python tools/leaders.py
    PYTHONPATH=src python tools/leaders.py --role "foreign minister" --since 2000-01-01

With ``--role`` it is the holders of that office instead. A stretch of fewer than ``--days`` is passed over: handovers
take days, and a year alone in the table means its first day and its last. The last line sums up.
"""

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sayso.knowledge import Country, Entry, Knowledge

_HEAD = re.compile(
    r"(?:(?:acting|interim|transitional|state|federal|first|communist|supreme|paramount|military|junta|de facto) )?"
    r"(?:president|prime minister|premier|chancellor|taoiseach|king|queen|emir|emperor|sultan|grand duke|prince|leader"
    r"|ruler|head of (?:state|government|the military council)|chairman|chief adviser|presidential council chairman"
    r"|chairman of the (?:presidency|sovereign council|National Transitional Council))"
    r"(?: of (?!Republika|Chechnya).+)?"
)
_NOT_MEMBERS = frozenset({"TWN", "XKX", "VAT", "PSE", "ESH"})
Stretch = tuple[date, date]


def members(countries: Iterable[Country]) -> list[Country]:
    """The UN members of today: every state that has a Correlates of War number and has not ended."""
    return [c for c in countries if c.cow and c.end is None and c.iso3 not in _NOT_MEMBERS]


def holders(entries: Iterable[Entry], role: str | None) -> dict[str, list[Entry]]:
    """The lines of those who held the office (any head's, where ``role`` is None), by country."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        held = entry.role or ""
        if entry.kind == "person" and entry.country and (held == role if role else _HEAD.fullmatch(held)):
            found.setdefault(entry.country, []).append(entry)
    return found


def gaps(lines: Iterable[Entry], since: date, until: date) -> Iterator[Stretch]:
    """The stretches, first and last day, on which none of the lines holds."""
    covered = since - timedelta(days=1)
    for line in sorted(lines, key=lambda line: line.start or date.min):
        start = line.start or date.min
        if start > until:
            break
        if start > covered + timedelta(days=1):
            yield covered + timedelta(days=1), start - timedelta(days=1)
        covered = max(covered, line.end or until)
    if covered < until:
        yield covered + timedelta(days=1), until


def main() -> None:
    """Prints a line for each country that lacks someone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--role", help="this office instead: 'foreign minister'")
    parser.add_argument("--since", type=date.fromisoformat, default=date(1990, 1, 1), help="from this day (1990-01-01)")
    parser.add_argument("--until", type=date.fromisoformat, default=date(2024, 12, 31), help="to this day (2024-12-31)")
    parser.add_argument("--days", type=int, default=31, help="pass over stretches shorter than this (31 days)")
    options = parser.parse_args()
    knowledge = Knowledge.load()
    held = holders(knowledge.all_entries, options.role)
    states = members(knowledge.countries.values())
    whole = known = total = 0
    for country in sorted(states, key=lambda country: country.iso3):
        since = max(options.since, country.start or options.since)
        missing = list(gaps(held.get(country.iso3, []), since, options.until))
        days = (options.until - since).days + 1
        total += days
        known += days - sum((last - first).days + 1 for first, last in missing)
        long = [(first, last) for first, last in missing if (last - first).days + 1 >= options.days]
        whole += not long
        if long:
            stretches = ", ".join(f"{first} to {last}" for first, last in long)
            sys.stdout.write(f"{country.iso3} {country.name}: {stretches}\n")
    sys.stdout.write(f"{whole} of {len(states)} whole; {known / total:.1%} of all days known\n")


if __name__ == "__main__":
    main()
