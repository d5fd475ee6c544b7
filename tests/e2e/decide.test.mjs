// The Decide lab: one threshold in every view, the texts behind every count, one look at the test set, pitfalls.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { best, cellsAt, rates } from './figures.mjs';
import { control, go, patience, plain, saved, steps } from './learner.mjs';

let lab, page, examples;
before(async () => {
  lab = await start();
  page = await lab.open('#/decide?epochs=3&examples=400&v=1');
});
after(() => lab?.stop());

const sliders = ['#histogram-plot', '#pr-curve .chart-plot', '#roc-curve .chart-plot'];
const field = () => page.getByLabel('Threshold', { exact: true });

/** Waits until the run in view has ended, which the other labs tell in the run bar alone. */
async function trained() {
  await steps(page, 1);
  await control(page, 'Run').waitFor({ timeout: patience });
}

/** The four counts, in the order TP, FN, FP, TN. */
const counts = () =>
  page.locator('.decide-matrix .cell').evaluateAll((cells) =>
    cells.map((cell) => Number(cell.querySelector('.cell-count').textContent.replaceAll(',', ''))),
  );

/** Every view says the same, and it is what the exported predictions give. */
async function agree(what) {
  const thresholds = await Promise.all(sliders.map((slider) => page.locator(slider).getAttribute('aria-valuenow')));
  assert.equal(new Set(thresholds).size, 1, `${what}: ${thresholds}`);
  const threshold = Number(thresholds[0]);
  assert.ok(Math.abs(Number(await field().inputValue()) - threshold) <= 5e-5, what);

  // A threshold taken from a curve is a score itself, which four decimals do not tell from its neighbours.
  const shown = await counts();
  const near = examples.filter((example) => Math.abs(example.after[1] - threshold) <= 5e-5).length;
  const expected = cellsAt(examples, 'after', threshold);
  for (const [index, count] of expected.entries()) {
    assert.ok(Math.abs(shown[index] - count) <= near, `${what}: ${shown} on the page, ${expected} from the predictions`);
  }
  assert.equal(shown.reduce((sum, count) => sum + count), examples.length);

  const values = await page
    .locator('.formula-value')
    .evaluateAll((values) => values.map((value) => [value.dataset.figure, value.textContent]));
  const computed = rates(shown, 2);
  for (const [name, text] of values) {
    const value = computed[name];
    if (Number.isNaN(value)) assert.equal(text, 'undefined', `${what}: ${name}`);
    else assert.ok(Math.abs(Number.parseFloat(text) - 100 * value) <= 0.05 + 1e-9, `${what}: ${name} is ${text}, not ${value}`);
  }
  const reading = plain(await page.locator('.decide-reading').innerText());
  const precision = values.find(([name]) => name === 'Precision')[1];
  assert.ok(reading.includes(`precision ${plain(precision)}`), `${what}: ${reading}`);
  return threshold;
}

/** Drags with the mouse from one place of a plot to another, as shares of its width and height. */
async function drag(selector, from, to) {
  const plot = page.locator(selector);
  await plot.scrollIntoViewIfNeeded();
  // The run bar sticks to the window's head and would catch the mouse there.
  await plot.evaluate((plot) => plot.scrollIntoView({ block: 'center' }));
  const box = await plot.boundingBox();
  const at = ([x, y]) => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at(to), { steps: 12 });
  await page.mouse.up();
}

test('a model is trained from the lab itself', { timeout: 10 * 60_000 }, async () => {
  await page.getByText('There is no model to decide for yet.').waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Train the model now' }).click();
  await trained();
  await page.locator('#threshold').waitFor();
  await go(page, 'Runs');
  const file = JSON.parse(await saved(page, page.getByRole('button', { name: /redictions/ }).first()));
  examples = file.splits.find(({ split }) => split === 'target-validation').examples;
  assert.ok(examples.length > 400);
  await go(page, 'Decide');
});

test('mouse, keyboard and field move one threshold', { timeout: 120_000 }, async () => {
  assert.equal(await agree('at first'), 0.5);

  await page.locator('#histogram-plot').focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'PageUp', 'ArrowLeft']) await page.keyboard.press(key);
  const byKeys = await agree('by keyboard');
  assert.ok(byKeys > 0.5);
  await page.locator('#roc-curve .chart-plot').focus();
  await page.keyboard.press('PageDown');
  assert.ok((await agree('by keyboard on the ROC curve')) < byKeys);

  await drag('#histogram-plot', [0.5, 0.5], [0.8, 0.5]);
  const dragged = await agree('dragged in the histogram');
  assert.ok(dragged > 0.95, `dragged to ${dragged}`);
  await drag('#pr-curve .chart-plot', [0.5, 0.1], [0.98, 0.1]);
  const onCurve = await agree('dragged on the precision-recall curve');
  assert.ok(onCurve < dragged);
  await drag('#roc-curve .chart-plot', [0.5, 0.1], [0.02, 0.3]);
  assert.ok((await agree('dragged on the ROC curve')) > onCurve);

  await field().fill('0.25');
  assert.equal(await agree('typed'), 0.25);
  await field().fill('two');
  await page.getByText('Threshold must be a number between 0 and 1').waitFor();
  assert.equal(await page.locator(sliders[0]).getAttribute('aria-valuenow'), '0.2500');
  for (const key of ['Home', 'End']) {
    await page.locator('#histogram-plot').focus();
    await page.keyboard.press(key);
    await agree(`at the ${key}`);
  }
});

