"""Word documents (.docx): a ZIP archive in which one XML file holds the text."""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from factcheck.errors import ArticleError
from factcheck.read.files import decode
from factcheck.read.news_xml import parsed_xml
from factcheck.read.passages import Layout
from factcheck.read.records import of_parts
from factcheck.types import Article

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_TEXT = "word/document.xml"
_ABOUT = "docProps/core.xml"
_MOST_FILES = 2_000
_LONGEST = 10_000_000  # bytes, unpacked
_MOST_ELEMENTS = 300_000  # Word writes many for each word
_BREAKS = frozenset({"br", "tab", "cr"})


def read_word(data: bytes, path: str, layout: Layout) -> Article:
    """The paragraphs of a document, without what stands beside its text. Raises ArticleError."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            if len(archive.filelist) > _MOST_FILES:
                raise ArticleError(f"an archive of more than {_MOST_FILES:,} files")
            text = _unpacked(archive, _TEXT)
            about = _unpacked(archive, _ABOUT) if _ABOUT in archive.NameToInfo else b""
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, LookupError, EOFError, NotImplementedError):
        raise ArticleError("not a Word document") from None
    except RuntimeError:
        raise ArticleError("a document with a password") from None
    told = _told(about)
    body = [words for e in _xml(text).iter() if _name(e) == "p" and (words := _paragraph(e))]
    meta = {
        "date": told.get("created"), "updated": told.get("modified"), "author": told.get("creator"),
        "id": told.get("identifier"), "language": told.get("language"),
    }  # fmt: skip
    return of_parts(told.get("title", ""), "\n\n".join(body), path, layout, meta)


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise ArticleError("not a Word document: packed in another way")
    with archive.open(name) as file:
        content = file.read(_LONGEST + 1)
    if len(content) > _LONGEST:
        raise ArticleError(f"unpacks to more than {_LONGEST:,} bytes")
    return content


def _xml(content: bytes) -> Element:
    if content.count(b"<") > _MOST_ELEMENTS:
        raise ArticleError(f"a document of more than {_MOST_ELEMENTS:,} elements")
    return parsed_xml(decode(content)[0])


def _told(about: bytes) -> dict[str, str]:
    return {_name(e): e.text for e in _xml(about).iter() if e.text} if about.strip() else {}


def _paragraph(element: Element) -> str:
    pieces = []
    for inner in element.iter():
        name = _name(inner)
        pieces.append((inner.text or "") if name == "t" else " " if name in _BREAKS else "")
    return " ".join("".join(pieces).split())


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
