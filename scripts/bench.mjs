// The browser's half of scripts/bench: the real page in a real Chromium, timed by the worker's own clock.
// `node scripts/bench.mjs NATIVE.jsonl` writes docs/benchmarks.md, with the native figures beside.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { gpuCounts, gpuWork, start } from '../tests/e2e/lab.mjs';
import { control, ended, kept, steps } from '../tests/e2e/learner.mjs';
import { dragging } from './drag.mjs';
import { insideViews } from './inside.mjs';
import { median, stepTimes } from './times.mjs';

const native = readFileSync(process.argv[2], 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const within = 20 * 60_000;

/** Presses Run at `hash`, waits for the end, and gives back the kept run with what the page alone can see. */
async function measure(hash) {
  const lab = await start();
  try {
    const page = await lab.open(hash);
    const pressed = Date.now();
    const seconds = () => (Date.now() - pressed) / 1000;
    await control(page, 'Run').click();
    await steps(page, 1, { within });
    const firstStep = seconds();
    await ended(page, { within });
    const wall = seconds();
    const [record] = await kept(page);
    return { record, firstStep, wall, version: lab.context.browser().version() };
  } finally {
    await lab.stop();
  }
}

/** The work of a training step and of an evaluation on the software GPU, whose times mean nothing. */
async function gpuSteps() {
  const lab = await start({ gpu: true, count: true });
  try {
    const page = await lab.open('#/fine-tune?device=gpu');
    await page.getByRole('button', { name: 'Load now, see the time estimate' }).click();
    await page.getByText(/^About .* on this machine/).waitFor({ timeout: within });
    const [step, evaluation] = (await gpuWork(page)).slice(-2);
    return { step, evaluation, all: await gpuCounts(page) };
  } finally {
    await lab.stop();
  }
}

const rows = [];
let pocket;
for (const figures of native) {
  // Enough steps for a median beside those that try the depth of the stack; the default run of pocket whole, since it
  // has a budget.
  const whole = figures.model === 'pocket';
  const hash = whole ? '#/fine-tune?device=cpu' : `#/fine-tune?model=${figures.model}&device=cpu&examples=320&epochs=3`;
  const result = await measure(hash);
  // The median, which evaluations hardly touch.
  const ms = median(stepTimes(result.record));
  if (whole) pocket = result;
  rows.push({ ...figures, browser_ms: ms, browser_gflops: figures.flop_per_step / ms / 1e6 });
}

// The last things that loading does on a GPU are a step whose shaders are compiled, then an evaluation.
const gpu = await gpuSteps();
const many = 5000;
const drags = await dragging(many);
const inside = await insideViews(3);

const f = (value, digits = 1) => value.toFixed(digits);
const sizes = execFileSync('node', ['scripts/sizes.mjs'], { encoding: 'utf8' });
const page = `# Benchmarks

Made by \`./scripts/bench\` and by nobody's hand, on ${cpus().length} × ${cpus()[0].model.trim()} with Chromium ${pocket.version}.
Such figures vary from machine to machine and from hour to hour; the ratios of one table vary less.

## A training step on the CPU

Median step of the default run (batches of 16 medical definitions, bucketed by length), AdamW on all weights.
"Native" is the same code compiled for this machine, one thread; its parts are forward, backward and update. A step's
FLOP are those of its matrix products, so the rate counts everything else as time lost.

| model | MFLOP | native | forward / backward / update | native GFLOP/s | browser | browser GFLOP/s | browser : native |
|---|---|---|---|---|---|---|---|
${rows
  .map(
    (row) =>
      `| ${row.model} | ${f(row.flop_per_step / 1e6, 0)} | ${f(row.step_ms)} ms | ${f(row.forward_ms)} / ${f(row.backward_ms)} / ${f(row.update_ms)} ms | ${f(row.gflops)} | ${f(row.browser_ms)} ms | ${f(row.browser_gflops)} | ${f(row.browser_ms / row.step_ms, 2)} |`,
  )
  .join('\n')}

## The default run of pocket in the browser, on the CPU

| | seconds | budget |
|---|---|---|
| the run, with all its evaluations | ${f(pocket.record.seconds)} | 60 |
| from pressing Run on a page that has loaded nothing, to the first step | ${f(pocket.firstStep)} | |
| from pressing Run to the end, downloads from this machine included | ${f(pocket.wall)} | |

## Looking inside

The same run of pocket on the CPU with the inside views closed and open, in turns on one page, median of three runs each.
"With its share" counts everything between the first step and the last: evaluations with every 32nd step, and the looks.

| inside views | median step | step with its share of evaluations and looks |
|---|---|---|
| closed | ${f(inside.closed.step)} ms | ${f(inside.closed.all)} ms |
| open | ${f(inside.open.step)} ms | ${f(inside.open.all)} ms |
| open : closed | ${f(inside.open.step / inside.closed.step, 2)} | ${f(inside.open.all / inside.closed.all, 2)} (at most 1.50) |

## The GPU's work

pocket on the software GPU of Chromium. The counts do not depend on the GPU.

| | a training step | an evaluation of 32 texts | from the start to the end of loading, with the self-test and ten steps |
|---|---|---|---|
${Object.keys(gpu.all)
  .map((name) => `| ${name} | ${gpu.step[name]} | ${gpu.evaluation[name]} | ${gpu.all[name]} |`)
  .join('\n')}

## Dragging the threshold

In the Decide lab, with ${many.toLocaleString('en')} validation texts and everything in view that moves along. A long task is one over 50 ms,
as the browser counts them; none is allowed. A frame at 60 a second is 16.7 ms.

| dragged in | moves of the mouse | long tasks | longest | median frame | 99th percentile of frames |
|---|---|---|---|---|---|
${drags
  .map((drag) => `| ${drag.plot} | ${drag.moves} | ${drag.long_tasks} | ${f(drag.longest_task, 0)} ms | ${f(drag.median_frame)} ms | ${f(drag.late_frame)} ms |`)
  .join('\n')}

## What a visitor downloads

The page comes first; engine, model and data only when a lab needs them. Budgets: page 300 KB gzip, engine 3,500 KB
brotli, pocket 5,000 KB, minilm-3 22,000 KB.

\`\`\`
${sizes.trimEnd()}
\`\`\`

The page is over its budget, though a visitor downloads only the whole and what the opened place needs before it can be
used. Its own profile (\`opt-level = "z"\`, one codegen unit) and leptos's \`erase_components\` took a fifth off, cutting
it into places half of the rest. What is left of the whole is small functions, nearly all of them generics: reading and
writing of records (serde), then leptos's signals and effects. What would do more: link-time optimisation, which needs a
standard library with bitcode (\`scripts/setup\` builds one without, where rustup cannot download), and kept runs read in
a part of their own.
`;
writeFileSync('docs/benchmarks.md', page);
console.log(page);
