"""Saved pages of news sites, as they are built: the same story with ten kinds of surroundings."""

from __future__ import annotations

from collections.abc import Iterator

TITLE = "Kerval : le pont fermé jusqu'à l'été"
STORY = (
    "Le pont de Kerval a été fermé mardi 5 mars par la préfecture, après la chute d'un câble.",
    "Les travaux dureront trois mois, a indiqué Jeanne Corvin, directrice des routes du département.",
    "Environ 4.000 automobilistes empruntent l'ouvrage chaque jour, selon le conseil départemental.",
    "« Nous ne prendrons aucun risque », a déclaré Mme Corvin devant les élus réunis mercredi à Kerval.",
)

_DATA = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "'
    + TITLE
    + '", "datePublished": "2024-03-06T08:00:00+01:00", "dateModified": "2024-03-06T10:00:00+01:00", '
    '"publisher": {"@type": "Organization", "name": "Le Courrier"}, "author": [{"@type": "Person", "name": "Ana Petit"}]}</script>'
)
_GRAPH = f'<script type="application/ld+json">{{"@graph": [{{"@type": "WebSite"}}, {_DATA.partition(">")[2].removesuffix("</script>")}]}}</script>'
_META = (
    '<meta property="og:title" content="x | Le Courrier"><meta property="og:site_name" content="Le Courrier">'
    '<meta property="article:published_time" content="2024-03-06T08:00:00+01:00">'
)
_NAV = '<nav><ul><li><a href="/">À la une</a></li><li><a href="/sport">Sport</a></li></ul></nav>'
_COOKIES = '<div id="cookie-banner" role="dialog"><p>Nous utilisons 12 cookies depuis le 3 janvier 2020.</p><button>Accepter</button></div>'
_RELATED = '<aside class="related"><h3>À lire aussi</h3><ul><li><a href="/1">Un pont fermé le 8 avril à Brest</a></li></ul></aside>'
_COMMENTS = '<section class="comments"><h2>3 commentaires</h2><p>Le pont est fermé depuis le 1er mars, je le sais !</p></section>'
_LETTER = '<div class="newsletter-box"><p>Recevez chaque jour à 7 heures notre lettre.</p><form><input></form></div>'
_FIGURE = (
    '<figure><img src="p.jpg" alt="Le pont"><figcaption>Le pont, le 12 juin 2019. Photo Jean Roc</figcaption></figure>'
)
_SHARE = '<div class="social-share"><a>Partager</a><a>Tweeter</a></div>'
_ADVERT = '<div class="advert"><p>Votre voiture à 199 euros par mois</p></div>'
_FOOT = "<footer><p>© 2024 Le Courrier. Tous droits réservés.</p></footer>"
_PAYWALL = '<div class="paywall"><p>Il vous reste 60 % de cet article à lire.</p></div>'


def _paragraphs(before: str = "", between: str = "", after: str = "") -> str:
    first, *rest = (f"<p>{p}</p>" for p in STORY)
    return before + first + between + "".join(rest) + after


def _page(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{TITLE} | Le Courrier</title>{head}</head><body>{body}</body></html>'


def _styled() -> str:
    """Words in bold, in italics and linked, entities, and no-break spaces as entities."""
    marked = "".join(f"<p>{p}</p>" for p in STORY)
    for plain, markup in (
        ("mardi 5 mars", "<b>mardi 5 mars</b>"),
        ("préfecture", "pr&eacute;fecture"),
        ("Jeanne Corvin", '<a href="/c">Jeanne Corvin</a>'),
    ):
        marked = marked.replace(plain, markup)
    return marked


def pages() -> Iterator[tuple[str, str]]:
    """Name and source of each page."""
    head = f"<h1>{TITLE}</h1>"
    byline = '<p class="byline">Par Ana Petit</p><time datetime="2024-03-06T08:00:00+01:00">Publié le 6 mars 2024 à 8h00</time>'
    yield (
        "regional",
        _page(
            _DATA,
            f"{_NAV}{_COOKIES}<main><article>{head}{byline}{_FIGURE}{_paragraphs()}</article></main>{_RELATED}{_FOOT}",
        ),
    )
    yield (
        "national",
        _page(
            _META,
            f"<header><div>Le Courrier</div>{_NAV}</header><article>{head}{_SHARE}{_paragraphs(between=_ADVERT)}</article>{_COMMENTS}{_FOOT}",
        ),
    )
    yield "graph", _page(_GRAPH, f"<main>{head}{_paragraphs(between=_RELATED)}</main>{_LETTER}{_FOOT}")
    yield (
        "divs",
        _page(
            _DATA,
            f'<div class="page"><div class="menu-bar">{_NAV}</div><div class="content">{head}<div>{_paragraphs()}</div></div></div>{_COOKIES}',
        ),
    )
    yield "paywall", _page(_META + _DATA, f"<article>{head}{_paragraphs(after=_PAYWALL)}</article>{_LETTER}{_COMMENTS}")
    yield (
        "scripts",
        _page(
            _DATA + "<style>p{color:red}</style>",
            f'<script>if (a < 3 && b > 2) {{ write("le 9 mai") }}</script><article>{head}{_paragraphs()}</article><script>track(1)</script>',
        ),
    )
    yield "styled", _page(_META, f"<article>{head}{_styled()}</article>{_FOOT}")
    yield (
        "sections",
        _page(
            _DATA,
            f"<article><header><p>Faits divers</p></header>{head}<section>{_paragraphs(between=_FIGURE + _LETTER)}</section></article>{_RELATED}",
        ),
    )
    yield (
        "noscript",
        _page(
            _META,
            f"<noscript><p>Activez JavaScript avant le 1er mai.</p></noscript><svg><text>12 morts</text></svg><article>{head}{_paragraphs()}</article>",
        ),
    )
    yield "unclosed", _page(_DATA, f"{_NAV}<article>{head}<p>{'<p>'.join(STORY)}</article>{_FOOT}")
