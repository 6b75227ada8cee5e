"""Pages built as those of news sites are: the story, and all that stands around it; every word is invented."""

from __future__ import annotations

import json
from dataclasses import dataclass

TITLES = (
    "Le pont de Kerval fermé pour trois mois", "Une école de Brandelle reconstruite", "Grève dans les abattoirs du Morvel",
    "La piscine d’Orsenne rouvrira au printemps", "Un incendie détruit un entrepôt à Tréguil",
    "Le budget de Valmence adopté de justesse", "Deux skieurs secourus au col d’Arnes",
    "Le tramway de Port-Liard retardé", "Les vendanges avancées dans le Sarzais", "Une fuite d’eau prive Noirmas d’école",
)  # fmt: skip
LEADS = (
    "La décision a été prise lundi soir, après une réunion qui a duré près de quatre heures à la mairie.",
    "Les habitants réclamaient des réponses depuis des semaines ; elles sont enfin venues de la préfecture.",
)
BODY = (
    "Le maire, Paul Garandel, a annoncé lundi que les travaux commenceraient le 4 mars et qu’ils coûteraient 2,4 millions d’euros.",
    "« Nous n’avions plus le choix », a-t-il déclaré devant une centaine d’habitants réunis dans la salle des fêtes.",
    "Selon la préfecture, douze entreprises de la région ont répondu à l’appel d’offres et trois d’entre elles ont été retenues.",
    "Les riverains devront faire un détour de huit kilomètres. Une navette gratuite partira toutes les vingt minutes de la gare.",
    "Personne n’a été blessé.",
    "L’opposition dénonce un projet trop cher : elle demande qu’un audit indépendant soit mené avant la fin de l’année.",
    "Le conseil départemental doit se prononcer le 12 avril sur une subvention de 600.000 euros, la moitié de ce qui est demandé.",
)
AROUND = (
    "Recevez chaque matin notre lettre gratuite dans votre messagerie.",
    "Nous utilisons des traceurs pour mesurer l’audience de ce site avec nos 842 partenaires.",
    "Un automobiliste tué sur la départementale 12, le conducteur en fuite",
    "La colère des 40 salariés de la laiterie voisine ne retombe pas",
    "Quelle honte, ce maire devrait démissionner dès demain, il a perdu 3 millions.",
    "Vue aérienne du chantier, le 2 février. Photo Marc Ollivet",
    "Offre spéciale : un an de lecture pour 9 euros seulement",
)


@dataclass(frozen=True, slots=True)
class Saved:
    """A page, and the passages of its story as plain text."""

    html: str
    title: str
    story: tuple[str, ...]
    around: tuple[str, ...] = AROUND


def saved_pages() -> tuple[Saved, ...]:
    """Ten pages of five makes, each with two stories."""
    return tuple(_saved(number) for number in range(len(TITLES)))


def _saved(number: int) -> Saved:
    title, lead = TITLES[number], LEADS[number % 2]
    body = BODY[number % 3 :]
    make = (_classic, _modern, _divs, _header_inside, _form_around)[number % 5]
    page = make(title, lead, body, number)
    return Saved(page, title, (title, lead, *body))


def _head(title: str, lead: str, number: int) -> str:
    data = {
        "@context": "https://schema.org", "@type": "NewsArticle", "headline": title, "description": lead,
        "datePublished": f"2024-02-{number + 10}T07:30:00+01:00", "dateModified": f"2024-02-{number + 10}T09:45:00+01:00",
        "author": [{"@type": "Person", "name": "Anne Tiriel"}], "publisher": {"@type": "Organization", "name": "Le Phare du Soir"},
        "mainEntityOfPage": {"@id": f"https://phare.example/{number}"},
    }  # fmt: skip
    graph: object = {"@graph": [{"@type": "WebSite", "name": "Phare"}, data]} if number % 2 else [data]
    return (
        f'<!DOCTYPE html>\n<html lang="fr"><head><meta charset="utf-8"><title>{title} | Le Phare du Soir</title>\n'
        f'<meta property="og:title" content="{title}"><meta name="description" content="{lead}">\n'
        f'<link rel="canonical" href="https://phare.example/{number}">\n'
        f'<script type="application/ld+json">{json.dumps(graph, ensure_ascii=bool(number % 3))}</script>\n'
        "<script>var a = '<p>Pas du texte</p>'; if (1 < 2) { a += '</div>'; }</script>"
        "<style>.a > p { color: red }</style></head>\n"
    )


