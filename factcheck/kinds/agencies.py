"""Which news agencies an article credits as its origin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.text import same_length

_HEAD = 400  # code points in which a dateline stands

# Where the name of an agency credits the article itself; {} is the name.
_CREDITS = (
    r"\((?:[^()\n]{{0,25}}[ /,-])?{}(?:[ /,-][^()\n]{{0,25}})?\)\s*[-:.]",  # "ROME (Reuters) -"
    r"(?m:^[^\n]{{0,120}}\([^()\n]{{0,20}}{}[^()\n]{{0,20}}\)[^\S\n]*$)",  # a line that ends "(AFP)"
    r"\b[Aa]vec (?:l'agence |l'|les agences |nos confrères de |la )?(?:[A-Z][\w-]{{1,12}}(?:, | et |/)){{0,3}}{}\s*(?:$|[\n).,/]|et (?:[A-Z]|les agences))",
    r"\b(?:[Ii]nformations? fournies? par|[Ss]ources? ?: ?|par (?:l'|la )?(?=AFP|{}\s*$)|d'après une dépêche (?:de l'|de |d'))\s?(?:l'agence |l'|[A-Z][\w-]{{1,12}}(?:, | et |/)){{0,2}}{}\b",
    r"(?m:^[^\S\n]*(?:\(?©? ?|[A-ZÀ-Þ][\w .'-]{{1,25}}(?:, | avec |/| - |/ ))?{}(?:[/,-] ?[\w .'-]{{1,25}})?\)?[^\S\n]*\.?$)",  # a line of its own
    r"(?:journaliste|correspondant|correspondante|photographe|reporter|équipe)s?(?: vidéo)? (?:de l'agence |de l'|de la |de |d'){}\b",
    r"[.!?»\"]\s*(?:\(|\*+ ?)?(?:[A-ZÀ-Þ][\w.-]{{1,20}}[/ ]){{0,2}}{}\)?\s*$",  # the last word of the article
)


def credited(text: str, names: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The agencies among ``names`` (as written, as reported) that are credited in ``text``, each once, in order."""
    plain = same_length(text)
    found: list[tuple[int, str]] = []
    for written, name in names:
        if written not in plain and written.upper() not in plain:
            continue
        if name not in [n for _, n in found]:
            first = _first_credit(plain, written)
            if first is not None:
                found.append((first, name))
    return tuple(name for _, name in sorted(found))


def _first_credit(plain: str, written: str) -> int | None:
    name = (
        rf"(?<![\w'])(?i:{re.escape(written)})(?![\w'])"
        if len(written) > 3
        else rf"(?<!\w){re.escape(written)}(?![\w'])"
    )
    starts = [
        m.start() for pattern in _CREDITS for m in re.finditer(pattern.format(*[name] * pattern.count("{}")), plain)
    ]
    dateline = re.search(rf"\(\s?[^()\n]{{0,20}}{name}[^()\n]{{0,20}}\)", plain[:_HEAD])
    if dateline:
        starts.append(dateline.start())
    return min(starts, default=None)
