"""Who says the words of a quotation: “They came at night,” said the mayor. “They shot my brother.”

The second sentence does not say who speaks. The speaker is carried on from the sentence that names them to those beside
it that are nothing but quotation.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from sayso.parse.parsed import Parsed
from sayso.parse.quotes import quoted

SAYING = frozenset(  # lemmas of the verbs that give somebody's words
    {
        "say", "tell", "add", "write", "declare", "announce", "insist", "warn", "explain", "argue", "tweet", "claim",
        "reply", "ask", "admit", "note", "state", "report", "comment", "continue", "conclude", "stress", "urge",
        "recall", "remember", "complain", "shout", "remark", "observe", "respond", "allege", "post", "think",
        "believe",
    }
)  # fmt: skip
FIRST = frozenset(
    {"i", "me", "my", "myself", "we", "us", "our", "ours", "ourselves"}
)  # by whom speakers mean themselves
REACH = 8  # sentences over which a quotation is carried on
# From a quoted sentence to those that may say whose words they are, likeliest first.
_NEAR = (0, -1, 1, -2, -3, -4, -5, -6)


class Speaker(NamedTuple):
    """Who says the words of a sentence, and the verb that says so; both may stand in another sentence."""

    subject: Token
    verb: Token


class Speakers:
    """The speakers of one report's quoted sentences.

    >>> Speakers(parse("“We lost,” said the mayor. “They shot my brother.”")).of(1).subject
    mayor
    """

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed

    @cached_property
    def quoted(self) -> list[bool]:
        """For each token of the report whether it is quoted."""
        return quoted(list(self._parsed.doc))

    @cached_property
    def _sentences(self) -> list["_Quoted"]:
        return [_Quoted(sentence, self.quoted) for sentence in self._parsed.sentences]

    def of(self, index: int) -> Speaker | None:
        """Who says what a sentence quotes: whom it names, the one carried on, or else whoever says something near it.

        The last holds too of a report without quotation marks; it leaves out “I said”, which is the writer.
        """
        near = (self._sentences[index + step] for step in _NEAR if 0 <= index + step < len(self._sentences))
        return self._sentences[index].speaker or self.carried(index) or next((s for e in near if (s := e.teller)), None)

    def carried(self, index: int) -> Speaker | None:
        """Who speaks in a sentence that is nothing but quotation and does not say so itself; ``None`` in others."""
        here = self._sentences[index]
        if not here.whole:
            return None
        before = range(index - 1, max(-1, index - 1 - REACH), -1)
        after = range(index + 1, min(len(self._sentences), index + 1 + REACH)) if here.goes_on else ()
        ways = (after, before) if here.begins else (before, after)
        return next((speaker for way in ways if (speaker := self._along(way)) is not None), None)

    def _along(self, way: Iterable[int]) -> Speaker | None:
        """The first speaker on the way, as far as the quotation reaches."""
        for index in way:
            each = self._sentences[index]
            if each.speaker is not None or not each.whole:
                return each.speaker
        return None


class _Quoted:
    """What a sentence holds of quotations; ``inside`` says of each token of the report whether it is quoted."""

    def __init__(self, sentence: Tokens, inside: Sequence[bool]) -> None:
        words = [t for t in sentence if t.is_alpha]
        self.whole = bool(words) and all(inside[t.i] for t in words)
        last = sentence[-1]
        self.goes_on = inside[last.i] and last.text not in ("”", '"', "''")
        self.begins = sentence[0].text in ("“", '"', "``", "''")
        partly = any(inside[t.i] for t in words)
        said = list(_speakers(sentence, inside))
        self.speaker = said[0] if said and partly and not self.whole else None
        self.teller = next((each for each in said if each.subject.lower_ not in FIRST), None)


def _speakers(sentence: Tokens, inside: Sequence[bool]) -> Iterator[Speaker]:
    for verb in sentence:
        if verb.pos_ == "VERB" and not inside[verb.i] and verb.lemma_.lower() in SAYING:
            subject = next((t for t in verb.children if t.dep_ == "nsubj" and not inside[t.i]), None)
            if subject is not None:
                yield Speaker(subject, verb)
