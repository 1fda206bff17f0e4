"""sayso from Python: what an import costs, one call, and how a coded report shows itself."""

import subprocess
import sys

import pytest

import sayso
from sayso.coded import Coded

HEAVY = ("spacy", "onnxruntime", "duckdb", "numpy", "torch")


def test_import_is_light():
    command = f"import sys, sayso; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_names_that_are_promised_are_there():
    for name in sayso.__all__:
        assert getattr(sayso, name) is not None
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = sayso.nothing_of_the_kind


def test_a_subpackage_does_not_overwrite_the_verb():
    import sayso.coding  # noqa: PLC0415 - the import is what is tested

    assert sayso.coding.Coder is sayso.Coder
    assert callable(sayso.code)


def test_one_call():
    coded = sayso.code("Japan condemned North Korea's missile launch.", published="2024-06-19", title="Launch", id="x1")
    assert isinstance(coded, Coded)
    assert (coded.document.id, coded.document.title) == ("x1", "Launch")
    assert "ACCUSE" in {c.type for c in coded.claims}


def test_a_bad_date_is_a_value_error():
    with pytest.raises(ValueError, match="June"):
        sayso.code("Japan condemned the launch.", published="June 2024")


@pytest.mark.skipif(not hasattr(Coded, "_repr_html_"), reason="Coded is not wired to the notebook display")
def test_a_notebook_shows_the_text(coder):
    coded = coder.code(sayso.Document.of("Japan condemned <b>North Korea's</b> missile launch."))
    html = coded._repr_html_()
    assert "condemned" in html
    assert "<b>North" not in html
    assert "condemned" in repr(coded)
