"""The words that name a speaker: how far "la procureure de la République, Anne Roy" goes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from factcheck.text import fold
from factcheck.types import Span

_LONGEST = 22  # words
_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_NAME_WORD = rf"(?:{_CAPITAL}[\w'.-]*|d'{_CAPITAL}[\w'-]*)"
_LINK = r"(?:de|du|des|la|le|van|von|der|ben|bin|el|al|ibn|dos|da|di|y)"
_NAME = re.compile(
    rf"(?:(?:M|Mme|Me|Dr|Pr|Mgr|MM)\.? )?{_NAME_WORD}(?:[ ]{{1,2}}(?:{_LINK} ){{0,2}}{_NAME_WORD}){{0,5}}"
)
_DETERMINER = re.compile(
    r"(?:l'|d'|(?:le|la|les|un|une|des|du|ce|cet|cette|ces|son|sa|ses|leur|leurs|notre|nos|mon|ma|mes|plusieurs|certains"
    r"|certaines|deux|trois|quatre|cinq|dix|quelques|d'autres|de nombreux|aucun|aucune|chaque|toute?s?|tous les|toutes les"
    r"|l'un des|l'une des|un des|une des) )",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:M|Mme|Me|Dr|Pr|MM|Mgr|Mlle)\.? (?=[A-ZÀ-Þ])")
_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"
_MEDIUM = (
    r"(?:la presse|l'afp|l'agence|des journalistes|les journalistes|aux journalistes|reuters|franceinfo|france|bfm|rtl|rmc|lci"
    r"|cnews|europe 1|tf1|m6|twitter|facebook|instagram|telegram|x\b|cnn|bbc|fox|nbc|abc|cbs|sky|le parisien|le monde"
    r"|le figaro|libération|ouest-france|la télévision|la radio|la chaîne|une chaîne|la tribune|son compte|sa page|son site"
    r"|les réseaux|place|l'antenne|le plateau|le site|ria|tass|interfax|l'issue|l'occasion|plusieurs reprises|son arrivée"
    r"|son sujet|ce sujet|ce stade|propos|son tour|nouveau|nos confrères|notre|la sortie|la fin|la veille|la mi-journée)"
)
# Where the name of a speaker ends and the rest of the sentence goes on.
_STOP = re.compile(
    rf" (?:(?-i:{_DAY})\b|hier\b|aujourd'hui\b|demain\b|ce (?:{_DAY}|matin|soir|midi|week-end)|cette (?:semaine|nuit)|cet après-midi"
    r"|(?:à|au|aux|sur|devant|auprès de|auprès du|auprès des|dans|chez) "
    + _MEDIUM
    + r"|aux (?:médias|agences|journalistes|députés|sénateurs|élus|maires|lecteurs|auditeurs|manifestants|français)\b"
    r"|au micro|au (?:quotidien|journal|cours|sujet|lendemain|terme|moment)"
    r"|dans (?:un|une|son|sa|ses|leur|la nuit|la soirée|la matinée|l'après-midi|l'émission|les colonnes|le journal|le quotidien|la foulée|cette)\b"
    r"|lors\b|qui\b|que\b|qu'|dont\b|où\b|pour (?!les?\b|la\b|l')|avant\b|après\b|devant\b|pendant\b|depuis\b"
    r"|en (?:conférence|marge|direct|déplacement|référence|réponse|fin|début|ouvrant|arrivant|appelant|évoquant|se|s'|milieu|réaction|soirée|\w+ant\b)"
    r"|alors\b|tout en\b|sans\b|tandis\b|lorsqu|quand\b|mais\b|car\b|comme\b|puis\b|ainsi\b|avec\b|par\b|interrogée?s?\b|cité(?:e|s|es)?\b|citant\b"
    r"|vers \d|le \d|à \d|peu (?:avant|après)|dès\b|via\b|contre\b|soit\b|toujours\b|également\b|ensuite\b"
    r"|et (?=\d)|(?:et|ou) (?:selon|d'après|non|ce|cela|que|qu'|a |ont |est|sont|se |s')|non pas\b|n'|ne\b|se\b|s'"
    r"|[cC]'est|il\b|elle\b|ils\b|elles\b|on\b|nous\b|je\b|j'|il y a|près de\b|environ\b|au moins\b|plus d"
    r"|(?:affirm|estim|dis|jug|ajout|assur|déclar|précis|expliqu|indiqu|évoqu|dénonç|appel)e?ant\b|\d(?!\d?(?:e|er|ème)\b))",
    re.IGNORECASE,
)
_FINITE = re.compile(
    r" (?:est|sont|était|étaient|sera|seront|serait|seraient|fut|a|ont|avait|avaient|aura|auront|aurait|auraient|doit|doivent"
    r"|devrait|devraient|devait|devaient|peut|peuvent|pourrait|va|vont|veut|veulent|fait|font|reste|restent|semble"
    r"|permet|montre|porte|portent|compte|vient|viennent|prend|tient|joue|souhaite|continue|manque|lui|leur|y|(?!fait |trait |retrait |extrait |portrait |souhait |parfait |lait |en fait )[^\W\d_]{3,}ait|[^\W\d_]{2,}(?:aient|èrent))(?= )"
)
_END = re.compile(r"[,.;:!?»«\"()\n…]|--| -(?= )| - |·")
_NOT_APPOSED = re.compile(
    r"(?:qui|que|qu'|dont|où|et|mais|ou|ni|car|alors|tout|après|avant|lors|en|dans|au|aux|sur|à|pour|par|avec|sans|sous"
    r"|citant|cité|citée|cités|avant|dès|depuis|pendant|selon|d'après|tandis|afin|puis|comme|lundi|mardi|mercredi|jeudi"
    r"|vendredi|samedi|dimanche|hier|il|elle|ils|elles|on|nous|ce|cela|ça|c'|soit|plus|non|notamment|a|ont|est|sont|si"
    r"|s'|se|ne|n'|je|j'|jugeant|estimant|ajoutant|précisant|\w+ant|interrogée?|invitée?|contactée?|jointe?|disant|joint)\b",
    re.IGNORECASE,
)


def starts(plain: str, at: int) -> bool:
    """Whether a noun phrase that can name somebody begins at ``at``: an article, a title, or a capital."""
    return bool(_DETERMINER.match(plain, at) or _TITLE.match(plain, at)) or plain[at : at + 1].isupper()


def speaker(plain: str, at: int, limit: int, heads: frozenset[str]) -> Span | None:
    """The words from ``at`` that name one speaker, before ``limit``: a phrase, and what stands in apposition to it."""
    if not starts(plain, at):
        return None
    end = _phrase_end(plain, at, limit)
    if end <= at:
        return None
    return Span(at, _with_apposition(plain, at, end, limit, heads))


def _phrase_end(plain: str, at: int, limit: int) -> int:
    determiner = _DETERMINER.match(plain, at)
    start = determiner.end() if determiner else at
    title = _TITLE.match(plain, start)
    start = title.end() if title else start
    if determiner is None:
        name = _NAME.match(plain, start, limit)
        alone = name and (
            " " in name.group() or title or not re.match(r" [a-zà-ÿ]", plain[name.end() : name.end() + 2])
        )
        if name and alone:
            return _trimmed(plain, at, name.end())
    found = [_first(pattern, plain, start, limit) for pattern in (_END, _STOP, _FINITE)]
    end = min(limit, *(place for place in found if place is not None), limit)
    words = list(re.finditer(r"\S+", plain[at:end]))
    if len(words) > _LONGEST:
        end = at + words[_LONGEST - 1].end()
    return _trimmed(plain, at, end)


def _first(pattern: re.Pattern[str], plain: str, start: int, end: int) -> int | None:
    for match in pattern.finditer(plain, start, end):
        if match.group() == "." and re.search(
            r"\b(?:M|Mme|Me|Dr|Pr|MM|St|[A-Z])$", plain[max(0, match.start() - 4) : match.start()]
        ):
            continue
        return match.start()
    return None


def _trimmed(plain: str, start: int, end: int) -> int:
    while end > start and (plain[end - 1].isspace() or plain[end - 1] in ",.-"):
        end -= 1
    return end


def _with_apposition(plain: str, at: int, end: int, limit: int, heads: frozenset[str]) -> int:
    """``end``, or the end of ", Anne Roy" after an office, of ", procureure de la République" after a name."""
    comma = re.match(r" ?, ", plain[end : end + 3])
    if comma is None:
        return end
    start = end + comma.end()
    named = bool(_NAME.fullmatch(plain[at:end])) or bool(_TITLE.match(plain, at))
    if not named:
        name = _NAME.match(plain, start, limit)
        bare = _DETERMINER.match(plain, at) is None
        told = name and " " in name.group() and not _NOT_APPOSED.match(name.group())
        if name and told and (bare or _closes(plain, name.end(), limit)):
            return _trimmed(plain, start, name.end())
        return end
    if _NOT_APPOSED.match(plain, start, limit) or plain[start : start + 1].isupper():
        return end
    finish = _phrase_end(plain, start, limit)
    if not speaks(plain[start:finish], heads) or not _closes(plain, finish, limit):
        return end
    return finish


def _closes(plain: str, at: int, limit: int) -> bool:
    """Whether an apposition ends here: at a comma, a stop, or what follows a speaker."""
    return at >= limit or bool(_END.match(plain[at:limit].lstrip()[:2])) or bool(_STOP.match(plain, at))


def speaks(phrase: str, heads: frozenset[str]) -> bool:
    """Whether one of the first words of a phrase is an office or a body that can speak."""
    words = re.findall(r"[^\W\d_][\w-]*", fold(phrase).replace("'", " "))[:5]
    return any(w in heads or w.removesuffix("s") in heads for w in words)


def named(phrase: str) -> bool:
    """Whether a phrase carries a name: a capital after its first word, or no article before it."""
    determiner = _DETERMINER.match(phrase)
    rest = phrase[determiner.end() :] if determiner else phrase
    return any(word[:1].isupper() for word in rest.replace("'", " ").split())


_FEMININE = re.compile(
    r"(?:la|une|cette|sa|ma|mme|mlle|madame)\b|l'(?:avocate|élue|ambassadrice|entraîneuse|émissaire|actrice|écologiste|intersyndicale)",
    re.IGNORECASE,
)
_MASCULINE = re.compile(
    r"(?:le|un|ce|cet|son|mon|m\.|monsieur)(?: |$)|l'(?:avocat|élu|ambassadeur|entraîneur|ancien)\b", re.IGNORECASE
)
_PLURAL = re.compile(
    r"(?:les|des|ces|ses|leurs|plusieurs|deux|trois|quatre|cinq|certains|certaines|mm\.?|quelques|d'autres)\b",
    re.IGNORECASE,
)


def gender(phrase: str) -> str | None:
    """ "f", "m" or "p" (plural) by the article or title of a phrase or of its apposition; None where none tells."""
    if re.search(r" et (?:les? |la |l'|ses |son |sa )", phrase.split(", ")[0]):
        return "p"
    for part in phrase.split(", "):
        if _PLURAL.match(part):
            return "p"
        if _FEMININE.match(part):
            return "f"
        if _MASCULINE.match(part):
            return "m"
    words = set(re.findall(r"[^\W\d_]+", phrase.casefold()))
    if words & {
        "présidente",
        "directrice",
        "avocate",
        "patronne",
        "procureure",
        "députée",
        "sénatrice",
        "élue",
        "chancelière",
    }:
        return "f"
    return None


def fitting(pronoun: str, phrase: str) -> bool:
    """Whether "il", "elle", "ils", "elles" can stand for the phrase."""
    known = gender(phrase)
    wanted = {"il": "m", "elle": "f", "ils": "p", "elles": "p"}[pronoun]
    return (known is None and wanted != "p") or known == wanted


def nearest(pronoun: str, plain: str, sources: Sequence[Span]) -> Span | None:
    """The last of ``sources``, given in the order of their mention, for which a pronoun can stand."""
    for span in reversed(sources):
        if fitting(pronoun, plain[span.start : span.end]):
            return span
    return None
