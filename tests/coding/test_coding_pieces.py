"""What the network is given: the prefix, and characters that lead back to the sentence."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso import models
from sayso.coding.pieces import Pieces, Prefixes, Setting, letter_cases

TOKENIZER = Tokenizer.from_file(str(Path(str(models.path("coder"))) / "tokenizer.json"))
TOKENIZER.no_padding()
TOKENIZER.no_truncation()


def tokens(setting: Setting) -> list[str | None]:
    return [TOKENIZER.id_to_token(n) for n in Prefixes(TOKENIZER).of(setting)]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (Setting(datetime.date(2018, 4, 14), 0), ["april", "2018", "[unused1]"]),
        (Setting(None, 2), ["[unused2]"]),
        (Setting(None, 40), ["[unused5]"]),
        (Setting(None, None), ["[unused6]"]),
    ],
)
def test_when_and_where_it_stands(setting: Setting, said: list[str]) -> None:
    assert tokens(setting) == said


@given(st.text(max_size=60), st.integers(0, 20))
def test_pieces_keep_to_the_sentence(text: str, index: int) -> None:
    encoding = TOKENIZER.encode(text)
    pieces = Pieces(text, encoding, Prefixes(TOKENIZER).of(Setting(datetime.date(2020, 1, 2), index)))
    assert len(pieces.ids) == len(pieces.words) == len(pieces.offsets) == len(pieces.cases)
    for n in range(len(pieces)):
        if pieces.words[n] is not None:
            start, end = pieces.characters(n, n + 1)
            assert 0 <= start <= end <= len(text)
            assert start <= pieces.offsets[n][0] <= pieces.offsets[n][1] <= end


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("Turkey told us, the US said", [0, 1, 0, 0, 0, 0, 2, 0, 0]),
        ("Zelenskyy left", [0, 1, 1, 1, 1, 0, 0]),  # all pieces of a word are written as the word is
        ("TURKEY TOLD US", [0, 0, 0, 0, 0]),
    ],
)
def test_how_words_are_written(text: str, cases: list[int]) -> None:
    assert letter_cases(text, TOKENIZER.encode(text)) == cases
