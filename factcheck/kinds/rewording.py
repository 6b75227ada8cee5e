"""One statement in two wordings: how two quotations stand to each other.

Two quotations that share a long run of words in order report one statement. Where each only adds words at its ends,
one sees more of it than the other; where words change inside, somebody did not quote. The floors below were set on
hand-labelled quotations of the French press and are meant to raise no false alarm rather than to miss none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factcheck.kinds.wording import Step, Word, align, grammatical, read, telling
from factcheck.types import Judgement, Relation, Span

#: Words of content in common, and their share, from which a changed word inside is a conflict.
SHARED_WORDS, SHARED_PART, OF_THE_SHORTER = 4, 0.5, 0.45
#: The same where the caller knows that one person spoke on one occasion.
KNOWN_WORDS, KNOWN_PART, KNOWN_OF_SHORTER = 3, 0.4, 0.35
#: With as many shared words of content, the share of the shorter quotation no longer matters.
LONG_RUN = 8
#: Nearly the same words: all words in common, and their share of both quotations.
NEAR_WORDS, NEAR_PART = 6, 0.7
#: Quotations that part at an end need more in common than those that meet again.
END_WORDS, END_PART = 5, 0.6
#: ... unless they part over a few words only.
SHORT_END, SHORT_END_WORDS, SHORT_END_PART = 3, 4, 0.75
#: Quotations that begin with the same words and change further on: all words in common, share of content.
OPENING_WORDS, OPENING_PART = 4, 0.65
#: ... or, of one speaker on one occasion, over a single word after as many in common.
END_OF_KNOWN = 6
#: A difference wider than this on both sides, or than LONGEST_CUT on one, lies between two statements.
WIDEST_CHANGE, LONGEST_CUT = 8, 25
#: The cosine from which two openings with one subject, by one speaker on one occasion, are one statement.
PARAPHRASE = 0.5

_UNIVERSAL = frozenset("aucun aucune tout tous toute toutes jamais rien personne nul nulle ne pas seul seule".split())


# What begins an object, which the writer may well have put in words of his own.
_OBJECT = frozenset({"le", "un", "ce", "mon", "ton", "son", "notre", "votre", "au", "que"})
# Words that only a sentence has; a term in quotation marks has none of them.
_SENTENCE = frozenset(
    """je j nous vous on il elle ils elles ce c cela ca ne n pas que qu qui est sont etait etaient sera seront serait
    ont a avait avaient aura auront ai as avons avez suis sommes faut peut doit veut va vont fait se s m t me te y""".split()
)


@dataclass(frozen=True, slots=True)
class Chain:
    """A stretch of the alignment that reads as one statement: its steps, and the differences that count."""

    steps: tuple[Step, ...]
    changes: tuple[Step, ...]  # inside
    ends: tuple[Step, ...]  # where both quotations go on, each in its own way
    content: float  # different words of content in common; one that is inflected otherwise counts half
    matched: int  # words in common
    changed_content: int
    changed: int
    inside_sentence: bool  # one quotation begins a sentence where the other is in the middle of one

    @property
    def part(self) -> float:
        return self.content / max(1, self.content + self.changed_content)


def judge(
    a: str, b: str, *, same_speaker: bool = False, same_occasion: bool = False, similarity: float | None = None
) -> Judgement:
    """Whether ``a`` and ``b`` are one statement, and in one wording. Symmetric but for the order in the reason.

    ``similarity`` is a cosine; it counts only where one speaker spoke on one occasion.
    """
    if b < a:
        turned = _judge(b, a, same_speaker and same_occasion, similarity)
        return Judgement(turned.relation, turned.rule, _reason(a, b, turned.rule))
    judged = _judge(a, b, same_speaker and same_occasion, similarity)
    return Judgement(judged.relation, judged.rule, _reason(a, b, judged.rule))


def differences(a: str, b: str) -> tuple[list[Span], list[Span]]:
    """Which code points of each differ from the other, word by word, for a reader who compares them."""
    left, right = read(a), read(b)
    spans_a: list[Span] = []
    spans_b: list[Span] = []
    for step in align(left, right):
        if not step.equal:
            spans_a.extend(_stretch(left, step.a_from, step.a_to))
            spans_b.extend(_stretch(right, step.b_from, step.b_to))
    return spans_a, spans_b


def _stretch(words: Sequence[Word], first: int, last: int) -> Iterator[Span]:
    if first < last:
        yield Span(words[first].start, words[last - 1].end)


def _judge(a: str, b: str, known: bool, similarity: float | None) -> Judgement:
    left, right = read(a), read(b)
    if not left or not right:
        return Judgement(Relation.INCOMPARABLE, "no-words")
    if [w.form for w in left] == [w.form for w in right] and not any(w.gap for w in (*left, *right)):
        return Judgement(Relation.SAME, "same-words")
    steps = align(left, right)
    chains = [_chain(steps, first, last, left, right) for first, last in _stretches(steps, left, right)]
    for chain in sorted(chains, key=lambda c: (-c.content, -c.matched, c.steps[0].a_from)):
        rule = _conflict(chain, left, right, known)
        if rule:
            return Judgement(Relation.CONFLICTING, rule)
    if _cut_short(a, b, left, right, steps) or _cut_short(b, a, right, left, _turned(steps)):
        return Judgement(Relation.CONFLICTING, "cut-short")
    if chains:
        best = max(chains, key=lambda c: (c.content, c.matched))
        rule = _agreement(best, left, right, known)
        if rule:
            return Judgement(Relation.COMPATIBLE, rule)
    if known and similarity is not None and similarity >= PARAPHRASE and _one_subject(left, right):
        return Judgement(Relation.CONFLICTING, "paraphrase")
    return Judgement(Relation.INCOMPARABLE, "two-statements")


def _turned(steps: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(Step(s.equal, s.b_from, s.b_to, s.a_from, s.a_to) for s in steps)


# -- one statement within the alignment -----------------------------------------------------------


def _stretches(steps: Sequence[Step], a: Sequence[Word], b: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """First and last index of each run of steps that no sentence of its own, and no wide difference, breaks."""
    first: int | None = None
    last = -1
    for index, step in enumerate(steps):
        if step.equal:
            first, last = index if first is None else first, index
        elif first is not None and _breaks(step, a, b):
            yield first, last
            first = None
    if first is not None:
        yield first, last


def _breaks(step: Step, a: Sequence[Word], b: Sequence[Word]) -> bool:
    wide, narrow = _size(step)
    if narrow > WIDEST_CHANGE or wide > LONGEST_CUT:
        return True
    return _whole_sentences(a, step.a_from, step.a_to) and _whole_sentences(b, step.b_from, step.b_to)


def _size(step: Step) -> tuple[int, int]:
    one, two = step.a_to - step.a_from, step.b_to - step.b_from
    return max(one, two), min(one, two)


def _whole_sentences(words: Sequence[Word], first: int, last: int) -> bool:
    """Whether these words begin with a sentence and end with one; no words at all do between two sentences."""
    begins = first == len(words) or words[first].opens
    ends = last == len(words) or words[last].opens
    return begins and ends


def _chain(steps: Sequence[Step], first: int, last: int, a: Sequence[Word], b: Sequence[Word]) -> Chain:
    inside = tuple(steps[first : last + 1])
    changes = tuple(s for s in inside if not s.equal and not _free(s, a, b))
    ends = tuple(
        s
        for s in (_lead(steps, first, a, b), _tail(steps, last, a, b))
        if s and _both_tell(s, a, b) and not _free(s, a, b)
    )
    equal = [pair for s in inside if s.equal for pair in zip(a[s.a_from : s.a_to], b[s.b_from : s.b_to], strict=True)]
    start = equal[0]
    return Chain(
        inside,
        changes,
        ends,
        _weight(equal),
        len(equal),
        # at the ends the longer quotation merely goes on, so that there the shorter stretch counts
        sum(max(_contents(s, a, b)) for s in changes) + sum(min(_contents(s, a, b)) for s in ends),
        sum(_size(s)[0] for s in changes) + sum(_size(s)[1] for s in ends),
        start[0].opens != start[1].opens and start[0].upper != start[1].upper,
    )


def _weight(pairs: Sequence[tuple[Word, Word]]) -> float:
    weights: dict[str, float] = {}
    for one, two in pairs:
        if one.content:
            weights[one.key] = max(weights.get(one.key, 0.0), 1.0 if one.form == two.form else 0.5)
    return sum(weights.values())


def _both_tell(step: Step, a: Sequence[Word], b: Sequence[Word]) -> bool:
    return bool(telling(a[step.a_from : step.a_to])) and bool(telling(b[step.b_from : step.b_to]))


def _contents(step: Step, a: Sequence[Word], b: Sequence[Word]) -> tuple[int, int]:
    return _content(a[step.a_from : step.a_to]), _content(b[step.b_from : step.b_to])


def _content(words: Sequence[Word]) -> int:
    return sum(w.content for w in words)


def _lead(steps: Sequence[Step], first: int, a: Sequence[Word], b: Sequence[Word]) -> Step | None:
    """What each says before, in the same sentence."""
    step = steps[first]
    if first == 0 or a[step.a_from].opens or b[step.b_from].opens:
        return None
    return Step(False, _sentence_start(a, step.a_from), step.a_from, _sentence_start(b, step.b_from), step.b_from)


def _tail(steps: Sequence[Step], last: int, a: Sequence[Word], b: Sequence[Word]) -> Step | None:
    """What each says after, in the same sentence."""
    step = steps[last]
    return Step(False, step.a_to, _sentence_end(a, step.a_to), step.b_to, _sentence_end(b, step.b_to))


def _sentence_start(words: Sequence[Word], index: int) -> int:
    while index > 0 and not words[index].opens:
        index -= 1
    return index


def _sentence_end(words: Sequence[Word], index: int) -> int:
    while index < len(words) and not words[index].opens:
        index += 1
    return index


def _free(step: Step, a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether a difference is marked as the writer's, or is grammar alone."""
    left, right = a[step.a_from : step.a_to], b[step.b_from : step.b_to]
    after = [*a[step.a_to : step.a_to + 1], *b[step.b_to : step.b_to + 1]]
    if any(w.gap or w.loose for w in (*left, *right, *after)):
        return True
    return grammatical(left, right)


