"""Which claims are one event, given how like each pair of them is.

Greedy additive edge contraction: the two groups between which the weights add up highest become one, again and
again, until no sum is above zero. What speaks against (weights below zero) holds groups apart, so that a chain of
likenesses does not tie a whole war together. The result depends on the claims alone, not on the order of the pairs.
"""

import heapq
from collections.abc import Iterable, Sequence


def components(size: int, pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each of ``size`` items the smallest item that it hangs together with over ``pairs``."""
    parent = list(range(size))
    for one, other in pairs:
        a, b = find(parent, one), find(parent, other)
        if a != b:
            parent[max(a, b)] = min(a, b)
    return [find(parent, item) for item in range(size)]


def find(parent: list[int], item: int) -> int:
    """The root of ``item``, shortening the way for the next search."""
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


def groups(names: Sequence[str], weights: Iterable[tuple[int, int, int]]) -> list[list[int]]:
    """Items put together by weighted pairs ``(one, other, weight)``; each group in ascending order.

    ``names`` settle ties: equal sums are taken in the order of the smallest names of the two groups, so that numbering
    the items otherwise gives the same groups.
    """
    near: list[dict[int, int]] = [{} for _ in names]
    for one, other, weight in weights:
        if one != other:
            near[one][other] = near[one].get(other, 0) + weight
            near[other][one] = near[other].get(one, 0) + weight
    least = list(names)
    members: list[list[int]] = [[item] for item in range(len(names))]
    heap = [
        _entry(weight, one, other, least)
        for one, others in enumerate(near)
        for other, weight in others.items()
        if one < other and weight > 0
    ]
    heapq.heapify(heap)
    while heap:
        negative, _, _, one, other = heapq.heappop(heap)
        if near[one].get(other) != -negative:
            continue  # one of the two has grown since
        if len(near[one]) < len(near[other]):
            one, other = other, one
        _contract(one, other, near, members, least, heap)
    return [sorted(group) for group in members if group]


_Entry = tuple[int, str, str, int, int]


def _entry(weight: int, one: int, other: int, least: list[str]) -> _Entry:
    a, b = sorted((least[one], least[other]))
    return -weight, a, b, one, other


def _contract(
    one: int,
    other: int,
    near: list[dict[int, int]],
    members: list[list[int]],
    least: list[str],
    heap: list[_Entry],
) -> None:
    """``other`` becomes part of ``one``."""
    members[one] += members[other]
    members[other] = []
    smaller = min(least[one], least[other])
    del near[one][other]
    moved, near[other] = near[other], {}
    for third, weight in moved.items():
        if third == one:
            continue
        del near[third][other]
        near[one][third] = near[third][one] = near[one].get(third, 0) + weight
    # Where the smallest name has changed, so has the order among equal sums: all the pairs go in anew.
    renamed = smaller != least[one]
    least[one] = smaller
    for third in list(near[one]) if renamed else moved:
        if third != one and near[one][third] > 0:
            heapq.heappush(heap, _entry(near[one][third], one, third, least))
