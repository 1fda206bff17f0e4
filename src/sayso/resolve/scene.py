"""What a report has said so far about who is who: the people it introduces, its acronyms, its country."""

import dataclasses
import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from urllib.parse import urlsplit

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from sayso.actor import STATELESS
from sayso.knowledge import Knowledge
from sayso.parse import Parsed
from sayso.resolve.gazetteer import Gazetteer
from sayso.resolve.origins import Origins
from sayso.resolve.people import Introductions, Person
from sayso.resolve.phrases import only_backed, role_of
from sayso.resolve.spots import PLACES, Spot, spots_in, spots_of
from sayso.resolve.times import times_in
from sayso.span import Span

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_PRONOUNS = HE | SHE | THEY
_ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,7})\)")
_ON_THE_SPOT = frozenset({"CVL", "COP", "JUD", "MIL", "UAF", "CRM"})
_STATELESS_FIGHTERS = frozenset(
    {"militant", "jihadist", "jihadi", "extremist", "terrorist", "islamist", "terror", "caliphate"}
)
# Who is meant by the bare word in a paper of that country: “MPs” in a British one.
_AT_HOME = {
    "GBR": frozenset({"mp", "mps", "peer", "commons", "backbencher", "parliament"}),
    "USA": frozenset({"senate", "senator", "congressman", "congresswoman", "lawmaker", "house"}),
}
_OFFICES = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY"})
KURDISTAN = frozenset({"SYR", "IRQ", "TUR", "IRN"})
_KURDS = frozenset({"REB", "CVL"})
_FLEEING = frozenset({"flee", "escape", "refugee", "displace", "exile", "migrant", "seeker"})
_MAINLY = 0.6  # of the countries named, the share from which a report is about one
_PRIOR = 0.05  # of each time that a country is named anywhere
_FADES = 40  # tokens in which a country named is half forgotten
_BEFORE_ACRONYM = 90  # characters


@dataclasses.dataclass(frozen=True, slots=True)
class Context:
    """The country that a mention without one most likely belongs to, and why; ``by`` names the rule in short."""

    country: str
    reason: str
    by: str = "other"


