"""Compared questions -> the clusters of the report: verdict, severity, question and explanation."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from factcheck.claims.durations import TOPIC
from factcheck.claims.penalties import UNNAMED
from factcheck.compare import Compared, label
from factcheck.events import Event
from factcheck.types import (
    Article,
    Claim,
    Cluster,
    Entity,
    Evidence,
    QuotationValue,
    RoleValue,
    Severity,
    Slot,
    Variant,
    Verdict,
)
from factcheck.words import words_for

_KEPT = "en"  # the language of the words by which values are known again
_MANY = 3  # articles that take part in a conflict: no mere detail


@dataclass(frozen=True, slots=True)
class Context:
    """What is needed to put a finding into words."""

    articles: Mapping[str, Article]
    entities: Mapping[str, Entity]
    events: Mapping[str, Event]
    origins: Mapping[str, str]
    main: Mapping[str, str]
    language: str


def findings(compared: Sequence[Compared], context: Context) -> tuple[Cluster, ...]:
    """All clusters, conflicts first, worst first; ids depend on the question alone."""
    clusters = [c for one in compared for c in _clusters(one, context)]
    clusters += _careers(compared, context)
    return tuple(sorted(_distinct(clusters), key=_rank))


def _rank(cluster: Cluster) -> tuple[int, int, int, str]:
    verdicts = [Verdict.CONFLICTING, Verdict.EVOLVED, Verdict.CONSISTENT, Verdict.SINGLE_SOURCE]
    severity = {"high": 0, "medium": 1, "low": 2, None: 3}[cluster.severity]
    return verdicts.index(cluster.verdict), severity, -sum(v.origins for v in cluster.variants), cluster.id


def _clusters(one: Compared, context: Context) -> Iterator[Cluster]:
    if one.judgement is not None:
        yield _opposed(one, context)
        return
    for variant in one.variants:
        yield _single(one, variant, context)


def _opposed(one: Compared, context: Context) -> Cluster:
    judgement = one.judgement
    assert judgement is not None  # noqa: S101 - the caller checked
    says = words_for(context.language)
    first, second = (
        (label(v[0].value, context.language) for v in one.variants[:2]) if len(one.variants) > 1 else ("", "")
    )
    why = says["changed"] if one.evolved else says["conflict"]
    explanation = why.format(a=first, b=second, reason=judgement.reason or says["no_single_truth"], rule=judgement.rule)
    severity, because = (None, "") if one.evolved else _severity(one, context)
    if because:
        support = len({c.article for v in one.variants for c in v})
        explanation = f"{explanation} {says[because].format(n=support)}"
    return Cluster(
        id=_key(one, [c for v in one.variants for c in v]),
        verdict=Verdict.EVOLVED if one.evolved else Verdict.CONFLICTING,
        slot=one.group.slot,
        severity=severity,
        question=question(one, context),
        explanation=explanation,
        rule=judgement.rule,
        variants=tuple(_variant(v, context) for v in one.variants),
        steps=one.steps + _event_steps(one, context),
    )


def _single(one: Compared, claims: Sequence[Claim], context: Context) -> Cluster:
    says = words_for(context.language)
    variant = _variant(claims, context)
    verdict = Verdict.CONSISTENT if variant.origins > 1 else Verdict.SINGLE_SOURCE
    return Cluster(
        id=_key(one, claims),
        verdict=verdict,
        slot=one.group.slot,
        severity=None,
        question=question(one, context),
        explanation=says[verdict.value].format(n=variant.origins),
        rule="agreement" if variant.origins > 1 else "one-origin",
        variants=(variant,),
        steps=one.steps + _event_steps(one, context),
    )


def _variant(claims: Sequence[Claim], context: Context) -> Variant:
    evidence = tuple(
        Evidence(
            c.article,
            c.span,
            context.articles[c.article].text[c.span.start : c.span.end],
            c.sentence,
            c.attributed_to,
            c.stance,
            c.rule,
        )
        for c in sorted(claims, key=lambda c: (context.articles[c.article].path, c.span))
    )
    origins = len({context.origins[c.article] for c in claims})
    return Variant(_label(claims, context.language), evidence, origins, _label(claims, _KEPT))


def _label(claims: Sequence[Claim], language: str) -> str:
    """The value that most of the claims give, in words; the fullest of them."""
    labels = [label(c.value, language) for c in claims]
    return max(sorted(set(labels)), key=lambda text: (labels.count(text), len(text)))


def _key(one: Compared, claims: Sequence[Claim]) -> str:
    """The id of a question. Of a quotation, it rests on the words that all its wordings share."""
    if one.group.slot is not Slot.QUOTATION:
        return _id(one.group.slot, one.group.about, one.group.facet)
    shared = frozenset.intersection(*(frozenset(c.value.words) for c in claims if isinstance(c.value, QuotationValue)))
    return _id(one.group.slot, " ".join(sorted(w for w in shared if len(w) > 3)), "")


def _id(slot: Slot, about: str, facet: str) -> str:
    return f"{slot.value}-{hashlib.sha256(f'{slot.value}|{about}|{facet}'.encode()).hexdigest()[:8]}"


def _distinct(clusters: Sequence[Cluster]) -> Iterator[Cluster]:
    """Ids told apart where one question has several clusters: the most important keeps the plain id."""
    seen: dict[str, int] = {}
    for cluster in sorted(clusters, key=lambda c: (_rank(c), c.variants[0].value)):
        seen[cluster.id] = count = seen.get(cluster.id, 0) + 1
        yield cluster if count == 1 else replace(cluster, id=f"{cluster.id}-{count}")


def _severity(one: Compared, context: Context) -> tuple[Severity, str]:
    """Who, where, when and how many of the main event before its details, wordings last; and the key of the reason."""
    if one.group.slot is Slot.QUOTATION:
        return "low", "severity:wording"
    support = len({c.article for v in one.variants for c in v})
    if support >= _MANY:
        return "high", "severity:many"
    if one.group.slot not in (Slot.ROLE, Slot.PARTICIPANT) and one.group.about in context.main.values():
        return "high", "severity:main"
    return "medium", "severity:detail"


def _event_steps(one: Compared, context: Context) -> tuple[str, ...]:
    event = context.events.get(one.group.about)
    return event.joined if event else ()


def question(one: Compared, context: Context) -> str:
    """The question that a cluster answers, in words."""
    says = words_for(context.language)
    about = one.group.about
    if one.group.slot is Slot.QUOTATION:
        subject = _speaker(one) or says["someone"]
    elif about in context.entities:
        subject = context.entities[about].name
    elif about in context.events:
        subject = _event_name(context.events[about], context)
    else:
        subject = about.removeprefix(TOPIC).removeprefix(UNNAMED).removeprefix("v:")
    template = (
        says.get(f"q:{one.group.slot.value}:{one.group.facet.split(':')[0]}") or says[f"q:{one.group.slot.value}"]
    )
    return template.format(about=subject, facet=one.group.facet)


def _speaker(one: Compared) -> str | None:
    """Who most of the articles say spoke."""
    named = [c.attributed_to for v in one.variants for c in v if c.attributed_to]
    return max(sorted(set(named)), key=named.count) if named else None


def _event_name(event: Event, context: Context) -> str:
    """The noun phrase that names it most often; the fullest of them."""
    named = [m.words for m in event.mentions if m.definite != "verb"] or [m.words for m in event.mentions]
    return max(sorted(set(named)), key=lambda text: (min(len(text), 60), text))[:90]


# -- careers: posts that follow each other --------------------------------------------------------


def _careers(compared: Sequence[Compared], context: Context) -> Iterator[Cluster]:
    """A person with one post in the earlier articles and another in the later ones has changed posts."""
    by_person: dict[str, list[Claim]] = {}
    for one in compared:
        if one.group.slot is Slot.ROLE:
            by_person.setdefault(one.group.about, []).extend(c for v in one.variants for c in v)
    says = words_for(context.language)
    for person, claims in sorted(by_person.items()):
        stages = _stages(claims, context)
        if len(stages) < 2:
            continue
        values = [label(stage[0].value, context.language) for stage in stages]
        yield Cluster(
            id=_id(Slot.ROLE, person, "career"),
            verdict=Verdict.EVOLVED,
            slot=Slot.ROLE,
            severity=None,
            question=says["q:role:career"].format(about=context.entities[person].name),
            explanation=says["changed"].format(a=values[0], b=values[-1], reason=says["posts_follow"], rule="career"),
            rule="career",
            variants=tuple(_variant(stage, context) for stage in stages),
            steps=tuple(f"{a} -> {b}" for a, b in pairwise(values)),
        )


def _stages(claims: Sequence[Claim], context: Context) -> list[list[Claim]]:
    """Former posts, then current ones; or what earlier articles say, then what later ones do."""
    ranked = [c for c in claims if isinstance(c.value, RoleValue) and c.value.rank]
    former = [c for c in ranked if c.value.phase == "former"]  # type: ignore[union-attr]
    current = [c for c in ranked if c.value.phase == "current"]  # type: ignore[union-attr]
    if former and current and not {c.value.rank for c in former} & {c.value.rank for c in current}:  # type: ignore[union-attr]
        return [former, current]
    dated: dict[str, list[Claim]] = {}
    for claim in current:
        dated.setdefault(claim.value.rank, []).append(claim)  # type: ignore[union-attr]
    spans = {}
    for rank, holders in dated.items():
        days = [day for c in holders if (day := context.articles[c.article].published) is not None]
        if days:
            spans[rank] = (min(days), max(days))
    ordered = sorted(spans, key=lambda rank: (spans[rank], rank))
    for earlier, later in pairwise(ordered):
        gap = (spans[later][0] - spans[earlier][1]).days
        if gap > 7 and any(_newly(c, context) for c in dated[later]):
            return [dated[earlier], dated[later]]
    return []


def _newly(claim: Claim, context: Context) -> bool:
    """Whether the words make the post a new one."""
    text = context.articles[claim.article].text
    near = text[max(claim.sentence.start, claim.span.start - 30) : claim.span.end].lower()
    return any(cue in near for cue in ("nouvel ", "nouveau ", "nouvelle ", "nommé", "désigné", "élu"))
