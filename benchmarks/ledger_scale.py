"""How long settling takes, and in how much memory: ``python benchmarks/ledger_scale.py --claims 1000000``.

Makes reports about invented events (who meets whom how often is Zipf-distributed, as in the news; a fifth of the
reports are copies, whole or trimmed; two thirds of the claims give a day), settles them, adds a thousand new reports
of the days that follow, which take up the events of the days before and copy their reports, settles again, and prints
times and the highest memory in use. Each step opens the database and closes it, as the runs of a day do; what is timed
ends when all that was settled is in the file. Seeded: the same reports each time.
"""

import argparse
import cProfile
import datetime
import random
import resource
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from sayso.actor import Actor
from sayso.claim import Claim, Number, claim_id
from sayso.coded import Coded
from sayso.document import Document
from sayso.link import Link
from sayso.place import Place
from sayso.settle.settler import Settling
from sayso.span import Span
from sayso.store import Store
from sayso.when import When

CLAIMS_A_REPORT = 15  # what sayso finds in a report of 400 words, roughly
YEAR = 365
_TYPES = {
    "CONSULT": ("met", "talks"), "AGREE": ("signed", "pact"), "SUPPORT": ("praised", "policy"), "AID": ("sent", "aid"),
    "COOPERATE": ("traded", "goods"), "REQUEST": ("urged", "restraint"), "ACCUSE": ("accused", "violations"),
    "REJECT": ("rejected", "demands"), "THREATEN": ("threatened", "strikes"), "PROTEST": ("marched", "square"),
    "SANCTION": ("sanctioned", "banks"), "MOBILIZE": ("deployed", "troops"), "COERCE": ("arrested", "activists"),
    "ASSAULT": ("attacked", "positions"), "RETREAT": ("withdrew", "units"), "CONCEDE": ("eased", "rules"),
}  # fmt: skip
_SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "el", "or", "un")]


class World:
    """Countries, outlets, words and places, and what happens among them."""

    def __init__(self, seed: int, days: int) -> None:
        self.random = random.Random(seed)
        self.days = days
        self.countries = [f"{a}{b}{c}" for a in "ABCDEFGH" for b in "KLMN" for c in "XYZ"][:90]
        self.weights = [1 / (rank + 1) for rank in range(len(self.countries))]
        self.words = [
            "".join(self.random.choice(_SYLLABLES) for _ in range(self.random.randint(2, 4))) for _ in range(20_000)
        ]
        self.outlets = [f"{self.words[at].title()} {kind}" for at in range(100) for kind in ("Post", "Times", "News")]
        self.agencies = ["Reuters", "AP", "AFP", "Xinhua", "TASS", "dpa", "EFE", "Kyodo"]
        self.places = [
            (
                self.words[at].title(),
                self.random.uniform(-50, 60),
                self.random.uniform(-150, 150),
                self.random.choice(self.countries),
            )
            for at in range(200, 3200)
        ]
        self.start = datetime.date(2030, 1, 1)
        self.recent: list[tuple[str, str, str, int, int | None, int]] = []  # events that may be taken up again
        self.printed: list[Coded] = []  # reports that may be copied
        self.original: dict[str, str] = {}  # of each report that is a copy, the one that it copies

    def event(self, day: int) -> tuple[str, str, str, int, int | None, int]:
        """Type, actor, recipient, day, place and a number that stands for what it is about."""
        one, other = self.random.choices(self.countries, self.weights, k=2)
        while other == one:
            other = self.random.choices(self.countries, self.weights)[0]
        type = self.random.choice(list(_TYPES))
        place = self.random.randrange(len(self.places)) if self.random.random() < 0.5 else None
        return type, one, other, day, place, self.random.randrange(10**9)


def reports(world: World, first: int, count: int, a_day: float) -> Iterator[Coded]:
    """``count`` coded reports from number ``first`` on, ``a_day`` of them a day; each call goes on from the last."""
    rng = world.random
    recent, printed = world.recent, world.printed
    for number in range(first, first + count):
        day = int(number / a_day)
        if len(printed) > 50 and rng.random() < 0.2:
            source = rng.choice(printed[-50:])
            world.original[f"r{number}"] = source.document.id
            yield _copy(world, source, f"r{number}", day)
            continue
        told: list[tuple[str, str, str, int, int | None, int]] = []
        while len(told) < CLAIMS_A_REPORT:
            if recent and rng.random() < 0.45:
                told.append(rng.choice(recent[-400:]))
            else:
                recent.append(world.event(day))
                told.append(recent[-1])
        del recent[:-1000]
        made = _report(world, told, f"r{number}", day)
        printed.append(made)
        del printed[:-200]
        yield made


