"""The report's own words, one set a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from factcheck.errors import FactcheckError

Count = tuple[str, str]  # one, many; "{n}" is the number


@dataclass(frozen=True, slots=True)
class Words:
    """Everything a report says in its own voice, in one language."""

    language: str
    zero_is_one: bool  # whether 0 takes the singular, as in French
    months: tuple[str, ...]
    first_of_month: str
    colon: str

    title: str
    nothing: str
    no_conflict: str
    conflict_count: Count
    between: Count  # articles
    independent: Count
    origins: Count
    evolved_count: Count
    consistent_count: Count
    single_count: Count
    skipped_count: Count
    unresolved_count: Count
    note: str

    conflicts: str
    evolved: str
    evolved_note: str
    consistent: str
    single: str
    names: str
    names_note: str
    readings: str
    skipped: str
    unresolved: str
    articles: str

    question: str
    value: str
    source: str
    sources: str
    passage: str
    where: str
    day: str
    entity: str
    kind: str
    forms: str
    why: str
    title_column: str
    published: str
    read_from: str
    origin: str
    file: str
    reason: str
    words: str
    topic: str
    severity_column: str
    severity_of: str
    identifier: str

    rule: str
    via: str
    according_to: str
    others: Count
    unknown_day: str
    written: str
    verdict: str
    steps: str
    severity: Mapping[str, str]
    slot: Mapping[str, str]
    verdicts: Mapping[str, str]
    stance: Mapping[str, str]
    kinds: Mapping[str, str]
    published_from: Mapping[str, str]

    states: Mapping[str, str]  # of a conflict against a baseline
    dismissals: Mapping[str, str]
    dismissed: str  # "{0}" says as what
    signed: str  # who acknowledged
    until: str
    resolved: str
    expired: str
    unused: str
    extracted: str  # of an article whose text was extracted from its file
    cut: str  # of a summary that is longer than is kept
    new_count: Count
    resolved_count: Count

    def count(self, n: int, forms: Count) -> str:
        """``n`` with the form of the word that goes with it."""
        one = n == 1 or (n == 0 and self.zero_is_one)
        return forms[0 if one else 1].format(n=n)

    def on(self, day: date | None) -> str:
        """A day as a reader writes it: "10 April 2025", "1er mai 2025"."""
        if day is None:
            return self.unknown_day
        first = self.first_of_month if day.day == 1 else str(day.day)
        return f"{first} {self.months[day.month - 1]} {day.year}"


def _frozen(**labels: str) -> Mapping[str, str]:
    return MappingProxyType({key.replace("_", "-"): label for key, label in labels.items()})


ENGLISH = Words(
    language="en",
    zero_is_one=False,
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December"),
    first_of_month="1",
    colon=":",
    title="Fact check",
    nothing="No article was checked.",
    no_conflict="No conflict",
    conflict_count=("{n} conflict", "{n} conflicts"),
    between=("in {n} article", "between {n} articles"),
    independent=("{n} independent origin", "{n} independent origins"),
    origins=("{n} origin", "{n} origins"),
    evolved_count=("{n} change over time", "{n} changes over time"),
    consistent_count=("{n} point of agreement", "{n} points of agreement"),
    single_count=("{n} said by one source only", "{n} said by one source only"),
    skipped_count=("{n} file skipped", "{n} files skipped"),
    unresolved_count=("{n} passage not resolved", "{n} passages not resolved"),
    note="This report shows where the sources differ, not who is right. Articles of one origin (one dispatch, one copied "
    "text) count as one source. Every passage links to the line it was read from, with the deciding words in bold.",
    conflicts="Conflicts",
    evolved="What changed over time",
    evolved_note="These values differ because the thing itself changed; no source contradicts another.",
    consistent="What the sources agree on",
    single="Said by one source only",
    names="Names read as one",
    names_note="Each line was taken for one person, organisation or place. A wrong line here makes a wrong verdict above.",
    readings="Dates and posts read as one",
    skipped="Files that were not checked",
    unresolved="Passages that could not be resolved",
    articles="Articles checked",
    question="Question",
    value="Value",
    source="Source",
    sources="Sources",
    passage="Passage",
    where="Where",
    day="Published",
    entity="Name",
    kind="Kind",
    forms="As written",
    why="Why they are one",
    title_column="Title",
    published="Published",
    read_from="Day read from",
    origin="Origin",
    file="File",
    reason="Reason",
    words="Words",
    topic="Topic",
    severity_column="Severity",
    severity_of="{} severity",
    identifier="id",
    rule="rule",
    via="origin: {}",
    according_to="according to {}",
    others=("and {n} more", "and {n} more"),
    unknown_day="day unknown",
    written="Report written to",
    verdict="Verdict",
    steps="How the verdict was reached",
    severity=_frozen(high="high", medium="medium", low="low"),
    slot=_frozen(date="date", place="place", quantity="quantity", duration="duration", role="role",
                 participant="participant", quotation="quotation", attribution="attribution", action="action"),
    verdicts=_frozen(consistent="consistent", conflicting="conflicting", evolved="evolved",
                     single_source="single source"),
    stance=_frozen(asserted="", expected="announced", denied="denied", reported="unconfirmed"),
    kinds=_frozen(person="person", organisation="organisation", place="place"),
    published_from=_frozen(front_matter="front matter", file_name="file name", dateline="dateline", text="the text",
                           corpus="the other articles", option="--published"),
    states=_frozen(new="new", unchanged="known", changed="known question, new value"),
    dismissals=_frozen(accepted="accepted", false_alarm="false alarm", source_corrected="corrected by the source"),
    dismissed="acknowledged as {}",
    signed="by {}",
    until="until {}",
    resolved="Resolved since the baseline",
    expired="Acknowledgements past their last day",
    unused="Acknowledgements of no conflict",
    extracted="text extracted from the file: lines are those of the text",
    cut="Cut here, since no more than 1 MiB of a summary is kept. The other reports are whole.",
    new_count=("{n} new", "{n} new"),
    resolved_count=("{n} resolved", "{n} resolved"),
)  # fmt: skip

FRENCH = Words(
    language="fr",
    zero_is_one=True,
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
            "novembre", "décembre"),
    first_of_month="1er",
    colon="\u00a0:",
    title="Vérification croisée",
    nothing="Aucun article n’a été vérifié.",
    no_conflict="Aucune contradiction",
    conflict_count=("{n} contradiction", "{n} contradictions"),
    between=("dans {n} article", "entre {n} articles"),
    independent=("{n} origine indépendante", "{n} origines indépendantes"),
    origins=("{n} origine", "{n} origines"),
    evolved_count=("{n} évolution dans le temps", "{n} évolutions dans le temps"),
    consistent_count=("{n} point d’accord", "{n} points d’accord"),
    single_count=("{n} point donné par une seule source", "{n} points donnés par une seule source"),
    skipped_count=("{n} fichier ignoré", "{n} fichiers ignorés"),
    unresolved_count=("{n} passage non résolu", "{n} passages non résolus"),
    note="Ce rapport montre où les sources divergent, non qui a raison. Les articles d’une même origine (une dépêche, un "
    "texte recopié) comptent pour une seule source. Chaque passage renvoie à la ligne où il a été lu, les mots décisifs "
    "en gras.",
    conflicts="Contradictions",
    evolved="Ce qui a changé dans le temps",
    evolved_note="Ces valeurs diffèrent parce que la chose elle-même a changé\u00a0; aucune source n’en contredit une autre.",
    consistent="Ce sur quoi les sources s’accordent",
    single="Donné par une seule source",
    names="Noms lus comme un seul",
    names_note="Chaque ligne a été prise pour une seule personne, organisation ou un seul lieu. Une ligne fausse ici "
    "fausse un verdict plus haut.",
    readings="Dates et fonctions lues comme une seule",
    skipped="Fichiers non vérifiés",
    unresolved="Passages non résolus",
    articles="Articles vérifiés",
    question="Question",
    value="Valeur",
    source="Source",
    sources="Sources",
    passage="Passage",
    where="Où",
    day="Publié le",
    entity="Nom",
    kind="Genre",
    forms="Formes relevées",
    why="Pourquoi c’est le même",
    title_column="Titre",
    published="Publié le",
    read_from="Jour tiré de",
    origin="Origine",
    file="Fichier",
    reason="Raison",
    words="Mots",
    topic="Sujet",
    severity_column="Gravité",
    severity_of="gravité {}",
    identifier="id",
    rule="règle",
    via="origine\u00a0: {}",
    according_to="selon {}",
    others=("et {n} autre", "et {n} autres"),
    unknown_day="jour inconnu",
    written="Rapport écrit dans",
    verdict="Verdict",
    steps="Comment ce verdict a été rendu",
    severity=_frozen(high="élevée", medium="moyenne", low="faible"),
    slot=_frozen(date="date", place="lieu", quantity="quantité", duration="durée", role="fonction",
                 participant="participant", quotation="citation", attribution="attribution", action="action"),
    verdicts=_frozen(consistent="concordant", conflicting="contradictoire", evolved="évolution",
                     single_source="une seule source"),
    stance=_frozen(asserted="", expected="annoncé", denied="démenti", reported="au conditionnel"),
    kinds=_frozen(person="personne", organisation="organisation", place="lieu"),
    published_from=_frozen(front_matter="l’en-tête", file_name="le nom du fichier", dateline="la ligne de date",
                           text="le texte", corpus="les autres articles", option="--published"),
    states=_frozen(new="nouvelle", unchanged="connue", changed="question connue, valeur nouvelle"),
    dismissals=_frozen(accepted="admise", false_alarm="fausse alerte", source_corrected="corrigée par la source"),
    dismissed="classée : {}",
    signed="par {}",
    until="jusqu’au {}",
    resolved="Levées depuis l’état de référence",
    expired="Classements arrivés à échéance",
    unused="Classements sans objet",
    extracted="texte extrait du fichier\u00a0: les lignes sont celles du texte",
    cut="Coupé ici\u00a0: un résumé ne garde pas plus d’un Mio. Les autres rapports sont entiers.",
    new_count=("{n} nouvelle", "{n} nouvelles"),
    resolved_count=("{n} levée", "{n} levées"),
)  # fmt: skip

LANGUAGES: Mapping[str, Words] = MappingProxyType({"en": ENGLISH, "fr": FRENCH})


def words(language: str) -> Words:
    """The words of one language. Raises FactcheckError if the report does not speak it."""
    try:
        return LANGUAGES[language]
    except KeyError:
        raise FactcheckError(f"no report in {language!r}: choose one of {', '.join(LANGUAGES)}") from None
