# %% [markdown]
# # Fine-tuning at home
# The run of Forget-me-not's form, with PyTorch and Hugging Face's transformers. Install them with
# `pip install torch transformers`, put the files that the page links to into one folder, and run this there.

# %%
# --- settings: the page writes this block ---
MODEL = "pocket"  # whose config.json, tokenizer.json and weights.safetensors are read
TASK = "condition"  # "condition", "kind" or "spam"
DOMAIN, GENERAL = "medical", "general"  # the data files begin with these words
STRATEGY = "full"  # "full", "head-only", "last-layers", "lora" or "replay"
LAST_LAYERS = 1  # of "last-layers": how many are trained
LORA_RANK, LORA_ALPHA, LORA_TARGETS = 8, 16.0, "query-value"  # of "lora"; also "attention" and "all"
REPLAY_SHARE = 0.25  # of "replay": share of general texts in a batch
LEARNING_RATE = 2e-4
EPOCHS = 5
BATCH_SIZE = 16
EXAMPLES = 1000
WEIGHT_DECAY = 0.01
WARMUP = 0.1  # share of all steps
SCHEDULE = "linear"  # "constant", "linear" or "cosine"
DROPOUT = 0.1
CLIP_NORM = 1.0  # 0 turns clipping off
EVAL_EVERY = 32  # steps
RESTORE_BEST = False  # go back to the weights with the lowest validation loss
SEED = 1
# --- end of settings ---

# %%
import hashlib
import json
import math
import os
import random
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn.functional import cross_entropy
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

# Where the files lie: here, or in the folders that the environment names, with ":" (";" on Windows) between them.
FOLDERS = os.environ.get("FORGET_ME_NOT", ".").split(os.pathsep)


def find(name):
    for folder in FOLDERS:
        if (path := Path(folder) / name).exists():
            return path
    raise SystemExit(f"{name} is missing. Put it beside this program; the page links to it.")


random.seed(SEED)
torch.manual_seed(SEED)
config = json.loads(find("config.json").read_text())
weights_file = find("weights.safetensors")
if hashlib.sha256(weights_file.read_bytes()).hexdigest() != config["files"]["weights.safetensors"]["sha256"]:
    raise SystemExit("weights.safetensors does not belong to this config.json: were two models mixed up?")

# %% [markdown]
# ## The texts
# One a line: label, source, text, with tabs between them.

# %%
KINDS = ["condition", "action", "object", "person", "substance"]
POSITIVE = {"condition": "condition", "spam": "spam"}  # the class that precision and recall are about
CLASSES = 5 if TASK == "kind" else 2

tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(find("tokenizer.json")), pad_token="[PAD]")


def encode(text):
    return tokenizer(text, truncation=True, max_length=config["max_tokens"])["input_ids"]


def read(name):
    """(token ids, class) of every text of a data file."""
    rows = [line.split("\t", 2) for line in find(name).read_text(encoding="utf-8").splitlines()]
    label = KINDS.index if TASK == "kind" else lambda label: int(label == POSITIVE[TASK])
    return [(encode(text), label(name)) for name, _, text in rows]


def length(text):
    return len(text[0])


def batch(texts):
    """Padded ids [batch, seq], a mask that is 1 where there is a token, and classes [batch]."""
    longest = max(map(length, texts))
    ids = torch.tensor([ids + [0] * (longest - len(ids)) for ids, _ in texts])
    mask = torch.tensor([[1] * len(ids) + [0] * (longest - len(ids)) for ids, _ in texts])
    return ids, mask, torch.tensor([label for _, label in texts])


everything = read(f"{DOMAIN}-train.tsv")
# The seed draws here too, but with another generator than the page: other texts, so other luck.
train = random.sample(everything, min(EXAMPLES, len(everything)))
validation = read(f"{DOMAIN}-validation.tsv")[:320]
test = read(f"{DOMAIN}-test.tsv")
general_test = read(f"{GENERAL}-test.tsv")
general_train = read(f"{GENERAL}-train.tsv") if STRATEGY == "replay" else []
print(f"{MODEL}: {len(train)} texts to learn from")
print(f"to test with: {len(test)} {DOMAIN} and {len(general_test)} general ones")

# %% [markdown]
# ## The model
# BERT without its pooling layer, the mean over the tokens of a text, and a linear head.