def _report(world: World, told: list[tuple[str, str, str, int, int | None, int]], id: str, day: int) -> Coded:
    rng = world.random
    agency = rng.choice(world.agencies) if rng.random() < 0.3 else None
    text = f"CAPITAL ({agency}) - " if agency else ""
    sentences: list[Span] = []
    drafts: list[tuple[int, str, str, str, str, int, int | None, int | None, int | None, float]] = []
    for type, one, other, when, place, about in told:
        own = random.Random(about)
        verb, thing = _TYPES[type]
        topic = " ".join(own.choice(world.words) for _ in range(4))
        filler = " ".join(rng.choice(world.words) for _ in range(5))
        where = f" in {world.places[place][0]}" if place is not None and rng.random() < 0.8 else ""
        dated = rng.random() < 0.66
        killed = own.randrange(1, 60) if type == "ASSAULT" and rng.random() < 0.6 else None
        said = rng.random()
        toll = f", killing {killed}" if killed else ""
        source = f", {other} officials said" if said < 0.2 else f", {one} officials said" if said < 0.45 else ""
        words = (
            f"{one} {verb} {other} over {topic} {thing}{where}{' that day' if dated else ''}{toll} {filler}{source}. "
        )
        start = len(text)
        text += words
        sentences.append(Span(start, len(text) - 1, words[:-1]))
        drafts.append(
            (start, type, one, other, verb, when if dated else -1, place if where else None, killed, about, said)
        )
    document = Document(
        id=id, text=text.rstrip(), title=f"Report {id}", published=world.start + datetime.timedelta(day),
        publisher=rng.choice(world.outlets),
    )  # fmt: skip
    claims = [_claim(world, document, sentences, at, draft) for at, draft in enumerate(drafts)]
    return Coded(document=document, sentences=tuple(sentences), claims=tuple(claims), coder="generated 1")


def _claim(world: World, document: Document, sentences: list[Span], at: int, draft: tuple) -> Claim:
    start, type, one, other, verb, when, place, killed, _, said = draft
    text = document.text

    def find(words: str) -> Span:
        begin = text.index(words, start)
        return Span(begin, begin + len(words), words)

    def state(code: str) -> Actor:
        return Actor(span=find(code), name=code, country=code, sector="GOV")

    links: tuple[Link, ...] = ()
    if said < 0.45:
        code = other if said < 0.2 else one
        holder = Actor(span=find(f"{code} officials"), country=code, sector="GOV")
        stance = "denies" if said < 0.05 else "alleges" if said < 0.15 else "asserts"
        links = (Link(holder=holder, stance=stance),)
    day = world.start + datetime.timedelta(when)
    numbers = (Number(kind="killed", low=killed, high=killed, span=find(str(killed))),) if killed else ()
    spot = world.places[place] if place is not None else None
    made = Claim(
        id="", document=document.id, sentence=at, sentence_span=sentences[at], trigger=find(verb), type=type,
        actors=(state(one),), recipients=(state(other),), attribution=links, numbers=numbers,
        when=When(span=find("that day"), start=day, end=day, precision="day") if when >= 0 else None,
        place=_place(find(spot[0]), spot) if spot else None,
        confidence=0.9, coder="generated 1",
    )  # fmt: skip
    fields = {name: getattr(made, name) for name in Claim.__struct_fields__}
    return Claim(**(fields | {"id": claim_id(made)}))


def _place(span: Span, spot: tuple[str, float, float, str]) -> Place:
    return Place(span=span, name=spot[0], latitude=spot[1], longitude=spot[2], country=spot[3])


