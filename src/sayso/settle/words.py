"""Words to compare by: stems of what a claim is about, sentences and quotations regardless of how they are set."""

import hashlib
import re
import zlib
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from sayso.claim import Claim

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{12,600})[\"”“»]")
_AROUND = 90  # characters to either side of the event words that still are about the event, as a rule
# Where another clause, and as a rule another event, begins.
_CLAUSE = re.compile(r"[;:]\s|\s[–—-]\s|,\s+(?:and|but|while|whereas|which|who|after|before|when|as)\b")
_VOCABULARY = 200_000  # words whose stems are kept
SENTENCE_WORDS = 7  # shorter sentences are alike by chance
QUOTED_WORDS = 6


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters: ``plain_words("Kim's “full” aid")`` is ``["kim's", "full", "aid"]``."""
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]


def hash64(text: str) -> int:
    """A number for a text that is the same in every run and on every machine; fits a signed 64-bit integer."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big", signed=True)


def hash32(text: str) -> int:
    """A shorter such number, never 0; for words, where a rare collision does no harm."""
    return zlib.crc32(text.encode("utf-8", "replace")) or 1


def sentence_key(text: str) -> int | None:
    """A number for the words of a sentence; ``None`` where it is too short to say that a text was copied."""
    words = plain_words(text)
    return hash64(" ".join(words)) if len(words) >= SENTENCE_WORDS else None


def quotations(text: str) -> dict[int, str]:
    """The quotations of a text that are long enough to tell: a number for the words of each, and the words."""
    found: dict[int, str] = {}
    for match in _QUOTED.finditer(text):
        words = plain_words(match[1])
        if len(words) >= QUOTED_WORDS:
            found[hash64(" ".join(words))] = match[1].strip()
    return found


def stem(word: str) -> str:
    """What a word has in common with its other forms and with those that mean the same: ``stem("munitions")`` is
    ``stem("weapon")``; see ``data/synonyms.txt``."""
    root = _root(word)
    return _synonyms().get(root, root)


def about(claim: Claim) -> tuple[set[str], set[str]]:
    """Stems of the words around the event words, and of the event words; names of those who take part left out."""
    sentence, trigger = claim.sentence_span, claim.trigger
    first, last = _clause(claim)
    spans = [actor.span for actor in (*claim.actors, *claim.recipients)]
    spans += [link.holder.span for link in claim.attribution if link.holder]
    spans += [link.cue for link in claim.attribution if link.cue]
    if claim.when:
        spans.append(claim.when.span)
    left_out = [(span.start - sentence.start, span.end - sentence.start) for span in spans if span != trigger]
    first, last = first - sentence.start, last - sentence.start
    text = sentence.text
    # A word that is cut in two by the edge is left out.
    while 0 < first < len(text) and text[first - 1].isalnum() and text[first].isalnum():
        first += 1
    while 0 < last < len(text) and text[last - 1].isalnum() and text[last].isalnum():
        last -= 1
    around: set[str] = set()
    for match in _WORD.finditer(text, first, last):
        term = _term(match[0])
        if term and term not in around:
            start, end = match.span()
            for a, b in left_out:
                if a <= start and end <= b:
                    break
            else:
                around.add(term)
    return around, {term for word in _WORD.findall(trigger.text) if (term := _term(word))}


def _clause(claim: Claim) -> tuple[int, int]:
    """First and last character that are about the event: near the event words, and in their clause."""
    sentence, trigger = claim.sentence_span, claim.trigger
    first, last = max(sentence.start, trigger.start - _AROUND), min(sentence.end, trigger.end + _AROUND)
    for match in _CLAUSE.finditer(sentence.text, first - sentence.start, last - sentence.start):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        if end <= trigger.start:
            first = end
        elif start >= trigger.end:
            return first, start
    return first, last


@lru_cache(_VOCABULARY)
def _term(word: str) -> str | None:
    """The stem of a word; ``None`` for a word that says nothing of what an event is about."""
    small = word.lower().replace("’", "'").removesuffix("'s")
    return None if len(small) < 3 or small in _stop_words() or small.isdigit() else stem(small)


@lru_cache(_VOCABULARY)
def _root(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # noqa: PLC0415 - only settling needs it

    return snowballstemmer.stemmer("english")


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(_lines("stopwords.txt").split())


@cache
def _synonyms() -> dict[str, str]:
    sets = [line.split() for line in _lines("synonyms.txt").splitlines() if line.strip()]
    return {_root(word): _root(words[0]) for words in sets for word in words}


def _lines(name: str) -> str:
    text = (resources.files("sayso.settle") / "data" / name).read_text("utf-8")
    return "\n".join(line.partition("#")[0] for line in text.splitlines())
