"""Words of an article, made safe to show: for any reader, and inside GitHub-flavoured Markdown.

What stands in an article is never markup. The rules are those of CommonMark 0.31 and GFM 0.29, and of what GitHub adds
to a rendered text: mentions, references to issues, emoji codes and mathematics.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

# Breaks what GitHub would link (@name, #12, www., http://) or turn into a picture (:code:); it has no width.
_BREAK = "\u200b"

_BLANKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]+")
_NO_BREAK = "\u00a0\u202f"  # the blanks of French typography stay as they are
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d")  # they spell words and emoji, and hide nothing

_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "$": "&#36;"})
_PUNCTUATION = re.compile(r"([\\`*\[\]#~]|_(?![A-Za-z0-9])|(?<![A-Za-z0-9])_)")  # a_b is no emphasis
_LEADING = re.compile(r"^(?:([-+=:])|(\d{1,9})([.)]))")
_LINKED = re.compile(
    r"(?<=[@#])(?=\w)"  # @name, #12, a@b.fr
    r"|(?<=://)"  # http://…
    r"|(?i:(?<=\bwww\.)|(?<=\bmailto:)|(?<=\bxmpp:)|(?<=\bGH-)(?=\d))"
    r"|(?<=:)(?=[0-9_]{0,9}[a-z][a-z0-9_+-]{0,40}:|[+-]1:)"  # :emoji:, :+1:
)
_SAFE_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/+-]*")


def plain(text: str) -> str:
    """``text`` on one line, with nothing that acts on a terminal or hides from the eye.

    Runs of blanks become one space (no-break spaces stay), marks that turn the direction of writing are spelt out
    ("[U+202E]"), other control and format characters go, and half a surrogate pair becomes U+FFFD.
    """
    return _BLANKS.sub(_one_blank, "".join(map(_visible, text))).strip(" ")


def _one_blank(run: re.Match[str]) -> str:
    blanks = run.group()
    return blanks if all(c in _NO_BREAK for c in blanks) else " "


def _visible(char: str) -> str:
    if char in _BIDI:
        return f"[U+{ord(char):04X}]"
    if char.isspace():
        return char
    match unicodedata.category(char):
        case "Cs":
            return "\ufffd"
        case "Cc" | "Cf" if char not in _JOINERS:
            return ""
        case _:
            return char


def text(words: str) -> str:
    """``words`` as Markdown that shows exactly these words: in a paragraph, a heading, a list, a link or a table cell."""
    return _LEADING.sub(_escape_leading, _inline(plain(words)))


def _inline(words: str) -> str:
    broken = _LINKED.sub(_BREAK, words)
    return _PUNCTUATION.sub(r"\\\1", broken).translate(_ENTITIES)


def _escape_leading(start: re.Match[str]) -> str:
    mark, number, stop = start.groups()
    return f"\\{mark}" if mark else f"{number}\\{stop}"


def marked(before: str, words: str, after: str) -> str:
    """The three parts of one stretch of text in Markdown, ``words`` in bold."""
    left, inner, right = _one_line(before, words, after)
    if not inner:
        return text(left + right)
    head = _LEADING.sub(_escape_leading, _inline(left)) if left else ""
    bold = _inline(inner)
    if _flanks(left[-1:], inner[0]) and _flanks(right[:1], inner[-1]):
        return f"{head}**{bold}**{_inline(right)}"
    return f"{head}<strong>{bold}</strong>{_inline(right)}"


def bold(words: str) -> str:
    """``words`` in bold, with nothing but a blank or punctuation around them."""
    return marked("", words, "")


def _one_line(before: str, words: str, after: str) -> tuple[str, str, str]:
    """Each part as ``plain`` has it, the blanks at the edges of ``words`` moved outside and none doubled."""
    left, inner, right = (_edges(part) for part in (before, words, after))
    core = inner.strip()
    if not core:
        return left.lstrip(), "", right.rstrip()
    at = inner.index(core)
    left, right = left + inner[:at], inner[at + len(core) :] + right
    return _single(left).lstrip(), core, _single(right).rstrip()


def _edges(part: str) -> str:
    """``plain`` that keeps one space at either end."""
    return plain(f"\ufffc{part}\ufffc")[1:-1]


def _single(part: str) -> str:
    return part.replace("  ", " ")


def _flanks(outside: str, inside: str) -> bool:
    """Whether ** between these two characters opens or closes bold (CommonMark 0.31, 6.2)."""
    letter = unicodedata.category(inside)[0] in "LMN"
    return letter or not outside or outside.isspace() or unicodedata.category(outside)[0] == "P"


def code(name: str) -> str:
    """``name`` as a code span if it is a plain identifier, else as text."""
    return f"`{name}`" if _SAFE_CODE.fullmatch(name) else text(name)


def link(words: str, target: str) -> str:
    """A link with ``words`` as text; ``target`` comes from ``href``."""
    return f"[{text(words)}]({target})"


def href(path: str, line: int | None = None) -> str:
    """A relative link to a file, percent-encoded, to a line of it if ``line`` (1-based) is given."""
    encoded = quote(path, safe="/", errors="replace")
    if encoded.startswith("//"):  # would name a host
        encoded = "/." + encoded[1:]
    return encoded if line is None else f"{encoded}#L{line}"