def _top() -> str:
    return (
        '<nav class="menu"><ul><li><a href="/">Accueil</a></li><li><a href="/s">Sports</a></li></ul></nav>\n'
        f'<div id="cookie-banner" role="dialog"><p>{AROUND[1]}</p><button>Tout accepter</button></div>\n'
        f'<div class="ad advert-top"><a href="/offre">{AROUND[6]}</a></div>\n'
    )


def _bottom() -> str:
    return (
        f'<section class="comments" id="commentaires"><h2>Commentaires</h2><div class="comment"><p>{AROUND[4]}</p></div></section>\n'
        f'<aside><h2>Les plus lus</h2><ul><li><a href="/2">{AROUND[2]}</a></li><li><a href="/3">{AROUND[3]}</a></li></ul></aside>\n'
        "<footer><p>Mentions légales — Tous droits réservés</p></footer></body></html>\n"
    )


def _figure() -> str:
    return f'<figure><img src="a.jpg" alt="chantier"><figcaption>{AROUND[5]}</figcaption></figure>\n'


def _between() -> str:
    return (
        f'<p class="a-lire-aussi">Lire aussi : <a href="/4">{AROUND[3]}</a></p>\n'
        f'<div class="newsletter-box"><p>{AROUND[0]}</p><form><input type="email"><button>Je m’inscris</button></form></div>\n'
    )


def _paragraphs(body: tuple[str, ...]) -> str:
    marked = [f"<p>{text.replace('lundi', '<b>lundi</b>').replace('« ', '&laquo;&nbsp;')}</p>" for text in body]
    return "\n".join([*marked[:2], _between(), *marked[2:]])


def _classic(title: str, lead: str, body: tuple[str, ...], number: int) -> str:
    return (
        f"{_head(title, lead, number)}<body>{_top()}<article><h1>{title}</h1>\n<p class='chapo'>{lead}</p>\n"
        f'<p class="byline">Par Anne Tiriel</p><time datetime="2024-02-10">Publié le 10 février 2024 à 7h30</time>\n{_figure()}'
        f"{_paragraphs(body)}<p class='tags'>Travaux, Mairie</p></article>{_bottom()}"
    )


def _modern(title: str, lead: str, body: tuple[str, ...], number: int) -> str:
    return (
        f"{_head(title, lead, number)}<body>{_top()}<main><header class='article__header'><h1>{title}</h1>\n"
        f"<p class='article__desc'>{lead}</p><span class='author'>Anne Tiriel</span></header>{_figure()}\n"
        f"<section class='article__content'>{_paragraphs(body)}</section></main>{_bottom()}"
    )


def _divs(title: str, lead: str, body: tuple[str, ...], number: int) -> str:
    return (
        f"{_head(title, lead, number)}<body><div id='page'>{_top()}<div class='wrapper'><h1>{title}</h1>"
        f"<div class='share'><a href='#'>Partager</a></div><h2 class='standfirst'>{lead}</h2>\n{_figure()}"
        f"<div class='text'>{_paragraphs(body)}</div></div></div>{_bottom()}"
    )


def _header_inside(title: str, lead: str, body: tuple[str, ...], number: int) -> str:
    return (
        f"{_head(title, lead, number)}<body>{_top()}<article class='article'><header><h1>{title}</h1><p>{lead}</p></header>\n"
        f"{_figure()}<div class='article-body'>{_paragraphs(body)}</div>"
        f"<div class='article-related'><h3>Sur le même sujet</h3><p>{AROUND[2]}</p></div></article>{_bottom()}"
    )


def _form_around(title: str, lead: str, body: tuple[str, ...], number: int) -> str:
    return (
        f"{_head(title, lead, number)}<body>{_top()}<form id='aspnet'><div class='article abonne'><h1>{title}</h1>\n"
        f"<p class='intro'><strong>{lead}</strong></p>{_figure()}{_paragraphs(body)}</div></form>{_bottom()}"
    )
