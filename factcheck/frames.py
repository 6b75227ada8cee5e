"""Frames: what a sentence says happened, with the words that say when, where, how long and who.

A frame stands on a trigger, a verb or a noun that names an event ("se sont réunis", "pourparlers"). Verbs that only
say that an event takes place ("s'est tenue", "a duré") carry their complements over to the noun that names it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import BaseModel, ConfigDict

from factcheck.kinds.actions import ActionGrammar, Trigger
from factcheck.kinds.actions import find as find_actions
from factcheck.rules import Rules
from factcheck.syntax import Sentence, Token
from factcheck.text import plain, words
from factcheck.types import Span

Tense = Literal["past", "pluperfect", "present", "future", "conditional", "none"]
Definite = Literal["indefinite", "definite", "demonstrative", "verb", "pronoun"]

_NEGATIONS = frozenset({"pas", "jamais", "plus", "aucun", "aucune", "ni", "nullement", "guère"})
_DEMONSTRATIVES = frozenset({"ce", "cet", "cette", "ces"})
_DEFINITES = frozenset({"le", "la", "l'", "les", "leur", "leurs", "son", "sa", "ses", "au", "aux", "du"})
_MODALS = frozenset({"devoir", "aller", "pouvoir"})
_ELLIPTIC = frozenset({"celle", "celui", "celles", "ceux"})
_PRONOUNS = frozenset({"il", "elle", "ils", "elles", "celui-ci", "celle-ci", "cela"})
_PASSED_OVER = frozenset({",", "-", "(", ")", "...", "…", "[", "]"})
LEADING = "lead"  # the concept of a frame that says who leads whom
_IMPERFECT, _CONDITIONAL = ("ait", "aient"), ("rait", "raient")
_CLAUSES = frozenset({"conj", "advcl", "acl:relcl", "acl", "ccomp", "parataxis", "csubj"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_DAY_NOUNS = frozenset({"jour", "date", "heure", "moment"})  # "le 4 mai, date de la réunion"
_BEHIND = 8  # words in which what happens then or there is named
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "lequel", "laquelle"})


class _Cue(BaseModel):
    model_config = ConfigDict(extra="forbid")
    pattern: str | None = None
    lemmas: list[str] = []


@dataclass(frozen=True, slots=True)
class EventCues:
    """Words that tell one event from another, by rule name, and the light verbs."""

    patterns: Mapping[str, re.Pattern[str]]
    light: frozenset[str]

    @classmethod
    def load(cls, rules: Rules) -> EventCues:
        """From rules/<language>/events.yaml. Raises RuleError."""
        patterns, light = {}, set()
        for file, rule in rules:
            if file.endswith("/events"):
                model = rule.parse(_Cue)
                light.update(model.lemmas)
                if model.pattern:
                    patterns[rule.name] = rule.compiled(model.pattern)
        return cls(patterns, frozenset(light))

    def find(self, text: str) -> frozenset[str]:
        folded = plain(text)
        return frozenset(name for name, pattern in self.patterns.items() if pattern.search(folded))


@dataclass(frozen=True, slots=True)
class Frame:
    """One thing that a sentence says happened, happens or will happen.

    ``trigger`` and ``clause`` are spans of the article; ``token`` and ``verb`` index the sentence (``verb`` is the verb
    that carries tense: the trigger itself, or the light verb over a noun). ``subject`` and ``object`` are the spans of
    the phrases that fill these places, in the active voice; ``agent`` that of "par ..." in the passive. ``clause`` is
    what the verb says without the clauses below it, ``keys`` its content lemmas, folded.
    """

    sentence: int
    concept: str
    known: bool
    trigger: Span
    token: int
    verb: int | None
    noun_phrase: Span | None
    definite: Definite
    tense: Tense
    negated: bool
    cues: frozenset[str]
    subject: Span | None
    object: Span | None
    passive: bool
    clause: Span
    keys: frozenset[str]


def find_frames(
    sentence: Sentence, text: str, actions: ActionGrammar, cues: EventCues, apart: Sequence[Span] = ()
) -> list[Frame]:
    """The frames of one sentence, in order. Words inside ``apart`` (dates, names) are no triggers."""
    triggers = {i: t for i, t in _triggers(sentence, text, actions).items() if not _inside(sentence, i, apart)}
    carried: dict[int, int] = {}  # light verb -> the noun it speaks of
    for index, token in enumerate(sentence.tokens):
        if (
            token.pos in ("VERB", "AUX")
            and token.lemma in cues.light
            and (noun := _event_of(sentence, index, triggers)) is not None
            and not (
                index in triggers
                and triggers[index].form == "phrase"
                and triggers[index].concept != triggers[noun].concept
            )
        ):
            carried[index] = noun
    frames = []
    verbs = {i for i in _plain_verbs(sentence, cues) if not _inside(sentence, i, apart)}
    for index in sorted(set(triggers) | verbs):
        token = sentence.tokens[index]
        if index in carried:
            continue
        trigger = triggers.get(index)
        noun = token.pos not in ("VERB", "AUX") and not (trigger and trigger.sure)
        over = _verb_over(sentence, index, carried) if noun else index
        if over is None and trigger is not None and actions.decisive(trigger.concept):
            over = _verb_of(sentence, index)
        phrase = _phrase(sentence, index) if noun else None
        around = _around(sentence, index, over, phrase, text)
        subject, target, passive = _arguments(sentence, over, index if noun else None)
        clause = _clause(sentence, over if over is not None else index)
        frames.append(
            Frame(
                sentence=sentence.number,
                concept=trigger.concept if trigger else f"v:{token.lemma}",
                known=trigger is not None,
                trigger=token.span,
                token=index,
                verb=over,
                noun_phrase=phrase,
                definite=_definite(sentence, index) if noun else "verb",
                tense=_tense(sentence, over if over is not None else _governing_verb(sentence, index)),
                negated=over is not None and _negated(sentence, over),
                cues=cues.find(around),
                subject=subject,
                object=target,
                passive=passive,
                clause=Span(sentence.tokens[clause[0]].span.start, sentence.tokens[clause[-1]].span.end),
                keys=_content(sentence, clause),
            )
        )
    return sorted(frames + _elliptic(sentence, frames), key=lambda f: f.token)


def _clause(sentence: Sentence, top: int) -> list[int]:
    """``top`` and what hangs on it, in order, without the clauses that hang on it."""
    found, waiting = [], [top]
    while waiting:
        index = waiting.pop()
        found.append(index)
        waiting += [c for c in sentence.children(index) if not _opens_clause(sentence, c)]
    return sorted(found)


def _opens_clause(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    return token.pos in ("VERB", "AUX") and token.dep in _CLAUSES


def _content(sentence: Sentence, indexes: Sequence[int]) -> frozenset[str]:
    tokens = [sentence.tokens[i] for i in indexes]
    return frozenset(w for t in tokens if t.pos in _CONTENT for w in words(t.lemma))


def _inside(sentence: Sentence, index: int, apart: Sequence[Span]) -> bool:
    return any(span.overlaps(sentence.tokens[index].span) for span in apart)


def _elliptic(sentence: Sentence, frames: Sequence[Frame]) -> list[Frame]:
    """ "la première, celle du 3 mai": another event of the kind named before."""
    found = []
    for index, token in enumerate(sentence.tokens[:-1]):
        follows = sentence.tokens[index + 1].text.lower()
        if token.text.lower() in _ELLIPTIC and follows in ("du", "de", "d'", "des"):
            before = [f for f in frames if f.token < index and f.known and f.noun_phrase is not None]
            if before:
                named = index + 2 < len(sentence.tokens) and sentence.tokens[index + 2].text[:1].isupper()
                cues = frozenset({"other" if named or follows == "des" else "previous"})
                found.append(
                    replace(
                        before[-1],
                        trigger=token.span,
                        token=index,
                        verb=None,
                        noun_phrase=token.span,
                        tense="none",
                        cues=cues,
                    )
                )
    return found


def _verb_over(sentence: Sentence, index: int, carried: Mapping[int, int]) -> int | None:
    """The light verb that speaks of a noun; or the noun itself where it is the predicate ("est à l'ordre du jour")."""
    light = next((verb for verb, event in carried.items() if event == index), None)
    if light is None and any(sentence.tokens[c].dep == "cop" for c in sentence.children(index)):
        return index
    return light


def _verb_of(sentence: Sentence, index: int) -> int | None:
    """The verb whose object or complement a noun is: "n'entraînera aucune suppression", "ira devant la cour"."""
    for step, above in enumerate(sentence.ancestors(index)):
        if sentence.tokens[above].pos == "VERB":
            return above
        if step == 1 or sentence.tokens[above].pos not in ("NOUN", "PROPN"):
            return None
    return None


def _triggers(sentence: Sentence, text: str, actions: ActionGrammar) -> dict[int, Trigger]:
    """The token on which each trigger stands; a noun must be a noun for the parser, a verb a verb."""
    offset = sentence.span.start
    found: dict[int, Trigger] = {}
    for trigger in find_actions(text[offset : sentence.span.end], actions):
        span = Span(trigger.span.start + offset, trigger.span.end + offset)
        indexes = sentence.indexes(span)
        if trigger.form == "noun":
            fit = [i for i in indexes if sentence.tokens[i].pos in ("NOUN", "PROPN", "ADJ")]
        elif trigger.form == "verb":
            fit = [
                i
                for i in indexes
                if trigger.sure or sentence.tokens[i].pos in ("VERB", "AUX") or _participle(sentence, i)
            ]
        else:
            fit = [i for i in indexes if sentence.tokens[i].pos == "VERB"] or [
                i for i in indexes if sentence.tokens[i].pos == "NOUN"
            ]
        if fit and fit[0] not in found:
            found[fit[0]] = trigger
    return found


def _participle(sentence: Sentence, index: int) -> bool:
    return sentence.tokens[index].pos == "ADJ" and sentence.tokens[index].text.endswith(
        ("é", "ée", "és", "ées", "is", "ie", "ies", "us", "ue")
    )


def _plain_verbs(sentence: Sentence, cues: EventCues) -> set[int]:
    return {
        i
        for i, t in enumerate(sentence.tokens)
        if t.pos == "VERB" and t.lemma not in cues.light and t.lemma not in _MODALS
    }


def _event_of(sentence: Sentence, verb: int, triggers: Mapping[int, Trigger]) -> int | None:
    """The event noun of which a light verb speaks: its subject, its object, or what lies inside them."""
    nouns = {i for i, t in triggers.items() if sentence.tokens[i].pos not in ("VERB", "AUX")}
    subjects = [c for c in sentence.children(verb) if sentence.tokens[c].dep.startswith("nsubj")]
    objects = [c for c in sentence.children(verb) if sentence.tokens[c].dep in ("obj", "xcomp", "obl:arg")]
    if sentence.tokens[verb].dep == "acl":  # "la fermeture de l'usine, prévue en juin"
        above = next((i for i in list(sentence.ancestors(verb))[:3] if i in nouns), None)
        if above is not None:
            return above
    for child in subjects + objects:
        if sentence.tokens[child].text.lower() in _RELATIVES:
            before = _antecedent(sentence, child, nouns)
            if before is None:
                continue
            child = before
        if child in nouns:
            return child
        if sentence.tokens[child].dep == "xcomp" and sentence.tokens[child].pos == "VERB":
            continue
        inside = [i for i in sentence.subtree(child) if i in nouns and abs(i - child) <= 6]
        if inside and not any(sentence.tokens[i].pos == "VERB" for i in sentence.subtree(child) if i < inside[0]):
            return inside[0]
    return None


def _antecedent(sentence: Sentence, pronoun: int, nouns: set[int]) -> int | None:
    """The event noun before a relative pronoun, when no verb stands between."""
    for index in range(pronoun - 1, max(-1, pronoun - 14), -1):
        if index in nouns:
            return index
        if sentence.tokens[index].pos == "VERB":
            return None
    return None


def _phrase(sentence: Sentence, index: int) -> Span:
    """The noun phrase around an event noun: determiners and adjectives before, complements after, up to a verb."""
    first = index
    while first > 0 and sentence.tokens[first - 1].pos in ("DET", "ADJ", "NUM", "ADP", "NOUN") and index - first < 5:
        if sentence.tokens[first - 1].pos == "NOUN" and sentence.tokens[first].text.lower() not in (
            "de",
            "d'",
            "du",
            "des",
        ):
            break
        first -= 1
    while first < index and sentence.tokens[first].pos == "ADP":
        first += 1
    last = index
    while last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].pos in (
        "ADJ",
        "ADP",
        "DET",
        "NOUN",
        "PROPN",
        "CCONJ",
        "NUM",
    ):
        last += 1
    return Span(sentence.tokens[first].span.start, sentence.tokens[last].span.end)


def _around(sentence: Sentence, index: int, over: int | None, phrase: Span | None, text: str) -> str:
    """The words in which cues are looked for: the noun phrase and what is directly about it, or the verb's clause."""
    if phrase is not None:
        head = text[phrase.start : sentence.tokens[index].span.end]
        after = text[
            sentence.tokens[index].span.end : min(sentence.span.end, sentence.tokens[index].span.end + 25)
        ].split(",")[0]
        tail = re.search(
            r",\s*(?:(?:l[ea]s?|d'une?|une?) )?(?:premi\w+|deuxi\w+|second\w*)", text[phrase.end : sentence.span.end]
        )
        verb = ""
        if over is not None:
            near = range(max(0, over - 4), min(len(sentence.tokens), over + 2))
            verb = " ".join(sentence.tokens[i].text for i in near)
        return " ".join((head, after, tail.group() if tail and tail.start() < 40 else "", verb))
    near = range(max(0, index - 6), min(len(sentence.tokens), index + 6))
    return " ".join(sentence.tokens[i].text for i in near)


