import pytest

from sayso.document import Document
from sayso.settle.credits import agency_named, credits_of

BODY = "Something happened on Monday, and somebody said so."


@pytest.mark.parametrize(
    ("text", "publisher", "expected"),
    [
        (f"PYONGYANG, June 19 (Meridian Wire) - {BODY}", "Meridian Wire", [("Meridian Wire", "dateline")]),
        (f"LONDON (Reuters) – {BODY}", "Lakeside Post", [("Reuters", "dateline")]),
        (f"MOSCOW, June 21. /TASS/. {BODY}", "Star", [("TASS", "dateline")]),
        (f"Pyongyang, June 20 (TNS) -- {BODY}", "Taedong News Service", [("Taedong News Service", "dateline")]),
        (f"{BODY}\n(Meridian Wire; shortened by the Courier)", "Courier", [("Meridian Wire", "credit")]),
        (f"By Jane Roe, Associated Press\n{BODY}", "Star", [("AP", "credit")]),
        (f"{BODY}\nSource: Xinhua", "Star", [("Xinhua", "credit")]),
        (f"{BODY} - AFP", "Star", []),  # a hyphen alone is too little
        (f"{BODY} — AFP", "Star", [("AFP", "credit")]),
        (f"{BODY}\nReuters contributed to this report.", "Star", [("Reuters", "contribution")]),
        (f"{BODY}\nWith files from The Canadian Press", "Star", [("Canadian Press", "contribution")]),
        (BODY, "Xinhua News Agency", [("Xinhua", "publisher")]),
        (f"{BODY} The group (Free Dural) denied it. It met (in Rome).", "Star", []),
        (f"{BODY} He was head of the party (Liberal Union).", "Star", []),
    ],
)
def test_credits(text: str, publisher: str, expected: list[tuple[str, str]]) -> None:
    document = Document.of(text, publisher=publisher)
    found = credits_of(document)
    assert [(credit.agency, credit.kind) for credit in found] == expected
    for credit in found:
        if credit.span is not None:
            assert document.text[credit.span.start : credit.span.end] == credit.span.text


def test_agencies_go_by_several_names() -> None:
    for name in ("AP", "the Associated Press", "ASSOCIATED PRESS"):
        agency = agency_named(name)
        assert agency is not None
        assert agency.name == "AP"
    assert agency_named("Northern Star") is None
