// The default run on the CPU path, end to end: what it reaches, and whether the figures on the page are those that
// its exported predictions give.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { figures, table } from './figures.mjs';
import { cards, control, ending, ended, go, patience, plain, saved } from './learner.mjs';

const card = JSON.parse(readFileSync(new URL('../../public/model/pocket/figures.json', import.meta.url)));
const { runs } = card.presets.find(({ preset }) => preset === 'Just right');

let lab, page, exported, shown, confusion;
before(async () => {
  lab = await start();
  page = await lab.open('#/fine-tune');
});
after(() => lab?.stop());

/** Seconds in a duration as the page writes it: "40 s", "1 min 15 s". */
function seconds(text) {
  const [, minutes = 0, rest = 0] = /(?:(\d+) min)? ?(?:(\d+) s)?/.exec(plain(text));
  return 60 * minutes + Number(rest);
}

const rates = { accuracy: 'Accuracy', precision: 'Precision', recall: 'Recall', f1: 'F1' };

/** As written on the page: shares with one decimal of a percentage, losses with three decimals. */
function agrees(text, value, what) {
  const share = text.endsWith('%');
  const distance = Math.abs(Number.parseFloat(text) - (share ? 100 * value : value));
  assert.ok(distance <= (share ? 0.05 : 0.0005) + 1e-9, `${what}: the page says ${text}, the predictions ${value}`);
}

test('a run by the default settings, guessed first', { timeout: 15 * 60_000 }, async (t) => {
  await page.getByLabel('Domain accuracy, in %', { exact: true }).fill('90');
  await page.getByLabel('General accuracy, in %', { exact: true }).fill('50');
  await page.getByRole('button', { name: 'Lock in my guess' }).click();
  await page.getByText('Locked in for the next run.').waitFor();

  await page.getByRole('button', { name: 'Load now, see the time estimate' }).click();
  const ahead = page.getByText(/^About .* for 315\ssteps on this machine/);
  await ahead.waitFor({ timeout: patience });
  const estimate = seconds((await ahead.innerText()).replace('About', ''));

  await page.evaluate(() => {
    globalThis.stalls = [0];
    const note = (list) => globalThis.stalls.push(...list.getEntries().map((task) => Math.round(task.duration)));
    new PerformanceObserver(note).observe({ type: 'longtask' });
  });
  await control(page, 'Run').click();
  await page.waitForFunction(() => document.querySelector('.run-status progress')?.value > 0.4, null, { timeout: 600_000 });
  const left = seconds(await page.getByText(/\sleft$/).innerText());
  const sentence = await ended(page, { within: 600_000 });
  assert.match(sentence, /^The run is complete: 315 steps in .+\.$/);

  // Other programs share this machine: within 30 % is what an idle one must show, see docs/benchmarks.md.
  const took = seconds(sentence.replace(/.* in /, ''));
  t.diagnostic(`estimate ${estimate} s, at 40 % another ${left} s, in the end ${took} s`);
  assert.ok(estimate > took / 2 && estimate < took * 2, `about ${estimate} s were announced, ${took} s it took`);
  assert.ok(left > 0.25 * took && left < took, `at 40 % ${left} s were left of ${took} s`);

  // Not a measurement (the machine is shared), but a page that freezes for a second is broken anywhere.
  const stall = await page.evaluate(() => Math.max(...globalThis.stalls));
  t.diagnostic(`the page was busy for at most ${stall} ms at a time`);
  assert.ok(stall < 1000, `the page did not answer for ${stall} ms`);

  await page.getByText(/^You guessed 90.%, it became 9\d\.\d.%: [\d.]+ points too low\.$/).waitFor();
  await page.getByText(/^You guessed 50.%, it became 9\d\.\d.%: [\d.]+ points too low\.$/).waitFor();
  assert.deepEqual(page.problems, []);
});

