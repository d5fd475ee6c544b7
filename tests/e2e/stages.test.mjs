// One task after another: the matrix of accuracies, held against the runs that made it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { go, kept, number } from './learner.mjs';

const within = 10 * 60_000;
let lab, page;
before(async () => {
  lab = await start();
  page = await lab.open('#/forget?examples=100&epochs=1&v=1');
});
after(() => lab?.stop());

/** Percent of right answers of exported probabilities to a file of texts whose sought label is this. */
function accuracy(probabilities, file, sought) {
  const lines = readFileSync(new URL(`../../public/data/${file}`, import.meta.url), 'utf8').trim().split('\n');
  const right = lines.filter((line, text) => line.startsWith(`${sought}\t`) === probabilities[2 * text + 1] > probabilities[2 * text]);
  return (100 * right.length) / lines.length;
}

/** The rows of the matrix as numbers. */
const matrix = () =>
  page.locator('.stage-matrix').first().locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('td')].map((cell) => Number.parseFloat(cell.textContent))),
  );

test('two tasks are learned one after the other, and the matrix is that of the runs', { timeout: 2 * within }, async () => {
  await page.locator('#stage-strategy').selectOption('Replay');
  await page.getByRole('button', { name: 'Learn one after the other' }).click();
  await page.locator('#stages-live-title').waitFor();
  await accessible(page);
  await page.locator('#stages-done-title').waitFor({ timeout: within });
  assert.deepEqual(
    await page.locator('.stage-matrix').first().locator('thead th').evaluateAll((cells) => cells.length),
    5,
    'a stage and four test sets',
  );
  const rows = await matrix();
  assert.equal(rows.length, 3, 'the base model and two stages');

  const [spam, medical] = await kept(page);
  assert.deepEqual([medical.config.task, spam.config.task], ['condition', 'spam']);
  assert.deepEqual(spam.config.after, medical.config, 'the second run says what it starts from');
  assert.deepEqual(spam.config.strategy, { replay: { share: 0.25 } });
  const expected = [
    [0, 0, medical.finals.before.general, 'general-test.tsv', 'condition'],
    [0, 1, medical.finals.before.target, 'medical-test.tsv', 'condition'],
    [1, 0, medical.finals.after.general, 'general-test.tsv', 'condition'],
    [1, 1, medical.finals.after.target, 'medical-test.tsv', 'condition'],
    // What the second run starts from is what the first one ended with.
    [1, 2, spam.finals.before.general, 'mail-general-test.tsv', 'spam'],
    [1, 3, spam.finals.before.target, 'mail-domain-test.tsv', 'spam'],
    [2, 2, spam.finals.after.general, 'mail-general-test.tsv', 'spam'],
    [2, 3, spam.finals.after.target, 'mail-domain-test.tsv', 'spam'],
  ];
  for (const [stage, set, probabilities, file, sought] of expected) {
    const computed = accuracy(probabilities, file, sought);
    assert.ok(Math.abs(rows[stage][set] - computed) <= 0.05 + 1e-9, `stage ${stage}, ${file}: ${rows[stage][set]} and ${computed}`);
  }

  await go(page, 'Forget');
  const card = async (name) => number(await page.locator('#stages .score-card', { hasText: name }).locator('.score-after').innerText());
  // Both sides of the first task were known before the last stage, and so was plain mail; spam was learned last.
  const peak = (set, from) => Math.max(...rows.slice(from, 2).map((row) => row[set]));
  const forgetting = (peak(0, 0) - rows[2][0] + (peak(1, 1) - rows[2][1]) + (peak(2, 0) - rows[2][2])) / 3;
  assert.ok(Math.abs((await card('Average forgetting')) - forgetting) <= 0.15, `${await card('Average forgetting')} and ${forgetting}`);
  assert.ok(Math.abs((await card('Backward transfer')) - (rows[2][1] - rows[1][1])) <= 0.15);
});

test('a sequence is there after a reload', { timeout: within }, async () => {
  const before = await matrix();
  await page.reload();
  await page.locator('#stages-done-title').waitFor();
  assert.deepEqual(await matrix(), before);
  await accessible(page);
  for (const width of [1280, 360]) await screenshot(page, 'stages', width);
  assert.deepEqual(page.problems, []);
});
