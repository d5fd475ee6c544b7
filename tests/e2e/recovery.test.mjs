// What can go wrong with downloads and with the engine: each ends in a sentence, a working page and a way on.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { test } from 'node:test';
import { accessible, eachWithFaults } from './lab.mjs';
import { control, ended, ending, go, notice, patience, plain, run, runAndPause, steps } from './learner.mjs';

const short = '#/fine-tune?examples=20&epochs=2&v=1';

const at = eachWithFaults();

/** The trouble in the run bar. */
const trouble = (page) => page.getByRole('region', { name: 'Run', exact: true }).getByRole('alert');

/** A page whose run fails to start; checks that nothing is lost, then that another try works. */
async function failsAndRecovers(words) {
  const page = await at.lab.open(short);
  await page.getByLabel('Seed', { exact: true }).fill('11');
  await control(page, 'Run').click();
  await trouble(page).waitFor({ timeout: patience });
  assert.match(plain(await trouble(page).innerText()), words);
  assert.equal(await page.getByLabel('Seed', { exact: true }).inputValue(), '11', 'the form is as it was');
  assert.match(page.url(), /seed=11/);
  await accessible(page);

  at.fault = () => false;
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/^About .* for 4\ssteps/).waitFor({ timeout: patience });
}

/** Ends a connection without an answer, as a network that is gone does. */
function hangUp(response) {
  response.destroy();
  return true;
}

test('an engine that is not there', { timeout: patience }, async () => {
  at.fault = (path, response) => path.includes('trainer-') && Boolean(response.writeHead(404).end('not found'));
  await failsAndRecovers(/engine could not be fetched or started\. Check the connection and try again\./);
});

test('an engine that is cut off on the way', { timeout: patience }, async () => {
  at.fault = (path, response) => path.endsWith('_bg.wasm') && path.includes('trainer-') && hangUp(response);
  await failsAndRecovers(/engine could not be fetched or started\. Check the connection and try again\./);
});

test('a weights file that is cut off', { timeout: patience }, async () => {
  at.fault = (path, response) => {
    if (!path.endsWith('weights.safetensors')) return false;
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    createReadStream(new URL('../../public/model/pocket/weights.safetensors', import.meta.url), { end: 999_999 }).pipe(response);
    return true;
  };
  await failsAndRecovers(/weights\.safetensors arrived damaged or cut off \(1\.0 MB\), so it was not used\. Try again/);
});

test('texts that do not arrive', { timeout: patience }, async () => {
  at.fault = (path, response) => path.endsWith('.tsv') && hangUp(response);
  const page = await at.lab.open(short);
  await control(page, 'Run').click();
  const told = notice(page, 'The example texts could not be fetched.');
  await told.waitFor({ timeout: patience });
  await accessible(page);
  at.fault = () => false;
  await told.getByRole('button', { name: 'Try again' }).click();
  await control(page, 'Run').click();
  await ended(page);
});

test('a page that goes offline before its first run, and comes back', { timeout: patience }, async () => {
  const page = await at.lab.open(short);
  await page.context().setOffline(true);
  at.fault = (_, response) => hangUp(response);
  await control(page, 'Run').click();
  await trouble(page).waitFor({ timeout: patience });
  assert.match(plain(await trouble(page).innerText()), /could not be fetched or started\. Check the connection and try again\./);
  await page.context().setOffline(false);
  at.fault = () => false;
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/^About /).waitFor({ timeout: patience });
  await run(page);
});

test('what was fetched once is there without a network', { timeout: patience }, async () => {
  const first = await at.lab.open(short);
  await run(first);
  await first.close();
  // The page and its engine are files of the site, which a browser keeps; the server still gives these.
  at.fault = (path, response) => /\/(model|data)\//.test(path) && hangUp(response);
  const second = await at.lab.open(short);
  await run(second);
  assert.equal(await notice(second, '').count(), 0);
});

/** Ends the engine in the middle of its work, as an exhausted memory does. */
const kill = (page) => page.workers()[0].evaluate(() => setTimeout(() => { throw new Error('killed by the test'); }));

test('an engine that dies in mid-run: the run goes on from its checkpoint', { timeout: patience }, async () => {
  const page = await at.lab.open('#/fine-tune?examples=100&epochs=8&v=1');
  const paused = await runAndPause(page, 4);
  await control(page, 'Resume').click();
  await steps(page, paused + 2);

  await kill(page);
  const told = notice(page, 'The engine stopped unexpectedly.');
  await told.waitFor();
  assert.match(plain(await told.innerText()), new RegExp(`The page took care of it: the run goes on from step ${paused}\\.`));
  await accessible(page);
  assert.match(await ended(page), /^The run is complete: 56 steps/);
  await go(page, 'Runs');
  await page.getByRole('button', { name: /^Look at it: / }).first().waitFor();
});

test('an engine that dies while a run is paused: the run waits for the learner', { timeout: patience }, async () => {
  const page = await at.lab.open('#/fine-tune?examples=100&epochs=6&v=1');
  const paused = await runAndPause(page, 3);
  await kill(page);
  const offer = notice(page, 'was interrupted');
  await offer.getByText(`can go on from step ${paused} of 42`).waitFor();
  await accessible(page);
  assert.equal(page.workers().length, 0, 'nothing goes on by itself');
  await offer.getByRole('button', { name: 'Go on' }).click();
  assert.match(await ended(page), /^The run is complete: 42 steps/);
});

test('an engine that dies again and again: the learner decides, and earlier runs are there', { timeout: patience }, async () => {
  const page = await at.lab.open(short);
  await run(page);
  await page.getByLabel('Domain examples', { exact: true }).fill('400');
  await page.getByLabel('Epochs', { exact: true }).fill('20');
  await control(page, 'Run').click();
  for (const after of ['Starting…', 'Starting…', 'Run']) {
    await control(page, 'Pause').waitFor({ timeout: patience });
    await kill(page);
    await control(page, after).waitFor();
  }
  await trouble(page).waitFor();
  assert.match(plain(await trouble(page).innerText()), /The engine stopped unexpectedly\./);
  await accessible(page);
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/^About /).waitFor({ timeout: patience });
  await go(page, 'Runs');
  await page.getByRole('button', { name: /^Look at it: / }).first().waitFor();
});

test('an engine that dies at rest costs nothing', { timeout: patience }, async () => {
  const page = await at.lab.open(short);
  await run(page);
  await kill(page);
  await trouble(page).waitFor();
  assert.match(await ending(page).innerText(), /complete/, 'the results stay in view');
  await trouble(page).getByRole('button', { name: 'Try again' }).click();
  await page.getByText(/^About /).waitFor({ timeout: patience });
  await page.getByRole('button', { name: 'surgical removal of the appendix' }).click();
  await page.getByText('There is no “after” yet').waitFor({ timeout: patience });
});
