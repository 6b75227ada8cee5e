"""Whether two names are of one person, by sound, given name and gender."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import JaroWinkler, Levenshtein
from rapidfuzz.fuzz import ratio

from factcheck.kinds.transliteration import NameGrammar, fold_word, wade_giles
from factcheck.text import fold, same_length
from factcheck.types import Judgement, Relation

Gender = Literal["male", "female", ""]

# Shares of like letters (0-100) in the folded forms from which two words are spellings of one, derived from pairs
# of Latin spellings of Russian names and random pairs of other names.
_SURNAME_ALIKE = 86.0
_GIVEN_ALIKE = 80.0
_WORD = re.compile(r"[^\W_]+(?:['.](?=[^\W_])[^\W_]+)*\.?")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in its parts, folded. ``words`` has no titles and no particles; hyphens part words."""

    words: tuple[str, ...]
    plain: tuple[str, ...]  # the same words folded for typography only
    gender: Gender  # as titles tell it
    titled: bool
    surname_only: bool  # it opens with a particle: "Le Pen", "de Rugy"
    given_length: int  # words of the given name: 2 for "Jean-Pierre"

    @property
    def full(self) -> bool:
        return len(self.words) - self.given_length >= 1 and not self.surname_only and self.given_length > 0

    @property
    def given(self) -> tuple[str, ...]:
        return self.words[: self.given_length] if self.full or len(self.words) == 1 else ()

    @property
    def surname(self) -> tuple[str, ...]:
        return self.words[self.given_length :] if self.full else self.words


def parse(text: str, grammar: NameGrammar) -> PersonName:
    """The parts of a name as written; all empty where there is no word in it."""
    text = same_length(text)
    pieces = _WORD.findall(re.sub(r"'s?\b(?=\s|$)", "", text))
    gender: Gender = ""
    titled = False
    while pieces and fold(pieces[0]).rstrip(".") in grammar.titles and len(pieces) > 1:
        told = grammar.titles[fold(pieces[0]).rstrip(".")]
        gender = gender or ("male" if told == "male" else "female" if told == "female" else "")
        titled = True
        pieces = pieces[1:]
    plain = [fold(piece).rstrip(".") for piece in pieces]
    kept = [word for word in plain if word not in grammar.particles] or plain
    kept = [part for word in kept for part in _unstuck(word, grammar)]
    surname_only = bool(plain) and plain[0] in grammar.surname_particles and len(kept) >= 1
    sounds = tuple(fold_word(word.replace("'", ""), grammar) for word in kept)
    compound = len(kept) >= 3 and kept[0] in grammar.compound and kept[1] in grammar.genders
    given = 0 if len(kept) < 2 or surname_only else 2 if compound else 1
    return PersonName(sounds, tuple(kept), gender, titled, surname_only, given)


def _unstuck(word: str, grammar: NameGrammar) -> tuple[str, ...]:
    """ "d'hauteserre" and "n'diaye" without what an apostrophe ties on, if that is a particle."""
    if "'" in word:
        head, _, tail = word.partition("'")
        return (tail,) if head in grammar.particles and tail else (word,)
    return (word,)


# -- words ----------------------------------------------------------------------------------------


def alike(a: str, b: str, least: float = _SURNAME_ALIKE) -> bool:
    """Whether two folded words are spellings of one, by the share of like letters; short words must be equal."""
    if a == b:
        return True
    if min(len(a), len(b)) < 4 or abs(len(a) - len(b)) > 3:
        return False
    if ratio(a, b) < least:
        return False
    # A change of the first sound makes another name, but for g and h, v and u, e and i.
    firsts = {a[0], b[0]}
    return len(firsts) == 1 or any(firsts <= pair for pair in ({"g", "h"}, {"s", "z"}, set("eioau")))


def same_given(a: str, b: str, plain_a: str, plain_b: str, grammar: NameGrammar) -> bool:
    """Whether two given names are one in two spellings or neighbouring languages."""
    group_a, group_b = grammar.same_given.get(plain_a), grammar.same_given.get(plain_b)
    if a == b or (group_a is not None and group_a == group_b):
        return True
    if group_a is not None and group_b is not None:
        return False
    gender_a, gender_b = grammar.genders.get(plain_a), grammar.genders.get(plain_b)
    if gender_a and gender_b and gender_a != gender_b:
        return False
    if gender_a is not None and gender_b is not None and Levenshtein.distance(a, b) > 1:
        return _missing_letters(a, b)
    if _feminine_pair(a, b):
        return False
    return alike(a, b, _GIVEN_ALIKE)


