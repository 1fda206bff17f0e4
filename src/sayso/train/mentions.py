"""Reads annotated mentions that are no pronouns, as the resolver reads them but without supposing."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from spacy.tokens import Span as Tokens

from sayso.evaluate.naming import gold_mentions
from sayso.knowledge import Knowledge
from sayso.parse import Parsed
from sayso.resolve.actors import Actors
from sayso.resolve.belonging import CountryChoice
from sayso.resolve.gazetteer import Gazetteer
from sayso.resolve.people import womens_names
from sayso.resolve.pronouns import Pronouns
from sayso.resolve.scene import Scene
from sayso.resolve.supposing import SectorChoice

T = TypeVar("T")
Told = tuple[str, T, tuple[str, str]]  # words, what is seen of them, country and sector annotated (“” for none)


class Reader:
    """Reads the annotated mentions of reports.

    >>> list(Reader(Knowledge.load()).read(parsed, document, Actors.asked))
    [('the army', Question(…), ('SYR', 'MIL'))]
    """

    def __init__(self, knowledge: Knowledge, countries: CountryChoice | None = None) -> None:
        self._knowledge = knowledge
        self._countries = countries or CountryChoice()
        self._gazetteer = Gazetteer()
        self._women = womens_names()

    def read(
        self, parsed: Parsed, document: Mapping[str, Any], see: Callable[[Actors, Tokens], T | None]
    ) -> Iterator[Told[T]]:
        """Those of one report of which ``see`` sees something, each as often as the annotators named it.

        Who stands for several is left out.
        """
        scene = Scene(parsed, self._knowledge, self._gazetteer, self._women)
        actors = Actors(scene, SectorChoice(), self._countries)
        pronouns = Pronouns(scene, actors)
        for span, pairs in gold_mentions(document):
            tokens = scene.tokens_of(span)
            seen = see(actors, tokens) if len(pairs) == 1 and pronouns.refer(tokens) is None else None
            if seen is not None:
                yield span.text, seen, next(iter(pairs))


def known(seen: Iterable[tuple[str, str]], fewest: int) -> dict[str, int]:
    """A column for each feature that at least ``fewest`` reports have: ``known([("r1", "head:army")], 1)``.

    ``seen`` has reports and features of theirs.
    """
    reports: defaultdict[str, set[str]] = defaultdict(set)
    for report, feature in seen:
        reports[feature].add(report)
    return {feature: n for n, feature in enumerate(f for f in sorted(reports) if len(reports[f]) >= fewest)}
