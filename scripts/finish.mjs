// The end of a build (a hook of Trunk.toml): the page's code in its parts, the style sheet, the files of public/, and
// their names in the page.
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const dist = process.env.TRUNK_STAGING_DIR;
const page = join(dist, 'index.html');

// One sheet is one request. These first, since the others build on them.
const first = ['tokens.css', 'base.css', 'layout.css'];
const sheets = readdirSync('style').filter((name) => name.endsWith('.css') && !first.includes(name));
const css = [...first, ...sheets.sort()].map((name) => readFileSync(join('style', name), 'utf8')).join('\n');
const style = `style-${createHash('sha256').update(css).digest('hex').slice(0, 16)}.css`;
writeFileSync(join(dist, style), css);

cpSync('public', dist, { recursive: true });
// The licence of the models goes where they go.
cpSync('LICENSE-APACHE', join(dist, 'LICENSE-APACHE'));

// The page's code is one whole and a part for each place; they fit only each other, so they lie in one folder that
// is named by the content of all.
const whole = readdirSync(dist).filter((name) => /^app-\w+\.(js|wasm)$/.test(name));
const loader = whole.find((name) => name.endsWith('.js'));
const places = join(process.env.CARGO_TARGET_DIR, 'places');
const parts = readdirSync(places).map((name) => {
  const content = readFileSync(join(places, name));
  return [name, name.endsWith('.wasm') ? withoutNames(content) : pointedTo(loader, content)];
});
const hash = createHash('sha256');
for (const name of whole) hash.update(readFileSync(join(dist, name)));
for (const [, content] of parts) hash.update(content);
const app = `app-${hash.digest('hex').slice(0, 16)}`;
mkdirSync(join(dist, app));
for (const name of whole) renameSync(join(dist, name), join(dist, app, name));
for (const [name, content] of parts) writeFileSync(join(dist, app, name), content);

let html = readFileSync(page, 'utf8').replace('./style.css', `./${style}`).replaceAll('./app-', `./${app}/app-`);
const engine = readdirSync(dist).find((name) => /^trainer-\w+_loader\.js$/.test(name));
if (engine) html = html.replace('./trainer_loader.js', `./${engine}`);
if (!html.includes(style) || (engine && !html.includes(engine))) throw new Error('index.html has lost a placeholder');
writeFileSync(page, html);

/** The parts load what they share from the whole, which trunk has named by its content. */
function pointedTo(loader, content) {
  const text = content.toString();
  const from = /from "\.\/[^"]+";/;
  if (!from.test(text)) throw new Error('the parts of the page do not name the whole');
  return Buffer.from(text.replace(from, `from "./${loader}";`));
}

/** A WebAssembly module without its custom sections: names of functions that no visitor reads. */
function withoutNames(module) {
  const kept = [module.subarray(0, 8)];
  for (let at = 8; at < module.length; ) {
    const start = at;
    const id = module[at++];
    let length = 0;
    for (let shift = 0, more = true; more; shift += 7) {
      const byte = module[at++];
      length += (byte & 0x7f) * 2 ** shift;
      more = byte >= 0x80;
    }
    at += length;
    if (id !== 0) kept.push(module.subarray(start, at));
  }
  return Buffer.concat(kept);
}