def _missing_letters(a: str, b: str) -> bool:
    """ "Jacline" and "Jacqueline": known names of one gender, one of which only leaves letters out."""
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return len(short) >= 6 and all(letter in rest for letter in short) and JaroWinkler.similarity(a, b) >= 0.93


def _feminine_pair(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=lambda word: (len(word), word))
    if long in (short + "a", short + "ia", short + "ina"):
        return True
    return len(a) == len(b) and a[:-1] == b[:-1] and {a[-1], b[-1]} in ({"a", "o"}, {"a", "e"}, {"a", "i"})


def same_surname(a: str, b: str) -> bool:
    """Whether two folded surnames are spellings of one."""
    return alike(a, b, _SURNAME_ALIKE)


def masculine(surname: str, grammar: NameGrammar) -> str | None:
    """The man's form of a Slavic woman's surname, None for another."""
    for ending in sorted(grammar.feminine, key=lambda e: (-len(e), e)):
        if surname.endswith(ending) and len(surname) > len(ending) + 2:
            return surname[: -len(ending)] + grammar.feminine[ending]
    return None


def gender(name: PersonName, grammar: NameGrammar) -> Gender:
    """What a title, a given name or a surname tells of a person's gender, "" where nothing does."""
    if name.gender:
        return name.gender
    if name.full:
        known = grammar.genders.get(name.plain[0]) or grammar.genders.get(grammar.same_given.get(name.plain[0], ""))
        if known in ("male", "female"):
            return "male" if known == "male" else "female"
    return ""


def _other_gender(a: PersonName, b: PersonName, grammar: NameGrammar) -> bool:
    genders = {gender(a, grammar), gender(b, grammar)}
    if genders == {"male", "female"}:
        return True
    if not a.surname or not b.surname:
        return False
    last = (a.surname[-1], b.surname[-1])
    for woman, man in (last, last[::-1]):
        form = masculine(woman, grammar)
        if form is not None and form != woman and same_surname(form, man) and not man.endswith(("a", "ia")):
            return ratio(form, man) > ratio(woman, man)
    return False


# -- names ----------------------------------------------------------------------------------------


def same_person(a: str, b: str, grammar: NameGrammar, same_role: bool = False) -> Judgement:
    """Whether two names as written are of one person; symmetric.

    SAME: two full names that are spellings of one. COMPATIBLE: one is a surname, a given name or has initials that fit.
    CONFLICTING: two persons. INCOMPARABLE: there is no name in one. ``same_role`` (both hold one post at one time)
    lets a given name be spelt less alike.
    """
    first, second = sorted((parse(a, grammar), parse(b, grammar)), key=lambda n: (len(n.words), n.plain, n.titled))
    return judge(first, second, grammar, same_role)


def judge(a: PersonName, b: PersonName, grammar: NameGrammar, same_role: bool = False) -> Judgement:
    """same_person of two parsed names, the shorter first."""
    if not a.words or not b.words:
        return Judgement(Relation.INCOMPARABLE, "names/no-name", "there is no name to compare")
    if _other_gender(a, b, grammar):
        return Judgement(Relation.CONFLICTING, "names/gender", "a man's name and a woman's")
    if not a.full or not b.full:
        return _partial(a, b, grammar)
    if "".join(a.words) == "".join(b.words) or _rotated(a, b) and not _both_given(a, grammar):
        return Judgement(Relation.SAME, "names/same-sounds", "same name in two spellings")
    if _chinese(a, b, grammar):
        return Judgement(Relation.SAME, "names/chinese", "same name in Pinyin and Wade-Giles")
    return _full(a, b, grammar, same_role)


def _rotated(a: PersonName, b: PersonName) -> bool:
    """ "Rossi Marco" and "Marco Rossi": the surname moved from one end to the other."""
    return b.words in ((*a.words[1:], a.words[0]), (a.words[-1], *a.words[:-1]))


def _both_given(name: PersonName, grammar: NameGrammar) -> bool:
    return all(word in grammar.genders for word in name.plain)


