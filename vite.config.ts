/** How the page is built and served: the slim editor, the content security policy, and the proxy to a real cluster. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy, policyHeader } from './src/node/content-security-policy.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Puts the policy first in `<head>`, before any script. Build only: the dev server works with inline scripts. */
const policyInPage = (): Plugin => ({
  name: 'podrome:policy-in-page',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
});

/** The cluster starts beside the page: its first chunk is asked for with the page's own, not after they ran. */
const clusterAhead = (): Plugin => ({
  name: 'podrome:cluster-ahead',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.values(bundle ?? {})
        .filter((file) => file.type === 'chunk' && file.facadeModuleId === here('./src/mocks/start.ts'))
        .map((file) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${file.fileName}` },
          injectTo: 'head',
        })),
  },
});

/** Style sheets below the frame that `index.html` paints: it does not wait for them, and scripts still do. */
const frameFirst = (): Plugin => ({
  name: 'podrome:frame-first',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const sheets = html.match(/<link rel="stylesheet"[^>]*>/g) ?? [];
      const bare = sheets.reduce((text, sheet) => text.replace(sheet, ''), html);
      return bare.replace('</body>', `${sheets.join('')}</body>`);
    },
  },
});

/** The editor's JSON mode imports a helper that registers every editor feature; ours registers none. */
const monacoSlim = (): Plugin => ({
  name: 'podrome:monaco-slim',
  enforce: 'pre',
  resolveId: (source, importer) =>
    source.endsWith('internal/common/workers.js') && importer?.includes('monaco-editor')
      ? here('./src/ui/code-editor/monaco-workers-shim.ts')
      : undefined,
});

/** What the worker imports at once, and by way of that. */
const clusterAtOnce = new Set<string>();

/** Notes what that is, before the chunks are made. */
const clusterInOne = (): Plugin => ({
  name: 'podrome:cluster-in-one',
  apply: 'build',
  buildEnd() {
    const add = (id: string): void => {
      if (clusterAtOnce.has(id)) return;
      clusterAtOnce.add(id);
      for (const next of this.getModuleInfo(id)?.importedIds ?? []) add(next);
    };
    for (const id of this.getModuleIds()) if (this.getModuleInfo(id)?.isEntry === true) add(id);
  },
});

/** `PODROME_CLUSTER=URL`: the API paths go to a real Marathon on DC/OS, and the page starts no cluster of its own. */
const cluster = process.env['PODROME_CLUSTER'];
const proxy = cluster
  ? Object.fromEntries(
      [
        '/service/marathon',
        '/mesos',
        '/agent',
        '/slave',
        '/system/v1',
        '/dcos-metadata',
        '/mesos_dns',
        '/_simulation',
      ].map((path) => [path, { target: cluster, changeOrigin: true }]),
    )
  : {};

/** The cluster's URL as the page may show it: no name, no password, no slash at the end. */
const shownAddress = (url: string): string => {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`.replace(/\/+$/, '');
};

/**
 * What the first screen needs and later ones share. Left to itself the bundler makes a chunk of each such set, and every
 * chunk is a round trip before the list appears.
 */
const firstScreen =
  /vite[/]preload-helper|node_modules[/](react|react-dom|scheduler|use-sync-external-store|@tanstack[/](?!react-virtual|virtual-core)[^/]+)[/]|src[/](api|features[/](shared[/](?!commands|convert|dialogs|templates)|services)|ui[/](badge|button|class-names|empty-state|error-boundary|error-panel|glyph|icon|link-button|loading|tooltip)[.]|protocol[/]marathon[/](event|queue))/;

export default defineConfig({
  base: './',
  plugins: [react(), monacoSlim(), policyInPage(), clusterAhead(), frameFirst()],
  define: {
    'import.meta.env.VITE_CLUSTER': JSON.stringify(cluster ? 'remote' : 'page'),
    'import.meta.env.VITE_CLUSTER_ADDRESS': JSON.stringify(cluster ? shownAddress(cluster) : ''),
  },
  resolve: { alias: { 'tough-cookie': here('./src/mocks/no-cookies.ts') } },
  // One chunk for all it starts with: each set that lazy parts share would be a chunk, packed and fetched by itself.
  worker: {
    format: 'es',
    plugins: () => [clusterInOne()],
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'cluster', test: (id: string) => clusterAtOnce.has(id) }] } },
    },
  },
  // The editor comes in one lazy chunk of its own, known and budgeted; no warning for its size.
  // Browsers that know light-dark(): lowered to variables it would cost every colour twice.
  build: {
    manifest: true,
    target: 'es2023',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    chunkSizeWarningLimit: 4000,
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'page', test: firstScreen }] } } },
  },
  server: { proxy },
  preview: { proxy, headers: { 'Content-Security-Policy': policyHeader } },
});
