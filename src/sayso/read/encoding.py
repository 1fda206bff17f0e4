"""Bytes into characters, without losing or inventing any."""

import codecs
import re

from sayso.read.failure import UnreadableError

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY_MARKS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or Office file"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ", "xz-compressed"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "an SQLite database"),
)
HEAD = 8192
_CONTROL = bytes(c for c in range(32) if c not in b"\t\n\r\f\x1a\x1b")
_SEVEN_BIT = ("iso-2022", "iso2022", "hz")
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)
# What Windows-1252 gives for news text: letters and typographic marks, no capital inside a word ("donÕt").
_ODD_WESTERN = re.compile(r"[a-zß-ÿ][À-ÞŠŒŽŸ]|[^\x00-\x7f‘’‚“”„‹›«»–—…•€£¥§©®™°·¡¿½¼¾À-ÖØ-öø-ÿŠšŒœŽžŸ\xa0\xad]")


def decode(data: bytes, *, encoding: str | None = None, html: bool = False) -> str:
    """The characters of a file: ``decode(b"caf\\xe9")`` is ``"café"``. Line ends and spaces stay as they are.

    Tried in this order: ``encoding``, a byte order mark, UTF-8, what the page declares, and what the bytes look like.
    UTF-8 comes before the declaration because text in another encoding practically never is valid UTF-8 by chance,
    whereas pages that declare the wrong charset are common. Raises ``UnreadableError`` (``binary``, ``bad-encoding``).
    """
    if encoding:
        return _as_asked(data, encoding)
    mark, name = bom(data)
    if name:
        try:
            return data[len(mark) :].decode(name)
        except UnicodeDecodeError as error:
            raise UnreadableError("bad-encoding", _not_valid(name, error.start + len(mark))) from error
    if wide := _wide_without_mark(data):
        return data.decode(wide)
    refuse_binary(data)
    declared = declared_charset(data) if html else None
    candidates = [declared] if declared and declared.startswith(_SEVEN_BIT) else []
    candidates += ["utf-8", *([declared] if declared else [])]
    for candidate in candidates:
        try:
            return data.decode(candidate)
        except (UnicodeError, LookupError):
            continue
    return data.decode(detect(data))


def bom(data: bytes) -> tuple[bytes, str | None]:
    """The byte order mark that the data begin with, and the encoding that it stands for."""
    return next(((mark, name) for mark, name in BOMS if data.startswith(mark)), (b"", None))


def declared_charset(data: bytes) -> str | None:
    """The charset in an HTML page's ``<meta>`` or XML declaration, lower case: ``"windows-1252"``."""
    found = _DECLARED.search(data[:HEAD])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", "replace").lower()
    # Browsers read these two as Windows-1252, and pages rely on it.
    return "windows-1252" if name in ("iso-8859-1", "latin1", "us-ascii") else name


def detect(data: bytes) -> str:
    """The encoding that non-UTF-8 bytes look like; raises rather than give one that does not decode."""
    try:
        western = data.decode("cp1252")
    except UnicodeDecodeError:
        western = None
    foreign = sum(1 for byte in data if byte > 127)
    # charset_normalizer is unsure of short English text with a few curly quotes; that case is by far the commonest.
    if western is not None and foreign * 10 <= len(data) + 10 and not _ODD_WESTERN.search(western):
        return "cp1252"
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import, rarely needed

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableError("bad-encoding", "No encoding fits these bytes. Give it as ReadOptions.encoding.")
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError("bad-encoding", _not_valid(best.encoding, error.start)) from error
    return best.encoding


def refuse_binary(data: bytes) -> None:
    """Raises ``UnreadableError("binary", …)`` for a PDF, an image, an Office file or other bytes that are no text."""
    head = data[:HEAD]
    for mark, what in BINARY_MARKS:
        if head.startswith(mark):
            raise UnreadableError(
                "binary", f"This is {what}, not text. Convert it to .txt, .html, .jsonl or .csv first."
            )
    controls = len(head) - len(head.translate(None, _CONTROL))
    if b"\0" in head or controls * 20 > len(head):
        raise UnreadableError("binary", "The bytes are not text. If they are, give ReadOptions.encoding.")


def _as_asked(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise UnreadableError("bad-encoding", f"Python knows no encoding {encoding!r}. Try utf-8 or cp1252.") from error
    except UnicodeError as error:
        raise UnreadableError("bad-encoding", _not_valid(encoding, getattr(error, "start", 0))) from error
    return text.removeprefix("\ufeff")


def _wide_without_mark(data: bytes) -> str | None:
    """UTF-16 as some exports write it, without a mark: every other byte of English text is then zero."""
    head = data[: HEAD & ~1]
    pairs = len(head) // 2
    if len(data) % 2 or pairs < 4 or b"\0" not in head:
        return None
    for name, zeros, others in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > 0.7 * pairs and others.count(0) == 0:
            try:
                data.decode(name)
            except UnicodeDecodeError:
                return None
            return name
    return None


def _not_valid(encoding: str, position: int) -> str:
    return f"Byte {position:,} is not valid {encoding}. Give the right one as ReadOptions.encoding, or repair the file."
