"""The words of a quotation, and how those of two quotations run side by side.

The reading is made for one question: are these two wordings of one statement? So each word has a key under which
slips of agreement are alike (after J. Savoy, "A stemming procedure and stopword list for general French corpora",
JASIS 50, 1999: the light stemmer), a weight (a word of content, or of grammar), and whether the writer marked that
something was left out or put in beside it: "(...)", "[son]".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from factcheck.text import fold

_NUMBERS = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "neuf": "9",
    "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16",
    "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "cent": "100",
    "premier": "1er", "premiere": "1er",
}  # fmt: skip

# Forms that stand for each other when a quotation is fitted into another sentence: number, gender and elision.
_CLASSES = (
    "le la les l", "un une des de du d", "ce cet cette ces c", "mon ma mes", "ton ta tes", "son sa ses leur leurs",
    "notre nos", "votre vos", "au aux a", "que qu", "je j", "me m", "te t", "se s", "ne n", "si", "jusque jusqu",
    "est sont etait etaient soit soient", "a ont avait avaient ait aient", "quel quelle quels quelles",
    "tout tous toute toutes", "il ils", "elle elles", "celui celle ceux celles", "etre", "cela ca", "on",
    "suis", "sera seront serait seraient", "aura auront aurait auraient", "va vont", "fait font", "peut peuvent",
    "doit doivent", "veut veulent", "faut", "lorsque lorsqu", "puisque puisqu", "quoique quoiqu",
)  # fmt: skip
_CLASS_OF = {form: line.split()[0] for line in _CLASSES for form in line.split()}
_CLASS_OF["a"] = "a"  # the preposition and the auxiliary are written alike once accents are folded

_GRAMMAR = frozenset(
    " ".join(_CLASSES).split()
    + """
    y en et ou mais donc or ni car dans par pour avec sans sous sur vers chez entre contre depuis pendant avant apres
    devant derriere des qui quoi dont ou nous vous eux lui moi toi soi je tu pas plus moins tres trop bien aussi
    encore deja comme quand comment si oui non ici la y alors ainsi meme memes parce afin lors est-ce es ete etant
    etes sommes serai serons ai as avons avez eu ayant fais faire faites dit vais allons allez peux pouvons pouvez
    dois devons devez faudra faudrait veux voulons voulez cela ceci rien personne chaque chacun quelque quelques
    plusieurs autre autres tel telle tels telles toujours jamais puis ensuite enfin seulement t
    c d j l m n s qu
    """.split()
)
_NEGATION = frozenset("pas plus jamais rien aucun aucune ni personne guere nullement".split())
_DETERMINERS = frozenset({"le", "un", "ce", "mon", "son", "notre", "votre"})

# The writer's own voice inside the marks, between commas: ", a-t-il dit,".
_ASIDE = re.compile(
    r"[,–—-]\s*(?:(?:a|ont|avait|avaient)-(?:t-)?(?:il|elle|on|ils|elles)|[^\W\d_]{2,14}-(?:t-)?(?:il|elle|ils|elles))"
    r"\b[^,;.!?«»\"–—]{0,80}(?=[,–—]|\.(?:\s|$))",
    re.IGNORECASE,
)
_OMITTED = re.compile(r"[(\[]\s*(?:\.{2,3}|…|sic)\s*[)\]]|\.{3}|…")
_BRACKETED = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")
_TOKEN = re.compile(r"\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|(?:(?!_)[\w\u0300-\u036f])+|[%€$£]")
_STOP = re.compile(r"[.!?…;](?=[\s»”\"]|$)")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: where it stands in the text, how it is compared, and what stands beside it."""

    start: int
    end: int
    form: str  # folded
    key: str  # alike for forms that differ in agreement alone
    content: bool
    loose: bool  # in brackets: the writer's, not the speaker's
    gap: bool  # something was marked as left out or put in before it
    opens: bool  # first of a sentence


@dataclass(frozen=True, slots=True)
class Step:
    """Words ``a_from`` to ``a_to`` of one quotation against ``b_from`` to ``b_to`` of the other."""

    equal: bool
    a_from: int
    a_to: int
    b_from: int
    b_to: int


