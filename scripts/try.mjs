/** `npm run try -- FILE…`: builds the command line (Node of this age runs no TypeScript) and hands the files over. */
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { root } from './steps.mjs';

await build({
  root,
  logLevel: 'warn',
  build: { ssr: 'src/cli/try.ts', outDir: 'dist-node', copyPublicDir: false, manifest: false },
});
await import(pathToFileURL(`${root}dist-node/try.js`).href);
