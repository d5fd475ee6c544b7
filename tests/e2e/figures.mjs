// The page's figures computed again, from exported predictions and by the textbook's formulas.

/** Scores and confusion (`counts[truth][answer]`) of two classes, the second of which is the positive one. */
export function figures(examples, when) {
  const counts = [[0, 0], [0, 0]];
  let loss = 0;
  for (const example of examples) {
    // The file has the shortest decimals of 32-bit numbers.
    const [other, condition] = example[when].map(Math.fround);
    counts[example.class][condition > other ? 1 : 0] += 1;
    loss -= Math.log([other, condition][example.class]);
  }
  const [[trueNegative, falsePositive], [falseNegative, truePositive]] = counts;
  const precision = truePositive / (truePositive + falsePositive);
  const recall = truePositive / (truePositive + falseNegative);
  const specificity = trueNegative / (trueNegative + falsePositive);
  return {
    accuracy: (truePositive + trueNegative) / examples.length,
    balanced_accuracy: (recall + specificity) / 2,
    precision,
    recall,
    f1: (2 * precision * recall) / (precision + recall),
    loss: loss / examples.length,
    counts,
  };
}

/** Counts at a threshold, in the order TP, FN, FP, TN; the file has the shortest decimals of 32-bit numbers. */
export function cellsAt(examples, when, threshold) {
  const counts = [0, 0, 0, 0];
  for (const example of examples) {
    const called = Math.fround(example[when][1]) >= threshold;
    counts[(example.class === 1 ? 0 : 2) + ((example.class === 1) === called ? 0 : 1)] += 1;
  }
  // Of what is negative, the wrong answers come first.
  const [truePositive, falseNegative, trueNegative, falsePositive] = counts;
  return [truePositive, falseNegative, falsePositive, trueNegative];
}

/** The figures of four counts, by the names that the page gives them; NaN where one is 0/0. */
export function rates([tp, fn, fp, tn], beta) {
  const square = beta * beta;
  const f = (square) => ((1 + square) * tp) / ((1 + square) * tp + square * fn + fp);
  return {
    Precision: tp / (tp + fp),
    Recall: tp / (tp + fn),
    F1: f(1),
    'F-beta': f(square),
    Specificity: tn / (tn + fp),
    Accuracy: (tp + tn) / (tp + fn + fp + tn),
    'Balanced accuracy': (tp / (tp + fn) + tn / (tn + fp)) / 2,
  };
}

/**
 * A threshold of four decimals that reaches goal 0 (recall above 80 %, precision above 85 %), goal 1 (recall of at
 * least 98 % at the best precision) or goal 2 (precision of at least 99 % at the best recall), by trying them all.
 */
export function best(examples, goal) {
  const [held, sought] = goal === 2 ? ['Precision', 'Recall'] : ['Recall', 'Precision'];
  const least = [0.801, 0.98, 0.99][goal];
  const tried = Array.from({ length: 10_001 }, (_, step) => step / 10_000)
    .map((threshold) => ({ threshold, ...rates(cellsAt(examples, 'after', threshold), 1) }))
    .filter((at) => at[held] >= least);
  return tried.reduce((best, at) => (at[sought] > best[sought] ? at : best)).threshold;
}

/** A table as a list of objects; enough of RFC 4180 for what the page writes. */
export function table(csv) {
  const cells = [...csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/g)];
  const lines = [[]];
  for (const [, cell, end] of cells) {
    lines.at(-1).push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') lines.push([]);
  }
  const [head, ...rows] = lines.slice(0, -1);
  return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
}
