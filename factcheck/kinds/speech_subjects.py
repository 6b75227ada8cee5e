"""Who does the telling: the subject of a verb of speech, and whom a pronoun stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.kinds import speakers
from factcheck.kinds.speech_text import (
    DAY,
    FINITE,
    LEADING,
    Attribution,
    Reading,
    has_clause,
    is_name,
    is_office,
    sentences_of,
    words_of,
)
from factcheck.text import fold
from factcheck.types import Span

_FAR = 900  # code points back to which a pronoun may point


_PARAGRAPHS = 3  # line breaks after which whoever is named between comes before the last source


PRONOUNS = ("il", "elle", "ils", "elles", "lequel", "laquelle")


def antecedent(reading: Reading, pronoun: Span, at: int, earlier: Sequence[Attribution]) -> Span | None:
    """Whom a pronoun stands for: the last source, or a later subject, person or office that fits it."""
    word = words_of(reading, pronoun).casefold()
    word = {"lequel": "il", "laquelle": "elle", "lui": "il", "eux": "ils"}.get(word, word)
    told = [
        (max(a.content.end, a.source.end), a.source)
        for a in earlier
        if words_of(reading, a.source).casefold() not in PRONOUNS
        and pronoun.start - _FAR <= max(a.content.end, a.source.end) <= pronoun.start
    ]
    subjects = [(s.end, s) for s in _subjects(reading, at)]
    mentioned = sorted(told + subjects)
    found = speakers.nearest(word, reading.plain, [s for _, s in mentioned])
    since = max((end for end, s in mentioned if s == found), default=0)
    if found and reading.plain.count("\n", since, pronoun.start) < _PARAGRAPHS:
        return found
    later = [s for s in sorted(_anybody(reading, at)) if s.start >= since]
    return speakers.nearest(word, reading.plain, later) or found


def _subjects(reading: Reading, before: int) -> Iterator[Span]:
    """Persons and offices named at the head of the sentences before ``before``, or after an opening phrase."""
    first = max(0, before - _FAR)
    for sentence in sentences_of(reading.masked[first:before]):
        for part in parts_of(reading.masked[first + sentence.start : first + sentence.end], first + sentence.start)[:2]:
            span = speakers.speaker(reading.masked, part.start, before, reading.grammar.heads)
            if span and (any(span.overlaps(p) for p in reading.persons) or _heads(reading, span)):
                yield span
                break


def _heads(reading: Reading, span: Span) -> bool:
    """Whether an office is what the phrase is about: "le conseil", not "la salle du conseil"."""
    return is_office(reading, span) and speakers.speaks(
        " ".join(words_of(reading, span).replace("'", "' ").split()[:3]), reading.grammar.heads
    )


def _anybody(reading: Reading, before: int) -> Iterator[Span]:
    """Persons and offices named anywhere before ``before``."""
    first = max(0, before - _FAR)
    yield from (p for p in reading.persons if first <= p.start and p.end <= before)
    for match in re.compile(r"\b(?:[Ll][ea] |[Ll]'|[Uu]ne? |[Ss]on |[Ss]a )([\w-]+)").finditer(
        reading.masked, first, before
    ):
        head = fold(match.group(1))
        if head in reading.grammar.heads and head not in reading.grammar.bodies:
            span = speakers.speaker(reading.masked, match.start(), before, reading.grammar.heads)
            if span:
                yield span


_PRONOUN = re.compile(
    r"(?:^|[\s,;:«»\"('])(il|elle|ils|elles|lequel|laquelle) (?:n'|ne |l'|lui |leur |en |y )?$", re.IGNORECASE
)


_RELATIVE = re.compile(r",? qui (?:n'|ne |l'|lui |leur |en |y )?$")


def subject_of(reading: Reading, sentence: Span, verb: int) -> Span | None:
    """The words before the verb that name who speaks."""
    lead = reading.masked[sentence.start : verb]
    pronoun = _PRONOUN.search(lead)
    if pronoun:
        return Span(sentence.start + pronoun.start(1), sentence.start + pronoun.end(1))
    relative = _RELATIVE.search(lead)
    if relative:
        return _antecedent_noun(reading, lead[: relative.start()], sentence.start)
    parts = parts_of(lead, sentence.start)
    if not parts:
        return None
    if re.search(r"\b(?:que|qu'|dont|où|à quoi|ce que)\s*$", lead):
        return None
    apposed = lead.rstrip().endswith(",")
    chosen = _apposed_subject(reading, parts) if apposed else _last_subject(reading, parts[-1])
    return chosen if chosen and _names_somebody(reading, chosen) else None


def _antecedent_noun(reading: Reading, lead: str, offset: int) -> Span | None:
    """Whom "qui a dit" refers to: the words just before it."""
    parts = parts_of(lead, offset)
    if not parts:
        return None
    after = re.match(
        r"(?:à|de|par|pour|avec|chez|devant) (?=[lL]['ae]|les |une? |[A-ZÀ-Þ])", words_of(reading, parts[-1])
    )
    part = Span(parts[-1].start + (after.end() if after else 0), parts[-1].end)
    if len(parts) > 1 and is_name(words_of(reading, part)) and is_office(reading, parts[-2]):
        office = speakers.speaker(reading.masked, parts[-2].start, part.end, reading.grammar.heads)
        part = Span(parts[-2].start, part.end) if office and office.end == part.end else part
    span = _within(reading, part)
    return span if _names_somebody(reading, span) else None


def parts_of(lead: str, offset: int) -> list[Span]:
    """The stretches of ``lead`` between commas, colons and marks."""
    parts = []
    start = 0
    for match in re.finditer(r"[,;:()»«\"]|--| - |$", lead):
        words = lead[start : match.start()]
        if words.strip(" ·\n"):
            left = len(words) - len(words.lstrip())
            parts.append(Span(offset + start + left, offset + match.start() - (len(words) - len(words.rstrip()))))
        start = match.end()
    return parts


def _apposed_subject(reading: Reading, parts: Sequence[Span]) -> Span | None:
    """ "Anne Roy, procureure de la République, a dit": the phrase from the nearest part that begins like a subject."""
    first = words_of(reading, parts[0])
    if (
        len(parts) > 2
        and not any(FINITE.search(" " + words_of(reading, p)) for p in parts)
        and not LEADING.match(first)
    ):
        if _like_subject(reading, parts[0]):
            return speakers.speaker(reading.masked, parts[0].start, parts[-1].end, reading.grammar.heads)
    for index in range(len(parts) - 1, -1, -1):
        phrase = words_of(reading, parts[index])
        if LEADING.match(phrase) or not _like_subject(reading, parts[index]):
            continue
        if index and re.match(r"[A-ZÀ-Þ][\w'-]+(?: [A-ZÀ-Þ][\w'-]+){0,3} ?$", phrase):
            office = words_of(reading, parts[index - 1])
            if (
                speakers.starts(office, 0)
                and not LEADING.match(office)
                and speakers.speaks(office, reading.grammar.heads)
            ):
                return Span(_within(reading, parts[index - 1]).start, parts[index].end)
        span = _within(reading, parts[index])
        if index and re.match(r"(?:l'|le |la |les |un |une )", phrase) and is_name(words_of(reading, parts[index - 1])):
            return Span(parts[index - 1].start, span.end)
        if index == len(parts) - 1 or not has_clause(words_of(reading, parts[index])):
            follows = parts[index + 1] if index + 1 < len(parts) else None
            if follows and speakers.speaks(words_of(reading, follows), reading.grammar.heads) and is_name(phrase):
                return Span(span.start, follows.end)
            return span
    return None


def _like_subject(reading: Reading, part: Span) -> bool:
    """Whether a part can be a subject; a capital at the head of a sentence alone does not make a name."""
    phrase = words_of(reading, part)
    if re.match(
        r"(?:l'|les? |la |un |une |des |du |ce |cet |cette |ces |son |sa |ses |leur |notre |deux |trois |plusieurs )",
        phrase,
        re.IGNORECASE,
    ):
        return True
    person = any(part.overlaps(p) for p in reading.persons)
    return (
        person
        or is_name(phrase)
        or (phrase[:1].isupper() and (is_office(reading, part) or re.match(r"\S+ [A-ZÀ-Þ]", phrase) is not None))
    )


def _last_subject(reading: Reading, part: Span) -> Span | None:
    """The subject in the words before the verb; of "X est venu et a dit" it is X."""
    span = _within(reading, part)
    shorter = speakers.speaker(reading.masked, span.start, span.end, reading.grammar.heads)
    if re.search(r" (?:et|mais|puis|ou)$", words_of(reading, part)):
        return shorter
    return shorter if shorter and shorter.end < span.end and not FINITE.search(words_of(reading, span)) else span


def _within(reading: Reading, part: Span) -> Span:
    """``part`` without the words that lead up to the subject: "Pour sa part le maire", "et que la préfète"."""
    phrase = words_of(reading, part)
    lead = re.match(
        r"(?:(?:et|mais|or|car|puis|alors que|tandis que|ce que|comme|que|qu'|où|quand|lorsque|dont|ainsi que) ?)(?=\S)",
        phrase,
        re.IGNORECASE,
    )
    that = re.match(
        r"(?:[Ss]i bien|[Aa]lors|[Tt]andis|[Pp]arce|[Aa]près|[Pp]endant|[^\W\d_' ]+)(?: [^\W\d_]+){0,3} (?:que |qu')(?=\S)",
        phrase,
    )
    start = part.start + max(lead.end() if lead else 0, that.end() if that else 0)
    end = part.end
    tail = re.search(
        rf" (?:{DAY}(?: (?:matin|soir|midi))?|également|aussi|lui-même|elle-même|quant à (?:lui|elle)|ensuite|notamment|n'|ne|l'|lui|leur|en|y)$",
        words_of(reading, Span(start, end)),
    )
    return Span(start, end - len(tail.group()) if tail else end)


def _names_somebody(reading: Reading, span: Span) -> bool:
    phrase = words_of(reading, span)
    if re.match(r"(?:je|j'|nous|on|vous|tu|cela|ça|ceci|ce|c'|ceux|celles|rien|tout|jusqu)\b", phrase, re.IGNORECASE):
        return False
    if (
        span.end - span.start > 160
        or len(phrase.split()) > 20
        or LEADING.match(phrase)
        or not speakers.starts(phrase, 0)
    ):
        return False
    if "·" in reading.masked[span.start : span.end] or FINITE.search(" " + phrase.split(",")[0]):
        return False
    person = any(span.overlaps(p) for p in reading.persons)
    return (
        person or speakers.named(phrase) or speakers.speaks(phrase, reading.grammar.heads) or len(phrase.split()) <= 8
    )
