// What a learner does on the page and reads off it, by roles, labels and words.
import { readFileSync } from 'node:fs';

/** Long enough for a slow machine with two cores: the first download compiles 20 MB of code. */
export const patience = 240_000;

/** A button of the run bar. */
export const control = (page, name) =>
  page.getByRole('group', { name: 'Run control' }).getByRole('button', { name, exact: true });

/** The sentence in which the run bar says where the run stands: "Step 12 of 315, epoch 1 of 5". */
export const progress = (page) => page.getByText(/^Step [\d,]+ of [\d,]+, epoch/);

/** The sentence about how the run ended. */
export const ending = (page) => page.locator('#verdict > .note');

/** Presses Run and waits until the run has ended; gives its closing sentence. */
export async function run(page, { within = patience } = {}) {
  await control(page, 'Run').click();
  return ended(page, { within });
}

/** Waits until the run in view has ended, and can be followed by another one. */
export async function ended(page, { within = patience } = {}) {
  await ending(page).waitFor({ timeout: within });
  await control(page, 'Run').waitFor();
  return plain(await ending(page).innerText());
}

/** Waits until the run in view has made `steps` steps; gives how many it has made. */
export async function steps(page, steps, { within = patience } = {}) {
  const made = await page.waitForFunction(
    (least) => {
      const line = [...document.querySelectorAll('.run-line p')].map((p) => /^Step ([\d,]+) of/.exec(p.textContent));
      const made = Number(line.find(Boolean)?.[1].replace(',', ''));
      return made >= least && { made };
    },
    steps,
    { timeout: within },
  );
  return (await made.jsonValue()).made;
}

/** How many steps the run bar says were made. */
export const made = async (page) => Number(/^Step ([\d,]+)/.exec(await progress(page).innerText())[1].replace(',', ''));

/** Starts a run, pauses it after at least `least` steps, and waits until it could go on after a reload; gives its step. */
export async function runAndPause(page, least) {
  await control(page, 'Run').click();
  await steps(page, least);
  await control(page, 'Pause').click();
  await page.getByText('Paused. Kept, also if you leave').waitFor();
  return made(page);
}

/** The figures of the cards as the page writes them: `{ 'Accuracy target': ['71.8 %', '95.6 %'], … }`. */
export async function cards(page) {
  const found = await page.locator('.score-card').evaluateAll((cards) =>
    cards.map((card) => [
      card.dataset.figure,
      ['.score-before', '.score-after'].map((name) => card.querySelector(name).textContent),
    ]),
  );
  return Object.fromEntries(found.map(([name, pair]) => [name, pair.map(plain)]));
}

/** Presses a button that saves a file; gives the file's text. */
export async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8');
}

/** The kept runs, from the file that holds every figure; the one last begun comes first. */
export async function kept(page) {
  await go(page, 'Runs');
  return JSON.parse(await saved(page, page.getByRole('button', { name: 'Export JSON' }))).runs;
}

/** Goes to another place by the header, and waits until it is open: its code may have to be fetched first. */
export async function go(page, place) {
  const link = page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place, exact: true });
  await link.click();
  await page.waitForFunction(
    (place) => {
      const open = document.querySelector('.places [aria-current=page]');
      return open?.textContent === place && document.querySelector('#main h1');
    },
    place,
  );
}

/** What the page tells outside the labs. */
export const notice = (page, words) => page.getByRole('region', { name: 'Notices' }).locator('.notice', { hasText: words });

/** A number as the page writes it, with any sign and unit: "−1.2 points". */
export const number = (text) => Number(plain(text).replace('−', '-').replaceAll(/[^\d.-]/g, ''));

/** Text with ordinary spaces. */
export const plain = (text) => text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll(/\s+/g, ' ').trim();
