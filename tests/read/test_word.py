"""Word documents: their paragraphs, what they say of themselves, and archives that are none or too large."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import ArticleError
from factcheck.read import read
from factcheck.read.word import read_word
from factcheck.types import Part
from tests import loaded
from tests.read.test_records import BOMB, FIRST, SECOND, TITLE

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc" xmlns:dcterms="urn:dt"><dc:title>{TITLE}</dc:title>
<dc:creator>Anne Tiriel</dc:creator><dcterms:created>2024-03-05T18:00:00Z</dcterms:created>
<dcterms:modified>2024-03-05T19:00:00Z</dcterms:modified></cp:coreProperties>"""


def document(*paragraphs: str) -> str:
    runs = "".join(
        f"<w:p><w:r><w:t>{text[:9]}</w:t></w:r><w:r><w:t>{text[9:]}</w:t></w:r></w:p>" for text in paragraphs
    )
    return f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{runs}</w:body></w:document>'


def archive(files: dict[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return buffer.getvalue()


GOOD = archive({"word/document.xml": document(FIRST, SECOND), "docProps/core.xml": CORE})


def test_a_document_is_read_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(GOOD)
    (article,), skipped = read([tmp_path], loaded.compiled().layout)
    assert skipped == ()
    assert [article.text[p.span.start : p.span.end] for p in article.passages] == [TITLE, FIRST, SECOND]
    assert article.passages[0].part is Part.HEADLINE
    assert (str(article.published), article.authors, article.offsets_in) == (
        "2024-03-05", ("Anne Tiriel",), "extracted-text",
    )  # fmt: skip
    assert article.updated is not None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PK\3\4 no archive", "not a Word document"),
        (archive({"other.xml": "<a/>"}), "not a Word document"),
        (archive({"word/document.xml": BOMB}), "entities"),
        (archive({"word/document.xml": document("x" * 11_000_000)}), "unpacks to more than"),
        (archive({"word/document.xml": document(FIRST)}, zipfile.ZIP_BZIP2), "packed in another way"),
        (archive({"word/document.xml": document()}), "holds no text"),
        (archive({"word/document.xml": document("")} | {f"{n}": "" for n in range(2_001)}), "an archive of more than"),
        (GOOD[: len(GOOD) // 2], "not a Word document"),
    ],
)
def test_what_is_no_document_has_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        read_word(data, "f/a.docx", loaded.compiled().layout)


@given(st.binary(max_size=300) | st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)))
def test_no_bytes_make_the_reader_fail(given_: bytes | tuple[int, int]) -> None:
    data = given_ if isinstance(given_, bytes) else GOOD[: given_[0]] + bytes([given_[1]]) + GOOD[given_[0] + 1 :]
    try:
        article = read_word(data, "f/a.docx", loaded.compiled().layout)
    except ArticleError:
        return
    assert all(0 <= p.span.start < p.span.end <= len(article.text) for p in article.passages)
