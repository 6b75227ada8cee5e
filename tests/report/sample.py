"""A small report made by hand, with something in every section. The story is invented."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from factcheck.types import (
    Acknowledgement,
    Article,
    Cluster,
    Entity,
    Evidence,
    Finding,
    Known,
    Mention,
    Report,
    Review,
    Severity,
    Skipped,
    Slot,
    Span,
    Stance,
    State,
    Unresolved,
    Variant,
    Verdict,
)

NORD = """Incendie à l’usine Valmy
Nantes, 3 mars (AFP) - Un incendie a détruit lundi l’usine Valmy, à Nantes.

Le feu a fait 12 blessés, selon la préfecture. « Nous reconstruirons ici », a promis Hélène Marty, directrice du site.
"""
OUEST = """Usine Valmy : le feu, puis la colère

L’incendie de lundi a fait au moins dix-sept blessés. Il s’est déclaré à 4 h 30, dans la nuit, au sous-sol d’un \
entrepôt où l’on gardait des cartons, des palettes et des solvants, d’après les premiers éléments que les pompiers ont \
donnés à la presse devant les grilles de l’usine encore fumante. Mme Marty, directrice adjointe, doit parler mardi.
"""
SOIR = """Le feu de Valmy a fait douze blessés\r\n\r\nL’usine a brûlé le 3 mars, a dit H. Marty | directrice *par intérim*.\r\n"""
BILAN = """Valmy : le bilan s’alourdit
Un des blessés est mort jeudi : le bilan passe à 11 blessés et 1 mort.
"""

ARTICLES = (
    Article("a1", "valmy/nord (1).txt", NORD, (), "Incendie à l’usine Valmy", "Le Nord", "fr", date(2025, 3, 3), "dateline"),
    Article("a2", "valmy/ouest.md", OUEST, (), "Usine Valmy : le feu, puis la colère", "Ouest & Cie", "fr",
            date(2025, 3, 4), "front-matter"),
    Article("a3", "valmy/soir_2025-03-04.txt", SOIR, (), None, None, "fr", date(2025, 3, 4), "file-name"),
    Article("a4", "valmy/sans-date.txt", BILAN, (), "Valmy : le bilan s’alourdit", "Le Soir"),
)  # fmt: skip
_BY_ID = {article.id: article for article in ARTICLES}


def span(article: str, words: str) -> Span:
    """Where ``words`` stand; they must stand there once."""
    text = _BY_ID[article].text
    assert text.count(words) == 1, words
    start = text.index(words)
    return Span(start, start + len(words))


def evidence(article: str, words: str, sentence: str | tuple[str, str], **more: Any) -> Evidence:
    first, last = (sentence, sentence) if isinstance(sentence, str) else sentence
    whole = Span(span(article, first).start, span(article, last).end)
    stance = more.pop("stance", Stance.ASSERTED)
    return Evidence(
        article, span(article, words), words, whole, more.pop("by", None), stance, more.pop("rule", "digits")
    )


INJURED_NORD = evidence("a1", "12 blessés", "Le feu a fait 12 blessés, selon la préfecture.", by="la préfecture")
INJURED_SOIR = evidence("a3", "douze blessés", "Le feu de Valmy a fait douze blessés", rule="words")
INJURED_OUEST = evidence("a2", "au moins dix-sept blessés", ("L’incendie de lundi", "blessés."), rule="at-least")
INJURED_LATER = evidence("a4", "11 blessés", ("Un des blessés", "1 mort."))

CLUSTERS = (
    Cluster(
        "q-post", Verdict.CONFLICTING, Slot.ROLE, "medium", "Which post does Hélène Marty hold?",
        "One body has one director at a time: “directrice” and “directrice adjointe” exclude each other.",
        "rank-excludes",
        (
            Variant("director", (evidence("a1", "directrice du site", ("« Nous", "site."), rule="post"),), 1),
            Variant("deputy director", (
                evidence("a2", "directrice adjointe", ("Mme Marty", "mardi."), stance=Stance.REPORTED, rule="post"),), 1),
        ),
        ("Both name one person.", "Both are current."),
    ),
    Cluster(
        "q-injured", Verdict.CONFLICTING, Slot.QUANTITY, "high", "How many were injured in the fire at Valmy?",
        "12 lies below 17 or more, and all three speak of the same day.", "disjoint-intervals",
        (Variant("12", (INJURED_NORD, INJURED_SOIR), 1), Variant("17 or more", (INJURED_OUEST,), 1)),
        ("Three claims about one event.", "[12, 12] and [17, ∞) do not meet.", "So: conflicting."), 0.91,
    ),
    Cluster(
        "q-toll", Verdict.EVOLVED, Slot.QUANTITY, None, "How many are injured, as time goes by?",
        "The later article says that the toll changed.", "toll-updated",
        (Variant("11", (INJURED_LATER,), 1), Variant("12", (INJURED_NORD,), 1)),
    ),
    Cluster(
        "q-day", Verdict.CONSISTENT, Slot.DATE, None, "On which day did the plant burn?",
        "Both words mean 3 March 2025.", "same-day",
        (Variant("2025-03-03", (
            evidence("a1", "lundi", ("Nantes, 3 mars", "à Nantes."), rule="weekday"),
            evidence("a2", "lundi", ("L’incendie de lundi", "blessés."), rule="weekday"),
            evidence("a3", "le 3 mars", ("L’usine a brûlé", "intérim*."), rule="day-month")), 2),),
    ),
    Cluster(
        "q-hour", Verdict.SINGLE_SOURCE, Slot.DATE, None, "At what time did the fire break out?",
        "One article alone says it.", "one-article",
        (Variant("04:30", (evidence("a2", "à 4 h 30", ("Il s’est déclaré", "fumante."), rule="hour"),), 1),),
    ),
)  # fmt: skip


def mention(article: str, words: str, kind: Literal["person", "organisation", "place"] = "person") -> Mention:
    return Mention(article, span(article, words), words, kind)


REPORT = Report(
    articles=ARTICLES,
    skipped=(Skipped("valmy/photo.jpg", "not a format that is read (.md, .txt)"),),
    entities=(
        Entity("e1", "person", "Hélène Marty",
               (mention("a1", "Hélène Marty"), mention("a2", "Mme Marty"), mention("a3", "H. Marty")),
               ("“Mme Marty” has the surname and the gender of the only Marty.", "“H.” begins “Hélène”.")),
        Entity("e2", "place", "Nantes", (Mention("a1", Span(25, 31), "Nantes", "place"),)),
    ),
    clusters=CLUSTERS,
    unresolved=(Unresolved("a4", span("a4", "jeudi"), "jeudi", "the day of publication is not known"),),
    origins={"a1": "AFP", "a2": "a2", "a3": "AFP", "a4": "a4"},
)  # fmt: skip

SEEN = Acknowledgement("q-post", "both posts are hers, says the site", "false-alarm", "A. Desk", date(2025, 6, 30))
REVIEW = Review(
    REPORT,
    (
        Finding(CLUSTERS[1], "0123456789abcdef", State.NEW),
        Finding(CLUSTERS[0], "fedcba9876543210", State.UNCHANGED, SEEN),
    ),
    resolved=(Known("date-0a1b2c3d", Slot.DATE, "When did Valmy open?", ("1912", "1921")),),
    expired=(Acknowledgement("q-old", "wait for the inquiry", until=date(2025, 1, 31)),),
    unused=(Acknowledgement("q-gone", "the source has\n::error::corrected it", "source-corrected"),),
    changed=frozenset({"valmy/nord (1).txt"}),
)

EMPTY = Report((), (), (), (), (), {})


def conflict(identifier: str, severity: Severity | None, origins: int) -> Cluster:
    """A conflict on the injured, with what decides its place in the report."""
    variants = (Variant("12", (INJURED_NORD,), origins), Variant("17 or more", (INJURED_OUEST,), 1))
    return Cluster(
        identifier, Verdict.CONFLICTING, Slot.QUANTITY, severity, f"{identifier}?", "They differ.", "r", variants
    )