# %%
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        sizes = BertConfig(
            vocab_size=config["vocabulary"],
            hidden_size=config["d_model"],
            num_hidden_layers=config["layers"],
            num_attention_heads=config["heads"],
            intermediate_size=config["d_ff"],
            max_position_embeddings=config["max_tokens"],
            type_vocab_size=1,
            hidden_dropout_prob=DROPOUT,
            attention_probs_dropout_prob=DROPOUT,
        )
        self.encoder = BertModel(sizes, add_pooling_layer=False)
        self.dropout = nn.Dropout(DROPOUT)
        self.head = nn.Linear(config["d_model"], CLASSES)

    def forward(self, ids, mask):
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        present = mask.unsqueeze(2).float()
        mean = (hidden * present).sum(1) / present.sum(1)
        return self.head(self.dropout(mean))


def load(model):
    """Puts the shipped weights (16-bit) into the model. They know other names, and matrices lie the other way."""
    found = {name: value.float() for name, value in load_file(str(weights_file)).items()}
    state = {
        "encoder.embeddings.word_embeddings.weight": found["encoder.tokens.weight"],
        "encoder.embeddings.position_embeddings.weight": found["encoder.positions.weight"],
        # BERT's embedding of the first segment was added to the positions when the model was made.
        "encoder.embeddings.token_type_embeddings.weight": torch.zeros(1, config["d_model"]),
        "encoder.embeddings.LayerNorm.weight": found["encoder.norm.gamma"],
        "encoder.embeddings.LayerNorm.bias": found["encoder.norm.beta"],
        "head.weight": found[f"{TASK}.weight"].T,
        "head.bias": found[f"{TASK}.bias"],
    }
    linear = {
        "attention.self.query": "attention.query",
        "attention.self.key": "attention.key",
        "attention.self.value": "attention.value",
        "attention.output.dense": "attention.output",
        "intermediate.dense": "expand",
        "output.dense": "contract",
    }
    norms = {"attention.output.LayerNorm": "attention_norm", "output.LayerNorm": "output_norm"}
    for layer in range(config["layers"]):
        ours, theirs = f"encoder.layers.{layer}.", f"encoder.encoder.layer.{layer}."
        for their, our in linear.items():
            state[f"{theirs}{their}.weight"] = found[f"{ours}{our}.weight"].T
            state[f"{theirs}{their}.bias"] = found[f"{ours}{our}.bias"]
        for their, our in norms.items():
            state[f"{theirs}{their}.weight"] = found[f"{ours}{our}.gamma"]
            state[f"{theirs}{their}.bias"] = found[f"{ours}{our}.beta"]
    missing, unexpected = model.load_state_dict(state, strict=False)
    # Buffers such as position_ids are counted, not learned.
    forgotten = set(missing) & {name for name, _ in model.named_parameters()}
    assert not forgotten and not unexpected, (forgotten, unexpected)


class Lora(nn.Module):
    """A frozen linear layer plus a trainable update of low rank (Hu et al., 2022)."""

    def __init__(self, linear):
        super().__init__()
        self.linear = linear
        self.a = nn.Parameter(torch.randn(LORA_RANK, linear.in_features) / LORA_RANK)
        self.b = nn.Parameter(torch.zeros(linear.out_features, LORA_RANK))

    def forward(self, hidden):
        return self.linear(hidden) + (hidden @ self.a.T @ self.b.T) * (LORA_ALPHA / LORA_RANK)


model = Classifier()
load(model)
bert = model.encoder
bert.embeddings.token_type_embeddings.requires_grad_(False)

frozen = []  # what is not trained is computed without dropout
if STRATEGY == "head-only":
    frozen = [bert]
elif STRATEGY == "last-layers":
    frozen = [bert.embeddings, *bert.encoder.layer[: max(config["layers"] - LAST_LAYERS, 0)]]
for part in frozen:
    part.requires_grad_(False)
if STRATEGY == "lora":
    bert.requires_grad_(False)
    for layer in bert.encoder.layer:
        attention = layer.attention.self
        attention.query, attention.value = Lora(attention.query), Lora(attention.value)
        if LORA_TARGETS != "query-value":
            attention.key = Lora(attention.key)
            layer.attention.output.dense = Lora(layer.attention.output.dense)
        if LORA_TARGETS == "all":
            layer.intermediate.dense = Lora(layer.intermediate.dense)
            layer.output.dense = Lora(layer.output.dense)
trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
print(f"{sum(parameter.numel() for parameter in trainable)} weights are trained")

# %% [markdown]
# ## Measuring

# %%
@torch.no_grad()
def measure(texts):
    """Accuracy, precision, recall (for five classes the mean over them) and loss in nats."""
    model.eval()
    texts = sorted(texts, key=length)
    logits, labels = [], []
    for start in range(0, len(texts), 64):
        ids, mask, label = batch(texts[start : start + 64])
        logits.append(model(ids, mask))
        labels.append(label)
    logits, labels = torch.cat(logits), torch.cat(labels)
    answers = logits.argmax(1)

    def share(part, whole):
        return (part & whole).sum().item() / whole.sum().item() if whole.any() else math.nan

    sought = range(CLASSES) if TASK == "kind" else [1]
    precisions = [share(labels == one, answers == one) for one in sought]
    recalls = [share(answers == one, labels == one) for one in sought]
    return {
        "accuracy": (answers == labels).float().mean().item(),
        "precision": sum(precisions) / len(precisions),
        "recall": sum(recalls) / len(recalls),
        "loss": cross_entropy(logits, labels).item(),
    }


before, general_before = measure(test), measure(general_test)

# %% [markdown]
# ## Training
# AdamW; biases and norms do not decay. The gradient is clipped by its global norm.

# %%
steps_per_epoch = math.ceil(len(train) / BATCH_SIZE)
steps = EPOCHS * steps_per_epoch
groups = [
    {"params": [one for one in trainable if one.ndim > 1], "weight_decay": WEIGHT_DECAY},
    {"params": [one for one in trainable if one.ndim == 1], "weight_decay": 0.0},
]
optimizer = torch.optim.AdamW(groups, lr=LEARNING_RATE, betas=(0.9, 0.999), eps=1e-8)


def learning_rate(step):
    """Of a step, counted from 1: up to the peak in equal parts, then as the schedule says."""
    warmup = math.floor(WARMUP * steps)
    if step <= warmup:
        return LEARNING_RATE * step / warmup
    done = (step - 1 - warmup) / max(steps - warmup, 1)
    share = {"constant": 1.0, "linear": 1 - done, "cosine": 0.5 * (1 + math.cos(math.pi * done))}
    return LEARNING_RATE * share[SCHEDULE]


def epoch_batches():
    """Every text once, in random order; texts of like length share a batch, which saves padding."""
    order = random.sample(train, len(train))
    bucket = 8 * BATCH_SIZE
    for start in range(0, len(order), bucket):
        order[start : start + bucket] = sorted(order[start : start + bucket], key=length)
    batches = [order[start : start + BATCH_SIZE] for start in range(0, len(order), BATCH_SIZE)]
    random.shuffle(batches)
    return batches


def replayed(count):
    """General texts that join a batch of so many texts."""
    if STRATEGY != "replay":
        return []
    return random.sample(general_train, round(count * REPLAY_SHARE / (1 - REPLAY_SHARE)))


best_loss, best_weights, step = math.inf, None, 0


def consider():
    """Keeps the weights if their loss on validation texts is the lowest so far."""
    global best_loss, best_weights
    loss = measure(validation)["loss"]
    print(f"step {step} of {steps}: validation loss {loss:.3f}")
    if loss < best_loss:
        best_loss = loss
        best_weights = {name: value.clone() for name, value in model.state_dict().items()}


consider()
for epoch in range(EPOCHS):
    for texts in epoch_batches():
        step += 1
        model.train()
        for part in frozen:
            part.eval()
        ids, mask, labels = batch(texts + replayed(len(texts)))
        loss = cross_entropy(model(ids, mask), labels)
        optimizer.zero_grad()
        loss.backward()
        if CLIP_NORM > 0:
            nn.utils.clip_grad_norm_(trainable, CLIP_NORM)
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(step)
        optimizer.step()
        if step % EVAL_EVERY == 0 or step == steps:
            consider()
if RESTORE_BEST:
    model.load_state_dict(best_weights)

# %% [markdown]
# ## What came of it

# %%
after, general_after = measure(test), measure(general_test)
print(f"{'':24}before   after")
for figure in before:
    print(f"{DOMAIN + ' ' + figure:24} {before[figure]:.3f}   {after[figure]:.3f}")
print(f"{'general accuracy':24} {general_before['accuracy']:.3f}   {general_after['accuracy']:.3f}")
