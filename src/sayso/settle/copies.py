"""Whether one report is a copy of another: reprinted, trimmed, retitled or lightly edited."""

from collections.abc import Iterable
from typing import Literal

import msgspec
import numpy as np
import numpy.typing as npt

from sayso.settle.words import hash64, plain_words, quotations, sentence_key

Shingles = npt.NDArray[np.uint64]
CopyKind = Literal["same", "trimmed", "edited"]

_PERMUTATIONS = 126
_ROWS = 3  # a band; 42 bands of 3 find 99% of the pairs that share half of their word triples
_SEED = 20240619
_TRIPLE = 3
MIN_WORDS = 25  # a shorter text is alike others by chance
_SAME = 0.97
_EDITED = 0.5
_TRIMMED = 0.7


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """How alike two texts are: ``similarity`` of the word triples in either, ``containment`` in the shorter."""

    similarity: float
    containment: float
    kind: CopyKind


class Fingerprint(msgspec.Struct, frozen=True):
    """Numbers that texts with shared copy share: ``bands`` of a MinHash signature, ``sentences``, ``quotations``."""

    bands: tuple[int, ...]
    sentences: tuple[int, ...]
    quotations: tuple[int, ...]


def fingerprint(text: str, sentences: Iterable[str]) -> Fingerprint:
    """What to look a text's copies up by; ``sentences`` are those of the text."""
    keys = sorted({key for sentence in sentences if (key := sentence_key(sentence)) is not None})
    return Fingerprint(_bands(plain_words(text)), tuple(keys), tuple(sorted(quotations(text))))


def shingles(text: str) -> Shingles:
    """A number for every three words in a row, each once, sorted."""
    words = plain_words(text)
    return np.array(sorted({hash(triple) & (2**63 - 1) for triple in _triples(words)}), dtype=np.uint64)


def compare(a: Shingles, b: Shingles) -> Copy | None:
    """How the shorter of two texts is a copy of the longer; ``None`` where it is none."""
    shorter = min(len(a), len(b))
    if shorter < MIN_WORDS - _TRIPLE:
        return None
    shared = len(np.intersect1d(a, b, assume_unique=True))
    similarity = shared / (len(a) + len(b) - shared)
    containment = shared / shorter
    if similarity >= _SAME:
        kind: CopyKind = "same"
    elif containment >= _TRIMMED and shorter < 0.85 * max(len(a), len(b)):
        kind = "trimmed"
    elif similarity >= _EDITED or containment >= _TRIMMED:
        kind = "edited"
    else:
        return None
    return Copy(similarity=round(similarity, 4), containment=round(containment, 4), kind=kind)


def _bands(words: list[str]) -> tuple[int, ...]:
    # A compiled module without stubs.
    from rensa import RMinHash  # noqa: PLC0415 # pyright: ignore[reportAttributeAccessIssue]

    if len(words) < MIN_WORDS:
        return ()
    minhash = RMinHash(num_perm=_PERMUTATIONS, seed=_SEED)
    minhash.update([" ".join(triple) for triple in _triples(words)])
    digest = minhash.digest()
    return tuple(
        hash64(f"{first}:{','.join(map(str, digest[first : first + _ROWS]))}")
        for first in range(0, _PERMUTATIONS, _ROWS)
    )


def _triples(words: list[str]) -> list[tuple[str, ...]]:
    return [tuple(words[at : at + _TRIPLE]) for at in range(len(words) - _TRIPLE + 1)]
