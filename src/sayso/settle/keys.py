"""Under which keys a claim looks for its like: only claims that share a key are ever compared.

A key stands for a family of types, a pair of parties (or one party, or a place) and eight days. A claim that names
both sides meets others that do so under the pair; one that names a single side meets all those of that party.
"""

from itertools import combinations, product

import numpy as np

from sayso.settle.families import FAMILIES, INDEX
from sayso.settle.features import UNKNOWN_DAY
from sayso.settle.likeness import LOOKING_BACK
from sayso.settle.words import hash64

_BUCKET = 8  # days
_LOOK_BACK = 10  # days before its report that an undated event may lie, and still meet its like
_LOOK_AHEAD = 32  # days after its report that an announced event may lie
_WIDE = 62  # days; longer stretches meet by years, not by buckets
_PAST = 120  # days; what is further back is seldom taken up without its day
_TAKEN_UP = 4  # days
_PAIRS = 6
_YEARS = 4

_FAMILY_OF = {INDEX[name]: number for number, names in enumerate(FAMILIES) for name in names if name in INDEX}


def keys(row: np.void) -> list[tuple[int, bool]]:
    """The keys of a claim's features, each with whether the claim need not meet others of which that is true too.

    Two claims that both name both sides meet under the pair, and need not meet again under each party.
    """
    family = _FAMILY_OF.get(int(row["type"]), -1)
    actors = [int(each) for each in row["actors"] if each]
    recipients = [int(each) for each in row["recipients"] if each]
    pairs = [tuple(sorted(pair)) for pair in product(actors, recipients) if pair[0] != pair[1]]
    if not pairs:
        pairs = list(combinations(sorted({*actors, *recipients}), 2))
    parties = sorted({*actors, *recipients})
    whole = bool(pairs)
    found: list[tuple[int, bool]] = []
    for span in _spans(row):
        found += [(hash64(f"{family}|{one}|{other}|{span}"), False) for one, other in sorted(set(pairs))[:_PAIRS]]
        found += [(hash64(f"{family}|{one}|{span}"), whole) for one in parties]
        if row["place"] and row["narrow"]:
            found.append((hash64(f"{family}|at {int(row['place'])}|{span}"), bool(parties)))
        elif not parties:
            found.append((hash64(f"{family}|nobody|{span}"), False))
    found.append((hash64(f"{family}|in {int(row['report'])}"), False))
    if row["sentence"]:
        found.append((hash64(f"{family}|words {int(row['sentence'])}"), False))
    return found


def _spans(row: np.void) -> list[str]:
    """The stretches of time to look in: ``b2456`` for eight days, ``y1950`` for a year of a longer stretch."""
    first, last, published = int(row["first"]), int(row["last"]), int(row["published"])
    if first == UNKNOWN_DAY:
        if published == UNKNOWN_DAY:
            return ["never"]
        ahead = _LOOK_AHEAD if row["future"] or row["hypothetical"] else 0
        return _buckets(published - _LOOK_BACK, published + ahead)
    if last - first <= _WIDE:
        found = _buckets(first - 1, last + 1)
        # A report that looks back is taken up within days by others that do not say when it was.
        if published != UNKNOWN_DAY and LOOKING_BACK < published - last <= _PAST and not row["historical"]:
            found += [bucket for bucket in _buckets(published - _TAKEN_UP, published) if bucket not in found]
        return found
    years = [f"y{year}" for year in range(_year(first), _year(last) + 1)]
    found = years if len(years) <= _YEARS else [f"long {years[0]} {years[-1]}"]
    if first <= published <= last + 1:
        found = found + _buckets(published - _LOOK_BACK, published)
    return found


def _buckets(first: int, last: int) -> list[str]:
    return [f"b{bucket}" for bucket in range(first // _BUCKET, last // _BUCKET + 1)]


def _year(day: int) -> int:
    return int(np.datetime64(day, "D").astype("datetime64[Y]").astype(int)) + 1970
