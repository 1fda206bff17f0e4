"""Reports and claims for a notebook or a page: self-contained, everything escaped."""

import html
from collections.abc import Iterator

from sayso.coded import Coded
from sayso.display.marks import Line, lines
from sayso.display.phrase import Block, attributions, details, one_line, safe, when_day, who_phrase
from sayso.display.standing import SYMBOLS, Standing, standings

# Readable on white and on black alike; the sign and the word carry the meaning, the colour helps.
_COLOURS: dict[Standing, str] = {
    "denied": "#d1242f",
    "negated": "#a333c8",
    "hypothetical": "#0a8a94",
    "announced": "#1f6feb",
    "historical": "#7d8590",
    "doubted": "#bc4c00",
    "alleged": "#9a6700",
    "confirmed": "#1a7f37",
    "reported": "#2da44e",
}
_STYLE = """
.sayso{max-width:48em;line-height:1.5;font-family:system-ui,sans-serif}
.sayso .sayso-head{margin:0 0 .8em}
.sayso .sayso-title{font-weight:600;font-size:1.15em}
.sayso .sayso-facts,.sayso .sayso-no,.sayso .sayso-by{opacity:.72}
.sayso .sayso-sentence{margin:.35em 0 0 2.4em;text-indent:-2.4em}
.sayso .sayso-sentence.sayso-para{margin-top:1em}
.sayso .sayso-no{display:inline-block;width:1.8em;margin-right:.6em;text-align:right;text-indent:0}
.sayso mark{background:none;color:inherit;font-weight:600;border-bottom:2px solid currentColor;text-indent:0}
.sayso .sayso-claims{list-style:none;margin:.1em 0 .4em 2.4em;padding:0;font-size:.9em}
.sayso .sayso-claims li{margin:.15em 0;padding:0}
.sayso .sayso-by{display:block}
"""


def coded_html(coded: Coded) -> str:
    """A report as an HTML fragment: the text with its event words marked, each claim beneath its sentence.

    >>> from sayso.document import Document
    >>> "&lt;b&gt;" in coded_html(Coded(document=Document.of("<b>", title="<b>"), sentences=(), claims=()))
    True

    It brings its own style and nothing else: no script, no request to anywhere.
    """
    body = "".join(_sentence(line) for line in lines(coded))
    return f'<style>{_style()}</style><article class="sayso">{_head(coded)}{body}{_legend(coded)}</article>'


def coded_page(coded: Coded) -> str:
    """The same as a whole HTML page, for ``sayso show --html``."""
    title = _escape(coded.document.title or coded.document.id)
    language = html.escape(one_line(coded.document.language or "en"))
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{title}</title><style>body{{margin:2em auto;padding:0 1em;max-width:50em}}"
        "@media (prefers-color-scheme:dark){body{background:#111;color:#ddd}}</style></head>"
        f"<body>{coded_html(coded)}</body></html>\n"
    )


def coded_text(coded: Coded, limit: int = 12) -> str:
    """A readable ``repr``: the report in a line and a line a claim.

    ``Coded 'Putin in Pyongyang' (d-12ab, 2024-06-19): 23 sentences, 31 claims`` and beneath it
    ``  1 ● SUPPORT “support” Kim Jong Un [PRK GOV] → Russia [RUS GOV] · reported``; at most ``limit`` claims.
    """
    document = coded.document
    facts = ", ".join([document.id, *([document.published.isoformat()] if document.published else [])])
    title = f" {one_line(document.title)!r}" if document.title else ""
    count = f"{_count(len(coded.sentences), 'sentence')}, {_count(len(coded.claims), 'claim')}"
    rows = [f"Coded{title} ({one_line(facts)}): {count}"]
    shown = [block for line in lines(coded) for block in line.blocks]
    for block in shown[:limit]:
        claim = block.claim
        parts = [f"{claim.sentence + 1:>3} {block.symbols} {one_line(claim.type)} “{one_line(claim.trigger.text)}”"]
        parts.append(who_phrase(claim))
        rows.append(" ".join(parts) + "".join(f" · {detail}" for detail in details(block)))
        rows += [f"      {'  ' * depth}└ {phrase}" for depth, phrase in attributions(block)]
    if len(shown) > limit:
        rows.append(f"    … and {len(shown) - limit} more")
    return "\n".join(rows)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _escape(text: str) -> str:
    return html.escape(safe(text))


def _style() -> str:
    return _STYLE + "".join(f".sayso .sayso-{each}{{color:{colour}}}\n" for each, colour in _COLOURS.items())


def _head(coded: Coded) -> str:
    document = coded.document
    title = f'<div class="sayso-title">{_escape(document.title)}</div>' if document.title else ""
    known = [document.publisher, when_day(document.published) if document.published else None, document.id]
    facts = [_escape(fact) for fact in known if fact] + [_count(len(coded.claims), "claim")]
    return f'<div class="sayso-head">{title}<div class="sayso-facts">{" · ".join(facts)}</div></div>'


def _sentence(line: Line) -> str:
    words = "".join(_piece_html(line))
    para = " sayso-para" if line.paragraph else ""
    claims = "".join(_block(block) for block in line.blocks)
    claims = f'<ul class="sayso-claims">{claims}</ul>' if claims else ""
    return f'<div class="sayso-sentence{para}"><span class="sayso-no">{line.index + 1}</span>{words}</div>{claims}'


def _piece_html(line: Line) -> Iterator[str]:
    for piece in line.pieces:
        if not piece.covers:
            yield _escape(piece.text)
            continue
        told = "; ".join(f"{block.claim.type}: {', '.join(block.standings)}" for block in piece.covers)
        colour = piece.covers[0].standings[0]
        signs = "".join(block.symbols for block in piece.opens)
        yield f'<mark class="sayso-{colour}" title="{_escape(told)}">{signs}{_escape(piece.text)}</mark>'


def _block(block: Block) -> str:
    claim, colour = block.claim, block.standings[0]
    facts = "".join(f" · {html.escape(detail)}" for detail in details(block))
    by = "".join(
        f'<span class="sayso-by" style="margin-left:{1 + depth}em">└ {html.escape(phrase)}</span>'
        for depth, phrase in attributions(block)
    )
    return (
        f'<li><b class="sayso-{colour}">{block.symbols} {_escape(claim.type)}</b> '
        f"{html.escape(who_phrase(claim))}{facts}{by}</li>"
    )


def _legend(coded: Coded) -> str:
    found = {each for claim in coded.claims for each in standings(claim)}
    shown = [f'<span class="sayso-{each}">{SYMBOLS[each]} {each}</span>' for each in SYMBOLS if each in found]
    return f'<div class="sayso-facts">{" &nbsp; ".join(shown)}</div>' if shown else ""
