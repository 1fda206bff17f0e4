"""Where a sentence must start and where it must not, settled before spaCy's parser looks for its own boundaries."""

import re

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

COMPONENT = "sayso_boundaries"

# What stands before a name and never ends a sentence.
_TITLE = re.compile(
    "mr|mrs|ms|dr|prof|rev|fr|gov|sen|reps?|sens|govs|gen|lt|col|sgt|maj|capt|cpl|cmdr|adm|brig|hon|pres|supt|"
    "insp|det|st|mt|ft|messrs|atty|amb|sec|dep|asst|vs|cf|approx"
)
# What may end a sentence, but seldom does where a name or a small letter follows.
_ABBREVIATION = re.compile(
    r"u\.s|u\.k|u\.n|e\.u|u\.a\.e|d\.c|d\.p\.r\.k|u\.s\.a|u\.s\.s\.r|inc|ltd|co|corp|bros|dist|dept|est|no|jr|sr|"
    "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun"
)
# What often starts a sentence: after “the U.S.” it may be a new one, and the parser is to say.
_OPENER = re.compile(
    "the|an?|in|on|at|it|he|she|they|we|i|and|but|however|while|after|before|when|if|as|this|that|these|those|"
    "there|his|her|their|its|for|with|from|by|no|not|some|many|most|what|who|why|how"
)
_CLOSING = frozenset({'"', "”", "’", "'", ")", "]", "''", "»", "’’"})
_FINAL = frozenset(".!?…:;—–")
_YES, _NO = 1, -1  # spaCy's values of SENT_START; 0 leaves it to the parser
_BREAK = re.compile(r"\n[ \t\r\f\v\u00a0]*\n|\u2029")


def add_boundaries(nlp: Language) -> None:
    """Put the component in front of the pipeline's parser, so that the trees keep to the boundaries as well."""
    Language.component(COMPONENT, func=mark_boundaries)
    nlp.add_pipe(COMPONENT, before="parser")


def mark_boundaries(doc: Doc) -> Doc:
    """Mark in ``doc`` the starts that are certain and those that are ruled out; leave the rest to the parser.

    A paragraph break always ends a sentence; “Sen.” and “U.S.” before a name don't; a closing quotation mark
    stays with the sentence that it closes; and without a final mark or a new line there is no new sentence.
    """
    pending = newline = False
    previous: Token | None = None  # the last token that is no whitespace
    starts = np.zeros(len(doc), np.int64)
    for n, token in enumerate(doc):
        if token.is_space:
            pending = pending or _BREAK.search(token.text) is not None
            newline = newline or "\n" in token.text
            if previous is not None:
                starts[n] = _NO
            continue
        if previous is not None:
            if pending:
                starts[n] = _YES
            elif _closes(token, previous) or _abbreviated(previous, token) or not (newline or _ends(previous)):
                starts[n] = _NO
        pending = newline = False
        previous = token
    # all at once: setting Token.is_sent_start looks through the whole doc for each token
    if len(doc):
        doc.from_array([SENT_START], starts.astype(np.uint64)[:, None])  # pyright: ignore[reportArgumentType]
    return doc


def trimmed_sentences(doc: Doc) -> tuple[Tokens, ...]:
    """The doc's sentences without the whitespace around them; what is whitespace alone is left out."""
    sentences = []
    for sentence in doc.sents:
        start, end = sentence.start, sentence.end
        while start < end and doc[start].is_space:
            start += 1
        while end > start and doc[end - 1].is_space:
            end -= 1
        if start < end:
            sentences.append(doc[start:end])
    return tuple(sentences)


def _closes(token: Token, previous: Token) -> bool:
    """True for a quotation mark or bracket that hangs on the word before it: the last one of ``“Go.”``."""
    return token.text in _CLOSING and token.idx == previous.idx + len(previous)


def _ends(previous: Token) -> bool:
    """True where a sentence can end with this token: a final mark, a quotation mark, “a.m.”."""
    return previous.text[-1] in _FINAL or previous.text in _CLOSING


def _abbreviated(previous: Token, token: Token) -> bool:
    """True where ``previous`` ends an abbreviation that ``token`` goes on from."""
    text = previous.text
    if not text.endswith("."):
        return False
    if text == ".":
        if previous.i == 0 or previous.idx != previous.nbor(-1).idx + len(previous.nbor(-1)):
            return False
        text = previous.nbor(-1).text
    word, first = text.rstrip(".").lower(), token.text[:1]
    if _TITLE.fullmatch(word):
        return first.isupper() or first.isdigit()
    initial = len(word) == 1 and word.isalpha() and word != "i"  # “George W. Bush”, “J. K. Rowling”
    if initial or _ABBREVIATION.fullmatch(word):
        return first.isalnum() and not _OPENER.fullmatch(token.text.lower())
    return False
