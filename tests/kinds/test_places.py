from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck import rules
from factcheck.kinds import places
from factcheck.types import Found, PlaceValue, Relation

RULES = rules.load()
GAZETTEER = places.load(RULES)


def _found(text: str) -> list[tuple[str, str]]:
    return [(text[f.span.start : f.span.end], f.value.id) for f in _all(text) if isinstance(f.value, PlaceValue)]


def _all(text: str) -> list[Found]:
    return places.find(text, GAZETTEER)


def _only(text: str) -> PlaceValue:
    values = [f.value for f in _all(text)]
    assert len(values) == 1 and isinstance(values[0], PlaceValue), values
    return values[0]


def _place(name: str, within: str | None = None) -> PlaceValue:
    found = places.lookup(name, GAZETTEER, within)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("l'ambassadeur de Moscou à Washington", ["RU", "US"]),
        ("les diplomates américaines", ["US"]),
        ("un accord franco-allemand", ["FR", "DE"]),
        ("des échanges américano-russes", ["US", "RU"]),
        ("le ministre sud-coréen", ["KR"]),
        ("la Corée du Sud", ["KR"]),
        ("L’Élysée a démenti", ["FR"]),
        ("L'Elysée a démenti", ["FR"]),
        ("la Maison Blanche", ["US"]),
        ("la maison blanche au bout du chemin", []),
        ("George Washington", []),
        ("Anatole France", []),
        ("le président des États-Unis Jean Durand", ["US"]),
        ("l'ambassadrice de Côte d’Ivoire en République démocratique du Congo", ["CI", "CD"]),
        ("le consul de l'Union européenne au Caire", ["EU", "EG"]),
        ("PARIS ACCUSE MOSCOU", ["FR", "RU"]),
        ("les relations Paris-Berlin", ["FR", "DE"]),
        ("les Nigériens et les Nigérians", ["NE", "NG"]),
        ("les négociateurs turcs et grecques", ["TR", "GR"]),
        ("le Paris Saint-Germain", []),
        ("Le député a parlé de la place", []),
        ("aux Pays-Bas et en Grande-Bretagne", ["NL", "GB"]),
    ],
)
def test_states(text: str, codes: list[str]) -> None:
    found = places.states(text, GAZETTEER)
    assert [code for _, code in found] == codes
    assert all(0 <= span.start < span.end <= len(text) for span, _ in found)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("russe", "RU"), ("américaines", "US"), ("Ukrainiennes", "UA"), ("grecque", "GR"), ("turcs", "TR"),
        ("franco-allemand", "FR"), ("saoudienne", "SA"), ("nigérian", "NG"), ("nigérien", "NE"), ("bretonne", None),
        ("", None), ("lettonnes", "LV"), ("thaïlandaise", "TH"), ("portugais", "PT"),
    ],
)  # fmt: skip
def test_demonym(word: str, code: str | None) -> None:
    assert places.demonym(word, GAZETTEER) == code


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Kiev", "Kyiv"),
        ("Pékin", "Beijing"),
        ("Riyad", "Ryad"),
        ("Londres", "London"),
        ("Le Caire", "Cairo"),
        ("Etats-Unis", "USA"),
    ],
)
def test_one_place_in_two_names(name: str, other: str) -> None:
    assert _place(name) == _place(other)


@pytest.mark.parametrize(
    ("name", "held"), [("Lyon", "FR-ARA"), ("Valence", "FR"), ("Brest", "FR-BRE"), ("Vienne", "AT"), ("Munich", "DE")]
)
def test_lookup_takes_the_likeliest(name: str, held: str) -> None:
    assert held in _place(name).within


def test_lookup_with_a_department() -> None:
    assert _place("Vienne", "FR-38").within[:3] == ("FR-38", "FR-ARA", "FR")
    assert places.lookup("Xyzzyville", GAZETTEER) is None
    assert places.lookup("", GAZETTEER) is None


