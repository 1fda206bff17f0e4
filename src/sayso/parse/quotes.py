"""Which words of a report are quoted: there “I” is the one quoted, elsewhere the writer."""

from collections.abc import Sequence

from spacy.tokens import Token

_STRAIGHT = frozenset({'"', "''", "``"})


def quoted(tokens: Sequence[Token]) -> list[bool]:
    """For each token whether it stands inside quotation marks; a new paragraph ends a quotation left open.

    >>> quoted(parse("“We won,” he said."))
    [True, True, True, True, False, False, False, False]
    """
    inside: list[bool] = []
    within = False
    for token in tokens:
        opens = token.text == "“" or (token.text in _STRAIGHT and _before_words(token))
        if token.is_space and "\n\n" in token.text:
            within = False
        elif opens:
            within = True
        inside.append(within)
        if not opens and (token.text == "”" or token.text in _STRAIGHT):
            within = False
    return inside


def _before_words(token: Token) -> bool:
    """True for a straight mark that opens: a space or nothing stands before it, and a word behind."""
    doc, index = token.doc, token.i
    apart = index == 0 or bool(doc[index - 1].whitespace_) or doc[index - 1].is_space or doc[index - 1].text in "([—-"
    return apart and not token.whitespace_
