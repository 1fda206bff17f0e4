import pytest

from sayso.settle.copies import compare, fingerprint, shingles

TEXT = (
    "A bomb killed twelve people in the vegetable market of Dural on Monday, police said. "
    "The blast tore through stalls shortly after the morning prayer. "
    "Ambulances took more than thirty wounded to two hospitals in the provincial capital. "
    "No group has claimed the attack, but the government blamed the Liberation Front. "
    "The Front has fought for the province since the rains failed and the wells went dry."
)
EXPECTED_BANDS = (-3141857920979328299, -7066655768926987710)
OTHER = (
    "Delegations of Karvia and Tirland met in Fenholm on Monday for the first direct talks in six years. "
    "The meeting lasted five hours and dealt with the return of prisoners and the opening of the bridge. "
    "A second round is to be held on Friday in the castle of Arle if both capitals agree to the list of names."
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (TEXT, "same"),
        ("Harbor City – " + TEXT.upper(), "same"),  # case and a word before it say nothing
        (TEXT[:250], "trimmed"),
        (TEXT.replace("killed twelve people", "left twelve dead").replace("wounded", "injured"), "edited"),
        (OTHER, None),
        ("A bomb killed twelve people.", None),  # too short to tell
    ],
)
def test_kinds_of_copy(text: str, kind: str | None) -> None:
    copy = compare(shingles(TEXT), shingles(text))
    assert (copy.kind if copy else None) == kind


def test_bands_are_shared_by_copies_and_not_by_others() -> None:
    own = set(fingerprint(TEXT, []).bands)
    assert own & set(fingerprint(TEXT.replace("thirty", "forty"), []).bands)
    assert not own & set(fingerprint(OTHER, []).bands)


def test_bands_are_the_same_in_every_release() -> None:
    """They are kept in the database: a change of the library or of ours must come with a change of RULES."""
    assert fingerprint(TEXT, []).bands[:2] == EXPECTED_BANDS


def test_sentences_and_quotations_are_fingerprinted() -> None:
    quote = "“Not one gun has left our ports for Karvia,” she said."
    found = fingerprint(quote, [quote, "Too short."])
    assert len(found.sentences) == 1
    assert len(found.quotations) == 1
    assert found.quotations == fingerprint('He wrote: "Not one gun has left our ports for Karvia"', []).quotations
