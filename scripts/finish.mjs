// The end of a build (a hook of Trunk.toml): the style sheet, the files of public/, and their names in the page.
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

let html = readFileSync(page, 'utf8').replace('./style.css', `./${style}`);
const engine = readdirSync(dist).find((name) => /^trainer-\w+_loader\.js$/.test(name));
if (engine) html = html.replace('./trainer_loader.js', `./${engine}`);
if (!html.includes(style) || (engine && !html.includes(engine))) throw new Error('index.html has lost a placeholder');
writeFileSync(page, html);