LYON = "geonames:2996944"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Il vit à Lyon.", [("à Lyon", LYON)]),
        ("LYON - Il pleut.", [("LYON", LYON)]),
        ("au consulat général italien à Lyon", [("au consulat général italien à Lyon", f"venue:consulate:IT:{LYON}")]),
        (
            "au consulat général d’Italie à Lyon",
            [("au consulat général d’Italie à Lyon", f"venue:consulate:IT:{LYON}")],
        ),
        (
            "à la résidence de l'ambassadeur de France",
            [("à la résidence de l'ambassadeur de France", "venue:residence:FR:")],
        ),
        ("au palais Bellini", [("au palais Bellini", "venue:palace:bellini:")]),
        ("à l'hôtel Al-Rahba de Lyon", [("à l'hôtel Al-Rahba de Lyon", f"venue:hotel:rahba:{LYON}")]),
        ("dans le gymnase", [("dans le gymnase", "venue:hall::")]),
        ("place du 8-Mai-1945", [("place du 8-Mai-1945", "venue:square:8 mai 1945:")]),
        ("sur l'esplanade de la gare", [("sur l'esplanade de la gare", "venue:square:gare:")]),
        ("près de Lyon", [("près de Lyon", f"near:{LYON}")]),
        ("au sud-est", []),
        ("dans le Vercors", [("dans le Vercors", "name:vercors")]),
        ("à Orgelle-sur-Vanne (Yonne)", [("à Orgelle-sur-Vanne", "name:orgelle sur vanne"), ("Yonne", "FR-89")]),
        ("Nice surprise. Orange a vendu. La Police a tenu le Bar.", []),
        ("Il a pris la place de Durand, mis en place hier.", []),
        ("L'hôpital a démenti.", []),
        ("Il l'a donné à Durand.", []),
        ("au Havre", [("au Havre", "geonames:3003796")]),
        ("dans le Puy-de-Dôme", [("dans le Puy-de-Dôme", "FR-63")]),
        ("un vent du Nord", []),
        ("la somme est de 3 euros dans la manche", []),
        ("de Florence Durand", []),
        ("au palais Bellini. Le ministre", [("au palais Bellini", "venue:palace:bellini:")]),
        ("en Arabie\u00a0saoudite", [("en Arabie\u00a0saoudite", "SA")]),
    ],
)
def test_find(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


@given(st.text(max_size=80))
def test_find_and_states_take_any_text(text: str) -> None:
    for found in places.find(text, GAZETTEER):
        assert 0 <= found.span.start < found.span.end <= len(text)
    for span, _ in places.states(text, GAZETTEER):
        assert 0 <= span.start < span.end <= len(text)


SAME, COMPATIBLE = Relation.SAME, Relation.COMPATIBLE
CONFLICTING, INCOMPARABLE = Relation.CONFLICTING, Relation.INCOMPARABLE


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("à Kiev", "à Kyiv", SAME),
        ("à Riyad", "en Arabie saoudite", COMPATIBLE),
        ("à Lyon", "en Auvergne-Rhône-Alpes", COMPATIBLE),
        ("à Lyon", "en France", COMPATIBLE),
        ("en Guadeloupe", "en France", COMPATIBLE),
        ("en Italie", "en Europe", COMPATIBLE),
        ("à Lyon", "à Genève", CONFLICTING),
        ("à Lyon", "à Grenoble", CONFLICTING),
        ("à Lyon", "à Vénissieux", INCOMPARABLE),
        ("en Italie", "en Espagne", CONFLICTING),
        ("à Lyon", "en Italie", CONFLICTING),
        ("à Lyon", "en Bretagne", CONFLICTING),
        ("dans le Puy-de-Dôme", "dans le Cantal", CONFLICTING),
        ("à Lyon", "dans le Rhône", INCOMPARABLE),
        ("au consulat général d'Italie", "au consulat général d'Espagne", CONFLICTING),
        ("au consulat d'Italie", "au consulat général italien à Lyon", SAME),
        ("au consulat d'Italie", "à la résidence du consulat d'Italie", COMPATIBLE),
        ("au palais Bellini", "à l'hôtel Rahba", CONFLICTING),
        ("au palais Bellini", "dans le palais", COMPATIBLE),
        ("à l'hôtel Rahba", "à l'hôtel Rahba de Lyon", SAME),
        ("à l'hôtel Rahba", "à Lyon", COMPATIBLE),
        ("à l'hôtel Rahba de Lyon", "à Grenoble", CONFLICTING),
        ("place du Marché", "à l'hôtel Rahba", INCOMPARABLE),
        ("place de la Paix", "place de la République", CONFLICTING),
        ("dans le gymnase", "à la mairie", INCOMPARABLE),
        ("à Orgelle-sur-Vanne", "à Monts-sur-Thiers", INCOMPARABLE),
        ("à Orgelle-sur-Vanne", "à Orgelle-sur-Vanne (Yonne)", SAME),
        ("près de Lyon", "à Lyon", COMPATIBLE),
        ("près de Lyon", "à Vénissieux", INCOMPARABLE),
        ("près de Lyon", "en Italie", CONFLICTING),
    ],
)
def test_relate(one: str, other: str, relation: Relation) -> None:
    a, b = (next(f.value for f in _all(text)) for text in (one, other))
    assert isinstance(a, PlaceValue) and isinstance(b, PlaceValue)
    assert places.relate(a, b).relation is relation
    assert places.relate(b, a) == places.relate(a, b)


def test_two_unknown_places_in_two_departments_conflict() -> None:
    one = _all("à Orgelle-sur-Vanne (Yonne)")[0].value
    other = _all("à Monts-sur-Thiers (Cantal)")[0].value
    assert isinstance(one, PlaceValue) and isinstance(other, PlaceValue)
    assert places.relate(one, other).relation is CONFLICTING


_NAMES = ["Lyon", "France", "Isère", "Kiev", "Auvergne", "Europe", "Vénissieux", "Guadeloupe", "Hong Kong", "Chine"]
_TEXTS = [
    "au palais Bellini",
    "dans le gymnase",
    "à Orgelle-sur-Vanne (Yonne)",
    "près de Lyon",
    "à l'hôtel Rahba de Lyon",
]
_VALUES = [_place(name) for name in _NAMES] + [v for t in _TEXTS if isinstance(v := _all(t)[0].value, PlaceValue)]


@given(st.sampled_from(_VALUES), st.sampled_from(_VALUES))
def test_relate_is_symmetric_and_reflexive(a: PlaceValue, b: PlaceValue) -> None:
    assert places.relate(a, b) == places.relate(b, a)
    assert places.relate(a, a).relation is SAME
    if places.holds(a, b):
        assert places.relate(a, b).relation in (SAME, COMPATIBLE)


def test_labels() -> None:
    assert places.label(_place("Russie")) == "Russia"
    assert places.label(_only("près de Lyon"), "fr") == "près de Lyon"


@pytest.mark.parametrize("rule", RULES.of("fr/places"), ids=lambda rule: rule.name)
def test_rules_do_what_their_examples_say(rule: rules.Rule) -> None:
    assert len(rule.examples) >= 2 and rule.counterexamples
    for example in rule.examples:
        assert (rule.name, example["gives"]) in places.describe(example["text"], RULES)
    for text in rule.counterexamples:
        assert rule.name not in [name for name, _ in places.describe(text, RULES)]
