"""Where the words of an annotation stand in a text."""

import re


def nth(text: str, words: str, which: int) -> int:
    """Where the ``which``-th occurrence of ``words`` begins, counted from 1; -1 where there are not so many.

    >>> nth("killed and killed", "killed", 2)
    11
    """
    at = -1
    for _ in range(which):
        at = text.find(words, at + 1)
        if at < 0:
            return -1
    return at


def nearest(text: str, words: str, at: int) -> tuple[int, int] | None:
    """The occurrence of ``words`` as whole words nearest to character ``at``, or ``None``.

    >>> nearest("he said he would go", "he", 12)
    (8, 10)
    """
    if not words.strip():
        return None
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    return min(found, key=lambda s: abs(s[0] - at), default=None)
