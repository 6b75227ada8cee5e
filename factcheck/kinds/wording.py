"""The words of a quotation, and how those of two quotations run side by side.

The reading is made for one question: are these two wordings of one statement? So each word has a key under which
slips of agreement are alike (after J. Savoy, "A stemming procedure and stopword list for general French corpora",
JASIS 50, 1999: the light stemmer), a weight (a word of content, or of grammar), and whether the writer marked that
something was left out or put in beside it: "(...)", "[son]".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA, LCSseq

from factcheck.text import fold

_NUMBERS = {
    "deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "neuf": "9",
    "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16",
    "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "cent": "100",
    "premier": "1er", "premiere": "1er", "monsieur": "m", "madame": "mme",
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
# The writer's own voice inside the marks, between commas: ", a-t-il dit,", ", rappelle le maire,".
_REPORTS = (
    r"(?:dit|dis(?:ai)?ent|écri|rappel|expli|précis|estim|affirm|assur|ajout|soulign|déclar|indiqu|poursui|lanc|confi"
    r"|racont|témoign|résum|insist|regrett|s'exclam|s'agac|s'inqui|not|jug|prévi|promet|martel|soupir|conclu|déplor"
    r"|dénonc|lit-on|peut-on)[^\W\d_]{0,7}"
)
_SUBJECT = r"(?:le |la |les |l['’]|un |une |ce |cette |son |sa |M\. |Mme |(?-i:[A-ZÉÈ]))"
_ASIDE = re.compile(
    r"[,–—-]\s*(?:(?:a|ont|avait|avaient)-(?:t-)?(?:il|elle|on|ils|elles)|[^\W\d_]{2,14}-(?:t-)?(?:il|elle|ils|elles)"
    r"|peut-on lire|lit-on|(?:(?:a|ont|avait) )?" + _REPORTS + " " + _SUBJECT + r")"
    r"[^,;.!?«»\"–—]{0,80}(?=[,–—]|\.(?:\s|$))",
    re.IGNORECASE,
)
_OMITTED = re.compile(r"[(\[]\s*(?:\.{2,6}|…|sic)\s*[)\]]|\.{3}|…")
_BRACKETED = re.compile(r"[(\[][^()\[\]]{1,60}[)\]]")
_HOUR = r"\d{1,2}[ \u00a0\u202f]?(?:[hH](?![^\W\d_])(?:[ \u00a0\u202f]?\d{2})?|heures?\b)"
_TOKEN = re.compile(
    _HOUR + r"|\d{1,3}(?:[ .\u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?|(?:(?!_)[\w\u0300-\u036f])+|[%€$£]"
)
_ROMAN = re.compile(r"[ivx]{1,5}e(?:me)?")
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")
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
    upper: bool  # written with a capital


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
    for start, end in _tokens(text):
        if _inside(start, omitted) or _inside(start, aside):
            continue
        loose = _inside(start, bracketed)
        gap = loose or (bool(words) and words[-1].loose) or any(before <= s < start for s, _ in (*omitted, *bracketed))
        opens = not words or (any(before <= stop < start for stop in stops) and not gap)
        form = _form(text[start:end])
        if form:
            upper = text[start].isupper()
            words.append(Word(start, end, form, _key(form), _has_content(form), loose, gap, opens, upper))
            before = end
    return tuple(words)


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Where each word stands; "#NousToutes" is two."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start and text[start - 1] == "#":
            for hump in _HUMP.finditer(text, start, end):
                yield start, hump.start()
                start = hump.start()
        yield start, end


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)


def _form(written: str) -> str:
    folded = fold(written)
    if folded[:1].isdigit():
        hour = re.sub(r"^(\d+) ?h(?:eures?)?(?: ?00)?$", r"\1h", folded)
        return re.sub(r"[ .](?=\d{3}\b)| ?h ?", lambda m: m.group().strip(" ."), hour)
    if _ROMAN.fullmatch(folded):
        return folded.removesuffix("me").removesuffix("em").rstrip("e") + "e"
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
    keys = [w.key for w in a]
    ours, theirs = keys, _spelled_alike(a, b)
    there = _without_chance(_slid(_subsequence(ours, theirs), ours, theirs), a)
    if len(there) < 4:
        return tuple(there)
    m, n = len(ours), len(theirs)
    back = [
        Step(s.equal, m - s.a_to, m - s.a_from, n - s.b_to, n - s.b_from)
        for s in _subsequence(ours[::-1], theirs[::-1])
    ]
    other = _without_chance(_slid(back[::-1], ours, theirs), a)
    return tuple(other if _unbroken(other) > _unbroken(there) else there)


def _subsequence(ours: Sequence[str], theirs: Sequence[str]) -> list[Step]:
    steps: list[Step] = []
    for op in LCSseq.opcodes(ours, theirs):
        _add(steps, Step(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end))
    return steps


def _unbroken(steps: Sequence[Step]) -> int:
    """Grows with long equal stretches: of two alignments, the one that breaks less is the one a reader sees."""
    return sum((s.a_to - s.a_from) ** 2 for s in steps if s.equal)


def _add(steps: list[Step], step: Step) -> None:
    """``step`` at the end of ``steps``, joined to the last one if both are equal or both differ."""
    if step.a_from == step.a_to and step.b_from == step.b_to:
        return
    if steps and steps[-1].equal == step.equal:
        steps[-1] = Step(step.equal, steps[-1].a_from, step.a_to, steps[-1].b_from, step.b_to)
    else:
        steps.append(step)


def _spelled_alike(a: Sequence[Word], b: Sequence[Word]) -> list[str]:
    """The keys of ``b``, those of a word that ``a`` spells a letter differently, or inflects, replaced by the key there."""
    known = {w.key for w in b}
    alone = sorted({(w.key, w.form) for w in a if w.content and w.key not in known})
    have = {w.key for w in a}
    keys = []
    for word in b:
        like = [k for k, form in alone if misspelt(form, word.form) or inflected(form, word.form)]
        keys.append(like[0] if word.content and word.key not in have and like else word.key)
    return keys


def _slid(steps: Sequence[Step], ours: Sequence[str], theirs: Sequence[str]) -> list[Step]:
    """Pure insertions moved to the edge of what they stand in, where the same words allow it, as diff tools do."""
    slid: list[Step] = []
    for index, step in enumerate(steps):
        one_sided = not step.equal and (step.a_from == step.a_to or step.b_from == step.b_to)
        if not one_sided or not slid or not slid[-1].equal or index + 1 == len(steps):
            _add(slid, step)
            continue
        before = slid[-1]
        size = before.a_to - before.a_from
        keys, first, last = (
            (theirs, step.b_from, step.b_to) if step.a_from == step.a_to else (ours, step.a_from, step.a_to)
        )
        if list(keys[first - size : first]) == list(keys[last - size : last]):
            slid.pop()
            _add(slid, Step(False, before.a_from, step.a_to - size, before.b_from, step.b_to - size))
            _add(slid, Step(True, step.a_to - size, step.a_to, step.b_to - size, step.b_to))
        else:
            _add(slid, step)
    return slid


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
    """How many words differ there; at the ends, where one quotation merely goes on, on the side that has fewer."""
    if not 0 <= index < len(steps):
        return 0
    sides = (steps[index].a_to - steps[index].a_from, steps[index].b_to - steps[index].b_from)
    return min(sides) if index in (0, len(steps) - 1) else max(sides)


_ENDINGS = frozenset(
    """e es ent s x ons ez ais ait aient ant ante ants antes er ir re a ai as ont era erai eras eront erons erez erait
    eraient erais ra rai ras ront rons rez rait raient is it i u us ue ues ee ees t d ions iez issent issait issaient
    al ale ales aux l""".split()
) | {""}


def misspelt(a: str, b: str) -> bool:
    """Whether two folded words of seven letters or more differ in one letter after the first."""
    if min(len(a), len(b)) < 7 or a[0] != b[0] or not (a + b).isalpha():
        return False
    return OSA.distance(a, b, score_cutoff=1) <= 1


def inflected(a: str, b: str) -> bool:
    """Whether two folded words are plausibly forms of one: a common stem, and endings of conjugation or number."""
    a, b = a.replace("y", "i"), b.replace("y", "i")
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
    """Whether two stretches differ in form alone: agreement, tense, spelling, a dropped "ne", an article more or less."""
    left, right = telling(a), telling(b)
    if "".join(w.form for w in left) == "".join(w.form for w in right):
        return True
    return len(left) == len(right) and all(_one_word(x, y) for x, y in zip(left, right, strict=True))


def _one_word(a: Word, b: Word) -> bool:
    if a.form.isdigit() and b.form.isdigit():
        return max(int(a.form), int(b.form)) == 1000 * min(int(a.form), int(b.form))  # "7 à 8.000"
    return a.key == b.key or inflected(a.form, b.form) or misspelt(a.form, b.form)


_SILENT = frozenset({"ne", "le", "un", "au", "a", "t"})
_SUBJECTS = frozenset({"il", "elle", "ce", "que"})


def telling(words: Sequence[Word]) -> list[Word]:
    """Without "ne", articles, contracted prepositions, and a pronoun that stands alone ("ce dossier, il est clos")."""
    left = [w for w in words if w.key not in _SILENT]
    return [] if len(left) == 1 and left[0].key in _SUBJECTS else left
