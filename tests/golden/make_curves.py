#!/usr/bin/env python3
"""Makes curves.json: curves, cells, calibration and temperatures by scikit-learn and scipy, for tests/curves.rs.

Made with Python 3.11, scikit-learn 1.9.1, scipy 1.17.1 and numpy 2.4.6. Run:

    pip install scikit-learn scipy
    python tests/golden/make_curves.py > tests/golden/curves.json

Where our definitions and scikit-learn's defaults differ, ours are asked for: no point of the ROC curve is
dropped; the precision/recall curve runs from the highest threshold to the lowest and lacks the point at
recall 0 that scikit-learn adds; a figure that is 0/0 is null. Scores and thresholds are rounded to f32
before anything is computed, as the page's probabilities are; scores are written as whole multiples of
1 / `scale` where that is shorter. Curves and figures are rounded to 12 decimals.
"""

import json
import math
import sys
import warnings

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    confusion_matrix,
    fbeta_score,
    precision_recall_curve,
    precision_score,
    recall_score,
    roc_auc_score,
    roc_curve,
)

BETAS = [0.0, 0.5, 1.0, 2.0, 10.0]
BINS = [1, 4, 10, 15]
SMALLEST = np.finfo(np.float32).tiny
BOUNDS = (0.05, 20.0)


def case(name, scores, positive, scale=1):
    """One case with its reference figures; scores are multiples of 1 / `scale`."""
    written = np.asarray(scores, dtype=np.float32 if scale == 1 else np.int64)
    scores = (written / scale).astype(np.float32).astype(np.float64)
    positive = np.asarray(positive, dtype=int)
    both = 0 < positive.sum() < len(positive)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # one class is missing: null is written instead
        roc = roc_curve(positive, scores, pos_label=1, drop_intermediate=False) if both else None
        pr = precision_recall_curve(positive, scores, pos_label=1, drop_intermediate=False) if positive.any() else None
    return {
        "name": name,
        "scale": scale,
        "scores": [value.item() for value in written],
        "positive": "".join(map(str, positive)),
        "roc": roc and {"false_positive_rates": rounded(roc[0]), "recalls": rounded(roc[1])},
        "pr": pr and {"precisions": rounded(pr[0][-2::-1]), "recalls": rounded(pr[1][-2::-1])},
        "thresholds": [float(value) for value in roc[2][1:]] if roc and len(scores) < 100 else None,
        "auc": roc_auc_score(positive, scores) if both else None,
        "average_precision": average_precision_score(positive, scores) if positive.any() else None,
        "brier": brier_score_loss(positive, scores, pos_label=1),
        "calibration": [reliability(scores, positive, bins) for bins in BINS],
        "cells": [cells(scores, positive, threshold) for threshold in thresholds(scores)],
    }


def thresholds(scores):
    """Round ones, those that hit a score exactly, and one that calls nobody."""
    chosen = [0.0, 0.1, 0.25, 0.5, 0.9, 1.0, 2.0, scores.min(), np.median(scores), scores.max()]
    return sorted({float(np.float32(threshold)) for threshold in chosen})


def cells(scores, positive, threshold):
    """The cells at a threshold, and every figure read off them."""
    called = (scores >= threshold).astype(int)
    (tn, fp), (fn, tp) = confusion_matrix(positive, called, labels=[0, 1])
    undefined = {"zero_division": np.nan}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a class that never occurs: the mean leaves it out
        balanced = balanced_accuracy_score(positive, called)
    return {
        "threshold": threshold,
        "counts": [int(count) for count in (tp, fp, fn, tn)],
        "figures": [
            number(precision_score(positive, called, **undefined)),
            number(recall_score(positive, called, **undefined)),
            number(recall_score(positive, called, pos_label=0, **undefined)),  # specificity
            number(accuracy_score(positive, called)),
            number(balanced),
        ],
        "f_betas": [number(fbeta_score(positive, called, beta=beta, **undefined)) for beta in BETAS],
    }