def _definite(sentence: Sentence, index: int) -> Definite:
    words = {
        sentence.tokens[c].text.lower() for c in sentence.children(index) if sentence.tokens[c].pos in ("DET", "ADP")
    }
    before = sentence.tokens[index - 1].text.lower() if index else ""
    words |= {before} if before in _DEMONSTRATIVES | _DEFINITES else set()
    if words & _DEMONSTRATIVES:
        return "demonstrative"
    return "definite" if words & _DEFINITES else "indefinite"


def _governing_verb(sentence: Sentence, index: int) -> int | None:
    return next((i for i in sentence.ancestors(index) if sentence.tokens[i].pos in ("VERB", "AUX")), None)


def _tense(sentence: Sentence, verb: int | None) -> Tense:
    """The time of a verb with its auxiliaries; of an infinitive, that of the modal above it."""
    if verb is None:
        return "none"
    token = sentence.tokens[verb]
    auxiliaries = [sentence.tokens[c] for c in sentence.children(verb) if sentence.tokens[c].pos == "AUX"]
    if "VerbForm=Inf" in token.morph and not auxiliaries or any("VerbForm=Inf" in a.morph for a in auxiliaries):
        above = sentence.tokens[token.head]
        if above.lemma in _MODALS and token.head != verb:
            past = "Tense=Imp" in above.morph
            return (
                "past" if past else "conditional" if "Mood=Cnd" in above.morph and above.lemma != "devoir" else "future"
            )
        return _tense(sentence, token.head) if token.head != verb and above.pos == "VERB" else "none"
    told = auxiliaries or [token]
    morphs = [_morph(t) for t in told]
    if any("Mood=Cnd" in m for m in morphs):
        return "conditional"
    if any("Tense=Fut" in m for m in morphs):
        return "future"
    if auxiliaries and any("Tense=Imp" in m for m in morphs) and not _is_passive(sentence, verb):
        return "pluperfect"
    if auxiliaries and not (
        _is_passive(sentence, verb) and any("Tense=Pres" in m for m in morphs) and len(auxiliaries) == 1
    ):
        return "past"
    if any("Tense=Imp" in m or "Tense=Past" in m for m in morphs):
        return "past"
    if token.pos not in ("VERB", "AUX"):
        return _tense_of_neighbours(sentence, verb)
    return "present" if any("Tense=Pres" in m for m in morphs) else "none"


