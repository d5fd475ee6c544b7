// Runs that go wrong on purpose: the page says so in a sentence, and shows what there is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { cards, ending, go, notice, patience, plain, run } from './learner.mjs';

let lab;
before(async () => (lab = await start()));
after(() => lab?.stop());

test('an absurd learning rate destroys the model, and the page says what is left', { timeout: patience }, async (t) => {
  const page = await lab.open('#/fine-tune?examples=100&epochs=3&v=1');
  await page.getByRole('button', { name: 'surgical removal of the appendix' }).click();
  await page.getByText('There is no “after” yet').waitFor({ timeout: patience });
  await page.getByRole('button', { name: 'Absurd' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Learning rate' }).inputValue(), '0.1');
  const sentence = await run(page);
  t.diagnostic(sentence);
  assert.match(sentence, /^The run (is complete: 21 steps|broke down after \d+ steps?\. The loss exploded)/);

  const words = page.getByRole('region', { name: 'What came of it' });
  assert.match(plain(await words.innerText()), /Forgot \d+\.\d points on general definitions/);
  assert.match(plain(await words.innerText()), /Whatever it reads, it now answers “.+”: to 1,\d+ of 1,\d+ test texts\./);
  await page.locator('#try .bar-row.now').first().waitFor();
  assert.equal(await page.getByText('There is no “after” yet').count(), 0, 'the new model was asked by itself');
  const shown = await cards(page);
  assert.ok(Math.abs(Number.parseFloat(shown['Balanced accuracy general'][1]) - 50) < 5, 'it calls everything the same');
  assert.doesNotMatch(await page.getByRole('main').innerText(), /NaN|undefined|Infinity/);
  await accessible(page);
  for (const width of [1280, 360]) await screenshot(page, 'collapsed', width);
  assert.deepEqual(page.problems, []);
});

test('a run whose weights are no numbers any more is shown and kept', { timeout: patience }, async () => {
  const page = await lab.open('#/runs');
  const none = { target: [], general: [] };
  const outcome = { Diverged: { step: 2, sentence: 'The loss is no longer a number: a step threw the weights so far that they overflowed.' } };
  const steps = { step: [1, 2], loss: [0.7, null], learning_rate: [0.1, 0.1], grad_norm: [3, null], elapsed_ms: [10, 20] };
  const broken = {
    id: 1, name: 'Overflow', started: Date.UTC(2026, 0, 1), config: { learning_rate: 0.1 },
    device: { backend: 'Cpu', name: 'a CPU', reason: 'a test' }, parameters: 1, seconds: 1, guess: { target: 0.9, general: 0.9 },
    steps, points: [], finals: { before: none, after: none }, outcome,
  };
  const file = JSON.stringify({ format: 'forget-me-not runs', version: 1, runs: [broken] });
  await page.locator('input[type=file]').setInputFiles({ name: 'runs.json', mimeType: 'application/json', buffer: Buffer.from(file) });
  await notice(page, 'Runs added from the file: 1.').waitFor();
  await page.getByRole('button', { name: 'Look at it: Overflow' }).click();
  await go(page, 'Fine-tune');
  assert.match(plain(await ending(page).innerText()), /^The run broke down after 2 steps\. The loss is no longer a number/);
  const said = page.getByText('its answers are no longer numbers');
  assert.equal(await said.count(), 2, 'with the verdict and with the flips');
  await page.getByText('not measurable').first().waitFor();
  await accessible(page);
  await page.reload();
  await go(page, 'Runs');
  await page.getByRole('button', { name: 'Look at it: Overflow' }).waitFor();
  assert.deepEqual(page.problems, []);
});
