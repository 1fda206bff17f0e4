import datetime

import pytest

from sayso.read.pagedate import published_day

DAY = datetime.date(2024, 6, 19)
LINKED = '<script type="application/ld+json">{}</script>'


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ('<meta property="article:published_time" content="2024-06-19T10:00:00Z">', DAY),
        ("<META content='19 June 2024' name=DC.date.issued />", DAY),
        ('<time itemprop="datePublished" datetime="2024-06-19">19</time><time datetime="2020-01-01">', DAY),
        ('<p>Published <time datetime="2024-06-19T10:00">today</time>', DAY),
        (LINKED.format('{"@type": "NewsArticle", "datePublished": "2024-06-19T05:00:00Z"}'), DAY),
        (LINKED.format('{"@graph": [{"@type": ["ReportageNewsArticle"], "datePublished": "2024-06-19"}]}'), DAY),
        (LINKED.format("{broken") + '<meta name="date" content="20240619">', DAY),
        # What a page says of something else
        ('<meta property="article:modified_time" content="2024-06-19">', None),
        ('<meta name="lastmod" content="2024-06-19">', None),
        ('<p>Updated: <b><time datetime="2024-06-19">', None),
        ('<time class="date-modified" datetime="2024-06-19">', None),
        (LINKED.format('{"@type": "WebSite", "datePublished": "2024-06-19"}'), None),
        ("<footer>Copyright 2024-06-19</footer><div>Related: published 2024-06-19</div>", None),
        ('<!-- <meta name="date" content="2024-06-19"> -->', None),
        # Two days, and nothing to choose by
        ('<time datetime="2024-06-19"></time><time datetime="2024-06-18"></time>', None),
        ('<meta name="date" content="03/04/2024">', None),
    ],
)
def test_published_day(page: str, expected: datetime.date | None) -> None:
    assert published_day(page) == expected


def test_the_address_is_asked_last() -> None:
    assert published_day("<p>", "https://wire.example/world/2024/06/19/treaty") == DAY
    assert published_day('<meta name="date" content="2024-06-19">', "https://wire.example/2024/06/20/treaty") == DAY
    assert published_day("<p>", "https://wire.example/2024/06/treaty") is None
