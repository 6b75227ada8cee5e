"""The words in which findings are put, by language."""

from __future__ import annotations

from collections.abc import Mapping

_ENGLISH = {
    "conflict": "“{a}” and “{b}” cannot both be true: {reason} (rule {rule}).",
    "changed": "“{a}”, then “{b}”: {reason} (rule {rule}).",
    "someone": "the speaker",
    "no_single_truth": "no single value fits both",
    "posts_follow": "earlier and later articles give the posts that the person held at their time",
    "consistent": "{n} independent origins agree.",
    "single-source": "One origin alone says so.",
    "q:date": "When: {about}?",
    "q:date:until": "Until when: {about}?",
    "q:date:since": "Since when: {about}?",
    "q:date:before": "Before when: {about}?",
    "q:date:after": "After when: {about}?",
    "q:place": "Where: {about}?",
    "q:duration": "How long: {about}?",
    "q:quantity": "How many or how much ({facet}): {about}?",
    "q:quantity:age": "How old is {about}?",
    "q:role": "Which post does {about} hold?",
    "q:role:career": "Which posts has {about} held, one after the other?",
    "q:participant": "Who leads ({facet}): {about}?",
    "q:quotation": "What exactly did {about} say?",
    "q:attribution": "Who said it: {about}?",
    "q:action": "Did it happen, and how: {about} ({facet})?",
    "q:action:account": "Do several sources say so: {about}?",
    "severity:wording": "Low, since only the wording differs.",
    "severity:many": "High, since {n} articles take part in it.",
    "severity:main": "High, since it concerns the main event.",
    "severity:detail": "Medium, since it concerns a detail that two articles tell.",
}
_FRENCH = {
    "conflict": "« {a} » et « {b} » ne peuvent être vrais ensemble : {reason} (règle {rule}).",
    "changed": "« {a} », puis « {b} » : {reason} (règle {rule}).",
    "someone": "la personne citée",
    "no_single_truth": "aucune valeur ne convient aux deux",
    "posts_follow": "les articles, de dates différentes, donnent chacun le poste du moment",
    "consistent": "{n} origines indépendantes concordent.",
    "single-source": "Une seule origine le dit.",
    "q:date": "Quand : {about} ?",
    "q:date:until": "Jusqu'à quand : {about} ?",
    "q:date:since": "Depuis quand : {about} ?",
    "q:date:before": "Avant quand : {about} ?",
    "q:date:after": "Après quand : {about} ?",
    "q:place": "Où : {about} ?",
    "q:duration": "Combien de temps : {about} ?",
    "q:quantity": "Combien ({facet}) : {about} ?",
    "q:quantity:age": "Quel âge a {about} ?",
    "q:role": "Quel poste occupe {about} ?",
    "q:role:career": "Quels postes {about} a-t-il occupés, l'un après l'autre ?",
    "q:participant": "Qui dirige ({facet}) : {about} ?",
    "q:quotation": "Qu'a dit exactement {about} ?",
    "q:attribution": "Qui l'a dit : {about} ?",
    "q:action": "Cela s'est-il produit, et comment : {about} ({facet}) ?",
    "q:action:account": "Plusieurs sources le disent-elles : {about} ?",
    "severity:wording": "Faible, car seuls les mots diffèrent.",
    "severity:many": "Élevée, car {n} articles y prennent part.",
    "severity:main": "Élevée, car il s'agit de l'événement principal.",
    "severity:detail": "Moyenne, car il s'agit d'un détail que donnent deux articles.",
}


def words_for(language: str) -> Mapping[str, str]:
    """The words of ``language`` ("en" or "fr"); English for any other."""
    return _FRENCH if language == "fr" else _ENGLISH
