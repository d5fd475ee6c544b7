#!/usr/bin/env python3
"""Makes forgetting.json: what numpy, scipy and scikit-learn say about forgetting, for tests/forgetting.rs.

Made with Python 3.11, numpy 2.4.6, scipy 1.17.1 and scikit-learn 1.9.1. Run:

    pip install numpy scipy scikit-learn
    python tests/golden/make_forgetting.py > tests/golden/forgetting.json

Wherever it can be, a figure is computed by another formula than ours: fronts and areas by trying
everything, kernel alignment with an explicit centring matrix, principal components by a singular value
decomposition. Large matrices are not written down but drawn anew by the test with the same generator
(`drawn` here and there); their entries are exact in f32.
"""

import itertools
import json
import sys

import numpy as np
from scipy import stats
from sklearn.decomposition import PCA

MASK = 2**64 - 1


def drawn(seed, rows, columns, halvings):
    """SplitMix64, as in src/random.rs; column c is halved c % `halvings` times."""
    values = np.empty((rows, columns))
    for row, column in itertools.product(range(rows), range(columns)):
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        z ^= z >> 31
        values[row, column] = ((z % 2048) / 1024 - 1) / 2 ** (column % halvings)
    return values


def rounded(values):
    return [round(float(value), 12) for value in np.ravel(values)]


def spread(values):
    return {
        "values": values,
        "mean": float(np.mean(values)),
        "sd": float(np.std(values, ddof=1)) if len(values) > 1 else 0.0,
        "min": min(values),
        "max": max(values),
    }


def comparison(a, b):
    """Welch's test: its interval, and what its p value says."""
    result = stats.ttest_ind(a, b, equal_var=False)
    low, high = result.confidence_interval(0.95)
    return {
        "a": a,
        "b": b,
        "difference": float((low + high) / 2),
        "margin": float((high - low) / 2),
        "beyond": bool(result.pvalue < 0.05),
    }


def comparisons(random):
    for _ in range(40):
        sizes, shift = random.integers(2, 9, 2), random.choice([0.0, 0.02, 0.1])
        a, b = (random.normal(0.7, sd, size) for sd, size in zip(random.choice([0.003, 0.02, 0.1], 2), sizes))
        yield comparison(rounded(a + shift), rounded(b))
    # Almost all of the spread is in one of two pairs: just above one degree of freedom.
    yield comparison([0.5, 0.9], [0.1, 0.1001])


def beats(a, b):
    return a[0] >= b[0] and a[1] >= b[1] and (a[0] > b[0] or a[1] > b[1])


def front(points):
    distinct = list(dict.fromkeys(points))
    best = [point for point in distinct if not any(beats(other, point) for other in distinct)]
    return [points.index(point) for point in sorted(best)]


def area(points, reference):
    """Adds up every cell between all coordinates whose far corner is covered by a point."""
    xs, ys = (sorted({reference[axis], *(p[axis] for p in points if p[axis] > reference[axis])}) for axis in (0, 1))
    cells = itertools.product(itertools.pairwise(xs), itertools.pairwise(ys))
    return sum(
        (x2 - x1) * (y2 - y1) for (x1, x2), (y1, y2) in cells if any(p[0] >= x2 and p[1] >= y2 for p in points)
    )


def fronts(random):
    for number in range(40):
        size = int(random.integers(1, 15))
        points = random.integers(-4, 5, (size, 2)) / 8 if number % 2 else random.uniform(-0.5, 0.5, (size, 2))
        points = [tuple(rounded(point)) for point in points]
        *earlier, new = points
        before = {earlier[index] for index in front(earlier)}
        reference = tuple(rounded(random.uniform(-0.6, 0.1, 2)))
        yield {
            "points": points,
            "front": front(points),
            "last_moves_it": {points[index] for index in front(points)} != before,
            "reference": reference,
            "area": area(points, reference),
        }


def matrix(accuracies, learned):
    """`learned` is -1 for a task known from the start; -1 is written as null."""
    r, last = np.array(accuracies), len(accuracies) - 1
    earlier = [(task, max(first, 0)) for task, first in enumerate(learned) if max(first, 0) < last]
    forgotten = [r[first:last, task].max() - r[last, task] for task, first in earlier]
    transferred = [r[last, task] - r[first, task] for task, first in enumerate(learned) if 0 < first < last]
    return {
        "accuracies": r.tolist(),
        "learned": [None if first < 0 else first for first in learned],
        "average_forgetting": float(np.mean(forgotten)) if forgotten else None,
        "backward_transfer": float(np.mean(transferred)) if transferred else None,
    }


def matrices(random):
    yield matrix([[0.5]], [-1])
    yield matrix([[0.9, 0.5], [0.6, 0.8]], [-1, 1])
    for _ in range(30):
        stages, tasks = random.integers(2, 7), random.integers(1, 6)
        learned = [int(random.integers(1, stages)) if random.random() < 0.7 else -1 for _ in range(tasks)]
        yield matrix(random.uniform(0, 1, (stages, tasks)).round(3), learned)


