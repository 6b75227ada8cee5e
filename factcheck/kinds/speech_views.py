"""Attribution without a verb of speech: "selon X", "de source judiciaire", "a-t-on appris de", "cité par"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factcheck.kinds import speakers
from factcheck.kinds.speech_subjects import antecedent
from factcheck.kinds.speech_text import (
    Attribution,
    Reading,
    can_speak,
    has_clause,
    is_person,
    quotation_ending,
    stripped,
    told_after,
    told_before,
    words_of,
)
from factcheck.text import fold
from factcheck.types import Span


def according(reading: Reading, sentence: Span, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    grammar = reading.grammar
    for rule, pattern in (("according-to", grammar.according), ("in-the-view-of", grammar.view)):
        for match in pattern.finditer(reading.masked, sentence.start, sentence.end):
            source = _source_at(reading, sentence, match.end(), earlier)
            if source is None or not _may_speak(reading, sentence, match, source, rule):
                continue
            pronoun = _THEM.match(reading.masked, match.end())
            held = Span(*pronoun.span()) if pronoun else None
            content = _around(reading, sentence, match.start(), held.end if held else source.end)
            if content and not content.overlaps(source):
                verb = reading.plain[match.start() : match.end()].strip()
                yield Attribution(source, content, verb, grammar.firmness[rule], rule, None, held)


_THEM = re.compile(r"(?:lui|elles?|eux)\b")


def _source_at(reading: Reading, sentence: Span, at: int, earlier: Sequence[Attribution]) -> Span | None:
    pronoun = _THEM.match(reading.masked, at)
    if pronoun:
        held = Span(pronoun.start(), pronoun.end())
        return antecedent(reading, held, sentence.start, earlier) or held
    if re.match(r"(?:des? |du |d')?sources? ", reading.masked[at : at + 12]):
        end = speakers.speaker(reading.masked.replace("\n", "."), at, sentence.end, reading.grammar.heads)
        return end or _plain_phrase(reading, at, sentence.end)
    named = speakers.speaker(reading.masked, at, sentence.end, reading.grammar.heads)
    if named is None and reading.masked[at - 3 : at].casefold() == "du ":
        whole = speakers.speaker(reading.masked, at - 3, sentence.end, reading.grammar.heads)
        return Span(at, whole.end) if whole and whole.end > at else None
    author = named and _DOCUMENT.match(reading.masked, named.start, sentence.end)
    if named and author:
        return speakers.speaker(reading.masked, author.end(), sentence.end, reading.grammar.heads) or named
    return named


# "un bilan arrêté à midi par la préfecture": the préfecture is the source
_DOCUMENT = re.compile(
    r"(?:l'|les? |la |des? |un |une |ce |cette |ces |son |sa )(?:(?:premier|dernier|nouveau|nouvel|nouvelle|première|dernière)s? )?"
    r"(?:bilan|résultat|chiffre|information|élément|estimation|décompte|comptage|sondage|enquête|rapport|étude|communiqué|donnée)s?"
    r"\b[^,.;:()«»\"\n]{0,60}? par (?=\S)"
)


def _plain_phrase(reading: Reading, at: int, limit: int) -> Span | None:
    match = re.compile(r"(?:des? |du |d')?[^\W\d_]+(?: [^\W\d_][\w'-]*){0,4}").match(reading.masked, at, limit)
    return Span(at, match.end()) if match else None


def _may_speak(reading: Reading, sentence: Span, match: re.Match[str], source: Span, rule: str) -> bool:
    phrase = words_of(reading, source)
    words = fold(phrase).replace("'", " ").split()
    telling = [
        w
        for w in words
        if w
        not in (
            "le",
            "la",
            "les",
            "l",
            "un",
            "une",
            "des",
            "ce",
            "cette",
            "ces",
            "son",
            "sa",
            "ses",
            "leur",
            "leurs",
            "d",
            "de",
        )
    ]
    if not telling or telling[0] in reading.grammar.never:
        return False
    if rule == "according-to":
        return True
    # "pour" opens a view only at the head of a sentence, before somebody, and up to a comma
    head = not reading.masked[sentence.start : match.start()].strip(' \n«"-')
    closes = reading.masked[source.end : source.end + 2].lstrip()[:1] == ","
    person = any(source.start <= p.start < source.start + 30 and source.overlaps(p) for p in reading.persons)
    office = speakers.speaks(" ".join(telling[:2]), reading.grammar.heads)
    return head and closes and (person or office or is_person(phrase))


_OPENS = re.compile(
    r"\W*(?:[^\W\d_]+ ){0,4}(?:mais|et|or|toutefois|pourtant|car|puisque|que|qui|où|parce que|alors que|tandis que|dont),? ?$",
    re.IGNORECASE,
)


def _around(reading: Reading, sentence: Span, start: int, end: int) -> Span | None:
    """What "selon X" speaks for: what follows it at the head of a clause, else what stands before it."""
    lead = reading.masked[sentence.start : start]
    opened = lead.rfind("(")
    opened = opened if opened >= 0 and ")" not in lead[opened:] else lead.rfind(";")
    clause = lead[opened + 1 :]
    if not clause.strip(' \n,-«"'):
        if opened >= 0 and lead[opened] == "(":
            return stripped(reading.plain, sentence.start, sentence.start + opened)
        return told_after(reading, sentence, end)
    quoted = quotation_ending(reading, start)
    if quoted and len(reading.plain[quoted.start : quoted.end].split()) > 3:
        return quoted
    follows = reading.masked[end : end + 2].lstrip()[:1] == ","
    if (
        _OPENS.fullmatch(clause)
        or re.search(r"\b(?:que|qui|puisque|car|où),? $", clause)
        or (follows and not has_clause(clause))
    ):
        return told_after(reading, sentence, end)
    begin = sentence.start + opened + 1
    for match in _OTHER_VIEW.finditer(reading.masked, begin, start):
        begin = match.end()
    number = re.search(r", (?:(?:et|ou|contre) )?([^,]{0,30}\d[^,]{0,30})$", reading.masked[begin:start])
    if number and len(number.group(1).split()) < 5:
        begin += number.start(1)
    if not re.search(r"\w", reading.masked[begin:start]):
        return told_after(reading, sentence, end)
    return stripped(reading.plain, begin, start)


_OTHER_VIEW = re.compile(r"(?:selon|d'après) [^,;()]{3,60}?(?:, | et | contre | ou | mais )")


def of_source(reading: Reading, sentence: Span) -> Iterator[Attribution]:
    for match in reading.grammar.source.finditer(reading.masked, sentence.start, sentence.end):
        source = Span(match.start("source"), match.end("source"))
        lead = reading.masked[sentence.start : match.start()].rstrip()
        verb = re.search(r"((?:a-t-on|on) \w+|\w+-t?-?on)(?: \w+)?$", lead)
        content = _around(reading, sentence, sentence.start + verb.start() if verb else match.start(), source.end)
        if content and not content.overlaps(source):
            told = verb.group() if verb else "de source"
            yield Attribution(source, content, told, reading.grammar.firmness["of-source"], "of-source")


def one_says(reading: Reading, sentence: Span) -> Iterator[Attribution]:
    for match in reading.grammar.one.finditer(reading.masked, sentence.start, sentence.end):
        if re.match(r"sources? |bonne source|même source", reading.masked[match.end() : match.end() + 12]):
            continue
        limit = _that_or_end(reading.masked, match.end(), sentence.end)
        source = _place_or_person(reading, match, limit)
        if source is None:
            continue
        content = (
            told_after(reading, sentence, limit + 4)
            if limit < sentence.end
            else told_before(reading, sentence, match.start())
        )
        if content and not content.overlaps(source):
            yield Attribution(source, content, match["verb"], reading.grammar.firmness["one-says"], "one-says")


def _that_or_end(masked: str, start: int, end: int) -> int:
    that = re.compile(r" qu(?:e |')").search(masked, start, end)
    return that.start() if that else end


def _place_or_person(reading: Reading, match: re.Match[str], limit: int) -> Span | None:
    phrase = re.compile(
        r"(?:l'|la |le |les |son |sa |un |une |plusieurs |deux |trois )?[^\W\d_][^,.;:»«\"()\n·]{1,90}"
    ).match(reading.masked, match.end(), limit)
    if phrase is None:
        return None
    end = speakers.speaker("le " + phrase.group(), 0, len(phrase.group()) + 3, reading.grammar.heads)
    length = end.end - 3 if end and phrase.group()[:1].islower() and not speakers.starts(phrase.group(), 0) else None
    if length is None:
        return speakers.speaker(reading.masked, match.end(), min(limit, phrase.end() + 60), reading.grammar.heads)
    span = Span(match.end(), match.end() + length)
    words = fold(words_of(reading, span)).split()
    return span if words and words[0] not in ("fois", "fin", "debut", "peu", "suite") else None


def cited(reading: Reading, sentence: Span, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    """Who passed it on, where nobody else is the source, and the one a paper cites."""
    for match in reading.grammar.cited.finditer(reading.masked, sentence.start, sentence.end):
        source = speakers.speaker(reading.masked, match.end(), sentence.end, reading.grammar.heads)
        if source is None or not can_speak(reading, source):
            continue
        content = stripped(reading.plain, sentence.start, match.start())
        inner = [a for a in earlier if sentence.holds(a.source) or sentence.overlaps(a.content)]
        if inner:
            content = inner[-1].content
        if content and not content.overlaps(source):
            verb = reading.plain[match.start() : match.end()].strip()
            yield Attribution(source, content, verb, reading.grammar.firmness["cited-by"], "cited-by")


def via(reading: Reading, sentence: Span, attribution: Attribution) -> Span | None:
    """The agency or paper to which the source spoke."""
    near = Span(max(0, attribution.source.start - 60), attribution.source.end + 80)
    match = re.compile(
        r"(?:\bà |auprès de |cité(?:e|s|es)? par |citée?s? par )(l'AFP|(?:l'agence|les agences|la chaîne|le quotidien|le site)(?: (?:de presse|d'État|officielle?))?(?: [a-zéè]{4,12})? ?[A-ZÀ-Þ][\w-]*(?: [A-ZÀ-Þ][\w-]*)?|(?:les agences)(?: [\w-]+){0,3}|[A-ZÀ-Þ]{3,}[\w-]*|Reuters|Interfax|franceinfo)"
    ).search(reading.masked, max(sentence.start, near.start), min(sentence.end, near.end))
    if match is None or Span(*match.span(1)).overlaps(attribution.source):
        return None
    return Span(*match.span(1))
