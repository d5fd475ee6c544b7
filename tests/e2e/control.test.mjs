// A run under the learner's hands: pause, step, resume, stop, reset; and what is kept of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accessible, start } from './lab.mjs';
import { table } from './figures.mjs';
import { control, ended, ending, go, kept, made, notice, patience, plain, run, runAndPause, saved, steps } from './learner.mjs';

let lab;
before(async () => (lab = await start()));
after(() => lab?.stop());

const available = async (page, name) => (await control(page, name).getAttribute('aria-disabled')) === null;

test('pause, single steps, resume, stop', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?examples=200&epochs=20&v=1');
  assert.equal(await available(page, 'Stop'), false);
  await control(page, 'Run').click();
  await steps(page, 3);
  assert.equal(await available(page, 'Step'), false, 'a single step makes sense only while paused');

  await control(page, 'Pause').click();
  await control(page, 'Resume').waitFor();
  const paused = await made(page);
  await accessible(page);
  for (const step of [1, 2]) {
    await control(page, 'Step').click();
    assert.equal(await steps(page, paused + step), paused + step);
  }
  await control(page, 'Resume').click();
  await steps(page, paused + 5);
  await control(page, 'Stop').click();
  const sentence = await ended(page);
  const stopped = Number(/^You stopped the run after (\d+) steps\./.exec(sentence)?.[1]);
  assert.ok(stopped >= paused + 5 && stopped < 260, sentence);

  const [record] = await kept(page);
  const expected = Array.from({ length: stopped }, (_, index) => index + 1);
  assert.deepEqual(record.steps.step, expected, 'every step was made and reported once');
  const times = record.steps.elapsed_ms;
  assert.ok(times.every((time, index) => index === 0 || time >= times[index - 1]), `time goes on: ${times}`);
  assert.ok(record.seconds >= times.at(-1) / 1000, 'the pause does not count');
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('a run that is stopped before its first step leaves the model as it was', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?examples=200&epochs=20&seed=3&v=1');
  await control(page, 'Run').click();
  await page.getByText('Measuring the base model first').waitFor({ timeout: patience });
  await control(page, 'Stop').click();
  assert.equal(await ended(page), 'You stopped the run before its first step.');
  await page.locator('#verdict').getByText('No step was made: the model is as it was before.').waitFor();
  await accessible(page);
  const [record] = await kept(page);
  assert.deepEqual(record.steps.step, []);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('a run can be called off, and reset clears what is shown and keeps what is kept', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?examples=200&epochs=20&seed=7&v=1');
  await control(page, 'Run').click();
  await control(page, 'Stop').click();
  await control(page, 'Run').waitFor({ timeout: patience });
  const before = (await kept(page)).length;

  await go(page, 'Fine-tune');
  await control(page, 'Reset').click();
  assert.equal(await page.getByLabel('Seed', { exact: true }).inputValue(), '1');
  assert.equal(await ending(page).count(), 0);
  assert.equal((await kept(page)).length, before);
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('a reload in mid-run costs only what came after the last checkpoint', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?examples=100&epochs=6&seed=5&v=1');
  const paused = await runAndPause(page, 5);
  const before = (await kept(page)).length;

  await page.reload();
  const offer = notice(page, 'was interrupted');
  await offer.waitFor();
  assert.match(plain(await offer.innerText()), new RegExp(`can go on from step ${paused} of 42\\. Starting another run discards it\\.`));
  await accessible(page);
  await offer.getByRole('button', { name: 'Go on' }).click();
  await go(page, 'Fine-tune');
  assert.equal(await page.getByLabel('Seed', { exact: true }).inputValue(), '5');
  const sentence = await ended(page);
  assert.match(sentence, /^The run is complete: 42 steps in /);
  await offer.waitFor({ state: 'detached' });

  const runs = await kept(page);
  assert.equal(runs.length, before + 1, 'the interrupted run is kept once');
  const resumed = runs[0];
  assert.deepEqual(resumed.steps.step, Array.from({ length: 42 }, (_, index) => index + 1));
  assert.ok(resumed.steps.elapsed_ms.every((time, index, all) => index === 0 || time >= all[index - 1]), 'time goes on');

  // Without the interruption it would have been the same run.
  await go(page, 'Fine-tune');
  await run(page);
  const [whole] = await kept(page);
  whole.steps.loss.forEach((loss, index) => assert.ok(Math.abs(loss - resumed.steps.loss[index]) < 1e-4, `step ${index + 1}`));
  assert.deepEqual(page.problems, []);
  await page.close();
});

/** In the page: whether the storage holds no checkpoint any more, since a reload cuts off what is being written. */
const noCheckpoint = () =>
  new Promise((resolve) => {
    indexedDB.open('forget-me-not').onsuccess = ({ target: { result: database } }) => {
      const count = database.transaction('checkpoints').objectStore('checkpoints').count();
      count.onsuccess = () => {
        database.close();
        resolve(count.result === 0);
      };
    };
  });

test('another tab leaves the run of this one alone', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?examples=100&epochs=6&seed=8&v=1');
  const paused = await runAndPause(page, 3);
  const other = await lab.open('#/fine-tune?examples=100&epochs=1&seed=9&v=1');
  await run(other);
  assert.equal(await notice(other, 'was interrupted').count(), 0);
  await page.reload();
  const offer = notice(page, 'was interrupted');
  await offer.getByText(`can go on from step ${paused} of 42`).waitFor();
  // What a closed tab has left is offered in any other.
  await page.close();
  await other.reload();
  await notice(other, 'was interrupted').getByRole('button', { name: 'Discard it' }).click();
  await other.waitForFunction(noCheckpoint, null, { polling: 100 });
  assert.deepEqual(other.problems, []);
  await other.close();
});

test('an interrupted run can be discarded', { timeout: patience }, async () => {
  const page = await lab.open('#/fine-tune?examples=100&epochs=6&seed=6&v=1');
  await runAndPause(page, 2);
  await page.reload();
  await notice(page, 'was interrupted').getByRole('button', { name: 'Discard it' }).click();
  await page.waitForFunction(noCheckpoint, null, { polling: 100 });
  await page.reload();
  await page.getByRole('link', { name: 'Runs', exact: true }).waitFor();
  await go(page, 'Runs');
  await page.getByRole('button', { name: /^Look at/ }).first().waitFor();
  assert.equal(await notice(page, 'was interrupted').count(), 0);
  await page.close();
});

test('runs are named, compared, deleted, brought back, exported and imported, and survive a reload', { timeout: patience }, async () => {
  const page = await lab.open('#/runs');
  const names = page.getByRole('textbox', { name: /^Name of / });
  await names.first().waitFor();
  const count = await names.count();
  assert.ok(count >= 3, 'the tests above have left runs');

  await names.first().fill('=My "best", so far');
  await names.first().press('Tab');
  await page.getByRole('button', { name: 'Look at it: =My "best", so far' }).waitFor();
  await page.reload();
  await names.first().waitFor();
  assert.equal(await names.first().inputValue(), '=My "best", so far');

  for (const index of [0, 1]) await page.getByRole('checkbox', { name: /^Compare/ }).nth(index).check();
  await page.getByText('2 of at most 4 runs chosen.').waitFor();
  await page.getByRole('button', { name: 'Training loss' }).click();
  const chart = page.getByRole('figure', { name: 'Smoothed training loss of the runs' });
  await chart.waitFor();
  assert.match(await chart.innerText(), /=My "best"/);
  await accessible(page);

  const csv = table(await saved(page, page.getByRole('button', { name: 'Export CSV' })));
  assert.equal(csv.length, count);
  assert.equal(csv[0].name, `'=My "best", so far`, 'a spreadsheet must not run a name as a formula');
  const json = await saved(page, page.getByRole('button', { name: 'Export JSON' }));
  assert.equal(JSON.parse(json).runs.length, count);

  await page.getByRole('button', { name: 'Delete =My "best", so far' }).click();
  await notice(page, 'was deleted').getByRole('button', { name: 'Undo' }).click();
  assert.equal(await names.count(), count);
  await page.getByRole('button', { name: 'Delete =My "best", so far' }).click();
  await notice(page, 'was deleted').waitFor();
  assert.equal(await names.count(), count - 1);
  await page.reload();
  await names.first().waitFor();
  assert.equal(await names.count(), count - 1);

  const file = { name: 'runs.json', mimeType: 'application/json', buffer: Buffer.from(json) };
  await page.locator('input[type=file]').setInputFiles(file);
  const told = notice(page, 'Runs added from the file: 1.');
  await told.waitFor();
  assert.match(await told.innerText(), new RegExp(`${count - 1} were here already`));
  assert.equal(await names.count(), count);

  await page.getByRole('button', { name: 'Look at it: =My "best", so far' }).click();
  await go(page, 'Fine-tune');
  await ending(page).waitFor();
  assert.deepEqual(page.problems, []);
  await page.close();
});