def _morph(token: Token) -> frozenset[str]:
    """What the parser says of a verb's form, but for endings that leave no choice: it takes "recevra" for a past."""
    form, stem = token.text.lower(), token.lemma[:-2]
    if token.pos == "NOUN" or not token.lemma.endswith(("er", "re", "ir")):
        return token.morph
    if form in (f"{stem}ait", f"{stem}aient") or form.endswith(_IMPERFECT) and not form.endswith(_CONDITIONAL):
        return frozenset({"Tense=Imp"})
    if form.endswith(_CONDITIONAL):
        return frozenset({"Mood=Cnd"})
    if form == f"{stem}a" and token.lemma.endswith("er"):
        return frozenset({"Tense=Past"})
    if form.endswith(("ra", "ront")):
        return frozenset({"Tense=Fut"})
    return token.morph


def _tense_of_neighbours(sentence: Sentence, verb: int) -> Tense:
    """The time of a participle that the parser took for a noun, from the auxiliary before it."""
    for index in range(verb - 1, max(-1, verb - 6), -1):
        token = sentence.tokens[index]
        if token.lemma in ("être", "avoir") and token.pos in ("AUX", "VERB"):
            if "Tense=Imp" in token.morph:
                return "pluperfect"
            return "future" if "Tense=Fut" in token.morph else "past"
    return "none"


