"""What the network is given of a sentence: the word pieces, and before them when and where in its report it stands."""

import datetime
from collections.abc import Sequence

import msgspec
from tokenizers import Encoding, Tokenizer

# Where in its report a sentence stands decides much of what is background: the first, the next two, …
_PLACES = ((0, "[unused1]"), (2, "[unused2]"), (5, "[unused3]"), (10, "[unused4]"))
_LATER, _ALONE = "[unused5]", "[unused6]"
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip


class Setting(msgspec.Struct, frozen=True):
    """When a sentence's report was published and where in it the sentence stands, from 0; ``None`` where unknown."""

    published: datetime.date | None = None
    index: int | None = None

    @classmethod
    def within(cls, published: datetime.date | None, index: int | None, sentences: int) -> "Setting":
        """That of the sentence ``index`` of a report of so many; the only sentence of one stands alone.

        >>> Setting.within(datetime.date(2018, 4, 14), 0, 1).index is None
        True
        """
        return cls(published, index if sentences > 1 else None)


class Prefixes:
    """The pieces that stand between ``[CLS]`` and a sentence: month and year of publication, and the place in it.

    >>> prefixes = Prefixes(tokenizer)
    >>> [tokenizer.id_to_token(i) for i in prefixes.of(Setting(datetime.date(2018, 4, 14), 3))]
    ['april', '2018', '[unused3]']
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._dates: dict[tuple[int, int], tuple[int, ...]] = {}

    def of(self, setting: Setting) -> tuple[int, ...]:
        """The pieces that say so."""
        index = setting.index
        place = _ALONE if index is None else next((token for last, token in _PLACES if index <= last), _LATER)
        at = self._tokenizer.token_to_id(place)
        return (*self._date(setting.published), *(() if at is None else (at,)))

    def _date(self, published: datetime.date | None) -> tuple[int, ...]:
        if published is None:
            return ()
        month = (published.year, published.month)
        if month not in self._dates:
            words = f"{_MONTHS[published.month - 1]} {published.year}"
            self._dates[month] = tuple(self._tokenizer.encode(words, add_special_tokens=False).ids)
        return self._dates[month]


class Pieces:
    """One sentence as the network reads it: ``[CLS] prefix sentence [SEP]``, and what each piece stands for.

    ``ids`` are the pieces; ``words`` the number of the word that each belongs to, ``None`` for what is no part of the
    sentence; ``offsets`` the characters of each, half-open; ``cases`` how the word of each is written.
    """

    def __init__(self, text: str, encoding: Encoding, prefix: Sequence[int]) -> None:
        self.ids: list[int] = with_prefix(encoding, prefix)
        self.cases: list[int] = [0] * len(prefix) + letter_cases(text, encoding)
        nothing = len(prefix) + 1
        self.words: list[int | None] = [None] * nothing + list(encoding.word_ids[1:])
        self.offsets: list[tuple[int, int]] = [(0, 0)] * nothing + list(encoding.offsets[1:])

    def __len__(self) -> int:
        return len(self.ids)

    def begins_word(self, at: int) -> bool:
        """Whether a word begins with piece ``at``: an event word is asked for at its first piece."""
        return self.words[at] is not None and (at == 0 or self.words[at - 1] != self.words[at])

    def characters(self, first: int, past: int) -> tuple[int, int]:
        """The characters of pieces ``first`` to ``past``, widened to whole words."""
        words = self.words
        while first > 0 and words[first - 1] is not None and words[first - 1] == words[first]:
            first -= 1
        while past < len(words) and words[past] is not None and words[past] == words[past - 1]:
            past += 1
        return self.offsets[first][0], self.offsets[past - 1][1]


def with_prefix(encoding: Encoding, prefix: Sequence[int]) -> list[int]:
    """The ids of ``[CLS] prefix sentence [SEP]``; piece ``n`` > 0 of the sentence stands at ``n + len(prefix)``."""
    return [encoding.ids[0], *prefix, *encoding.ids[1:]]


def letter_cases(text: str, encoding: Encoding) -> list[int]:
    """For each piece of ``text`` how its word is written: 0 small or no word, 1 with a capital first, 2 in capitals.

    The base model reads small letters alone, to which “US” and “us”, “Turkey” and “turkey” are the same. A text all in
    capitals is taken as one all in small letters: neither tells names from other words.
    """
    if text.isupper():
        return [0] * len(encoding.ids)
    words: dict[int, tuple[int, int]] = {}
    for word, (start, end) in zip(encoding.word_ids, encoding.offsets, strict=True):
        if word is not None:
            words[word] = (words.get(word, (start, end))[0], end)
    case = {word: _letter_case(text[start:end]) for word, (start, end) in words.items()}
    return [0 if word is None else case[word] for word in encoding.word_ids]


def _letter_case(word: str) -> int:
    if not word[:1].isupper():
        return 0
    return 2 if len(word) > 1 and word.isupper() else 1


def pair_marks(offsets: Sequence[tuple[int, int]], source: tuple[int, int], target: tuple[int, int]) -> list[int]:
    """For each piece 1 where it touches the source's characters, 2 where the target's, 0 elsewhere.

    >>> pair_marks([(0, 4), (5, 14), (15, 18)], (0, 4), (15, 18))
    [1, 0, 2]
    """
    marks = [0] * len(offsets)
    for mark, (start, end) in ((1, source), (2, target)):
        for n, (a, b) in enumerate(offsets):
            if a < end and start < b:
                marks[n] = mark
    return marks
