from io import StringIO

from reports_by_hand import summit
from rich.console import Console

from sayso.display.explanation import explanation_view


def test_how_every_part_was_resolved() -> None:
    out = StringIO()
    screen = Console(file=out, width=120, markup=False, highlight=False, emoji=False)
    for part in explanation_view(summit(), [], 0):
        screen.print(part)
    rows = [row.strip() for row in out.getvalue().splitlines()]
    assert rows[3:] == [
        "1  Kim Jong Un pledged ●support for Russia in Pyongyang on Wednesday.",
        "● SUPPORT  Kim Jong Un [PRK GOV] → Russia [RUS GOV]  · reported · Wed 19 Jun 2024 · Pyongyang",
        "confidence 1.00 by by-hand 1",
        "actor “Kim Jong Un” = Kim Jong Un [PRK GOV], Q56226: head of state in 2024",
        "recipient “Russia” = Russia [RUS GOV]",
        "when “on Wednesday” = Wed 19 Jun 2024: before publication",
        "where “Pyongyang” = Pyongyang [PRK]: the capital",
        "",
    ]
