/**
 * Serves the built dashboard. All files are known at the start, so that a path is looked up, never resolved; places in
 * the dashboard live behind the hash, so that there is one page.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { extname, join } from 'node:path';
import { policyHeader } from './content-security-policy';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

interface StaticFile {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Every file below the folder by its path in a URL. */
const filesBelow = (folder: string): ReadonlyMap<string, StaticFile> => {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => {
      const path = join(file.parentPath, file.name);
      const name = path.slice(folder.length).replaceAll('\\', '/').replace(/^\/*/, '/');
      const etag = `"${createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 32)}"`;
      const headers = {
        'Content-Type': TYPES[extname(name)] ?? 'application/octet-stream',
        'Content-Security-Policy': policyHeader,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        // Files in assets have their content's hash in the name.
        'Cache-Control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        ETag: etag,
      };
      return [name, { path, headers }];
    }),
  );
};

/** @throws Error when the folder is not there */
export const createStaticSite = (folder: string): Server => {
  const files = filesBelow(folder);
  return createServer((incoming, outgoing) => {
    const [path = '/'] = (incoming.url ?? '/').split('?', 1);
    const file = files.get(path === '/' ? '/index.html' : path);
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') {
      outgoing.writeHead(405, { Allow: 'GET, HEAD' }).end();
    } else if (file === undefined) {
      outgoing.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    } else if (incoming.headers['if-none-match'] === file.headers['ETag']) {
      outgoing.writeHead(304, file.headers).end();
    } else {
      outgoing.writeHead(200, file.headers).end(incoming.method === 'HEAD' ? undefined : readFileSync(file.path));
    }
  });
};