def _is_passive(sentence: Sentence, verb: int) -> bool:
    return any(sentence.tokens[c].dep in ("aux:pass", "nsubj:pass") for c in sentence.children(verb)) and not any(
        sentence.tokens[c].dep.startswith("expl") for c in sentence.children(verb)
    )


def _negated(sentence: Sentence, verb: int) -> bool:
    if "VerbForm=Inf" in sentence.tokens[verb].morph and (above := _ruling_verb(sentence, verb)) is not None:
        return _negated(sentence, above)
    near = set(sentence.children(verb))
    near |= {verb - 1, verb + 1} & set(range(len(sentence.tokens)))
    head = sentence.tokens[verb].head
    if sentence.tokens[head].lemma in _MODALS and head != verb:
        near |= set(sentence.children(head))
    words = {sentence.tokens[i].text.lower() for i in near}
    ne = bool({"ne", "n'"} & words) or any(
        sentence.tokens[i].text.lower() in ("ne", "n'") for i in range(max(0, verb - 5), verb)
    )
    return (ne and bool(words & _NEGATIONS or _negative_subject(sentence, verb))) or "sans" in words


def _ruling_verb(sentence: Sentence, infinitive: int) -> int | None:
    """The finite verb on which an infinitive hangs, at once or by a noun ("n'avait pas l'intention de")."""
    for index in list(sentence.ancestors(infinitive))[:2]:
        token = sentence.tokens[index]
        if token.pos in ("VERB", "AUX"):
            return index if "VerbForm=Inf" not in token.morph else None
        if token.pos != "NOUN":
            return None
    return None


