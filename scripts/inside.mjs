// What looking inside costs: the same run with the inside views closed and open, in turns, on one page.
import { start } from '../tests/e2e/lab.mjs';
import { control, go, kept } from '../tests/e2e/learner.mjs';
import { median, stepTimes } from './times.mjs';

const within = 20 * 60_000;

/** Milliseconds of a median step, and of a step with its share of the evaluations. */
function times(record) {
  const steps = stepTimes(record);
  return { step: median(steps), all: steps.reduce((sum, step) => sum + step, 0) / steps.length };
}

/** `{ closed: { step, all }, open: { step, all } }`, each the median of `turns` runs of 126 steps of pocket. */
export async function insideViews(turns) {
  const lab = await start();
  try {
    const page = await lab.open('#/forget?device=cpu&epochs=2&v=1');
    const found = { closed: [], open: [] };
    for (let turn = 0; turn < turns; turn += 1) {
      for (const views of ['closed', 'open']) {
        await page.getByLabel('Look inside while it trains').setChecked(views === 'open');
        await control(page, 'Run').click();
        // While the engine is fetched the button still says Run.
        await control(page, 'Pause').waitFor({ timeout: within });
        await control(page, 'Run').waitFor({ timeout: within });
        const [record] = await kept(page);
        found[views].push(times(record));
        await go(page, 'Forget');
      }
    }
    const middle = (runs) => ({ step: median(runs.map((run) => run.step)), all: median(runs.map((run) => run.all)) });
    return { closed: middle(found.closed), open: middle(found.open) };
  } finally {
    await lab.stop();
  }
}
