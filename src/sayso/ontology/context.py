"""What an event is about, and the words that say so."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """A PLOVER context: ``election`` is evoked by “ballot” and “polling station”.

    ``keywords`` are lemmas, or several lemmas that stand side by side; in the phrases of ``unless`` they don't count.
    """

    name: str
    definition: str
    keywords: tuple[str, ...]
    unless: tuple[str, ...] = ()


class ContextIndex(msgspec.Struct, frozen=True):
    """Keywords by their first word, so that a sentence is read once whatever the number of contexts."""

    keywords: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    unless: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    order: tuple[str, ...]

    @classmethod
    def of(cls, contexts: Iterable[Context]) -> "ContextIndex":
        """The index over these contexts; found contexts come out in their order."""
        contexts = tuple(contexts)
        return cls(
            keywords=_by_first_word((phrase, context.name) for context in contexts for phrase in context.keywords),
            unless=_by_first_word((phrase, context.name) for context in contexts for phrase in context.unless),
            order=tuple(context.name for context in contexts),
        )

    def find(self, lemmas: Sequence[str]) -> tuple[str, ...]:
        """The contexts that the words of a sentence evoke: ``find(["the", "polling", "station"]) == ("election",)``."""
        words = [word for lemma in lemmas for word in words_of(lemma)]
        covered = {
            (name, position)
            for start in range(len(words))
            for phrase, name in _matches(self.unless, words, start)
            for position in range(start, start + len(phrase))
        }
        found = {
            name
            for start in range(len(words))
            for phrase, name in _matches(self.keywords, words, start)
            if any((name, position) not in covered for position in range(start, start + len(phrase)))
        }
        return tuple(name for name in self.order if name in found)


def words_of(phrase: str) -> tuple[str, ...]:
    """The words as they are compared: ``words_of("Pro-Democracy")`` is ``("pro", "democracy")``.

    Tokenizers differ over hyphens and apostrophes, so hyphens part words and both apostrophes are one.
    """
    return tuple(phrase.casefold().replace("’", "'").replace("-", " ").split())


def _by_first_word(phrases: Iterable[tuple[str, str]]) -> Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]:
    index: dict[str, set[tuple[tuple[str, ...], str]]] = {}
    for phrase, name in phrases:
        words = words_of(phrase)
        for last in (words[-1], _plural(words[-1])):
            form = (*words[:-1], last)
            index.setdefault(form[0], set()).add((form, name))
    return {word: tuple(sorted(forms)) for word, forms in index.items()}


def _plural(word: str) -> str:
    """The plural too, because lemmatizers leave names as they are: “Human Rights Watch”."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")


def _matches(
    index: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]], words: Sequence[str], start: int
) -> Iterable[tuple[tuple[str, ...], str]]:
    return (
        (phrase, name)
        for phrase, name in index.get(words[start], ())
        if tuple(words[start : start + len(phrase)]) == phrase
    )
