"""The network behind the model that ships with the package: a BERT in 4-bit blocks, as a module of sentence-transformers.

Imported by :mod:`factcheck.embed` when the model is loaded, since it needs torch.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import load
from sentence_transformers.base.modules import InputModule
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

# E5 was trained with two prefixes; "query: " is the one for comparing like with like (Wang et al. 2024, arXiv:2402.05672).
_PROMPT = "query: "
_UNKNOWN = 3
_LAYER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {"word": "word_embeddings", "pos": "position_embeddings", "type": "token_type_embeddings"}


class Encoder(InputModule):  # type: ignore[misc, no-any-unimported, unused-ignore]
    """Texts -> the mean of their token vectors, at length 1, less the vector that all sentences share."""

    def __init__(self, weights: bytes, tokenizer: bytes) -> None:
        super().__init__()
        self.tokenizer = Tokenizer.from_buffer(tokenizer)
        tensors = load(weights)
        self.bert = _bert(_Sizes(*map(int, tensors["sizes"])), tensors)
        self.register_buffer("middle", torch.from_numpy(np.array(tensors["middle"])))
        self._blank = self.tokenizer.token_to_id("▁")

    def preprocess(self, inputs: list[str], prompt: str | None = None, **_: Any) -> dict[str, torch.Tensor]:
        """Token ids, their mask, and which texts hold anything that the model knows."""
        bare = self.tokenizer.encode_batch([str(text) for text in inputs], add_special_tokens=False)
        known = [any(i not in (_UNKNOWN, self._blank) for i in encoding.ids) for encoding in bare]
        ids = [encoding.ids for encoding in self.tokenizer.encode_batch([_PROMPT + str(text) for text in inputs])]
        longest = max(map(len, ids))
        return {
            "input_ids": torch.tensor([row + [1] * (longest - len(row)) for row in ids]),
            "attention_mask": torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids]),
            "known": torch.tensor(known),
        }

    def forward(self, features: dict[str, Any], **_: Any) -> dict[str, Any]:
        mask = features["attention_mask"]
        hidden = self.bert(input_ids=features["input_ids"], attention_mask=mask).last_hidden_state
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        vectors = torch.nn.functional.normalize(mean, dim=1) - self.middle
        features["sentence_embedding"] = vectors * features["known"][:, None]
        return features

    def get_embedding_dimension(self) -> int:
        return int(self.bert.config.hidden_size)

    @property
    def max_seq_length(self) -> int:
        return int(self.bert.config.max_position_embeddings)

    def save(self, output_path: str, *args: Any, **kwargs: Any) -> None:
        raise NotImplementedError("this model is built by scripts/distill.py")


@dataclass(frozen=True, slots=True)
class _Sizes:
    """The sizes of the network, in the order of the tensor ``sizes``."""

    width: int
    layers: int
    heads: int
    inner: int
    positions: int


def _bert(sizes: _Sizes, tensors: Mapping[str, npt.NDArray[Any]]) -> BertModel:
    config = BertConfig(
        vocab_size=tensors["emb.word.scales"].size * 32 // sizes.width,
        hidden_size=sizes.width,
        num_hidden_layers=sizes.layers,
        num_attention_heads=sizes.heads,
        intermediate_size=sizes.inner,
        max_position_embeddings=sizes.positions,
        layer_norm_eps=1e-12,
        hidden_act="gelu",
    )
    with torch.device("meta"):  # the weights come next: nothing to draw at random
        bert = BertModel(config, add_pooling_layer=False)
    shapes = {name: tuple(value.shape) for name, value in bert.state_dict().items()}
    state = {name: _tensor(tensors, ours).reshape(shapes[name]) for ours, name in _names(sizes.layers).items()}
    bert.load_state_dict(state, assign=True)
    for name in ("position_ids", "token_type_ids"):  # not part of the state: remade off the meta device
        if hasattr(bert.embeddings, name):
            ids = torch.arange(sizes.positions) if name == "position_ids" else torch.zeros(sizes.positions).long()
            bert.embeddings.register_buffer(name, ids[None], persistent=False)
    return bert.eval().requires_grad_(False)


def _names(layers: int) -> dict[str, str]:
    """Name of a tensor in the file -> its name in BertModel."""
    names = {f"emb.{ours}": f"embeddings.{theirs}.weight" for ours, theirs in _EMBEDDINGS.items()}
    for end, long in (("w", "weight"), ("b", "bias")):
        names[f"emb.ln.{end}"] = f"embeddings.LayerNorm.{long}"
        for layer in range(layers):
            for ours, theirs in _LAYER.items():
                names[f"l{layer}.{ours}.{end}"] = f"encoder.layer.{layer}.{theirs}.{long}"
    return names


def _tensor(tensors: Mapping[str, npt.NDArray[Any]], name: str) -> torch.Tensor:
    """A tensor by its name; blocks of 32 weights become ``(nibble - 8) * scale`` (Q4_0 of ggml)."""
    if name in tensors:
        return torch.from_numpy(np.array(tensors[name], dtype=np.float32))
    nibbles = tensors[f"{name}.nibbles"]
    whole = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return torch.from_numpy(whole * tensors[f"{name}.scales"].astype(np.float32)[:, None])


@contextmanager
def one_thread() -> Iterator[None]:
    """Tokenize and multiply on this thread alone, then put the settings back.

    Sums do not then depend on the number of cores, threads do not wait for each other on a busy machine, and a later fork
    neither warns nor hangs. A choice that the user made for the tokenizers stands.
    """
    threads, key = torch.get_num_threads(), "TOKENIZERS_PARALLELISM"
    ours = key not in os.environ
    if ours:
        os.environ[key] = "false"
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
        if ours:
            os.environ.pop(key, None)