test('what it shows is in order, wide and narrow, light and dark', { timeout: 180_000 }, async () => {
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme });
    await accessible(page);
    for (const width of [1280, 360]) await screenshot(page, `trained-${colorScheme}`, width);
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(sideways <= 0, `the page is ${sideways} px wider than a phone`);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });

  shown = await cards(page);
  confusion = {};
  for (const [set, name] of [['target', 'Domain'], ['general', 'General']]) {
    await page.getByRole('button', { name: `${name} test set` }).click();
    confusion[set] = await page.locator('#confusion .matrix').evaluateAll((matrices) =>
      matrices.map((matrix) => {
        const fields = [...matrix.querySelectorAll('.four > div')];
        const count = (name) => {
          const field = fields.find((field) => field.querySelector('dt').textContent.endsWith(name));
          return Number(field.querySelector('dd strong').textContent.replace(',', ''));
        };
        return [
          [count('something else, recognised'), count('something else, wrongly called condition')],
          [count('condition, missed'), count('condition, recognised')],
        ];
      }),
    );
  }
});

test('the figures shown are those of the exported predictions', async () => {
  await go(page, 'Runs');
  exported = JSON.parse(await saved(page, page.getByRole('button', { name: /^Predictions of / })));
  assert.equal(exported.format, 'forget-me-not predictions');
  assert.deepEqual(exported.splits.map(({ split }) => split), ['target-test', 'general-test', 'target-validation']);
  // Validation is there to choose a threshold on; the cards and the table are about the test sets.
  const tests = exported.splits.filter(({ split }) => split.endsWith('-test'));
  for (const { split, examples } of tests) {
    const domain = split.replace('-test', '');
    ['before', 'after'].forEach((when, index) => {
      const computed = figures(examples, when);
      assert.deepEqual(confusion[domain][index], computed.counts, `${domain}, ${when}`);
      const read = (name) => shown[`${name} ${domain}`][index];
      agrees(read('Accuracy'), computed.accuracy, `${domain} accuracy ${when}`);
      if (domain === 'general') return agrees(read('Balanced accuracy'), computed.balanced_accuracy, 'balanced accuracy');
      for (const [key, name] of Object.entries(rates)) agrees(read(name), computed[key], `${domain} ${name} ${when}`);
      agrees(read('Loss'), computed.loss, `${domain} loss ${when}`);
    });
  }
  const [row] = table(await saved(page, page.getByRole('button', { name: 'Export CSV' })));
  for (const { split, examples } of tests) {
    for (const when of ['before', 'after']) {
      const computed = figures(examples, when);
      for (const name of [...Object.keys(rates), 'balanced_accuracy', 'loss']) {
        const column = `${split.replace('-test', '')}_${when}_${name}`;
        assert.ok(Math.abs(row[column] - computed[name]) < 1e-9, `${column}: ${row[column]} and ${computed[name]}`);
      }
    }
  }
});

test('they are what the card of the model states', () => {
  const of = (name, when) => figures(exported.splits.find(({ split }) => split === `${name}-test`).examples, when);
  for (const domain of ['target', 'general']) {
    const computed = of(domain, 'before');
    for (const [name, stated] of Object.entries(card[`before_${domain}`])) {
      assert.equal(computed[name].toFixed(3), stated.toFixed(3), `${domain} ${name} before`);
    }
  }
  const near = (domain, name) => {
    const stated = runs.map((run) => run[domain][name]);
    const reached = of(domain, 'after')[name];
    const [least, most] = [Math.min(...stated) - 0.03, Math.max(...stated) + 0.03];
    assert.ok(reached >= least && reached <= most, `${domain} ${name}: ${reached} is not in ${least} to ${most}`);
  };
  near('target', 'accuracy');
  near('target', 'loss');
  near('general', 'balanced_accuracy');
});

test('the table of runs is in order, wide and narrow', { timeout: 120_000 }, async () => {
  await page.getByRole('checkbox', { name: /^Compare Run 1/ }).check();
  await page.getByText('1 of at most 4 runs chosen.').waitFor();
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await accessible(page);
    for (const width of [360, 1280]) await screenshot(page, `runs-${colorScheme}`, width);
  }
  await go(page, 'Fine-tune');
  assert.match(await ending(page).innerText(), /complete/);
  assert.deepEqual(page.problems, []);
});