def reliability(scores, positive, bins):
    """The reliability diagram, and the calibration error as its weighted mean gap."""
    shares, means = calibration_curve(positive, scores, pos_label=1, n_bins=bins)
    edges = np.linspace(0.0, 1.0, bins + 1)
    counts = np.bincount(np.searchsorted(edges[1:-1], scores), minlength=bins)
    counts = counts[counts > 0]
    assert len(counts) == len(shares) and counts.sum() == len(scores)
    return {
        "bins": bins,
        "counts": counts.tolist(),
        "mean_scores": rounded(means),
        "shares_positive": rounded(shares),
        "ece": float(np.sum(counts * np.abs(means - shares)) / len(scores)),
    }


def temperature(name, probabilities, labels):
    """One case of temperature scaling, by scipy's bounded minimiser over ln T."""
    rows = np.round(np.asarray(probabilities), 4).astype(np.float32)
    labels = np.asarray(labels)
    logits = np.log(np.maximum(rows, SMALLEST).astype(np.float64))

    def loss(log_temperature):
        scaled = logits / math.exp(log_temperature)
        scaled -= scaled.max(axis=1, keepdims=True)
        chosen = scaled[np.arange(len(labels)), labels] - np.log(np.exp(scaled).sum(axis=1))
        return -chosen.mean()

    bounds = [math.log(bound) for bound in BOUNDS]
    found = minimize_scalar(loss, bounds=bounds, method="bounded", options={"xatol": 1e-10}).x
    # The minimiser never tries the bounds themselves.
    best = min([*bounds, found], key=loss)
    return {
        "name": name,
        "classes": rows.shape[1],
        "labels": labels.tolist(),
        "probabilities": [float(str(p)) for p in rows.flatten()],
        "temperature": math.exp(best),
        "loss": loss(best),
    }


def rounded(values):
    return [round(float(value), 12) for value in values]


def number(value):
    return None if math.isnan(value) else round(float(value), 12)


def drawn(name, random, examples, scale, prevalence, sharpness):
    """Labels with a prevalence, scores on a grid that know a little about them."""
    positive = (random.random(examples) < prevalence).astype(int)
    logits = random.normal(size=examples) + sharpness * (positive - 0.5) + math.log(prevalence / (1 - prevalence))
    return case(name, np.round(scale / (1 + np.exp(-logits))), positive, scale)


def softmax(logits):
    weights = np.exp(logits - logits.max(axis=1, keepdims=True))
    return weights / weights.sum(axis=1, keepdims=True)


def drawn_temperature(name, random, examples, classes, known, certainty):
    """Labels drawn from softmax(logits), predictions from the logits times `certainty`."""
    logits = random.normal(size=(examples, classes)) * known
    labels = [random.choice(classes, p=row) for row in softmax(logits)]
    return temperature(name, softmax(logits * certainty), labels)


