// What a visitor downloads: bytes of each part of dist/, raw and compressed.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
const files = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

const parts = { page: /^dist\/(index\.html|app|style|icons)/, engine: /^dist\/(trainer|snippets)/, model: /^dist\/model/, data: /./ };
const sum = {};
for (const file of files) {
  const part = Object.keys(parts).find((name) => parts[name].test(file));
  const bytes = readFileSync(file);
  const sizes = [bytes.length, gzipSync(bytes).length, brotliCompressSync(bytes, options).length];
  sum[part] = sizes.map((size, index) => size + (sum[part]?.[index] ?? 0));
}

const row = (name, cells) => console.log(name.padEnd(8) + cells.map((cell) => cell.padStart(12)).join(''));
row('KB', ['raw', 'gzip', 'brotli']);
for (const part of Object.keys(parts)) if (sum[part]) row(part, sum[part].map((size) => (size / 1000).toFixed(1)));
