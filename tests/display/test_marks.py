from hypothesis import given
from hypothesis import strategies as st
from reports_by_hand import Builder, summit

from sayso.display.marks import lines


def test_pieces_say_what_covers_them() -> None:
    first = next(iter(lines(summit())))
    assert [(piece.text, len(piece.covers), len(piece.opens)) for piece in first.pieces] == [
        ("Kim Jong Un pledged ", 0, 0),
        ("support for", 1, 1),
        (" Russia in Pyongyang on Wednesday.", 0, 0),
    ]


def test_a_paragraph_begins_after_a_blank_line() -> None:
    assert [line.index for line in lines(summit()) if line.paragraph] == [2]


def test_one_sentence_alone() -> None:
    assert [line.index for line in lines(summit(), only=3)] == [3]


@given(st.lists(st.tuples(st.integers(0, 18), st.integers(1, 8)), max_size=6))
def test_pieces_make_up_the_sentence_however_triggers_overlap(triggers: list[tuple[int, int]]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz"
    make = Builder((text,), id="d")
    for start, length in triggers:
        make.claim(0, text[start : start + length], "AID")
    (line,) = lines(make.coded())
    assert "".join(piece.text for piece in line.pieces) == text
    assert sorted(id(block) for piece in line.pieces for block in piece.opens) == sorted(map(id, line.blocks))
