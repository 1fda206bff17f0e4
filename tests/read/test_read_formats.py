import bz2
import csv
import datetime
import gzip
import io
import json
import lzma
import os
import sys
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from sayso.coded import Quarantined
from sayso.document import Document
from sayso.read import ReadOptions, read

DAY = datetime.date(2024, 6, 19)


def test_text_is_verbatim_and_named_by_its_file(corpus) -> None:
    corpus.write("putin.kim.txt", b"\xef\xbb\xbf Kim met Putin.\r\nThey talked. \n")
    (doc,) = corpus.documents()
    assert (doc.id, doc.text) == ("putin.kim", " Kim met Putin.\r\nThey talked. \n")
    assert (doc.title, doc.published, doc.publisher, doc.url, doc.language) == (None,) * 5
    assert doc.source == str(corpus.folder / "putin.kim.txt")


def test_text_head(corpus) -> None:
    head = (
        "Title: Talks: a beginning\r\nDate: 19 June 2024\r\nPublisher: KCNA\r\nURL: https://kcna.kp/1\r\nAuthor: X\r\n"
    )
    corpus.write("a.txt", f"{head}\r\nThey met. \r\n")
    (doc,) = corpus.documents()
    assert (doc.title, doc.published, doc.publisher, doc.url) == (
        "Talks: a beginning",
        DAY,
        "KCNA",
        "https://kcna.kp/1",
    )
    assert (doc.id, doc.text) == ("a", "They met. \r\n")


@pytest.mark.parametrize(
    "text",
    [
        "Title: Talks\nThey met.\n\nIt went well.",  # no blank line after it
        "Moscow: a city\n\nThey met.",  # not a known name
        "\nTitle: Talks\n\nThey met.",  # not at the beginning
        "Title: Talks",
    ],
)
def test_what_is_no_head_is_text(corpus, text: str) -> None:
    corpus.write("a.txt", text)
    (doc,) = corpus.documents()
    assert (doc.text, doc.title) == (text, None)


def test_json_lines(corpus) -> None:
    rows = [
        {
            "id": 7,
            "body": "One.",
            "headline": "H",
            "pubDate": "Wed, 19 Jun 2024 10:00:00 GMT",
            "source": {"name": "BBC"},
        },
        {"Text": "Two.", "Published_At": "June 2024", "lang": "en-GB", "link": "https://a.b"},
    ]
    corpus.write("a.jsonl", "\n\n".join(json.dumps(row) for row in rows))
    one, two = corpus.documents()
    assert (one.id, one.text, one.title, one.published, one.publisher) == ("7", "One.", "H", DAY, "BBC")
    assert (two.published, two.language, two.url) == (None, "en", "https://a.b")
    assert two.id == Document.of("Two.").id
    assert two.source == f"{corpus.folder}/a.jsonl#L3"


@pytest.mark.parametrize(
    ("value", "sources"),
    [
        ({"text": "One."}, [""]),
        ([{"text": "One."}, {"text": "Two."}], ["#[0]", "#[1]"]),
        ({"status": "ok", "articles": [{"content": "One."}, {"content": "Two."}]}, ["#articles[0]", "#articles[1]"]),
        ({"response": {"results": [{"body": "One."}]}}, ["#response.results[0]"]),
        ({"_id": "x", "_source": {"text": "One."}}, [""]),
        ({"article": {"text": "One."}}, [""]),
        ({"text": ["One.", "Two."]}, [""]),
    ],
)
def test_json_shapes(corpus, value: object, sources: list[str]) -> None:
    corpus.write("a.json", json.dumps(value))
    docs = corpus.documents()
    assert [doc.source for doc in docs] == [f"{corpus.folder}/a.json{source}" for source in sources]
    assert docs[0].text.startswith("One.")


def test_one_json_report_is_named_by_its_file_and_a_wrapped_one_by_its_id(corpus) -> None:
    corpus.write("a.json", '{"text": "One."}')
    corpus.write("b.json", '{"_id": {"$oid": "x"}, "_source": {"text": "Two."}}')
    assert [doc.id for doc in corpus.documents()] == ["a", "x"]


def test_json_lines_under_the_wrong_name(corpus) -> None:
    corpus.write("a.json", '{"text": "One."}\n{"text": "Two."}\n')
    assert [doc.text for doc in corpus.documents()] == ["One.", "Two."]


def test_half_surrogates_do_not_crash_and_keep_offsets(corpus) -> None:
    corpus.write("a.jsonl", '{"text": "a\\ud800b", "title": "\\udc00"}')
    (doc,) = corpus.documents()
    assert (doc.text, doc.title) == ("a\ufffdb", "\ufffd")


