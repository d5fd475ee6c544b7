// Learn: the contents, every chapter in both languages, what is read and done, the claims and the figures.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { control, ended, go, number, patience, plain } from './learner.mjs';

const dist = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../dist');
const { chapters } = JSON.parse(readFileSync(join(dist, 'lessons/chapters.json'), 'utf8'));
const recorded = JSON.parse(readFileSync(join(dist, 'lessons/recorded-run.json'), 'utf8'));
const texts = (name) =>
  readFileSync(join(dist, `data/${name}.tsv`), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));

let lab;
before(async () => (lab = await start()));
after(() => lab?.stop());

/** As the page writes it: a figure in the middle goes to the even one. */
const percent = (share) => {
  const scaled = 1000 * share;
  const rounded = scaled % 1 === 0.5 ? 2 * Math.round(scaled / 2) : Math.round(scaled);
  return `${(rounded / 10).toFixed(1)} %`;
};
const loss = (value) => value.toFixed(3);
const count = (value) => value.toLocaleString('en-US');
const title = (page) => page.getByRole('heading', { level: 1 });
const task = (page, name = 'Try this') => page.getByRole('region', { name });
const figure = (page) => page.locator('figure.specimen');
const words = async (locator) => plain(await locator.innerText());
/** The large figures of a plate, by name. */
const stats = async (page) =>
  Object.fromEntries(
    await figure(page)
      .locator('.stat')
      .evaluateAll((stats) => stats.map((stat) => [stat.querySelector('dt'), stat.querySelector('strong')].map((it) => it.textContent.replaceAll('\u00a0', ' ')))),
  );
const slider = (page, name) => figure(page).getByRole('slider', { name });
/** Moves a slider to a place, counted from 0, by the keyboard. */
async function slide(page, name, place) {
  await slider(page, name).focus();
  await page.keyboard.press('Home');
  for (let step = 0; step < place; step += 1) await page.keyboard.press('ArrowRight');
}
/** Opens a chapter with its figure and its words there. */
async function chapter(page, id) {
  await page.evaluate((id) => (location.hash = `#/learn/${id}`), id);
  const { title: name } = chapters.find((chapter) => chapter.id === id);
  await page.getByRole('heading', { level: 1, name: plain(name.en) }).waitFor();
  await page.waitForFunction(() => !document.querySelector('.lessons [role=status].quiet'));
  // The keyboard goes on at the new page; keys pressed before that would be lost.
  await page.waitForFunction(() => document.activeElement?.id === 'main');
}
/** Nothing is wider than the window, once charts have taken its new size. */
const narrow = (page, width) =>
  page.waitForFunction((width) => document.documentElement.scrollWidth <= width, width, { timeout: 10_000 });

for (const language of ['en', 'de']) {
  test(`every chapter opens by keyboard and is in order, ${language}`, { timeout: 10 * 60_000 }, async () => {
    const page = await lab.open(`#/learn?lang=${language}`);
    assert.equal(await words(title(page)), { en: 'Learn', de: 'Lernen' }[language]);
    assert.equal(await page.locator('.contents-entry').count(), chapters.length);
    const fits = async (name) => {
      for (const width of [1280, 360]) {
        await page.setViewportSize({ width, height: 900 });
        await narrow(page, width);
        await accessible(page);
        if (['contents', 'adjusting', 'the-run', 'confusions'].includes(name)) {
          await screenshot(page, `learn-${name}-${language}`, width);
        }
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    };
    await fits('contents');
    await page.locator('.contents-entry a').first().focus();
    for (const { id, title: name } of chapters) {
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: plain(name[language]) }).waitFor();
      assert.equal(await page.locator('.lessons').getAttribute('lang'), language);
      await page.waitForFunction(() => document.activeElement.id === 'main' && scrollY < 200);
      await page.waitForFunction(() => !document.querySelector('.lessons [role=status].quiet'));
      await fits(id);
      await page.locator('.turn-next').focus();
    }
    // The last page leads back to the contents, and every chapter was read.
    await page.keyboard.press('Enter');
    await page.locator('.contents-list').waitFor();
    assert.equal(await page.locator('.contents-entry .mark-read').count(), chapters.length);
    // There is a way on, where the next chapter stood.
    const onward = await page.locator('.contents-guide .actions a').evaluateAll((links) => links.map((it) => it.hash.split('?')[0]));
    assert.deepEqual(onward, ['#/learn/problem', '#/recall/quiz', '#/recall/cards']);
    // The digit of a chapter that was read stands in the middle of its circle.
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 900 });
      const off = await page.locator('.guide-step').evaluateAll((steps) =>
        steps.map((step) => {
          const [outer, inner] = [step, step.querySelector('.guide-no')].map((it) => it.getBoundingClientRect());
          return Math.abs(outer.top + outer.height / 2 - inner.top - inner.height / 2);
        }),
      );
      assert.ok(off.every((off) => off < 1.5), `${width}: ${off}`);
      await accessible(page);
      await screenshot(page, `learn-all-read-${language}`, width);
    }
    assert.deepEqual(page.problems, []);
    await page.close();
  });
}

