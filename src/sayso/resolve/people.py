"""The people whom a report names, from their first full name to each later surname."""

import dataclasses
import datetime
from pathlib import Path

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from sayso.knowledge import Entry, Knowledge, normal_form, surname_forms
from sayso.knowledge.office import OFFICES, office, rank
from sayso.resolve.phrases import read_phrase, sector_of
from sayso.resolve.referent import Gender, Referent
from sayso.resolve.spots import Spot

_WOMEN = Path(__file__).parent / "data" / "women.txt"
_FEMALE = frozenset({"mrs", "ms", "miss", "lady", "baroness", "queen", "princess", "dame", "madam", "mother", "sister"})
_MALE = frozenset({"mr", "sir", "lord", "king", "prince", "baron", "father", "brother", "sheikh", "pope"})
_HONORIFICS = (
    _FEMALE
    | _MALE
    | frozenset(
        {
            "dr",
            "prof",
            "rev",
            "gov",
            "sen",
            "rep",
            "gen",
            "lt",
            "col",
            "sgt",
            "maj",
            "capt",
            "adm",
            "president",
            "justice",
        }
    )
)


# Role nouns that are as often given names or surnames.
_NAMES = frozenset({"christian", "pope", "bishop", "abbot", "baker", "marshal", "dean", "guy", "major", "hunter"})
_MANY = 8  # names of the tables, in a report long enough to say of whom it speaks
_NO_TITLE = frozenset({"", "DATE", "TIME", "CARDINAL", "ORDINAL", "QUANTITY"})  # “24-year-old” says who nobody is
_FURTHEST = 14  # tokens before a name in which its office begins
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "poss"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "agent"})


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """A person's name at tokens ``start`` to ``end`` of a report, and who that is."""

    start: int
    end: int
    referent: Referent


