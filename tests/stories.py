"""A small story in two voices, whose values a test can change one at a time."""

from __future__ import annotations

from pathlib import Path

AGENCY = """\
Pêche : Paris et Madrid relancent leurs discussions

{city_a}, {day_a} mars 2025 (AFP) - Les délégations française et espagnole se sont réunies {weekday_a} à {city_a} pour \
parler des quotas de pêche dans le golfe de Gascogne, a annoncé le ministère espagnol de l'Agriculture.

La réunion a duré {length_a}. La délégation française était conduite par {name_a}, {post_a}, et la délégation espagnole \
par Lucía Ferrer, secrétaire générale de la Pêche.

« Nous avons trouvé un langage commun sur la taille des filets », a déclaré Mme Ferrer à l'issue de la rencontre.
"""

DAILY = """\
Quotas : une rencontre franco-espagnole sans éclat

Le Courrier des Ports, jeudi 13 mars 2025

C'est à {city_b} que Français et Espagnols se sont retrouvés {weekday_b} {day_b} mars, à propos des quotas du golfe de \
Gascogne. Les pourparlers ont duré {length_b}, selon une source espagnole.

La délégation française était menée par {name_b}, {post_b}. Madrid avait envoyé Lucía Ferrer.

Les pêcheurs du Pays basque attendent maintenant un texte.
"""

VALUES = {
    "city_a": "Bilbao",
    "city_b": "Bilbao",
    "day_a": "12",
    "day_b": "12",
    "weekday_a": "mercredi",
    "weekday_b": "mercredi",
    "length_a": "six heures",
    "length_b": "six heures",
    "name_a": "Sergueï Oulianov",
    "name_b": "Sergueï Oulianov",
    "post_a": "directeur général de la Pêche",
    "post_b": "directeur général de la Pêche",
}


def write(folder: Path, **changes: str) -> Path:
    """Both articles with ``changes`` to VALUES, in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    values = VALUES | changes
    (folder / "agence.txt").write_text(AGENCY.format(**values), encoding="utf-8")
    (folder / "quotidien.txt").write_text(DAILY.format(**values), encoding="utf-8")
    return folder
