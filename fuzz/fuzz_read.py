"""Coverage-guided fuzzing of one reader: ``python fuzz/fuzz_read.py READER [libFuzzer options] [CORPUS]``.

The bytes go the way of a file: decoded, then read. Whatever they are, an article comes out whose passages lie in its text,
or an ArticleError; anything else is a finding.
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["factcheck", "yaml", "html.parser", "_markupbase", "email", "defusedxml"]):
    from factcheck import rules
    from factcheck.errors import ArticleError
    from factcheck.read.files import decode
    from factcheck.read.html import read_html
    from factcheck.read.mail import read_mail
    from factcheck.read.news_json import read_json, read_jsonl
    from factcheck.read.news_xml import read_xml
    from factcheck.read.passages import Layout
    from factcheck.read.plain import read_markdown, read_text
    from factcheck.read.word import read_word
    from factcheck.types import Article

READERS = {
    "text": read_text, "markdown": read_markdown, "html": read_html, "json": read_json, "jsonl": read_jsonl,
    "xml": read_xml, "mail": read_mail, "word": read_word,
}  # fmt: skip


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        sys.exit(f"usage: python fuzz/fuzz_read.py {'|'.join(READERS)} [libFuzzer options] [CORPUS]")
    reader, layout = READERS[sys.argv.pop(1)], Layout.load(rules.load())

    def given_to_it(given: bytes) -> None:
        try:
            if reader is read_word:
                found = read_word(given, "folder/file", layout)
            else:
                found = reader(decode(given)[0], "folder/file", layout)
        except ArticleError:
            return
        for one in [found] if isinstance(found, Article) else found:
            if isinstance(one, Article):
                assert all(0 <= p.span.start < p.span.end <= len(one.text) for p in one.passages)
            else:
                assert one.reason

    atheris.Setup(sys.argv, given_to_it)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
