// Recall as a learner uses it: cards by keyboard, a round of questions, exercises, progress; both languages, both widths.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { accessible, screenshot, start } from './lab.mjs';
import { figures, table } from './figures.mjs';
import { control, go, number, patience, plain, run, saved } from './learner.mjs';

const lessons = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../../public/lessons');
const read = (name) => JSON.parse(readFileSync(join(lessons, `${name}.json`), 'utf8'));
const quiz = read('quiz');
const practice = read('practice');
const deck = read('cards');
const words = read('recall-words');

let lab, page;
before(async () => {
  lab = await start();
  page = await lab.open('#/recall?lang=en');
});
after(() => lab?.stop());

const tab = (name) => page.getByRole('navigation', { name: /Pages of Recall|Seiten von Abrufen/ }).getByRole('link', { name, exact: true });
const button = (name) => page.getByRole('button', { name });
const heading = (name) => page.getByRole('heading', { name });

/** Waits until the keyboard stands there. */
const focused = (id) => page.waitForFunction((id) => document.activeElement?.id === id, id);

/** What axe finds, and pictures at both widths, in both themes and languages. */
async function seen(name) {
  for (const [language, tag] of [['English', 'en'], ['Deutsch', 'de']]) {
    await page.getByRole('button', { name: language }).click();
    assert.equal(await page.locator('.recall').getAttribute('lang'), tag);
    for (const scheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme: scheme });
      await accessible(page);
      for (const width of [1280, 360]) {
        await screenshot(page, `recall-${name}-${tag}-${scheme}`, width);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(overflow <= 0, `${name} in ${language} is ${overflow} px too wide at ${width}`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'English' }).click();
}

/** Whether all of an element is in view. */
const inView = (element) =>
  element.evaluate((it) => {
    const { top, bottom } = it.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });

/** What a table says: its rows, each by the headers above its cells. */
const rows = (table) =>
  table.evaluate((table) => {
    const headers = [...table.querySelectorAll('thead tr > *')].map((cell) => cell.textContent);
    return [...table.querySelectorAll('tbody tr')].map((row) => {
      if (row.children.length !== headers.length) throw new Error(`${row.children.length} cells, ${headers.length} headers`);
      const edge = (cell) => Math.round(cell.getBoundingClientRect().left);
      const heads = table.querySelectorAll('thead tr > *');
      [...row.children].forEach((cell, at) => {
        if (edge(cell) !== edge(heads[at])) throw new Error(`“${cell.textContent}” does not stand below “${headers[at]}”`);
      });
      return Object.fromEntries([...row.children].map((cell, at) => [headers[at], cell.innerText.replace(/\s+/g, ' ').trim()]));
    });
  });

/** The learner's progress, from the file that holds it. */
async function progress() {
  await tab('Progress').click();
  return JSON.parse(await saved(page, button('Export progress')));
}

test('the first page leads everywhere, and a page that is not there leads to it', async () => {
  await heading('Recall').waitFor();
  for (const name of ['Cards', 'Quiz', 'Practice', 'Progress']) {
    await page.getByRole('heading', { name, level: 2 }).getByRole('link').click();
    await page.waitForFunction((slug) => location.hash.startsWith(`#/recall/${slug}`), name.toLowerCase());
    assert.equal(await tab(name).getAttribute('aria-current'), 'page');
    await tab('Overview').click();
  }
  await page.getByText(`${deck.cards.length} cards are new`).waitFor();
  await seen('index');
  await page.evaluate(() => (location.hash = '#/recall/nowhere'));
  await page.waitForFunction(() => !location.hash.includes('nowhere'));
  await heading('Best next').waitFor();
  await page.evaluate(() => (location.hash = '#/recall/practice/nothing'));
  await page.waitForFunction(() => location.hash.endsWith('/recall/practice'));
});

