#!/usr/bin/env python3
"""Makes metrics.json: classification figures computed by scikit-learn, for tests/metrics.rs.

Made with Python 3.11, scikit-learn 1.9.1 and numpy 2.4.6. Run:

    pip install scikit-learn
    python tests/golden/make_metrics.py > tests/golden/metrics.json

Where our definitions and scikit-learn's defaults differ, ours are asked for: a figure that is 0/0 is
undefined (`zero_division=nan`) and left out of a macro mean, and null if the mean has nothing left;
balanced accuracy is the mean recall of the classes that occur. Probabilities are rounded to f32 before
anything is computed, as the page does.
"""

import json
import math
import sys
import warnings

import numpy as np
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    confusion_matrix,
    log_loss,
    precision_recall_fscore_support,
)

SMALLEST = np.finfo(np.float32).tiny


def case(name, probabilities, labels):
    """One case with its reference figures; `probabilities` has a row per example."""
    rows = np.asarray(probabilities, dtype=np.float32)
    labels = np.asarray(labels)
    classes = list(range(rows.shape[1]))
    predicted = rows.argmax(axis=1)  # the first of several equal ones
    figures = precision_recall_fscore_support(labels, predicted, labels=classes, zero_division=np.nan)
    per_class = [[none_if_nan(value) for value in figure] for figure in figures[:3]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # classes that never occur: the mean leaves them out
        balanced = balanced_accuracy_score(labels, predicted)
    return {
        "name": name,
        "classes": len(classes),
        "labels": labels.tolist(),
        "probabilities": [float(p) for p in rows.flatten()],
        "confusion": confusion_matrix(labels, predicted, labels=classes).tolist(),
        "accuracy": accuracy_score(labels, predicted),
        "balanced_accuracy": balanced,
        "precision": summary(per_class[0]),
        "recall": summary(per_class[1]),
        "f1": summary(per_class[2]),
        "loss": loss(rows, labels, classes),
    }


def loss(rows, labels, classes):
    """scikit-learn's log loss; by hand where it would clip or rescale what we do not."""
    chosen = rows[np.arange(len(labels)), labels].astype(np.float64)
    by_hand = float(np.mean(-np.log(np.maximum(chosen, SMALLEST))))
    if chosen.min() > 1e-6:
        normalised = rows.astype(np.float64) / rows.astype(np.float64).sum(axis=1, keepdims=True)
        assert math.isclose(by_hand, log_loss(labels, normalised, labels=classes), rel_tol=1e-5, abs_tol=1e-6)
    return by_hand


def summary(values):
    """The figure of each class, and the mean of those that are defined."""
    defined = [value for value in values if value is not None]
    return {"classes": values, "macro": float(np.mean(defined)) if defined else None}


def none_if_nan(value):
    return None if math.isnan(value) else float(value)


def random_case(name, random, examples, classes, sharpness, prior=None):
    """Labels drawn from `prior`, probabilities that know a little about them."""
    labels = random.choice(classes, size=examples, p=prior)
    logits = random.normal(size=(examples, classes)) * sharpness
    logits[np.arange(examples), labels] += sharpness
    weights = np.exp(logits)
    return case(name, weights / weights.sum(axis=1, keepdims=True), labels)


def cases():
    random = np.random.default_rng(7)
    yield case("binary, all right", [[0.9, 0.1], [0.2, 0.8], [0.4, 0.6]], [0, 1, 1])
    yield case("binary, all wrong", [[0.9, 0.1], [0.2, 0.8]], [1, 0])
    yield case("binary, one of each cell", [[0.9, 0.1], [0.2, 0.8], [0.7, 0.3], [0.4, 0.6]], [0, 1, 1, 0])
    yield case("binary, one example, right", [[0.25, 0.75]], [1])
    yield case("binary, one example, wrong", [[0.75, 0.25]], [1])
    yield case("binary, only negatives, never predicted", [[0.8, 0.2], [0.6, 0.4]], [0, 0])
    yield case("binary, only negatives, one predicted", [[0.8, 0.2], [0.4, 0.6]], [0, 0])
    yield case("binary, only positives", [[0.3, 0.7], [0.6, 0.4], [0.1, 0.9]], [1, 1, 1])
    yield case("binary, positive never predicted", [[0.8, 0.2], [0.6, 0.4], [0.7, 0.3]], [0, 1, 1])
    yield case("binary, ties go to the first class", [[0.5, 0.5]] * 4, [0, 1, 1, 0])
    yield case("binary, certain and right", [[1.0, 0.0], [0.0, 1.0]], [0, 1])
    yield case("binary, certain and wrong once", [[1.0, 0.0], [0.0, 1.0]], [1, 1])
    yield case("binary, tiny probabilities", [[1e-30, 1.0], [1.0, 1e-42], [1.0, 1e-38]], [0, 1, 1])
    yield case("binary, the probability that is next to one half", [[0.5, 0.49999997], [0.49999997, 0.5]], [0, 1])
    yield case("five classes, one of each", np.eye(5) * 0.8 + 0.04, [0, 1, 2, 3, 4])
    yield case("five classes, ties", [[0.2] * 5, [0.1, 0.3, 0.3, 0.3, 0.0], [0.1, 0.1, 0.1, 0.35, 0.35]], [0, 2, 3])
    yield case("five classes, one example", [[0.1, 0.2, 0.4, 0.2, 0.1]], [4])
    yield case("five classes, the first one takes all", [[0.6, 0.1, 0.1, 0.1, 0.1]] * 5, [0, 1, 2, 3, 4])
    yield case(
        "five classes, two missing and one of them predicted",
        [[0.7, 0.1, 0.1, 0.05, 0.05], [0.1, 0.6, 0.1, 0.1, 0.1], [0.1, 0.1, 0.1, 0.6, 0.1], [0.2, 0.3, 0.4, 0.05, 0.05]],
        [0, 1, 0, 2],
    )
    yield case("three classes, sums that are off by rounding", [[0.333333, 0.333333, 0.333334]] * 3, [0, 1, 2])
    yield random_case("binary, random, even", random, 200, 2, 1.0)
    yield random_case("binary, random, rare positives", random, 500, 2, 2.0, [0.97, 0.03])
    yield random_case("binary, random, chance", random, 300, 2, 0.0)
    yield random_case("five classes, random", random, 400, 5, 1.0, [0.2, 0.17, 0.34, 0.21, 0.08])
    yield random_case("five classes, random, sharp", random, 300, 5, 6.0, [0.6, 0.11, 0.21, 0.04, 0.04])
    yield random_case("five classes, random, few", random, 7, 5, 1.0)


def refused():
    """What must be refused, with the kind of error. NaN and infinity are written as strings."""
    return [
        {"name": "nothing", "classes": 2, "labels": [], "probabilities": [], "error": "empty"},
        {"name": "too few", "classes": 2, "labels": [0, 1], "probabilities": [0.5, 0.5, 1.0], "error": "shape"},
        {"name": "too many", "classes": 2, "labels": [0], "probabilities": [0.5, 0.5, 1.0], "error": "shape"},
        {"name": "no labels", "classes": 2, "labels": [], "probabilities": [0.5, 0.5], "error": "empty"},
        {"name": "one class", "classes": 1, "labels": [0], "probabilities": [1.0], "error": "shape"},
        {"name": "no class", "classes": 0, "labels": [0], "probabilities": [], "error": "shape"},
        {"name": "not a number", "classes": 2, "labels": [0, 1], "probabilities": [0.5, 0.5, "nan", 0.5], "error": "probability"},
        {"name": "infinite", "classes": 2, "labels": [0], "probabilities": [0.0, "inf"], "error": "probability"},
        {"name": "negative", "classes": 2, "labels": [0], "probabilities": [1.1, -0.1], "error": "probability"},
        {"name": "above one", "classes": 2, "labels": [0], "probabilities": [0.0, 1.5], "error": "probability"},
        {"name": "logits", "classes": 2, "labels": [0], "probabilities": [0.9, 0.9], "error": "probability"},
        {"name": "all zero", "classes": 2, "labels": [0], "probabilities": [0.0, 0.0], "error": "probability"},
        {"name": "no such class", "classes": 2, "labels": [0, 2], "probabilities": [0.5, 0.5, 0.5, 0.5], "error": "label"},
    ]


if __name__ == "__main__":
    json.dump({"cases": list(cases()), "refused": refused()}, sys.stdout, separators=(",", ":"), allow_nan=False)
    print()
