"""Bringing the ledger up to date with the claims, the reports and the decisions."""

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import msgspec
import numpy as np

from sayso.claim import Claim
from sayso.errors import QueryError, StoreError
from sayso.settle import candidates, ledger_rows
from sayso.settle.answers import answers, as_denial
from sayso.settle.assembly import assemble
from sayso.settle.candidates import Member, Members, Numbers, Verdicts
from sayso.settle.decisions import Decision, in_force, read_decisions
from sayso.settle.features import FEATURES, Rows, features
from sayso.settle.intake import drop, take_in
from sayso.settle.voicing import load_voices
from sayso.store.bulk import as_json, insert_statement
from sayso.store.view import View

if TYPE_CHECKING:
    import duckdb

    from sayso.ontology import Ontology

# Goes up with every change that can change a ledger: one settled by other rules is settled anew.
RULES = "2"

_BATCH = 10_000  # claims read at once
_DERIVED = (
    "events", "event_claims", "event_history", "event_numbers", "origins", "origin_steps", "folds", "credits",
    "near_duplicates", "copies", "settled_codings", "settled_claims", "claim_keys", "claim_features", "answers",
    "fingerprints",
)  # fmt: skip


class Settling(msgspec.Struct, frozen=True, kw_only=True):
    """What a run did: how many reports were taken in or dropped, claims settled, events written."""

    documents: int
    claims: int
    events: int
    rebuilt: bool


def settle(connection: "duckdb.DuckDBPyConnection", *, rebuild: bool = False, memory: str | None = None) -> Settling:
    """Bring the ledger up to date, in one transaction: ``settle(connection).events``.

    Only what new, changed or withdrawn reports and new decisions touch is settled again; ``rebuild`` does it all.
    ``memory`` is how much the database may hold in memory from then on (``"2GB"``), what Python takes aside.
    Raises ``StoreError`` where the database cannot be written, ``QueryError`` where ``memory`` is no amount.
    """
    import duckdb  # noqa: PLC0415 (see Store.open)

    from sayso.ontology import Ontology  # noqa: PLC0415 - reads data files

    if memory is not None:
        try:
            connection.execute("SET memory_limit = ?", [memory])
        except duckdb.Error as error:
            raise QueryError(f"{memory!r} is no amount of memory; write it as 2GB") from error
    connection.begin()
    try:
        outcome = _Run(connection, Ontology.load(), rebuild=rebuild).run()
        connection.commit()
    except BaseException as error:
        connection.rollback()
        if isinstance(error, duckdb.Error):
            raise StoreError(f"the ledger could not be written and was left as it was: {error}") from error
        raise
    return outcome


