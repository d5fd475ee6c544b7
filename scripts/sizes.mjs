// What a visitor downloads: bytes of each part of dist/, raw and compressed.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const files = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const groups = { page: /^dist\/(index\.html|app|style|icons)/, engine: /^dist\/(trainer|snippets)/, model: /^dist\/model/, data: /./ };
const sum = {};
for (const file of files) {
  const part = Object.keys(groups).find((name) => groups[name].test(file));
  const bytes = readFileSync(file);
  const sizes = [bytes.length, gzipSync(bytes).length, brotliCompressSync(bytes, options).length];
  sum[part] = sizes.map((size, index) => size + (sum[part]?.[index] ?? 0));
}

// A visitor first downloads the whole and what the opened place needs; the other places follow when it has come to rest.
const app = readdirSync('dist').find((name) => /^app-\w+$/.test(name));
const loads = readFileSync(join('dist', app, '__wasm_split.js'), 'utf8');
const first = [...loads.matchAll(/export const __wasm_split_load_(\w+) = [^]*?\[([^\]]*)\]\)\);/g)].map(([, place, chunks]) => {
  const parts = [`split_${place}`, ...(chunks.match(/\d+/g) ?? []).map((chunk) => `chunk_${chunk}`)];
  const needed = files.filter((file) => {
    const name = file.split(/[/\\]/).pop();
    return parts.includes(name.replace('.wasm', '')) || (groups.page.test(file) && !/^(split|chunk)_/.test(name));
  });
  return [place, needed.length, needed.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)];
});
if (!first.length) throw new Error('the page was not split into places');

const row = (name, cells) => console.log(name.padEnd(8) + cells.map((cell) => cell.padStart(12)).join(''));
row('KB', ['raw', 'gzip', 'brotli']);
for (const part of Object.keys(groups)) if (sum[part]) row(part, sum[part].map((size) => (size / 1000).toFixed(1)));
console.log(`first load of a place, gzip: ${first.map(([place, count, bytes]) => `${place} ${(bytes / 1000).toFixed(0)} KB in ${count} files`).join(', ')}`);