def _copy(world: World, original: Coded, id: str, day: int) -> Coded:
    """The same copy elsewhere: its first sentences, or all of them."""
    rng = world.random
    keep = len(original.sentences) if rng.random() < 0.6 else rng.randint(5, len(original.sentences))
    sentences = original.sentences[:keep]
    document = Document(
        id=id, text=original.document.text[: sentences[-1].end], title=f"Reprint {id}",
        published=max(world.start + datetime.timedelta(day), original.document.published or world.start),
        publisher=rng.choice(world.outlets),
    )  # fmt: skip
    claims: list[Claim] = []
    for claim in original.claims:
        if claim.sentence < keep:
            fields = {name: getattr(claim, name) for name in Claim.__struct_fields__} | {"document": id}
            claims.append(Claim(**(fields | {"id": claim_id(Claim(**fields))})))
    return Coded(document=document, sentences=sentences, claims=tuple(claims), coder="generated 1")


def main() -> None:
    """Generate, settle, add a thousand reports, settle again; print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--new", type=int, default=1000, help="reports that come in afterwards")
    parser.add_argument("--db", type=Path, help="keep the database here; one that is there is settled as it is")
    parser.add_argument("--memory", default="2GB", help="how much the database may hold in memory")
    parser.add_argument("--profile", type=Path, help="write cProfiles here: .whole of settling all, .new of the rest")
    arguments = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # pyright: ignore[reportAttributeAccessIssue]
    say = sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.db or Path(folder) / "scale.duckdb"
        world = World(7, YEAR * 2)
        count = arguments.claims // CLAIMS_A_REPORT
        a_day = count / world.days
        started = time.monotonic()
        there = path.exists()
        made = reports(world, 0, count, a_day)
        if there:
            deque(made, maxlen=0)  # so that the world is where it was
        else:
            _write(path, made)
        say(f"generated {count:,} reports in {time.monotonic() - started:.0f} s, {_memory()}\n")
        done, whole, busy = _settle(path, arguments.memory, arguments.profile, ".whole")
        say(
            f"settled {done.claims:,} claims into {done.events:,} events in {whole:.1f} s "
            f"({busy:.1f} s of processor time), {_memory()}\n"
        )
        say(_copies(path, world))
        _write(path, reports(world, count, arguments.new, a_day))
        done, took, more = _settle(path, arguments.memory, arguments.profile, ".new")
        say(
            f"then {arguments.new:,} new reports ({arguments.new / count:.2%} more): {done.claims:,} claims "
            f"touched, {done.events:,} events, in {took:.1f} s, {took / whole:.2%} of the whole "
            f"({more:.1f} s of processor time, {more / busy:.2%}), {_memory()}\n"
        )


def _copies(path: Path, world: World) -> str:
    """How well copies are found: over all pairs of reports, whether they are of one text."""
    with Store.open(path) as store:
        found = dict(store.view().sql("SELECT document, original FROM copies").rows)
    texts = {id: world.original.get(id, id) for id in {*found, *world.original, *world.original.values()}}
    groups = {id: found.get(id, id) for id in texts}
    right = _pairs(Counter((texts[id], groups[id]) for id in texts))
    given, gold = _pairs(Counter(groups.values())), _pairs(Counter(texts.values()))
    return f"pairs of copies: precision {right:,} of {given:,}, recall {right:,} of {gold:,} ({right / gold:.4f})\n"


def _pairs(sizes: Counter[Any]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())


def _write(path: Path, made: Iterator[Coded]) -> None:
    with Store.open(path) as store, store.writer() as writer:
        writer.add_many(made)


def _settle(path: Path, memory: str, profile: Path | None, suffix: str) -> tuple[Settling, float, float]:
    """Settle; gives what was done, and the seconds that it took by the clock and of the processor."""
    started, busy = time.monotonic(), time.process_time()
    with cProfile.Profile() if profile is not None else nullcontext() as profiler, Store.open(path) as store:
        done = store.settle(memory=memory)
    if profiler is not None and profile is not None:
        profiler.dump_stats(profile.with_suffix(suffix))
    return done, time.monotonic() - started, time.process_time() - busy


def _memory() -> str:
    """The most memory in use since the last call; where the system does not tell, since the start."""
    try:
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**20
        Path("/proc/self/clear_refs").write_text("5", "ascii")
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return f"{peak:.2f} GB at most"


if __name__ == "__main__":
    main()
