// The whole lab without a pointer: everything is reached with Tab, in view, with a visible focus.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { start } from './lab.mjs';
import { ended, patience, plain, steps } from './learner.mjs';

let lab;
before(async () => (lab = await start()));
after(() => lab?.stop());

/** What has the focus: its name, and whether it can be seen. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    const labels = [...(element.labels ?? [])].map((label) => label.textContent);
    const name = element.getAttribute('aria-label') ?? (labels.join(' ') || element.textContent);
    const { left, top, width, height } = element.getBoundingClientRect();
    // Of something higher than the window, the upper part.
    const there = document.elementFromPoint(left + width / 2, top + Math.min(height, innerHeight) / 2);
    const seen = there && (element.contains(there) || there.contains(element));
    const ring = [element, element.closest('label')].some((shown) => {
      const style = shown && getComputedStyle(shown);
      return style && style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    });
    return { name: name.replaceAll(/\s+/g, ' ').trim(), seen: Boolean(seen), ring, body: element === document.body };
  });

/** Presses Tab until what has the focus is called `name`; every stop on the way must be visible. */
async function tabTo(page, name) {
  const passed = [];
  while (passed.length < 80) {
    await page.keyboard.press('Tab');
    const now = await focused(page);
    if (!now.body) {
      assert.ok(now.ring, `the focus on “${now.name}” has no ring`);
      assert.ok(now.seen, `“${now.name}” is covered or out of view while it has the focus`);
    }
    if (name instanceof RegExp ? name.test(now.name) : now.name === name) return;
    passed.push(now.name);
  }
  assert.fail(`“${name}” is not reached; passed: ${passed.join(' | ')}`);
}

async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

for (const [width, height] of [[1280, 800], [390, 800]]) {
  test(`a run without a pointer, ${width} px wide`, { timeout: 2 * patience }, async () => {
    const page = await lab.open('#/fine-tune');
    await page.setViewportSize({ width, height });
    await press(page, 'Tab');
    assert.equal((await focused(page)).name, 'Skip to the content');
    await press(page, 'Enter');

    await tabTo(page, /^pocket/);
    await tabTo(page, /^Condition or not/);
    await tabTo(page, 'Learning rate, slider');
    await press(page, 'ArrowRight');
    await page.waitForURL(/lr=/);
    await tabTo(page, 'Just right');
    await press(page, 'Space');
    await page.waitForURL((url) => !url.hash.includes('lr='));
    await tabTo(page, 'Domain examples');
    await press(page, 'Control+a');
    await page.keyboard.type('40');
    await tabTo(page, 'Epochs, slider');
    await press(page, 'Home', 'ArrowRight');
    await page.waitForURL(/epochs=2&examples=40/);

    await tabTo(page, 'Domain accuracy, in %, slider');
    await press(page, 'ArrowRight', 'ArrowRight');
    await tabTo(page, 'Lock in my guess');
    await press(page, 'Enter');
    await page.getByText('Locked in for the next run.').waitFor();
    // The pressed button is gone: the focus goes to what came in its place.
    await page.waitForFunction(() => document.activeElement.textContent === 'Change it');

    await tabTo(page, 'Run');
    await press(page, 'Enter');
    await steps(page, 1);
    await press(page, 'Enter');
    await page.getByText(/^Paused/).or(page.getByText(/^The run is complete/)).first().waitFor({ timeout: patience });
    assert.match((await focused(page)).name, /^(Resume|Run)$/);
    if ((await focused(page)).name === 'Resume') {
      await tabTo(page, 'Step');
      await press(page, 'Enter', 'Shift+Tab', 'Enter');
    }
    assert.match(await ended(page), /^The run is complete: 6 steps/);
    await page.getByText(/^You guessed 77.%/).waitFor();

    await tabTo(page, /^Accuracy: inspect/);
    const value = () => page.getByRole('slider', { name: /^Accuracy: inspect/ }).getAttribute('aria-valuetext');
    assert.match(plain(await value()), /^Step 6: Domain/);
    await press(page, 'Home');
    assert.match(plain(await value()), /^Step 0: Domain/);
    await tabTo(page, 'Data table');
    await press(page, 'Enter');
    await page.getByRole('table', { name: 'Accuracy', exact: true }).waitFor();

    await tabTo(page, 'General test set');
    await press(page, 'Enter');
    await tabTo(page, /^Forgotten/);
    await press(page, 'Space');
    await page.getByText('General texts that the base model got right').first().waitFor();
    await tabTo(page, 'Definition: what something is, as a dictionary would say it');
    await page.keyboard.type('an infection of the skin');
    await press(page, 'Control+Enter');
    await page.locator('.answer .bar-row.now').first().waitFor({ timeout: patience });
    assert.deepEqual(page.problems, []);
    await page.close();
  });
}