def _negative_subject(sentence: Sentence, verb: int) -> bool:
    first = [sentence.tokens[i].text.lower() for i in range(max(0, verb - 8), min(len(sentence.tokens), verb + 6))]
    return any(word in _NEGATIONS for word in first)


def _arguments(sentence: Sentence, verb: int | None, noun: int | None) -> tuple[Span | None, Span | None, bool]:
    """Subject and object as in the active voice, and whether the verb is passive."""
    if verb is None:
        return None, None, False
    passive = _is_passive(sentence, verb)
    subject = agent = target = None
    for child in sentence.children(verb):
        token = sentence.tokens[child]
        if child == noun:
            continue
        if token.dep.startswith("nsubj"):
            subject = _resolved(sentence, child)
        elif token.dep == "obl:agent":
            agent = child
        elif token.dep == "obj":
            target = child
    if subject is None and (above := _modal_above(sentence, verb)) is not None:
        subject = next(
            (_resolved(sentence, c) for c in sentence.children(above) if sentence.tokens[c].dep.startswith("nsubj")),
            None,
        )
        passive = passive or any(
            "VerbForm=Inf" in sentence.tokens[c].morph
            for c in sentence.children(verb)
            if sentence.tokens[c].pos == "AUX"
        )
    if passive:
        subject, target = agent, subject
    return _span(sentence, subject), _span(sentence, target), passive


