// Explain in your own words: the loaded model finds ideas in what the learner writes, the learner has the last word.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { patience, plain } from './learner.mjs';

let lab;
let page;
before(async () => (lab = await start()));
after(() => lab?.stop());

const good =
  'The model has already read a lot of English, so it knows how sentences work. A thousand labelled examples are enough. ' +
  'It takes a minute on my laptop instead of weeks on a server farm. ' +
  'Nothing is built anew: the weights that are there move a little.';
const nonsense = 'bananas are yellow and my cat likes to sleep. hello hello. blah 123';
const german =
  'Das Modell kann schon Sprache, deshalb muss man nicht von vorne anfangen. Man braucht weniger Beispiele. ' +
  'Die Gewichte werden nur ein bisschen verschoben.';
const wrong = 'My favourite part was the flower on the first page. We had pasta for lunch.';

const box = (page) => page.locator('#explain-text');
const check = (page) => page.getByRole('button', { name: /^(Check|Fetch the model and check)$/ });
const told = (page) => page.locator('#explain-ideas');
const covered = async (page) => Number(plain(await told(page).innerText())[0]);
const idea = (page, name) => page.locator('.idea', { hasText: name });
const checked = (page) => page.getByRole('button', { name: 'Check', exact: true }).waitFor({ timeout: patience });
const best = async (page) => plain(await page.locator('.choice:has(:checked) .figure').innerText());