# -- what a statement in common amounts to --------------------------------------------------------


def _conflict(chain: Chain, a: Sequence[Word], b: Sequence[Word], known: bool) -> str | None:
    if not chain.changes and not chain.ends:
        return None
    if _name(a) or _name(b):
        return None
    if _moved(chain, a, b):
        return "reordered"
    if _term_in_full(chain, a, b):
        return None
    shorter = min(_content(a), _content(b))
    words, part, of_shorter = (
        (KNOWN_WORDS, KNOWN_PART, KNOWN_OF_SHORTER)
        if known and not chain.ends
        else (SHARED_WORDS, SHARED_PART, OF_THE_SHORTER)
    )
    enough = chain.content >= LONG_RUN or chain.content >= of_shorter * shorter
    if chain.changes and enough and chain.content >= words and chain.part >= part:
        return "reworded"
    if chain.changes and (_nearly_the_same(chain, a, b) or _same_opening(chain, shorter)):
        return "reworded"
    if chain.ends and enough and _parts_late(chain):
        return "reworded"
    return "one-word" if _one_word(chain, a, b, known) else None


def _parts_late(chain: Chain) -> bool:
    """Whether two quotations that part at an end have enough in common before."""
    if chain.content >= END_WORDS and chain.part >= END_PART:
        return True
    short = all(_size(s)[0] <= SHORT_END for s in chain.ends)
    return short and chain.content >= SHORT_END_WORDS and chain.part >= SHORT_END_PART


