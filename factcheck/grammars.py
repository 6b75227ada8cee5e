"""Every rule of every kind, compiled: loaded once at the edge and passed down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from factcheck.frames import EventCues
from factcheck.kinds import (
    actions,
    agents,
    attribution,
    corrections,
    counts,
    dates,
    durations,
    figures,
    lengths,
    names,
    outcomes,
    participants,
    penalties,
    places,
    quantities,
    quotations,
    roles,
    scopes,
    whereabouts,
)
from factcheck.kinds.duration_grammar import DurationGrammar
from factcheck.kinds.lengths import LengthGrammar
from factcheck.kinds.penalty_grammar import PenaltyGrammar
from factcheck.read.passages import Layout
from factcheck.rules import Rules


@dataclass(frozen=True, slots=True)
class Grammars:
    """What finds and relates the values of each kind."""

    layout: Layout
    actions: actions.ActionGrammar
    agents: agents.AgentGrammar
    attribution: attribution.AttributionGrammar
    corrections: corrections.CorrectionGrammar
    counts: counts.CountGrammar
    cues: EventCues
    dates: dates.DateGrammar
    durations: DurationGrammar
    figures: figures.FigureCues
    lengths: LengthGrammar
    names: names.NameGrammar
    participants: participants.ParticipantGrammar
    outcomes: outcomes.OutcomeGrammar
    penalties: PenaltyGrammar
    places: places.Gazetteer
    quantities: quantities.QuantityGrammar
    quotations: quotations.QuotationGrammar
    roles: roles.RoleGrammar
    scopes: scopes.ScopeGrammar
    whereabouts: whereabouts.WhereaboutsGrammar


def load(rules: Rules) -> Grammars:
    """Compile all rules. Raises RuleError with path:line for one that cannot be used."""
    gazetteer = places.load(rules)
    return Grammars(
        layout=Layout.load(rules),
        actions=actions.load(rules),
        agents=agents.load(rules),
        attribution=attribution.load(rules),
        corrections=corrections.load(rules),
        counts=counts.load(rules),
        cues=EventCues.load(rules),
        dates=dates.load(rules),
        durations=durations.load(rules),
        figures=figures.load(rules),
        lengths=lengths.load(rules),
        names=names.load(rules),
        participants=participants.load(rules),
        outcomes=outcomes.load(rules),
        penalties=penalties.load(rules),
        places=gazetteer,
        quantities=quantities.load(rules),
        quotations=quotations.load(rules),
        roles=roles.load(rules, partial(places.states, gazetteer=gazetteer)),
        scopes=scopes.load(rules),
        whereabouts=whereabouts.load(rules, gazetteer),
    )
