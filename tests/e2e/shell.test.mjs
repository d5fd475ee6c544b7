// The page as built opens, says what it is, and is in order.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';

let lab;
before(async () => (lab = await start()));
after(() => lab?.stop());

test('the page opens under any path, without an error', async () => {
  const page = await lab.open();
  assert.match(await page.title(), /Forget-me-not/);
  assert.deepEqual(page.problems, []);
  await screenshot(page, 'shell', 1280);
  await screenshot(page, 'shell', 360);
});

test('axe finds nothing', async () => accessible(await lab.open()));

test('it says what it is before its code has come, and without any', async () => {
  const context = await lab.context.browser().newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(lab.address);
  assert.match(await page.innerText('main'), /fine-tune/);
  assert.match(await page.innerText('main'), /needs JavaScript/);
  await context.close();
});
