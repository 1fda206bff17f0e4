"""Reports with claims, written by hand, for the tests of what is shown."""

import datetime
from typing import Any

from sayso.actor import Actor
from sayso.claim import Claim, claim_id
from sayso.coded import Coded
from sayso.document import Document
from sayso.link import Link
from sayso.place import Place
from sayso.span import Span
from sayso.when import When

SENTENCES = (
    "Kim Jong Un pledged support for Russia in Pyongyang on Wednesday.",
    "The leaders will sign a treaty.\n",
    "\nU.S. officials accused North Korea of supplying arms to Russia, which Moscow and Pyongyang denied.",
    "The agency, citing two officials, said Tokyo may impose sanctions.",
    "Soviet forces helped Korea in 1950.",
    "Nothing else happened.",
)
DAY = datetime.date(2024, 6, 19)
CODER = "by-hand 1"


class Builder:
    """Makes a Coded from sentences: ``Builder(SENTENCES).claim(0, "pledged", "SUPPORT", actors=[("Kim", "PRK")])``."""

    def __init__(self, sentences: tuple[str, ...], **fields: Any) -> None:
        self.document = Document.of(" ".join(sentences), **fields)
        self.sentences: list[Span] = []
        at = 0
        for sentence in sentences:
            words = sentence.strip()
            start = self.document.text.index(words, at) if words else at
            self.sentences.append(Span.of(self.document.text, start, start + len(words)))
            at = start + len(words)
        self.claims: list[Claim] = []

    def span(self, sentence: int, words: str) -> Span:
        """The first such words of a sentence."""
        start = self.document.text.index(words, self.sentences[sentence].start)
        return Span.of(self.document.text, start, start + len(words))

    def actor(self, sentence: int, words: str, country: str | None = None, **fields: Any) -> Actor:
        """An actor, of a government unless told otherwise."""
        sector = fields.pop("sector", "GOV" if country else None)
        return Actor(span=self.span(sentence, words), country=country, sector=sector, **fields)

    def claim(self, sentence: int, trigger: str, type: str, **fields: Any) -> "Builder":
        """One more claim."""
        made = Claim(
            id="",
            document=self.document.id,
            sentence=sentence,
            sentence_span=self.sentences[sentence],
            trigger=self.span(sentence, trigger),
            type=type,
            coder=CODER,
            **fields,
        )
        named = {name: getattr(made, name) for name in Claim.__struct_fields__} | {"id": claim_id(made)}
        self.claims.append(Claim(**named))
        return self

    def coded(self) -> Coded:
        """The report."""
        return Coded(document=self.document, sentences=tuple(self.sentences), claims=tuple(self.claims), coder=CODER)


def summit(id: str = "summit", **fields: Any) -> Coded:
    """Six sentences: a pledge; a treaty announced; arms alleged by one and denied by two; a chain; history; nothing."""
    defaults = {"title": "Kim hosts Putin", "publisher": "The Wire", "published": "2024-06-20"}
    make = Builder(SENTENCES, id=id, **(defaults | fields))
    russia = make.actor(2, "Russia", "RUS", name="Russia")
    korea = make.actor(2, "North Korea", "PRK", name="North Korea")
    make.claim(
        0,
        "support for",
        "SUPPORT",
        actors=(make.actor(0, "Kim Jong Un", "PRK", name="Kim Jong Un", kb="Q56226", reason="head of state in 2024"),),
        recipients=(make.actor(0, "Russia", "RUS"),),
        when=When(span=make.span(0, "on Wednesday"), start=DAY, end=DAY, precision="day", reason="before publication"),
        place=Place(span=make.span(0, "Pyongyang"), name="Pyongyang", country="PRK", reason="the capital"),
    )
    make.claim(1, "sign", "AGREE", actors=(make.actor(1, "leaders"),), aux=("future",))
    make.claim(2, "accused", "ACCUSE", actors=(make.actor(2, "U.S. officials", "USA"),), recipients=(korea,))
    supply: dict[str, Any] = {"actors": (korea,), "recipients": (russia,)}
    accused, denied = make.span(2, "accused"), make.span(2, "denied")
    officials = make.actor(2, "U.S. officials", "USA")
    make.claim(2, "supplying", "AID", attribution=(Link(holder=officials, stance="alleges", cue=accused),), **supply)
    for words, country in (("Moscow", "RUS"), ("Pyongyang", "PRK")):
        holder = make.actor(2, words, country)
        make.claim(2, "supplying", "AID", attribution=(Link(holder=holder, stance="denies", cue=denied),), **supply)
    agency = Link(holder=make.actor(3, "The agency"), stance="asserts", cue=make.span(3, "said"))
    two = Link(holder=make.actor(3, "two officials"), stance="alleges", cue=make.span(3, "citing"))
    make.claim(
        3,
        "impose sanctions",
        "SANCTION",
        actors=(make.actor(3, "Tokyo", "JPN", name="Japan", reason="a capital for its government"),),
        aux=("hypothetical",),
        attribution=(agency, two),
    )
    make.claim(4, "helped", "AID", actors=(make.actor(4, "Soviet forces", "RUS", sector="MIL"),), aux=("historical",))
    return make.coded()


HOSTILE = "<script>alert(1)</script>\x1b[31m&amp;\x07\u202egnp.exe [bold]x[/bold] \x9b2J :smile:"


def hostile() -> Coded:
    """A report in which everything that can hold text holds markup, escapes and direction overrides."""
    make = Builder((f"{HOSTILE} strikes {HOSTILE}.",), id="evil<b>\x1b]0;x\x07", title=HOSTILE, publisher=HOSTILE)
    actor = make.actor(0, HOSTILE, HOSTILE, name=HOSTILE, sector=HOSTILE, reason=HOSTILE, kb=HOSTILE)
    make.claim(
        0,
        f"{HOSTILE} strikes",
        HOSTILE,
        modes=(HOSTILE,),
        actors=(actor,),
        recipients=(actor,),
        attribution=(Link(holder=actor, stance="denies", cue=make.span(0, HOSTILE)),),
        place=Place(span=make.span(0, HOSTILE), name=HOSTILE),
    )
    return make.coded()
