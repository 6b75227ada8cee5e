"""Verbs of speech and what they attribute: "X a dit que", "« ... », a dit X", ", a-t-elle ajouté"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.kinds import speakers
from factcheck.kinds.attribution_grammar import ADVERB, VerbUse
from factcheck.kinds.speech_subjects import PRONOUNS, antecedent, parts_of, subject_of
from factcheck.kinds.speech_text import (
    DAY,
    FINITE,
    LEADING,
    Attribution,
    Reading,
    can_speak,
    has_clause,
    is_office,
    is_person,
    quotation_starting,
    told_after,
    told_before,
    words_of,
)
from factcheck.text import fold
from factcheck.types import Span


@dataclass(frozen=True, slots=True)
class _Verb:
    use: VerbUse
    start: int
    end: int
    compound: bool
    pronoun: Span | None  # of "a-t-elle dit"


_ADJUNCT = re.compile(
    rf",? ?(?:(?:{DAY}(?: (?:matin|soir|midi|après-midi|dernier))?(?: \d{{1,2}}(?:er)? [a-zéû]+)?)"
    r"|ce (?:matin|soir|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|le \d{1,2}(?:er)? [a-zéû]+(?: \d{4})?"
    r"|(?:à|devant|auprès de) (?:la presse|l'afp|l'agence [A-Z][\w-]+(?: [A-Z][\w-]+)?|l'agence [a-z]+ [A-Z][\w-]+|reuters|franceinfo|bfmtv|des journalistes|nos confrères)"
    r"|aux (?:journalistes|médias(?: [a-z]+)?|agences(?: [a-z]+){0,2}|reporters)|à (?:l'antenne|son arrivée|l'issue de [^,]{3,40},|ce sujet|plusieurs reprises|son tour|nouveau)"
    r"|sur (?:bfm ?tv|rtl|lci|cnews|europe 1|france inter|france ?info|twitter|facebook|x|rmc|franceinfo|tf1|france 2|son compte(?: [A-Z]\w+)?|les réseaux sociaux|place)"
    r"|dans (?:un communiqué|un tweet|un message|un entretien|une interview|une déclaration|une vidéo|la foulée|un discours|une lettre|son discours)(?: (?:à l'afp|publié[e]? [^,]{2,20}))?"
    r"|en (?:conférence de presse|direct|marge de [^,]{3,40},)|au micro de [A-Z][\w ]{2,20}?|lors d'un point(?: de)? presse|lors d'une conférence de presse"
    r"|ensuite|également|aussi|ainsi|notamment|encore|enfin|de son côté|pour sa part|quant à (?:lui|elle)|par ailleurs|alors|toutefois|simplement)(?=[ ,:])",
    re.IGNORECASE,
)


def _past_adjuncts(plain: str, at: int, limit: int) -> int:
    """The place after "mardi", "à la presse", "dans un communiqué" and their like."""
    for _ in range(4):
        adjunct = _ADJUNCT.match(plain, at + (plain[at : at + 1] == " "), limit)
        if adjunct is None or adjunct.end() == at:
            break
        at = adjunct.end()
    while at < limit and plain[at] in " ,":
        at += 1
    return at


# What stands between a verb and its subject says where, when, how and to whom: "a lancé, la voix blanche, devant la mairie".
_CIRCUMSTANCE = re.compile(
    r"[ ,]*(?:(?:la (?=voix|gorge|mine|larme|main|tête|mort)|les (?=yeux|larmes|bras|mains|traits|poings|dents)"
    r"|le (?=regard|ton|poing|sourire|visage|cœur))"
    r"|(?:à|au|aux|de(?= (?:son|sa|ses|leur) )|devant|auprès|dans|sur|lors|en|depuis|après|avant|avec|par|face|du haut"
    r"|du fond|chez|sous|entre|hors|d'un|d'une|hier|aujourd'hui|ce(?= (?:matin|soir|midi|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche))"
    r"|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|quelques|peu|plus tard|dès|visiblement|tout)(?![\w-]))",
    re.IGNORECASE,
)
_WITHIN = 140  # code points between a verb and its subject
_BEFORE_OTHERS = re.compile(
    r"(?:(?:^|[ '])(?:de|du|des|d'|à|au|aux|devant|avec|contre|chez|par|pour|et|auprès de|auprès du|face à) ?)$"
)
_NEW_CLAUSE = re.compile(r"[«»\"·.;:!?]|(?:^|[ ,])(?:qui|que|dont|où|lequel|laquelle|alors|mais)(?= )|(?:^|[ ,])qu'")


def _past_circumstances(reading: Reading, at: int, limit: int) -> int:
    """The place where the subject begins, where only circumstances stand between it and ``at``; else ``at``."""
    limit = min(limit, at + _WITHIN)
    if _CIRCUMSTANCE.match(reading.masked, at, limit) is None:
        return at
    for begin in _subject_starts(reading, at, limit):
        between = reading.masked[at:begin]
        if _NEW_CLAUSE.search(between) or FINITE.search(" " + between):
            return at
        if not _BEFORE_OTHERS.search(between):
            return begin
    return at


def _subject_starts(reading: Reading, at: int, limit: int) -> list[int]:
    """Where persons and offices are named after ``at``, in order."""
    persons = [p.start for p in reading.persons if at < p.start < limit]
    persons += [m.start() for m in _FULL_NAME.finditer(reading.masked, at, limit)]
    offices = [
        m.start(1)
        for m in _OFFICE.finditer(reading.masked, at, limit)
        if fold(m.group(2)) in reading.grammar.heads and fold(m.group(2)) not in reading.grammar.bodies
    ]
    return sorted({*offices, *persons})


_FULL_NAME = re.compile(r"(?<=[ ,])[A-ZÀ-Þ][\w'-]+ [A-ZÀ-Þ][\w'-]+")
_OFFICE = re.compile(r"(?<=[ ,])((?:[Ll][ea] |[Ll]'|[Uu]ne? |[Ss]on |[Ss]a )([\w-]+))")
_AUXILIARY = re.compile(
    r"(?<![\w'-])(?:(?:l'|lui |leur |en |y )?(?P<plain>a|ont|avait|avaient|aurait|auraient|aura|auront)"
    r"|(?P<self>s'est|s'était|se sont|s'étaient|se serait))(?:-(?:t-)?(?P<who>il|elle|on|ils|elles))?(?: |, [^,]{3,30}, )"
    + ADVERB
    + "$",
    re.IGNORECASE,
)


_CLITIC = re.compile(r"(?<![\w'-])(?:(?P<self>s'|se )|l'|lui |leur )$", re.IGNORECASE)


_ASKED = re.compile(r"-(?:t-)?(il|elle|ils|elles)(?![\w-])", re.IGNORECASE)


_WORD = re.compile(r"[^\W\d_]+")


def speech_verbs(reading: Reading, sentence: Span) -> Iterator[_Verb]:
    """The verbs of speech of a sentence, each with its auxiliary."""
    for match in _WORD.finditer(reading.masked, sentence.start, sentence.end):
        for use in reading.grammar.verbs.get(match.group().casefold(), ()):
            verb = _verb(reading.masked, match, use, sentence.start)
            if verb:
                yield verb
                break


def _verb(masked: str, match: re.Match[str], use: VerbUse, start: int) -> _Verb | None:
    before = masked[max(start, match.start() - 70) : match.start()]
    offset = match.start() - len(before)
    if not use.finite:
        auxiliary = _AUXILIARY.search(before)
        if auxiliary is None or bool(auxiliary["self"]) != use.reflexive:
            return None
        who = Span(offset + auxiliary.start("who"), offset + auxiliary.end("who")) if auxiliary["who"] else None
        if who and auxiliary["who"].casefold() == "on":
            return None
        return _Verb(use, offset + auxiliary.start(), match.end(), True, who)
    if _AUXILIARY.search(before):
        return None
    clitic = _CLITIC.search(before)
    if bool(clitic and clitic["self"]) != use.reflexive or before.endswith(("'", "-")) and clitic is None:
        return None
    asked = _ASKED.match(masked, match.end())
    if asked is None and masked[match.end() : match.end() + 1] in ("-", "'"):
        return None
    who = Span(asked.start(1), asked.end(1)) if asked else None
    begins = offset + clitic.start() if clitic else match.start()
    return _Verb(use, begins, asked.end() if asked else match.end(), False, who)


def spoken_with(reading: Reading, sentence: Span, verb: _Verb, earlier: Sequence[Attribution]) -> Attribution | None:
    if verb.pronoun:
        return _asked(reading, sentence, verb, earlier)
    return _inverted(reading, sentence, verb) or _direct(reading, sentence, verb, earlier)


def _made(
    verb: _Verb, reading: Reading, source: Span, content: Span | None, pronoun: Span | None = None
) -> Attribution | None:
    if content is None or content.start >= content.end or source.overlaps(content):
        return None
    words = reading.plain[verb.start : verb.end]
    return Attribution(source, content, words, verb.use.firmness, verb.use.rule, None, pronoun)


def _asked(reading: Reading, sentence: Span, verb: _Verb, earlier: Sequence[Attribution]) -> Attribution | None:
    pronoun = verb.pronoun
    lead = reading.masked[sentence.start : verb.start].rstrip()
    if pronoun is None or (
        lead and lead[-1].isalnum() and not lead.endswith(("ainsi", "même", "encore", "aussi", "peut-être"))
    ):
        return None
    source = antecedent(reading, pronoun, sentence.start, earlier)
    content = told_before(reading, sentence, verb.start) or told_after(reading, sentence, verb.end)
    return _made(verb, reading, source or pronoun, content, pronoun)


def _inverted(reading: Reading, sentence: Span, verb: _Verb) -> Attribution | None:
    lead = reading.masked[sentence.start : verb.start].rstrip()
    if not lead or lead[-1] not in ',»"·-?!':
        return None
    quoted = lead.rstrip(" ,-").endswith(("»", '"', "·"))
    at = _past_adjuncts(reading.masked, verb.end, sentence.end)
    if quoted:
        at = _past_circumstances(reading, at, sentence.end)
    source = speakers.speaker(reading.masked, at, sentence.end, reading.grammar.heads)
    if source is None or re.match(r"(?:que |qu'|: ?[«\"])", reading.masked[at : at + 4]):
        return None
    if not quoted and not can_speak(reading, source):
        return None
    if verb.use.object and not quoted and not has_clause(lead):
        return None
    return _made(verb, reading, source, told_before(reading, sentence, verb.start))


_TELLS = re.compile(
    r",? ?(?:(?P<that>que |qu'|s'il|s'ils|si |comment |pourquoi |combien )|(?P<quote>:? ?[«\"])|(?P<colon>: )"
    r"|(?P<inf>(?:avoir|être|n'avoir|ne pas|vouloir|pouvoir|devoir|s'être|ne |n'|de |d'|se |s'|souhaiter)))",
    re.IGNORECASE,
)


def _direct(reading: Reading, sentence: Span, verb: _Verb, earlier: Sequence[Attribution]) -> Attribution | None:
    at = _past_adjuncts(reading.masked, verb.end, sentence.end)
    at = at - 1 if reading.masked[at - 1 : at] == " " else at
    tells = _TELLS.match(reading.masked, at, sentence.end) or _that(reading, verb.end, sentence.end)
    content: Span | None
    if tells and (
        tells["inf"] is None or verb.compound or tells["inf"].casefold() in ("avoir", "être", "n'avoir", "vouloir")
    ):
        content = told_after(reading, sentence, tells.end() if tells["that"] or tells["colon"] else tells.start())
    elif verb.use.object and speakers.starts(reading.masked, at + (reading.masked[at : at + 1] == " ")):
        content = told_after(reading, sentence, at)
    else:
        return None
    subject = subject_of(reading, sentence, verb.start)
    if subject is None:
        return None
    if words_of(reading, subject).casefold() in PRONOUNS:
        source = antecedent(reading, subject, sentence.start, earlier)
        return _made(verb, reading, source or subject, content, subject)
    return _made(verb, reading, subject, content)


def _that(reading: Reading, start: int, end: int) -> re.Match[str] | None:
    """ "que" further on, after words that say when or to whom, without another verb between."""
    return re.compile(r"[^«»\"·.;:!?]{0,70}?(?P<that> que | qu')(?P<quote>(?!))?(?P<colon>(?!))?(?P<inf>(?!))?").match(
        reading.masked, start, end
    )


_GOES_ON = re.compile(
    r"(?:\b[Aa]vant (?:de |d')(?P<infinitive>[^\W\d_]+)|,(?: tout)?(?: en)? (?P<participle>[^\W\d_]+ant))"
    r"(?P<tells> que | qu'|,? ?: ?(?=[«\"])| (?=[«\"]))"
)


def going_on(reading: Reading, sentence: Span, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    """What a speaker adds: the source is that of the same sentence, its subject, or the last one before."""
    for match in _GOES_ON.finditer(reading.masked, sentence.start, sentence.end):
        use = reading.grammar.verbs.get(_finite_of(match), ())
        content = told_after(reading, sentence, match.end())
        source = _speaker_so_far(reading, sentence, match.start(), earlier) if use else None
        if source and content and not source.overlaps(content):
            verb = match["infinitive"] or match["participle"]
            yield Attribution(source, content, verb, use[0].firmness, use[0].rule)


def _finite_of(match: re.Match[str]) -> str:
    """A finite form of the same verb, by which the lexicon knows it."""
    if match["participle"]:
        return str(match["participle"]).casefold()[:-3] + "ait"
    stem = str(match["infinitive"]).casefold().removesuffix("re").removesuffix("er")
    softened = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1:], stem)
    return {"di": "dit", "conclu": "conclut", "promett": "promet", "admett": "admet", "écri": "écrit"}.get(
        stem, softened + "ait"
    )


def _speaker_so_far(reading: Reading, sentence: Span, at: int, earlier: Sequence[Attribution]) -> Span | None:
    inside = [a.source for a in earlier if sentence.holds(a.source)]
    if inside:
        return inside[-1]
    lead = parts_of(reading.masked[sentence.start : at], sentence.start)
    head = speakers.speaker(reading.masked, lead[0].start, at, reading.grammar.heads) if lead else None
    if head and (is_office(reading, head) or any(head.overlaps(p) for p in reading.persons)):
        return head
    near = [a for a in earlier if sentence.start - 300 <= a.content.end or sentence.start - 300 <= a.source.end]
    return near[-1].source if near else None


def after_colon(reading: Reading, sentence: Span) -> Iterator[Attribution]:
    match = re.compile(r"\s{0,9}(?P<who>[^,;:«»\"·\n]{3,80}(?:, [^,;:«»\"·\n]{3,80})?) ?: ?[«\"]").match(
        reading.masked, sentence.start, sentence.end
    )
    if match is None:
        return
    who = Span(match.start("who"), match.start("who") + len(match["who"].rstrip()))
    phrase = words_of(reading, who)
    content = quotation_starting(reading, match.end() - 1, sentence.end + 4)
    if content is None or has_clause(" " + phrase) or LEADING.match(phrase) or any(speech_verbs(reading, who)):
        return
    person = any(who.overlaps(p) for p in reading.persons) and len(phrase.split()) <= 12
    office = speakers.starts(phrase, 0) and speakers.speaks(phrase, reading.grammar.heads)
    if person or office or is_person(phrase):
        rule = "quote-after-colon"
        yield Attribution(who, content, ":", reading.grammar.firmness[rule], rule)