test('a page that is not there leads to the contents with a sentence', async () => {
  const page = await lab.open('#/learn/alchemy?lang=en');
  await page.getByText('There is no such page here.').waitFor();
  assert.equal(await page.locator('.contents-entry').count(), chapters.length);
  await page.close();
});

test('the language stays, also for another visit, and travels to the labs', async () => {
  const page = await lab.open('#/learn/threshold?lang=en');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByRole('heading', { level: 1, name: 'Wo die Grenze liegt' }).waitFor();
  assert.match(page.url(), /lang=de/);
  assert.match(await task(page, 'Probier das aus').getByRole('link').getAttribute('href'), /^#\/decide\?.*lang=de$/);
  const again = await lab.open('#/learn');
  await again.getByRole('heading', { level: 1, name: 'Lernen' }).waitFor();
  await again.getByRole('button', { name: 'English' }).click();
  await again.getByRole('heading', { level: 1, name: 'Learn' }).waitFor();
  await again.reload();
  await again.getByRole('heading', { level: 1, name: 'Learn' }).waitFor();
  await page.close();
  await again.close();
});

test('a chapter counts as read when its end was seen, and not before', async () => {
  const context = await lab.context.browser().newContext({ reducedMotion: 'reduce', locale: 'en-US' });
  const page = await context.newPage();
  await page.goto(`${lab.address}#/learn/adjusting`);
  const step = page.getByRole('navigation', { name: 'The chapters and their tasks' }).getByRole('link', { name: /What changes inside/ });
  await step.waitFor();
  await page.waitForTimeout(1500);
  assert.doesNotMatch(await step.innerText(), /read/);
  await page.locator('.chapter-end').scrollIntoViewIfNeeded();
  await page.getByText('1 of 12 read').waitFor();
  await page.reload();
  await page.getByText('1 of 12 read').waitFor();
  await context.close();
});

test('the claims are judged before their answers are shown', async () => {
  const page = await lab.open('#/learn/confusions?lang=en');
  const { items } = chapters.find(({ id }) => id === 'confusions').blocks.find(({ kind }) => kind === 'claims');
  const claims = page.locator('.claim');
  await claims.first().waitFor();
  assert.equal(await claims.count(), items.length);
  assert.equal(await page.locator('.claim-verdict').count(), 0);
  assert.match(await words(task(page)), /Not yet/);
  // The task of this chapter leads back up to them.
  await task(page).getByRole('link').click();
  await page.waitForFunction(() => document.activeElement.id === 'claims');
  for (const [index, { holds }] of items.entries()) {
    // The first two wrongly, the others rightly; by keyboard.
    const says = index < 2 ? !holds : holds;
    await claims.nth(index).getByRole('button', { name: says ? 'True' : 'Not true', exact: true }).focus();
    await page.keyboard.press('Space');
    const verdict = await words(claims.nth(index).locator('.claim-verdict'));
    assert.equal(verdict.startsWith(index < 2 ? '✗' : '✓'), true, verdict);
    assert.equal(/not true/.test(verdict), !holds, verdict);
  }
  await page.getByText(`You judged ${items.length - 2} of ${items.length} rightly.`).waitFor();
  assert.match(await words(task(page)), /Done\./);
  await accessible(page);
  await page.setViewportSize({ width: 360, height: 900 });
  await accessible(page);
  // The parts of other places are fetched ahead; a reload in the middle of that is an error to the browser.
  await page.waitForLoadState('networkidle');
  await page.reload();
  await page.getByText(`You judged ${items.length - 2} of ${items.length} rightly.`).waitFor();
  await page.getByRole('button', { name: 'Judge them again' }).click();
  assert.equal(await page.locator('.claim-verdict').count(), 0);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('recorded figures are those of the file, and say that they are recorded', { timeout: 5 * 60_000 }, async () => {
  const page = await lab.open('#/learn?lang=en');
  const { run, overfitted, rates, examples } = recorded;

  await chapter(page, 'forgetting');
  for (const place of [0, rates.length - 1, 3]) {
    await slide(page, 'Learning rate', place);
    const { target, general } = rates[place];
    assert.deepEqual(await stats(page), { 'Medical accuracy': percent(target.mean), 'General accuracy': percent(general.mean) });
  }
  await figure(page).getByText('recorded', { exact: true }).waitFor();
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    // Once the chart has taken the new size, no label touches the next.
    await page.waitForFunction(() => {
      const labels = [...document.querySelectorAll('figure.specimen .chart-x span')].filter((it) => it.checkVisibility());
      const boxes = labels.map((it) => it.getBoundingClientRect());
      const apart = boxes.every(({ left }, index) => index === 0 || boxes[index - 1].right + 2 < left);
      return labels.length > 4 && labels.every((it) => /^\de-\d$/.test(it.textContent)) && apart;
    });
  }
  await figure(page).getByText('Data table').click();
  await figure(page).locator('.data tbody tr').first().waitFor();
  assert.equal(await figure(page).locator('.data tbody tr').count(), rates.length);
  await accessible(page);

  await chapter(page, 'key-facts');
  await slide(page, 'Domain examples', examples.length - 1);
  assert.equal((await stats(page))['Medical accuracy'], percent(examples.at(-1).target.mean));
  assert.match(await slider(page, 'Domain examples').getAttribute('aria-valuetext'), /2,000/);

  await chapter(page, 'confusions');
  await slide(page, 'Step', 2);
  const moment = overfitted.moments[2];
  assert.deepEqual(await stats(page), {
    'Loss on fresh texts': loss(moment.unseen_loss),
    'Loss on texts it learned from': loss(moment.seen_loss),
  });

  await chapter(page, 'adjusting');
  assert.match(await words(figure(page)), /1,639,296.*198,272.*198,272.*258/);
  const ways = () => figure(page).locator('.parts tbody td:nth-child(3) .figure').allInnerTexts();
  assert.deepEqual((await ways()).map(plain), run.moments.at(-1).moved.map(([, way]) => percent(Math.fround(way))));
  await slide(page, 'Step', 0);
  assert.deepEqual((await ways()).map(plain), run.moments[0].moved.map(([, way]) => percent(way)));

  await chapter(page, 'analogy');
  await slide(page, 'Week', 4);
  const right = await figure(page).locator('.table strong').allInnerTexts();
  assert.deepEqual(right.map(plain), [percent(run.moments[4].target), percent(run.moments[4].general)]);

  await chapter(page, 'the-run');
  await figure(page).getByRole('button', { name: 'Play' }).click();
  await page.waitForFunction(() => document.querySelector('#diagram-step').value >= 2);
  await figure(page).getByRole('button', { name: 'Pause' }).click();
  const at = Number(await slider(page, 'Step').inputValue());
  await page.waitForTimeout(1500);
  assert.equal(Number(await slider(page, 'Step').inputValue()), at, 'it goes on after “Pause”');
  assert.equal((await stats(page))['Medical accuracy'], percent(run.moments[at].target));

  await chapter(page, 'improvement');
  const accuracy = (answers) => answers.filter(({ p, y }) => p > 0.5 === y).length / answers.length;
  const row = figure(page).getByRole('row', { name: /Medical accuracy/ });
  assert.match(await words(row), new RegExp(`${percent(accuracy(run.before))}.*${percent(accuracy(run.after))}`));

  await chapter(page, 'threshold');
  for (const threshold of [50, 20, 93]) {
    await slide(page, 'Threshold', threshold);
    const cells = [0, 0, 0, 0];
    for (const { p, y } of run.after) cells[(y ? 0 : 2) + (Math.fround(p) >= threshold / 100 === y ? 0 : 1)] += 1;
    const [found, missed, left, alarms] = cells;
    const shown = await figure(page).locator('.cell strong').allInnerTexts();
    assert.deepEqual(shown, [found, missed, alarms, left].map(count), `at ${threshold}`);
    assert.deepEqual(await stats(page), { Precision: percent(found / (found + alarms)), Recall: percent(found / (found + missed)) });
  }
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('computed figures are those of the texts', async () => {
  const page = await lab.open('#/learn?lang=en');
  const share = (name) => texts(name).filter(([label]) => label === 'condition').length / texts(name).length;
  await chapter(page, 'wrong-tool');
  await figure(page).locator('tbody tr').first().waitFor();
  const rows = (await figure(page).locator('tbody tr').allInnerTexts()).map(plain);
  const [medical, general] = [share('medical-test'), share('general-test')];
  assert.match(rows[0], new RegExp(`${percent(medical)}.*${percent(general)}`));
  assert.match(rows[1], new RegExp(`${percent(1 - medical)}.*${percent(1 - general)}`));

  await chapter(page, 'domain-data');
  await figure(page).locator('.word-odds tbody tr').first().waitFor();
  assert.equal(await figure(page).locator('.word-odds tbody tr').count(), 24);
  const holds = (word) => (line) => line[2].toLowerCase().split(/[^\p{L}]+/u).includes(word);
  const held = (side) => [...texts(`${side}-validation`), ...texts(`${side}-test`)];
  for (const row of await figure(page).locator('.word-odds tbody tr').all()) {
    const word = plain(await row.locator('th').innerText());
    const counts = ['medical', 'general'].map((side) => count(held(side).filter(holds(word)).length));
    assert.equal(plain(await row.locator('.figure').innerText()), counts.join(' : '), word);
  }
  await chapter(page, 'summary');
  await figure(page).getByRole('link', { name: 'Make your first run' }).waitFor();
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('what two tabs have done at the same time is known after a reload', { timeout: patience }, async (t) => {
  const own = await start();
  t.after(() => own.stop());
  const [one, two] = [await own.open('#/learn?lang=en'), await own.open('#/learn?lang=en')];
  const claim = (page, index) => page.locator('.claim').nth(index);
  for (const page of [one, two]) await chapter(page, 'confusions');
  for (const [page, index] of [[one, 0], [two, 1], [one, 2]]) {
    await claim(page, index).getByRole('button', { name: 'True', exact: true }).click();
    await claim(page, index).locator('.claim-verdict').waitFor();
    await page.waitForLoadState('networkidle');
  }
  await two.reload();
  for (const index of [0, 1, 2]) await claim(two, index).locator('.claim-verdict').waitFor();
  assert.equal(await two.locator('.claim-verdict').count(), 3);
});

test('a task ticks when it was done, and not before', { timeout: 4 * patience }, async () => {
  const page = await lab.open('#/learn?lang=en');
  await chapter(page, 'domain-data');
  assert.match(await words(task(page)), /Not yet\./);
  await task(page).getByRole('link', { name: 'Set up a run on 60 examples' }).click();
  await page.waitForURL(/fine-tune.*examples=60/);
  await page.goBack();
  await title(page).waitFor();
  assert.match(await words(task(page)), /Not yet\./, 'looking at the form is no deed');
  await task(page).getByRole('link').click();
  await page.getByLabel('Epochs', { exact: true }).fill('1');
  await control(page, 'Run').click();
  await ended(page);
  await chapter(page, 'domain-data');
  await task(page).getByText('Done.').waitFor();

  // The learner's own run takes the place of the recorded one.
  await chapter(page, 'improvement');
  await figure(page).getByText('yours', { exact: true }).waitFor();
  await accessible(page);
  await chapter(page, 'summary');
  assert.equal(await figure(page).locator('.own-runs tbody tr').count(), 1);
  const own = figure(page).locator('.own-runs tbody th');
  await own.getByText('learning rate 2e-4').waitFor();
  assert.equal(await words(own), 'Run 1 learning rate 2e-4, 60 examples, 1 epoch');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  assert.equal(await words(own), 'Lauf 1 Lernrate 2e-4, 60 Beispiele, 1 Epoche');
  await page.setViewportSize({ width: 360, height: 900 });
  await page.waitForFunction(() => {
    const table = document.querySelector('figure.specimen .scroll');
    return table.scrollWidth <= table.clientWidth;
  });
  await page.getByRole('button', { name: 'English' }).click();
  await page.setViewportSize({ width: 1280, height: 900 });
  await accessible(page);
  await chapter(page, 'threshold');
  assert.match(await words(figure(page)), /validation texts/);
  assert.match(await words(task(page)), /Not yet\./);
  const moveTo = async (end) => {
    await task(page).getByRole('link').click();
    await page.locator('#histogram-plot').focus();
    await page.keyboard.press(end);
    await chapter(page, 'threshold');
  };
  await moveTo('End');
  assert.match(await words(task(page)), /Not yet\./, 'this is less than the recall that is asked for');
  await moveTo('Home');
  await task(page).getByText('Done.').waitFor();

  // A sample is no definition of one's own.
  await chapter(page, 'general-model');
  await figure(page).getByRole('button', { name: /ask/i }).click();
  await page.getByText('Write a definition first').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'ask-text');
  await figure(page).getByRole('button', { name: 'a long-handled tool for moving snow' }).click();
  await figure(page).locator('blockquote').waitFor({ timeout: patience });
  assert.match(await words(task(page)), /Not yet\./);
  // What it is, is known; so the page says whether the answer is right.
  const [condition, other] = (await figure(page).locator('.ask-row .figure').allInnerTexts()).map(number);
  const verdict = await words(figure(page).locator('.ask-judged'));
  assert.equal(verdict, `${other > condition ? '✓ Right' : '✗ Wrong'}: the answer is “something else”.`);
  await figure(page).getByRole('textbox').fill('an infection of the skin');
  await page.keyboard.press('Control+Enter');
  await task(page).getByText('Done.').waitFor({ timeout: patience });
  assert.match(await words(figure(page).locator('.ask-answer')), /an infection of the skin condition \d/);
  for (const [text, doubt] of [['asdf qwerty zzz', 'None of these words'], ['eine Entzündung der Haut', 'This looks like German.']]) {
    await figure(page).getByRole('textbox').fill(text);
    await page.keyboard.press('Control+Enter');
    await figure(page).locator('.ask-answer').getByText(doubt).waitFor();
  }
  await accessible(page);
  await go(page, 'Learn');
  const ticked = page.locator('.contents-entry:has(.mark-done) a');
  await ticked.nth(2).waitFor();
  const places = await ticked.evaluateAll((links) => links.map((link) => /learn\/([\w-]+)/.exec(link.getAttribute('href'))[1]));
  // The claims were judged in a test before this one, where there was one.
  const done = places.filter((place) => place !== 'confusions');
  assert.deepEqual(done.sort(), ['domain-data', 'general-model', 'threshold'], 'what was done, and nothing else');
  assert.deepEqual(page.problems, []);
  await page.close();
});
