// The Forget lab: strategies, the front, settings over seeds, a sweep, and claims held against one's own runs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { figures } from './figures.mjs';
import { accessible, screenshot, start } from './lab.mjs';
import { control, go, kept, number, patience, plain, saved } from './learner.mjs';

let lab, page;
before(async () => {
  lab = await start();
  page = await lab.open('#/forget?examples=20&epochs=1&v=1');
});
after(() => lab?.stop());

const marks = () => page.locator('#frontier-plot .scatter-dot');
const said = async (locator) => plain(await locator.innerText());

/** Right answers in percent, from the probabilities of a file of predictions. */
const accuracy = (file, split, when) => 100 * figures(file.splits.find((own) => own.split === split).examples, when).accuracy;

test('before there is a run, every plate says what to do', async () => {
  await page.getByText('There is no finished run of this model and task yet.').waitFor();
  await page.getByText('Make runs with two different settings.').waitFor();
  await page.getByText('How long this takes is not known yet').waitFor();
  assert.equal(await page.locator('.finding.untested').count(), 10);
  await accessible(page);
});

test('a strategy brings its own numbers, and the address has them all', async () => {
  await page.getByLabel('Strategy', { exact: true }).selectOption('LoRA');
  await page.getByLabel('LoRA rank', { exact: true }).fill('4');
  await page.getByRole('button', { name: 'All of attention' }).click();
  await page.locator('#merge').uncheck();
  assert.match(page.url(), /strategy=lora&rank=4&alpha=16&lora-targets=attention&merge=0/);
  await accessible(page);
  await page.getByLabel('LoRA rank', { exact: true }).fill('99');
  await control(page, 'Run').click();
  await page.getByText('Not started. Please correct this first').waitFor();
  await go(page, 'Fine-tune');
  assert.equal(await page.getByLabel('LoRA rank', { exact: true }).inputValue(), '4', 'the same form, with what was in force');
  await go(page, 'Forget');
  await page.getByLabel('Strategy', { exact: true }).selectOption('Head only');
  assert.equal(await page.getByLabel('LoRA rank', { exact: true }).count(), 0);
  assert.match(page.url(), /strategy=head-only&v=1/);
});

test('a run becomes a mark whose figures are those of its predictions', { timeout: 2 * patience }, async () => {
  await page.locator('tr[data-strategy="replay"]').getByRole('button', { name: 'Run it' }).click();
  await marks().first().waitFor({ timeout: patience });
  await control(page, 'Run').waitFor();
  assert.equal(await marks().count(), 1);
  const row = page.locator('tr[data-strategy="replay"]');
  const [gained, general] = await Promise.all(['Domain gained', 'General kept'].map((name) => said(row.locator(`[data-label="${name}"]`))));
  for (const name of ['Trainable weights', 'Memory', 'Time per step']) {
    assert.notEqual(await said(row.locator(`[data-label="${name}"]`)), '—', name);
  }
  await go(page, 'Runs');
  const file = JSON.parse(await saved(page, page.getByRole('button', { name: /redictions/ }).first()));
  await go(page, 'Forget');
  for (const [shown, split] of [[gained, 'target-test'], [general, 'general-test']]) {
    const expected = accuracy(file, split, 'after') - accuracy(file, split, 'before');
    assert.ok(Math.abs(number(shown) - expected) <= 0.05 + 1e-9, `${split}: ${shown} on the page, ${expected} from the predictions`);
  }
});

