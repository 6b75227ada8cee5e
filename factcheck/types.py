"""Every noun of the program, frozen.

Offsets count Unicode code points in the text of an article as its file decodes; ends are exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import pandas as pd


class Slot(StrEnum):
    """Which question about its subject a claim answers."""

    DATE = "date"
    PLACE = "place"
    QUANTITY = "quantity"
    DURATION = "duration"
    ROLE = "role"
    PARTICIPANT = "participant"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"
    ACTION = "action"


class Relation(StrEnum):
    """How two values of one kind stand to each other."""

    SAME = "same"
    COMPATIBLE = "compatible"  # one truth fits both: one is vaguer, or a part of the other
    CONFLICTING = "conflicting"  # no single truth fits both
    INCOMPARABLE = "incomparable"  # they answer two questions


class Verdict(StrEnum):
    """What the sources of one cluster say together."""

    CONSISTENT = "consistent"
    CONFLICTING = "conflicting"
    EVOLVED = "evolved"
    SINGLE_SOURCE = "single-source"


class Stance(StrEnum):
    """How firmly a claim is made."""

    ASSERTED = "asserted"
    EXPECTED = "expected"  # "se tiendra", "doit", "devrait"
    DENIED = "denied"
    REPORTED = "reported"  # the conditional of the press: "aurait"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Code points ``start`` (inclusive) to ``end`` (exclusive) of one article."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Judgement:
    """A relation, the rule that decided it, and one sentence for the reader."""

    relation: Relation
    rule: str
    reason: str = ""


# -- values, one class a kind ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DateValue:
    """A closed interval of days, and perhaps of minutes of the day.

    ``edtf`` is the value in Extended Date/Time Format (ISO 8601-2), e.g. ``2025-02-21/2025-02-28``.
    ``minutes`` is a closed interval of minutes since midnight, local time, or None for the whole day.
    """

    start: date
    end: date
    edtf: str
    minutes: tuple[int, int] | None = None
    approximate: bool = False
    kind: Literal["date"] = "date"


@dataclass(frozen=True, slots=True)
class PlaceValue:
    """A place and what it lies in.

    ``id`` is stable ("FR", "geonames:745044", "venue:consulate:RU:geonames:745044", or "name:<folded>" for a place
    that no gazetteer knows). ``within`` are the ids that hold it, nearest first. ``owner`` is the state (ISO 3166
    alpha-2) or body to which a building belongs.
    """

    id: str
    name: str
    level: Literal["country", "region", "city", "venue", "unknown"]
    within: tuple[str, ...] = ()
    owner: str | None = None
    kind: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An interval of numbers in one unit: "une trentaine" is about 30, "au moins 12" is 12 or more.

    ``low`` and ``high`` bound what the words can truthfully mean (``high`` may be infinite); ``stated`` is the number
    as written, when there is one. ``unit`` is "" for a bare count, "%", "pp", "EUR", "USD", "km", "year-old"...
    ``digits`` is the precision of the writing: the place value of its last significant digit (1000 for "4.200" is
    100). ``noun`` is the counted noun as written ("blessés"), or "".
    """

    low: float
    high: float
    stated: float | None
    unit: str = ""
    digits: float = 1.0
    approximate: bool = False
    noun: str = ""
    kind: Literal["quantity"] = "quantity"


@dataclass(frozen=True, slots=True)
class Duration:
    """An interval of lengths of time in seconds; "plusieurs heures" is two hours or more (``high`` may be infinite)."""

    low: float
    high: float
    stated: float | None
    unit: str  # the unit as written: "hour", "day", "month"...
    approximate: bool = False
    kind: Literal["duration"] = "duration"


@dataclass(frozen=True, slots=True)
class Penalty:
    """A penalty that is reckoned in time: the whole of it, what is to be served of it, and what is suspended.

    A part that the words leave open is None; "trois ans de prison" alone may be said of the whole or of the firm part.
    """

    total: Duration | None
    firm: Duration | None = None
    suspended: Duration | None = None
    kind: Literal["penalty"] = "penalty"


