// A sweep over all strategies: halted, left, killed and gone on with; then every figure computed again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { figures } from './figures.mjs';
import { accessible, screenshot, start } from './lab.mjs';
import { go, notice, number, patience, plain, saved, steps } from './learner.mjs';

const strategies = [
  'Full fine-tuning', 'Head only', 'Last layers', 'Layer-wise rates', 'LoRA', 'Replay', 'L2-SP', 'EWC', 'Weight averaging',
];
const long = 15 * 60_000;
let lab, page;
before(async () => {
  lab = await start();
});
after(() => lab?.stop());

const sweeps = () => page.locator('#sweeps');
const line = () => sweeps().getByText('Sweep over “Strategy”:');
const done = async () => Number(/: (\d+) of 9 runs done/.exec(plain(await line().innerText()))[1]);

/** Waits until so many runs of the sweep are done. */
const reach = (count) =>
  page.waitForFunction(
    (count) => Number(/: (\d+) of 9 runs done/.exec(document.querySelector('#sweeps').textContent)?.[1]) >= count,
    count,
    { timeout: long },
  );

/** The rows of the sweep's table: `{ 'LoRA': { 'Gained': '+20.1 points', … }, … }`. */
async function rows() {
  const found = await sweeps().locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) => [row.querySelector('th').textContent, [...row.querySelectorAll('td')].map((td) => [td.dataset.label, td.textContent])]),
  );
  return Object.fromEntries(found.map(([name, cells]) => [name, Object.fromEntries(cells.map(([label, text]) => [label, plain(text)]))]));
}

test('a sweep says how many runs and how long before it starts', { timeout: patience }, async () => {
  page = await lab.open('#/forget?lr=3e-3&examples=100&epochs=2&v=1');
  await page.getByText('There is no finished run of this model and task yet.').waitFor();
  await accessible(page);
  await sweeps().getByRole('button', { name: 'Strategy', exact: true }).click();
  assert.deepEqual((await sweeps().getByRole('list', { name: 'Planned values' }).locator('li').allInnerTexts()).map(plain), strategies);
  await sweeps().getByRole('button', { name: 'Load now, see the time estimate' }).click();
  const estimate = sweeps().getByText(/About .+ in all on this machine\./);
  await estimate.waitFor({ timeout: patience });
  assert.match(plain(await estimate.innerText()), /^9 runs\. About \d/);
});

test('it survives a halt, a reload and a killed engine without losing a finished run', { timeout: 2 * long }, async () => {
  await sweeps().getByRole('button', { name: 'Start the sweep' }).click();
  await reach(1);
  await steps(page, 2);
  await sweeps().getByRole('button', { name: 'Halt' }).click();
  await page.getByText('Paused. Kept, also if you leave').waitFor({ timeout: patience });
  const before = await done();

  await page.reload();
  await line().waitFor();
  assert.equal(await done(), before, 'finished runs are kept');
  await notice(page, 'sweep').getByRole('button', { name: 'Go on with the sweep' }).click();
  await reach(before + 1);
  await steps(page, 1);
  await page.workers()[0].evaluate(() => setTimeout(() => { throw new Error('killed by the test'); }));
  await notice(page, 'The page took care of it').waitFor({ timeout: patience });
  await reach(9);
  await sweeps().getByRole('button', { name: 'Plan another sweep' }).waitFor();
  const all = await rows();
  assert.deepEqual(Object.keys(all), strategies);
  for (const [name, { State }] of Object.entries(all)) assert.equal(State, 'done', name);
});

test('every strategy stands on the frontier with the figures that its predictions give', { timeout: patience }, async () => {
  const all = await rows();
  await page.locator('#frontier-plot .chart-data summary').click();
  await page.locator('#frontier-plot tbody tr').first().waitFor();
  const marks = await page.locator('#frontier-plot tbody tr').evaluateAll((rows) =>
    rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent)),
  );
  assert.equal(marks.length, 9);
  const onFrontier = Object.fromEntries(marks.map(([run, , , , gained, kept]) => [plain(run), { gained, kept }]));
  await accessible(page);
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await accessible(page);
    for (const width of [1280, 360]) await screenshot(page, `sweep-${scheme}`, width);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth));

  await go(page, 'Runs');
  const buttons = await page.getByRole('button', { name: /^Predictions of / }).all();
  assert.equal(buttons.length, 9);
  const seen = new Set();
  for (const button of buttons) {
    const { run, config, splits } = JSON.parse(await saved(page, button));
    const of = (split, when) => figures(splits.find((part) => part.split === split).examples, when).accuracy;
    const change = (split) => 100 * (of(split, 'after') - of(split, 'before'));
    const kind = typeof config.strategy === 'string' ? config.strategy : Object.keys(config.strategy)[0];
    seen.add(kind);
    const mark = onFrontier[plain(run)];
    assert.ok(mark, `${run} has no mark`);
    for (const [shown, split] of [[mark.gained, 'target-test'], [mark.kept, 'general-test']]) {
      assert.ok(Math.abs(number(shown) - change(split)) <= 0.05 + 1e-9, `${kind}: ${shown} on the page, ${change(split)} from the predictions`);
    }
  }
  assert.equal(seen.size, 9);
  for (const name of strategies) assert.ok(number(all[name]['Domain accuracy']) > 50, `${name}: ${all[name]['Domain accuracy']}`);
  assert.deepEqual(page.problems.filter((problem) => !problem.includes('killed by the test')), []);
});
