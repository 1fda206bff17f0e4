"""Bringing the ledger up to date with the claims, the reports and the decisions."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

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
from sayso.settle.vicinity import Vicinity, parts
from sayso.settle.voicing import load_voices
from sayso.store.bulk import as_json, insert_statement
from sayso.store.view import View

if TYPE_CHECKING:
    import duckdb

    from sayso.ontology import Ontology

# Goes up with every change that can change a ledger: one settled by other rules is settled anew.
RULES = "4"

_BATCH = 10_000  # claims read at once
_AT_HAND = 20_000  # new claims kept from when their features are made to when their events are written
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
        self._at_hand: dict[tuple[int, str], Claim] = {}  # the new claims, where they are few

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
        claims, events = self._settle(fresh, fresh_rows, revoiced, new_decisions)
        self._note(len(changed) + len(gone), claims, events)
        return Settling(documents=len(changed) + len(gone), claims=claims, events=events, rebuilt=self.rebuild)

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
        if self._count("leaving"):
            for table in ("claim_keys", "claim_features", "settled_claims"):
                execute(f"DELETE FROM {table} WHERE number IN (SELECT number FROM leaving)")
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
            if len(claims) <= _AT_HAND:
                self._at_hand |= {
                    (coding, claim.id): claim for coding, claim in zip(codings[batch].tolist(), read, strict=True)
                }
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
        """The claims of these codings and ids, in their order."""
        missing = [key for key in keys if key not in self._at_hand]
        read = dict(zip(missing, self.view.claims_by_key(missing, _BATCH), strict=True))
        return [self._at_hand.get(key) or read[key] for key in keys]

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

    def _touched(
        self, fresh: Numbers, revoiced: set[str], new_decisions: Sequence[Decision]
    ) -> tuple[Numbers, set[int]]:
        """The claims to group anew: the new ones, and those of events that have lost a claim, or of which a claim has
        been decided on or has another voice; and the numbers that these events go by."""
        execute = self.connection.execute
        start = int(fresh[0]) if len(fresh) else self._count("settled_claims", "max(number) + 1")
        drop(self.connection, "revoiced", revoiced)
        drop(self.connection, "decided", [name for each in new_decisions for name in (each.claim, each.other) if name])
        # Who says that a denial is wrong touches what it denies.
        execute("INSERT INTO decided SELECT denied FROM answers WHERE claim IN (SELECT document FROM decided)")
        # Someone may have decided on a claim that comes in only now.
        mates = [(each.claim, each.other) for each in in_force(self.decisions) if each.other]
        drop(self.connection, "mates", [f"{a}\x1f{b}" for a, b in mates] + [f"{b}\x1f{a}" for a, b in mates])
        execute(
            "INSERT INTO loose SELECT component FROM settled_claims s "
            "WHERE s.number < ? AND "
            "(s.document IN (SELECT document FROM revoiced) OR s.claim IN (SELECT document FROM decided))",
            [start],
        )
        execute(
            "INSERT INTO loose SELECT o.component FROM mates m "
            "JOIN settled_claims s ON s.claim = split_part(m.document, '\x1f', 1) "
            "JOIN settled_claims o ON o.claim = split_part(m.document, '\x1f', 2) "
            "WHERE s.number >= ? AND o.number < ?",
            [start, start],
        )
        found = execute(
            "SELECT number, component FROM settled_claims "
            "WHERE component IN (SELECT component FROM loose) AND number < ? ORDER BY number",
            [start],
        ).fetchnumpy()
        older = np.asarray(found["number"], np.int32)
        return np.concatenate([older, fresh]), set(np.unique(found["component"]).tolist())

    # ------------------------------------------------------------------ settling

    def _settle(
        self, fresh: Numbers, fresh_rows: Rows, revoiced: set[str], new_decisions: Sequence[Decision]
    ) -> tuple[int, int]:
        """Settle what is new and what it touches: which claims are one event, and what each event is.

        Gives how many claims were grouped and how many events written.
        """
        verdicts = self._verdicts()
        if self.rebuild or len(fresh) == self._count("settled_claims"):
            self.connection.execute("CREATE OR REPLACE TEMP TABLE members AS SELECT number FROM settled_claims")
            members = self._load(fresh, fresh_rows)
            self._clear_events(())
            component = members.numbers.copy()
            events = 0
            for part in parts(self.connection, members, verdicts):
                _name_events(members, part[0], component)
                events += self._write(part[0], members, part[1])
            self._write_components(members.numbers, component)
            return len(members.numbers), events
        new, touched = self._touched(fresh, revoiced, new_decisions)
        vicinity = Vicinity(self.connection, verdicts, self._load, (fresh, fresh_rows))
        members, (found, joined) = vicinity.settle(new)
        touched |= set(fresh.tolist())  # a new claim goes by its own number so far
        changed = self._changed(members.numbers, found, touched)
        self._clear_events(members.names[members.at(sorted(changed.numbers))].tolist())
        component = members.numbers.copy()
        _name_events(members, found, component)
        self._write_components(members.numbers, component)
        return len(members.numbers), self._write(changed.events, members, joined)

    def _load(self, numbers: Numbers, rows: Rows) -> Members:
        """The claims of these numbers, which ascend, with their features."""
        arrays = {"number": numbers}  # noqa: F841 - see above
        found = self.connection.execute(
            "SELECT claim, coding FROM settled_claims WHERE number IN (SELECT number FROM arrays) ORDER BY number"
        ).fetchnumpy()
        return Members(numbers, np.asarray(found["claim"], object), np.asarray(found["coding"], np.int32), rows)

    def _verdicts(self) -> Verdicts:
        """The decisions that hold, on claims that are here."""
        holding = in_force(self.decisions)
        drop(self.connection, "meant", [name for each in holding for name in (each.claim, each.other) if name])
        number_of: dict[str, int] = dict(
            self.connection.execute(
                "SELECT claim, number FROM settled_claims WHERE claim IN (SELECT document FROM meant)"
            ).fetchall()
        )
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

    def _changed(self, members: Numbers, events: list[list[int]], touched: set[int]) -> "_Changed":
        """What of these events is not just as it stands; ``touched`` are standing events to be written anew anyway."""
        arrays = {"number": members}  # noqa: F841 - see above
        found = self.connection.execute(
            "SELECT number, component FROM settled_claims WHERE number IN (SELECT number FROM arrays)"
        ).fetchnumpy()
        standing: dict[int, int] = dict(zip(found["number"].tolist(), found["component"].tolist(), strict=True))
        sizes = Counter(standing.values())
        changed: list[list[int]] = []
        left = set(members.tolist())
        for event in events:
            names = {standing[number] for number in event}
            name = next(iter(names))
            if len(names) == 1 and sizes[name] == len(event) and name not in touched:
                left.difference_update(event)
            else:
                changed.append(event)
        return _Changed(changed, left)

    def _write_components(self, members: Numbers, component: Numbers) -> None:
        arrays = {"number": members, "component": component}  # noqa: F841 - see above
        self.connection.execute(
            "UPDATE settled_claims SET component = a.component FROM arrays a "
            "WHERE a.number = settled_claims.number AND a.component <> settled_claims.component"
        )

    def _clear_events(self, claims: Sequence[str]) -> None:
        """Remove the events that these claims, and those that are gone, were in."""
        execute = self.connection.execute
        drop(self.connection, "moving", claims)
        execute(
            "CREATE OR REPLACE TEMP TABLE outdated AS SELECT DISTINCT event FROM event_claims WHERE NOT refers "
            "AND claim IN (SELECT document FROM moving UNION SELECT claim FROM leaving)"
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
        claims = iter(self._claims(list(zip(members.codings[at].tolist(), names, strict=True))))
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
            settled = assemble(group, voices, self.ontology, denying)
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


class _Changed(NamedTuple):
    """Events to be written, and all claims, by their numbers, that are no longer in the events in which they stood."""

    events: list[list[int]]
    numbers: set[int]


def _name_events(members: Members, events: Sequence[Sequence[int]], component: Numbers) -> None:
    """Have each claim of these events go by the smallest number of its event, in ``component``."""
    if not events:
        return
    sizes = [len(event) for event in events]
    at = members.at([number for event in events for number in event])
    component[at] = np.repeat(np.array([min(event) for event in events], np.int32), sizes)


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
