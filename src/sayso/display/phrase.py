"""The words for a claim's parts: ``Kim Jong Un [PRK GOV]``, ``Wed 19 Jun 2024``, ``denied by Moscow [RUS GOV]``."""

import datetime
import re
from collections.abc import Iterable, Sequence

import msgspec

from sayso.actor import Actor
from sayso.claim import Claim, Number
from sayso.display.standing import Standing, standings, symbol
from sayso.link import Link
from sayso.when import When

# Everything that a terminal might obey, that reorders what a reader sees, or that UTF-8 cannot carry:
# C0 and C1 controls but for tab and newline, directional overrides and isolates, lone surrogates.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SPACE = re.compile(r"\s+")
# Names of our own: strftime would follow the locale.
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STANCE_DONE = {
    "asserts": "asserted",
    "alleges": "alleged",
    "confirms": "confirmed",
    "denies": "denied",
    "doubts": "doubted",
}


class Block(msgspec.Struct, frozen=True):
    """Claims of one sentence that tell the same event on different words: alleged by one, denied by another."""

    claims: tuple[Claim, ...]

    @property
    def claim(self) -> Claim:
        """The first of the claims, which stands for what they share."""
        return self.claims[0]

    @property
    def standings(self) -> tuple[Standing, ...]:
        """The standings of all the claims, in the order of the claims, each once."""
        return tuple(dict.fromkeys(each for claim in self.claims for each in standings(claim)))

    @property
    def symbols(self) -> str:
        """One sign for each claim's weightiest standing: ``◐✕`` for alleged by some and denied by others."""
        return "".join(dict.fromkeys(symbol(claim) for claim in self.claims))


def blocks(claims: Iterable[Claim]) -> list[Block]:
    """Claims put together that differ only in who says so, in the order in which they came."""
    groups: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        key = (
            claim.sentence,
            claim.trigger,
            claim.type,
            tuple(actor.span for actor in claim.actors),
            tuple(actor.span for actor in claim.recipients),
            tuple(sorted(claim.aux)),
        )
        groups.setdefault(key, []).append(claim)
    return [Block(tuple(group)) for group in groups.values()]


def safe(text: str) -> str:
    """A text that can do a terminal no harm: control and direction characters fall away, the rest is verbatim."""
    return _UNSAFE.sub("", text)


def one_line(text: str) -> str:
    """A :func:`safe` text with every run of white space made one blank: what stands in a line of a screen."""
    return _SPACE.sub(" ", safe(text))


def actor_phrase(actor: Actor) -> str:
    """``Kim Jong Un [PRK GOV]``; for one that could not be resolved, the words of the report, without brackets."""
    name = one_line(actor.name or actor.span.text)
    codes = " ".join(code for code in (actor.country, actor.sector) if code)
    return f"{name} [{one_line(codes)}]" if codes else name


def listed(phrases: Sequence[str]) -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    return phrases[0] if len(phrases) == 1 else ", ".join(phrases[:-1]) + " and " + phrases[-1] if phrases else ""


def who_phrase(claim: Claim) -> str:
    """``Kim Jong Un [PRK GOV] → Russia [RUS GOV]``; ``somebody`` for actors that the sentence doesn't name."""
    actors = listed([actor_phrase(actor) for actor in claim.actors]) or "somebody"
    recipients = listed([actor_phrase(actor) for actor in claim.recipients])
    return f"{actors} → {recipients}" if recipients else actors


def when_phrase(when: When) -> str:
    """``Wed 19 Jun 2024``, ``week of Mon 17 Jun 2024``, ``Jun 2024``, ``Mar–May 2024``, ``1950–1953``."""
    first, last = when.start, when.end
    if when.precision == "week":
        return f"week of {when_day(first)}"
    if first == last:
        return when_day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    if when.precision in ("month", "season"):
        return _months(first, last)
    return f"{when_day(first)} – {when_day(last)}"


def _months(first: datetime.date, last: datetime.date) -> str:
    begin, end = f"{_MONTHS[first.month]} {first.year}", f"{_MONTHS[last.month]} {last.year}"
    if begin == end:
        return begin
    return f"{_MONTHS[first.month]}–{end}" if first.year == last.year else f"{begin} – {end}"


def when_day(day: datetime.date) -> str:
    """``Wed 19 Jun 2024``, in any locale."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month]} {day.year}"


def number_phrase(number: Number) -> str:
    """``12 killed``, ``10–12 injured``, ``at least 10 arrested``, ``a crowd of 3,000``."""
    if number.high is None:
        count = f"at least {number.low:,}"
    elif number.high == number.low:
        count = f"{number.low:,}"
    else:
        count = f"{number.low:,}–{number.high:,}"
    return f"a crowd of {count}" if number.kind == "crowd" else f"{count} {number.kind}"


def details(block: Block) -> list[str]:
    """What is known of a claim besides who and whom: modes and contexts, standing, numbers, when and where.

    ``["visit", "planned, alleged", "Wed 19 Jun 2024", "Pyongyang"]``
    """
    claim = block.claim
    parts = [", ".join(one_line(label) for label in (*claim.modes, *claim.contexts))]
    parts.append(", ".join(block.standings))
    parts += [number_phrase(number) for number in claim.numbers]
    if claim.when:
        parts.append(when_phrase(claim.when))
    if claim.place:
        parts.append(one_line(claim.place.name))
    return [part for part in parts if part]


def link_phrase(links: Sequence[Link]) -> str:
    """``denied by Pyongyang [PRK GOV] and Moscow [RUS GOV] (“denied”)``: links of one stance and one cue, as one.

    Where no holder is named: ``alleged by nobody named (“allegedly”)``.
    """
    first = links[0]
    holders = listed([actor_phrase(link.holder) if link.holder else "nobody named" for link in links])
    cue = f" (“{one_line(first.cue.text)}”)" if first.cue else ""
    return f"{_STANCE_DONE[first.stance]} by {holders}{cue}{', quoted' if first.quoted else ''}"


def attributions(block: Block) -> list[tuple[int, str]]:
    """On whose word a block's event stands: a depth and a phrase for every step.

    Steps at depth 0 spoke of the event itself; what is deeper passed on the one above it (“the agency, citing two
    officials, said”: the officials at 0, the agency at 1). Holders who said the same in the same words share a line.
    """
    single: dict[tuple[object, ...], list[Link]] = {}
    chains: list[list[Link]] = []
    for claim in block.claims:
        if len(claim.attribution) == 1:
            link = claim.attribution[0]
            key = (link.stance, link.cue, link.quoted)
            if key not in single:
                single[key] = []
                chains.append(single[key])
            if all(link.holder != other.holder for other in single[key]):
                single[key].append(link)
    lines = [(0, link_phrase(chain)) for chain in chains]
    for claim in block.claims:
        if len(claim.attribution) > 1:
            steps = list(reversed(claim.attribution))
            lines += [(depth, link_phrase([link])) for depth, link in enumerate(steps)]
    return lines
