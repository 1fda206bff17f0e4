"""What the network is given of a sentence: the word pieces, and before them when and where in its report it stands."""

import datetime
from collections.abc import Sequence

from tokenizers import Encoding, Tokenizer

# Where in its report a sentence stands decides much of what is background: the first, the next two, …
_PLACES = ((0, "[unused1]"), (2, "[unused2]"), (5, "[unused3]"), (10, "[unused4]"))
_LATER, _ALONE = "[unused5]", "[unused6]"
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip


class Prefixes:
    """The pieces that stand between ``[CLS]`` and a sentence: month and year of publication, and the place in it.

    >>> prefixes = Prefixes(tokenizer)
    >>> [tokenizer.id_to_token(i) for i in prefixes.of(datetime.date(2018, 4, 14), 3)]
    ['april', '2018', '[unused3]']
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._dates: dict[tuple[int, int], tuple[int, ...]] = {}

    def of(self, published: datetime.date | None, index: int | None) -> tuple[int, ...]:
        """For sentence ``index`` (from 0) of a report published then; ``None`` where that is unknown or it is alone."""
        place = _ALONE if index is None else next((token for last, token in _PLACES if index <= last), _LATER)
        at = self._tokenizer.token_to_id(place)
        return (*self._date(published), at)

    def _date(self, published: datetime.date | None) -> tuple[int, ...]:
        if published is None:
            return ()
        month = (published.year, published.month)
        if month not in self._dates:
            words = f"{_MONTHS[published.month - 1]} {published.year}"
            self._dates[month] = tuple(self._tokenizer.encode(words, add_special_tokens=False).ids)
        return self._dates[month]


def with_prefix(encoding: Encoding, prefix: Sequence[int]) -> list[int]:
    """The ids of ``[CLS] prefix sentence [SEP]``; piece ``n`` > 0 of the sentence stands at ``n + len(prefix)``."""
    return [encoding.ids[0], *prefix, *encoding.ids[1:]]