def _full(a: PersonName, b: PersonName, grammar: NameGrammar, same_role: bool) -> Judgement:
    surnames = _surnames_fit(a, b)
    if not surnames:
        return Judgement(Relation.CONFLICTING, "names/surname", "two surnames")
    short, long = (a, b) if len(a.plain[0]) <= len(b.plain[0]) else (b, a)
    if len(short.plain[0]) == 1:
        fits = long.plain[0].startswith(short.plain[0]) or long.words[0].startswith(short.words[0])
        if fits:
            return Judgement(Relation.COMPATIBLE, "names/initial", "an initial that fits")
        return Judgement(Relation.CONFLICTING, "names/initial", "another initial")
    if not _givens_fit(a, b, grammar, same_role):
        return Judgement(Relation.CONFLICTING, "names/given-name", "one surname, two given names")
    return Judgement(Relation.SAME, "names/spelling", "same name in two spellings or romanisations")


def _givens_fit(a: PersonName, b: PersonName, grammar: NameGrammar, same_role: bool) -> bool:
    if "".join(a.given) == "".join(b.given):
        return True
    first = same_given(a.words[0], b.words[0], a.plain[0], b.plain[0], grammar)
    if not first and same_role:
        first = ratio(a.words[0], b.words[0]) >= 70.0 and a.words[0][0] == b.words[0][0]
    if a.given_length == b.given_length == 2:
        return first and same_given(a.words[1], b.words[1], a.plain[1], b.plain[1], grammar)
    return first


def _surnames_fit(a: PersonName, b: PersonName) -> bool:
    """Whether the surnames are one, or the shorter name's stand among the longer's, in order."""
    left, right = (a.surname, b.surname) if len(a.surname) <= len(b.surname) else (b.surname, a.surname)
    if len(left) == len(right):
        return all(same_surname(x, y) or _initial_fits(x, y) for x, y in zip(left, right, strict=True))
    if same_surname("".join(left), "".join(right)) and len("".join(left)) * 1.2 > len("".join(right)):
        return True
    position = 0
    for word in left:
        while position < len(right) and not same_surname(word, right[position]):
            position += 1
        position += 1
    return position <= len(right)


def _initial_fits(x: str, y: str) -> bool:
    return 1 in (len(x), len(y)) and x[:1] == y[:1]


def _partial(a: PersonName, b: PersonName, grammar: NameGrammar) -> Judgement:
    """At least one of two names is a surname or a given name alone."""
    part, whole = (a, b) if not a.full else (b, a)
    joined = "".join(part.words)
    if whole.full and joined == "".join(whole.words):
        return Judgement(Relation.SAME, "names/same-sounds", "same name in two spellings")
    if not whole.full:
        fits = same_surname(joined, "".join(whole.words))
    else:
        fits = carries(part, whole) or (
            len(part.words) == 1
            and not part.titled
            and not part.surname_only
            and same_given(part.words[0], whole.words[0], part.plain[0], whole.plain[0], grammar)
        )
        fits = fits or _chinese_surname(part, whole, grammar)
    if fits:
        return Judgement(Relation.COMPATIBLE, "names/part", "one name can be a part of the other")
    return Judgement(Relation.CONFLICTING, "names/part", "neither name is a part of the other")


def carries(part: PersonName, whole: PersonName) -> bool:
    """Whether a surname alone is that of a full name, or the end or the head of a double one."""
    joined = "".join(part.words)
    if same_surname(joined, "".join(whole.surname)):
        return True
    if len(part.words) <= len(whole.surname):
        tail, head = whole.surname[-len(part.words) :], whole.surname[: len(part.words)]
        return same_surname(joined, "".join(tail)) or same_surname(joined, "".join(head))
    return False


def _chinese(a: PersonName, b: PersonName, grammar: NameGrammar) -> bool:
    for pinyin, other in ((a, b), (b, a)):
        turned = [wade_giles(word, grammar) for word in pinyin.plain]
        if all(turned) and "".join(word or "" for word in turned) == "".join(other.plain).replace("'", ""):
            return True
    return False


def _chinese_surname(part: PersonName, whole: PersonName, grammar: NameGrammar) -> bool:
    """In Chinese and Korean names the surname stands first: "M. Deng" is Deng Xiaoping."""
    if len(part.words) != 1:
        return False
    first, alone = whole.plain[0], part.plain[0]
    if first == alone or wade_giles(alone, grammar) == first or wade_giles(first, grammar) == alone:
        return (part.titled or part.plain[0] not in grammar.genders) and whole.plain[0] not in grammar.genders
    return False


__all__ = ["PersonName", "alike", "carries", "gender", "judge", "masculine", "parse", "same_person"]