@dataclass(frozen=True, slots=True)
class RoleValue:
    """A post or description of a person.

    ``rank`` is the canonical name of the head with what changes its rank ("sous-secrétaire d'État adjoint"); two
    ranks of one ``family`` exclude each other at one time in one body. ``sender`` and ``receiver`` are states (ISO
    3166 alpha-2) for a post between states. ``body`` is the folded name of the organisation, ``portfolio`` the folded
    content words of what it covers. ``phase`` says whether the words make it past, present or coming.
    """

    rank: str
    family: str
    sender: str | None = None
    receiver: str | None = None
    body: str | None = None
    portfolio: frozenset[str] = frozenset()
    phase: Literal["current", "former", "coming"] = "current"
    kind: Literal["role"] = "role"


@dataclass(frozen=True, slots=True)
class QuotationValue:
    """Words between quotation marks. ``words`` are folded for comparison, in order."""

    text: str
    words: tuple[str, ...]
    kind: Literal["quotation"] = "quotation"


@dataclass(frozen=True, slots=True)
class PartyValue:
    """Who takes part: the id of an entity, and its name for the reader.

    ``of`` tells what it was done to, where that is known; ``shared`` whether others may have done it as well.
    """

    entity: str
    name: str
    of: str = ""
    shared: bool = False
    described: str = ""  # the class of the words that describe them ("keeper"), where a name is missing or goes with it
    kind: Literal["party"] = "party"


Turns = Literal["", "once", "again"]


@dataclass(frozen=True, slots=True)
class ActionValue:
    """What happened, or whether it did: a class of verbs and its polarity.

    ``turns`` tells of an answer to a question whether time changes it: once from no to yes, or to and fro.
    """

    action: str
    positive: bool
    words: str
    topics: frozenset[str] = frozenset()  # of an answer to a question: what it is about
    apart: frozenset[str] = frozenset()  # and the persons or classes that tell it from others ("person:driver")
    turns: Turns = ""
    kind: Literal["action"] = "action"


Value = DateValue | PlaceValue | Quantity | Duration | Penalty | RoleValue | QuotationValue | PartyValue | ActionValue


# -- what is found in a text ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """One value found in a text by a rule of its kind: the words that carry it, and the rule's name."""

    span: Span
    value: Value
    rule: str


# -- articles -------------------------------------------------------------------------------------

PublishedFrom = Literal["front-matter", "file-name", "dateline", "text", "corpus", "option"]


class Part(StrEnum):
    """What a stretch of an article is."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    BODY = "body"
    ASIDE = "aside"  # bylines, credits, links to other stories, calls to subscribe: nothing is claimed from it


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of an article, and what it is."""

    part: Part
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One article as read. ``id`` depends on its content alone."""

    id: str
    path: str  # relative to the parent of the folder that was checked, with '/'
    text: str
    passages: tuple[Passage, ...]
    title: str | None = None
    outlet: str | None = None
    language: str = "fr"
    published: date | None = None
    published_from: PublishedFrom | None = None
    credits: tuple[str, ...] = ()  # agencies that the article credits
    authors: tuple[str, ...] = ()
    offsets_in: Literal["file", "extracted-text"] = "file"  # what spans count in: the file, or ``text`` alone
    identifier: str | None = None  # what stays the same through all versions of one article: its id or address
    version: int | None = None  # the higher supersedes the lower
    updated: datetime | None = None  # when this version was written, as the file says
    notes: tuple[str, ...] = ()  # what a reader should know of how the file was read


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not checked, and why."""

    path: str
    reason: str


# -- claims ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, of a person, an organisation or a place."""

    article: str
    span: Span
    text: str
    kind: Literal["person", "organisation", "place"]


@dataclass(frozen=True, slots=True)
class Entity:
    """All mentions of one person, organisation or place; ``name`` is the form shown to a reader."""

    id: str
    kind: Literal["person", "organisation", "place"]
    name: str
    mentions: tuple[Mention, ...]
    why: tuple[str, ...] = ()  # how different forms came together, one sentence each, for a reader who checks


