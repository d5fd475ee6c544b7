/// What the form says.
pub const SETTINGS: Settings = Settings {
    // Whose config.json, tokenizer.json and weights.safetensors are read.
    model: "pocket",
    // "condition", "kind" or "spam".
    task: "condition",
    // What the names of the data files begin with.
    domain: "medical",
    general: "general",
    // "full", "head-only", "last-layers", "lora" or "replay"; each of the next five belongs to one of them.
    strategy: "lora",
    last_layers: 1,
    lora_rank: 4,
    lora_alpha: 12.0,
    // "query-value", "attention" or "all".
    lora_targets: "all",
    // Share of general texts in a batch.
    replay_share: 0.25,
    learning_rate: 0.003,
    epochs: 1,
    batch_size: 16,
    examples: 60,
    weight_decay: 0.0,
    // Share of all steps.
    warmup: 0.0,
    // "constant", "linear" or "cosine".
    schedule: "cosine",
    dropout: 0.1,
    // Of the gradient; 0 turns clipping off.
    clip_norm: 0.5,
    // Steps between two looks at validation texts.
    eval_every: 32,
    // Whether to go back to the weights with the lowest validation loss.
    restore_best: true,
    seed: 7,
};