test('a session of cards, by keyboard alone', async () => {
  await tab('Cards').click();
  await button('Start with 10 cards').waitFor();
  await seen('cards-start');
  await button('Easy').focus();
  await page.keyboard.press('Enter');
  await button(/^Start with/).focus();
  await page.keyboard.press('Enter');
  await page.getByText('Card 1 of 10').first().waitFor();
  await seen('cards-front');
  // The choice of the language has the focus now; a card takes it when it is shown.
  await button('Show the answer').focus();
  await page.keyboard.press('Space');
  await focused('card-back');
  assert.deepEqual(
    await page.locator('.grade').evaluateAll((grades) => grades.map((grade) => grade.lastElementChild.textContent.replace(/\u00a0/g, ' '))),
    ['once more in this session', 'in 1 day', 'in 2 days', 'in 8 days'],
  );
  await seen('cards-back');
  const first = await page.locator('#card-front').innerText();
  await page.locator('#card-back').focus();
  await page.keyboard.press('1');
  await focused('card-front');
  await page.getByText('Card 2 of 11').first().waitFor();
  await page.keyboard.press('z');
  await page.getByText('Card 1 of 10').first().waitFor();
  assert.equal(await page.locator('#card-front').innerText(), first);
  await page.keyboard.press('1');
  assert.equal(await page.locator('#card-front').innerText(), first, 'a card is graded only once its answer was seen');

  const grades = ['1', '2', '3', '4', '3', '3', '3', '3', '3', '3', '3'];
  for (const grade of grades) {
    await page.keyboard.press(grade === '2' ? 'Enter' : 'Space');
    await focused('card-back');
    await page.keyboard.press(grade);
  }
  await focused('cards-done');
  assert.match(plain(await page.locator('.plate').innerText()), /You went through 10 cards with 11 answers/);
  await page.getByRole('listitem').filter({ hasText: first }).waitFor();
  // The card that was not known was answered “Well” in the end: its button said when it comes.
  await page.getByText('The next card comes in 6 hours.').waitFor();
  await heading('Best next').waitFor();
  assert.match(await page.getByRole('link', { name: 'Go there' }).getAttribute('href'), /#\/learn\//, 'not back to the cards');
  await seen('cards-done');
  await button('Overview of the cards').click();
  await focused('cards-today');
});

test('on a phone the grades are in view once a card is turned', async () => {
  const phone = await lab.context.browser().newContext({
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
    reducedMotion: 'reduce',
  });
  const page = await phone.newPage();
  for (const language of ['en', 'de']) {
    await page.goto(`${lab.address}#/recall/cards?lang=${language}`);
    await page.reload();
    await page.getByRole('button', { name: /^(Start with|Mit \d+ Karten)/ }).click();
    assert.equal(await page.locator('.keys:visible, .recall kbd:visible').count(), 0, 'there are no keys to speak of');
    await page.getByRole('button', { name: /Show the answer|Antwort zeigen/ }).click();
    await page.waitForFunction(() => {
      const grades = document.querySelector('.grades')?.getBoundingClientRect();
      return grades && grades.top >= 0 && grades.bottom <= innerHeight;
    });
    await page.screenshot({ path: join(lessons, `../../tests/e2e/artefacts/recall-card-phone-${language}.png`) });
  }
  await phone.close();
});

test('what was reviewed stays after a reload, leaves as a file and comes back', async () => {
  const before = await progress();
  assert.equal(Object.keys(before.cards).length, 10);
  assert.ok('reviewed-cards' in before.deeds);
  const reviews = Object.values(before.cards);
  assert.deepEqual(reviews.map((card) => card.reviews).sort(), [1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
  assert.ok(reviews.every((card) => card.due > card.reviewed && card.lapses <= 1));
  await page.reload();
  await heading('Chapter by chapter').waitFor();
  assert.deepEqual(await progress(), before);

  // Nothing is forgotten before the question is answered, and it can be brought back.
  await button('Reset progress').click();
  await focused('reset-question');
  assert.deepEqual((await progress()).cards, before.cards);
  await button('Keep').click();
  await focused('reset-progress');
  await button('Reset progress').click();
  await seen('progress-reset');
  await button(/^Reset$/).click();
  await focused('reset-undo');
  assert.deepEqual((await progress()).cards, {});
  const told = page.getByRole('status').filter({ hasText: 'Your progress was reset' });
  assert.ok(await inView(told), 'the answer stands where the button was pressed');
  await button('Deutsch').click();
  await page.getByRole('status').filter({ hasText: 'Dein Fortschritt ist zurückgesetzt' }).waitFor();
  await button('English').click();
  await button('Undo').click();
  await page.getByText('Your progress is back.').waitFor();
  assert.deepEqual((await progress()).cards, before.cards);
  await button('Reset progress').click();
  await button(/^Reset$/).click();
  await focused('reset-undo');
  const choose = async (content) => {
    const [picker] = await Promise.all([page.waitForEvent('filechooser'), button('Import progress…').click()]);
    await picker.setFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  };
  await choose('{"runs": []}');
  await page.getByText('This file does not hold progress').waitFor();
  assert.equal(await button('Undo').count(), 0, 'an offer does not outlive what came after it');
  assert.ok(!(await page.getByText(/unknown field/).isVisible()), 'what the program says of it is folded away');
  await page.getByText('Technical detail').click();
  assert.ok(await page.getByText(/unknown field/).isVisible());
  await accessible(page);
  await choose(JSON.stringify(before));
  await page.getByText('The file was added').waitFor();
  assert.deepEqual((await progress()).cards, before.cards);
  await page.reload();
  assert.deepEqual((await progress()).cards, before.cards);
});

/** Begins a round with this seed; gives its questions as they are asked, answering each wrongly or rightly. */
async function round(seed) {
  await page.getByLabel(words.quiz.seed.en).fill(String(seed));
  await button(/^Start with/).click();
  const asked = [];
  const of = Number(/of (\d+)/.exec(await page.getByText(/^Question 1 of/).first().innerText())[1]);
  for (let at = 0; at < of; at += 1) {
    await page.getByText(`Question ${at + 1} of ${of}`).first().waitFor();
    asked.push({
      level: await page.locator('.question .tag').first().innerText(),
      question: plain(await page.locator('#quiz-question').innerText()),
      answers: (await page.locator('.answer-text > span').allInnerTexts()).map(plain),
    });
    await page.keyboard.press(String((at % 4) + 1));
    await page.keyboard.press(['q', 'w', 'e'][at % 3]);
    await page.keyboard.press('Enter');
    await focused('quiz-verdict');
    assert.equal(await page.locator('.explained').count(), 4);
    const whys = await page.locator('.explained-why').allInnerTexts();
    assert.ok(whys.every((why) => why.length > 10), whys.join());
    assert.equal(await page.locator('.explained.is-right').count(), 1);
    asked[at].right = await page.locator('.explained.is-right').getByText('Your answer').isVisible();
    await page.keyboard.press('Enter');
  }
  await focused('quiz-result');
  return asked;
}

/** Checks the sums of the progress page against the file, where so many questions can be asked. */
async function sums(fitting) {
  const file = await progress();
  const right = Object.values(file.questions).filter((answered) => answered.right).length;
  const cells = await page.locator('.chapter-table td[data-label="Questions right"]').allInnerTexts();
  const counts = cells.map((cell) => cell.split('of').map(number));
  assert.deepEqual([0, 1].map((at) => counts.reduce((sum, count) => sum + count[at], 0)), [right, fitting]);
  const known = Object.values(file.cards).filter((card) => !card.missed && card.due > Date.now()).length;
  const cards = await page.locator('.chapter-table td[data-label="Cards known"]').allInnerTexts();
  assert.equal(cards.reduce((sum, cell) => sum + number(cell.split('of')[0]), 0), known);
  await tab('Overview').click();
  await page.getByText(`${right} of ${fitting} questions right`).waitFor();
}

test('a round of questions: the same seed asks the same, every answer is explained', async () => {
  await tab('Quiz').click();
  await button('Start with 10 questions').waitFor();
  await page.getByText('You have no finished run yet').waitFor();
  const fitting = number((await page.getByText(/questions fit/).innerText()).split('questions')[0]);
  await tab('Overview').click();
  await page.getByText(`0 of ${fitting} questions right`).waitFor();
  await tab('Quiz').click();
  await page.getByText('This is your first round').waitFor();
  await page.getByLabel(words.quiz.seed.en).fill('many');
  await page.getByText(words.quiz.seed_problem.en).waitFor();
  await seen('quiz-setup');
  const gentle = await round(42);
  const order = ['Easy', 'Medium'];
  assert.ok(gentle.every(({ level }) => order.includes(level)), 'a first round is not hard');
  assert.deepEqual(gentle.map(({ level }) => order.indexOf(level)).sort(), gentle.map(({ level }) => order.indexOf(level)));
  await sums(fitting);
  await tab('Quiz').click();
  await button('Another round').click();
  assert.equal(await page.getByText('This is your first round').count(), 0);
  const first = await round(42);
  assert.equal(new Set(first.map(({ question }) => question)).size, 10);
  const right = first.filter((asked) => asked.right).length;
  await page.getByText(`${right} of 10 right`).waitFor();
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 900 });
    const said = await rows(page.locator('.calibration'));
    assert.deepEqual(said.map((row) => plain(row['Should be right'])), ['about 25 %', 'about 65 %', 'about 95 %']);
    const of = said.map((row) => row.Right.split(' of ').map(Number));
    assert.deepEqual([of.reduce((sum, [is]) => sum + is, 0), of.reduce((sum, [, all]) => sum + all, 0)], [right, 10]);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByText(/well calibrated/).waitFor();
  assert.equal(await page.locator('.missed-question').count(), 10 - right);
  await page.locator('.missed-question summary').first().click();
  assert.equal(await page.locator('.missed-question[open] .explained').count(), 4);
  await seen('quiz-result');

  await button(/^Again with the/).click();
  await page.getByText(`Question 1 of ${10 - right}`).first().waitFor();
  await page.getByText('once more').first().waitFor();
  const missed = first.filter((asked) => !asked.right).map(({ question }) => question);
  assert.ok(missed.includes(plain(await page.locator('#quiz-question').innerText())));
  await button('Leave the round').click();
  assert.deepEqual(await round(42), first);
  await button('Another round').click();
  const other = await round(43);
  assert.notDeepEqual(other, first);
  const answered = (await progress()).questions;
  assert.ok(Object.keys(answered).length >= 10 && Object.values(answered).every(({ confidence }) => [0.25, 0.65, 0.95].includes(confidence)));
  assert.ok('finished-quiz' in (await progress()).deeds);
});

test('a reload in the middle of a round loses nothing', async () => {
  await tab('Quiz').click();
  await button('Another round').click();
  await page.getByLabel(words.quiz.seed.en).fill('7');
  await button(/^Start with/).click();
  await page.keyboard.press('2');
  await page.keyboard.press('e');
  await seen('quiz-question');
  const question = await page.locator('#quiz-question').innerText();
  await page.reload();
  await page.locator('#quiz-question').waitFor();
  assert.equal(await page.locator('#quiz-question').innerText(), question);
  assert.ok(await page.getByRole('radio').nth(1).isChecked());
  assert.equal(await button('Sure').and(page.locator('[aria-pressed=true]')).count(), 1);
  await button('Answer').click();
  await focused('quiz-verdict');
  await seen('quiz-feedback');
  await page.reload();
  await page.locator('#quiz-verdict').waitFor();
  await button('Next question').click();
  await page.getByText('Question 2 of 10').first().waitFor();
  await tab('Overview').click();
  await page.getByText('A round is open: 1 of 10 answered').waitFor();
  await tab('Quiz').click();
  await button('Leave the round').click();
});

test('questions about one’s own run quote its figures', { timeout: 10 * 60_000 }, async () => {
  await page.evaluate(() => (location.hash = '#/fine-tune?lr=1e-2&epochs=1&examples=200&v=1'));
  await control(page, 'Run').waitFor();
  await run(page, { within: patience });
  await go(page, 'Runs');
  const [row] = table(await saved(page, button('Export CSV')));
  const file = JSON.parse(await saved(page, page.getByRole('button', { name: /redictions/ }).first()));
  const test = figures(file.splits.find(({ split }) => split === 'target-test').examples, 'after');
  await go(page, 'Recall');
  await tab('Quiz').click();
  await page.getByText('1 of your runs can be asked about').waitFor();

  // What each template quotes, computed from what the Runs page exports.
  const [[, falsePositive], [falseNegative, truePositive]] = test.counts;
  const share = (name) => Number(row[name]).toFixed(3);
  const percent = (name) => `${(100 * Number(row[name])).toFixed(1)} %`;
  const quoted = {
    'raise-recall': [share('target_after_precision'), share('target_after_recall')],
    'raise-precision': [share('target_after_precision'), share('target_after_recall')],
    'did-forget': [percent('general_before_accuracy'), percent('general_after_accuracy'), percent('target_before_accuracy'), percent('target_after_accuracy')],
    'did-keep': [percent('general_before_accuracy'), percent('general_after_accuracy')],
    'recall-of-run': [String(falseNegative), String(falseNegative + truePositive), String(falsePositive)],
    'loss-gap': [share('target_after_loss')],
  };
  assert.equal(share('target_after_recall'), test.recall.toFixed(3));
  const templates = quiz.own_runs.map(({ about, question }) => ({ about, start: question.en.split('{run}') }));
  const found = new Map();
  for (let seed = 0; seed < 12 && found.size < 2; seed += 1) {
    await page.getByLabel(words.quiz.seed.en).fill(String(seed));
    await button(/^Start with/).click();
    for (let at = 0; at < 10; at += 1) {
      await page.locator('#quiz-question').waitFor();
      const own = await page.locator('.question .tag', { hasText: 'from your runs' }).count();
      if (own > 0) {
        const question = plain(await page.locator('#quiz-question').innerText());
        // A run that the learner has not named is called by its number and what it was.
        assert.ok(question.includes('“Run 1 (learning rate 1e-2, 200 examples, 1 epoch)”'), question);
        const last = templates.find(({ start }) => plain(question).startsWith(plain(start[0])) && question.includes(plain(start.at(-1).split('}').at(-1))));
        assert.ok(last, question);
        for (const figure of quoted[last.about]) assert.ok(question.includes(figure), `${last.about}: ${figure} in ${question}`);
        if (!found.size) await seen('quiz-own-run');
        found.set(last.about, question);
      }
      await page.locator('#quiz-question').focus();
      await page.keyboard.press('1');
      await page.keyboard.press('w');
      await page.keyboard.press('Enter');
      await focused('quiz-verdict');
      await page.keyboard.press('Enter');
    }
    await button('Another round').click();
  }
  assert.ok(found.size >= 1, 'a question about the run was asked');
  // The rounds about the run are counted like any other.
  await sums(number((await page.getByText(/questions fit/).innerText()).split('questions')[0]));
  await tab('Quiz').click();
  await page.reload();
  await page.getByText('1 of your runs can be asked about').waitFor();
});

for (const level of ['easy', 'medium', 'hard']) {
  test(`an exercise of the level ${level} is worked out`, async () => {
    let tries = 0;
    const exercise = practice.exercises.find((it) => it.level === level && it.check.kind === (level === 'medium' ? 'choice' : 'number'));
    await go(page, 'Recall');
    await tab('Practice').click();
    if (level === 'easy') await seen('practice');
    await page.getByRole('link', { name: exercise.title.en }).first().click();
    await heading(exercise.title.en).waitFor();
    await page.getByText('The common mistakes appear').waitFor();
    await button('Show a hint').click();
    await focused('exercise-hint');
    await button('Check').click();
    if (exercise.check.kind === 'number') {
      await page.getByText('Type a number').waitFor();
      await page.getByRole('textbox').fill(String(-exercise.check.value));
      await button('Check').click();
      await page.getByText('Look at the sign').waitFor();
      for (const mistake of exercise.mistakes.filter(({ value }) => value !== undefined)) {
        await page.getByRole('textbox').fill(String(mistake.value));
        await page.keyboard.press('Enter');
        const said = plain(mistake.en.replaceAll(/[*`]/g, ''));
        await page.locator('#exercise-verdict', { hasText: said }).waitFor();
        await page.getByText('This is a common mistake').waitFor();
        tries += 1;
      }
      if (level === 'easy') await seen('exercise-mistake');
      await page.getByRole('textbox').fill(String(exercise.check.value * 7));
      await page.keyboard.press('Enter');
      await page.getByText(words.practice.off.en).waitFor();
      if (level === 'easy') await seen('exercise');
    } else {
      await page.getByText('Choose an answer first').waitFor();
      const wrong = plain(exercise.check.wrong[0].text.en.replaceAll(/[*`]/g, ''));
      await page.getByRole('radio', { name: wrong }).check();
      await button('Check').click();
      await page.locator('#exercise-verdict .is-wrong').waitFor();
    }
    for (const [at] of exercise.steps.entries()) {
      await button(at === 0 ? 'Show the first step' : `Show step ${at + 1} of ${exercise.steps.length}`).click();
      assert.equal(await page.locator('.worked li').count(), at + 1);
      await focused('newest-step');
    }
    await heading('Common mistakes').waitFor();
    if (exercise.check.kind === 'number') {
      await page.getByRole('textbox').fill(String(exercise.check.value));
    } else {
      await page.getByRole('radio', { name: plain(exercise.check.right.text.en.replaceAll(/[*`]/g, '')) }).check();
    }
    await button('Check').click();
    await page.locator('#exercise-verdict .is-right').waitFor();
    if (level !== 'easy') await seen(`exercise-${level}`);
    const known = (await progress()).exercises[exercise.id];
    assert.equal(known.right, true);
    assert.equal(known.times, exercise.check.kind === 'number' ? tries + 3 : 2);
  });
}

test('the progress page counts what was done and says what is next', async () => {
  const file = await progress();
  const right = Object.values(file.exercises).filter((it) => it.right).length;
  await page.getByText(`${right} of ${practice.exercises.length}`).first().waitFor();
  assert.equal(await page.locator('.chapter-table tbody tr').count(), 12);
  const known = (await page.locator('.chapter-table td[data-label="Cards known"]').allInnerTexts()).map((cell) => number(cell.split('of')[0]));
  assert.equal(known.reduce((sum, count) => sum + count), Object.keys(file.cards).length);
  const problem = page.getByRole('link', { name: 'The problem', exact: true });
  assert.match(await problem.getAttribute('href'), /#\/learn\/problem/);
  // The run that was made here was made for something else.
  assert.equal(await page.locator('.facts dd').first().innerText(), 'not solved yet');
  await heading('Best next').waitFor();
  await seen('progress');
  await page.getByRole('link', { name: 'Go there' }).click();
  assert.match(page.url(), /#\/learn\//);
});

test('with time, cards fall due, those most likely forgotten first; then one can study ahead', async () => {
  const later = await lab.context.browser().newContext({ reducedMotion: 'reduce' });
  const page = await later.newPage();
  await page.goto(`${lab.address}#/recall/progress?lang=en`);
  const day = 86_400_000;
  const now = Date.now();
  const schedule = (days, stability) => ({ stability, difficulty: 5, reviewed: now - days * day, due: now + (stability - days) * day, reviews: 1, lapses: 0 });
  const all = deck.cards.map(({ id }) => [id, schedule(1, 30)]);
  const [first, second] = all;
  first[1] = schedule(12, 10);
  second[1] = schedule(3, 1);
  const [picker] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Import progress…' }).click()]);
  const content = JSON.stringify({ version: 1, cards: Object.fromEntries(all) });
  await picker.setFiles({ name: 'progress.json', mimeType: 'application/json', buffer: Buffer.from(content) });
  await page.getByText('Review the 2 cards that are due').waitFor();
  await page.getByRole('link', { name: 'Go there' }).click();
  await page.getByRole('button', { name: 'Start with 2 cards' }).click();
  const front = (card) => plain(card.front.en.replaceAll(/[*`]/g, ''));
  assert.equal(plain(await page.locator('#card-front').innerText()), front(deck.cards[1]), 'the one most likely forgotten');
  for (const place of [1, 2]) {
    await page.getByText(`Card ${place} of 2`).first().waitFor();
    await page.getByRole('button', { name: 'Show the answer' }).click();
    await page.getByRole('button', { name: 'Well' }).click();
  }
  await page.getByText('You knew every card.').waitFor();
  await page.getByRole('button', { name: 'Overview of the cards' }).click();
  await page.getByText('Nothing is due at this level').waitFor();
  await page.evaluate(() => document.activeElement.blur());
  await page.getByRole('button', { name: 'Study ahead: 10 cards' }).click();
  await page.getByText('Card 1 of 10').first().waitFor();
  await later.close();
});

test('nothing went wrong on the way', () => assert.deepEqual(page.problems, []));
