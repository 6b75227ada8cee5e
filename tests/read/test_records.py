"""Articles that come as fields: their text, what their file says of them, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import ArticleError
from factcheck.read import read
from factcheck.read.html import read_html
from factcheck.read.plain import read_markdown, read_text
from factcheck.read.records import read_json, read_jsonl, read_mail, read_xml
from factcheck.types import Article, Part, Skipped
from tests import loaded

TITLE = "Un pont coupé à Kerval"
FIRST = "Le pont de Kerval a été fermé mardi 5 mars par la préfecture."
SECOND = "Les travaux dureront trois mois, selon la mairie."
BODY = f"{FIRST}\n\n{SECOND}"

NINJS = {
    "uri": "urn:agence:1", "version": "3", "versioncreated": "2024-03-05T18:00:00Z", "language": "fr",
    "headlines": [{"role": "main", "value": TITLE}], "bodies": [{"role": "main", "contenttype": "text/html",
    "value": f"<p>{FIRST}</p><p>{SECOND.replace('é', '&eacute;')}</p>"}], "infosources": [{"name": "Agence du Port"}],
}  # fmt: skip
NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf><head><title>pont</title><docdata><date.issue norm="20240305T180000Z"/><doc-id id-string="urn:n:2"/></docdata></head>
<body><body.head><hedline><hl1>{TITLE}</hl1></hedline><distributor>Agence du Port</distributor></body.head>
<body.content><p>{FIRST}</p><p>{SECOND}</p></body.content></body></nitf>"""
NEWSML = f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:g2:3" version="2">
<itemMeta><versionCreated>2024-03-05T18:00:00+01:00</versionCreated></itemMeta>
<contentMeta><contentCreated>2024-03-05T17:00:00+01:00</contentCreated><headline>{TITLE}</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>{FIRST}</p><p>{SECOND}</p></body></html></inlineXML></contentSet></newsItem>"""
MAIL = f"From: Agence du Port <a@example.org>\nSubject: {TITLE}\nDate: Tue, 5 Mar 2024 18:00:00 +0100\nMessage-ID: <1@example.org>\n\n{BODY}\n"
PLAIN = {
    "title": TITLE,
    "text": BODY,
    "published": "2024-03-05",
    "outlet": "Agence du Port",
    "url": "https://example.org/1",
}
GOOD = {
    "a.json": json.dumps(PLAIN), "list.json": json.dumps({"articles": [PLAIN | {"url": "https://example.org/2"}]}),
    "lines.jsonl": json.dumps(PLAIN | {"id": 7, "url": "x:3"}) + "\n\n", "ninjs.json": json.dumps(NINJS), "nitf.xml": NITF,
    "newsml.xml": NEWSML, "mail.eml": MAIL,
}  # fmt: skip


def articles(folder: Path) -> tuple[tuple[Article, ...], tuple[Skipped, ...]]:
    return read([folder], loaded.compiled().layout)


@pytest.mark.parametrize("name", GOOD)
def test_each_format_gives_the_same_article(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(GOOD[name], encoding="utf-8")
    found, skipped = articles(tmp_path)
    assert skipped == ()
    (article,) = found
    assert article.text == f"{TITLE}\n\n{BODY}"
    assert [article.text[p.span.start : p.span.end] for p in article.passages] == [TITLE, FIRST, SECOND]
    assert article.passages[0].part is Part.HEADLINE
    assert (str(article.published), article.published_from) == ("2024-03-05", "front-matter")
    assert article.offsets_in == "extracted-text"
    assert article.identifier
    assert article.outlet == (None if name == "newsml.xml" else "Agence du Port")


def test_a_file_with_several_articles_numbers_them(tmp_path: Path) -> None:
    lines = [json.dumps(PLAIN | {"url": f"x:{n}", "text": f"{FIRST} {n}"}) for n in range(3)]
    (tmp_path / "day.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert sorted(a.path for a in articles(tmp_path)[0]) == [f"{tmp_path.name}/day.jsonl#{n}" for n in (1, 2, 3)]


def test_a_later_version_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    for version, count in ((1, 12), (2, 17)):
        record = PLAIN | {"version": version, "text": f"{FIRST} Il y a {count} blessés."}
        (tmp_path / f"v{version}.json").write_text(json.dumps(record), encoding="utf-8")
    found, skipped = articles(tmp_path)
    assert [a.path.rsplit("/")[-1] for a in found] == ["v2.json"]
    assert skipped[0].reason == f"an earlier version of {tmp_path.name}/v2.json"


@pytest.mark.parametrize(
    "content",
    [
        "<a",
        "",
        "{}",
        "[]",
        "[3]",
        "null",
        '{"title": "x"}',
        "[" * 200_000,
        '{"a":' * 90 + "1" + "}" * 90,
        '{"text": NaN}',
    ],
)
def test_what_is_no_article_is_refused(content: str) -> None:
    with pytest.raises(ArticleError):
        read_json(content, "f/a.json", loaded.compiled().layout)


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(9))
    + "]><nitf><body><body.content><p>&a9;</p></body.content></body></nitf>"
)


@pytest.mark.parametrize("content", ["", "<a>", "<a></a>", "<nitf/>", "<p>" * 5000, BOMB, "<nitf><body.content> </body.content></nitf>",
                                     '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><nitf><body><p>&f;</p></body></nitf>'])  # fmt: skip
def test_xml_that_is_no_article_or_an_attack_is_refused(content: str) -> None:
    with pytest.raises(ArticleError):
        read_xml(content, "f/a.xml", loaded.compiled().layout)


def test_a_document_type_without_entities_is_no_attack() -> None:
    with_type = NITF.replace("<nitf>", '<!DOCTYPE nitf SYSTEM "nitf-3-5.dtd"><nitf>')
    (article,) = read_xml(with_type, "f/a.xml", loaded.compiled().layout)
    assert article.title == TITLE


READERS = [read_json, read_jsonl, read_xml, read_mail, read_text, read_markdown, read_html]
anything = st.text(max_size=400) | st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<a ",
            '"',
            "{",
            "}",
            "[",
            "]",
            ":",
            '"text"',
            "---\n",
            "a: b\n",
            "Subject: x\n",
            "\n",
            "Le maire a dit oui. ",
            "<!--",
            "&#0;",
            "\ud800",
        ]
    ),
    max_size=40,
).map("".join)


@given(st.sampled_from(READERS), anything)
def test_no_text_makes_a_reader_fail(reader: object, text: str) -> None:
    """An article whose passages lie in its text, or a reason."""
    try:
        found = reader(text, "f/a", loaded.compiled().layout)  # type: ignore[operator]
    except ArticleError as error:
        assert error.args  # noqa: PT017 - either an article or a reason
        return
    for article in found if isinstance(found, list) else [found]:
        assert all(0 <= p.span.start < p.span.end <= len(article.text) for p in article.passages)
