/** The small server behind the recordings in `fixtures/`: a table of answers, and a note of what it was asked. */
import type { DcosIo } from './io';
import type { Json } from './json';
import appJson from './fixtures/app.json?raw';
import badJson from './fixtures/bad.json?raw';
import goodJson from './fixtures/good.json?raw';
import longJson from './fixtures/long.json?raw';
import table from './fixtures/server-responses.json?raw';

interface Entry {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Json;
}

export type Overrides = Readonly<Record<string, Entry>>;

export interface AskedRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: Json;
}

const files: ReadonlyMap<string, string> = new Map([
  ['app.json', appJson],
  ['bad.json', badJson],
  ['good.json', goodJson],
  ['long.json', longJson],
]);

const answers = new Map(Object.entries(JSON.parse(table) as Readonly<Record<string, Entry>>));

/** The recorded server wrote its JSON with Python: a blank after each comma and colon. */
const spaced = (value: Json): string => {
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(spaced).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${spaced(item)}`);
  return `{${members.join(', ')}}`;
};

const textOf = ({ body, headers }: Entry): string | null => {
  if (body === undefined) return null;
  return typeof body === 'string' && headers?.['Content-Type'] !== undefined ? body : spaced(body);
};

/** Where the recordings say MARATHON_HOST. */
export const HOST = 'marathon.test:8080';

/** One run against the recorded server. */
export const aRecordedRun = (options: {
  readonly overrides?: Overrides;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
}) => {
  const asked: AskedRequest[] = [];
  const out = { stdout: '', stderr: '' };
  const io: DcosIo = {
    baseUrl: `http://${HOST}`,
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      const path = decodeURIComponent(pathname) + search;
      const text = await request.text();
      if (!path.startsWith('/dcos-metadata/'))
        asked.push({ method: request.method, path, ...(text !== '' && { body: JSON.parse(text) as Json }) });
      const find = (key: string): Entry | undefined => options.overrides?.[key] ?? answers.get(key);
      const entry: Entry = find(`${request.method} ${path}`) ??
        find(`${request.method} ${decodeURIComponent(pathname)}`) ?? { status: 404, body: { message: 'no route' } };
      const body = request.method === 'HEAD' || entry.status === 204 ? null : textOf(entry);
      return new Response(body, {
        status: entry.status ?? 200,
        headers: { 'content-type': 'application/json', ...entry.headers },
      });
    },
    stdout: (text) => (out.stdout += text),
    stderr: (text) => (out.stderr += text),
    stdin: async () => options.stdin,
    readFile: async (path) => files.get(path),
    env: (name) => options.env?.[name],
    now: () => Date.UTC(2017, 2, 20, 16, 18, 3),
    wait: (_milliseconds, signal) =>
      new Promise((resolve) => signal?.addEventListener('abort', () => resolve(), { once: true })),
  };
  return { io, asked, out };
};
