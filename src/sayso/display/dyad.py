"""What two countries did to each other, month by month: bars for a terminal, a chart for a browser or a paper."""

# ruff: noqa: PLC0415 - rich takes a tenth of a second to import

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sayso.errors import SaysoError
from sayso.settle.dossier import Month

if TYPE_CHECKING:
    from rich.console import RenderableType

_BAR = 32
_SCALE = 10  # intensity runs from -10 to 10
_TICKS = 9
_FOOT = "Reported or confirmed events. Where no claim says when, the month of the first report stands."


def dyad_view(months: Sequence[Month], one: str, other: str) -> Iterator[RenderableType]:
    """A row a month: events each way as a bar, and the mean intensity as a point from hostile to friendly."""
    from rich.table import Table
    from rich.text import Text

    yield Text(f"{one} – {other}: events that are reported or confirmed, by month\n", "bold")
    most = max((month.forth + month.back + month.together for month in months), default=0) or 1
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(5):
        table.add_column()
    table.columns[2].justify = "right"
    table.add_row(
        "", Text(f"█ {one} → {other}  ▒ {other} → {one}  ░ together", "dim"), "", Text("−10 ·  0  · +10", "dim"), ""
    )
    before: Month | None = None
    for month in months:
        if before is not None and not _follows(before, month):
            table.add_row(Text("⋮", "dim"))
        before = month
        bar = Text()
        for count, sign, style in (
            (month.forth, "█", "blue"),
            (month.back, "▒", "cyan"),
            (month.together, "░", "white"),
        ):
            bar.append(sign * _length(count, most), style)
        total = month.forth + month.back + month.together
        tone = "" if month.intensity is None else f"{month.intensity:+.1f}"
        uncertain = f"and {month.uncertain} not certain" if month.uncertain else ""
        table.add_row(
            f"{month.month:%Y-%m}", bar, f"{total:,}", _gauge(month.intensity), Text(f"{tone}  {uncertain}", "dim")
        )
    yield table


def _follows(before: Month, month: Month) -> bool:
    return (month.month.year - before.month.year) * 12 + month.month.month - before.month.month <= 1


def _length(count: int, most: int) -> int:
    return max(1, round(_BAR * count / most)) if count else 0


def _gauge(intensity: float | None) -> RenderableType:
    from rich.text import Text

    middle = _TICKS // 2 + 3
    signs = ["·"] * (2 * middle + 1)
    signs[middle] = "|"
    text = Text()
    if intensity is not None:
        at = middle + round(intensity / _SCALE * middle)
        signs[at] = "◆"
    for sign in signs:
        text.append(sign, ("green" if (intensity or 0) >= 0 else "red") if sign == "◆" else "dim")
    return text


def dyad_page(months: Sequence[Month], one: str, other: str) -> str:
    """The same as a web page that needs nothing from elsewhere: the chart of :func:`dyad_chart`."""
    title = html.escape(_title(one, other))
    return f"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body {{ margin: 2rem; }} svg {{ max-width: 100%; height: auto; }}</style>
{dyad_chart(months, one, other)}
</html>
"""


def dyad_image(months: Sequence[Month], one: str, other: str) -> bytes:
    """The chart of :func:`dyad_chart` as a PNG image, two pixels to a point.

    Raises ``SaysoError`` where the extra ``plot`` is not installed.
    """
    try:
        import vl_convert  # pyright: ignore[reportMissingImports] - an extra
    except ImportError as error:
        raise SaysoError("a PNG image takes more than is installed: pip install 'sayso[plot]'") from error
    return bytes(vl_convert.svg_to_png(dyad_chart(months, one, other), scale=2.0))


def dyad_chart(months: Sequence[Month], one: str, other: str) -> str:
    """The same as an SVG image: stacked bars, and the line of mean intensity beneath."""
    step, height, base = 34, 220, 310
    width = max(560, 80 + step * len(months))
    most = max((month.forth + month.back + month.together for month in months), default=0) or 1
    parts: list[str] = []
    points: list[str] = []
    for at, month in enumerate(months):
        left, top = 50 + at * step, float(base)
        for count, kind in ((month.forth, "forth"), (month.back, "back"), (month.together, "together")):
            tall = height * count / most
            top -= tall
            if count:
                label = {"forth": f"{one} → {other}", "back": f"{other} → {one}", "together": "together"}[kind]
                tip = html.escape(f"{month.month:%Y-%m}, {label}: {count}")
                parts.append(
                    f'<rect class="{kind}" x="{left}" y="{top:.1f}" width="{step - 10}" height="{tall:.1f}">'
                    f"<title>{tip}</title></rect>"
                )
        if month.intensity is not None:
            y = base + 110 - month.intensity / _SCALE * 70
            points.append(f"{left + (step - 10) / 2:.1f},{y:.1f}")
            tip = f"{month.month:%Y-%m}: mean intensity {month.intensity:+.1f}"
            parts.append(
                f'<circle cx="{left + (step - 10) / 2:.1f}" cy="{y:.1f}" r="3.5"><title>{tip}</title></circle>'
            )
        if at % max(2, len(months) // 24) == 0:
            parts.append(f'<text x="{left}" y="{base + 16}">{month.month:%Y-%m}</text>')
    title = html.escape(_title(one, other))
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{base + 225}"
  viewBox="0 0 {width} {base + 225}" role="img" aria-label="{title}">
<style>
.forth {{ fill: #1f5fa8; }} .back {{ fill: #6fb1d6; }} .together {{ fill: #b9c4cc; }}
circle, .tone {{ fill: #b5541c; }} polyline {{ fill: none; stroke: #b5541c; stroke-width: 1.5; }}
line {{ stroke: #999; }} text {{ font: 10px system-ui, "Helvetica Neue", Arial, sans-serif; fill: #444; }}
.title {{ font-size: 17px; fill: #222; }} .key {{ font-size: 12px; }}
</style>
<rect width="{width}" height="{base + 225}" fill="#fff"/>
<text class="title" x="20" y="28">{title}</text>
{_key(one, other)}
<line x1="40" y1="{base}" x2="{width - 20}" y2="{base}"/><text x="8" y="{base - height + 8}">{most}</text>
<text x="8" y="{base}">0</text>
<line x1="40" y1="{base + 110}" x2="{width - 20}" y2="{base + 110}" stroke-dasharray="3 3"/>
<text x="8" y="{base + 44}">+10</text><text x="8" y="{base + 113}">0</text><text x="8" y="{base + 183}">−10</text>
<polyline points="{" ".join(points)}"/>
{"".join(parts)}
<text x="20" y="{base + 213}">{_FOOT}</text>
</svg>"""


def _title(one: str, other: str) -> str:
    return f"{one} – {other}: events by month"


def _key(one: str, other: str) -> str:
    entries = (
        ("forth", f"{one} → {other}"), ("back", f"{other} → {one}"), ("together", "together"),
        ("tone", "mean intensity, −10 to 10"),
    )  # fmt: skip
    return "".join(
        f'<rect class="{kind}" x="{20 + at * 120}" y="44" width="10" height="10"/>'
        f'<text class="key" x="{35 + at * 120}" y="53">{html.escape(label)}</text>'
        for at, (kind, label) in enumerate(entries)
    )
