"""Words of an article show as these words, whatever they are."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from factcheck.report.escape import bold, code, href, link, marked, plain, text

GFM = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ZERO_WIDTH = "\u200b"

NASTY = (
    "a | b", "<script>alert(1)</script>", "`code`", "``", "[x](javascript:alert(1))", "![](https://x.example/p.png)",
    "*a* **b** _c_ __d__", "# title", "a #", "~~gone~~", "&lt;b&gt; &#x202e; &copy;", "- item", "+ item", "1. one", "2) two",
    "> [!NOTE]", "===", "---", "\\", "a\\", "\\|", "a\\\\|b", "<!-- x", "-->", "<a@b.example>", "https://x.example/a_b",
    "www.x.example", "a@b.example", "@someone", "#123", "GH-12", ":fire:", "$x$ and $$y$$", "[^1]", "[ ] task", "[x]: /url",
    "\ta", "    indented", "a  \nb", "a\r\n\r\nb", "a\u2028b", "<details>", "</td></table>", "~~~\nx", "```\nx", "!", "![", "]", "",
    "_a_b_", "a_*b_", "a__b", "« mot »", "12 %", "5 $", "l’État",
)  # fmt: skip
anything = st.one_of(
    st.sampled_from(NASTY), st.text(), st.text(alphabet="ab1_ |<>*_`~[]()!#&;@:$\\-+=.1\n\r\t«»", max_size=30)
)


def shown(markdown: str) -> tuple[str, list[str]]:
    """The text a reader sees, and the kinds of markup that stand in it."""
    tokens = [child for token in GFM.parse(markdown) for child in (token, *(token.children or ()))]
    words = "".join(" " if t.type in ("softbreak", "hardbreak") else t.content for t in tokens if t.type in _TEXT)
    return words, [_kind(t) for t in tokens if t.type not in (*_TEXT, "inline")]


_TEXT = ("text", "text_special", "softbreak", "hardbreak")


def _kind(token: Token) -> str:
    return f"{token.type} {token.content}".strip()


def reading(words: str) -> str:
    return plain(words).strip()


def unbroken(words: str) -> str:
    return words.replace(ZERO_WIDTH, "").strip()


@given(anything)
def test_text_in_a_paragraph_is_that_text(words: str) -> None:
    seen, markup = shown(text(words))
    assert unbroken(seen) == reading(words)
    assert set(markup) <= {"paragraph_open", "paragraph_close"}


@given(anything)
def test_text_in_a_heading_a_list_and_a_cell_is_that_text(words: str) -> None:
    for page in (f"### 1. {text(words)}", f"- {text(words)}", f"| h |\n| --- |\n| {text(words)} |"):
        seen, markup = shown(page)
        frame = shown(page.replace(text(words), "x"))[1] if text(words) else markup
        assert markup == frame
        assert unbroken(seen).endswith(reading(words))


@given(anything, anything, anything)
def test_marked_words_are_bold_and_nothing_else_is(before: str, words: str, after: str) -> None:
    seen, markup = shown(f"| h |\n| --- |\n| {marked(before, words, after)} |")
    kept = "".join(reading(part) for part in (before, words, after))
    assert "".join(unbroken(seen).removeprefix("h").split()) == "".join(kept.split())
    inner = [m for m in markup if not m.startswith(("table", "thead", "tbody", "tr", "th", "td"))]
    bolds = (["strong_open", "strong_close"], ["html_inline <strong>", "html_inline </strong>"])
    assert inner in (bolds if plain(words).strip() else ([],))


@given(anything, anything)
def test_a_link_shows_its_words_and_leads_to_its_file(words: str, path: str) -> None:
    tokens = GFM.parse(f"| h |\n| --- |\n| {link(f'a{words}', href(f'a{path}', 3))} |")
    opened = [t for token in tokens for t in (token.children or ()) if t.type == "link_open"]
    assert len(opened) == 1
    target = str(opened[0].attrGet("href"))
    assert target.startswith("a")
    assert target.endswith("#L3")
    assert not set(target) & set(' ()<>[]|"\\')


@given(st.text())
def test_plain_text_cannot_steer_a_terminal(words: str) -> None:
    assert not [c for c in plain(words) if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert plain(plain(words)) == plain(words)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\x1b[31mb", "a[31mb"),
        ("a\r\nb\t c", "a b c"),
        ("12\u202f% «\u00a0a\u00a0»", "12\u202f% «\u00a0a\u00a0»"),
        ("a\u200bb\ufeff\u00ad", "ab"),
        ("\ud800", "\ufffd"),
    ],
)
def test_plain(words: str, seen: str) -> None:
    assert plain(words) == seen


@pytest.mark.parametrize(
    "words", ["@name", "#12", "a@b.example", "https://x.example", "www.x.example", "GH-12", ":fire:"]
)
def test_what_github_would_link_is_broken(words: str) -> None:
    assert ZERO_WIDTH in text(words)


@pytest.mark.parametrize(
    "words", ["à 12:30:45", "17:00-23:59", "a_b_c.txt", "C’est 5 %.", "n° 12", "Washington-Moscou", "a : b"]
)
def test_ordinary_words_stay_untouched(words: str) -> None:
    assert text(words) == words


@pytest.mark.parametrize(
    ("parts", "markdown"),
    [
        (("le ", "3 mars", " au soir"), "le **3 mars** au soir"),
        (("le", " 3 mars ", "au soir"), "le **3 mars** au soir"),
        (("", "12 %", "."), "**12 %**."),
        (("l’", "État", "s"), "l’**État**s"),
        (("a", "(b)", "c"), "a<strong>(b)</strong>c"),
        (("a ", " ", "b"), "a b"),
    ],
)
def test_marked(parts: tuple[str, str, str], markdown: str) -> None:
    assert marked(*parts) == markdown


def test_bold_of_nothing_is_nothing() -> None:
    assert bold("") == ""


@pytest.mark.parametrize(
    ("path", "line", "target"),
    [
        ("a b/c(1)[2].txt", 7, "a%20b/c%281%29%5B2%5D.txt#L7"),
        ("javascript:alert(1)", None, "javascript%3Aalert%281%29"),
        ("//host/x", None, "/./host/x"),
        ("été.txt", None, "%C3%A9t%C3%A9.txt"),
    ],
)
def test_href(path: str, line: int | None, target: str) -> None:
    assert href(path, line) == target


@pytest.mark.parametrize(("name", "markdown"), [("q-1", "`q-1`"), ("a`b", "a\\`b"), ("", "")])
def test_code(name: str, markdown: str) -> None:
    assert code(name) == markdown