@pytest.mark.parametrize(("name", "mark"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t")])
def test_tables(corpus, name: str, mark: str) -> None:
    rows = [
        "Headline|Body|Publish Date|Outlet|unused",
        'H|"One, two; ""three""\r\nand four."|2024-06-19|TASS|x',
        "|Five.|||",
    ]
    corpus.write(name, "\ufeff" + "\r\n".join(rows).replace("|", mark) + "\r\n\r\n")
    one, two = corpus.documents()
    assert (one.title, one.text) == ("H", 'One, two; "three"\r\nand four.')
    assert (one.published, one.publisher) == (DAY, "TASS")
    assert (two.text, two.title, two.published, two.publisher) == ("Five.", None, None, None)
    # The first row takes two lines.
    assert [doc.source for doc in (one, two)] == [f"{corpus.folder}/{name}#L{line}" for line in (2, 4)]


def test_a_long_cell_is_read_and_the_process_limit_is_left_alone(corpus) -> None:
    before = csv.field_size_limit()
    corpus.write("a.csv", f"text\n{'word ' * 100_000}\n")
    assert len(corpus.documents()[0].text) == 500_000
    assert csv.field_size_limit() == before


def test_html(corpus) -> None:
    paragraph = "<p>The leaders of both countries met in Pyongyang on Wednesday and signed a treaty.</p>"
    corpus.write(
        "page.htm",
        f"""<!DOCTYPE html><html lang="en-GB"><head><title>Treaty signed</title>
        <meta property="og:site_name" content="The Wire"><meta property="og:title" content="Treaty signed">
        <meta property="article:published_time" content="2024-06-19T10:00:00Z">
        <link rel="canonical" href="https://wire.example/treaty"></head>
        <body><nav>Home</nav><article><h1>Treaty signed</h1>{paragraph * 4}</article><script>var a = 1;</script>
        </body>""",
    )
    (doc,) = corpus.documents()
    assert "signed a treaty" in doc.text
    assert "var a" not in doc.text
    assert (doc.id, doc.title, doc.published, doc.publisher) == ("page", "Treaty signed", DAY, "The Wire")
    assert (doc.url, doc.language) == ("https://wire.example/treaty", "en")


@pytest.mark.parametrize(
    ("suffix", "compress"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
@pytest.mark.parametrize(("name", "content"), [("a.txt", "One."), ("a.jsonl", '{"id": "a", "text": "One."}')])
def test_compressed_files(corpus, suffix: str, compress, name: str, content: str) -> None:
    corpus.write(name + suffix, compress(content.encode()))
    (doc,) = corpus.documents()
    assert (doc.id, doc.text) == ("a", "One.")


def test_zip_members(corpus) -> None:
    with zipfile.ZipFile(corpus.folder / "a.zip", "w") as archive:
        archive.writestr("in/two.txt", "Two.")
        archive.writestr("in/one.jsonl.gz", gzip.compress(b'{"text": "One."}'))
        archive.writestr("__MACOSX/x.txt", "no")
        archive.writestr("in/.hidden.txt", "no")
    docs = corpus.documents()
    assert [doc.text for doc in docs] == ["One.", "Two."]
    assert [doc.source for doc in docs] == [
        f"{corpus.folder}/a.zip#in/one.jsonl.gz#L1",
        f"{corpus.folder}/a.zip#in/two.txt",
    ]


def test_folders_are_sorted_and_hidden_files_left_out(corpus) -> None:
    for name in ("b.txt", "a.txt", "in/c.txt", ".x.txt", ".git/y.txt"):
        corpus.write(name, name)
    assert [doc.text for doc in corpus.documents()] == ["a.txt", "b.txt", "in/c.txt"]


def test_globs_single_paths_and_a_file_named_twice(corpus) -> None:
    one = corpus.write("a.txt", "One.")
    corpus.write("b[1].txt", "Two.")
    assert [doc.id for doc in read([one, f"{corpus.folder}/*.txt", corpus.folder])] == ["a", "b[1]"]
    assert [doc.id for doc in read(f"{corpus.folder}/b[1].txt")] == ["b[1]"]
    assert [doc.id for doc in read(one)] == ["a"]


@pytest.mark.parametrize(
    ("written", "texts"),
    [
        ('{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        ('{"text": "One."}', ["One."]),
        ('{\n"text": "One."\n}', ["One."]),
        ('[{"text": "One."}]', ["One."]),
        ("Kim met Putin.\n", ["Kim met Putin.\n"]),
        ("[Reuters] Kim met Putin.", ["[Reuters] Kim met Putin."]),
        ("<!DOCTYPE html><p>" + "Kim met Putin in Pyongyang on Wednesday for talks. " * 8, None),
    ],
)
def test_standard_input_is_guessed(monkeypatch: pytest.MonkeyPatch, written: str, texts: list[str] | None) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(written.encode())))
    items = list(read(["-"]))
    assert all(isinstance(item, Document) for item in items)
    got = [item.text for item in items if isinstance(item, Document)]
    assert got == texts if texts else "<" not in got[0]


def test_a_table_on_standard_input_needs_its_format(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"text,date\nOne.,2024-06-19\n")))
    (doc,) = read(["-"], ReadOptions(format="csv"))
    assert isinstance(doc, Document)
    assert (doc.text, doc.published, doc.source) == ("One.", DAY, "-#L2")


def test_json_lines_on_standard_input_come_before_it_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    receiving, sending = os.pipe()
    with os.fdopen(sending, "wb") as writer, os.fdopen(receiving, "rb") as reader:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=reader))
        # Ends the test, instead of hanging, if the reader waits for the end of the stream.
        alarm = threading.Timer(5, writer.close)
        alarm.start()
        writer.write(b'{"text": "One."}\n{"text": "Two."}\n')
        writer.flush()
        items = read(["-"])
        first = next(items)
        assert not writer.closed
        alarm.cancel()
        assert isinstance(first, Document)
        assert first.text == "One."


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Zelenskyy’s café".encode(), "Zelenskyy’s café"),
        (b"He said \x93no\x94 \x96 and left the caf\xe9.", "He said “no” – and left the café."),
        ("Kim’s visit".encode("utf-16"), "Kim’s visit"),
        ("Kim met Putin".encode("utf-16-le"), "Kim met Putin"),
        ("Kim’s visit".encode("utf-32"), "Kim’s visit"),
    ],
)
def test_encodings(corpus, data: bytes, text: str) -> None:
    corpus.write("a.txt", data)
    assert corpus.documents()[0].text == text


