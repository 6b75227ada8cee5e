"""Names: mentions cleaned, romanisations folded, persons told apart, entities resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from factcheck.kinds.name_resolution import resolve
from factcheck.kinds.person_names import masculine, parse, same_person
from factcheck.kinds.transliteration import NameGrammar, fold_name, load, wade_giles
from factcheck.rules import Rules
from factcheck.text import fold, plain, same_length
from factcheck.types import Judgement, Mention, PartyValue, Relation, Span

__all__ = [
    "NameGrammar",
    "bare",
    "clean",
    "describe",
    "fold_name",
    "load",
    "missed",
    "relate",
    "resolve",
    "same_person",
    "titles",
    "writes",
]

_EDGE = " \t\r\n\"«»()[]{}<>,;:!?-*_/|'.…"
_BEFORE = re.compile(r"(?:^|[^\w.])([A-Z][\w.]{0,11})[ ]{1,2}\Z")
_FIRST = re.compile(r"[^\W_][\w'-]*[.]?")
_POSSESSIVE = re.compile(r"'s\Z")
_GLUED = re.compile(r"[a-zà-öø-ÿ][.!?][A-ZÀ-Þ]")


def clean(text: str, span: Span, grammar: NameGrammar) -> Span:
    """``span`` of a raw mention without what is not name: roles, articles, punctuation, newlines, "'s".

    A title of courtesy ("M.", "Mme", "Me") goes from a full name; with a surname alone it stays, or is taken in
    where it stands right before, since it tells the gender. The result is never empty unless
    ``span`` is.
    """
    canonical = same_length(text)
    start, end = _stripped(canonical, span.start, span.end)
    start = _without_leading(canonical, start, end, grammar)
    start, end = _stripped(canonical, *_capital_run(canonical, start, end, grammar))
    start = _without_complement(canonical, start, end, grammar)
    if start >= end:
        return span
    if parse(canonical[start:end], grammar).full:
        return Span(_without_titles(canonical, start, end, grammar), end)
    before = _BEFORE.search(canonical, max(0, start - 16), start)
    if before and fold(before.group(1)).rstrip(".") in grammar.titles:
        start = before.start(1)
    return Span(start, end)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    line = text.find("\n", start, end)
    while line >= 0 and not text[start:line].strip(_EDGE):
        start, line = line + 1, text.find("\n", line + 1, end)
    end = line if line >= 0 else end
    glued = _GLUED.search(text, start, end)
    end = glued.start() + 1 if glued else end
    while start < end and text[start] in _EDGE:
        start += 1
    initial = re.search(r"(?:\b|\.)[A-Z]\.\Z", text[start:end]) is not None
    while start < end and text[end - 1] in _EDGE and not (initial and text[end - 1] == "."):
        end -= 1
    possessive = _POSSESSIVE.search(text, start, end)
    return start, possessive.start() if possessive else end


_COMPLEMENT = re.compile(r"(?:\b(?:du|des|de la|de|aux?|a la)|d[e ]?l'|a l'|d') ?\Z")


def _without_complement(text: str, start: int, end: int, grammar: NameGrammar) -> int:
    """Past the end of a post: of "la ministre de la Santé Anne Duval", name finders may take in "Santé"."""
    pieces = [(m.start(), fold(m.group())) for m in _RUN_WORD.finditer(text, start, end)]
    if len(pieces) < 3 or not _COMPLEMENT.search(plain(text[max(0, start - 6) : start])):
        return start
    first, second = pieces[0][1], pieces[1][1]
    known = first in grammar.genders or first in grammar.same_given or first in grammar.saints
    return pieces[1][0] if not known and grammar.genders.get(second) and text[pieces[1][0] - 1] == " " else start


_RUN_WORD = re.compile(r"[^\W_][\w'-]*\.?")
_CAMEL = re.compile(r"[a-zà-öø-ÿ]{3}(?=[A-ZÀ-Þ][a-zà-öø-ÿ]{2})")


def _capital_run(text: str, start: int, end: int, grammar: NameGrammar) -> tuple[int, int]:
    """A mention of words that run on behind a name cut to the name; a lost space made good."""
    camel = _CAMEL.search(text, start, end)
    if camel and " " in text[camel.end() : end]:
        start = camel.end()
    pieces = [(m.start(), m.end(), m.group()) for m in _RUN_WORD.finditer(text, start, end)]
    if not pieces or not _capitalised(pieces[0][2]):
        return start, end
    last = 0
    for index in range(1, len(pieces)):
        if _capitalised(pieces[index][2]) and all(_small(p[2], grammar) for p in pieces[last + 1 : index]):
            last = index
    behind = [piece[2] for piece in pieces[last + 1 :]]
    # A lower-case word behind belongs to many bodies ("Assemblée nationale"), hardly ever to a full name.
    named = last > 0 and (fold(pieces[0][2]) in grammar.genders or len(behind) > 2)
    return (start, pieces[last][1]) if behind and named else (start, end)


def _capitalised(word: str) -> bool:
    return any(part[:1].isupper() for part in re.split("[-']", word))


def _small(word: str, grammar: NameGrammar) -> bool:
    return fold(word).rstrip("'") in grammar.particles or fold(word)[:2] in ("d'", "l'")


def _without_titles(text: str, start: int, end: int, grammar: NameGrammar) -> int:
    while (word := _FIRST.match(text, start, end)) and fold(word.group()).rstrip(".") in grammar.titles:
        following = _FIRST.search(text, word.end(), end)
        if following is None:
            break
        start = following.start()
    return start


def _without_leading(text: str, start: int, end: int, grammar: NameGrammar) -> int:
    """Past words in front that are no name: "Selon", "l'ambassadeur", "le premier ministre"; never past all of it."""
    roles = sorted(grammar.roles, key=lambda role: (-len(role), role))
    at = start
    while at < end:
        rest = text[at:end]
        folded = fold(rest) if len(fold(rest)) == len(rest) else rest.lower()
        role = next((r for r in roles if folded.startswith(r) and folded[len(r) : len(r) + 1] in (" ", "-", "")), None)
        word = re.match(r"[^\W_]+'?", rest)
        step = 0
        if role is not None and role not in grammar.genders:
            step = len(role)
        elif word is not None and fold(word.group()) in grammar.leading and _droppable(rest, word.group(), grammar):
            step = len(word.group())
        if not step or not rest[step:].strip(_EDGE):
            break
        at += step + len(rest[step:]) - len(rest[step:].lstrip(" -"))
    return at


def _droppable(rest: str, word: str, grammar: NameGrammar) -> bool:
    """A capital particle opens a name ("Le Pen", "De Villiers"), unless a role or a lower-case word follows."""
    if word[0].islower() or fold(word).rstrip("'") not in grammar.particles:
        return True
    following = re.match(r"[^\W_]+", rest[len(word) :].lstrip())
    return following is not None and fold(following.group()) in grammar.roles


def titles(text: str, grammar: NameGrammar) -> tuple[str, ...]:
    """The genders ("male", "female" or "") that the titles in front of a name tell, in order."""
    found = []
    for piece in same_length(text).split():
        title = fold(piece).rstrip(".")
        if title not in grammar.titles:
            break
        found.append(grammar.titles[title])
    return tuple(found)


def bare(text: str, grammar: NameGrammar) -> str:
    """A name without the titles in front of it."""
    pieces = same_length(text).split()
    return " ".join(pieces[len(titles(text, grammar)) :]) or text


def writes(text: str, span: Span, grammar: NameGrammar) -> bool:
    """Whether the name is that of somebody who writes for the paper: "notre correspondante NAME"."""
    return grammar.reporter.search(plain(text[max(0, span.start - 60) : span.start])) is not None


def missed(text: str, mentions: Sequence[Mention], grammar: NameGrammar) -> tuple[Mention, ...]:
    """Mentions of persons that a name finder left out of one article: the full names, surnames and given names of
    those whom it found there in full. ``mentions`` are those of the article, cleaned; the result overlaps none of them.
    """
    canonical = same_length(text)
    forms: dict[str, bool] = {}
    for mention in mentions:
        name = parse(mention.text, grammar)
        if mention.kind == "person" and name.full and (name.plain[0] in grammar.genders or len(name.words) == 2):
            pieces = same_length(mention.text).split()
            forms[same_length(mention.text)] = True
            forms.setdefault(" ".join(pieces[1:]), len(pieces) > 2)
            if grammar.genders.get(name.plain[0]):
                forms.setdefault(pieces[0], False)
    taken = [mention.span for mention in mentions]
    found: list[Mention] = []
    for form in sorted((f for f in forms if len(f) > 2 and f[0].isupper()), key=lambda f: (-len(f), f)):
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", canonical):
            span = Span(match.start(), match.end())
            if any(span.overlaps(other) for other in taken) or not (forms[form] or _mid_sentence(canonical, span)):
                continue
            taken.append(span)
            article = mentions[0].article
            whole = clean(text, span, grammar)
            found.append(Mention(article, whole, text[whole.start : whole.end], "person"))
    for match in _AGED.finditer(canonical):
        span, before = Span(*match.span("name")), match.group("before") or ""
        alone = not before[:1].isupper() or fold(before) in grammar.leading
        if mentions and alone and grammar.genders.get(fold(match.group("name"))):
            if not any(span.overlaps(other) for other in taken):
                found.append(Mention(mentions[0].article, span, text[span.start : span.end], "person"))
    return tuple(sorted(found, key=lambda mention: mention.span))


_AGED = re.compile(r"(?<![\w-])(?:(?P<before>[^\W\d_][\w'-]{0,20}) )?(?P<name>[A-ZÀ-Þ][\w-]+)(?=,? \(?\d{1,3} ans\b)")
_ALONE_BEFORE = re.compile(r"[a-zà-öø-ÿ0-9,;:»\"')][ \n]{0,2}\Z|\b(?:M|Me|Mme|Dr|Selon|Pour|Mais)\.? \Z")
_NAME_AFTER = re.compile(r" ?-?[A-ZÀ-Þ]")


def _mid_sentence(text: str, span: Span) -> bool:
    """Whether a single capital word is one for being a name, and stands alone."""
    return (
        _ALONE_BEFORE.search(text, max(0, span.start - 8), span.start) is not None
        and _NAME_AFTER.match(text, span.end) is None
    )


def relate(a: PartyValue, b: PartyValue) -> Judgement:
    """Two parties of one kind: the same entity or two that do not exclude each other, since many can take part."""
    if a.entity == b.entity:
        return Judgement(Relation.SAME, "names/same-entity", f"both are {a.name}")
    return Judgement(Relation.INCOMPARABLE, "names/two-entities", "two parties can both take part")


_TWO_WORDS = re.compile(r"[A-ZÀ-Þ][\w-]+ [A-ZÀ-Þ][\w-]+$")


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """What each rule about names makes of a name; ``on`` is not needed."""
    grammar = load(rules)
    found = [("civil-title", gender) for gender in titles(text, grammar)]
    span = clean(text, Span(0, len(text)), grammar)
    if span.start > 0 and not found:
        found.append(("leading-words", text[span.start : span.end]))
    folded, sounds = fold(text), fold_name(text, grammar)
    if any(word in grammar.particles for word in re.findall(r"[^\W_]+", folded)):
        found.append(("particle", sounds))
    if sounds != folded:
        found.append(("transliteration", sounds))
    if folded in grammar.same_given:
        found.append(("same-given-name", grammar.same_given[folded]))
    if folded in grammar.genders:
        found.append(("given-name", grammar.genders[folded]))
    found += [
        ("own-reporter", text[m.start() :]) for m in _TWO_WORDS.finditer(text) if writes(text, Span(*m.span()), grammar)
    ]
    name = parse(text, grammar)
    if name.words and (form := masculine(name.words[-1], grammar)) is not None:
        found.append(("feminine-surname", form.replace("C", "ch") if form.islower() else form))
    chinese = wade_giles(name.plain[-1], grammar) if name.plain else None
    if chinese is not None and chinese != name.plain[-1]:
        found.append(("chinese-syllable", chinese))
    return found
