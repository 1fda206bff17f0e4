"""How near a ledger comes to the gold of the stories: counts and figures."""

import math
import random
from collections.abc import Iterable, Sequence

import msgspec
from stories import Story

from sayso.settle.ledger import Ledger
from sayso.store import Store


class Report(msgspec.Struct, kw_only=True):
    """Sums over stories; the properties are the figures."""

    claims: int = 0
    b3_precision_sum: float = 0.0
    b3_recall_sum: float = 0.0
    events: int = 0
    wrong_merges: int = 0
    gold_events: int = 0
    split: int = 0
    pairs_found: int = 0
    pairs_right: int = 0
    pairs_gold: int = 0
    origins: int = 0
    origins_right: int = 0
    statuses: int = 0
    statuses_right: int = 0
    follow_ups: int = 0
    follow_ups_right: int = 0
    notes: list[str] = msgspec.field(default_factory=list)

    @property
    def b3_f1(self) -> float:
        p, r = self.b3_precision_sum / self.claims, self.b3_recall_sum / self.claims
        return 2 * p * r / (p + r)

    @property
    def merged_share(self) -> float:
        return self.wrong_merges / self.events

    @property
    def copy_precision(self) -> float:
        return self.pairs_right / self.pairs_found if self.pairs_found else 1.0

    @property
    def copy_recall(self) -> float:
        return self.pairs_right / self.pairs_gold if self.pairs_gold else 1.0

    @property
    def origins_share(self) -> float:
        return self.origins_right / self.origins

    @property
    def status_share(self) -> float:
        return self.statuses_right / self.statuses

    def __str__(self) -> str:
        return (
            f"same event: B³ F1 {self.b3_f1:.3f} (P {self.b3_precision_sum / self.claims:.3f}, "
            f"R {self.b3_recall_sum / self.claims:.3f}; {self.claims} claims, {self.gold_events} events); "
            f"wrongly merged {_share(self.wrong_merges, self.events)} events; "
            f"split {_share(self.split, self.gold_events)}\n"
            f"near-duplicates: precision {_share(self.pairs_right, self.pairs_found)}, "
            f"recall {_share(self.pairs_right, self.pairs_gold)}\n"
            f"origins right: {_share(self.origins_right, self.origins)}\n"
            f"status right, each day: {_share(self.statuses_right, self.statuses)}; "
            f"follow-up right: {_share(self.follow_ups_right, self.follow_ups)}"
        )


def _share(count: int, total: int) -> str:
    """``2 of 69, 0.029 [0.008, 0.100]``: with Wilson's interval, in which the share lies with 95% confidence."""
    if not total:
        return "0 of 0"
    z = 1.96
    share = count / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return f"{count} of {total}, {share:.3f} [{max(0.0, middle - half):.3f}, {min(1.0, middle + half):.3f}]"


def b3_interval(reports: Sequence[Report], draws: int = 2000) -> tuple[float, float]:
    """Between what B³ F1 lies with 95% confidence: stories drawn again and again from those there are."""
    rng = random.Random(5)
    found: list[float] = []
    for _ in range(draws):
        drawn = [rng.choice(reports) for _ in reports]
        found.append(
            Report(
                claims=sum(each.claims for each in drawn),
                b3_precision_sum=sum(each.b3_precision_sum for each in drawn),
                b3_recall_sum=sum(each.b3_recall_sum for each in drawn),
            ).b3_f1
        )
    found.sort()
    return found[draws // 40], found[-draws // 40]


def measure(store: Store, stories: Iterable[Story]) -> Report:
    """The figures of a settled store that holds these stories (and maybe others)."""
    report = Report()
    ledger = store.ledger()
    stories = list(stories)
    of_claim = dict(store.view().sql("SELECT claim, event FROM event_claims").rows)
    members: dict[str, set[str]] = {}
    for claim, event in of_claim.items():
        members.setdefault(event, set()).add(claim)
    for story in stories:
        _same_event(story, of_claim, members, report)
        for name, gold in story.events.items():
            _standing(story, name, ledger, of_claim, report)
            assert gold.claims
    _copies(store, stories, report)
    return report


def _same_event(story: Story, of_claim: dict[str, str], members: dict[str, set[str]], report: Report) -> None:
    gold_of = {claim: name for name, gold in story.events.items() for claim in gold.claims}
    for claim, name in gold_of.items():
        own, gold = members[of_claim[claim]], story.events[name].claims
        report.claims += 1
        report.b3_precision_sum += len(own & gold) / len(own)
        report.b3_recall_sum += len(own & gold) / len(gold)
    report.gold_events += len(story.events)
    for name, gold in story.events.items():
        found = {of_claim[claim] for claim in gold.claims}
        if len(found) > 1:
            report.split += 1
            report.notes.append(f"{story.name}: {name} is split into {len(found)}")
    for event in {of_claim[claim] for claim in gold_of}:
        report.events += 1
        names = {gold_of.get(claim, "of another story") for claim in members[event]}
        if len(names) > 1:
            report.wrong_merges += 1
            report.notes.append(f"{story.name}: {event} merges {sorted(names)}")


def _standing(story: Story, name: str, ledger: Ledger, of_claim: dict[str, str], report: Report) -> None:
    """Counted on the event that holds most of the gold event's claims."""
    gold = story.events[name]
    found = [of_claim[claim] for claim in sorted(gold.claims)]
    event = ledger.event(max(set(found), key=lambda each: (found.count(each), each)))
    report.origins += 1
    got = (event.origins, event.denying_origins, event.circular)
    if got == (gold.origins, gold.denying, gold.circular):
        report.origins_right += 1
    else:
        want = (gold.origins, gold.denying, gold.circular)
        report.notes.append(f"{story.name}: {name} has origins {got}, not {want}: {event.affirmers} {event.deniers}")
    if gold.follow_up:
        report.follow_ups += 1
        report.follow_ups_right += event.follow_up == gold.follow_up
        if event.follow_up != gold.follow_up:
            report.notes.append(f"{story.name}: {name} is {event.follow_up}, not {gold.follow_up}")
    for day, status in gold.status.items():
        report.statuses += 1
        try:
            then = ledger.event(event.id, as_of=day).status
        except Exception as error:  # noqa: BLE001 - an event that was split may not be there yet: not right
            then = str(error)
        if then == status:
            report.statuses_right += 1
        else:
            report.notes.append(f"{story.name}: {name} is {then} as of {day}, not {status}")


def _copies(store: Store, stories: list[Story], report: Report) -> None:
    """Over all pairs of reports of one story, and between stories."""
    ids = {coded.document.id for story in stories for coded in story.reports}
    gold = {pair for story in stories for pair in story.copies}
    rows = store.view().sql("SELECT document, original FROM near_duplicates").rows
    found = {frozenset(row) for row in rows if set(row) <= ids}
    report.pairs_found, report.pairs_right, report.pairs_gold = len(found), len(found & gold), len(gold)
    report.notes += [f"copy not found: {sorted(pair)}" for pair in sorted(gold - found, key=sorted)]
    report.notes += [f"no copy: {sorted(pair)}" for pair in sorted(found - gold, key=sorted)]
