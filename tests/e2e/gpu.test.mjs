// What computes: the GPU where it agrees with the CPU, else the CPU with the reason. The GPU here is software.
import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { accessible, gpuCounts, screenshot, start } from './lab.mjs';
import { control, patience, plain, run } from './learner.mjs';

let lab;
afterEach(() => lab?.stop());

const summary = (page) => page.getByRole('main').getByRole('status').filter({ hasText: /compar/ });
const why = (page) => page.locator('.run-status .device');

test('a GPU is compared with the CPU, operator by operator, and agrees', { timeout: 900_000 }, async (t) => {
  lab = await start({ gpu: true, count: true });
  const page = await lab.open('#/self-test');
  await page.getByRole('button', { name: 'Compare now' }).click();
  await page.getByRole('table').waitFor({ timeout: 840_000 });
  assert.match(plain(await summary(page).innerText()), /^All \d+ comparisons agree: this GPU computes what the CPU computes\.$/);
  const rows = await page.getByRole('row').allInnerTexts();
  rows.slice(1).forEach((row) => assert.match(plain(row), / agrees$/));
  for (const operator of ['matrix product', 'softmax', 'training']) {
    assert.ok(rows.some((row) => row.includes(operator)), `${operator} is compared`);
  }

  const counts = await gpuCounts(page);
  t.diagnostic(`GPU work of ${rows.length - 1} comparisons: ${JSON.stringify(counts)}`);
  assert.ok(counts.dispatches > 100 && counts.submits > 0 && counts.pipelines > 0, 'the GPU has worked');
  assert.ok(counts.readbacks <= 2 * rows.length, `${counts.readbacks} read-backs for ${rows.length - 1} comparisons`);
  await accessible(page);
  for (const width of [1280, 360]) await screenshot(page, 'self-test', width);

  // Software is right, but slow: nobody is made to wait for it.
  await page.getByRole('link', { name: 'Fine-tune', exact: true }).click();
  await page.getByRole('button', { name: 'Load now, see the time estimate' }).click();
  await why(page).getByText('why?').click({ timeout: patience });
  assert.match(plain(await why(page).innerText()), /^CPU why\? .*The GPU here is software \(.*SwiftShader.*\), slower than training on the CPU directly\.$/i);
  assert.deepEqual(page.problems, []);
});

test('without a GPU the page says why it uses the CPU', { timeout: patience }, async () => {
  lab = await start();
  const page = await lab.open('#/self-test');
  await page.getByRole('button', { name: 'Compare now' }).click();
  await page.getByRole('table').waitFor({ timeout: patience });
  assert.match(plain(await summary(page).innerText()), /^There is no GPU to compare here.* The lab computes on the CPU\.$/);
  await accessible(page);

  await page.getByRole('link', { name: 'Fine-tune', exact: true }).click();
  await page.getByRole('button', { name: 'Load now, see the time estimate' }).click();
  await why(page).getByText('why?').click({ timeout: patience });
  assert.match(plain(await why(page).innerText()), /(no WebGPU here|offers no GPU)\. The CPU does the same, more slowly\.$/);
  assert.deepEqual(page.problems, []);
});

test('who asks for a GPU that is not there is refused, and can go on with the CPU', { timeout: patience }, async () => {
  lab = await start();
  const page = await lab.open('#/fine-tune?examples=20&epochs=1&device=gpu&v=1');
  await control(page, 'Run').click();
  const refusal = page.getByRole('region', { name: 'Run', exact: true }).getByRole('alert');
  await refusal.waitFor({ timeout: patience });
  assert.match(plain(await refusal.innerText()), /(no WebGPU here|offers no GPU)\. Training on the CPU works\./);
  await accessible(page);
  await refusal.getByRole('button', { name: 'Go on with the CPU' }).click();
  await page.getByText(/^About .* for 2\ssteps/).waitFor({ timeout: patience });
  assert.match(page.url(), /device=cpu/, 'the form says so too');
  await run(page);
  assert.deepEqual(page.problems, []);
});
