"""Whether an event happened: what syntax says about negation, future, hypothetical and historical.

The model's probabilities and these cues are combined in :func:`auxiliaries`: a cue in the grammar of the event word
itself (“did not attack”, “will visit”, “if it attacks”) counts as evidence, never alone as a verdict.
"""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from sayso.claim import Auxiliary

# Each cue moves the model's log-odds; the figures were chosen on the held-out part of claims/train.
_WEIGHT = 1.5
_HYPOTHETICAL_MODALS = frozenset({"could", "may", "might", "would", "should", "can"})
_FUTURE_LEMMAS = frozenset({
    "plan", "expect", "schedule", "intend", "prepare", "announce", "vow", "pledge", "promise", "agree", "set", "due",
    "poise", "decide", "decision", "ready", "about",
})  # fmt: skip
_UNREAL_LEMMAS = frozenset({
    "want", "call", "urge", "demand", "ask", "hope", "propose", "consider", "threaten", "seek", "request", "appeal",
    "refuse", "fail", "likely", "possible", "possibility", "risk", "fear", "proposal", "option",
})  # fmt: skip
_NEGATING_LEMMAS = frozenset(
    {"fail", "refuse", "decline", "stop", "prevent", "without", "never", "no", "neither", "unable"}
)


def auxiliaries(event: Token, scores: Mapping[str, float]) -> dict[Auxiliary, tuple[float, str]]:
    """For each auxiliary its probability and what supports it.

    >>> auxiliaries(doc[3], {"negation": 0.3, "future": 0.1, "hypothetical": 0.2, "historical": 0.0})
    {'negation': (0.65, 'model, grammar: “not”'), ...}
    """
    cues: dict[str, str] = {}
    for name, word in _cues(event):
        cues.setdefault(name, word.text)
    out: dict[Auxiliary, tuple[float, str]] = {}
    names: tuple[Auxiliary, ...] = ("negation", "future", "hypothetical", "historical")
    for name in names:
        score, by = scores.get(name, 0.0), "model"
        if name in cues:
            odds = score / max(1.0 - score, 1e-6) * 2.718**_WEIGHT
            score, by = odds / (1.0 + odds), f"model, grammar: “{cues[name]}”"
        out[name] = (score, by)
    return out


def _cues(event: Token) -> Iterator[tuple[Auxiliary, Token]]:
    """What the words around an event word say of it, nearest first."""
    for child in event.children:
        if child.dep_ == "neg" or (child.dep_ == "det" and child.lower_ == "no"):
            yield "negation", child
        elif child.dep_ == "aux":
            if child.lower_ in ("will", "'ll", "’ll", "wo", "shall"):
                yield "future", child
            elif child.lower_ in _HYPOTHETICAL_MODALS:
                yield "hypothetical", child
        elif child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            yield "hypothetical", child
    if event.dep_ in ("xcomp", "ccomp", "pobj", "dobj", "acl", "advcl", "conj", "pcomp"):
        governor = event.head if event.dep_ != "pobj" else event.head.head
        lemma = governor.lemma_.lower()
        # “will continue attacking”: what is said of the governor holds for what it governs
        if event.dep_ in ("xcomp", "conj"):
            yield from _own(governor)
        if any(c.dep_ == "aux" and c.lower_ == "to" for c in event.children) or event.dep_ == "dobj":
            if lemma in _FUTURE_LEMMAS:
                yield "future", governor
            if lemma in _UNREAL_LEMMAS:
                yield "hypothetical", governor
            if lemma in _NEGATING_LEMMAS:
                yield "negation", governor


def _own(token: Token) -> Iterator[tuple[Auxiliary, Token]]:
    for child in token.children:
        if child.dep_ == "neg":
            yield "negation", child
        elif child.dep_ == "aux" and child.lower_ in ("will", "'ll", "’ll", "wo", "shall"):
            yield "future", child