class Introductions:
    """Reads the people out of a report: full names first, then the surnames that go back to them.

    >>> Introductions(doc, tokens, spots, knowledge, on, women).people()  # “Kim Jong Un”, then each “Kim”
    """

    def __init__(
        self,
        doc: Doc,
        tokens: list[Token],
        spots: list[Spot],
        knowledge: Knowledge,
        on: datetime.date | None,
        women: frozenset[str],
    ) -> None:
        self._doc = doc
        self._tokens = tokens
        self._spots = spots
        self._knowledge = knowledge
        self._on = on
        self._women = women
        self._countries = {spot.country for spot in spots}
        self._by_surname: dict[str, Referent] = {}
        self._by_name: dict[str, Referent] = {}
        self._by_given: dict[str, Referent] = {}

    def people(self) -> list[Person]:
        """All mentions by name, in order."""
        taken: dict[int, Person] = {}
        for start, end in self._full_names():
            self._introduce(start, end)
        for start, end in self._full_names():
            referent = self._by_name[normal_form(self._doc[start:end].text)]
            person = Person(start, end, referent)
            taken.update(dict.fromkeys(range(start, end), person))
        bodies = {i for s in self._spots for i in range(s.start, s.end) if s.how in ("body", "group")}
        for token in self._tokens:
            if not token.text[0].isupper():
                continue
            if token.i in bodies and normal_form(token.text) not in self._by_surname:
                continue
            if token.i not in taken and self._may_be_name(token):
                referent = self._single(token)
                if referent is not None:
                    taken[token.i] = Person(token.i, token.i + 1, referent)
        unique = {person.start: person for person in taken.values()}
        return [unique[start] for start in sorted(unique)]

    def _full_names(self) -> list[tuple[int, int]]:
        names = {(spot.start, spot.end) for spot in self._spots if spot.how == "person" and spot.end - spot.start > 1}
        covered = {index for start, end in names for index in range(start, end)}
        known = {index for spot in self._spots for index in range(spot.start, spot.end) if spot.how != "person"}
        for ent in self._doc.ents:
            if ent.label_ != "PERSON":
                continue
            start, end = _trimmed(ent)
            start = self._after_title(start, end)
            cells = range(start, end)
            if self._many(self._doc[end - 1]):
                continue
            joined = any(t.dep_ == "cc" or t.text == "," for t in self._doc[start:end])
            if end - start > 1 and not joined and not covered.intersection(cells) and not known.issuperset(cells):
                names.add((start, end))
        return sorted(names)

    def _many(self, token: Token) -> bool:
        """True for “MPs” and “Turks”, which are no surnames whatever spaCy takes them for."""
        text = token.text
        plural = text.endswith("s") and not text.islower() and (text[:-1].isupper() or token.tag_ == "NNPS")
        return plural and (
            self._knowledge.role(token.lower_) is not None or self._knowledge.country_of(text, self._on) is not None
        )

    def _after_title(self, start: int, end: int) -> int:
        """Where the name begins in “Crown Prince Naruhito” and “Senator Di Biagio”, which spaCy takes for names."""
        for length in range(min(3, end - start - 1), 0, -1):
            title = self._doc[start : start + length]
            if self._knowledge.role(title.text) is not None and title[-1].lower_ not in _NAMES:
                return start + length
        return start

    def _introduce(self, start: int, end: int) -> None:
        name = self._doc[start:end].text
        key = normal_form(name)
        fresh = self._describe(start, end)
        before = self._by_name.get(key)
        if before is not None and before.kb is None and fresh.kb is None and fresh.kind == before.kind:
            fresh = _joined(before, fresh)
        if before is None or (before.kb is None and fresh != before):
            self._by_name[key] = fresh
            if fresh.kind != "person":
                return
            for form in surname_forms(fresh.name or name, fresh.country):
                self._by_surname.setdefault(form, fresh)
                if self._by_surname[form].name == fresh.name:
                    self._by_surname[form] = fresh
            self._by_surname.setdefault(key.split()[-1], fresh)
            self._by_given.setdefault(key.split()[0], fresh)

    def _describe(self, start: int, end: int) -> Referent:
        """Who a full name is: by the knowledge base, else by the title or apposition beside it."""
        name = self._doc[start:end].text
        gender = self._gender(start, end)
        title = self._title(start, end)
        entries = self._knowledge.entries(name, self._on) or self._knowledge.entries(_plain(name), self._on)
        people = [entry for entry in entries if entry.kind == "person"]
        if people:
            return self._in_office(of_entry(people, title.text if title is not None else "", self._on, gender), title)
        by_surname = self._known_by_names(name)  # “Pérez Molina”, “bin Salman”
        if by_surname:
            return of_entry(by_surname, title.text if title is not None else "", self._on, gender)
        told = self._knowledge.name_word(self._doc[end - 1].text) if end - start > 1 else None
        if told is not None:  # “Age Concern” is nobody's first and last name
            return Referent("body", name=name, sector=told, reason="by a word of its name")
        referent = Referent("person", name=name, gender=gender, reason="named in the report")
        told = self._by_title(referent, title or self._told(self._doc[start:end].root))
        return self._by_body(told, end) if told.sector is None else told

    def _in_office(self, referent: Referent, title: Tokens | None) -> Referent:
        """The person in the office that the report gives, where the tables know only one that has ended."""
        if referent.sector != "ELI" or title is None:
            return referent
        phrase = read_phrase(title, title.root, self._spots, self._knowledge)
        sector = sector_of(phrase)
        if phrase.former or phrase.role is None or sector not in OFFICES or title[0].lower_ == "late":
            return referent
        return referent.but(sector=sector, role=phrase.role.words, reason=f"by the words “{title.text}”")

    def _by_body(self, referent: Referent, end: int) -> Referent:
        """“George Zornick of The Nation”, “Craig Henry of the Saint Lucia National Trust”: of the body's sector."""
        if end >= len(self._doc) or self._doc[end].lower_ not in ("of", "from", "at"):
            return referent
        first = end + 1 + (end + 1 < len(self._doc) and self._doc[end + 1].lower_ == "the")
        spot = next((s for s in self._spots if s.start in (first, end + 1) and s.how in ("body", "group")), None)
        if spot is not None and spot.entry is not None:
            country = referent.country or spot.country
            return referent.but(country=country, sector=spot.entry.sector, reason=f"of {spot.name}")
        last = first
        while last < len(self._doc) and self._doc[last].pos_ == "PROPN":
            last += 1
        sector = self._knowledge.name_word(self._doc[last - 1].text) if last - first > 1 else None
        return referent.but(sector=sector, reason=f"of {self._doc[first:last].text}") if sector else referent

    def _by_title(self, referent: Referent, title: Tokens | None) -> Referent:
        if title is None:
            return referent
        phrase = read_phrase(title, title.root, self._spots, self._knowledge)
        country = phrase.countries[0].country if phrase.countries else None
        if phrase.entry is not None and (country is None or phrase.entry.country in ("IGO", "NGO")):
            country = phrase.entry.country
        sector = sector_of(phrase)
        role = phrase.role.words if phrase.role else None
        return referent.but(country=country, sector=sector, role=role, reason=f"by the words “{title.text}”")

    def _title(self, start: int, end: int) -> Tokens | None:
        """The words that say what a named person is: before the name, or set beside it."""
        root = self._doc[start:end].root
        left = self._title_start(start)
        if left < start and any(
            self._knowledge.role(t.lower_) or t.ent_type_ not in _NO_TITLE for t in self._doc[left:start]
        ):
            return self._doc[left:start]
        for child in root.children:
            if child.dep_ == "appos" and child.i >= end and child.pos_ in ("NOUN", "PROPN", "ADJ"):
                noun = child
                if child.i + 2 < len(self._doc) and child.nbor().text == "-":  # “the co-chair of …”
                    noun = child.nbor(2)
                return self._doc[child.left_edge.i : max(noun.i, min(noun.right_edge.i, noun.i + 12)) + 1]
        if root.dep_ == "appos" and root.head.i < start and root.head.pos_ in ("NOUN", "PROPN"):
            return self._doc[self._officer(root.head).left_edge.i : start]
        return self._before_comma(start)

    def _officer(self, noun: Token) -> Token:
        """The holder of the office where the parser sets a name beside its place: “the governor of Basra, …”."""
        above = noun.head.head
        placed = noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.ent_type_ in ("GPE", "LOC")
        return above if placed and self._knowledge.role(above.lower_) is not None else noun

    def _before_comma(self, start: int) -> Tokens | None:
        """“The governor of Ninevah province” of “the governor of Ninevah province, Nawfal al-Akoub”."""
        if start < 2 or self._doc[start - 1].text != "," or self._doc[start].is_sent_start:
            return None
        first = start - 1
        while first > 0 and start - first < _FURTHEST and not self._doc[first].is_sent_start:
            token = self._doc[first - 1]
            if token.pos_ in ("VERB", "AUX", "SCONJ", "PUNCT", "SPACE") and token.text != "-":
                break
            if token.pos_ == "PRON" and token.tag_ != "PRP$":
                break
            first -= 1
        while first < start and self._doc[first].pos_ in ("ADP", "CCONJ", "ADV", "PART"):
            first += 1
        for index in range(first, start - 1):
            token = self._doc[index]
            if token.pos_ == "ADP":  # the role stands before what hangs on it
                return None
            if token.tag_ in ("NN", "NNP") and self._knowledge.role(token.lower_) is not None:
                if index + 1 < start - 1 and self._doc[index + 1].tag_ in ("NN", "NNP"):
                    continue
                return self._doc[first : start - 1]
        return None

    def _told(self, root: Token) -> Tokens | None:
        """What a clause says that they are: “Edward Leigh, who is chairman of …”, “Smith is a British engineer”."""
        verb = next((child for child in root.rights if child.dep_ == "relcl"), None)
        if verb is None and root.dep_ == "nsubj":
            verb = root.head
        if verb is None or verb.lemma_ not in ("be", "become") or any(child.dep_ == "neg" for child in verb.children):
            return None
        noun = next((child for child in verb.rights if child.dep_ == "attr" and child.pos_ in ("NOUN", "PROPN")), None)
        if noun is None or noun.tag_ in ("NNS", "NNPS") or self._knowledge.role(noun.lower_) is None:
            return None
        return self._doc[noun.left_edge.i : max(noun.i, min(noun.right_edge.i, noun.i + 12)) + 1]

    def _title_start(self, start: int) -> int:
        """Where the run of nouns, names and adjectives before a name begins: “Russian Minister of Defence”."""
        left = start
        while left > 0 and start - left < 9:
            token = self._doc[left - 1]
            of = token.lower_ == "of" and left < start and self._knowledge.role(self._doc[max(0, left - 2)].lower_)
            joined = token.lower_ == "and" and left < start and self._joins(left - 1)
            if not (of or joined or token.pos_ in ("NOUN", "PROPN", "ADJ") or token.tag_ == "POS" or token.text == "-"):
                break
            if token.is_sent_start and token.pos_ not in ("NOUN", "PROPN", "ADJ"):
                break
            left -= 1
            if token.is_sent_start:
                break
        return left

    def _joins(self, index: int) -> bool:
        """True for the “and” of “recruiter and conspirator Neil Prakash”: one who is both."""
        before, after = self._doc[index - 1], self._doc[index + 1]
        return after.is_lower and before.is_lower and self._knowledge.role(before.text) is not None

    def _gender(self, start: int, end: int) -> Gender | None:
        before = self._doc[start - 1].lower_.rstrip(".") if start else ""
        first = self._doc[start].text
        if before in _FEMALE or first.lower().rstrip(".") in _FEMALE:
            return "f"
        if before in _MALE or first.lower().rstrip(".") in _MALE:
            return "m"
        return "f" if first in self._women else None

    def _known_by_surname(self, token: Token) -> list[Entry]:
        """The entries of the one person whom a bare surname can mean that day: the highest in office."""
        return [] if token.ent_type_ in ("DATE", "TIME") else self._known_by_names(token.text)

    def _known_by_names(self, surname: str) -> list[Entry]:
        entries = self._knowledge.surname(surname, self._on)
        if self._on is not None:
            entries = [entry for entry in entries if entry.valid(self._on)] or entries
        highest = max(map(rank, entries), default=0)
        ids = {entry.id for entry in entries if rank(entry) == highest}
        if len(ids) != 1:
            return []
        held = [entry for entry in entries if entry.id in ids]
        in_office = self._on is not None and highest == 3 and held[0].valid(self._on)
        # “Philip” is hardly a prime minister of the Solomon Islands where a long report does not speak of them.
        brief = len(self._spots) < _MANY
        return held if in_office or brief or held[0].country in self._countries else []

    def _unmistakable(self, token: Token, entries: list[Entry]) -> bool:
        """True for a surname that means a head of state in office, or alone the only one who ever had the name."""
        if any(rank(entry) == 3 and (self._on is None or entry.valid(self._on)) for entry in entries):
            return True
        apart = not any(
            t.pos_ == "PROPN" for t in (token.nbor(-1) if token.i else token, *token.rights) if t is not token
        )
        bearers = self._knowledge.surname(token.text)
        if self._on is not None and any(rank(entry) for entry in entries):  # of the Trumps the one in politics
            bearers = [entry for entry in bearers if entry.valid(self._on) and rank(entry)]
        alone = len({entry.id for entry in bearers}) == 1
        return apart and alone and len(token.text) > 4 and token.dep_ in _ARGUMENTS

    def _may_be_name(self, token: Token) -> bool:
        text = token.text
        if not text[0].isupper() or len(text) < 2 or self._many(token):
            return False
        if token.pos_ == "PROPN" or token.ent_type_ == "PERSON":
            return True
        # spaCy takes a surname that begins a sentence for a verb or noun now and then: “Trump stuck to …”
        return (not token.is_sent_start or token.dep_ in _SUBJECTS) and bool(self._knowledge.surname(text))

    def _single(self, token: Token) -> Referent | None:
        """Whom a surname alone means: one introduced here, else the only one of that name whom the tables know."""
        form = normal_form(token.text)
        known = self._by_surname.get(form)
        gender = self._gender(token.i, token.i + 1)
        if known is not None:
            if gender and known.gender is None:
                known = known.but(gender=gender)
                self._by_surname[form] = known
            return known
        before = self._doc[token.i - 1].lower_.rstrip(".") if token.i else ""
        titled = before in _HONORIFICS
        given = self._by_given.get(form)
        if given is not None and (token.ent_type_ == "PERSON" or titled):  # “Sir Nicholas”, “Anna”
            return given
        entries = self._known_by_surname(token)
        if token.ent_type_ != "PERSON" and not titled and not self._unmistakable(token, entries):
            return None
        title = self._title(token.i, token.i + 1)
        if entries:
            return of_entry(entries, title.text if title is not None else "", self._on, gender)
        referent = Referent("person", name=token.text, gender=gender, reason="named in the report")
        return self._by_title(referent, title)


