// The built page in a real browser: serves dist/ below a path of its own and opens it in Chromium.
// `const lab = await start({ gpu: true })` … `const page = await lab.open('#fine-tune')` … `await lab.stop()`.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterEach, beforeEach } from 'node:test';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { serve } from '../../scripts/serve.mjs';
import { counting } from './gpu_counters.mjs';

const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
const dist = join(root, 'dist');
const artefacts = join(root, 'tests/e2e/artefacts');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

function browser() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`);
  const found = [process.env.CHROMIUM, ...names].find((path) => path && existsSync(path));
  if (!found) throw new Error('no Chromium found: run scripts/setup --tests, or set CHROMIUM to its path');
  return found;
}

/**
 * Starts server and browser. `gpu` offers the software GPU (without it there is no adapter, so that the CPU path
 * runs), `count` counts the GPU's work (see `gpuCounts`), `intercept(path, response)` answers requests in the
 * server's place where it returns true.
 */
export async function start({ gpu = false, count = false, intercept = () => false } = {}) {
  const answer = (path, response) => intercept(path, response) || (count && counting(dist, path, response));
  const server = await serve(dist, { prefix: '/some/path/', intercept: answer });
  const address = `http://localhost:${server.address().port}/some/path/`;
  const args = ['--no-sandbox', '--disable-quic', ...quiet, ...(gpu ? ['--enable-unsafe-webgpu'] : [])];
  const chrome = await chromium.launch({ executablePath: browser(), args });
  const context = await chrome.newContext({ reducedMotion: 'reduce' });

  return {
    address,
    context,
    server,
    /** A new page at `hash`, with its place open or a sentence about why not. `page.problems` collects errors and console errors. */
    async open(hash = '') {
      const page = await context.newPage();
      page.problems = [];
      page.on('pageerror', (error) => page.problems.push(String(error)));
      page.on('console', (message) => {
        // A reload breaks off what is being fetched for later; nobody is waiting for it.
        const brokenOff = /WebAssembly compilation aborted|Failed to fetch/.test(message.text());
        if (message.type() === 'error' && !brokenOff) page.problems.push(message.text());
      });
      await page.goto(address + hash);
      await page.waitForFunction(() => document.querySelector('#main h1, #main [role=alert]'));
      return page;
    },
    async stop() {
      await chrome.close();
      server.closeAllConnections?.();
      server.close();
    },
  };
}

/**
 * For each test of a file a browser that has kept nothing, as `at.lab`; the server answers wrongly where
 * `at.fault(path, response)` answers in its place and returns true.
 */
export function eachWithFaults() {
  const at = {};
  beforeEach(async () => {
    at.fault = () => false;
    at.lab = await start({ intercept: (path, response) => at.fault(path, response) });
  });
  afterEach(() => at.lab?.stop());
  return at;
}

/** Until the page is drawn and what moves for a moment has come to rest: colours half-way are nobody's choice. */
async function settled() {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  await frame();
  await frame();
  const brief = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime < 2000);
  const rest = new Promise((done) => setTimeout(done, 2000));
  await Promise.race([Promise.allSettled(brief.map((it) => it.finished)), rest]);
}

/** Fails with what axe finds wrong with the page as it stands. */
export async function accessible(page) {
  await page.evaluate(settled);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`);
  assert.deepEqual(found, [], found.join('\n'));
}

/** Saves what the page looks like at this width as artefacts/NAME-WIDTH.png, whole. */
export async function screenshot(page, name, width) {
  mkdirSync(artefacts, { recursive: true });
  await page.setViewportSize({ width, height: 900 });
  // In a window as high as the page, what sticks to the window's edge covers nothing.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  await page.screenshot({ path: join(artefacts, `${name}-${width}.png`), fullPage: true });
  await page.setViewportSize({ width, height: 900 });
}

/** What the GPU did between the read-backs: one entry for each, the oldest first. */
export async function gpuWork(page) {
  const marks = await page.workers()[0].evaluate(() => self.gpuMarks);
  const difference = (later, earlier) => Object.fromEntries(Object.keys(later).map((name) => [name, later[name] - earlier[name]]));
  return marks.slice(1).map((mark, index) => difference(mark, marks[index]));
}

/** Dispatches, submits, pipelines and read-backs so far in the page's worker; needs `start({ count: true })`. */
export function gpuCounts(page) {
  return page.workers()[0].evaluate(() => ({ ...self.gpuCounts }));
}
