"""From the capitals of a dictionary to names as reports write them, and what kind of actor a name is."""

import difflib
import re
from collections.abc import Container, Sequence
from functools import cache
from pathlib import Path

from sayso.knowledge.entry import Kind
from sayso.knowledge.importing.cameo import Code
from sayso.knowledge.naming import normal_form

_SMALL = frozenset(
    {"of", "the", "and", "for", "in", "on", "to", "de", "la", "el", "al", "ul", "bin", "ibn", "von", "van", "der", "du"}
    | {"del", "da", "das", "dos", "di", "et", "y", "e", "des", "les", "le", "against", "with", "by", "at", "from"}
)
_KEPT = frozenset({"II", "III", "IV", "VI", "VII", "UN", "US", "UK", "EU", "USA", "USSR", "NATO", "PLO", "NGO", "TV"})
_SHORT = frozenset({"ST", "MR", "MRS", "MS", "DR", "JR", "SR", "LT", "MT", "FT", "GRP", "LTD", "HLDGS"})
_VOWEL = re.compile("[AEIOUY]")
_GROUP = frozenset({"PTY", "OPP", "REB", "UAF"})
_OFFICE_LISTS = ("countryinfo", "igorulers")
_ALIKE = 0.8


@cache
def _body_words() -> frozenset[str]:
    """Words that the name of a body holds and that of a person does not."""
    return frozenset((Path(__file__).parent / "body_words.txt").read_text("utf-8").split())


def cased(name: str, *, person: bool) -> str:
    """``cased("REVOLUTIONARY UNITED FRONT", …)`` is “Revolutionary United Front”; “ANSF” and “U.N.” stay capitals."""
    words = name.split()
    return " ".join(_word(word, number, len(words), person=person) for number, word in enumerate(words))


def _word(word: str, number: int, count: int, *, person: bool) -> str:
    letters = re.sub(r"[^A-Za-z]", "", word)
    if not letters.isupper():  # written in small letters already
        return word
    if number and word.lower() in _SMALL:
        return word.lower()
    initials = "." in word and len(letters) <= 5 and word.count(".") >= len(letters) - 1
    spelt = letters in _KEPT or (1 < len(letters) <= 6 and not _VOWEL.search(letters) and letters not in _SHORT)
    alone = count == 1 and not person and len(letters) <= 5
    if initials or spelt or alone:
        return word
    return re.sub(r"[^\W\d_]+(?:['’](?:S|T)\b)?", lambda part: part[0].capitalize(), word)


def kind_of(head: str, codes: Sequence[Code], remark: str, given: Container[str]) -> Kind:
    """What a name is: a person by dated offices or a given name, else a group by its sector, else a body."""
    words = [word for word in re.split(r"[_\s]+", head.lower()) if word]
    body = any(word.strip("()'.,") in _body_words() for word in words)
    listed = any(name in remark.lower() for name in _OFFICE_LISTS)
    office = any(code.dated and code.sector in ("GOV", "ELI", "IGO", "MIL") for code in codes)
    fighters = any(code.sector in ("REB", "UAF") and not code.dated for code in codes)
    named = 2 <= len(words) <= 5 and words[0] in given and not fighters
    if not body and (listed or (office and len(words) > 1) or named):
        return "person"
    return "group" if any(code.sector in _GROUP for code in codes) else "body"


def spoken_like(name: str, other: str) -> bool:
    """Whether two names share a word of some length or are spelt alike: a misspelling, or a longer form."""
    one, two = normal_form(name.replace("_", " ")), normal_form(other.replace("_", " "))
    shared = {word for word in one.split() if len(word) > 3} & {word for word in two.split() if len(word) > 3}
    return bool(shared) or difflib.SequenceMatcher(None, one, two).ratio() >= _ALIKE
