"""The entities that spaCy finds in a sentence."""

from spacy.tokens import Span as Tokens


def entities(sentence: Tokens) -> list[Tokens]:
    """The entities within the words, with their labels: as ``sentence.ents``, which goes through all the report.

    >>> [(each.text, each.label_) for each in entities(sentence)]  # of “They left Syria.”
    [('Syria', 'GPE')]
    """
    doc = sentence.doc
    found: list[Tokens] = []
    for token in sentence:
        if token.ent_iob_ == "B":
            end = token.i + 1
            while end < len(doc) and doc[end].ent_iob_ == "I":
                end += 1
            if end <= sentence.end:
                found.append(Tokens(doc, token.i, end, label=token.ent_type))
    return found
