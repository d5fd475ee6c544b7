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
