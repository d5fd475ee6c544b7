// Input that cannot be used: each piece is refused in a sentence, the rest is kept, and nothing is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, start } from './lab.mjs';
import { control, go, notice, patience, plain } from './learner.mjs';

let lab;
before(async () => (lab = await start()));
after(() => lab?.stop());

const field = (page, name) => page.getByRole('textbox', { name, exact: true });
const theme = (page, name) => page.getByRole('group', { name: 'Colours' }).getByRole('button', { name });

test('an address with nonsense in it', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?lr=banana&epochs=99&seed=7&batch=8.5&task=poem&colour=red&model=gpt&v=1');
  const told = plain(await notice(page, 'The link').innerText());
  for (const sentence of [
    'There is no base model called “gpt”; there are: pocket, minilm-3.',
    'Learning rate must be a number; the link says “banana”.',
    'Epochs must be between 1 and 20; 99 is not.',
    'Batch size must be a whole number; the link says “8.5”.',
    'There is no task called “poem”; there are: condition, kind, spam.',
    'The link sets “colour”, which this lab does not know.',
  ]) {
    assert.ok(told.includes(sentence), sentence);
  }
  assert.equal(await field(page, 'Seed').inputValue(), '7');
  assert.equal(await field(page, 'Learning rate').inputValue(), '2e-4');
  assert.equal(await field(page, 'Epochs').inputValue(), '5');
  await page.waitForURL(/#\/fine-tune\?seed=7&v=1$/);
  await accessible(page);

  // The same while the page is open: a link is followed without a reload.
  await page.evaluate(() => (location.hash = '#/nowhere?epochs=3&examples=-5'));
  await notice(page, 'There is no place called “nowhere” here; this is Fine-tune.').waitFor();
  assert.equal(await field(page, 'Epochs').inputValue(), '3');
  await page.evaluate(() => (location.hash = `#/fine-tune?task=${'%F0%9F%8C%B5<b>'.repeat(20_000)}`));
  const long = notice(page, 'There is no task called “🌵');
  await long.waitFor();
  assert.ok((await long.innerText()).length < 300, 'what a stranger wrote is shown in brief');
  assert.deepEqual(page.problems, []);
});

test('a megabyte in the box for a definition', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune');
  const box = field(page, /^Definition/);
  const text = 'inflammation of the lining '.repeat(40_000).slice(0, 1_000_000);
  await box.focus();
  await page.keyboard.insertText(text);
  const problem = page.getByText('This text has 1000000 characters. Please shorten it to 2000 or fewer');
  await problem.waitFor();

  const begin = Date.now();
  await theme(page, 'Dark').click();
  assert.equal(await theme(page, 'Dark').getAttribute('aria-pressed'), 'true');
  const answered = Date.now() - begin;
  assert.ok(answered < 2000, `the page answered after ${answered} ms`);

  await page.getByRole('button', { name: 'Fetch the model and ask' }).click();
  await problem.waitFor();
  await page.getByText('Model not loaded').first().waitFor();
  await accessible(page);
  await go(page, 'Runs');
  await go(page, 'Fine-tune');
  assert.equal((await box.inputValue()).length, text.length, 'the text is still there');
  await box.fill('');
  await page.getByRole('button', { name: 'Fetch the model and ask' }).click();
  await page.getByText('Write something first').waitFor();
  assert.deepEqual(page.problems, []);
});

test('figures out of their bounds', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune');
  const wrong = { Epochs: '99', 'Learning rate': 'banana', 'Domain examples': '', Seed: '1.5' };
  for (const [name, typed] of Object.entries(wrong)) await field(page, name).fill(typed);
  await field(page, /^Definition/).focus();
  for (const [name, typed] of Object.entries(wrong)) {
    assert.equal(await field(page, name).inputValue(), typed, 'what was typed stays');
    assert.equal(await field(page, name).getAttribute('aria-invalid'), 'true');
  }
  await control(page, 'Run').click();
  const refusal = page.getByRole('region', { name: 'Run', exact: true }).getByRole('alert');
  assert.deepEqual((await refusal.getByRole('listitem').allInnerTexts()).map(plain), [
    'Learning rate must be a number between 0.000001 and 0.1; “banana” is not.',
    'Domain examples must be a number between 20 and 2000; the field is empty.',
    'Epochs must be between 1 and 20; 99 is not.',
    'Seed must be a whole number; 1.5 is not.',
  ]);
  await page.getByText('Model not loaded').first().waitFor();
  await accessible(page);
  await page.getByRole('button', { name: 'Back to the defaults' }).click();
  await refusal.waitFor({ state: 'detached' });
  assert.equal(await field(page, 'Epochs').inputValue(), '5');
  assert.deepEqual(page.problems, []);
});

test('files that hold no runs, or damaged ones', { timeout: patience }, async () => {
  const page = await lab.open('#/runs');
  const give = (content) =>
    page.locator('input[type=file]').setInputFiles({ name: 'runs.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await give('a poem');
  await notice(page, 'This file holds no runs of this lab. Choose a file saved with “Export JSON”.').waitFor();
  await give(JSON.stringify({ format: 'forget-me-not runs', version: 9, runs: [] }));
  await notice(page, 'saved by a newer version of the lab').waitFor();
  const damaged = { id: 1, name: 'x', config: { epochs: 500 } };
  await give(JSON.stringify({ format: 'forget-me-not runs', version: 1, runs: [damaged] }));
  await notice(page, 'Run number 1 of the file is damaged').waitFor();
  await notice(page, 'Runs added from the file: 0.').waitFor();
  await page.getByText('There are no runs yet.').waitFor();
  await accessible(page);
  assert.deepEqual(page.problems, []);
});

test('no place is wider than a phone', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?lr=banana&model=gpt');
  for (const width of [320, 360, 640]) {
    await page.setViewportSize({ width, height: 800 });
    for (const place of ['Runs', 'Self-test', 'Fine-tune']) {
      await go(page, place);
      await page.locator('main details').evaluateAll((all) => all.forEach((details) => (details.open = true)));
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(sideways <= 0, `${place} is ${sideways} px wider than ${width} px`);
    }
  }
  await accessible(page);
});