def _name(words: Sequence[Word]) -> bool:
    """Whether the words are a title or a name: nearly all that carry content have a capital."""
    content = [w for w in words[1:] if w.content and not w.form.isdigit()]
    return len(content) > 1 and len(words) < 12 and sum(w.upper for w in content) > 0.7 * len(content)


def _term_in_full(chain: Chain, a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether both are a term, not a sentence, and one only gives it in more words."""
    if chain.ends or max(len(a), len(b)) > 14 or any(w.form in _SENTENCE for w in (*a, *b)):
        return False
    added = [(s.b_from == s.b_to, s.a_from == s.a_to) for s in chain.changes]
    return all(left for left, _ in added) or all(right for _, right in added)


def _nearly_the_same(chain: Chain, a: Sequence[Word], b: Sequence[Word]) -> bool:
    if chain.ends or chain.content < 1 or chain.matched < NEAR_WORDS or chain.part < 0.5 or chain.inside_sentence:
        return False
    return chain.matched >= NEAR_PART * (chain.matched + chain.changed) and chain.matched >= NEAR_PART * min(
        len(a), len(b)
    )


def _same_opening(chain: Chain, shorter: int) -> bool:
    """Whether both quotations open with the statement, and most of the shorter one is in common."""
    first = chain.steps[0]
    if first.a_from or first.b_from or chain.matched < OPENING_WORDS:
        return False
    return chain.content >= 3 and chain.part >= OPENING_PART and chain.content >= OPENING_PART * shorter


def _moved(chain: Chain, a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether both have the same words in another order."""
    return chain.content >= 2 and _content(a) >= 3 and sorted(w.key for w in a) == sorted(w.key for w in b)


def _one_word(chain: Chain, a: Sequence[Word], b: Sequence[Word], known: bool) -> bool:
    """Two short quotations, word for word but for one word of the same kind."""
    counted = (*chain.changes, *chain.ends)
    if len(counted) != 1 or _size(counted[0]) != (1, 1) or len(a) != len(b):
        return False
    one, two = a[counted[0].a_from], b[counted[0].b_from]
    if one.content != two.content:
        return False
    if chain.changes:
        return chain.content >= 3 and chain.matched >= 4
    if known and chain.content >= 2 and chain.matched >= END_OF_KNOWN and one.content:
        return True
    return chain.content >= 2 and chain.matched >= 3 and len(one.form) > 5 and one.form[-4:] == two.form[-4:]


def _cut_short(a: str, b: str, left: Sequence[Word], right: Sequence[Word], steps: Sequence[Step]) -> bool:
    """Whether ``a`` stops as a whole sentence where ``b`` goes on to say when, or how often, it holds."""
    if len(steps) != 2 or not steps[0].equal or steps[1].a_from != steps[1].a_to:
        return False
    said, dropped = right[: steps[1].b_from], right[steps[1].b_from :]
    if _content(said) < 2 or not a[:1].isupper() or not b[:1].isupper() or len(dropped) > 6:
        return False
    if (
        dropped[0].opens
        or dropped[0].gap
        or dropped[0].key in _OBJECT
        or a.rstrip().endswith(("…", "...", ",", "?", "!"))
    ):
        return False
    between = b[said[-1].end : dropped[0].start]
    return between.isspace() and bool(_UNIVERSAL & {w.form for w in said}) and not left[0].gap


def _agreement(chain: Chain, a: Sequence[Word], b: Sequence[Word], known: bool) -> str | None:
    if chain.changes:
        return "part" if _term_in_full(chain, a, b) and chain.content >= 3 else None
    shorter = min(len(a), len(b))
    covered = chain.matched >= shorter or (all(s.equal or _free(s, a, b) for s in chain.steps) and not chain.ends)
    if len(chain.steps) == 1 and chain.matched == len(a) == len(b):
        return "agreement"
    if covered and known and chain.content:
        return "part"
    if covered and not chain.ends and chain.content and max(len(a), len(b)) - chain.matched <= 1:
        return "agreement" if grammatical(a, b) else "part"
    if covered and chain.matched >= 3 and chain.content >= 1 and chain.matched >= 0.6 * shorter:
        return "part"
    return "overlap" if chain.content >= 3 and not chain.ends else None


def _one_subject(a: Sequence[Word], b: Sequence[Word]) -> bool:
    """Whether both are one sentence of like length that begins with one subject."""
    if any(w.opens for w in (*a[1:], *b[1:])) or 5 * min(len(a), len(b)) < 3 * max(len(a), len(b)):
        return False
    same = 0
    for x, y in zip(a, b, strict=False):
        if x.key != y.key:
            break
        same += 1
    return same >= 2 and _content(a[:same]) >= 1


# -- the reason -----------------------------------------------------------------------------------

_SAYS = {
    "same-words": "the same words",
    "agreement": "the same words but for grammar",
    "part": "one is a part of the other",
    "overlap": "both have a stretch in common, and go on at its ends",
    "no-words": "a quotation without words",
    "two-statements": "not one statement",
}


def _reason(a: str, b: str, rule: str) -> str:
    if rule in _SAYS:
        return _SAYS[rule]
    if rule == "paraphrase":
        return f"one statement of one speaker, in other words: '{_brief(a)}' / '{_brief(b)}'"
    left, right = read(a), read(b)
    pairs = [
        f"'{_words(a, left, s.a_from, s.a_to)}' / '{_words(b, right, s.b_from, s.b_to)}'"
        for s in align(left, right)
        if not s.equal and not _free(s, left, right)
    ]
    return "the words differ: " + ", ".join(pairs[:4])


def _words(text: str, words: Sequence[Word], first: int, last: int) -> str:
    return _brief(text[words[first].start : words[last - 1].end]) if first < last else "…"


def _brief(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:57].rstrip() + "…"
