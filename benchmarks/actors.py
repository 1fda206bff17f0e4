"""How often the resolver gives the right country and sector for annotated mentions.

    python benchmarks/actors.py claims/train/*.jsonl [--errors 40] [--only sector]

Each file holds annotated documents (see the claims guidelines), one a line, or one in a .json file. Every actor,
recipient and holder whose words stand in the claim's sentence is resolved from its gold span; a mention that stands for
several is right if the set of those given is the set annotated. Prints accuracy of country, sector and both; with
--errors the wrong ones too.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sayso.actor import Actor
from sayso.document import Document
from sayso.draft import Draft
from sayso.knowledge import Knowledge
from sayso.parse import Parser
from sayso.resolve import Resolver
from sayso.span import Span

Pairs = frozenset[tuple[str, str]]


class Mention(NamedTuple):
    """One mention: where, its gold (country, sector) pairs, what came out, and why."""

    doc: str
    words: str
    sentence: str
    gold: Pairs
    coded: Pairs
    reason: str

    def right(self, part: int | None) -> bool:
        """Whether country (0), sector (1) or both (``None``) are those annotated."""
        if part is None:
            return self.gold == self.coded
        return {pair[part] for pair in self.gold} == {pair[part] for pair in self.coded}


def documents(paths: list[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        if path.suffix == ".jsonl":
            yield from (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())
        else:
            yield json.loads(path.read_text("utf-8"))


def gold_of(raw: dict[str, Any]) -> Iterator[tuple[Span, Pairs]]:
    """The annotated mentions of a document, claim by claim: the span of each, with those for whom it stands."""
    sentences = {each["id"]: each for each in raw["sentences"]}
    for claim in raw["claims"]:
        sentence = sentences[claim["sentence"]]
        near = raw["text"].find(claim["trigger"], sentence["start"], sentence["end"])
        holders = [link["holder"] for link in claim["attribution"] if link["holder"]]
        for ends in (claim["actors"], claim["recipients"], holders):
            by_words: dict[str, set[tuple[str, str]]] = defaultdict(set)
            for each in ends:
                by_words[each["text"]].add((each["country"], each["sector"]))
            for words, pairs in by_words.items():
                span = _locate(raw["text"], words, sentence["start"], sentence["end"], near)
                if span is not None:
                    yield span, frozenset(pairs)


def _locate(text: str, words: str, start: int, end: int, near: int) -> Span | None:
    """The words in their sentence, as whole words; of several occurrences the one nearest to the trigger."""
    if not words:
        return None
    whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = [match.start() for match in whole.finditer(text, start, end)]
    if not found:
        return None
    best = min(found, key=lambda at: abs(at - near))
    return Span(best, best + len(words), words)


def mentions(paths: list[Path], knowledge: Knowledge) -> Iterator[Mention]:
    """Every annotated mention of the files, resolved."""
    parser, resolver = Parser(), Resolver(knowledge)
    raws = list(documents(paths))
    docs = [
        Document.of(
            raw["text"], id=raw["doc_id"], published=raw["published"] or None, publisher=raw["publisher"] or None
        )
        for raw in raws
    ]
    for raw, parsed in zip(raws, parser.pipe(docs), strict=True):
        gold = list(gold_of(raw))
        drafts = [
            Draft(sentence=parsed.sentence_at(span.start), trigger=span, type="CONSULT", actors=(span,))
            for span, _ in gold
        ]
        for (span, pairs), claim in zip(gold, resolver.resolve(parsed, drafts), strict=True):
            yield Mention(
                raw["doc_id"],
                span.text,
                parsed.sentences[claim.sentence].text.replace("\n", " "),
                pairs,
                frozenset(map(_pair, claim.actors)),
                "; ".join(actor.reason or "" for actor in claim.actors),
            )


def _pair(actor: Actor) -> tuple[str, str]:
    return actor.country or "", actor.sector or ""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", nargs="+", type=Path)
    options.add_argument("--errors", type=int, default=0, metavar="N", help="show N of the wrong ones, drawn at random")
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--only", choices=["country", "sector"], help="errors of this kind alone")
    asked = options.parse_args()
    found = list(mentions(asked.paths, Knowledge.load()))
    for line in report(found, asked.only, asked.errors, asked.seed):
        sys.stdout.write(line + "\n")


def report(found: list[Mention], only: str | None, errors: int, seed: int) -> Iterator[str]:
    """The figures, the sectors most often mistaken, and some of the errors."""
    for name, part in (("country", 0), ("sector", 1), ("both", None)):
        right = sum(each.right(part) for each in found)
        yield f"{name:8} {right:5} of {len(found)}  {right / len(found):.3f}"
    confused = Counter((_sectors(each.gold), _sectors(each.coded)) for each in found if not each.right(1))
    yield "sectors, gold → given: " + ", ".join(f"{a} → {b} {n}" for (a, b), n in confused.most_common(24))
    part = {"country": 0, "sector": 1}.get(only or "")
    wrong = list(dict.fromkeys(each for each in found if not each.right(part)))
    random.Random(seed).shuffle(wrong)
    for each in wrong[:errors]:
        yield f"\n“{each.words}” {_show(each.gold)} given {_show(each.coded)}  ({each.reason})"
        yield f"   {each.doc}: {each.sentence}"


def _sectors(pairs: Pairs) -> str:
    return " ".join(sorted({sector or "-" for _, sector in pairs}))


def _show(pairs: Pairs) -> str:
    return " ".join(f"{country or '-'}/{sector or '-'}" for country, sector in sorted(pairs)) or "nobody"


if __name__ == "__main__":
    main()