def test_russian_in_its_old_encoding(corpus) -> None:
    text = "Президент России прибыл в Пхеньян с государственным визитом, сообщили агентства. " * 3
    corpus.write("a.txt", text.encode("cp1251"))
    assert corpus.documents()[0].text == text


def test_a_page_declares_its_charset(corpus) -> None:
    body = "<p>Kim’s guests “met” at the café in Pyongyang and signed a treaty on Wednesday.</p>" * 4
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article>{body}</article></body></html>'
    corpus.write("a.html", page.encode("cp1252"))
    assert "Kim’s guests “met” at the café" in corpus.documents()[0].text


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_wide_tables_and_lines(corpus, name: str) -> None:
    content = "text\nKim’s visit\n" if name == "a.csv" else '{"text": "Kim’s visit"}\n'
    corpus.write(name, content.encode("utf-16"))
    assert corpus.documents()[0].text == "Kim’s visit"


def test_a_table_from_excel(corpus) -> None:
    corpus.write("a.csv", "text\nKim’s visit to the café\nplain\n".encode("cp1252"))
    assert [doc.text for doc in corpus.documents()] == ["Kim’s visit to the café", "plain"]


def test_options_name_keys_and_fill_gaps(corpus) -> None:
    options = ReadOptions(
        text_key="content.main",
        title_key="hl",
        date_key="when",
        publisher_key="meta.paper",
        id_key="no",
        day_first=True,
        published=DAY,
        publisher="AFP",
        language="en",
    )
    rows = [
        {
            "content": {"main": "One."},
            "text": "not this",
            "HL": "H",
            "when": "03/04/2024",
            "meta": {"paper": "Le Monde"},
        },
        {"content": {"main": "Two."}, "no": 2},
        {"content": {"main": "Three."}, "when": "soon", "no": 3},
    ]
    corpus.write("a.jsonl", "\n".join(json.dumps(row) for row in rows))
    one, two, three = corpus.documents(options)
    assert (one.text, one.title, one.publisher) == ("One.", "H", "Le Monde")
    assert one.published == datetime.date(2024, 4, 3)
    assert (two.id, two.published, two.publisher, two.language) == ("2", DAY, "AFP", "en")
    # The file has a date for it, if not one that can be read: it is not the default's.
    assert three.published is None


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        ({"published": True, "date": "2024-06-19"}, "published", DAY),
        ({"title": "", "headline": "H"}, "title", "H"),
        ({"source": "https://bbc.co.uk/1", "domain": "bbc.co.uk"}, "publisher", "bbc.co.uk"),
        ({"date_publish": "2024-06-19 08:00:00"}, "published", DAY),
        ({"source": {"id": None, "name": "CNN"}}, "publisher", "CNN"),
        ({"language": "English"}, "language", "en"),
        ({"title": {"rendered": "H"}}, "title", "H"),
    ],
)
def test_guessed_keys(corpus, record: dict[str, object], field: str, expected: object) -> None:
    corpus.write("a.json", json.dumps({**record, "text": "One."}))
    assert getattr(corpus.documents()[0], field) == expected


def test_ids_are_unique_in_a_run(corpus) -> None:
    corpus.write("1/a.txt", "One.")
    corpus.write("2/a.txt", "Two.")
    corpus.write("3/a.txt", "One.")
    one, two, three = corpus.read()
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert isinstance(three, Quarantined)
    assert one.id == "a"
    assert two.id == "a~" + Document.of("Two.").id[2:10]
    assert (three.reason, three.source) == ("duplicate", f"{corpus.folder}/3/a.txt")


SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.parametrize(("folder", "least"), [("news", 700), ("seeds", 1)])
def test_shared_corpora(folder: str, least: int) -> None:
    if not (SHARED / folder).is_dir():
        pytest.skip(f"{SHARED / folder} is not here")
    items = list(read([SHARED / folder]))
    assert [item for item in items if isinstance(item, Quarantined)] == []
    assert len(items) >= least