def _modal_above(sentence: Sentence, verb: int) -> int | None:
    head = sentence.tokens[verb].head
    return head if head != verb and sentence.tokens[head].lemma in _MODALS else None


def _resolved(sentence: Sentence, child: int) -> int:
    """For a relative pronoun, the noun that its clause hangs on."""
    if sentence.tokens[child].text.lower() in _RELATIVES:
        clause = sentence.tokens[child].head
        if sentence.tokens[clause].dep == "acl:relcl":
            return sentence.tokens[clause].head
    return child


def _span(sentence: Sentence, index: int | None) -> Span | None:
    """The phrase around a noun, without the clauses that hang on it."""
    if index is None:
        return None
    kept, waiting = {index}, [index]
    while waiting:
        for child in sentence.children(waiting.pop()):
            if sentence.tokens[child].dep not in ("acl:relcl", "acl", "advcl", "punct", "parataxis", "conj") or (
                sentence.tokens[child].dep == "conj" and sentence.tokens[child].pos in ("NOUN", "PROPN")
            ):
                kept.add(child)
                waiting.append(child)
    if sentence.tokens[index].pos == "PRON" and sentence.tokens[index].text.lower() not in _PRONOUNS:
        return sentence.tokens[index].span
    spans = [sentence.tokens[i].span for i in kept]
    return Span(min(s.start for s in spans), max(s.end for s in spans))


def frame_of(
    value: Span, sentence: Sentence, frames: Sequence[Frame], skip: frozenset[str] = frozenset()
) -> Frame | None:
    """The frame that a value belongs to: the event noun it follows at once, else the frame above it, else the nearest.

    ``skip`` are the concepts and lemmas that take no such value of their own.
    """
    usable = [f for f in frames if f.concept not in skip]
    if not usable:
        return None
    found = governing_frame(value, sentence, usable)
    return found if found is not None and found.known else _frame_behind(value, sentence, usable) or found


def _frame_behind(value: Span, sentence: Sentence, frames: Sequence[Frame]) -> Frame | None:
    """ "jeudi, jour prévu pour la passation", "sur la place, où elles défileront": what the words behind a value say."""
    inside = sentence.indexes(value)
    tokens = sentence.tokens
    after = inside[-1] + 1 if inside else len(tokens)
    after += after < len(tokens) and tokens[after].text == ","
    if after >= len(tokens):
        return None
    opens = tokens[after].text.lower()
    if opens not in _DAY_NOUNS and opens != "où":
        return None
    near = [f for f in frames if f.known and after < f.token <= after + _BEHIND]
    return next((f for f in near if (f.noun_phrase is None) == (opens == "où")), None)


def governing_frame(value: Span, sentence: Sentence, usable: Sequence[Frame]) -> Frame | None:
    """The frame that a value belongs to by grammar."""
    by_token = {f.token: f for f in usable}
    by_verb = {f.verb: f for f in usable if f.verb is not None}
    inside = sentence.indexes(value)
    if not inside:
        return None
    for index in range(inside[0] - 1, -1, -1):  # leftwards, over what can stand between a noun and its complement
        token = sentence.tokens[index]
        if index in by_token and token.pos not in ("VERB", "AUX"):
            return by_token[index]
        if index in by_verb and by_verb[index].token != index:
            return by_verb[index]
        if (
            token.pos not in ("ADJ", "ADP", "DET", "NOUN", "PROPN", "NUM", "CCONJ", "ADV")
            and token.text not in _PASSED_OVER
        ):
            break
        if token.pos == "NOUN" and token.dep in ("nsubj", "nsubj:pass", "obj") and index not in by_token:
            break
    root = sentence.root_of(value)
    if root is not None:
        for index in (root, *sentence.ancestors(root)):
            if index in by_token:
                return by_token[index]
            if index in by_verb:
                return by_verb[index]
    before = [f for f in usable if f.token < inside[0]]
    return before[-1] if before else next(iter(usable), None)
