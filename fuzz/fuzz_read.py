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
    from factcheck.read.passages import Layout
    from factcheck.read.plain import read_markdown, read_text
    from factcheck.read.records import read_json, read_jsonl, read_mail, read_xml
    from factcheck.read.word import read_word

READERS = {
    "text": read_text, "markdown": read_markdown, "html": read_html, "json": read_json, "jsonl": read_jsonl,
    "xml": read_xml, "mail": read_mail, "word": read_word,
}  # fmt: skip


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in READERS:
        sys.exit(f"usage: python fuzz/fuzz_read.py {'|'.join(READERS)} [libFuzzer options] [CORPUS]")
    reader, layout = READERS[sys.argv.pop(1)], Layout.load(rules.load())

    def one(given: bytes) -> None:
        try:
            if reader is read_word:
                found = read_word(given, "folder/file", layout)
            else:
                found = reader(decode(given)[0], "folder/file", layout)
        except ArticleError:
            return
        for article in found if isinstance(found, list) else [found]:
            assert all(0 <= p.span.start < p.span.end <= len(article.text) for p in article.passages)

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