def memory(random, texts, classes, evaluations):
    """Probabilities are sixteenths, so that there are ties and numbers on the borders of bins."""
    labels = random.integers(0, classes, texts)
    sixteenths = random.multinomial(16, random.dirichlet(np.ones(classes), (evaluations, texts)))
    p = sixteenths / 16
    right = p.argmax(axis=2) == labels
    truth = np.take_along_axis(p, labels[None, :, None], axis=2)[:, :, 0]
    names = {(1, 1): "Kept", (1, 0): "Forgotten", (0, 1): "Learned", (0, 0): "NeverKnown"}
    fates = [names[int(right[0, i]), int(right[-1, i])] for i in range(texts)]
    fates = ["Wavered" if fate == "Kept" and not right[:, i].all() else fate for i, fate in enumerate(fates)]
    lost = [i for i in range(texts) if fates[i] == "Forgotten"]
    borders = np.linspace(1 / classes, 1, 4)
    bins = np.clip(np.digitize(truth[0], borders, right=True) - 1, 0, 2)
    return {
        "labels": labels.tolist(),
        "classes": classes,
        "sixteenths": [np.ravel(rows).tolist() for rows in sixteenths],
        "fates": fates,
        "lowest": truth.min(axis=0).tolist(),
        "turns": np.diff(right, axis=0).sum(axis=0).tolist(),
        "most_forgotten": sorted(lost, key=lambda i: (truth[-1, i] - truth[0, i], i)),
        "known": [int((right[0] & (bins == number)).sum()) for number in range(3)],
        "forgotten": [int((right[0] & ~right[-1] & (bins == number)).sum()) for number in range(3)],
        "class_accuracy": [
            float(right[-1][labels == label].mean()) if (labels == label).any() else None for label in range(classes)
        ],
    }


def alignment(x, y):
    """tr(KHLH) / sqrt(tr(KHKH) tr(LHLH)), with H written out."""
    h = np.eye(len(x)) - 1 / len(x)
    k, l = x @ x.T, y @ y.T
    hsic = lambda a, b: np.trace(a @ h @ b @ h)
    return float(hsic(k, l) / np.sqrt(hsic(k, k) * hsic(l, l)))


def similarity(seed, rows, columns, other_columns, shared):
    """The second one holds the first one's columns, `shared` times as large as its own noise."""
    x, noise = drawn(seed, rows, columns, 3), drawn(seed + 1, rows, other_columns, 3)
    y = noise + shared * x[:, np.arange(other_columns) % columns]
    shape = {"seed": seed, "rows": rows, "columns": columns, "other_columns": other_columns, "shared": shared}
    return {**shape, "cka": alignment(x, y)}


def turned(random, seed, rows, columns):
    """The first matrix turned and scaled as a whole, and its similarity before that to a second one."""
    x, y = drawn(seed, rows, columns, 1), drawn(seed + 1, rows, columns, 1)
    q = stats.ortho_group.rvs(columns, random_state=random)
    after = (0.37 * x @ q).astype(np.float32)
    shape = {"seed": seed, "rows": rows, "columns": columns}
    return {**shape, "turned": [float(str(value)) for value in after.ravel()], "cka": alignment(x, y)}


def components(seed, rows, columns, halvings):
    x, later = drawn(seed, rows, columns, halvings), drawn(seed + 1, 5, columns, halvings)
    pca = PCA(2, svd_solver="full").fit(x)
    return {
        "seed": seed,
        "rows": rows,
        "columns": columns,
        "halvings": halvings,
        "explained": rounded(pca.explained_variance_ratio_),
        "fitted": rounded(pca.transform(x)[:5]),
        "later": rounded(pca.transform(later)),
    }


if __name__ == "__main__":
    random = np.random.default_rng(7)
    golden = {
        "quantiles": [float(stats.t.ppf(0.975, freedom)) for freedom in range(1, 201)],
        "spreads": [spread(rounded(random.normal(0.8, 0.05, size))) for size in (1, 2, 3, 5, 20)],
        "comparisons": list(comparisons(random)),
        "fronts": list(fronts(random)),
        "matrices": list(matrices(random)),
        "memories": [memory(random, *shape) for shape in [(1, 2, 1), (12, 2, 2), (40, 2, 5), (60, 4, 4), (30, 3, 8)]],
        "similarities": [
            similarity(1, 12, 4, 4, 1.0),
            similarity(2, 6, 9, 14, 0.5),
            similarity(3, 40, 3, 8, 2.0),
            similarity(4, 40, 8, 3, 0.0),
            similarity(5, 11, 5, 5, 8.0),
            similarity(6, 10, 5, 5, 8.0),
            similarity(7, 9, 5, 5, 8.0),
            similarity(8, 128, 384, 384, 0.5),
            similarity(9, 2, 1, 7, 0.5),
        ],
        "turned": [turned(random, 20, 15, 4), turned(random, 21, 5, 9)],
        "components": [
            components(30, 50, 4, 4),
            components(31, 8, 30, 3),
            components(32, 20, 20, 5),
            components(33, 128, 384, 1),
            components(34, 128, 384, 4),
            components(35, 3, 2, 1),
        ],
    }
    json.dump(golden, sys.stdout, separators=(",", ":"), allow_nan=False)
    print()
