// A static server for dist/: `node scripts/serve.mjs [--port N]`. Also used by the browser tests.
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.wasm': 'application/wasm',
};

/** Answers for `folder` below `prefix`; a request that `intercept` answers (with true) goes no further. */
export function serve(folder, { port = 0, prefix = '/', intercept = () => false } = {}) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    if (intercept(path, response)) return;
    const file = join(folder, normalize(path.slice(prefix.length - 1)));
    const found = path.startsWith(prefix) && [file, join(file, 'index.html')].find(isFile);
    if (!found) return response.writeHead(404).end('not found');
    const headers = { 'content-type': types[extname(found)] ?? 'application/octet-stream' };
    // What was built anew must be seen at once.
    response.writeHead(200, { ...headers, 'content-length': statSync(found).size, 'cache-control': 'no-store' });
    createReadStream(found).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, 'localhost', () => resolve(server));
  });
}

const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const named = process.argv.indexOf('--port');
  const port = named > 0 ? Number(process.argv[named + 1]) : 8787;
  try {
    await serve('dist', { port });
    console.log(`\nThe lab is at http://localhost:${port} (Ctrl+C ends it).`);
  } catch (error) {
    const taken = error.code === 'EADDRINUSE';
    console.error(taken ? `Port ${port} is taken: choose another with --port.` : `Cannot serve: ${error.message}`);
    process.exitCode = 1;
  }
}