def _joined(before: Referent, fresh: Referent) -> Referent:
    """What an earlier and a later mention tell of one person; the earlier one where both tell something."""
    if before.sector is None and fresh.sector is not None:
        return fresh.but(country=before.country or fresh.country, gender=before.gender or fresh.gender)
    return before.but(country=before.country or fresh.country, gender=before.gender or fresh.gender)


def of_entry(entries: list[Entry], title: str, on: datetime.date | None, gender: Gender | None = None) -> Referent:
    """A person of the knowledge base in the office held on that day, or in the one that the report's title names."""
    held = office([entry for entry in entries if entry.id == entries[0].id], on, title)
    since = f", out of office since {held.since}" if held.since else ""
    return Referent(
        "person",
        name=held.entry.name,
        kb=held.entry.id,
        country=held.entry.country,
        sector=held.sector,
        role=None if held.out else held.entry.role,
        reason=f"in the knowledge base{since}",
        gender=gender,
    )


def womens_names() -> frozenset[str]:
    """First names that tell a woman."""
    lines = _WOMEN.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line and not line.startswith("#"))


def _plain(name: str) -> str:
    """A name without the initials in its middle: “Viktor F. Yanukovych” is “Viktor Yanukovych”."""
    words = name.split()
    return " ".join(word for index, word in enumerate(words) if index == 0 or len(word.rstrip(".")) > 1)


def _trimmed(ent: Tokens) -> tuple[int, int]:
    """A person entity without possessive, honorific or role words around it."""
    start, end = ent.start, ent.end
    doc = ent.doc
    while end > start and (doc[end - 1].text in ("'s", "’s", "'", "’", ",", ".") or doc[end - 1].is_space):
        end -= 1
    while start < end - 1 and (doc[start].lower_.rstrip(".") in _HONORIFICS or not doc[start].text[0].isalnum()):
        start += 1
    return start, end
