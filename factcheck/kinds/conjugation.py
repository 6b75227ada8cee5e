"""The forms of French verbs in which the press reports speech, third person only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Third person by hand, for verbs that no rule gives: present, imperfect, simple past, future and conditional, then
# the past participle and the present one after a bar.
_IRREGULAR = {
    "dire": "dit disent disait disaient dirent dira diront dirait diraient | dit dite dits dites | disant",
    "écrire": "écrit écrivent écrivait écrivaient écrivit écrivirent écrira écriront écrirait | écrit | écrivant",
    "décrire": "décrit décrivent décrivait décrivaient décrivit décrira | décrit | décrivant",
    "admettre": "admet admettent admettait admettaient admit admirent admettra | admis | admettant",
    "promettre": "promet promettent promettait promettaient promit promirent promettra | promis | promettant",
    "reconnaître": "reconnaît reconnait reconnaissent reconnaissait reconnaissaient reconnut reconnurent | reconnu | reconnaissant",
    "prévenir": "prévient préviennent prévenait prévenaient prévint prévinrent | prévenu | prévenant",
    "convenir": "convient conviennent convenait convenaient convint | convenu | convenant",
    "soutenir": "soutient soutiennent soutenait soutenaient soutint soutinrent | soutenu | soutenant",
    "maintenir": "maintient maintiennent maintenait maintenaient maintint | maintenu | maintenant",
    "souvenir": "souvient souviennent souvenait souvenaient souvint | souvenu souvenue souvenus | souvenant",
    "poursuivre": "poursuit poursuivent poursuivait poursuivaient poursuivit poursuivirent | poursuivi | poursuivant",
    "répondre": "répond répondent répondait répondaient répondit répondirent répondra | répondu | répondant",
    "entendre": "entend entendent entendait entendaient | entendu | entendant",
    "attendre": "attend attendent attendait attendaient | attendu | attendant",
    "défendre": "défend défendent défendait défendaient défendit | défendu défendue défendus | défendant",
    "sourire": "sourit sourient souriait souriaient | souri | souriant",
    "prédire": "prédit prédisent prédisait prédisaient prédira | prédit | prédisant",
    "apprendre": "apprend apprennent apprenait apprit | appris | apprenant",
    "reprendre": "reprend reprennent reprenait reprit | repris | reprenant",
    "prévoir": "prévoit prévoient prévoyait prévoyaient | prévu | prévoyant",
    "craindre": "craint craignent craignait craignaient craignit | craint | craignant",
    "plaindre": "plaint plaignent plaignait plaignaient | plaint plainte plaints | plaignant",
    "émouvoir": "émeut émeuvent émouvait | ému émue émus | émouvant",
    "démentir": "dément démentent démentait démentaient démentit démentirent | démenti | démentant",
    "avertir": "avertit avertissent avertissait avertissaient avertira | averti | avertissant",
    "garantir": "garantit garantissent garantissait garantissaient garantira | garanti | garantissant",
    "réfléchir": "réfléchit réfléchissent réfléchissait | réfléchi | réfléchissant",
    "réjouir": "réjouit réjouissent réjouissait réjouissaient | réjoui réjouie réjouis réjouies | réjouissant",
    "renchérir": "renchérit renchérissent renchérissait | renchéri | renchérissant",
    "conclure": "conclut concluent concluait concluaient conclurent conclura | conclu | concluant",
    "réagir": "réagit réagissent réagissait réagissaient | réagi | réagissant",
    "redire": "redit redisent redisait redira | redit | redisant",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Forms:
    """The finite forms of a verb in the third person, its past participles and its present participle."""

    finite: tuple[str, ...]
    participles: tuple[str, ...]
    present: tuple[str, ...]


def conjugate(infinitive: str) -> Forms | None:
    """The forms of ``infinitive``, or None where it is neither in -er nor listed."""
    if infinitive in _IRREGULAR:
        parts = [tuple(part.split()) for part in _IRREGULAR[infinitive].split("|")]
        return Forms(parts[0], parts[1], parts[2])
    if infinitive.endswith("er") and len(infinitive) > 3:
        return _first_group(infinitive[:-2])
    return None


def _first_group(stem: str) -> Forms:
    soft = _softened(stem)
    mute = _mute(stem)
    finite = [
        *_with(mute, "e", "ent"),
        *_with((soft,), "ait", "aient", "a"),
        *_with((stem,), "èrent"),
        *_with(_future(stem, mute), "era", "eront", "erait", "eraient"),
    ]
    return Forms(tuple(dict.fromkeys(finite)), _with((stem,), "é", "ée", "és", "ées"), (soft + "ant",))


def _with(stems: Sequence[str], *endings: str) -> tuple[str, ...]:
    return tuple(stem + ending for stem in stems for ending in endings)


def _softened(stem: str) -> str:
    """Before a: annonç-ait, juge-ait."""
    if stem.endswith("c"):
        return stem[:-1] + "ç"
    return stem + "e" if stem.endswith("g") else stem


def _mute(stem: str) -> tuple[str, ...]:
    """Before a silent e: rappell-e, espèr-e, soulèv-e; both spellings where the press has both."""
    if stem.endswith("y"):
        return stem[:-1] + "i", stem
    if len(stem) > 2 and stem[-2] == "é":
        return (stem[:-2] + "è" + stem[-1],)
    if len(stem) > 3 and stem[-3] == "é" and stem[-2:] in ("tr", "br", "gr", "dr", "gu", "qu"):
        return (stem[:-3] + "è" + stem[-2:],)
    if len(stem) > 2 and stem[-2] == "e" and stem[-1] in "lt":
        return stem + stem[-1], stem[:-2] + "è" + stem[-1]
    if len(stem) > 2 and stem[-2] == "e" and stem[-1] in "vmnc":
        return (stem[:-2] + "è" + stem[-1],)
    return (stem,)


def _future(stem: str, mute: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*mute, stem)))
