"""A folder with everything that may lie in one: each bad file is skipped with its reason, every good one is read."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.errors import ArticleError, FactcheckError
from factcheck.read import Limits, read
from factcheck.read.files import content, decode
from tests import loaded
from tests.read.test_records import BODY, BOMB, GOOD, TITLE

ALIASES = (
    "---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n---\n\nLe maire a dit oui.\n"
)
HOSTILE: dict[str, bytes] = {
    "empty.txt": b"", "blank.txt": b" \n\n\t\n", "nul.txt": b"Le maire\0 a dit oui." * 50, "zeros.md": bytes(100_000),
    "binary.txt": bytes(range(256)) * 40, "bytes.txt": b"\x81\x8d\x8f\x90 abc", "utf16-cut.txt": b"\xff\xfea\xd8",
    "picture.jpg": b"\xff\xd8\xff", "program.exe": b"MZ", "no-suffix": b"Le maire a dit oui.", "archive.zip": b"PK\3\4",
    "aliases.md": ALIASES.encode(), "no-yaml.md": b"---\na: [\n---\n\nLe maire.\n", "list.md": b"---\n- a\n---\n\nLe maire.\n",
    "deep.yaml.md": b"---\na: " + b"[" * 3000 + b"\n---\n\nLe maire.\n", "deep.html": b"<div>" * 100_000, "open.html": b"<a " * 100_000,
    "quotes.html": b"<a b='" * 100_000, "comments.html": b"<!--" * 100_000, "scripts.html": b"<script>" * 50_000,
    "nothing.html": b"<html><body><nav>Menu</nav></body></html>", "cdata.html": b"<![CDATA[" * 50_000,
    "deep.json": b"[" * 1_000_000, "objects.json": b'{"a":' * 100_000, "cut.json": b'{"text": "Le maire', "number.json": b"1e999",
    "empty.json": b"{}", "text-number.json": b'{"text": 3}', "line.jsonl": b'{"text": 3}\n{', "null.jsonl": b"null\n",
    "bomb.xml": BOMB.encode(), "deep.xml": b"<a>" * 100_000, "cut.xml": b"<nitf><body>", "rss.xml": b"<rss><channel/></rss>",
    "external.xml": b'<!DOCTYPE n [<!ENTITY f SYSTEM "file:///etc/passwd">]><n><body><p>&f;</p></body></n>',
    "no-mail.eml": b"Le maire a dit oui.", "no-text.eml": b"Subject: x\nContent-Type: image/png\n\nabc",
    "charset.eml": b"Subject: x\nContent-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n4pyT",
}  # fmt: skip
SUFFIXES = (".txt", ".md", ".html", ".json", ".jsonl", ".xml", ".eml")
GOOD_HERE = {
    **{name: text.encode() for name, text in GOOD.items()},
    "plain.txt": f"{TITLE}\n\n{BODY}\n\nCeci est dans le fichier texte.\n".encode(),
    "marked.md": f"---\ntitle: {TITLE}\ndate: 2024-03-05\n---\n\n{BODY}\n".encode(),
    "page.html": f"<html><body><h1>{TITLE}</h1><p>{BODY}</p></body></html>".encode(),
    "with-mark.txt": b"\xef\xbb\xbf" + f"{BODY} Avec une marque.".encode(),
    "utf-16.txt": b"\xff\xfe" + f"{BODY} En seize bits.".encode("utf-16-le"),
    "windows.txt": f"{BODY} En mille neuf cent quatre-vingt-quinze : déjà !".encode("cp1252"),
    "right\u202eto-left\nline.txt": f"{BODY} Sous un nom étrange.".encode(),
}  # fmt: skip


def test_each_hostile_file_is_named_and_each_good_one_is_read(tmp_path: Path) -> None:
    folder = tmp_path / "story"
    folder.mkdir()
    for name, data in (HOSTILE | GOOD_HERE).items():
        (folder / name).write_bytes(data)
    more = {"pipe.txt", "socket.txt", "huge.txt", "link.txt", "linked", "loop", os.fsdecode(b"bad-\xff.pdf")}
    os.mkfifo(folder / "pipe.txt")
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(str(folder / "socket.txt"))
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200_000_000)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.txt").write_text(BODY, encoding="utf-8")
    (folder / "link.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "linked").symlink_to(tmp_path / "outside")
    (folder / "loop").symlink_to(folder)
    (folder / os.fsdecode(b"bad-\xff.pdf")).write_bytes(b"%PDF")
    articles, skipped = read([folder], loaded.compiled().layout)
    bound.close()
    assert len(articles) == len(GOOD_HERE)
    assert len(skipped) == len(HOSTILE) + len(more) >= 40
    assert {s.path.removeprefix("story/") for s in skipped} == {
        name.encode("utf-8", "replace").decode() for name in {*HOSTILE, *more}
    }
    assert all(s.reason and "fault of factcheck" not in s.reason for s in skipped)


@given(st.sampled_from([*SUFFIXES, ".docx"]), st.binary(max_size=300))
def test_no_bytes_make_reading_fail(suffix: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        Path(folder, f"a{suffix}").write_bytes(data)
        articles, skipped = read([Path(folder)], loaded.compiled().layout)
    assert articles or skipped
    assert not any("fault of factcheck" in s.reason for s in skipped)


@given(st.sampled_from(sorted(GOOD_HERE)), st.integers(0, 10**6), st.binary(min_size=1, max_size=4), st.booleans())
def test_no_damage_to_a_good_file_makes_reading_fail(name: str, at: int, put: bytes, over: bool) -> None:
    good = GOOD_HERE[name]
    at %= len(good)
    with TemporaryDirectory() as folder:
        Path(folder, f"a{Path(name).suffix}").write_bytes(good[:at] + put + good[at + over * len(put) :])
        _, skipped = read([Path(folder)], loaded.compiled().layout)
    assert not any("fault of factcheck" in s.reason for s in skipped)


def test_folders_and_files_have_limits(tmp_path: Path) -> None:
    deep = tmp_path / "a"
    for _ in range(5):
        deep = deep / "b"
    deep.mkdir(parents=True)
    (deep / "x.txt").write_text(BODY, encoding="utf-8")
    layout = loaded.compiled().layout
    assert len(read([tmp_path / "a"], layout)[0]) == 1
    assert "deep" in read([tmp_path / "a"], layout, limits=Limits(depth=3))[1][0].reason
    for number in range(4):
        (tmp_path / "a" / f"{number}.txt").write_text(BODY, encoding="utf-8")
    with pytest.raises(FactcheckError, match="more than 3 files"):
        read([tmp_path / "a"], layout, limits=Limits(files=3))
    assert "larger than 10 bytes" in read([tmp_path / "a"], layout, limits=Limits(file_bytes=10))[1][0].reason


def test_a_file_that_vanishes_or_may_not_be_read_has_a_reason(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match="cannot be read"):
        content(tmp_path / "gone.txt", Limits())
    if os.geteuid() != 0:
        (tmp_path / "locked.txt").write_text(BODY, encoding="utf-8")
        (tmp_path / "locked.txt").chmod(0)
        with pytest.raises(ArticleError, match="cannot be read"):
            content(tmp_path / "locked.txt", Limits())


def test_a_file_that_changes_while_it_is_read_has_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    file.write_text(BODY, encoding="utf-8")
    real = os.fstat
    calls = []

    def growing(descriptor: int) -> os.stat_result:
        if calls:
            with file.open("a", encoding="utf-8") as more:
                more.write("encore")
        calls.append(descriptor)
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(ArticleError, match="changed"):
        content(file, Limits())


@pytest.mark.parametrize(
    ("read_bytes", "text", "noted"),
    [
        ("é".encode(), "é", ""), (b"\xef\xbb\xbf\xc3\xa9", "é", ""), (b"\xff\xfe\xe9\0", "é", ""), (b"\xfe\xff\0\xe9", "é", ""),
        (b"caf\xe9 \x80", "café €", "Windows-1252"), ("dÃ©jÃ\u00a0".encode(), "dÃ©jÃ\u00a0", "broke"),
        ("l’été « déjà » à Nîmes".encode(), "l’été « déjà » à Nîmes", ""),
        (b'<meta charset="iso-8859-15">c\xbdur', '<meta charset="iso-8859-15">cœur', "ISO-8859-15"),
        (b'<?xml version="1.0" encoding="ISO-8859-15"?>\xa4', '<?xml version="1.0" encoding="ISO-8859-15"?>€', "ISO-8859-15"),
        (b'<meta charset="iso-8859-15">' + "cœur".encode(), '<meta charset="iso-8859-15">cœur', ""),
        (b'<meta charset="latin-9"><meta charset=utf-8>\xe9', '<meta charset="latin-9"><meta charset=utf-8>é', "Windows-1252"),
        (b'charset="iso-8859-15" \xe9\x9c', 'charset="iso-8859-15" éœ', "Windows-1252"),
    ],
)  # fmt: skip
def test_how_a_text_was_read_is_said(read_bytes: bytes, text: str, noted: str) -> None:
    decoded, notes = decode(read_bytes)
    assert decoded == text
    assert noted in " ".join(notes)
    assert bool(notes) == bool(noted)


def test_a_report_says_where_lines_are_those_of_an_extracted_text(tmp_path: Path) -> None:
    from factcheck.report import render

    (tmp_path / "a.json").write_text(GOOD["a.json"], encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(GOOD_HERE["windows.txt"])
    report = loaded.check([tmp_path])
    told = {a["path"].rsplit("/")[-1]: a for a in json.loads(render(report, "json"))["articles"]}
    assert told["a.json"]["offsets_in"] == "extracted-text"
    assert (told["b.txt"]["offsets_in"], told["b.txt"]["notes"]) == ("file", ["read as Windows-1252"])
    assert "text extracted from the file" in render(report, "md")
