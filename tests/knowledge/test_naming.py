"""One form for all spellings of a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.knowledge.naming import is_acronym, normal_form, surname_forms


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Kim Jong-un", "kim jong un"),
        ("the D.P.R.K.’s", "dprk"),
        ("Côte d'Ivoire", "cote divoire"),
        ("St. Kitts", "st kitts"),
        ("Syrians'", "syrians"),
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Lech Wałęsa", "lech walesa"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("al‑Assad", "al assad"),
        ("The Hague", "hague"),
        ("the", "the"),
    ],
)
def test_normal_form(text: str, form: str) -> None:
    assert normal_form(text) == form


@given(st.text())
def test_normal_form_has_no_outer_or_double_spaces(text: str) -> None:
    form = normal_form(text)
    assert form == " ".join(form.split())


@pytest.mark.parametrize(
    ("name", "country", "forms"),
    [
        ("Bashar al-Assad", "SYR", {"assad", "al assad"}),
        ("Mohammed bin Salman", "SAU", {"salman", "bin salman"}),
        ("Andrés Manuel López Obrador", "MEX", {"obrador", "lopez obrador"}),
        ("Kim Jong Un", "PRK", {"kim"}),
        ("Ban Ki-moon", "KOR", {"ban"}),
        ("Shinzo Abe", "JPN", {"abe"}),
        ("Ferdinand Marcos Jr.", "PHL", {"marcos"}),
        ("Sukarno", "IDN", {"sukarno"}),
        ("Jens Stoltenberg", None, {"stoltenberg"}),
        ("Jean-Yves Le Drian", "FRA", {"drian", "le drian"}),
    ],
)
def test_surname_forms(name: str, country: str | None, forms: set[str]) -> None:
    assert set(surname_forms(name, country)) == forms


def test_acronyms() -> None:
    assert [text for text in ("WHO", "U.S.", "Who", "G7", "UNESCO") if is_acronym(text)] == ["WHO", "U.S.", "UNESCO"]
