"""Who said it: the words that name a source, what they are a source for, and how firmly it speaks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from factcheck import rules as rule_files
from factcheck.kinds import quotations as quotes
from factcheck.kinds import speakers
from factcheck.kinds.agencies import credited
from factcheck.kinds.attribution_grammar import ADVERB, FILE, AttributionGrammar, Firmness, VerbUse, agency_names, load
from factcheck.rules import Rules
from factcheck.text import fold, same_length
from factcheck.types import Span

__all__ = ["Attribution", "AttributionGrammar", "credits", "describe", "find", "load", "speaker_of"]

_FAR = 900  # code points back to which a pronoun may point


@dataclass(frozen=True, slots=True)
class Attribution:
    """``content`` is told by ``source``. For "a-t-elle ajouté" the source stands elsewhere in the article.

    ``via`` is who passed it on ("a indiqué une source *à l'agence TASS*"), ``pronoun`` the pronoun that stood for
    the source.
    """

    source: Span
    content: Span
    verb: str
    firmness: Firmness
    rule: str
    via: Span | None = None
    pronoun: Span | None = None


@dataclass(frozen=True, slots=True)
class _Verb:
    use: VerbUse
    start: int
    end: int
    compound: bool
    pronoun: Span | None  # of "a-t-elle dit"


@dataclass(frozen=True, slots=True)
class _Reading:
    """One article as the patterns see it: one spelling of punctuation, the words of quotations blanked."""

    plain: str
    masked: str
    quoted: tuple[Span, ...]
    persons: tuple[Span, ...]
    grammar: AttributionGrammar


def find(
    text: str, grammar: AttributionGrammar, persons: Sequence[Span] = (), quotations: Sequence[Span] = ()
) -> list[Attribution]:
    """All attributions of one article, in order of their content.

    ``persons`` are the names of persons, ``quotations`` the words between marks (found anew where none are given).
    """
    if not unicodedata.is_normalized("NFC", text):
        return _composed(text, grammar, persons, quotations)
    inner = tuple(quotations) or tuple(f.span for f in quotes.find(text))
    plain = same_length(text)
    reading = _Reading(plain, _masked(plain, inner), _outermost(inner), tuple(sorted(persons)), grammar)
    found: list[Attribution] = []
    for sentence in _sentences(reading.masked):
        for attribution in _in_sentence(reading, sentence, found):
            _add(found, attribution)
    return sorted(found, key=lambda a: (a.content.start, a.source.start, a.rule))


def speaker_of(quotation: Span, attributions: Sequence[Attribution]) -> Attribution | None:
    """Who says the quotation: the attribution whose content is nearest to it in size, among those that hold it."""
    holding = [a for a in attributions if a.content.holds(quotation) and not a.source.overlaps(quotation)]
    near = [a for a in attributions if a.content.overlaps(quotation) and quotation.holds(a.content)]
    pool = holding or near
    return min(pool, key=lambda a: (a.content.end - a.content.start, a.content.start, a.source.start), default=None)


def credits(text: str, grammar: AttributionGrammar | None = None) -> tuple[str, ...]:
    """The news agencies that ``text`` credits as its origin; not those that it quotes."""
    return credited(text, grammar.agencies if grammar else _built_in_agencies())


@cache
def _built_in_agencies() -> tuple[tuple[str, str], ...]:
    return agency_names(rule_files.load())


def describe(text: str, rules: Rules, on: date | None = None) -> list[tuple[str, str]]:
    """Every attribution of ``text`` as (rule, source), and every agency credited as ("agencies", name)."""
    grammar = load(rules)
    found = [(a.rule, text[a.source.start : a.source.end]) for a in find(text, grammar)]
    return found + [("agencies", name) for name in credits(text, grammar)]


# -- the text as the patterns see it --------------------------------------------------------------


def _composed(
    text: str, grammar: AttributionGrammar, persons: Sequence[Span], quotations: Sequence[Span]
) -> list[Attribution]:
    """``find`` on the composed form of a decomposed text, its spans moved back."""
    composed: list[str] = []
    starts: list[int] = []
    at = 0
    for cluster in re.findall(r".[\u0300-\u036f]*", text, re.DOTALL):
        for letter in unicodedata.normalize("NFC", cluster):
            composed.append(letter)
            starts.append(at)
        at += len(cluster)
    starts.append(len(text))

    def there(span: Span) -> Span:
        return Span(bisect_left(starts, span.start), bisect_left(starts, span.end))

    def back(span: Span) -> Span:
        return Span(starts[span.start], starts[span.end])

    # what NFC makes of a letter on its own may still not be normal; then the text is read as it stands
    joined = "".join(composed)
    if not unicodedata.is_normalized("NFC", joined):
        return []
    found = find(joined, grammar, [there(p) for p in persons], [there(q) for q in quotations])
    return [
        replace(
            a,
            source=back(a.source),
            content=back(a.content),
            via=back(a.via) if a.via else None,
            pronoun=back(a.pronoun) if a.pronoun else None,
        )
        for a in found
    ]


def _outermost(spans: Sequence[Span]) -> tuple[Span, ...]:
    outer: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not outer or span.start >= outer[-1].end:
            outer.append(span)
    return tuple(outer)


def _masked(plain: str, quoted: Sequence[Span]) -> str:
    letters = list(plain)
    for span in quoted:
        letters[span.start : span.end] = "·" * (span.end - span.start)
    return "".join(letters)


_SENTENCE_END = re.compile(
    r"(?<!\bM)(?<!\bMme)(?<!\bDr)(?<!\bMe)(?<!\bSt)(?<![ .][A-Z])[.!?…]+(?=\s*[»\"]|\s|$|[A-ZÀ-Þ«])(?:\s{0,2}[»\"](?=\s|$))?|\n+|·[»\"](?=\s+[A-ZÀ-Þ«\"])"
)


def _sentences(masked: str) -> Iterator[Span]:
    start = 0
    for match in _SENTENCE_END.finditer(masked):
        if match.end() > start:
            yield Span(start, match.end())
        start = match.end()
    if start < len(masked):
        yield Span(start, len(masked))


def _add(found: list[Attribution], new: Attribution) -> None:
    """``new``, unless its words are already a source of the same content."""
    for old in found:
        if old.source == new.source and old.content.overlaps(new.content) and old.pronoun == new.pronoun:
            return
    found.append(new)


# -- one sentence ---------------------------------------------------------------------------------


def _in_sentence(reading: _Reading, sentence: Span, before: Sequence[Attribution]) -> Iterator[Attribution]:
    earlier = list(before)
    for attribution in _told(reading, sentence, earlier):
        passed_on = replace(attribution, via=_via(reading, sentence, attribution)) if attribution.via is None else attribution
        earlier.append(passed_on)
        yield passed_on
    for attribution in _cited(reading, sentence, earlier):
        yield attribution


def _told(reading: _Reading, sentence: Span, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    yield from _according(reading, sentence, earlier)
    yield from _of_source(reading, sentence)
    yield from _one_says(reading, sentence)
    for verb in _verbs(reading, sentence):
        attribution = _spoken(reading, sentence, verb, earlier)
        if attribution:
            earlier = [*earlier, attribution]
            yield attribution
    yield from _after_colon(reading, sentence)


_SKIP = re.compile(
    r"(?: ?, )?(?: (?:à|devant|auprès de|dans|sur|lors|en|ce|hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|aussi"
    r"|également|ainsi|ensuite|de son côté|pour sa part|notamment|au|aux|à l'|par)\b)"
)
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|hier|aujourd'hui)"
_ADJUNCT = re.compile(
    rf",? ?(?:(?:{_DAY}(?: (?:matin|soir|midi|après-midi|dernier))?(?: \d{{1,2}}(?:er)? [a-zéû]+)?)"
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


_AUXILIARY = re.compile(
    r"(?<![\w'-])(?:(?:l'|lui |leur |en |y )?(?P<plain>a|ont|avait|avaient|aurait|auraient|aura|auront)"
    r"|(?P<self>s'est|s'était|se sont|s'étaient|se serait))(?:-(?:t-)?(?P<who>il|elle|on|ils|elles))? " + ADVERB + "$",
    re.IGNORECASE,
)
_CLITIC = re.compile(r"(?<![\w'-])(?:(?P<self>s'|se )|l'|lui |leur )$", re.IGNORECASE)
_ASKED = re.compile(r"-(?:t-)?(il|elle|ils|elles)(?![\w-])", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")


def _verbs(reading: _Reading, sentence: Span) -> Iterator[_Verb]:
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
    clitic = _CLITIC.search(before)
    if bool(clitic and clitic["self"]) != use.reflexive or before.endswith(("'", "-")) and clitic is None:
        return None
    asked = _ASKED.match(masked, match.end())
    if asked is None and masked[match.end() : match.end() + 1] in ("-", "'"):
        return None
    who = Span(asked.start(1), asked.end(1)) if asked else None
    begins = offset + clitic.start() if clitic else match.start()
    return _Verb(use, begins, asked.end() if asked else match.end(), False, who)


def _spoken(reading: _Reading, sentence: Span, verb: _Verb, earlier: Sequence[Attribution]) -> Attribution | None:
    if verb.pronoun:
        return _asked(reading, sentence, verb, earlier)
    return _inverted(reading, sentence, verb) or _direct(reading, sentence, verb, earlier)


def _made(verb: _Verb, reading: _Reading, source: Span, content: Span | None, pronoun: Span | None = None) -> Attribution | None:
    if content is None or content.start >= content.end or source.overlaps(content):
        return None
    words = reading.plain[verb.start : verb.end]
    return Attribution(source, content, words, verb.use.firmness, verb.use.rule, None, pronoun)


# -- "« ... », a-t-elle dit" ----------------------------------------------------------------------


def _asked(reading: _Reading, sentence: Span, verb: _Verb, earlier: Sequence[Attribution]) -> Attribution | None:
    pronoun = verb.pronoun
    if pronoun is None:
        return None
    source = _antecedent(reading, pronoun, sentence.start, earlier)
    content = _before(reading, sentence, verb.start) or _after(reading, sentence, verb.end)
    return _made(verb, reading, source or pronoun, content, pronoun)


def _antecedent(reading: _Reading, pronoun: Span, at: int, earlier: Sequence[Attribution]) -> Span | None:
    word = reading.plain[pronoun.start : pronoun.end].casefold()
    sources = {a.source for a in earlier if pronoun.start - _FAR <= a.source.start and a.source.end <= pronoun.start}
    plain = [s for s in sources if reading.plain[s.start : s.end].casefold() not in ("il", "elle", "ils", "elles")]
    heads = [s for s in _subjects(reading, at) if pronoun.start - _FAR <= s.start]
    last = max((a for a in earlier if a.source in plain), key=lambda a: (a.content.end, a.source.start), default=None)
    if last and speakers.fitting(word, _text(reading, last.source)) and not any(s.start > last.content.end for s in heads):
        return last.source
    return speakers.nearest(word, reading.plain, pronoun.start, sorted({*plain, *heads}))


def _subjects(reading: _Reading, before: int) -> Iterator[Span]:
    """Persons and offices named at the head of sentences before ``before``."""
    for sentence in _sentences(reading.masked[max(0, before - _FAR) : before]):
        start = max(0, before - _FAR) + sentence.start
        start += len(reading.plain[start:before]) - len(reading.plain[start:before].lstrip())
        span = speakers.speaker(reading.masked, start, before, reading.grammar.heads)
        if span is None:
            continue
        phrase = _text(reading, span)
        person = any(span.overlaps(p) for p in reading.persons)
        if person or speakers.speaks(phrase, reading.grammar.heads):
            yield span


def _text(reading: _Reading, span: Span) -> str:
    return reading.plain[span.start : span.end]


# -- "« ... », a dit la procureure" ---------------------------------------------------------------


def _inverted(reading: _Reading, sentence: Span, verb: _Verb) -> Attribution | None:
    lead = reading.masked[sentence.start : verb.start].rstrip()
    if not lead or lead[-1] not in ',»"·-?!':
        return None
    at = _past_adjuncts(reading.masked, verb.end, sentence.end)
    source = speakers.speaker(reading.masked, at, sentence.end, reading.grammar.heads)
    if source is None or re.match(r"(?:que |qu'|: ?[«\"])", reading.masked[at : at + 4]):
        return None
    quoted = lead.rstrip(" ,-").endswith(("»", '"', "·"))
    if not quoted and not _can_speak(reading, source):
        return None
    if verb.use.object and not quoted and not _clause(lead):
        return None
    return _made(verb, reading, source, _before(reading, sentence, verb.start))


def _can_speak(reading: _Reading, span: Span) -> bool:
    phrase = _text(reading, span)
    person = any(span.overlaps(p) for p in reading.persons)
    return person or speakers.speaks(phrase, reading.grammar.heads | {"journaliste", "correspondant"}) or speakers.named(phrase)


_CLAUSE = re.compile(r" (?:est|sont|était|étaient|sera|seront|serait|a|ont|avait|avaient|aura|va|vont|doit|doivent|devrait|devraient|[^\W\d_]{3,}(?:ent|ait|aient|era|eront|erait))\b")


def _clause(lead: str) -> bool:
    return bool(_CLAUSE.search(lead))


def _before(reading: _Reading, sentence: Span, end: int) -> Span | None:
    """What stands before the verb: the quotation that ends there, or the clause."""
    quoted = _quotation_ending(reading, end)
    if quoted:
        return quoted
    start = sentence.start
    for mark in (";",):
        cut = reading.masked.rfind(mark, start, end)
        start = cut + 1 if cut >= 0 else start
    return _stripped(reading.plain, start, end)


def _quotation_ending(reading: _Reading, at: int) -> Span | None:
    """The quotation whose closing mark stands just before ``at``."""
    index = bisect_left(reading.quoted, Span(at, at)) - 1
    if index < 0:
        return None
    span = reading.quoted[index]
    between = reading.plain[span.end : at]
    return span if len(between) < 12 and re.fullmatch(r"[\s»\"',.!?…-]*", between) else None


def _quotation_starting(reading: _Reading, at: int, end: int) -> Span | None:
    index = bisect_left(reading.quoted, Span(at, at))
    if index == len(reading.quoted):
        return None
    span = reading.quoted[index]
    return span if span.start <= end and re.fullmatch(r"[\s«\":,-]*", reading.plain[at : span.start]) else None


def _stripped(plain: str, start: int, end: int) -> Span | None:
    while start < end and (plain[start].isspace() or plain[start] in ",;:»\"-"):
        start += 1
    while end > start and (plain[end - 1].isspace() or plain[end - 1] in ",;:.«-"):
        end -= 1
    return Span(start, end) if start < end else None


# -- "la procureure a dit que" --------------------------------------------------------------------

_TELLS = re.compile(
    r",? ?(?:(?P<that>que |qu'|s'il|s'ils|si |comment |pourquoi |combien )|(?P<quote>:? ?[«\"])|(?P<colon>: )"
    r"|(?P<inf>(?:avoir|être|n'avoir|ne pas|vouloir|pouvoir|devoir|s'être|ne |n'|de |d'|se |s'|souhaiter)))",
    re.IGNORECASE,
)


def _direct(reading: _Reading, sentence: Span, verb: _Verb, earlier: Sequence[Attribution]) -> Attribution | None:
    at = _past_adjuncts(reading.masked, verb.end, sentence.end)
    at = at - 1 if reading.masked[at - 1 : at] == " " else at
    tells = _TELLS.match(reading.masked, at, sentence.end) or _that(reading, verb.end, sentence.end)
    content: Span | None
    if tells and (tells["inf"] is None or verb.compound or tells["inf"].casefold() in ("avoir", "être", "n'avoir", "vouloir")):
        content = _after(reading, sentence, tells.end() if tells["that"] or tells["colon"] else tells.start())
    elif verb.use.object and speakers.starts(reading.masked, at + (reading.masked[at : at + 1] == " ")):
        content = _after(reading, sentence, at)
    else:
        return None
    subject = _subject(reading, sentence, verb.start)
    if subject is None:
        return None
    word = _text(reading, subject).casefold()
    if word in ("il", "elle", "ils", "elles"):
        source = _antecedent(reading, subject, sentence.start, earlier)
        return _made(verb, reading, source or subject, content, subject)
    return _made(verb, reading, subject, content)


def _that(reading: _Reading, start: int, end: int) -> re.Match[str] | None:
    """"que" further on, after words that say when or to whom, without another verb between."""
    return re.compile(r"[^«»\"·.;:!?]{0,70}?(?P<that> que | qu')(?P<quote>(?!))?(?P<colon>(?!))?(?P<inf>(?!))?").match(
        reading.masked, start, end
    )


def _after(reading: _Reading, sentence: Span, start: int) -> Span | None:
    """What stands after the verb: the quotation that begins there, or the rest of the sentence."""
    quoted = _quotation_starting(reading, start, sentence.end + 4)
    if quoted:
        return quoted
    return _stripped(reading.plain, start, sentence.end)


_PRONOUN = re.compile(r"(?:^|[\s,;:«»\"(])(il|elle|ils|elles) (?:n'|ne |l'|lui |leur |en |y )?$", re.IGNORECASE)
_RELATIVE = re.compile(r",? qui (?:n'|ne |l'|lui |leur |en |y )?$")
_LEADING = re.compile(
    r"(?:À|A|Au|Aux|En|Dans|Sur|Lors|Après|Avant|Pour|Par|Avec|Sans|Selon|D'après|Depuis|Pendant|Devant|Chez|Dès|Sous|Face|Malgré"
    r"|De son côté|Hier|Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche|Mais|Et|Or|Car|Puis|Ainsi|Alors|Interrogée?s?|Ensuite"
    r"|Toutefois|Cependant|Enfin|Quant|Vers|Peu|Pourtant|Si|Quand|Lorsqu\w*|Tandis|Comme|Outre|Concernant|Contre|Entre|Ce matin|Ce soir"
    r"|Néanmoins|Finalement|Invitée?|Contactée?s?|Jointe?)\b(?!-)",
    re.IGNORECASE,
)


def _subject(reading: _Reading, sentence: Span, verb: int) -> Span | None:
    """The words before the verb that name who speaks."""
    lead = reading.masked[sentence.start : verb]
    pronoun = _PRONOUN.search(lead)
    if pronoun:
        return Span(sentence.start + pronoun.start(1), sentence.start + pronoun.end(1))
    relative = _RELATIVE.search(lead)
    if relative:
        lead = lead[: relative.start()] + ", "
    parts = _parts(lead, sentence.start)
    if not parts:
        return None
    apposed = lead.rstrip().endswith(",")
    chosen = _apposed_subject(reading, parts) if apposed else _last_subject(reading, parts[-1])
    return chosen if chosen and _names_somebody(reading, chosen) else None


def _parts(lead: str, offset: int) -> list[Span]:
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


def _apposed_subject(reading: _Reading, parts: Sequence[Span]) -> Span | None:
    """ "Anne Roy, procureure de la République, a dit": the phrase from the nearest part that begins like a subject."""
    for index in range(len(parts) - 1, -1, -1):
        phrase = _text(reading, parts[index])
        if _LEADING.match(phrase) or not speakers.starts(phrase, 0):
            continue
        if index and re.match(r"(?:[A-ZÀ-Þ][\w'-]+ ?){1,4}$", phrase):
            office = _text(reading, parts[index - 1])
            if speakers.starts(office, 0) and not _LEADING.match(office) and speakers.speaks(office, reading.grammar.heads):
                return Span(_within(reading, parts[index - 1]).start, parts[index].end)
        span = _within(reading, parts[index])
        if index and re.match(r"(?:l'|le |la |les |un |une )", phrase) and _is_name(_text(reading, parts[index - 1])):
            return Span(parts[index - 1].start, span.end)
        if index == len(parts) - 1 or not _clause(_text(reading, parts[index])):
            follows = parts[index + 1] if index + 1 < len(parts) else None
            if follows and speakers.speaks(_text(reading, follows), reading.grammar.heads) and _is_name(phrase):
                return Span(span.start, follows.end)
            return span
    return None


def _is_name(phrase: str) -> bool:
    return bool(re.fullmatch(r"(?:M\. |Mme |Me |Dr |Pr )?(?:[A-ZÀ-Þ][\w'-]*|de|du|la|le|d'[A-Z][\w-]*)(?: (?:[A-ZÀ-Þ][\w'-]*|de|du|la|le|ben|bin|al|el|van|von|d'[A-Z][\w-]*)){0,5}", phrase))


def _last_subject(reading: _Reading, part: Span) -> Span | None:
    return _within(reading, part)


def _within(reading: _Reading, part: Span) -> Span:
    """``part`` without the words that lead up to the subject: "Pour sa part le maire", "et que la préfète"."""
    phrase = _text(reading, part)
    lead = re.match(r"(?:(?:et|mais|or|car|puis|alors que|tandis que|ce que|comme|que|qu'|où|quand|lorsque|dont|ainsi que) ?)(?=\S)", phrase, re.IGNORECASE)
    start = part.start + (lead.end() if lead else 0)
    end = part.end
    tail = re.search(
        rf" (?:{_DAY}(?: (?:matin|soir|midi))?|également|aussi|lui-même|elle-même|quant à (?:lui|elle)|ensuite|notamment|n'|ne|l'|lui|leur|en|y)$",
        _text(reading, Span(start, end)),
    )
    return Span(start, end - len(tail.group()) if tail else end)


def _names_somebody(reading: _Reading, span: Span) -> bool:
    phrase = _text(reading, span)
    if span.end - span.start > 160 or len(phrase.split()) > 20 or _LEADING.match(phrase) or not speakers.starts(phrase, 0):
        return False
    if "·" in reading.masked[span.start : span.end] or _clause(" " + phrase.split(",")[0]):
        return False
    person = any(span.overlaps(p) for p in reading.persons)
    return person or speakers.named(phrase) or speakers.speaks(phrase, reading.grammar.heads) or len(phrase.split()) <= 8


# -- "selon", "pour", "de source", "a-t-on appris" ------------------------------------------------


def _according(reading: _Reading, sentence: Span, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    grammar = reading.grammar
    for rule, pattern in (("according-to", grammar.according), ("in-the-view-of", grammar.view)):
        for match in pattern.finditer(reading.masked, sentence.start, sentence.end):
            source = _source_at(reading, sentence, match.end(), earlier)
            if source is None or not _may_speak(reading, sentence, match, source, rule):
                continue
            content = _around(reading, sentence, match.start(), source.end if source.start >= match.end() else match.end())
            pronoun = re.compile(r"(lui|elle|eux|elles)\b").match(reading.masked, match.end())
            held = Span(pronoun.start(), pronoun.end()) if pronoun else None
            if content and not content.overlaps(source):
                verb = reading.plain[match.start() : match.end()].strip()
                yield Attribution(source, content, verb, grammar.firmness[rule], rule, None, held)


def _source_at(reading: _Reading, sentence: Span, at: int, earlier: Sequence[Attribution]) -> Span | None:
    pronoun = re.compile(r"(lui|elle|eux|elles)\b").match(reading.masked, at)
    if pronoun:
        word = {"lui": "il", "eux": "ils"}.get(pronoun.group(), pronoun.group())
        sources = sorted({a.source for a in earlier if a.source.end <= at and at - _FAR <= a.source.start})
        return speakers.nearest(word, reading.plain, at, sources) or Span(pronoun.start(), pronoun.end())
    if re.match(r"(?:des? |du |d')?sources? ", reading.masked[at : at + 12]):
        end = speakers.speaker(reading.masked.replace("\n", "."), at, sentence.end, reading.grammar.heads)
        return end or _plain_phrase(reading, at, sentence.end)
    return speakers.speaker(reading.masked, at, sentence.end, reading.grammar.heads)


def _plain_phrase(reading: _Reading, at: int, limit: int) -> Span | None:
    match = re.compile(r"(?:des? |du |d')?[^\W\d_]+(?: [^\W\d_][\w'-]*){0,4}").match(reading.masked, at, limit)
    return Span(at, match.end()) if match else None


def _may_speak(reading: _Reading, sentence: Span, match: re.Match[str], source: Span, rule: str) -> bool:
    phrase = _text(reading, source)
    words = fold(phrase).replace("'", " ").split()
    telling = [w for w in words if w not in ("le", "la", "les", "l", "un", "une", "des", "ce", "cette", "ces", "son", "sa", "ses", "leur", "leurs", "d", "de")]
    if not telling or telling[0] in reading.grammar.never:
        return False
    if rule == "according-to":
        return True
    # "pour" opens a view only at the head of a sentence, before somebody, and up to a comma
    head = not reading.masked[sentence.start : match.start()].strip(" \n«\"-")
    closes = reading.masked[source.end : source.end + 2].lstrip()[:1] == ","
    person = any(source.start <= p.start < source.start + 30 and source.overlaps(p) for p in reading.persons)
    office = speakers.speaks(" ".join(telling[:1]), reading.grammar.heads)
    return head and closes and (person or office or _is_person(phrase))


def _is_person(phrase: str) -> bool:
    name = phrase.split(",")[0]
    return _is_name(name) and " " in name


def _around(reading: _Reading, sentence: Span, start: int, end: int) -> Span | None:
    """What "selon X" speaks for: what follows it at the head of a sentence, else what stands before it."""
    lead = reading.masked[sentence.start : start]
    opened = max(lead.rfind("("), lead.rfind(";"))
    if not lead[opened + 1 :].strip(" \n,-«\"") or re.fullmatch(r"\W*(?:[Mm]ais|[Ee]t|[Oo]r|[Tt]outefois|[Pp]ourtant|[Cc]ar),? ?", lead):
        if opened >= 0 and lead[opened] == "(":
            return _stripped(reading.plain, sentence.start, sentence.start + opened)
        return _after(reading, sentence, end)
    quoted = _quotation_ending(reading, start)
    if quoted and len(reading.plain[quoted.start : quoted.end].split()) > 3:
        return quoted
    begin = sentence.start + opened + 1
    previous = re.compile(r"(?:selon|d'après) [^,;()]{3,60}?(?:, | et | contre | ou | mais )").finditer(reading.masked, begin, start)
    for match in previous:
        begin = match.end()
    if not re.search(r"\w", reading.masked[begin:start]):
        return _after(reading, sentence, end)
    return _stripped(reading.plain, begin, start)


def _of_source(reading: _Reading, sentence: Span) -> Iterator[Attribution]:
    for match in reading.grammar.source.finditer(reading.masked, sentence.start, sentence.end):
        source = Span(match.start("source"), match.end("source"))
        lead = reading.masked[sentence.start : match.start()].rstrip()
        verb = re.search(r"((?:a-t-on|on) \w+|\w+-t?-?on)(?: \w+)?$", lead)
        content = _around(reading, sentence, sentence.start + verb.start() if verb else match.start(), source.end)
        if content and not content.overlaps(source):
            told = verb.group() if verb else "de source"
            yield Attribution(source, content, told, reading.grammar.firmness["of-source"], "of-source")


def _one_says(reading: _Reading, sentence: Span) -> Iterator[Attribution]:
    for match in reading.grammar.one.finditer(reading.masked, sentence.start, sentence.end):
        if re.match(r"sources? |bonne source|même source", reading.masked[match.end() : match.end() + 12]):
            continue
        limit = _that_or_end(reading.masked, match.end(), sentence.end)
        source = _place_or_person(reading, match, limit)
        if source is None:
            continue
        content = _after(reading, sentence, limit + 4) if limit < sentence.end else _before(reading, sentence, match.start())
        if content and not content.overlaps(source):
            yield Attribution(source, content, match["verb"], reading.grammar.firmness["one-says"], "one-says")


def _that_or_end(masked: str, start: int, end: int) -> int:
    that = re.compile(r" qu(?:e |')").search(masked, start, end)
    return that.start() if that else end


def _place_or_person(reading: _Reading, match: re.Match[str], limit: int) -> Span | None:
    phrase = re.compile(r"(?:l'|la |le |les |son |sa |un |une |plusieurs |deux |trois )?[^\W\d_][^,.;:»«\"()\n·]{1,90}").match(
        reading.masked, match.end(), limit
    )
    if phrase is None:
        return None
    end = speakers.speaker("le " + phrase.group(), 0, len(phrase.group()) + 3, reading.grammar.heads)
    length = end.end - 3 if end and phrase.group()[:1].islower() and not speakers.starts(phrase.group(), 0) else None
    if length is None:
        whole = speakers.speaker(reading.masked, match.end(), min(limit, phrase.end() + 60), reading.grammar.heads)
        return whole
    span = Span(match.end(), match.end() + length)
    words = fold(_text(reading, span)).split()
    return span if words and words[0] not in ("fois", "fin", "debut", "peu", "suite") else None


# -- "cité par", "Le maire : « ... »" -------------------------------------------------------------


def _cited(reading: _Reading, sentence: Span, earlier: Sequence[Attribution]) -> Iterator[Attribution]:
    """Who passed it on, where nobody else is the source, and the one a paper cites."""
    for match in reading.grammar.cited.finditer(reading.masked, sentence.start, sentence.end):
        source = speakers.speaker(reading.masked, match.end(), sentence.end, reading.grammar.heads)
        if source is None or not _can_speak(reading, source):
            continue
        content = _stripped(reading.plain, sentence.start, match.start())
        inner = [a for a in earlier if sentence.holds(a.source) or sentence.overlaps(a.content)]
        if inner:
            content = inner[-1].content
        if content and not content.overlaps(source):
            verb = reading.plain[match.start() : match.end()].strip()
            yield Attribution(source, content, verb, reading.grammar.firmness["cited-by"], "cited-by")


def _via(reading: _Reading, sentence: Span, attribution: Attribution) -> Span | None:
    """The agency or paper to which the source spoke."""
    near = Span(max(0, attribution.source.start - 60), attribution.source.end + 80)
    match = re.compile(
        r"(?:\bà |auprès de |cité(?:e|s|es)? par |citée?s? par )(l'AFP|(?:l'agence|les agences|la chaîne|le quotidien|le site)(?: (?:de presse|d'État|officielle?))?(?: [a-zéè]{4,12})? ?[A-ZÀ-Þ][\w-]*(?: [A-ZÀ-Þ][\w-]*)?|(?:les agences)(?: [\w-]+){0,3}|[A-ZÀ-Þ]{3,}[\w-]*|Reuters|Interfax|franceinfo)"
    ).search(reading.masked, max(sentence.start, near.start), min(sentence.end, near.end))
    if match is None or Span(*match.span(1)).overlaps(attribution.source):
        return None
    return Span(*match.span(1))


def _after_colon(reading: _Reading, sentence: Span) -> Iterator[Attribution]:
    match = re.compile(r"\s*(?P<who>[^,;:«»\"·\n]{3,80}(?:, [^,;:«»\"·\n]{3,80})?) ?: ?[«\"]").match(
        reading.masked, sentence.start, sentence.end
    )
    if match is None:
        return
    who = Span(match.start("who"), match.start("who") + len(match["who"].rstrip()))
    phrase = _text(reading, who)
    content = _quotation_starting(reading, match.end() - 1, sentence.end + 4)
    if content is None or _clause(" " + phrase) or _LEADING.match(phrase) or any(_verbs(reading, who)):
        return
    person = any(who.overlaps(p) for p in reading.persons) and len(phrase.split()) <= 12
    office = speakers.starts(phrase, 0) and speakers.speaks(phrase, reading.grammar.heads)
    if person or office or _is_person(phrase):
        rule = "quote-after-colon"
        yield Attribution(who, content, ":", reading.grammar.firmness[rule], rule)