def read(text: str) -> tuple[Word, ...]:
    """The words of a quotation in order, without what the writer put between commas ("a-t-il dit")."""
    aside = [m.span() for m in _ASIDE.finditer(text)]
    omitted = [m.span() for m in _OMITTED.finditer(text)]
    bracketed = [m.span() for m in _BRACKETED.finditer(text) if m.span() not in omitted]
    stops = [m.start() for m in _STOP.finditer(text)]
    words: list[Word] = []
    before = 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if _inside(start, omitted) or _inside(start, aside):
            continue
        loose = _inside(start, bracketed)
        gap = loose or any(before <= s < start for s, _ in (*omitted, *bracketed))
        opens = not words or any(before <= stop < start for stop in stops) and not gap
        form = _form(match.group())
        if form:
            words.append(Word(start, end, form, _key(form), _has_content(form), loose, gap, opens))
            before = end
    return tuple(words)


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _form(written: str) -> str:
    folded = fold(written)
    if folded[:1].isdigit():
        return re.sub(r"[ .](?=\d{3}\b)", "", folded)
    return _NUMBERS.get(folded, folded)


def _has_content(form: str) -> bool:
    return form not in _GRAMMAR and (len(form) > 1 or form.isdigit())


def _key(form: str) -> str:
    """``form`` without its ending of number and gender, by Savoy's light stemmer; words of grammar by their class."""
    if form in _CLASS_OF:
        return _CLASS_OF[form]
    if form in _GRAMMAR or len(form) < 4 or form[0].isdigit():
        return form
    if form.endswith("aux") and len(form) > 4:
        return form[:-2] + "l"
    stem = form
    for ending in ("x", "s", "r", "e"):
        if stem.endswith(ending) and len(stem) > 4 - (ending in "sx"):
            stem = stem[:-1]
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def align(a: Sequence[Word], b: Sequence[Word]) -> tuple[Step, ...]:
    """Both word for word: equal stretches and what stands between them, by the longest common subsequence of keys."""
    steps: list[Step] = []
    for op in LCSseq.opcodes([w.key for w in a], [w.key for w in b]):
        equal = op.tag == "equal"
        step = Step(equal, op.src_start, op.src_end, op.dest_start, op.dest_end)
        last = steps[-1] if steps else None
        if last and last.equal == equal:
            steps[-1] = Step(equal, last.a_from, step.a_to, last.b_from, step.b_to)
        else:
            steps.append(step)
    return tuple(_without_chance(steps, a))


def _without_chance(steps: Sequence[Step], a: Sequence[Word]) -> list[Step]:
    """Joins differences that only a stray word of grammar keeps apart: "de" in common is chance."""
    joined: list[Step] = []
    for index, step in enumerate(steps):
        stray = (
            step.equal
            and not any(w.content for w in a[step.a_from : step.a_to])
            and _breadth(steps, index - 1) + _breadth(steps, index + 1) > 4 * (step.a_to - step.a_from)
        )
        differs = stray or not step.equal
        if differs and joined and not joined[-1].equal:
            joined[-1] = Step(False, joined[-1].a_from, step.a_to, joined[-1].b_from, step.b_to)
        else:
            joined.append(Step(not differs, step.a_from, step.a_to, step.b_from, step.b_to))
    return joined


def _breadth(steps: Sequence[Step], index: int) -> int:
    if not 0 <= index < len(steps):
        return 0
    return max(steps[index].a_to - steps[index].a_from, steps[index].b_to - steps[index].b_from)


def negations(words: Sequence[Word]) -> frozenset[str]:
    """The words of ``words`` that deny."""
    return frozenset(w.form for w in words if w.form in _NEGATION)


_ENDINGS = frozenset(
    """e es ent s x ons ez ais ait aient ant ante ants antes er ir re a ai as ont era erai eras eront erons erez erait
    eraient erais ra rai ras ront rons rez rait raient is it i u us ue ues ee ees t d ions iez issent issait issaient
    al ale ales aux al l""".split()
    + [""]
)


def inflected(a: str, b: str) -> bool:
    """Whether two folded words are plausibly forms of one: a common stem, and endings of conjugation or number."""
    if a == b:
        return True
    shared = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        shared += 1
    for cut in (shared, shared - 1):
        if cut >= 3 and 2 * cut >= min(len(a), len(b)) and a[cut:] in _ENDINGS and b[cut:] in _ENDINGS:
            return True
    return False


def grammatical(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether two stretches differ in grammar alone: agreement, tense, a dropped "ne", an article more or less."""
    left, right = _telling(a), _telling(b)
    if len(left) != len(right):
        return False
    return all(x.key == y.key or _both_determiners(x, y) or inflected(x.form, y.form) for x, y in zip(left, right, strict=True))


def _telling(words: Sequence[Word]) -> list[Word]:
    """Without "ne", articles and contracted prepositions."""
    return [w for w in words if w.key not in ("ne", "le", "un", "l", "t") and not (w.key == "que" and len(words) == 1)]


def _both_determiners(a: Word, b: Word) -> bool:
    return a.key in _DETERMINERS and b.key in _DETERMINERS and a.key == b.key