test('a sweep over seeds halts, goes on, and makes one setting of five runs', { timeout: 3 * patience }, async () => {
  await page.getByLabel('Strategy', { exact: true }).selectOption('Full fine-tuning');
  const sweeps = page.locator('#sweeps');
  await sweeps.getByRole('button', { name: 'Seed', exact: true }).click();
  await sweeps.getByRole('button', { name: 'As in the form' }).click();
  assert.deepEqual(await sweeps.locator('.sweep-values li').allInnerTexts(), ['1', '2', '3', '4', '5']);
  await sweeps.getByText(/About .* in all on this machine/).waitFor();
  await sweeps.getByRole('button', { name: 'Start the sweep' }).click();
  await sweeps.getByText(/[1-4] of 5 runs done/).waitFor({ timeout: patience });
  await sweeps.getByRole('button', { name: 'Halt' }).click();
  await sweeps.getByText('Halted. It can go on').waitFor();
  await accessible(page);
  await sweeps.getByRole('button', { name: 'Go on' }).click();
  await sweeps.getByText('5 of 5 runs done').waitFor({ timeout: patience });
  await sweeps.getByRole('button', { name: 'Plan another sweep' }).click();
  await sweeps.getByText('5 runs, of which 5 are made already.').waitFor();
  assert.equal(await marks().count(), 6);
  assert.equal(await page.locator('.scatter-mean').count(), 1);
  const first = await page.locator('#compare-first option:checked').innerText();
  assert.match(plain(first), /Full fine-tuning, learning rate 2e-4, epochs 1, domain examples 20 · 5 seeds$/);
  await page.locator('#compare-settings').getByText('One of them has one seed only').first().waitFor();
});

test('arrow keys go from mark to mark, and Enter opens the run', { timeout: patience }, async () => {
  await page.locator('#frontier-plot .scatter-dot[tabindex="0"]').focus();
  await page.keyboard.press('Home');
  const visited = new Set();
  for (let step = 0; step < 6; step += 1) {
    visited.add(await page.evaluate(() => document.activeElement.id));
    await page.keyboard.press('ArrowRight');
  }
  assert.equal(visited.size, 6, 'every mark is reached');
  await page.keyboard.press('Home');
  const label = await page.evaluate(() => document.activeElement.getAttribute('aria-label'));
  assert.equal(await page.locator('#frontier-plot .chart-reading').innerText(), label);
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('.scatter-dot[aria-current="true"]').getAttribute('aria-label'), label);

  await page.locator('.legend-toggle', { hasText: 'Replay' }).click();
  assert.equal(await marks().count(), 5);
  await page.locator('.legend-toggle', { hasText: 'Replay' }).click();
  await page.locator('#frontier-plot summary').click();
  await page.locator('#frontier-plot tbody tr').first().waitFor();
  assert.equal(await page.locator('#frontier-plot tbody tr').count(), 6);
});

test('repeats of a setting are planned with its own configuration', async () => {
  await page.locator('#compare-second').selectOption({ label: await page.locator('#compare-second option', { hasText: 'Replay' }).innerText() });
  await page.getByRole('button', { name: 'Plan repeats of the second' }).click();
  assert.match(page.url(), /strategy=replay&replay=0\.25/);
  assert.equal(await page.locator('#sweeps').getByRole('button', { name: 'Seed', exact: true }).getAttribute('aria-pressed'), 'true');
});

test('a claim is tested with runs of its own, and the form stays', { timeout: 2 * patience }, async () => {
  const address = page.url();
  const claim = page.locator('[data-claim="Catastrophe"]');
  await claim.getByRole('button', { name: 'Test it here: run 1 of 3' }).click();
  await claim.getByRole('button', { name: 'Test it here: run 2 of 3' }).waitFor({ timeout: 2 * patience });
  assert.match(await said(claim.locator('.finding:not(.recorded)')), /^Here: (points that way|does not point that way): general accuracy changed by/);
  assert.equal(page.url(), address);
  const [newest] = await kept(page);
  assert.deepEqual([newest.config.learning_rate, newest.config.examples, newest.config.strategy], [0.01, 400, 'full']);
  await go(page, 'Forget');
});

test('the lab is in order, wide and narrow, light and dark', { timeout: patience }, async () => {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await accessible(page);
    for (const width of [360, 1280]) await screenshot(page, `forget-${colorScheme}`, width);
  }
  await page.locator('#frontier-plot summary').click();
  await page.setViewportSize({ width: 360, height: 900 });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360, 'nothing sticks out sideways');
  await page.setViewportSize({ width: 1280, height: 900 });
  assert.deepEqual(page.problems, []);
});