class _Run:
    """One run: what it has read, and its steps."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", ontology: "Ontology", *, rebuild: bool) -> None:
        self.connection = connection
        self.ontology = ontology
        self.view = View(connection)
        last = connection.execute("SELECT rules, decisions FROM settlings ORDER BY id DESC LIMIT 1").fetchone()
        self.rebuild = rebuild or (last is not None and last[0] != RULES)
        self.decided_before = int(last[1]) if last and not self.rebuild else 0
        self.decisions = read_decisions(connection)

    def run(self) -> Settling:
        if self.rebuild:
            for table in _DERIVED:
                self.connection.execute(f"DELETE FROM {table}")
        changed, gone = self._changes()
        new_decisions = [each for each in self.decisions if each.id > self.decided_before]
        if not (changed or gone or new_decisions or self.rebuild):
            return Settling(documents=0, claims=0, events=0, rebuilt=False)
        revoiced = take_in(self.connection, changed, gone)
        self._withdraw([*changed, *gone])
        fresh, fresh_rows = self._take_in_claims(changed)
        self._mark_taken_in(changed)
        members = self._members(fresh, fresh_rows, revoiced, new_decisions)
        events = self._settle(members, fresh, fresh_rows)
        self._note(len(changed) + len(gone), len(members), events)
        return Settling(documents=len(changed) + len(gone), claims=len(members), events=events, rebuilt=self.rebuild)

    # ------------------------------------------------------------------ what has changed

    def _changes(self) -> tuple[list[str], list[str]]:
        """The reports that are new or read differently since, and those that are gone."""
        now = "SELECT id, document, digest FROM codings WHERE superseded_at IS NULL"
        changed = self.connection.execute(
            f"SELECT DISTINCT document FROM (SELECT * FROM ({now}) EXCEPT "
            "SELECT coding, document, digest FROM settled_codings) ORDER BY document"
        ).fetchall()
        gone = self.connection.execute(
            f"SELECT document FROM settled_codings EXCEPT SELECT document FROM ({now}) ORDER BY document"
        ).fetchall()
        return [document for (document,) in changed], [document for (document,) in gone]

    def _withdraw(self, documents: Sequence[str]) -> None:
        """Take the claims of these reports out; the events that they were in are settled anew."""
        execute = self.connection.execute
        drop(self.connection, "going", documents)
        execute(
            "CREATE OR REPLACE TEMP TABLE loose AS SELECT DISTINCT component FROM settled_claims "
            "WHERE document IN (SELECT document FROM going)"
        )
        execute(
            "CREATE OR REPLACE TEMP TABLE leaving AS SELECT number, claim FROM settled_claims "
            "WHERE document IN (SELECT document FROM going)"
        )
        for table in ("claim_keys", "claim_features"):
            execute(f"DELETE FROM {table} WHERE number IN (SELECT number FROM leaving)")
        execute("DELETE FROM settled_claims WHERE number IN (SELECT number FROM leaving)")
        for table in ("settled_codings", "answers"):
            execute(f"DELETE FROM {table} WHERE document IN (SELECT document FROM going)")

    def _take_in_claims(self, documents: Sequence[str]) -> tuple[Numbers, Rows]:
        """Number the claims of these reports, and write their keys; gives the numbers and the features."""
        drop(self.connection, "coming", documents)
        found = self.connection.execute(
            "SELECT c.coding, c.id AS claim, c.document FROM claims c JOIN coming d ON d.document = c.document "
            "WHERE c.superseded_at IS NULL ORDER BY c.document, c.position"
        ).fetchnumpy()
        codings, claims, owners = (np.asarray(found[name]) for name in ("coding", "claim", "document"))
        row = self.connection.execute("SELECT coalesce(max(number), -1) + 1 FROM settled_claims").fetchone()
        start = int(row[0]) if row else 0
        numbers = np.arange(start, start + len(claims), dtype=np.int32)
        made = np.empty(len(claims), FEATURES)
        for batch in _whole_reports(owners.tolist()):
            read = self._claims(list(zip(codings[batch].tolist(), claims[batch].tolist(), strict=True)))
            rows = self._features(read)
            made[batch] = rows
            self._write_answers(read)
            candidates.write_keys(self.connection, numbers[batch].tolist(), rows)
            candidates.write_features(self.connection, numbers[batch], rows)
            arrays = {  # noqa: F841 - DuckDB finds the arrays by the name of the variable
                "claim": np.asarray(claims[batch], object),
                "coding": codings[batch],
                "document": np.asarray(owners[batch], object),
                "number": numbers[batch],
            }
            self.connection.execute(
                "INSERT INTO settled_claims SELECT claim, coding, document, number, number AS component FROM arrays"
            )
        return numbers, made

    def _claims(self, keys: Sequence[tuple[int, str]]) -> list[Claim]:
        return list(self.view.claims_by_key(keys, _BATCH))

    def _features(self, claims: Sequence[Claim]) -> Rows:
        documents = sorted({claim.document for claim in claims})
        published = dict(
            self.connection.execute(
                "SELECT id, published FROM documents "
                "WHERE superseded_at IS NULL AND id IN (SELECT unnest(?::VARCHAR[]))",
                [documents],
            ).fetchall()
        )
        return features(claims, published)

    def _write_answers(self, claims: Sequence[Claim]) -> None:
        """Note which of these claims deny what others of their report tell."""
        made = [
            {"claim": answer.claim, "denied": answer.denied, "document": document}
            for document, of_report in groupby(claims, key=lambda claim: claim.document)
            for answer in answers(list(of_report))
        ]
        if made:
            self.connection.execute(insert_statement(self.connection, "answers"), [as_json(made)])

    def _mark_taken_in(self, documents: Sequence[str]) -> None:
        self.connection.execute(
            "INSERT INTO settled_codings SELECT id, document, digest FROM codings WHERE superseded_at IS NULL "
            "AND document IN (SELECT document FROM coming)"
        )

    # ------------------------------------------------------------------ whom it concerns

    def _members(
        self, fresh: Numbers, fresh_rows: Rows, revoiced: set[str], new_decisions: Sequence[Decision]
    ) -> Numbers:
        """The claims to settle: the new ones, and all that hang together with them or with what is gone."""
        execute = self.connection.execute
        if self.rebuild or len(fresh) == self._count("settled_claims"):
            execute("CREATE OR REPLACE TEMP TABLE members AS SELECT number FROM settled_claims")
            drop(self.connection, "revoiced", revoiced)
            drop(self.connection, "decided", ())
            return fresh
        start = int(fresh[0]) if len(fresh) else self._count("settled_claims", "max(number) + 1")
        execute("CREATE OR REPLACE TEMP TABLE fresh AS SELECT number FROM settled_claims WHERE number >= ?", [start])
        drop(self.connection, "revoiced", revoiced)
        drop(self.connection, "decided", [name for each in new_decisions for name in (each.claim, each.other) if name])
        # Who says that a denial is wrong touches what it denies.
        execute("INSERT INTO decided SELECT denied FROM answers WHERE claim IN (SELECT document FROM decided)")
        # Someone may have decided on a claim that comes in only now.
        mates = [(each.claim, each.other) for each in in_force(self.decisions) if each.other]
        drop(self.connection, "mates", [f"{a}\x1f{b}" for a, b in mates] + [f"{b}\x1f{a}" for a, b in mates])
        execute(
            "INSERT INTO loose SELECT component FROM settled_claims s "
            "WHERE s.document IN (SELECT document FROM revoiced) OR s.claim IN (SELECT document FROM decided)"
        )
        execute(
            "INSERT INTO loose SELECT o.component FROM mates m "
            "JOIN settled_claims s ON s.claim = split_part(m.document, '\x1f', 1) "
            "JOIN settled_claims o ON o.claim = split_part(m.document, '\x1f', 2) WHERE s.number >= ?",
            [start],
        )
        self._loosen(fresh, fresh_rows, start)
        execute(
            "CREATE OR REPLACE TEMP TABLE members AS SELECT number FROM settled_claims "
            "WHERE number >= ? OR component IN (SELECT component FROM loose)",
            [start],
        )
        found = execute("SELECT number FROM members ORDER BY number").fetchnumpy()["number"]
        return np.asarray(found, np.int32)

    def _loosen(self, fresh: Numbers, fresh_rows: Rows, start: int) -> None:
        """Add to ``loose`` the components that a new claim is like a claim of."""
        if not len(fresh):
            return
        for one, other in candidates.candidate_pairs(self.connection, "fresh", f"b.number < {start}"):
            if not len(one):
                continue
            known = np.unique(one)
            rows = np.concatenate([candidates.read_features(self.connection, known), fresh_rows])
            like = candidates.like(rows, np.searchsorted(known, one), len(known) + np.searchsorted(fresh, other))
            arrays = {"number": np.unique(one[like])}  # noqa: F841 - see above
            self.connection.execute(
                "INSERT INTO loose SELECT component FROM settled_claims WHERE number IN (SELECT number FROM arrays)"
            )

    # ------------------------------------------------------------------ settling

    def _settle(self, numbers: Numbers, fresh: Numbers, fresh_rows: Rows) -> int:
        """Settle these claims anew: which are one event, and what each event is. Gives how many events."""
        members = self._load(numbers, fresh, fresh_rows)
        verdicts = self._verdicts(members)
        pairs = candidates.candidate_pairs(self.connection, "members")
        component = candidates.hanging_together(members, pairs, verdicts)
        self._write_components(numbers, component)
        standing = self._standing_events()
        found: Iterable[_Part] = self._parts(members, component, verdicts)
        if standing.sizes:
            # What stands is known only when all of it has been grouped.
            found = [(standing.changed(events), joined) for events, joined in found]
        self._clear_events(standing.untouched)
        return sum(self._write(events, members, joined) for events, joined in found)

    def _parts(self, members: Members, component: Numbers, verdicts: Verdicts) -> "Iterator[_Part]":
        """The events of the members, part by part, with what each claim of several was joined to."""
        alone = np.ones(len(members.numbers), bool)
        for inside, one, other in candidates.pairs_within(self.connection, members.numbers, component):
            at = members.at(inside)
            alone[at] = False
            found = candidates.weighed(members, one, other)
            events = list(candidates.events_of(members, inside, component[at], found, verdicts))
            yield events, candidates.joined(events, members, found, verdicts)
        yield [[number] for number in members.numbers[alone].tolist() if number not in verdicts.wrong], {}

    def _standing_events(self) -> "_Standing":
        """The events that the members are in so far; none where all of it is new."""
        if self._count("events") == 0:
            return _Standing({}, {})
        rows = self.connection.execute(
            "SELECT s.number, e.event, v.claims FROM members m JOIN settled_claims s ON s.number = m.number "
            "JOIN event_claims e ON e.claim = s.claim AND NOT e.refers "
            "JOIN (SELECT event, count(*) AS claims FROM event_claims WHERE NOT refers GROUP BY event) v "
            "ON v.event = e.event"
        ).fetchall()
        touched = self.connection.execute(
            "SELECT s.number FROM members m JOIN settled_claims s ON s.number = m.number "
            "WHERE s.document IN (SELECT document FROM revoiced) OR s.claim IN (SELECT document FROM decided)"
        ).fetchall()
        event_of = {number: event for number, event, _ in rows}
        for (number,) in touched:
            event_of.pop(number, None)
        return _Standing(event_of, {event: claims for _, event, claims in rows})

    def _load(self, numbers: Numbers, fresh: Numbers, fresh_rows: Rows) -> Members:
        """The claims of these numbers; the features of the fresh ones are at hand."""
        arrays = {"number": numbers}  # noqa: F841 - see above
        found = self.connection.execute(
            "SELECT claim, coding FROM settled_claims WHERE number IN (SELECT number FROM arrays) ORDER BY number"
        ).fetchnumpy()
        older = np.setdiff1d(numbers, fresh, assume_unique=True)
        # The numbers of fresh claims are higher than all others.
        rows = (
            np.concatenate([candidates.read_features(self.connection, older), fresh_rows]) if len(older) else fresh_rows
        )
        return Members(numbers, np.asarray(found["claim"], object), np.asarray(found["coding"], np.int32), rows)

    def _verdicts(self, members: Members) -> Verdicts:
        """The decisions that hold, on claims that are here."""
        holding = in_force(self.decisions)
        meant = [name for each in holding for name in (each.claim, each.other) if name]
        here = np.isin(members.names, np.array(meant, object)) if meant else np.zeros(len(members.names), bool)
        number_of = dict(zip(members.names[here].tolist(), members.numbers[here].tolist(), strict=True))
        wrong = {number_of[each.claim] for each in holding if each.verdict == "wrong" and each.claim in number_of}
        together: dict[tuple[int, int], str] = {}
        apart: set[tuple[int, int]] = set()
        for each in holding:
            if each.other is None or each.claim not in number_of or each.other not in number_of:
                continue
            one, other = sorted((number_of[each.claim], number_of[each.other]))
            if wrong & {one, other}:
                continue
            if each.verdict == "same":
                together[one, other] = f"decided by {each.person}" + (f": {each.note}" if each.note else "")
            else:
                apart.add((one, other))
        return Verdicts(together, frozenset(apart), frozenset(wrong))

    def _write_components(self, members: Numbers, component: Numbers) -> None:
        arrays = {"number": members, "component": component}  # noqa: F841 - see above
        self.connection.execute(
            "UPDATE settled_claims SET component = a.component FROM arrays a WHERE a.number = settled_claims.number"
        )

    def _clear_events(self, untouched: Collection[str]) -> None:
        """Remove the events that the members, and the claims that are gone, were in; not those that are untouched."""
        execute = self.connection.execute
        drop(self.connection, "untouched", untouched)
        execute(
            "CREATE OR REPLACE TEMP TABLE outdated AS "
            "SELECT DISTINCT event FROM event_claims WHERE NOT refers AND claim IN ("
            "SELECT claim FROM settled_claims s JOIN members m ON m.number = s.number UNION SELECT claim FROM leaving"
            ") AND event NOT IN (SELECT document FROM untouched)"
        )
        execute("DELETE FROM events WHERE id IN (SELECT event FROM outdated)")
        for table in ("event_claims", "event_history", "event_numbers", "origins", "origin_steps", "folds"):
            execute(f"DELETE FROM {table} WHERE event IN (SELECT event FROM outdated)")

    def _write(self, events: Sequence[Sequence[int]], members: Members, joined: dict[int, Member]) -> int:
        """Write these events, a batch at a time; gives how many."""
        for batch in _batches(events):
            self._write_events(batch, members, joined)
        return len(events)

    def _write_events(self, events: Sequence[Sequence[int]], members: Members, joined: dict[int, Member]) -> None:
        at = members.at([number for event in events for number in event])
        names = members.names[at].tolist()
        claims = self.view.claims_by_key(list(zip(members.codings[at].tolist(), names, strict=True)), _BATCH)
        grouped = [[next(claims) for _ in event] for event in events]
        voices = load_voices(self.connection, {claim.document for group in grouped for claim in group})
        tables: dict[str, list[ledger_rows.Row]] = {table: [] for table in ledger_rows.TABLES}
        denials = self._denials([claim for group in grouped for claim in group])
        for event, group in zip(events, grouped, strict=True):
            why = {claim.id: _why(joined.get(number), members) for claim, number in zip(group, event, strict=True)}
            answering = {answer.id: (answer, claim) for claim in group for answer in denials.get(claim.id, ())}
            denying = [as_denial(claim, answer) for answer, claim in answering.values()]
            for answer, claim in answering.values():
                why[answer.id] = (claim.id, None, f"denies what stands before it: “{answer.sentence_span.text}”")
            settled = assemble([*group, *denying], voices, self.ontology)
            for table, made in ledger_rows.rows(settled, why, set(answering)).items():
                tables[table] += made
        for table, made in tables.items():
            if made:
                self.connection.execute(insert_statement(self.connection, table), [as_json(made)])

    def _denials(self, claims: Sequence[Claim]) -> dict[str, list[Claim]]:
        """For those of these claims that are denied without being named, the claims that deny them."""
        drop(self.connection, "told", [claim.id for claim in claims])
        found = self.connection.execute(
            "SELECT a.denied, s.coding, a.claim FROM answers a JOIN told t ON t.document = a.denied "
            "JOIN settled_claims s ON s.claim = a.claim ORDER BY a.denied, a.claim"
        ).fetchall()
        wrong = {each.claim for each in in_force(self.decisions) if each.verdict == "wrong"}
        found = [row for row in found if row[2] not in wrong]
        denials: dict[str, list[Claim]] = {}
        for (denied, _, _), claim in zip(
            found, self._claims([(coding, claim) for _, coding, claim in found]), strict=True
        ):
            denials.setdefault(denied, []).append(claim)
        return denials

    def _note(self, documents: int, claims: int, events: int) -> None:
        last = max((each.id for each in self.decisions), default=0)
        now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
        self.connection.execute(
            "INSERT INTO settlings SELECT (SELECT coalesce(max(id), 0) + 1 FROM settlings), ?, ?, ?, ?, ?, ?, ?",
            [now, RULES, self.rebuild, documents, claims, events, last],
        )

    def _count(self, table: str, what: str = "count(*)") -> int:
        row = self.connection.execute(f"SELECT coalesce({what}, 0) FROM {table}").fetchone()
        return int(row[0]) if row else 0


_Part = tuple[list[list[int]], dict[int, Member]]


class _Standing:
    """The events that there are so far: which claims, by their numbers, are in them as they were; how many each has."""

    def __init__(self, event_of: dict[int, str], sizes: dict[str, int]) -> None:
        self._event_of = event_of
        self.sizes = sizes
        self.untouched: set[str] = set()

    def changed(self, events: Iterable[list[int]]) -> list[list[int]]:
        """Those of the events that are not just as they were; of the others it takes note."""
        found: list[list[int]] = []
        for event in events:
            names = {self._event_of.get(number) for number in event}
            name = next(iter(names))
            if len(names) == 1 and name is not None and self.sizes[name] == len(event):
                self.untouched.add(name)
            else:
                found.append(event)
        return found


def _whole_reports(owners: Sequence[str]) -> Iterator[slice]:
    """Stretches of about ``_BATCH`` claims that end with a report; ``owners`` has the report of each claim."""
    first = 0
    while first < len(owners):
        last = min(first + _BATCH, len(owners))
        while last < len(owners) and owners[last] == owners[last - 1]:
            last += 1
        yield slice(first, last)
        first = last


def _why(member: Member | None, members: Members) -> tuple[str | None, float | None, str | None]:
    if member is None or member.joined_to is None:
        return None, None, None
    return str(members.names[members.at(member.joined_to)]), member.score, member.reason


def _batches(events: Sequence[Sequence[int]]) -> Iterator[list[Sequence[int]]]:
    """Events in batches of about ``_BATCH`` claims."""
    batch: list[Sequence[int]] = []
    size = 0
    for event in events:
        batch.append(event)
        size += len(event)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
