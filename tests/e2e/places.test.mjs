// Going from place to place: their code comes when they are opened, the window stands where it should, and a chapter's
// task goes along into the labs and leads back.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { accessible, eachWithFaults, screenshot } from './lab.mjs';
import { control, ended, go, patience, plain } from './learner.mjs';

const at = eachWithFaults();

const errand = (page) => page.getByRole('complementary', { name: /try this/ });
const heading = (page, name) => page.getByRole('heading', { level: 1, name });
/** Whether an element is within the window, as a whole. */
const inView = (locator) =>
  locator.evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

test('a place whose code does not arrive says so, and can be tried again', { timeout: patience }, async () => {
  at.fault = (path, response) => path.includes('/split_decide') && Boolean(response.writeHead(404).end());
  const page = await at.lab.open('#/decide');
  const alert = page.locator('#main').getByRole('alert');
  await alert.getByText('could not be fetched').waitFor();
  await accessible(page);
  // Another place is not touched by it.
  await go(page, 'Runs');
  await page.getByText('There are no runs yet.').waitFor();
  await go(page, 'Decide');
  at.fault = () => false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await heading(page, 'Decide').waitFor();
});

test('every place opens from its own address, with no code but its own', { timeout: patience }, async () => {
  const fetched = new Set();
  at.fault = (path) => {
    const part = /split_(\w+)\.wasm/.exec(path)?.[1];
    if (part) fetched.add(part);
    return false;
  };
  const places = ['learn', 'fine-tune', 'forget', 'decide', 'runs', 'recall', 'self-test'];
  for (const place of places) {
    fetched.clear();
    const page = await at.lab.open(`#/${place}`);
    assert.deepEqual([...fetched], [place.replace('-', '_')], 'nothing but what is open');
    await page.locator(`.places a[aria-current=page][href^="#/${place}"]`).waitFor();
    assert.equal(await page.locator('#main [role=alert]').count(), 0, place);
    assert.notEqual(await page.locator('#main h1').innerText(), 'Not here yet');
    assert.deepEqual(page.problems, []);
    if (place !== places.at(-1)) await page.close();
    else await page.waitForFunction((count) => performance.getEntriesByType('resource').filter((it) => it.name.includes('/split_')).length === count, places.length);
  }
  // The other places follow when the open one has come to rest.
  assert.equal(fetched.size, places.length);
});

test('a task goes along into the lab, and leads back', { timeout: patience }, async () => {
  const page = await at.lab.open('#/learn/domain-data?lang=en');
  await page.setViewportSize({ width: 1280, height: 800 });
  const link = page.getByRole('region', { name: 'Try this' }).getByRole('link');
  await page.locator('figure.specimen .word-odds tbody tr').first().waitFor();
  await link.scrollIntoViewIfNeeded();
  // Read in the same breath: what is still being laid out above would move it.
  const left = await link.evaluate((link) => {
    link.click();
    return Math.round(scrollY);
  });
  assert.ok(left > 0);
  await heading(page, 'Teach a language model').waitFor();
  await errand(page).getByText('Not yet.').waitFor();
  const field = page.getByLabel('Examples', { exact: false }).first();
  await page.waitForFunction(() => document.querySelector('.sought'));
  assert.ok(await inView(page.locator('.sought')), 'what was set up is on the screen');
  assert.equal(await page.locator('#examples').inputValue(), '60');
  assert.ok(await field.isVisible());
  await accessible(page);
  await screenshot(page, 'errand', 1280);
  await screenshot(page, 'errand', 360);
  await page.setViewportSize({ width: 1280, height: 800 });

  // Back in the history: where it was left. The task is still at hand there.
  await page.goBack();
  await page.waitForFunction((left) => Math.abs(scrollY - left) < 3, left);
  await errand(page).waitFor({ state: 'detached' });
  await link.click();
  await page.getByLabel('Epochs', { exact: true }).fill('1');
  await control(page, 'Run').click();
  await ended(page);
  await errand(page).getByText('Done.').waitFor();
  await page.getByRole('button', { name: 'See what came of the run' }).click();
  await errand(page).getByRole('link', { name: 'Back to chapter 2' }).click();
  await page.getByRole('region', { name: 'Try this' }).getByText('Done.').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === 'task-title');
  assert.ok(await inView(page.locator('#task-title')));
  assert.deepEqual(page.problems, []);
});

test('a link opens a page at its top, wherever the last one was left', { timeout: patience }, async () => {
  const page = await at.lab.open('#/fine-tune?lang=en');
  await page.setViewportSize({ width: 1280, height: 700 });
  await page.getByRole('link', { name: 'Begin with Learn' }).click();
  await heading(page, 'Learn').waitFor();
  await page.evaluate(() => scrollTo(0, 600));
  await page.locator('.contents-entry a').nth(4).click();
  await page.waitForFunction(() => document.querySelector('#chapter-title') && scrollY === 0);
  await page.waitForFunction(() => document.documentElement.scrollHeight > 2000);
  // A click of the test would scroll to the link first.
  await page.evaluate(() => scrollTo(0, 900));
  const left = await page.getByRole('link', { name: 'Decide', exact: true }).evaluate((link) => {
    link.click();
    return scrollY;
  });
  await heading(page, 'Decide').waitFor();
  await page.waitForFunction(() => scrollY === 0);
  await page.goBack();
  await page.waitForFunction((left) => Math.abs(scrollY - left) < 3, left);
  // On a phone the task is folded, and can be put away.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('region', { name: 'Try this' }).getByRole('link').click();
  await heading(page, 'Teach a language model').waitFor();
  assert.equal(await errand(page).locator('details').getAttribute('open'), null);
  assert.match(plain(await errand(page).locator('summary').innerText()), /^Chapter 5, try this: Not yet\.$/);
  await errand(page).getByRole('button', { name: 'Put away' }).click();
  await errand(page).waitFor({ state: 'detached' });
  assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 360);
  assert.deepEqual(page.problems, []);
});
