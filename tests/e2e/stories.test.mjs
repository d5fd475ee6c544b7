// The second story of the Decide lab: the spam filter, trained from the page alone, on its own held-out mails.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { best, cellsAt } from './figures.mjs';
import { control, go, patience, plain, saved, steps } from './learner.mjs';

let lab, page, examples;
before(async () => {
  lab = await start();
  page = await lab.open('#/decide');
});
after(() => lab?.stop());

const counts = () =>
  page.locator('.decide-matrix .cell-count').evaluateAll((cells) => cells.map((cell) => Number(cell.textContent.replaceAll(',', ''))));

test('the spam filter is chosen, trained and decided for', { timeout: 15 * 60_000 }, async () => {
  await page.getByRole('group', { name: 'Story' }).getByRole('button', { name: 'Spam filter' }).click();
  assert.match(page.url(), /task=spam/);
  await page.getByText('so precision comes first').waitFor();
  await page.getByRole('button', { name: 'Train the model now' }).click();
  await steps(page, 1);
  await control(page, 'Run').waitFor({ timeout: patience });

  await go(page, 'Runs');
  const file = JSON.parse(await saved(page, page.getByRole('button', { name: /redictions/ }).first()));
  assert.equal(file.config.task, 'spam');
  examples = file.splits.find(({ split }) => split === 'target-validation').examples;
  assert.ok(examples.every(({ label }) => label === 'good' || label === 'spam'));
  await go(page, 'Decide');
  assert.deepEqual(await page.locator('.decide-matrix .cell-name').allInnerTexts().then((names) => names.map((name) => plain(name).slice(2))), [
    'spam, caught', 'spam, let through', 'good, lost', 'good, delivered',
  ]);
  for (const threshold of [0.2, 0.5, 0.8]) {
    await page.getByLabel('Threshold', { exact: true }).fill(String(threshold));
    assert.deepEqual(await counts(), cellsAt(examples, 'after', threshold), `at ${threshold}`);
  }
});

test('every goal of the story can be reached', async () => {
  for (const goal of [0, 1, 2]) {
    await page.getByLabel('Threshold', { exact: true }).fill(String(best(examples, goal)));
    assert.equal(await page.locator(`[data-goal="${goal}"]`).getAttribute('class'), 'met', `goal ${goal}`);
  }
  await page.getByRole('heading', { name: 'All goals met' }).waitFor();
  await accessible(page);
  for (const width of [360, 1280]) await screenshot(page, 'decide-spam', width);
});

test('the other labs speak of mails, too', async () => {
  await go(page, 'Fine-tune');
  assert.match(plain(await page.locator('#verdict').innerText()), /on tricky mails.*plain mails/);
  await page.getByRole('heading', { name: 'Tricky mails' }).waitFor();
  await accessible(page);
});

test('from story to story and back', async () => {
  await go(page, 'Decide');
  const story = (name) => page.getByRole('group', { name: 'Story' }).getByRole('button', { name });
  // An open list must survive that its texts are gone.
  await page.locator('.cell[data-cell="FN"]').click();
  await page.locator('#cell-texts li').first().waitFor();
  await story('Screening').click();
  await page.getByText('There is no model to decide for yet.').waitFor();
  await story('Spam filter').click();
  await page.locator('#histogram-plot').waitFor();
  assert.equal((await counts()).reduce((sum, count) => sum + count), examples.length);
  assert.deepEqual(page.problems, []);
});
