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
from factcheck.read.mail import read_mail
from factcheck.read.news_json import read_json, read_jsonl
from factcheck.read.news_xml import read_xml
from factcheck.read.plain import read_markdown, read_text
from factcheck.types import Article, Part, Skipped
from tests import loaded
from tests.read.test_corpus import assert_told

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


def test_one_bad_article_of_several_is_skipped_alone(tmp_path: Path) -> None:
    lines = [json.dumps({"text": FIRST}), "", "{", json.dumps({"title": TITLE}), json.dumps({"text": SECOND})]
    (tmp_path / "day.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "list.json").write_text(json.dumps([{"text": f"{FIRST} Encore."}, 3]), encoding="utf-8")
    found, skipped = articles(tmp_path)
    assert sorted(a.path.rpartition("/")[2] for a in found) == ["day.jsonl#1", "day.jsonl#4", "list.json#1"]
    assert [s.path.rpartition("/")[2] for s in skipped] == ["day.jsonl#2", "day.jsonl#3", "list.json#2"]
    assert skipped[0].reason.startswith("line 3: not JSON")
    assert skipped[1].reason.startswith("line 4: no text")


def test_where_no_article_is_good_the_file_is_refused() -> None:
    with pytest.raises(ArticleError, match="line 2: no text"):
        read_jsonl('\n{}\n{"text": 3}\n', "f/a.jsonl", loaded.compiled().layout)


def told(record: dict[str, object]) -> tuple[str | None, list[str]]:
    (article,) = read_json(json.dumps(record), "f/a.json", loaded.compiled().layout)
    assert isinstance(article, Article)
    passages = [article.text[p.span.start : p.span.end] for p in article.passages if p.part is not Part.HEADLINE]
    return article.title, passages


def test_a_summary_is_the_text_only_where_there_is_no_other() -> None:
    record: dict[str, object] = {"title": TITLE, "description": "Trois mois de travaux."}
    assert told(record)[1] == ["Trois mois de travaux."]
    assert told(record | {"body_html": f"<p>{FIRST}</p>"})[1] == [FIRST]


def test_captions_and_scripts_of_marked_up_text_are_no_story() -> None:
    markup = (
        f"<h2>La suite</h2><p>{FIRST}</p><figure><img src=a><figcaption>Le pont vu du ciel.</figcaption></figure>"
        f"<script>var a = '<p>rien</p>'</script><p>{SECOND.replace('mois', '<b>mois</b>')}</p>"
    )
    assert told({"title": TITLE, "body_html": markup})[1] == ["La suite", FIRST, SECOND]


def test_of_several_headlines_and_bodies_the_main_ones_are_read() -> None:
    record = {
        "headlines": [{"role": "short", "value": "Pont"}, {"role": "main", "value": TITLE}],
        "bodies": [{"role": "caption", "value": "Le pont vu du ciel."}, {"role": "main", "value": f"<p>{FIRST}</p>"}],
    }
    assert told(record) == (TITLE, [FIRST])


@pytest.mark.parametrize(
    "day",
    ["2024-03-05", "2024-03-05T23:30:00+01:00", "20240305", "20240305T180000Z", "Tue, 05 Mar 2024 00:30:00 +0100"],
)
def test_a_day_is_read_as_it_is_written(day: str) -> None:
    (article,) = read_json(json.dumps(PLAIN | {"published": day}), "f/a.json", loaded.compiled().layout)
    assert isinstance(article, Article)
    assert str(article.published) == "2024-03-05"


@pytest.mark.parametrize("day", ["2024-13-05", "hier", "20240305123", "Tue, 45 Mar 2024 00:30:00 +0100", "99999999"])
def test_what_is_no_day_is_none(day: str) -> None:
    (article,) = read_json(json.dumps(PLAIN | {"published": day}), "f/a.json", loaded.compiled().layout)
    assert isinstance(article, Article)
    assert article.published is None


def test_mail_of_the_first_hour_of_a_day_is_of_that_day() -> None:
    (article,) = read_mail(MAIL.replace("5 Mar 2024 18", "5 Mar 2024 00"), "f/a.eml", loaded.compiled().layout)
    assert str(article.published) == "2024-03-05"


def test_captions_in_xml_are_no_story() -> None:
    media = "<media><media-caption><p>Le pont vu du ciel.</p></media-caption></media>"
    text = NITF.replace(f"<p>{SECOND}</p>", f"{media}<block><p>{SECOND}</p></block>")
    (article,) = read_xml(text, "f/a.xml", loaded.compiled().layout)
    assert isinstance(article, Article)
    assert article.text == f"{TITLE}\n\n{BODY}"


def test_numbers_of_two_files_are_no_versions_of_one_article(tmp_path: Path) -> None:
    for day in (5, 6):
        record = {"id": 1, "text": f"{FIRST} Jour {day}.", "published": f"2024-03-0{day}"}
        (tmp_path / f"{day}.json").write_text(json.dumps(record), encoding="utf-8")
    assert len(articles(tmp_path)[0]) == 2


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
    assert_told(found)
