"""One form for all spellings of a name, so that “the DPRK’s”, “D.P.R.K.” and “DPRK” meet."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_POSSESSIVE = re.compile(r"(?<=[\w.])(?:['’ʼ`´]s|(?<=s)['’ʼ`´])$", re.IGNORECASE)
_DROPPED = re.compile(r"(?<=\w)\.(?=\w\.|\w\b|\s|$)|['’‘ʼʻʿʾ`´\"“”]")
_SPACED = re.compile(r"[^\w&]+|_")
_LETTERS = str.maketrans(
    {
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ə": "a",
        "ħ": "h",
        "&": " and ",
    }
)
_PARTICLES = frozenset(
    {"al", "el", "ul", "ad", "as", "an", "ar", "ash", "at", "az", "abu", "abd", "bin", "ben", "ibn", "bint", "ould"}
    | {"van", "von", "de", "der", "den", "da", "dos", "das", "du", "la", "le", "di", "del", "della", "ter", "ten", "zu"}
    | {"af", "ap", "mac", "st", "san", "saint", "haj", "hajj"}
)
_ARTICLES = frozenset({"al", "el", "ul"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_TWO_SURNAMES = frozenset(
    {"ARG", "BOL", "BRA", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "ESP", "GTM", "HND", "MEX", "NIC", "PAN", "PER",
     "PHL", "PRT", "PRY", "SLV", "URY", "VEN"}
)  # fmt: skip
_SPELLINGS = 100_000  # names whose normal forms are kept
_SURNAME_FIRST = frozenset({"PRK", "KOR", "CHN", "TWN", "HKG", "MAC"})


@lru_cache(_SPELLINGS)
def normal_form(text: str) -> str:
    """The key under which a name is found: ``normal_form("the Côte d’Ivoire's")`` is ``"cote divoire"``.

    Case, diacritics, apostrophes and the periods of initials go; hyphens become spaces; a leading “the” and a final
    possessive are dropped.
    """
    if text.isascii() and text.replace(" ", "").isalnum():  # most names: nothing to drop but case
        text = " ".join(text.lower().split())
        return text[4:] if text.startswith("the ") else text
    text = _POSSESSIVE.sub("", text.strip())
    text = _DROPPED.sub("", text).casefold().translate(_LETTERS)
    if not text.isascii():
        text = "".join(mark for mark in unicodedata.normalize("NFKD", text) if not unicodedata.combining(mark))
    text = " ".join(_SPACED.sub(" ", text).split())
    return text[4:] if text.startswith("the ") and len(text) > 4 else text


def without_article(key: str) -> str:
    """A normal form without Arabic articles behind its first word: “nasr al hariri” and “nasr hariri” meet."""
    first, *rest = key.split(" ")
    return " ".join([first, *(word for word in rest if word not in _ARTICLES)])


def is_acronym(text: str) -> bool:
    """Whether a name is a short run of capitals, as “WHO” or “U.S.” is, which the words “who” and “us” aren't."""
    letters = text.replace(".", "")
    return 2 <= len(letters) <= 6 and letters.isalpha() and letters.isupper()


def may_be_acronym(text: str) -> bool:
    """Whether a word is written as an acronym may be: “WHO”, “Unesco”, but not “who”, “Who” or “unesco”.

    Some papers give acronyms that are spoken as words one capital; below four letters that is too risky (“Who said”).
    """
    capitals = sum(letter.isupper() for letter in text)
    return capitals >= 2 or (capitals == 1 and len(normal_form(text)) >= 4)


def surname_forms(name: str, country: str | None = None) -> tuple[str, ...]:
    """The normal forms by which reports call a person after the first mention.

    ``surname_forms("Bashar al-Assad", "SYR")`` gives ``("assad", "al assad")``; ``surname_forms("Kim Jong Un", "PRK")``
    gives ``("kim",)``, since in both Koreas, China and Taiwan the surname leads; where Spanish or Portuguese is spoken,
    the last two words are one too.
    """
    words = normal_form(name).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    if len(words) < 2:
        return tuple(words)
    if country in _SURNAME_FIRST:
        return (words[0],)
    written = normal_form(re.split(r"\s", name.strip())[-1])
    forms = [words[-1]]
    if " " in written and len(words) > len(written.split()):
        forms.append(written)
    first = len(words) - 1
    while first > 1 and words[first - 1] in _PARTICLES:
        first -= 1
    if first == len(words) - 1 and (len(words) >= 4 or (len(words) == 3 and country in _TWO_SURNAMES)):
        first -= 1  # “Pérez Molina” of Otto Pérez Molina
    forms.append(" ".join(words[first:]))
    return tuple(dict.fromkeys(forms))


class Keys(NamedTuple):
    """The normal forms under which an entry is found.

    ``full`` says of each whole name whether it is an acronym, ``without_article`` has those of a person without Arabic
    articles; ``given`` is a person's first name, if they have two, and ``surnames`` are :func:`surname_forms`.
    """

    full: dict[str, bool]
    without_article: tuple[tuple[str, bool], ...]
    given: str | None
    surnames: frozenset[str]


def keys_of(names: Sequence[str], country: str | None, *, person: bool) -> Keys:
    """The keys of an entry that bears ``names``, the usual one first.

    >>> sorted(keys_of(["Bashar al-Assad"], "SYR", person=True).surnames)
    ['al assad', 'assad']
    """
    full: dict[str, bool] = {}
    for name in names:
        key = normal_form(name)
        full[key] = full.get(key, True) and is_acronym(name)
    if not person:
        return Keys(full, (), None, frozenset())
    return Keys(
        full,
        tuple((without_article(key), acronym) for key, acronym in full.items() if " " in key),
        normal_form(names[0].split()[0]) if " " in names[0] else None,
        frozenset(form for name in names for form in surname_forms(name, country)),
    )