/** Everything that axe and a look need, in both schemes. */
async function look(page, name) {
  for (const scheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme: scheme });
    await accessible(page);
    for (const width of [1280, 360]) {
      await screenshot(page, `explain-${name}-${scheme}`, width);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(overflow <= 0, `${name} at ${width} is ${overflow} too wide`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('nothing and a megabyte are refused in a sentence', { timeout: patience }, async () => {
  page = await lab.open('#/recall/explain');
  await page.getByRole('heading', { name: 'Explain in your own words' }).waitFor();
  await accessible(page);
  await check(page).click();
  await page.getByText('Write something first.').waitFor();
  await box(page).focus();
  await page.keyboard.insertText('it forgets '.repeat(100_000).slice(0, 1_000_000));
  await page.getByText('Your text has 1000000 characters. Please shorten it to 3000 or fewer.').waitFor();
  await check(page).click();
  assert.equal(await told(page).count(), 0);
  await accessible(page);
});

test('German is not checked: no score, no best, and the ideas can be ticked', { timeout: patience }, async () => {
  await box(page).fill(german);
  await check(page).click();
  await page.locator('.explain-told', { hasText: 'This looks like German; the model only reads English.' }).waitFor();
  await told(page).filter({ hasText: /^Which ideas did you say\?$/ }).waitFor();
  assert.equal(await page.locator('.idea.open').count(), 4);
  assert.equal(await best(page), 'not yet');
  // No model was fetched for a text that it could not read.
  await page.getByRole('button', { name: 'Fetch the model and check', exact: true }).waitFor();
  await look(page, 'german');
  const row = page.locator('.idea').first();
  await row.getByRole('button', { name: 'I covered this' }).click();
  assert.equal(await covered(page), 1);
  assert.equal(await best(page), 'best: 1 of 4');
  await row.getByRole('button', { name: 'Undo' }).click();
  assert.equal(await best(page), 'not yet');
});

test('nonsense holds no idea, and is no best', { timeout: patience }, async () => {
  await box(page).fill(nonsense);
  await check(page).click();
  await told(page).filter({ hasText: /^0 of 4 ideas$/ }).waitFor({ timeout: patience });
  assert.equal(await page.locator('.idea.missing').count(), 4);
  await page.getByText('Near, but your text has no word of this idea:').first().waitFor();
  assert.equal(await best(page), 'not yet');
  await look(page, 'nonsense');
});

test('a good answer holds more than a wrong one, and each idea shows its sentence', { timeout: patience }, async () => {
  await box(page).fill(good);
  await box(page).press('Control+Enter');
  await page.locator('.idea blockquote', { hasText: 'thousand' }).first().waitFor({ timeout: patience });
  const found = await covered(page);
  const maybe = await page.locator('.idea.maybe').count();
  assert.ok(found >= 2 && found + maybe >= 3, `${found} of 4, and ${maybe}`);
  assert.equal(await page.locator('.idea.covered').count(), found);
  const quotes = await page.locator('.idea blockquote').allInnerTexts();
  assert.equal(quotes.length, 4);
  for (const quote of quotes) assert.ok(good.includes(plain(quote)), quote);
  for (const row of await page.locator('.idea').all()) {
    const [similarity, threshold] = plain(await row.locator('.figure').innerText()).match(/−?\d\.\d\d/g).map((n) => Number(n.replace('−', '-')));
    const name = (await row.getAttribute('class')).split(' ')[1];
    const unrelated = (await row.innerText()).includes('no word of this idea');
    const near = { covered: similarity >= threshold + 0.04, maybe: similarity >= threshold - 0.005 };
    assert.ok(near[name] ?? (unrelated || similarity <= threshold + 0.005), `${name} ${similarity} ${threshold}`);
  }
  assert.equal(await best(page), `best: ${found} of 4`);
  await look(page, 'good');

  await box(page).fill(wrong);
  await page.getByText('You have changed the text since.').waitFor();
  await check(page).click();
  await page.getByText('You have changed the text since.').waitFor({ state: 'hidden', timeout: patience });
  assert.ok((await covered(page)) < found, `${await covered(page)} is not less than ${found}`);
  assert.equal(await best(page), `best: ${found} of 4`, 'the best stays');
});

test('the guess comes with its precision and recall, as measured', { timeout: patience }, async () => {
  const figures = JSON.parse(await (await page.request.get(new URL('lessons/explain-figures.json', lab.address).href)).text());
  const own = figures.methods.find(({ method }) => method === 'pocket');
  const note = plain(await page.locator('.explain-guess').innerText());
  assert.ok(note.includes(`Recorded with Pocket, on ${figures.reported_on} answers`), note);
  assert.ok(note.includes(`${Math.round(own.precision * 100)} % were really there`), note);
  assert.ok(note.includes(`it found ${Math.round(own.recall * 100)} % (recall)`), note);
  assert.ok(note.includes(`${own.maybe.there} of ${own.maybe.said} ideas were there`), note);
  assert.ok(note.includes(`In ${figures.nonsense} texts about something else`), note);
  await page.locator('.explain-guess summary').click();
  assert.equal(await page.locator('.explain-table tbody tr').count(), 4);
});

test('the learner has the last word and can take it back, by keyboard', { timeout: patience }, async () => {
  const before = await covered(page);
  const missing = page.locator('.idea.missing').first();
  const name = await missing.locator('h4').innerText();
  await missing.getByRole('button', { name: 'I covered this' }).focus();
  await page.keyboard.press('Enter');
  const row = idea(page, name);
  await row.getByText('covered, you say', { exact: true }).waitFor();
  assert.equal(await covered(page), before + 1);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Undo');
  await look(page, 'override');
  await row.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await row.getByText('not found', { exact: true }).waitFor();
  assert.equal(await covered(page), before);
  await row.getByRole('button', { name: 'I covered this' }).click();
});

test('a reload keeps the text, the last word and the best number', { timeout: patience }, async () => {
  const had = await best(page);
  await page.reload();
  await page.waitForFunction((text) => document.querySelector('#explain-text')?.value === text, wrong);
  assert.equal(await best(page), had);
  assert.equal(await covered(page), 1);
  await page.getByText('covered, you say', { exact: true }).waitFor();
  assert.deepEqual(page.problems, []);
});

test('in German the page says that the model reads English, and ideas can be ticked by hand', { timeout: patience }, async () => {
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByText('Das Modell hat nur Englisch gelesen').waitFor();
  assert.equal(await box(page).inputValue(), wrong);
  await page.getByRole('radio', { name: /Woran erkennst du/ }).check();
  assert.equal(await box(page).inputValue(), '');
  await box(page).fill('Man misst an Texten, aus denen es nie gelernt hat.');
  await page.getByRole('button', { name: 'Ideen zeigen, ich hake selbst ab' }).click();
  await page.getByText('Geprüft wurde nichts.').waitFor();
  assert.equal(plain(await told(page).innerText()), 'Welche Ideen hast du gesagt?');
  const buttons = page.locator('.explain-box .actions .button.primary');
  assert.deepEqual((await buttons.allInnerTexts()).map(plain)[0], 'Ideen zeigen, ich hake selbst ab');
  assert.equal(await buttons.count(), 2, 'both ways are equal');
  await idea(page, 'An Texten testen').getByRole('button', { name: 'Das habe ich gesagt' }).click();
  assert.equal(plain(await told(page).innerText()), '1 von 4 Ideen');
  assert.equal(await best(page), 'beste: 1 von 4');
  await look(page, 'deutsch');

  await page.getByRole('radio', { name: /Wann ist Fine-Tuning/ }).check();
  await box(page).fill('It is wrong for facts that change every day. A prompt may be enough.');
  await page.getByRole('button', { name: /prüfen$|^Prüfen$/i }).click();
  await page.getByText('Hier gefunden:').first().waitFor({ timeout: patience });
  assert.ok((await covered(page)) >= 2);
  await look(page, 'deutsch-geprueft');
  assert.deepEqual(page.problems, []);
});

test('where no model comes, the page says so and the ideas can still be ticked', { timeout: patience }, async () => {
  const intercept = (path, response) => {
    if (!path.includes('weights.safetensors')) return false;
    response.writeHead(503).end();
    return true;
  };
  const broken = await start({ intercept });
  try {
    const page = await broken.open('#/recall/explain');
    await box(page).fill(good);
    await check(page).click();
    const alert = page.locator('.explain-box [role=alert]');
    await alert.waitFor({ timeout: patience });
    assert.equal(await told(page).count(), 0);
    await accessible(page);
    await page.getByRole('button', { name: 'Show the ideas, I tick them myself' }).click();
    await page.getByRole('button', { name: 'I covered this' }).first().click();
    assert.equal(await covered(page), 1);
    assert.equal(await box(page).inputValue(), good);
  } finally {
    await broken.stop();
  }
});
