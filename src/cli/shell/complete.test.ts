/** What Tab offers. */
import { expect, test } from 'vitest';
import { createShell } from './shell';
import { createShellFiles } from './shell-files';

const BASE = 'http://dcos.local';

const answers: Readonly<Record<string, unknown>> = {
  '/v2/pods': [{ id: '/shop/web' }, { id: '/shop/cart' }, { id: '/lab' }],
  '/v2/apps': { apps: [{ id: '/site' }] },
  '/v2/groups': { id: '/', groups: [{ id: '/shop', groups: [{ id: '/shop/eu', groups: [] }] }] },
  '/v2/deployments': [{ id: 'd-1' }],
  '/v2/pods/shop/web::status': { instances: [{ id: 'shop_web.instance-1' }, { id: 'shop_web.instance-2' }] },
};

const offered = async (text: string, cursor = text.length, works = true) => {
  const files = createShellFiles();
  files.write('pod.json', '{}');
  files.write('notes.txt', '');
  const shell = createShell({
    baseUrl: BASE,
    files,
    fetch: async (request) => {
      const path = new URL(request.url).pathname.replace('/service/marathon', '');
      if (!works) throw new TypeError('no network');
      return Response.json(answers[path] ?? null);
    },
  });
  return shell.complete(text, cursor);
};

test.each([
  ['dc', 0, ['dcos']],
  ['dcos marathon po', 14, ['pod']],
  ['dcos marathon pod ', 18, ['add', 'kill', 'list', 'remove', 'show', 'update']],
  ['dcos marathon pod list --', 23, ['--help', '--json', '--quiet']],
  ['dcos marathon pod list --json --', 30, ['--help', '--quiet']],
  ['dcos marathon pod show /sh', 23, ['/shop/cart', '/shop/web']],
  ['dcos marathon pod show "/sh', 23, ['/shop/cart', '/shop/web']],
  ['dcos marathon pod remove --force /l', 33, ['/lab']],
  ['dcos marathon pod kill /shop/web ', 33, ['shop_web.instance-1', 'shop_web.instance-2']],
  ['dcos marathon pod kill /shop/web shop_web.instance-1 ', 53, ['shop_web.instance-2']],
  ['dcos marathon delay reset /s', 26, ['/shop/cart', '/shop/web', '/site']],
  ['dcos marathon pod add ', 22, ['notes.txt', 'pod.json']],
  ['dcos marathon pod add < p', 24, ['pod.json']],
  ['dcos help marathon po', 19, ['pod']],
  ['cat n', 4, ['notes.txt']],
  ['curl /v2/pods -d @p', 17, ['@pod.json']],
  ['echo a && DCOS_CLIENT=python dc', 29, ['dcos']],
  ['dcos marathon pod list | gr', 25, ['grep']],
  ['dcos marathon pod show /lab ', 28, []],
  ['echo ', 5, []],
  ['echo $(d', 8, []],
  ['dcos marathon pod add <<EOF\n{', 29, []],
])('%s', async (text, from, options) => {
  expect(await offered(text)).toEqual({ from, options });
});

test('what is behind the cursor does not count', async () => {
  expect(await offered('dcos marathon pod li; echo', 20)).toEqual({ from: 18, options: ['list'] });
});

test('a cluster that does not answer offers nothing', async () => {
  expect(await offered('dcos marathon pod show /', 24, false)).toEqual({ from: 23, options: [] });
});