def cases(random):
    yield case("one of each cell", [0.9, 0.6, 0.4, 0.1], [1, 0, 1, 0])
    yield case("all right", [0.9, 0.8, 0.3, 0.2, 0.1], [1, 1, 0, 0, 0])
    yield case("all wrong", [0.9, 0.8, 0.3, 0.2], [0, 0, 1, 1])
    yield case("one example, positive", [0.7], [1])
    yield case("one example, negative", [0.7], [0])
    yield case("only positives", [0.9, 0.5, 0.5, 0.2], [1, 1, 1, 1])
    yield case("only negatives", [0.9, 0.5, 0.5, 0.2], [0, 0, 0, 0])
    yield case("all scores equal", [0.5] * 6, [1, 0, 0, 1, 0, 0])
    yield case("all scores zero", [0.0] * 4, [1, 0, 0, 1])
    yield case("all scores one", [1.0] * 4, [1, 0, 0, 1])
    yield case("a positive and a negative, tied", [0.3, 0.3], [1, 0])
    yield case("ties across the classes", [0.8, 0.8, 0.8, 0.5, 0.5, 0.2, 0.2], [1, 1, 0, 1, 0, 0, 1])
    yield case("zero and one, right", [0.0, 1.0, 0.0, 1.0], [0, 1, 0, 1])
    yield case("zero and one, wrong once each", [0.0, 1.0, 0.0, 1.0, 0.0], [1, 0, 0, 1, 0])
    yield case("zero and minus zero are one score", [0.0, -0.0, 0.5], [1, 0, 1])
    yield case("next to one half", [0.5, 0.49999997, 0.50000006], [0, 1, 1])
    yield case("next to zero and one", [1e-45, 1e-30, 0.0, 0.99999994, 1.0], [0, 1, 0, 0, 1])
    yield case("borders of bins", [0, 1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 1, 0, 1, 0, 1, 1, 1], 8)
    yield case("decimal borders of bins", [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.9], [0, 0, 1, 0, 1, 1, 1])
    yield case("one positive, last", [0.9, 0.8, 0.7, 0.6], [0, 0, 0, 1])
    yield case("one negative, first", [0.9, 0.8, 0.7, 0.6], [0, 1, 1, 1])
    yield case("convex dent", [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], [1, 0, 0, 1, 1, 0])
    yield case("continuous", random.random(60), random.integers(0, 2, 60))
    yield drawn("fine grid, even", random, 120, 2**24, 0.5, 2.0)
    yield drawn("coarse grid, many ties", random, 300, 16, 0.4, 1.5)
    yield drawn("two in a hundred", random, 1000, 256, 0.02, 3.0)
    yield drawn("ninety-eight in a hundred", random, 400, 128, 0.98, 3.0)
    yield drawn("chance", random, 500, 64, 0.3, 0.0)
    yield drawn("worse than chance", random, 200, 64, 0.3, -2.0)
    yield drawn("thousands", random, 3000, 128, 0.2, 2.0)


def temperatures(random):
    yield temperature("three of four right", [[0.01, 0.99]] * 4, [1, 1, 1, 0])
    yield temperature("all right: the lower bound", [[0.4, 0.6], [0.9, 0.1]], [1, 0])
    yield temperature("all wrong: the upper bound", [[0.4, 0.6], [0.9, 0.1]], [0, 1])
    yield temperature("one example, right", [[0.2, 0.5, 0.3]], [1])
    yield temperature("zeros, one in two hundred wrong", [[0.0, 1.0]] * 200, [1] * 199 + [0])
    yield temperature("zeros: the upper bound", [[0.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.3, 0.7]], [1, 0, 0, 0])
    yield temperature("five classes, right and wrong", np.eye(5) * 0.8 + 0.04, [0, 1, 2, 3, 0])
    yield drawn_temperature("calibrated", random, 300, 2, 2.0, 1.0)
    yield drawn_temperature("too certain", random, 300, 2, 2.0, 3.0)
    yield drawn_temperature("too uncertain", random, 300, 2, 2.0, 0.25)
    yield drawn_temperature("five classes, too certain", random, 200, 5, 1.5, 2.5)
    yield drawn_temperature("five classes, a little too uncertain", random, 100, 5, 1.5, 0.8)
    yield drawn_temperature("nothing known", random, 100, 2, 0.01, 300.0)


def refused():
    """What must be refused, with the kind of error. NaN and infinity are written as strings."""
    return [
        {"name": "nothing", "scores": [], "positive": "", "error": "empty"},
        {"name": "scores without truths", "scores": [0.5], "positive": "", "error": "empty"},
        {"name": "truths without scores", "scores": [], "positive": "1", "error": "lengths"},
        {"name": "too few", "scores": [0.5], "positive": "10", "error": "lengths"},
        {"name": "not a number", "scores": [0.5, "nan"], "positive": "10", "error": "not a number at 1"},
        {"name": "infinite", "scores": ["inf", 0.5], "positive": "10", "error": "out of range at 0"},
        {"name": "just above one", "scores": [0.5, 0.5, 1.0000001], "positive": "100", "error": "out of range at 2"},
        {"name": "negative", "scores": [-0.1, 0.5], "positive": "10", "error": "out of range at 0"},
    ]


if __name__ == "__main__":
    random = np.random.default_rng(7)
    golden = {
        "betas": BETAS,
        "cases": list(cases(random)),
        "temperatures": list(temperatures(random)),
        "refused": refused(),
    }
    json.dump(golden, sys.stdout, separators=(",", ":"), allow_nan=False)
    print()