@dataclass(frozen=True, slots=True)
class Claim:
    """One answer that one article gives to one question.

    ``about`` is what the question is asked of (the id of an entity, an event or a topic) and ``facet`` which question
    of the slot it is ("lead:FR": who leads the French side); claims are compared only where both are equal.
    ``context`` is the sentence without the words of the value, for the embedding. A claim that is not ``firm`` can
    agree with others but never stands against them.
    """

    article: str
    slot: Slot
    about: str
    facet: str
    value: Value
    span: Span
    sentence: Span
    context: str
    stance: Stance = Stance.ASSERTED
    attributed_to: str | None = None
    rule: str = ""
    firm: bool = True
    unnamed: bool = False  # a figure of what is not said; opposed only to what is told in nearly the same words
    replaces: tuple[Value, ...] = ()  # what the article says was wrong
    held: DateValue | None = None  # when it held, or was told: an hour of the text, or the day of publication
    camp: str | None = None  # which side the source is on, for figures that two sides count
    scope: frozenset[str] = frozenset()  # what a figure is told of, as "kind:value": "who:police", "at:geonames:1"


# -- the report -----------------------------------------------------------------------------------

Severity = Literal["high", "medium", "low"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of one article that carry a value."""

    article: str
    span: Span
    text: str
    sentence: Span
    attributed_to: str | None
    stance: Stance
    rule: str  # the rule that read the value from the words


@dataclass(frozen=True, slots=True)
class Variant:
    """One answer to the question of a cluster, and all that say so."""

    value: str
    evidence: tuple[Evidence, ...]
    origins: int  # independent origins among its articles
    key: str = ""  # the value in words that do not depend on the language of the report


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims that answer one question about one thing, and what they say together."""

    id: str
    verdict: Verdict
    slot: Slot
    severity: Severity | None
    question: str
    explanation: str
    rule: str  # the rule that decided
    variants: tuple[Variant, ...]
    steps: tuple[str, ...] = ()  # every step that led to the verdict, in order, for `factcheck explain`
    confidence: float | None = None  # None: not calibrated


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Words that carry a value which could not be resolved, and why."""

    article: str
    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that one check found, in an order that depends on the content alone.

    ``origins`` maps the id of each article to its origin: articles with one origin count as one source.
    """

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]
    entities: tuple[Entity, ...]
    clusters: tuple[Cluster, ...]
    unresolved: tuple[Unresolved, ...]
    origins: dict[str, str]

    def to_frame(self) -> dict[str, pd.DataFrame]:
        """The tables "claims", "clusters" and "evidence"; their columns are documented in ``factcheck.report.frames``."""
        from factcheck.report.frames import to_frames

        return to_frames(self)


# -- a report held against what is known already ---------------------------------------------------


class State(StrEnum):
    """How a conflict stands to a baseline. One that a baseline knows and the articles no longer hold is resolved."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"  # the question is known, and a value of it is new


Dismissal = Literal["accepted", "false-alarm", "source-corrected"]


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That a person has seen a conflict and says why it need not stop anybody; ``until`` is its last day."""

    cluster: str
    reason: str
    dismissal: Dismissal = "accepted"
    by: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A conflict as a baseline keeps it: nothing that a moved line, a renamed file or another wording would change.

    ``cluster`` is the id of the question, ``about`` the question in words, ``values`` its normalised values, sorted,
    ``occurrences`` how many conflicts of the report are alike in slot, question and values.
    """

    cluster: str
    slot: Slot | None  # None where an acknowledgement came before the conflict was seen
    about: str
    values: tuple[str, ...]
    occurrences: int = 1
    acknowledged: Acknowledgement | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One conflict of a report, and how it stands to the baseline (None without one).

    ``fingerprint`` (16 hexadecimal digits) stays while slot, question and values do; no two findings share one.
    """

    cluster: Cluster
    fingerprint: str
    state: State | None = None
    acknowledged: Acknowledgement | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A report with its conflicts held against a baseline and, perhaps, narrowed to what a change touches.

    ``findings`` are the conflicts to tell, worst first. ``changed`` are the paths of the articles that the change at
    hand adds or rewrites, or None where none was named. ``expired`` acknowledgements are past their last day, ``unused``
    ones belong to no conflict.
    """

    report: Report
    findings: tuple[Finding, ...]
    resolved: tuple[Known, ...] = ()
    expired: tuple[Acknowledgement, ...] = ()
    unused: tuple[Acknowledgement, ...] = ()
    changed: frozenset[str] | None = None