class Scene:
    """One report as the resolver sees it; everything is found once, when it is first asked for.

    >>> scene = Scene(parsed, knowledge, Gazetteer(), womens_names())
    >>> scene.person("Putin").name
    'Vladimir Putin'
    """

    def __init__(self, parsed: Parsed, knowledge: Knowledge, gazetteer: Gazetteer, women: frozenset[str]) -> None:
        self.gazetteer = gazetteer
        self._women = women
        self.parsed = parsed
        self.doc: Doc = parsed.doc
        self.knowledge = knowledge
        self.on = parsed.document.published
        self._touched: dict[Span, Tokens] = {}

    @cached_property
    def tokens(self) -> list[Token]:
        """The report's tokens, made once: spaCy makes new ones each time that its document is gone through."""
        return list(self.doc)

    def tokens_of(self, span: Span) -> Tokens:
        """As ``Parsed.tokens``: the tokens that a span touches; found once for each span."""
        if span not in self._touched:
            self._touched[span] = self.parsed.tokens(span)
        return self._touched[span]

    @cached_property
    def stand_ins(self) -> list[Token]:
        """The pronouns of the third person, in the order of the text."""
        return [token for token in self.tokens if token.lower_ in _PRONOUNS]

    @cached_property
    def spots(self) -> list[Spot]:
        """Every name that the knowledge base knows, in the order of the text."""
        return spots_of(self.parsed, self.tokens, self.knowledge, self.gazetteer, self.on)

    @cached_property
    def people(self) -> list[Person]:
        """Every mention of a person by name, in the order of the text, each with what is known of them."""
        return Introductions(self.doc, self.tokens, self.spots, self.knowledge, self.on, self._women).people()

    @cached_property
    def _origins(self) -> Origins:
        return Origins(self.doc, self.spots, self.people, self.knowledge)

    def kin(self, name: str) -> Token | None:
        """The pronoun that says whose relative someone of that name is, ``None`` where there is none."""
        return self._origins.kin(name)

    def origin(self, name: str, sector: str | None) -> Context | None:
        """Whence someone of that name is by what the report tells, or by the given name where that tells it apart."""
        told = self._origins.told(name)
        if told is not None:
            return Context(told, "where the report says that they are from", "told")
        if sector in _OFFICES:  # whoever bears an office bears it where the report is, whatever the name
            return None
        likely = [country for country, _ in self._counts.most_common()]
        given = self._origins.by_given_name(name, likely)
        return Context(given, "who bears such names", "given name") if given is not None else None

    @cached_property
    def acronyms(self) -> dict[str, Tokens]:
        """The names that the report shortens: “FSA” for the tokens of “Free Syrian Army (FSA)”."""
        found: dict[str, Tokens] = {}
        for match in _ACRONYM.finditer(self.parsed.document.text):
            before = self.parsed.document.text[max(0, match.start() - _BEFORE_ACRONYM) : match.start()].rstrip()
            name = _spelt_out(before, match[1])
            if name is not None:
                end = len(self.parsed.document.text[: match.start()].rstrip())
                tokens = self.doc.char_span(end - len(name), end, alignment_mode="expand")
                if tokens is not None:
                    found.setdefault(match[1], tokens)
        return found

    @cached_property
    def short_forms(self) -> dict[str, Spot]:
        """What the report may call a body or group after its full name: “civil defence” for “Syria Civil Defence”."""
        short: dict[str, Spot] = {}
        for spot in self.spots:
            if spot.how in ("body", "group"):
                for start in range(spot.start + 1, spot.end):
                    if self.doc[start].text[0].isupper() and (spot.end - start > 1 or len(self.doc[start]) > 6):
                        short.setdefault(self.doc[start : spot.end].text.lower(), spot)
                first = self.doc[spot.start]
                if spot.end - spot.start > 2 and first.pos_ in ("NOUN", "PROPN") and len(first) > 6:
                    short.setdefault(first.lower_, spot)
        return short

    def person_in(self, start: int, end: int) -> Person | None:
        """The last person named between two tokens, or ``None``."""
        first = bisect_left(self.people, start, key=lambda person: person.start)
        inside = [person for person in self.people[first : first + 8] if person.start >= start and person.end <= end]
        return inside[-1] if inside else None

    def person_over(self, start: int, end: int) -> Person | None:
        """The person whose name the tokens are a part of: “Erdoğan” in “Recep Tayyip Erdoğan”."""
        after = bisect_left(self.people, end, key=lambda person: person.start)
        last = self.people[after - 1] if after else None
        return last if last is not None and last.start <= start and end <= last.end else None

    def spots_in(self, start: int, end: int) -> list[Spot]:
        """The spots between two tokens."""
        return spots_in(self.spots, start, end)

    @cached_property
    def _counts(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for spot in self.spots:
            if spot.country and len(spot.country) == 3 and spot.country not in STATELESS:
                counts[spot.country] += 1
        return counts

    @cached_property
    def ents(self) -> tuple[Tokens, ...]:
        """spaCy's entities, in the order of the text."""
        return tuple(self.doc.ents)

    @cached_property
    def times(self) -> tuple[Tokens, ...]:
        """The days and times that the report names, in the order of the text."""
        return times_in(self.doc, self.parsed.document.text)

    @cached_property
    def times_by_sentence(self) -> tuple[tuple[Tokens, ...], ...]:
        """For each sentence the times that it names."""
        sentences = self.parsed.sentences
        return tuple(tuple(t for t in self.times if s.start <= t.start < s.end) for s in sentences)

    @cached_property
    def dominant(self) -> Context | None:
        """The country that the report speaks of most; the publisher's if it names none."""
        ranked = self._counts.most_common(1)  # of several as often the first
        if ranked:
            return Context(ranked[0][0], "the country that the report speaks of most", "most named")
        if self.home is not None:
            return Context(self.home, "the publisher's country", "publisher")
        return None

    @cached_property
    def home(self) -> str | None:
        """The country of the publisher, as the knowledge base or the address has it; ``None`` where neither tells."""
        publisher, url = self.parsed.document.publisher, self.parsed.document.url
        entries = self.knowledge.entries(publisher, self.on) if publisher else []
        if entries and entries[0].country:
            return entries[0].country
        host = urlsplit(url).hostname if url else None
        return self.gazetteer.country_of_domain(host.rpartition(".")[2]) if host else None

    @cached_property
    def owned(self) -> dict[str, list[tuple[int, str]]]:
        """For each role noun the places where the report says whose it is: “troops” → Syrian at token 12."""
        owned: dict[str, list[tuple[int, str]]] = {}
        for spot in self.spots:
            if spot.country is None or spot.how in ("group", *PLACES):
                continue
            noun = self._owned_noun(spot) if not only_backed(self.doc, spot) else None
            if noun is not None:
                owned.setdefault(noun.lemma_.lower(), []).append((noun.i, spot.country))
        return owned

    def _owned_noun(self, spot: Spot) -> Token | None:
        """The role noun that a name stands before or hangs on: “officials” for “Syrian government officials”."""
        token = self.doc[spot.end - 1]
        for head in (token.head, token.head.head):
            near = head.pos_ in ("NOUN", "PROPN") and 0 <= head.i - spot.end < 4
            if near and role_of(self.doc[head.i : head.i + 1], head, self.knowledge) is not None:
                return head
        return None

    def context(self, head: Token, sector: str | None = None) -> Context | None:
        """Whose “police” or “protesters” they are when the phrase does not say.

        The same noun's country earlier in the report comes first; then, for those who act on the spot, the place that
        the sentence names, and for fighters the group last spoken of; then the country that the report is about.
        """
        if sector in _KURDS and kurdish(head):
            return self.kurdistan(head, sector)
        if sector == "REF" and (self._fled_from is not None or head.lemma_.lower() in _FLEEING):
            return self._fled_from
        if self.home in _AT_HOME and head.lemma_.lower() in _AT_HOME[self.home] and self.names(self.home):
            return Context(self.home, "the publisher's country, which has such", "at home")
        earlier = [country for at, country in self.owned.get(head.lemma_.lower(), ()) if at < head.i]
        if earlier:
            return Context(earlier[-1], f"whose {head.lower_} the report spoke of before", "noun")
        found = self._group_before(head) if sector == "REB" else None
        if found is None and (sector in _ON_THE_SPOT or self.dominant is None):
            found = self.place_of(head)
        return found or self._in_play(head)

    def _in_play(self, head: Token) -> Context | None:
        """The report's country where it has one; where it speaks of several, the one most in play at the word."""
        total = sum(self._counts.values())
        if not total or self._counts.most_common(1)[0][1] >= _MAINLY * total:
            return self.dominant
        weights = {country: _PRIOR * count for country, count in self._counts.items()}
        end = head.sent.end
        for at, country in self._countries_named:
            if at < end:
                weights[country] += 0.5 ** (abs(head.i - at) / _FADES)
        best = max(weights, key=lambda country: weights[country])
        return Context(best, "the country most in play there", "in play")

    @cached_property
    def _countries_named(self) -> list[tuple[int, str]]:
        """Where a country is named, or someone of it; the stateless are left out."""
        named = [(spot.start, spot.country) for spot in self.spots if not only_backed(self.doc, spot)]
        meant = [(person.start, person.referent.country) for person in self.people]
        return [(at, country) for at, country in named + meant if country is not None and country in self._counts]

    @cached_property
    def _fled_from(self) -> Context | None:
        """The country whose refugees the report speaks of, or that it says people flee, wherever they are now."""
        counts: Counter[str] = Counter()
        peoples: Counter[str] = Counter()
        for spot in self.spots:
            if spot.country is None or spot.how in ("person", "group", "body"):
                continue
            token = self.doc[spot.end - 1]
            above = {token.head.lemma_.lower(), token.head.head.lemma_.lower() if token.head.lower_ == "from" else ""}
            if above & _FLEEING and token.dep_ not in ("nsubj", "nsubjpass"):
                counts[spot.country] += 1
            elif spot.how == "demonym" and token.tag_ in ("NNS", "NNPS") and spot.country != self.home:
                peoples[spot.country] += 1
        counts = counts or peoples  # people of a country are only those who flee where nobody is said to
        return (
            Context(counts.most_common(1)[0][0], "whose refugees the report speaks of", "fled from") if counts else None
        )

    def kurdistan(self, head: Token, sector: str | None = "REB") -> Context | None:
        """Where Kurds are: of the states that have them that of the group last spoken of, Syria, or the one most named.

        Those who do not fight are in the one most named of Syria and Iraq.
        """
        found = self._group_before(head) if sector == "REB" else None
        turkeys = found is not None and found.country == "TUR" and self.names("SYR")  # there they fight Turkey in Syria
        if found is not None and found.country in KURDISTAN and not turkeys:
            return found
        named = [country for country, _ in self._counts.most_common() if country in KURDISTAN]
        if not named:
            return self.dominant
        wanted = ("SYR",) if sector == "REB" else ("SYR", "IRQ")
        theirs = next((country for country in named if country in wanted), named[0])
        return Context(theirs, "the states with Kurds that the report names", "kurds")

    def _group_before(self, head: Token) -> Context | None:
        words = {t.lemma_.lower() for t in (head, *head.lefts)}
        if words & _STATELESS_FIGHTERS:
            stateless = [s for s in self.spots if s.how == "group" and s.country == "IMG" and s.start < head.i]
            if stateless:
                return Context("IMG", f"{stateless[-1].name}, the stateless group last spoken of", "stateless group")
        stateless = head.lemma_.lower() in _STATELESS_FIGHTERS
        if head.lemma_.lower() == "fighter" and not any(t.dep_ in ("amod", "compound") for t in head.lefts):
            near = self.group_spoken_of(head, 1)
            stateless = near is not None and near.country == "IMG"
        for spot in reversed(self.spots):
            if spot.end <= head.i and spot.how == "group" and spot.country:
                if spot.country == "IMG" and not stateless:
                    continue
                return Context(spot.country, f"{spot.name}, the group last spoken of", "group")
        groups = Counter(s.country for s in self.spots if s.how == "group" and s.country not in (None, "IMG"))
        return (
            Context(str(groups.most_common(1)[0][0]), "the groups that the report names", "groups") if groups else None
        )

    def group_spoken_of(self, head: Token, back: int = 2) -> Spot | None:
        """The armed group named last before a word, in its sentence or so many before it."""
        here = self.parsed.sentence_at(head.idx)
        first = self.parsed.sentences[max(0, here - back)].start
        groups = [s for s in self.spots_in(first, head.i) if s.how == "group" and s.country]
        return groups[-1] if groups else None

    def names(self, country: str) -> bool:
        """True where the report names the country or something in it."""
        return country in self._counts

    def place_of(self, head: Token) -> Context | None:
        """The country that the sentence of a word names by “in”, “at” or “near”."""
        sentence = head.sent
        for spot in self.spots_in(sentence.start, sentence.end):
            preposition = self.doc[spot.end - 1].head
            if spot.country and spot.entry is None and preposition.lower_ in ("in", "at", "near", "across", "outside"):
                return Context(spot.country, "the place that the sentence names", "place")
        return None


def kurdish(head: Token) -> bool:
    """True for “the Kurds” and “Kurdish fighters”."""
    return any(t.lower_ in ("kurd", "kurds", "kurdish") for t in (head, *head.lefts))


def _spelt_out(words: str, acronym: str) -> str | None:
    """The end of ``words`` whose initials give the acronym: “Free Syrian Army” of “by the Free Syrian Army”, FSA."""
    letters = acronym.upper()
    parts = list(re.finditer(r"[\w’']+", words))
    for first in range(len(parts) - 1, max(-1, len(parts) - 11), -1):
        initials = [part[0][0] for part in parts[first:]]
        weighty = [part[0][0] for part in parts[first:] if part[0][0].isupper()]
        if initials[0].isupper() and letters in ("".join(initials).upper(), "".join(weighty).upper()):
            return words[parts[first].start() :]
    return None
