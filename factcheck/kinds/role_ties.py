"""What ties a name to a post: the words of ``rules/fr/roles.yaml`` set into the places where they must stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

#: The words that the rules give, each a list of alternatives without accents; see the rules for what each is.
PARTS = (
    "title", "filler", "later", "chosen", "awaited", "as-post", "being", "holding", "having-been", "qualified",
    "role-noun", "relative", "office-noun", "before-said", "oblique", "naming", "clause-end", "link",
)  # fmt: skip

_AGE = r"(?:,? ?\(?(?:agee? de )?\d{1,3} ans\)?|,? ?\([^()]{1,40}\))"


@dataclass(frozen=True, slots=True)
class Ties:
    """Patterns for the words between a name and a post, and beside them."""

    adjacent: re.Pattern[str]  # "maire NAME"
    comma: re.Pattern[str]  # "maire, NAME"
    colon: re.Pattern[str]
    apposed: re.Pattern[str]  # "NAME, maire"
    dashed: re.Pattern[str]
    closed: re.Pattern[str]  # after an apposition
    before_said: re.Pattern[str]  # "selon le"
    oblique: re.Pattern[str]  # before a name that is no subject
    being: re.Pattern[str]  # "NAME est maire"
    linked: re.Pattern[str]  # "NAME, en tant que maire"
    of_relative: re.Pattern[str]  # "l'épouse du maire": the name is not the mayor's
    office: re.Pattern[str]  # "le poste de maire"
    to_office: re.Pattern[str]  # "NAME occupe"
    naming: re.Pattern[str]  # "a nommé NAME maire"
    trailing: re.Pattern[str]  # what may not end a post


def compile_ties(words: Mapping[str, str]) -> Ties:
    """``words`` maps each of PARTS to an alternation of regular expressions. Raises re.error."""
    w = {part: f"(?:{words.get(part, '(?!)')})" for part in PARTS}
    title = rf"(?:{w['title']} )?"
    later, chosen, awaited = w["later"], w["chosen"], w["awaited"]
    post = rf"(?:{w['as-post']} ?)?"
    named = rf"(?:{later} )?(?:{chosen}|{awaited})"
    return Ties(
        adjacent=re.compile(rf" ?{title}", re.IGNORECASE),
        comma=re.compile(rf" ?, ?{title}", re.IGNORECASE),
        colon=re.compile(rf" ?: ?{title}", re.IGNORECASE),
        apposed=re.compile(rf"{_AGE}?(?: ?,{_AGE}?,?|(?<=\))) ?(?:,? ?{w['filler']})? ?,? ?"),
        dashed=re.compile(rf"{_AGE}? ?[-:] "),
        closed=re.compile(rf"\s*(?:[(,;:.!?)\]»\"-]|$|qu'|{w['clause-end']}\b)"),
        before_said=re.compile(rf"(?:^|[\s,]){w['before-said']} (?:le |la |l'|du |un |une )?$"),
        oblique=re.compile(rf"(?:\b{w['oblique']}|\bd') (?:mm?|mme|me|dr)?\.? ?$|\bd'$"),
        being=re.compile(
            rf"(?: ?, [^,;.!?«»\"]{{1,60}},| ?, qui)? (?:{w['being']}|{w['having-been']} (?:{later} |donnee? )?"
            rf"(?:{chosen}|{awaited})|{w['holding']})(?: {later})? ?{post}(?:les fonctions de |la fonction de )?"
        ),
        linked=re.compile(
            rf"{_AGE}? ?, ?(?:(?:{later} )?(?:{chosen}|{awaited}|devenue?)(?: {later})? {post}|{w['qualified']} "
            rf"|(?:que|dont) (?:son|sa|le|la) (?:double |triple |nouveau |nouvelle )?{w['role-noun']} (?:de |d'))"
        ),
        of_relative=re.compile(rf"\b{w['relative']} (?:du |de la |de l'|de son |de sa |d'une? |de )(?:le |la |l')?$"),
        office=re.compile(rf"(?:(?:le|la|son|sa|leur|ce) )?(?:\w{{4,10}} )?{w['office-noun']} (?:de |d')"),
        to_office=re.compile(
            rf"{_AGE}? ?,? ?(?:(?:qui )?(?:est|etait|a ete|serait|sera)? ?{named} (?:pour|a|au)"
            rf"|(?:qui )?{w['holding']}|que|dont)(?: les| ses)? "
        ),
        naming=re.compile(rf"\b{w['naming']}\b[^.;:!?«»\"]{{0,60}}$"),
        trailing=re.compile(rf"(?:\b{w['link']}|\b[ld]'|')\s*$"),
    )
