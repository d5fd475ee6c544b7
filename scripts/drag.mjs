// Part of scripts/bench: how the page keeps up while the threshold is dragged over thousands of examples.
import { readFileSync, readdirSync } from 'node:fs';
import { start } from '../tests/e2e/lab.mjs';
import { control, steps } from '../tests/e2e/learner.mjs';

const within = 20 * 60_000;
const plots = ['#histogram-plot', '#pr-curve .chart-plot', '#roc-curve .chart-plot'];

/** `count` lines of the data files, over and over where there are fewer. */
function lines(count) {
  const all = readdirSync('public/data')
    .filter((name) => /^(general|medical)-.*\.tsv$/.test(name))
    .flatMap((name) => readFileSync(`public/data/${name}`, 'utf8').trim().split('\n'));
  return Array.from({ length: count }, (_, index) => all[index % all.length]).join('\n') + '\n';
}

/** Drags through every plot of the Decide lab, with `count` validation texts; gives one entry per plot. */
export async function dragging(count) {
  const validation = lines(count);
  const intercept = (path, response) => {
    if (!path.endsWith('/medical-validation.tsv')) return false;
    response.writeHead(200, { 'content-type': 'text/plain' }).end(validation);
    return true;
  };
  const lab = await start({ intercept });
  try {
    const page = await lab.open('#/decide?device=cpu&examples=20&epochs=1');
    await page.getByRole('button', { name: 'Train the model now' }).click();
    await steps(page, 1, { within });
    await control(page, 'Run').waitFor({ timeout: within });
    await page.locator('#histogram-plot').waitFor();
    const results = [];
    for (const plot of plots) results.push(await drag(page, plot));
    return results;
  } finally {
    await lab.stop();
  }
}

async function drag(page, selector) {
  const plot = page.locator(selector);
  await plot.evaluate((plot) => plot.scrollIntoView({ block: 'center' }));
  const box = await plot.boundingBox();
  await page.evaluate(() => {
    const seen = { tasks: [], frames: [], on: true };
    globalThis.seen = seen;
    new PerformanceObserver((list) => seen.tasks.push(...list.getEntries().map((task) => task.duration))).observe({ type: 'longtask' });
    let last = performance.now();
    const frame = (now) => {
      seen.frames.push(now - last);
      last = now;
      if (seen.on) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const moves = 240;
  await page.mouse.move(box.x + 2, box.y + box.height / 2);
  await page.mouse.down();
  for (let move = 1; move <= moves; move++) {
    // There and back again.
    const share = Math.abs(((2 * move) / moves) % 2 - 1);
    await page.mouse.move(box.x + 2 + (1 - share) * (box.width - 4), box.y + box.height * (0.1 + 0.8 * share));
  }
  await page.mouse.up();
  const { tasks, frames } = await page.evaluate(() => {
    globalThis.seen.on = false;
    return globalThis.seen;
  });
  const sorted = frames.slice(1).sort((a, b) => a - b);
  return {
    plot: selector.split(' ')[0].slice(1),
    moves,
    long_tasks: tasks.length,
    longest_task: Math.max(0, ...tasks),
    median_frame: sorted[Math.floor(sorted.length / 2)],
    late_frame: sorted[Math.floor(sorted.length * 0.99)],
  };
}
