"""Sentences -> vectors, through sentence-transformers.

The model that ships with the package is multilingual-e5-small cut down to French and English (``data/model/``; its README
says where it comes from). It needs no network, no cache and no configuration. Vectors propose which claims belong
together; they never decide whether claims agree.

Importing torch and sentence-transformers takes seconds: they are imported when a model is loaded, not before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import numpy.typing as npt

from factcheck.errors import FactcheckError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]

_WEIGHTS = "weights.safetensors"
_TOKENIZER = "tokenizer.json"
# Sums in float32 may differ in the seventh digit from one processor to another; what is compared should not.
_DECIMALS = 5
_BATCH = (
    1  # a sentence's vector must not depend on its neighbours, and padding costs more than a batch saves on one core
)


class Embedder(Protocol):
    """Whatever turns sentences into vectors."""

    @property
    def fingerprint(self) -> str:
        """What tells this model's vectors from another's: a key for caches and reports."""
        ...

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """One row a sentence, shape ``(len(sentences), d)``, each of length 1, or 0 where no word is known."""
        ...


@dataclass(frozen=True, slots=True)
class Model:
    """A model of sentence-transformers as an :class:`Embedder`."""

    name: str
    fingerprint: str
    transformer: SentenceTransformer

    def encode(self, sentences: Sequence[str]) -> Vectors:
        """Unit vectors of the sentences, float32, shape ``(len(sentences), d)``; zeros for a text of no known word."""
        if not sentences:
            return np.zeros((0, self.transformer.get_embedding_dimension() or 0), dtype=np.float32)
        places = {text: place for place, text in enumerate(dict.fromkeys(sentences))}  # each text once
        from factcheck.encoder import one_thread

        with one_thread():
            raw = self.transformer.encode(
                list(places), batch_size=_BATCH, convert_to_numpy=True, show_progress_bar=False
            )
        return _unit(np.asarray(raw, dtype=np.float32))[[places[text] for text in sentences]]


def load(name_or_path: str | None = None, *, download: bool = False) -> Model:
    """The model that ships with the package, or any other of sentence-transformers by folder or by hub name.

    A hub name is looked up in the local cache alone, unless ``download`` allows the network.

    Raises:
        FactcheckError: the model is not there, or cannot be loaded.
    """
    return _shipped() if name_or_path is None else _other(name_or_path, download)


def _shipped() -> Model:
    with resources.as_file(resources.files("factcheck") / "data" / "model") as folder:
        return load_folder(folder)


def shipped_fingerprint() -> str:
    """The fingerprint of the model that ships with the package, without loading it. Raises FactcheckError."""
    with resources.as_file(resources.files("factcheck") / "data" / "model") as folder:
        return _digest(*_files(folder))


def _files(folder: Path) -> tuple[bytes, bytes]:
    try:
        return (folder / _WEIGHTS).read_bytes(), (folder / _TOKENIZER).read_bytes()
    except OSError as error:
        raise FactcheckError(f"the model that ships with factcheck is missing ({error}); install it anew") from None


def load_folder(folder: Path) -> Model:
    """A model as ``scripts/distill.py`` writes it, from its two files.

    Raises:
        FactcheckError: a file is missing.
    """
    from sentence_transformers import SentenceTransformer

    from factcheck.encoder import Encoder

    weights, tokenizer = _files(folder)
    transformer = SentenceTransformer(modules=[Encoder(weights, tokenizer)], device="cpu")
    return Model("factcheck", _digest(weights, tokenizer), transformer)


def _other(name: str, download: bool) -> Model:
    from sentence_transformers import SentenceTransformer

    local = Path(name).expanduser()
    try:
        if local.is_dir():
            transformer = SentenceTransformer(str(local), local_files_only=True, device="cpu")
        else:
            transformer = SentenceTransformer(name, local_files_only=not download, device="cpu")
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise FactcheckError(_why_not(name, local, download, error)) from error
    return Model(name, _digest(*_weights(transformer)), transformer)


def _why_not(name: str, local: Path, download: bool, error: Exception) -> str:
    first = (str(error).strip() or type(error).__name__).splitlines()[0]
    if local.exists():
        return f"{name}: not a model that sentence-transformers can load ({first})"
    if download:
        return f"{name}: the model cannot be downloaded ({first})"
    return (
        f"{name}: no such folder, and no model of that name in the local cache; allow the download, "
        f"or give the folder of a model, or leave the model out to use the one that ships with factcheck"
    )


def _weights(transformer: SentenceTransformer) -> Iterator[bytes]:
    state: dict[str, Any] = transformer.state_dict()
    for key in sorted(state):
        yield key.encode()
        yield state[key].detach().cpu().float().numpy().tobytes()


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:16]


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.round(rows / np.where(lengths > 0, lengths, 1), _DECIMALS).astype(np.float32)