test('the curves can be read as tables', { timeout: 120_000 }, async () => {
  for (const [plot, names] of [['#pr-curve', ['Recall', 'Precision']], ['#roc-curve', ['Specificity', 'Recall']]]) {
    await page.locator(`${plot} .chart-data summary`).click();
    const table = page.locator(`${plot} .chart-data table`);
    const heads = await table.locator('thead th').allInnerTexts();
    assert.deepEqual(heads.slice(1), ['after', 'before'].flatMap((when) => names.map((name) => `${name === 'Specificity' ? 'False-positive rate' : name}, ${when}`)));
    const row = await table.locator('tbody tr', { has: page.getByRole('rowheader', { name: '0.50', exact: true }) }).locator('td').allInnerTexts();
    const computed = ['after', 'before'].flatMap((when) => {
      const at = rates(cellsAt(examples, when, 0.5), 1);
      return names.map((name) => 100 * (name === 'Specificity' ? 1 - at[name] : at[name]));
    });
    for (const [index, text] of row.entries()) assert.ok(Math.abs(Number.parseFloat(text) - computed[index]) <= 0.05 + 1e-9, `${heads[index + 1]}: ${text}, not ${computed[index]}`);
  }
  await accessible(page);
  for (const plot of ['#pr-curve', '#roc-curve']) await page.locator(`${plot} .chart-data summary`).click();
});

test('every field opens exactly the texts that it counts', { timeout: 120_000 }, async () => {
  await field().fill('0.3');
  const order = ['TP', 'FN', 'FP', 'TN'];
  for (const [index, short] of order.entries()) {
    const cell = page.locator(`.cell[data-cell="${short}"]`);
    await cell.click();
    const all = page.getByRole('button', { name: 'Show all' });
    if (await all.isVisible()) await all.click();
    const rows = await page.locator('#cell-texts li').evaluateAll((items) => items.map((item) => Number(item.dataset.row)));
    assert.equal(rows.length, (await counts())[index]);
    const expected = examples.flatMap((example, row) => {
      const called = Math.fround(example.after[1]) >= 0.3;
      const own = example.class === 1 ? (called ? 'TP' : 'FN') : called ? 'FP' : 'TN';
      return own === short ? [row] : [];
    });
    assert.deepEqual([...rows].sort((a, b) => a - b), expected, short);
    const first = await page.locator('#cell-texts li blockquote').first().innerText().catch(() => null);
    if (rows.length > 0) assert.equal(first, examples[rows[0]].text);
  }
});

test('the model says which words pushed a decision', { timeout: 120_000 }, async () => {
  await page.locator('.cell[data-cell="TP"]').click();
  const item = page.locator('#cell-texts li').first();
  const text = await item.locator('blockquote').innerText();
  await item.getByRole('button', { name: 'Which words pushed it?' }).click();
  await item.locator('.push').first().waitFor({ timeout: patience });
  const words = await item.locator('.push').evaluateAll((words) =>
    words.map((word) => [word.firstChild.textContent, word.querySelector('small').textContent]),
  );
  assert.deepEqual(words.map(([word]) => word), text.split(/\s+/));
  assert.ok(words.some(([, push]) => push !== '±0'));
  await accessible(page);
  await page.getByRole('button', { name: 'Close the list' }).click();
});

test('what does not enter a figure is dimmed', async () => {
  await page.getByRole('button', { name: /^Precision/ }).click();
  const dimmed = () => page.locator('.cell.dimmed').evaluateAll((cells) => cells.map((cell) => cell.dataset.cell));
  assert.deepEqual(await dimmed(), ['FN', 'TN']);
  await page.getByRole('button', { name: /^Recall/ }).click();
  assert.deepEqual(await dimmed(), ['FP', 'TN']);
  await page.getByRole('button', { name: /^Recall/ }).click();
  assert.deepEqual(await dimmed(), []);
});

test('costs, prevalence and a thousand people', async () => {
  await page.getByLabel('A missed case costs', { exact: true }).fill('1000');
  await page.getByRole('button', { name: 'Go to the cheapest threshold' }).click();
  const dear = await agree('where missing is dear');
  await page.getByLabel('A missed case costs', { exact: true }).fill('0.1');
  await page.getByRole('button', { name: 'Go to the cheapest threshold' }).click();
  assert.ok((await agree('where missing is cheap')) > dear);

  await field().fill('0.5');
  const precision = async () => Number.parseFloat(/precision ([\d.]+)/.exec(plain(await page.locator('.people-sentence').nth(1).innerText()))[1]);
  await page.getByLabel('How common it is, in %', { exact: true }).fill('50');
  const common = await precision();
  await page.getByLabel('How common it is, in %', { exact: true }).fill('1');
  assert.ok((await precision()) < common, 'a rarer class has a lower precision');
  assert.match(await page.locator('.people-sentence').first().innerText(), /^Of 1,000 people, 10 are ill/);
});

test('temperature scaling keeps the order and moves the probabilities', async () => {
  const before = await page.locator('#curves .chart-summary').allInnerTexts();
  await page.getByLabel('Apply temperature scaling').check();
  assert.deepEqual(await page.locator('#curves .chart-summary').allInnerTexts(), before);
  await page.getByLabel('Apply temperature scaling').uncheck();
});

test('each goal can be reached by moving the threshold', async () => {
  const reached = (goal) => page.locator(`[data-goal="${goal}"]`).getAttribute('class');
  for (const goal of [1, 2]) {
    await field().fill(String(best(examples, goal)));
    assert.equal(await reached(goal), 'met', `goal ${goal} at ${best(examples, goal)}`);
  }
});

test('the test set is looked at once', async () => {
  await field().fill('0.4');
  await page.getByRole('button', { name: 'Look at test with the threshold 0.40' }).click();
  const shown = () => page.locator('#test td[data-test]').allInnerTexts();
  const figures = await shown();
  assert.equal(figures.length, 4);
  await page.getByText('Why only once?').waitFor();
  await field().fill('0.9');
  await page.getByText('The threshold has been moved since.').waitFor();
  assert.deepEqual(await shown(), figures);
  assert.equal(await page.getByRole('button', { name: /^Look at test/ }).count(), 0);
});

test('the lab is in order, wide and narrow, light and dark', { timeout: 120_000 }, async () => {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await accessible(page);
    for (const width of [360, 1280]) await screenshot(page, `decide-${colorScheme}`, width);
  }
  await page.setViewportSize({ width: 360, height: 900 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, 'nothing sticks out sideways');
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('accuracy deceives where a class is rare', async () => {
  const card = page.locator('article', { hasText: 'Accuracy when the class is rare' });
  assert.ok(Number.parseFloat(await card.locator('[data-rare="accuracy"]').innerText()) > 95);
  assert.equal(await card.locator('[data-rare="recall"]').count(), 0, 'the learner answers first');
  await card.getByRole('button', { name: 'Yes', exact: true }).click();
  const recall = /finds ([\d.]+)/.exec(plain(await card.locator('[data-rare="recall"]').innerText()));
  assert.ok(Number(recall[1]) < 25);
});

test('pitfalls are real runs, in by one click and out by another', { timeout: 10 * 60_000 }, async () => {
  const trap = (name) => page.locator('.trap', { has: page.getByRole('heading', { name, exact: true }) });
  const fall = async (name) => {
    await trap(name).getByRole('button', { name: 'Walk into it' }).click();
    await trained();
    await trap(name).locator('.trap-outcome').waitFor();
    return plain(await trap(name).locator('.trap-outcome').innerText());
  };
  const everybody = await fall('Train on positives alone');
  const [, recall, , balanced] = [...everybody.matchAll(/([\d.]+) %/g)].map(([, share]) => Number(share));
  assert.ok(recall >= 99.5 && balanced < 60, everybody);
  // Who leaves the lab finds the form there as it was before the pitfall.
  await go(page, 'Fine-tune');
  assert.match(page.url(), /epochs=3&examples=400/);
  assert.doesNotMatch(page.url(), /data=/);
  await go(page, 'Decide');
  const leaked = await fall('Leak test texts');
  const [seen, fresh] = [...leaked.matchAll(/([\d.]+) %/g)].map(([, share]) => Number(share));
  assert.ok(seen > fresh, leaked);
  const overfitted = await fall('Overfit');
  const [, training, validation] = /([\d.]+) % right on its own training texts, ([\d.]+) % on validation/.exec(overfitted).map(Number);
  assert.ok(training > validation, overfitted);
  await accessible(page);
  await screenshot(page, 'decide-pitfalls', 1280);

  await page.getByRole('button', { name: 'Back to where I was' }).click();
  assert.equal((await counts()).reduce((sum, count) => sum + count), examples.length);
  assert.match(page.url(), /examples=400/);
  assert.deepEqual(page.problems, []);
});
